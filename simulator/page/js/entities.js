/** Shows a text with Telegram's entities. Offsets are UTF-16 units, which is how JavaScript counts, too. */

import { element } from "./dom.js";
import { linkTo } from "./links.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["PRE", "BLOCKQUOTE", "DIV"]);

export function renderText(text, entities, actions) {
  const sorted = [...(entities ?? []), ...indents(text, entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderRange(text, 0, text.length, sorted, actions);
}

/** Lines that begin with spaces, as entities of our own: they keep their indent where they wrap. */
function indents(text, entities) {
  const asTyped = entities.filter(({ type }) => type === "pre" || type === "code");
  const isFree = ({ index }) => !asTyped.some(({ offset, length }) => offset <= index && index < offset + length);
  return [...text.matchAll(/^ {2,}\S.*$/gm)]
    .filter(isFree)
    .map((match) => ({ type: "indent", offset: match.index, length: match[0].length }));
}

function renderRange(text, start, end, entities, actions) {
  const nodes = [];
  const waiting = [...entities];
  let at = start;
  while (waiting.length) {
    const entity = waiting.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    if (from > at) nodes.push(between(text.slice(at, from), nodes));
    const inside = [];
    while (waiting.length && waiting[0].offset < to) inside.push(waiting.shift());
    // What reaches beyond this entity goes on after it.
    const beyond = inside.filter((other) => other.offset + other.length > to);
    waiting.unshift(...beyond.map((other) => ({ ...other, offset: to, length: other.offset + other.length - to })));
    const part = text.slice(from, to);
    nodes.push(wrap(entity, part, renderRange(text, from, to, inside, actions), actions));
    at = to;
  }
  if (at < end) nodes.push(between(text.slice(at, end), nodes));
  return nodes;
}

/** A block ends its line by itself, so the line break after it is left out. */
function between(text, nodes) {
  return BLOCKS.has(nodes.at(-1)?.tagName) ? text.replace(/^\n/, "") : text;
}

function wrap(entity, part, children, actions) {
  switch (entity.type) {
    case "text_link":
      return linkTo(entity.url, children, actions);
    case "url":
      return linkTo(/^[a-z]+:\/\//i.test(part) ? part : `http://${part}`, children, actions);
    case "email":
      return linkTo(`mailto:${part}`, children, actions);
    case "phone_number":
      return linkTo(`tel:${part.replace(/[^+\d]/g, "")}`, children, actions);
    case "bot_command":
      return element("button", { type: "button", class: "command", onclick: () => actions.say(part) }, ...children);
    case "indent":
      return element("div", { class: "indent" }, ...withoutIndent(children));
    case "spoiler":
      return spoiler(children);
    default:
      return element(TAGS[entity.type] ?? "span", {}, ...children);
  }
}

function withoutIndent([first, ...others]) {
  return [typeof first === "string" ? first.trimStart() : first, ...others];
}

function spoiler(children) {
  const node = element("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Verdeckter Text, zum Aufdecken drücken" }, ...children);
  const open = () => {
    node.classList.add("open");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", open);
  node.addEventListener("keydown", ({ key }) => key === "Enter" && open());
  return node;
}
