/** Small menus above the composer, dialogs and short notices. */

import { byId, element } from "./dom.js";

const TOAST_MS = 4000;
const PLACES = [
  { name: "Rathaus, Ernst-Wilczok-Platz", latitude: 51.5216, longitude: 6.9292 },
  { name: "Kirchhellen", latitude: 51.6053, longitude: 6.9227 },
  { name: "Beim Movie Park", latitude: 51.6216, longitude: 6.9719 },
];

/** A menu that a button opens; arrows move, Escape closes. */
export class Menu {
  constructor(menu, opener, build) {
    this.menu = menu;
    this.opener = opener;
    this.build = build;
    opener.addEventListener("click", () => (menu.hidden ? this.open() : this.close()));
    menu.addEventListener("keydown", (event) => this.move(event));
    document.addEventListener("pointerdown", ({ target }) => {
      if (!menu.contains(target) && !opener.contains(target)) this.close(false);
    });
  }

  open() {
    this.menu.replaceChildren(...this.build());
    this.menu.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.menu.querySelector("button")?.focus();
  }

  close(refocus = true) {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    if (refocus) this.opener.focus();
  }

  move(event) {
    const items = [...this.menu.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (step) items.at((at + step) % items.length)?.focus();
    else return;
    event.preventDefault();
  }
}

let toastTimer;

export function toast(text) {
  const node = byId("toast");
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (node.hidden = true), TOAST_MS);
}

export function alertPerson(text) {
  byId("alert-text").textContent = text;
  const dialog = byId("alert-dialog");
  if (!dialog.open) dialog.showModal();
}

export function setUpLocationDialog(send) {
  const dialog = byId("location-dialog");
  const [latitude, longitude] = [byId("latitude"), byId("longitude")];
  const problem = byId("location-problem");
  const buttons = PLACES.map((place) =>
    element(
      "button",
      { type: "button", "aria-pressed": "false", onclick: ({ currentTarget }) => choose(place, currentTarget) },
      place.name,
      element("span", { class: "soft" }, `${place.latitude}, ${place.longitude}`),
    ));
  const mark = (chosen) => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button === chosen)));
  const choose = (place, button) => {
    latitude.value = place.latitude;
    longitude.value = place.longitude;
    mark(button);
  };
  const submit = () => {
    const numbers = [latitude, longitude].map(({ value }) => (value.trim() ? Number(value.trim().replace(",", ".")) : NaN));
    if (!(Math.abs(numbers[0]) <= 90 && Math.abs(numbers[1]) <= 180)) {
      problem.textContent = "Bitte wähle einen Ort oder gib Breite und Länge als Zahlen ein.";
      return;
    }
    dialog.close();
    send({ latitude: numbers[0], longitude: numbers[1] });
  };
  byId("places").append(...buttons);
  byId("send-location").addEventListener("click", submit);
  for (const input of [latitude, longitude]) {
    input.addEventListener("input", () => mark(null));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      submit();
    });
  }
  return () => {
    problem.textContent = "";
    dialog.showModal();
  };
}
