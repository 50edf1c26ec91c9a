/** Draws a small picture of a place: some streets that follow from the coordinates, and a pin. No real map. */

import { svg } from "./dom.js";

const WIDTH = 300;
const HEIGHT = 130;

export function mapPicture({ latitude, longitude }) {
  const seed = Math.abs(Math.round(latitude * 1e4) * 31 + Math.round(longitude * 1e4) * 17);
  const streets = [0, 1, 2, 3, 4].map((index) => street(seed, index));
  return svg(
    "svg",
    { class: "map", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `Ort bei ${degrees({ latitude, longitude })}` },
    svg("rect", { class: "land", width: WIDTH, height: HEIGHT }),
    ...streets.map((d, index) => svg("path", { class: "edge", d, "stroke-width": index ? 8 : 14 })),
    ...streets.map((d, index) => svg("path", { class: "road", d, "stroke-width": index ? 6 : 11 })),
    svg("path", { class: "pin", d: "M150 82c-3-12-18-18-18-34a18 18 0 0 1 36 0c0 16-15 22-18 34z" }),
    svg("circle", { class: "hole", cx: 150, cy: 48, r: 7 }),
  );
}

export function degrees({ latitude, longitude }) {
  return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
}

function street(seed, index) {
  const shift = (factor, range) => ((seed * factor + index * 7919) % 997) / 997 * range;
  if (index % 2) {
    const x = 20 + shift(3, WIDTH - 40);
    return `M${x} -10 Q${x + shift(5, 60) - 30} ${HEIGHT / 2} ${x + shift(11, 80) - 40} ${HEIGHT + 10}`;
  }
  const y = index ? 10 + shift(7, HEIGHT - 20) : 82;
  return `M-10 ${y + shift(13, 40) - 20} Q${WIDTH / 2} ${y} ${WIDTH + 10} ${y + shift(17, 50) - 25}`;
}
