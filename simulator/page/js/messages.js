/** Shows one message: its bubble with whatever it holds, and the keyboard below. */

import { element, svg } from "./dom.js";
import { renderText } from "./entities.js";
import { degrees, mapPicture } from "./map.js";

// A row with a longer label has at most two columns on a phone.
const LONGEST_NUMBER = 3;
const TIME = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit" });

export function renderMessage(message, { first, busy }, actions) {
  const mine = !message.from.is_bot;
  const rows = message.reply_markup?.inline_keyboard;
  const classes = ["message", mine && "mine", first && "first", rows && "has-keyboard"].filter(Boolean);
  return element(
    "li",
    { class: classes.join(" "), "data-message": message.message_id },
    bubble(message, mine, actions),
    rows ? keyboard(message, rows, busy, actions) : null,
  );
}

/** Returns a message in a few words, for the list of people. */
export function preview(message) {
  if (!message) return "Noch nichts geschrieben";
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ");
  if (message.venue) return message.venue.title;
  if (message.sticker) return `${message.sticker.emoji} Sticker`;
  const names = { location: "Standort", photo: "Foto", voice: "Sprachnachricht", contact: "Kontakt" };
  const kind = Object.keys(names).find((name) => message[name]);
  return kind ? names[kind] : (message.document?.file_name ?? "Nachricht");
}

function bubble(message, mine, actions) {
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const body = text ? element("div", { class: "body" }, ...renderText(text, entities, actions)) : null;
  const time = TIME.format(new Date(message.date * 1000));
  return element(
    "div",
    { class: `bubble${message.sticker ? " bare" : ""}` },
    element("span", { class: "hidden" }, mine ? "Du: " : "Hallo-Bot: "),
    message.reply_to_message ? element("div", { class: "quote" }, preview(message.reply_to_message)) : null,
    attachment(message),
    body,
    element("span", { class: "meta" }, message.edit_date ? `bearbeitet ${time}` : time),
  );
}

function attachment(message) {
  if (message.venue) {
    const { title, address, location } = message.venue;
    return card(location, element("strong", {}, title), element("div", {}, address));
  }
  if (message.location) return card(message.location, element("strong", {}, "Standort"));
  if (message.contact) return contact(message.contact);
  if (message.photo) {
    const largest = message.photo.at(-1);
    const alt = message.caption ? "Foto zum Text" : "Foto";
    return element("img", { class: "photo", src: `/api/files/${largest.file_id}`, alt, width: largest.width, height: largest.height });
  }
  if (message.voice) return voice(message.voice);
  if (message.sticker) return element("div", { class: "sticker", role: "img", "aria-label": `Sticker ${message.sticker.emoji}` }, message.sticker.emoji);
  return message.document ? file(message.document) : null;
}

function card(location, ...lines) {
  return element("div", { class: "card" }, mapPicture(location), ...lines, element("div", { class: "soft" }, degrees(location)));
}

function contact({ first_name: first, last_name: last, phone_number: phone }) {
  return element("div", { class: "card" }, element("strong", {}, [first, last].filter(Boolean).join(" ")), element("div", { class: "soft" }, phone));
}

function voice({ duration }) {
  const bars = [6, 12, 20, 14, 24, 10, 18, 26, 12, 8, 16, 22, 10, 6].map((height, index) =>
    svg("path", { d: `M${5 + index * 10} ${14 - height / 2}v${height}`, "stroke-width": 3 }));
  return element(
    "div",
    { class: "voice" },
    element("span", { class: "ico" }, icon("M9 6.5v11l9-5.5z", true)),
    svg("svg", { class: "wave", viewBox: "0 0 140 28", role: "img", "aria-label": "Sprachnachricht" }, ...bars),
    `0:${String(duration).padStart(2, "0")}`,
  );
}

function file({ file_id: id, file_name: name, file_size: size }) {
  return element(
    "a",
    { class: "file", href: `/api/files/${id}`, download: name },
    element("span", { class: "ico" }, icon("M7 3h7l4 4v14H7zM14 3v5h4")),
    element("span", {}, element("strong", {}, name), element("div", { class: "soft" }, fileSize(size))),
  );
}

function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} Byte`;
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KB"] : [bytes / 1024 ** 2, "MB"];
  return `${value.toLocaleString("de-DE", { maximumFractionDigits: 1 })} ${unit}`;
}

function keyboard(message, rows, busy, actions) {
  const button = (key) =>
    element(
      "button",
      {
        type: "button",
        class: busy(message.message_id, key.callback_data) ? "key busy" : "key",
        "aria-busy": busy(message.message_id, key.callback_data) ? "true" : null,
        onclick: () => actions.press(message, key),
      },
      key.text,
      key.url ? icon("M8 16L16 8M9 8h7v7", false, "mark") : null,
    );
  const name = (row) => (row.some(({ text }) => text.length > LONGEST_NUMBER) ? "row words" : "row");
  return element("div", { class: "keyboard" }, rows.map((row) => element("div", { class: name(row) }, row.map(button))));
}

function icon(path, filled = false, name = "") {
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: name || null }, svg("path", { d: path, class: filled ? "filled" : null }));
}
