// How the days went: pictures that our process has drawn, each with a legend and a table.

import { el, fill, svg } from "/dom.js";

let board, root, asked, number, resized;

export async function open(page, given) {
  [root, board, number] = [page, given, 0];
  asked = { weeks: 12 };
  wear("/charts.css");
  const choice = el("select", { id: "history-range", onchange: (event) => again({ weeks: Number(event.target.value) }) });
  root.replaceChildren(
    el("h1", {}, board.texts.heading),
    el("p", { class: "history-range" }, el("label", { for: "history-range" }, board.texts.range), " ", choice),
    el("p", { class: "history-line" }),
    el("div", { class: "history-sections" }));
  addEventListener("resize", resize);
  await draw();
}

export function close() {
  removeEventListener("resize", resize);
}

export function changed(what) {
  if (what === "status") draw();
}

function resize() {
  clearTimeout(resized);
  resized = setTimeout(draw, 200);
}

/** A style sheet of our own process, once. */
function wear(path) {
  if (!document.querySelector(`link[href="${path}"]`)) document.head.append(el("link", { rel: "stylesheet", href: path }));
}

function again(more) {
  asked = { ...asked, ...more };
  draw();
}

let drawn = "";
async function draw() {
  const mine = ++number;
  const place = root.querySelector(".history-sections");
  const found = await board.show({ ...asked, width: Math.max(240, Math.floor(place.clientWidth - 60)) });
  if (mine !== number || !root.isConnected) return;
  if (!found.ok) {
    board.say(found.text);
    return;
  }
  const text = JSON.stringify(found);
  if (text === drawn && place.childElementCount) return;
  drawn = text;
  const open = new Set([...place.querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const focus = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const choice = root.querySelector("#history-range");
  if (!choice.childElementCount) {
    fill(choice, found.ranges.map(({ weeks, text }) => el("option", { value: weeks, selected: weeks === found.weeks }, text)));
  }
  root.querySelector(".history-line").textContent = found.line;
  fill(place, found.sections.map((one) => section(one, found, open)));
  if (focus) place.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  root.dataset.drawn = number;
}

function section(one, found, open) {
  return el("section", { class: "card", id: `history-${one.id}` },
    el("h2", {}, one.title),
    one.id === "day" && days(found),
    one.empty ? el("p", { class: "soft" }, one.empty) : [
      el("figure", { class: "history-figure" }, made(one.drawing)),
      one.legend.length > 0 && el("ul", { class: "legend" },
        one.legend.map(({ kind, text }) => el("li", {}, el("span", { class: `swatch ${kind}`, "aria-hidden": "true" }), text))),
      el("details", { "data-key": one.id, open: open.has(one.id) },
        el("summary", { "data-key": `${one.id}-table` }, board.texts.table), table(one)),
    ]);
}

function days(found) {
  const step = (by, text, off) =>
    el("button", { type: "button", "data-key": `day ${by}`, disabled: off, onclick: () => again({ day: shifted(found.day, by) }) }, text);
  return el("p", { class: "history-day" },
    step(-1, board.texts.before, false), el("strong", {}, found.day_name), step(1, board.texts.after, found.is_today));
}

function shifted(day, by) {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/** What was drawn, as elements: [tag, attributes, ...children]. */
function made([tag, attributes, ...children]) {
  return svg(tag, attributes, children.map((child) => (typeof child === "string" ? child : made(child))));
}

function table({ title, head, rows }) {
  return el("div", { class: "history-table", tabindex: "0", role: "region", "aria-label": title },
    el("table", {},
      el("thead", {}, el("tr", {}, head.map((word) => el("th", { scope: "col" }, word)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell)))))));
}
