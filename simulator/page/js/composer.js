/** Where one writes: text field, command menu, things to attach, and the bot's reply keyboard. */

import { byId, element } from "./dom.js";
import { Menu } from "./popups.js";

const ATTACHMENTS = [
  ["📍", "Standort", "location"],
  ["🖼️", "Foto", "photo"],
  ["🎤", "Sprachnachricht", "voice"],
  ["👍", "Sticker", "sticker"],
  ["👤", "Kontakt", "contact"],
];

export class Composer {
  constructor(actions) {
    this.actions = actions;
    this.commands = [];
    this.text = byId("text");
    this.popup = byId("command-menu");
    this.commandMenu = new Menu(this.popup, byId("open-commands"), () => this.commandItems(this.commands));
    this.attachMenu = new Menu(byId("attach-menu"), byId("open-attach"), () => this.attachItems());
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("input", () => {
      this.fit();
      this.suggest();
    });
  }

  submit() {
    const text = this.text.value;
    if (!text.trim()) return;
    this.text.value = "";
    this.fit();
    this.suggest();
    this.actions.say(text).then((sent) => {
      if (!sent && !this.text.value) this.text.value = text;
    });
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && !this.popup.hidden) {
      event.preventDefault();
      [...this.popup.querySelectorAll("button")].at(-1)?.focus();
    } else if (event.key === "Escape") {
      this.commandMenu.close(false);
    }
  }

  /** Offers the commands that fit what was typed after a slash. */
  suggest() {
    const typed = this.text.value;
    const fitting = /^\/\w*$/.test(typed) ? this.commands.filter(({ command }) => `/${command}`.startsWith(typed)) : [];
    if (fitting.length) this.popup.replaceChildren(...this.commandItems(fitting));
    this.popup.hidden = !fitting.length;
  }

  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  commandItems(commands) {
    if (!commands.length) return [element("p", {}, "Der Bot hat noch keine Befehle gemeldet.")];
    return commands.map(({ command, description }) =>
      this.item(this.commandMenu, () => this.sendCommand(command), element("b", {}, `/${command}`), element("span", { class: "soft" }, description)));
  }

  sendCommand(command) {
    this.text.value = "";
    this.fit();
    this.actions.say(`/${command}`);
  }

  attachItems() {
    return ATTACHMENTS.map(([emoji, label, kind]) =>
      this.item(this.attachMenu, () => this.actions.attach(kind), element("span", { class: "emoji", "aria-hidden": "true" }, emoji), label));
  }

  item(menu, action, ...content) {
    const choose = () => {
      menu.close(false);
      this.text.focus();
      action();
    };
    return element("button", { type: "button", role: "menuitem", onclick: choose }, ...content);
  }

  showKeyboard(markup) {
    const panel = byId("reply-keyboard");
    const rows = markup?.keyboard ?? [];
    panel.hidden = !rows.length;
    panel.replaceChildren(...rows.map((row) => element("div", { class: "row" }, row.map((key) => this.key(key)))));
    this.text.placeholder = markup?.input_field_placeholder ?? "Nachricht";
  }

  key(key) {
    const text = typeof key === "string" ? key : key.text;
    const press = () => {
      if (key.request_location) this.actions.attach("location");
      else if (key.request_contact) this.actions.attach("contact");
      else this.actions.say(text);
    };
    return element("button", { type: "button", class: "key", onclick: press }, text);
  }
}
