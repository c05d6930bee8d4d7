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

// a click on what is replaced between press and release is no click: what changed meanwhile is drawn after it
const later = new Map();
let isPressed = false;
addEventListener("pointerdown", () => { isPressed = true; }, true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    isPressed = false;
    setTimeout(() => {
      const waiting = [...later];
      later.clear();
      for (const [root, [data, build]] of waiting) redraw(root, data, build);
    });
  }, true);
}


/** Draw `data` into `root` by `build(data)`, which gives its children; only if it has changed, and the focus stays where
 *  it was: what can have it bears a `data-key` that is the same in both drawings. */
export function redraw(root, data, build) {
  if (isPressed) {
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
