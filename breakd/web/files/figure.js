// The figure as SVG. It knows shapes, tapered lines and areas with an ink, and slides from one instant of a film to
// the next; only the program that made the film knows what a body is (breakd/figures).

const SVG = "http://www.w3.org/2000/svg";
const BLINKS = 4100; // milliseconds from one blink to the next
const BLINK = 140; // and how long it lasts
const LETTER = 0.042; // of the picture: the height of a letter of the words beside the glow
const LINE = 17; // letters of a line of them
const HALO = 1.2; // the glow with its ring, beside the radius where it is felt
const GLOW = [[0, 1, "glow"], [0.2, 0.95, "glow"], [0.42, 0.85, "glow-mid"], [0.6, 0.65, "glow-ring"],
  [0.8, 0.3, "glow-ring"], [1, 0, "glow-ring"]];
const GROUND = ["floor", "wall", "skirting", "mat", "mat-rim", "shade"];
const BREATHS = 20; // steps of a chest that fills: finer ones nobody sees, and each is painted
const FINE = 48; // points of what is round: no corner is seen
const WAYS = Array.from({ length: 2 * FINE }, (_, i) => Math[i % 2 ? "sin" : "cos"]((Math.PI * (i - (i % 2))) / FINE));
const STEPS = 4; // parts of a line from point to point: its width changes as a curve
let made = 0;

function element(name, attributes, parent) {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  parent?.append(one);
  return one;
}

const short = Math.round; // whole numbers are fine enough, and written fast

function area(points) {
  let text = "";
  for (let i = 0; i < points.length; i += 2) text += `${i ? "L" : "M"}${short(points[i])} ${short(points[i + 1])}`;
  return `${text}Z`;
}

// the same with a curve through the middles of its sides
function soft(points) {
  const size = points.length;
  const at = (i) => `${short(points[i % size])} ${short(points[(i + 1) % size])}`;
  const middle = (i) => `${short((points[i % size] + points[(i + 2) % size]) / 2)} ` +
    `${short((points[(i + 1) % size] + points[(i + 3) % size]) / 2)}`;
  let text = `M${middle(0)}`;
  for (let i = 2; i <= size; i += 2) text += `Q${at(i)} ${middle(i)}`;
  return `${text}Z`;
}

// the skin around ellipses, each a middle, how far it goes to the right and down, and how far below the middle its
// rightmost point is: the outermost point in each direction
function skin(rounds) {
  const points = new Array(2 * FINE);
  const far = new Array(FINE).fill(-Infinity);
  for (let i = 0; i < rounds.length; i += 5) {
    const [left, top, wide, high, down] = [rounds[i], rounds[i + 1], rounds[i + 2], rounds[i + 3], rounds[i + 4]];
    for (let n = 0; n < FINE; n += 1) {
      const x = WAYS[2 * n];
      const y = WAYS[2 * n + 1];
      const across = wide * (wide * x + down * y);
      const along = wide * down * x + high * high * y;
      const length = Math.sqrt(Math.max(x * across + y * along, 0));
      const goes = left * x + top * y + length;
      if (goes <= far[n]) continue;
      far[n] = goes;
      points[2 * n] = left + across / (length || 1);
      points[2 * n + 1] = top + along / (length || 1);
    }
  }
  return points;
}

// the points of a line as x, y and width, and between them such that its edge is a curve
function swelled(widths, points) {
  const line = widths.map((width, i) => [points[2 * i], points[2 * i + 1], width]);
  if (line.length < 3) return line;
  const ways = line.slice(1).map(([x, y], i) => Math.hypot(x - line[i][0], y - line[i][1]));
  const slopes = line.map((_, i) =>
    (line[i - 1] && line[i + 1] ? (widths[i + 1] - widths[i - 1]) / (ways[i - 1] + ways[i] || 1) : 0));
  const all = [line[0]];
  for (let i = 1; i < line.length; i += 1) {
    const [ax, ay, start] = line[i - 1];
    const [bx, by, end] = line[i];
    const [first, last] = [slopes[i - 1] * ways[i - 1], slopes[i] * ways[i - 1]];
    for (let step = 1; step <= STEPS; step += 1) {
      const t = step / STEPS;
      const back = 1 - t;
      all.push([ax + (bx - ax) * t, ay + (by - ay) * t, start * (1 + 2 * t) * back * back +
        end * (3 - 2 * t) * t * t + t * back * (first * back - last * t)]);
    }
  }
  return all;
}

function disc(x, y, r) {
  return `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0Z`;
}

// a part of a tapered line: two discs and what a band around both of them holds
function part(x0, y0, r0, x1, y1, r1) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length <= Math.abs(r0 - r1)) return r0 > r1 ? disc(x0, y0, r0) : disc(x1, y1, r1);
  const way = Math.atan2(y1 - y0, x1 - x0);
  const open = Math.acos((r0 - r1) / length);
  const at = (x, y, r, angle) => `${short(x + r * Math.cos(angle))} ${short(y + r * Math.sin(angle))}`;
  const wide = open < Math.PI / 2 ? 1 : 0;
  return `M${at(x0, y0, r0, way + open)}A${r0} ${r0} 0 ${wide} 1 ${at(x0, y0, r0, way - open)}` +
    `L${at(x1, y1, r1, way - open)}A${r1} ${r1} 0 ${1 - wide} 1 ${at(x1, y1, r1, way + open)}Z`;
}

function way(shape, points) {
  const { widths } = shape;
  if (shape.round) return area(skin(points));
  if (!widths.length) return shape.soft ? soft(points) : area(points);
  if (widths.length === 1) return disc(points[0], points[1], widths[0] / 2);
  const line = swelled(widths, points);
  let text = "";
  for (let i = 0; i + 1 < line.length; i += 1) {
    const [[x0, y0, w0], [x1, y1, w1]] = [line[i], line[i + 1]];
    text += part(x0, y0, short(w0 / 2), x1, y1, short(w1 / 2));
  }
  return text;
}

const path = (shape, points, parent) => element("path", { "data-ink": shape.ink, d: way(shape, points) }, parent);

// a closed eye is flat: each point of the lid meets the one across
function closed(points, share) {
  const half = points.length / 2;
  return points.map((value, i) => {
    const across = 2 * ((half - (i >> 1)) % half) + (i & 1);
    return value + ((value + points[across]) / 2 - value) * share;
  });
}

function wrapped(text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length > LINE && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = line;
  }
  return lines;
}

// places that a shape covers, with their radius: its corners, and some between them
function spots(places, { widths, round }) {
  const all = [];
  const points = round ? skin(places) : places;
  for (let i = 0; i < points.length; i += 2) {
    const r = (widths[i / 2] ?? 0) / 2;
    const [x, y, nextX = x, nextY = y] = points.slice(i, i + 4);
    for (const share of [0, 0.25, 0.5, 0.75]) all.push([x + (nextX - x) * share, y + (nextY - y) * share, r]);
  }
  return all;
}

// what keeps still from one instant to the next is sent once, and is the same array then
function whole(film) {
  const said = [];
  return film.map((shapes) => shapes.map((points, number) => (said[number] = points ?? said[number])));
}

export class Figure {
  #data;
  #paths;
  #marks;
  #ground;
  #person;
  #solid;
  #drawn = [];
  #mirrored;
  #label;
  #said = "";

  constructor(data, side) {
    const mirrored = data.mirrored.includes(side);
    this.#mirrored = mirrored;
    const [x0, y0, x1, y1] = data.crop;
    this.#data = { ...data, film: whole(data.film) };
    made += 1;
    this.svg = element("svg", {
      viewBox: [mirrored ? -x1 : x0, y0, x1 - x0, y1 - y0].join(" "), role: "img", class: `figure look-${data.look}`,
    });
    const fade = element("radialGradient", { id: `glow-${made}` }, element("defs", {}, this.svg));
    for (const [offset, opacity, name] of GLOW) {
      element("stop", { offset, "stop-opacity": opacity, class: name }, fade);
    }
    const ground = element("g", mirrored ? { transform: "scale(-1 1)" } : {}, this.svg);
    for (const shape of data.still) path(shape, shape.points, ground);
    this.#ground = ground;
    this.#person = element("g", {}, ground);
    this.#solid = ground.children[data.backdrop]; // what hides a ghost: the next thing, or the person
    this.#paths = data.shapes.map((shape, number) => path(shape, data.film[0][number], this.#person));
    for (const shape of data.front) path(shape, shape.points, ground);
    this.#marks = data.marks.map((shapes, frame) => {
      const group = element("g", { class: "marks" }, ground);
      if (data.behind) ground.insertBefore(group, this.#person);
      for (const shape of shapes.filter(({ ink }) => ink === "feel")) {
        const halo = path({ ...shape, widths: shape.widths.map((wide) => wide * HALO) }, shape.points, group);
        halo.style.fill = `url(#glow-${made})`;
      }
      // an arm that is before the glow is seen once more, wherever it goes
      for (const number of data.over[frame]) {
        this.#paths[number].id = `shape-${made}-${number}`;
        element("use", { href: `#${this.#paths[number].id}` }, group);
      }
      for (const shape of shapes.filter(({ ink }) => ink !== "feel")) path(shape, shape.points, group);
      return group;
    });
    this.at(0);
  }

  /** Draw an instant of the film: whole numbers are its frames, others lie between two. `air`: how full the lungs
      are, 0 to 1; `now`: milliseconds, for the eyes; without them they are open. */
  at(instant, air = 0, now = BLINKS / 2) {
    const { film, keys, eyes, shapes } = this.#data;
    const filled = Math.round(air * BREATHS) / BREATHS;
    const before = Math.min(Math.floor(instant), film.length - 1);
    const after = Math.min(before + 1, film.length - 1);
    const share = instant - before;
    const full = share ? {} : this.#data.air[keys.indexOf(before)] ?? {};
    const blink = now % BLINKS;
    const lid = blink < BLINK ? Math.round(4 * Math.sin((Math.PI * blink) / BLINK)) / 4 : 0;
    shapes.forEach((shape, number) => {
      const from = film[before][number];
      const to = share ? film[after][number] : from;
      const swells = full[number] ? filled : 0;
      const shuts = eyes.includes(number) ? lid : 0;
      const drawn = this.#drawn[number];
      // most of a body keeps still at any instant
      if (drawn?.from === from && drawn.swells === swells && drawn.shuts === shuts &&
        (from === to ? drawn.to === from : drawn.to === to && drawn.share === share)) return;
      let points = from === to ? from : from.map((value, i) => value + (to[i] - value) * share);
      if (swells) points = points.map((value, i) => value + (full[number][i] - value) * swells);
      if (shuts) points = closed(points, shuts);
      this.#paths[number].setAttribute("d", way(shape, points));
      this.#drawn[number] = { from, to, share, swells, shuts };
    });
  }

  /** Show faintly from where the figure comes to this key frame, if it moves: for a picture that keeps still. */
  ghost(frame) {
    const { film, ghosts, shapes } = this.#data;
    const before = film[ghosts[frame]];
    if (!before) return;
    const group = element("g", { class: "ghost" });
    shapes.forEach((shape, number) => path(shape, before[number], group));
    this.#ground.insertBefore(group, this.#solid);
  }

  /** Show where it pulls and where to in this key frame; -1 for none. */
  mark(frame) {
    this.#marks.forEach((group, number) => group.classList.toggle("shown", number === frame));
  }

  /** Say in words where it pulls, beside the glow of this key frame; -1, or no room for it: nothing. */
  words(frame, text) {
    const key = frame < 0 ? "" : `${frame} ${text}`;
    if (key === this.#said) return;
    this.#said = key;
    this.#label?.remove();
    this.#label = undefined;
    const glow = this.#data.marks[frame]?.find(({ ink }) => ink === "feel");
    if (!glow || !text) return;
    const lines = wrapped(text);
    const box = this.#seen();
    const size = LETTER * Math.max(this.svg.viewBox.baseVal.width, this.svg.viewBox.baseVal.height);
    const longest = Math.max(...lines.map((line) => line.length));
    const [width, height] = [(0.56 * longest + 1) * size, 1.2 * size * lines.length]; // and half a letter on each side
    const place = this.#room(glow, width, height, box);
    if (!place) return;
    this.#label = element("text", { class: "felt", "font-size": size, "aria-hidden": true }, this.svg);
    lines.forEach((line, number) => {
      const at = { x: place.x + width / 2, y: place.y + 1.2 * size * (number + 0.8), "text-anchor": "middle" };
      element("tspan", at, this.#label).textContent = line;
    });
  }

  /** What is seen of the picture: a wide page shows more than the crop. */
  #seen() {
    const { x, y, width, height } = this.svg.viewBox.baseVal;
    const page = this.svg.getBoundingClientRect();
    const scale = Math.min(page.width / width, page.height / height);
    const [wide, high] = scale ? [page.width / scale, page.height / scale] : [width, height];
    return { x: x - (wide - width) / 2, y: y - (high - height) / 2, width: wide, height: high };
  }

  /** The left top corner of so much room beside the glow; none where the figure or a thing is in the way. */
  #room({ points: [x, y], widths: [wide] }, width, height, box) {
    const sign = this.#mirrored ? -1 : 1;
    const instant = this.#data.keys.at(-1);
    const taken = [...this.#data.film[instant].map((points, number) => [points, this.#data.shapes[number]]),
      ...[...this.#data.still, ...this.#data.front, ...this.#data.marks.at(-1)]
        .filter(({ ink }) => !GROUND.includes(ink)).map((shape) => [shape.points, shape])]
      .flatMap(([points, shape]) => spots(points, shape)).map(([px, py, r]) => [sign * px, py, r]);
    const far = wide * 0.62;
    const [cx, cy] = [sign * x, y];
    const places = [1, 1.6, 2.4].flatMap((by) => [
      [cx + far * by, cy - height / 2], [cx - far * by - width, cy - height / 2],
      [cx - width / 2, cy - far * by - height], [cx - width / 2, cy + far * by],
      [cx + far * by * 0.7, cy - far * by * 0.7 - height], [cx - far * by * 0.7 - width, cy - far * by * 0.7 - height],
      [cx + far * by * 0.7, cy + far * by * 0.7], [cx - far * by * 0.7 - width, cy + far * by * 0.7]]);
    const free = places.find(([left, top]) =>
      left > box.x && top > box.y && left + width < box.x + box.width && top + height < box.y + box.height &&
      !taken.some(([px, py, r]) => px + r > left && px - r < left + width && py + r > top && py - r < top + height));
    return free && { x: free[0], y: free[1] };
  }

  /** What the picture shows, for those who do not see it. */
  tell(caption) {
    if (this.svg.getAttribute("aria-label") !== caption) this.svg.setAttribute("aria-label", caption);
  }
}
