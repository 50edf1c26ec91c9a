/** Links: those to the bot itself work in this page, all others open in a new tab. */

import { element } from "./dom.js";

const ALLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);
const PAYLOAD = /^[A-Za-z0-9_-]{1,64}$/;

/** Returns the text that a link to the bot sends, or null for any other link. */
export function startText(address, username) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const name = url.pathname.slice(1).toLowerCase();
  if (!["t.me", "telegram.me"].includes(url.host) || name !== username.toLowerCase()) return null;
  return startCommand(url.searchParams.get("start"));
}

export function startCommand(payload) {
  return payload && PAYLOAD.test(payload) ? `/start ${payload}` : "/start";
}

export function linkTo(address, children, actions) {
  const text = startText(address, actions.username());
  if (text !== null) {
    const go = (event) => {
      event.preventDefault();
      actions.say(text);
    };
    const payload = text.slice("/start ".length);
    return element("a", { href: payload ? `/?start=${payload}` : "/", onclick: go }, ...children);
  }
  if (!isAllowed(address)) return element("span", {}, ...children);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function isAllowed(address) {
  try {
    return ALLOWED.has(new URL(address).protocol);
  } catch {
    return false;
  }
}
