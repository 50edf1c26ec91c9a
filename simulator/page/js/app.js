/** The page: who one is, the chat that is open, and what happens in all of them. */

import { follow, get, post } from "./api.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { isAllowed, startCommand, startText } from "./links.js";
import { Log } from "./log.js";
import { fullName, paintAvatar, renderPeople, setUpDrawer } from "./people.js";
import { alertPerson, setUpLocationDialog, toast } from "./popups.js";

// As long as Telegram's apps show that a bot is typing, and wait for it after a press.
const TYPING_MS = 5000;
const PRESS_MS = 15000;

class App {
  constructor() {
    this.people = new Map();
    this.current = Number(sessionStorage.getItem("person")) || 0;
    this.bot = { username: "", name: "Hallo-Bot", commands: [] };
    this.read = {};
    this.answered = new Set();
    const actions = {
      say: (text) => this.send({ text }),
      press: (message, key) => this.press(message, key),
      attach: (kind) => (kind === "location" ? this.openLocation() : this.send({ [kind]: kind === "sticker" ? "👍" : true })),
      username: () => this.bot.username,
    };
    this.log = new Log(actions);
    this.composer = new Composer(actions);
    this.closeDrawer = setUpDrawer();
    this.openLocation = setUpLocationDialog((location) => this.send({ location }));
    byId("start").addEventListener("click", () => this.send({ text: "/start" }));
    byId("add-person").addEventListener("submit", (event) => this.addPerson(event));
    document.addEventListener("visibilitychange", () => this.paintPeople());
  }

  async run() {
    const query = new URLSearchParams(location.search);
    await this.loadAll(query.get("person"));
    if (query.has("start") || query.has("person")) history.replaceState(null, "", "/");
    if (query.has("start")) await this.send({ text: startCommand(query.get("start")) });
  }

  async loadAll(wanted) {
    this.stopFollowing?.();
    const { people, number } = await get("/people");
    this.people = new Map(people.map((person) => [person.id, person]));
    const named = people.find((person) => wanted && [String(person.id), fullName(person), person.first_name].includes(wanted));
    if (named) this.current = named.id;
    if (!this.people.has(this.current)) this.current = people[0].id;
    await this.openChat(this.current);
    this.stopFollowing = follow(this.bot.instance, number, {
      onEvent: (event) => this.onEvent(event),
      onState: (connected) => (byId("offline").hidden = connected),
    });
  }

  async openChat(id) {
    this.current = id;
    sessionStorage.setItem("person", id);
    this.hideTyping();
    const [chat] = await Promise.all([get(`/people/${id}/chat`), this.loadBot()]);
    if (this.current !== id) return;
    this.log.load(chat.messages);
    this.composer.showKeyboard(chat.keyboard);
    const person = this.people.get(id);
    paintAvatar(byId("me-avatar"), person);
    byId("me-name").textContent = fullName(person);
    this.paintPeople();
    this.paintStart();
  }

  async choose(id) {
    this.closeDrawer();
    await this.openChat(id);
    (this.log.isEmpty ? byId("start") : byId("text")).focus();
  }

  async loadBot() {
    this.bot = await get(`/bot?person=${this.current}`);
    this.read = JSON.parse(localStorage.getItem(`read ${this.bot.instance}`) ?? "{}");
    this.composer.commands = this.bot.commands;
    document.title = `${this.bot.name} – Simulator`;
    for (const id of ["bot-name", "welcome-name"]) byId(id).textContent = this.bot.name;
    byId("welcome-text").textContent = this.bot.description || "Drück auf „Starten“, dann geht es los.";
    byId("typing-text").textContent = `${this.bot.name} schreibt …`;
  }

  onEvent(event) {
    const open = event.chat_id === this.current;
    switch (event.kind) {
      case "reset":
        this.loadAll();
        break;
      case "message":
        this.noteMessage(event);
        if (open) this.showMessage(event.message);
        this.paintPeople();
        break;
      case "message_edited":
        if (open) this.log.put(event.message);
        break;
      case "message_deleted":
        if (open) this.log.remove(event.message_id);
        break;
      case "chat_action":
        if (open) this.showTyping();
        break;
      case "keyboard_changed":
        if (open) this.composer.showKeyboard(event.keyboard);
        break;
      case "callback_answered":
        this.showAnswer(event, open);
        break;
      case "person_added":
        this.people.set(event.person.id, { last_message: null, bot_message_count: 0, ...event.person });
        this.paintPeople();
        break;
      case "profile_changed":
        this.loadBot();
        break;
    }
  }

  noteMessage({ chat_id: chatId, message }) {
    const person = this.people.get(chatId);
    if (!person) return;
    const isNew = message.message_id > (person.last_message?.message_id ?? 0);
    if (isNew && message.from.is_bot) person.bot_message_count += 1;
    if (isNew) person.last_message = message;
  }

  showMessage(message) {
    if (message.from.is_bot) this.hideTyping();
    this.log.put(message);
    this.paintStart();
  }

  showAnswer({ query_id: id, text, show_alert: alert, url }, open) {
    if (!this.log.clearBusy(id)) this.answered.add(id);
    if (!open) return;
    this.log.answerAwaited = false;
    if (text) (alert ? alertPerson : toast)(text);
    if (url) this.openAddress(url);
  }

  showTyping() {
    byId("typing").hidden = false;
    byId("bot-status").textContent = "schreibt …";
    byId("bot-status").className = "busy";
    if (this.log.following) this.log.showEnd();
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.hideTyping(), TYPING_MS);
  }

  hideTyping() {
    clearTimeout(this.typingTimer);
    byId("typing").hidden = true;
    byId("bot-status").textContent = "Bot";
    byId("bot-status").className = "";
  }

  paintStart() {
    const empty = this.log.isEmpty;
    byId("welcome").hidden = byId("start").hidden = !empty;
    byId("composer").hidden = empty;
  }

  paintPeople() {
    const here = this.people.get(this.current);
    if (here && !document.hidden) {
      this.read[here.id] = here.bot_message_count;
      localStorage.setItem(`read ${this.bot.instance}`, JSON.stringify(this.read));
    }
    const unread = (person) => Math.max(person.bot_message_count - (this.read[person.id] ?? 0), 0);
    renderPeople([...this.people.values()], this.current, unread, (id) => this.choose(id));
  }

  /** Sends something in the chosen person's name; says whether it worked. */
  async send(body) {
    try {
      await post(`/people/${this.current}/messages`, body);
      return true;
    } catch (error) {
      toast(error.message);
      return false;
    }
  }

  async press(message, key) {
    if (key.url) return this.openAddress(key.url);
    if (key.copy_text) return this.copy(key.copy_text.text);
    if (key.callback_data === undefined) return toast("Diesen Knopf gibt es nur in Telegram selbst.");
    // The answer may be a new message at the end, while the button is far above.
    this.log.answerAwaited = true;
    try {
      const { query_id: id } = await post(`/people/${this.current}/presses`, { message_id: message.message_id, data: key.callback_data });
      // The stream may have brought the answer before this request ended.
      if (this.answered.delete(id)) return undefined;
      this.log.setBusy(id, message.message_id, key.callback_data);
      setTimeout(() => this.log.clearBusy(id) && (this.log.answerAwaited = false), PRESS_MS);
    } catch (error) {
      toast(error.message);
    }
    return undefined;
  }

  openAddress(address) {
    const text = startText(address, this.bot.username);
    if (text !== null) this.send({ text });
    else if (isAllowed(address)) window.open(address, "_blank", "noopener,noreferrer");
    else toast("Diese Adresse lässt sich hier nicht öffnen.");
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    toast("Kopiert.");
  }

  async addPerson(event) {
    event.preventDefault();
    const [first, ...rest] = byId("new-name").value.trim().split(/\s+/);
    try {
      const person = await post("/people", { first_name: first, last_name: rest.join(" ") });
      byId("new-name").value = "";
      this.people.set(person.id, { last_message: null, bot_message_count: 0, ...person });
      await this.choose(person.id);
    } catch (error) {
      toast(error.message);
    }
  }
}

new App().run().catch((error) => toast(error.message));
