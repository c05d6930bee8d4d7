// The figure as SVG. It knows shapes, lines and areas with an ink, and slides from one instant of a film to the next;
// only the program that made the film knows what a body is (breakd/figures/shapes.py).

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 0.02;

function element(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent?.append(made);
  return made;
}

function way(points, closed) {
  // a line of one point is a dot: SVG draws its round end only if there is somewhere to go, if only to itself
  const all = points.length === 2 ? [...points, ...points] : points;
  let text = "";
  for (let i = 0; i < all.length; i += 2) text += `${i ? "L" : "M"}${all[i]} ${all[i + 1]}`;
  return closed ? `${text}Z` : text;
}

function path(shape, points, parent) {
  const attributes = { class: shape.area ? "area" : "line", "data-ink": shape.ink, "stroke-width": shape.width };
  return element("path", { ...attributes, d: way(points, shape.area) }, parent);
}

export class Figure {
  #data;
  #paths;
  #marks;
  #drawn = -1;

  constructor(data, side) {
    const mirrored = data.mirrored.includes(side);
    const [x0, y0, x1, y1] = data.crop;
    const left = mirrored ? 1 - x1 : x0;
    const box = [left - MARGIN, y0 - MARGIN, x1 - x0 + 2 * MARGIN, y1 - y0 + 2 * MARGIN];
    this.#data = data;
    this.svg = element("svg", { viewBox: box.join(" "), role: "img", class: "figure" });
    const turned = mirrored ? { transform: "translate(1 0) scale(-1 1)" } : {};
    const ground = element("g", turned, this.svg);
    this.#paths = data.shapes.map((shape, number) => path(shape, data.film[0][number], ground));
    this.#marks = data.marks.map((shapes) => {
      const group = element("g", { class: "marks" }, ground);
      for (const shape of shapes) path(shape, shape.points, group);
      return group;
    });
    this.at(0);
  }

  /** Draw an instant of the film: whole numbers are its frames, others lie between two. */
  at(instant) {
    if (instant === this.#drawn) return;
    this.#drawn = instant;
    const film = this.#data.film;
    const before = Math.min(Math.floor(instant), film.length - 1);
    const after = Math.min(before + 1, film.length - 1);
    const share = instant - before;
    this.#paths.forEach((drawn, number) => {
      const from = film[before][number];
      const to = film[after][number];
      const points = from.map((value, i) => +(value + (to[i] - value) * share).toFixed(4));
      drawn.setAttribute("d", way(points, this.#data.shapes[number].area));
    });
  }

  /** Show where it pulls and where to in this key frame; -1 for none. */
  mark(frame) {
    this.#marks.forEach((group, number) => group.classList.toggle("shown", number === frame));
  }

  /** What the picture shows, for those who do not see it. */
  tell(caption) {
    if (this.svg.getAttribute("aria-label") !== caption) this.svg.setAttribute("aria-label", caption);
  }
}
