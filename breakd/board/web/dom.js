// The few things every page does with the document. Text is only ever set as text.

/** An element. Attributes: `class`, `on…` listeners, `style` as an object, true for a bare attribute, false or null for none. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, one] of Object.entries(value)) made.style.setProperty(key, one);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** An SVG element. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.flat(Infinity));
  return made;
}

/** The children of `root` from now on; lists in lists, and nothing for null and false. */
export function fill(root, ...children) {
  root.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

const drawn = new WeakMap();

// A click on what is replaced between press and release is no click: what changes meanwhile is drawn after it, or soon:
// of a press that opens a menu nobody hears the release.
const PRESS = 1000; // ms
const later = new Map();
let release; // the timer while something is pressed
function drawLater() {
  release = undefined;
  const waiting = [...later];
  later.clear();
  for (const [root, [data, build]] of waiting) redraw(root, data, build);
}
function pressed(ms) {
  clearTimeout(release);
  release = setTimeout(drawLater, ms);
}
addEventListener("pointerdown", () => pressed(PRESS), true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => pressed(0), true);

/** Draw `data` into `root` by `build(data)`, which gives its children; only if it has changed, and the focus stays where
 *  it was: what can have it bears a `data-key` that is the same in both drawings. */
export function redraw(root, data, build) {
  if (release !== undefined) {
    later.set(root, [data, build]);
    return;
  }
  const now = JSON.stringify(data);
  if (drawn.get(root) === now) return;
  drawn.set(root, now);
  const key = root.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  fill(root, build(data));
  if (key !== undefined) root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
