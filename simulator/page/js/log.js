/** The messages of the chat that is open, kept in order and in view. */

import { byId, element } from "./dom.js";
import { renderMessage } from "./messages.js";

const DAY = new Intl.DateTimeFormat("de-DE", { weekday: "long", day: "numeric", month: "long" });
const NEAR_END_PX = 120;
const GAP_PX = 8;

export class Log {
  constructor(actions) {
    this.actions = actions;
    this.list = byId("log");
    this.scroll = byId("scroll");
    this.toEnd = byId("to-end");
    this.messages = new Map();
    this.busy = new Map();
    this.toEnd.addEventListener("click", () => this.showEnd());
    this.following = true;
    this.answerAwaited = false;
    this.fromTop = false;
    this.scroll.addEventListener("scroll", () => {
      this.following = this.atEnd();
      if (this.pixelsLeft() < 2) this.fromTop = false;
      if (this.following && !this.fromTop) this.toEnd.hidden = true;
    });
    // A growing message or a keyboard below must not push the newest message out of view.
    const observer = new ResizeObserver(() => this.following && !this.fromTop && this.showEnd());
    observer.observe(this.scroll);
    observer.observe(this.list);
  }

  get isEmpty() {
    return this.messages.size === 0;
  }

  load(messages) {
    this.list.setAttribute("aria-busy", "true");
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    this.busy.clear();
    this.list.replaceChildren();
    for (const message of messages) this.append(message);
    this.list.removeAttribute("aria-busy");
    this.showEnd();
  }

  put(message) {
    const known = this.messages.has(message.message_id);
    const follow = this.following || !message.from.is_bot;
    this.messages.set(message.message_id, message);
    if (known) this.repaint(message.message_id);
    else this.append(message);
    if (!known && message.from.is_bot && (follow || this.answerAwaited)) this.showNew(message.message_id);
    else if (follow) this.showEnd();
    else if (!known) this.toEnd.hidden = false;
  }

  remove(id) {
    this.messages.delete(id);
    this.find(id)?.remove();
  }

  setBusy(queryId, messageId, data) {
    this.busy.set(queryId, `${messageId} ${data}`);
    this.repaint(messageId);
  }

  clearBusy(queryId) {
    const key = this.busy.get(queryId);
    if (key === undefined) return false;
    this.busy.delete(queryId);
    this.repaint(Number(key.split(" ", 1)[0]));
    return true;
  }

  repaint(id) {
    const [old, message] = [this.find(id), this.messages.get(id)];
    if (!old || !message) return;
    const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    const node = this.render(message, old.classList.contains("first"));
    old.replaceWith(node);
    if (focused >= 0) node.querySelectorAll("button, a")[focused]?.focus({ preventScroll: true });
  }

  append(message) {
    const day = new Date(message.date * 1000).toDateString();
    const last = this.list.lastElementChild;
    if (this.list.dataset.day !== day || !last) {
      this.list.dataset.day = day;
      const label = day === new Date().toDateString() ? "Heute" : DAY.format(new Date(message.date * 1000));
      this.list.append(element("li", { class: "day" }, label));
    }
    const mine = !message.from.is_bot;
    const previous = this.list.lastElementChild;
    const first = !previous.classList.contains("message") || previous.classList.contains("mine") !== mine;
    this.list.append(this.render(message, first));
  }

  render(message, first) {
    const keys = new Set(this.busy.values());
    const busy = (id, data) => data !== undefined && keys.has(`${id} ${data}`);
    return renderMessage(message, { first, busy }, this.actions);
  }

  find(id) {
    return this.list.querySelector(`[data-message="${id}"]`);
  }

  /** Shows a new message to its end, or from its beginning where it does not fit. */
  showNew(id) {
    this.showEnd();
    const above = this.scroll.getBoundingClientRect().top + GAP_PX - this.find(id).getBoundingClientRect().top;
    if (above <= 0) return;
    this.scroll.scrollTop -= above;
    this.fromTop = true;
    this.toEnd.hidden = this.pixelsLeft() < GAP_PX;
  }

  atEnd() {
    return this.pixelsLeft() < NEAR_END_PX;
  }

  pixelsLeft() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight;
  }

  showEnd() {
    this.following = true;
    this.fromTop = false;
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.toEnd.hidden = true;
  }
}
