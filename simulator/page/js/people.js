/** The list of people one can be, with what was last said and what is unread. */

import { byId, element } from "./dom.js";
import { preview } from "./messages.js";

const COLOURS = 6;

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

export function paintAvatar(node, person) {
  node.className = `avatar c${person.id % COLOURS}`;
  node.textContent = [person.first_name, person.last_name].filter(Boolean).map((part) => part[0].toUpperCase()).join("");
  return node;
}

export function renderPeople(people, current, unread, choose) {
  const rows = people.map((person) => {
    const count = unread(person);
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          class: "person",
          "data-person": person.id,
          "aria-current": person.id === current ? "true" : null,
          onclick: () => choose(person.id),
        },
        paintAvatar(element("span", { "aria-hidden": "true" }), person),
        element("span", { class: "name" }, fullName(person)),
        element("span", { class: "preview" }, preview(person.last_message)),
        count ? element("span", { class: "badge" }, String(count), element("span", { class: "hidden" }, " ungelesen")) : null,
      ),
    );
  });
  const list = byId("people-list");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.person : null;
  list.replaceChildren(...rows);
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
  byId("unread-dot").hidden = !people.some((person) => person.id !== current && unread(person));
}

export function setUpDrawer() {
  const [drawer, shade] = [byId("people"), byId("shade")];
  const show = (open) => {
    drawer.classList.toggle("open", open);
    shade.hidden = !open;
    if (open) drawer.querySelector('[aria-current="true"]')?.focus();
  };
  byId("open-people").addEventListener("click", () => show(true));
  byId("close-people").addEventListener("click", () => show(false));
  shade.addEventListener("click", () => show(false));
  drawer.addEventListener("keydown", ({ key }) => key === "Escape" && show(false));
  return () => show(false);
}
