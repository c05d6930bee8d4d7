// The settings as a form. Only what was touched is sent; what would change in the file is shown before it is saved.

import { el, fill } from "/dom.js";
import { withDesktop } from "/with_desktop.js";

const WAIT = 250; // ms after the last key before it is judged
let board, root, touched, marks, standing, lines, nothing, trouble, save, undo, timer, asked;

export async function open(page, given) {
  [root, board] = [page, given];
  await draw();
}

async function draw() {
  const now = await board.show();
  if (!now.ok) {
    fill(root, el("h1", {}, board.texts.heading), el("p", {}, now.text));
    return;
  }
  [touched, marks, asked, standing] = [new Map(), new Map(), 0, now.faults];
  lines = el("pre", { id: "settings-lines", tabindex: 0, "aria-label": board.texts.lines });
  nothing = el("p", { class: "soft" }, board.texts.nothing);
  trouble = el("div", { role: "alert" });
  save = el("button", { type: "submit", class: "strong", id: "settings-save", disabled: true }, board.texts.write);
  undo = el("button", { type: "button", id: "settings-undo", disabled: true, onclick: again }, board.texts.undo);
  const form = el("form", { class: "settings", novalidate: true, onsubmit: write },
    el("section", { class: "card" }, el("h2", {}, board.texts.first), now.first.map(row),
      now.with_desktop && el("div", { class: "setting" }, withDesktop(board, now.with_desktop))),
    el("details", { id: "settings-rest" },
      el("summary", {}, board.texts.rest),
      now.sections.map(({ title, fields }) => el("section", { class: "card" }, el("h3", {}, title), fields.map(row)))),
    el("section", { class: "card changes" },
      el("h2", {}, board.texts.lines), el("p", { class: "soft path" }, now.file), nothing, lines, trouble,
      el("div", { class: "buttons" }, save, undo)));
  fill(root, el("h1", {}, board.texts.heading), form);
  if (now.trouble.length > 0 || Object.keys(now.faults).length > 0) {
    form.prepend(el("div", { class: "notice", id: "settings-faulty" }, el("p", {}, board.texts.faulty),
      now.trouble.map((fault) => el("p", {}, fault))));
  }
  told({});
  root.dataset.ready = "true";
}

/** Draw what holds, and go back to where the person was. */
async function again() {
  const [id, details] = [document.activeElement?.id, root.querySelector("details")?.open];
  await draw();
  root.querySelector("details").open = details;
  const before = id && document.getElementById(id);
  (before && !before.disabled ? before : root.querySelector("input")).focus();
}

// --- fields -----------------------------------------------------------------------------------------

function row(field) {
  if (field.kind === "week") return week(field);
  return { flag, choice, choices }[field.kind]?.(field) ?? typed(field);
}

function name(field) {
  return `setting-${field.id}`;
}

/** What stands under a field: what to know of it, the default with a way back to it, and what is wrong. */
function under(field, reset) {
  const mark = el("p", { class: "fault", id: `${name(field)}-fault`, role: "alert" });
  marks.set(field.id, { mark, field });
  return el("div", { class: "under" },
    field.hint && el("p", { class: "soft", id: `${name(field)}-hint` }, field.hint),
    field.written && reset && el("p", { class: "soft" }, board.texts.default.replace("{value}", field.default), " ",
      el("button", { type: "button", class: "small", "data-default": field.id, onclick: reset,
        "aria-label": board.texts.to_default_of.replace("{label}", field.label) }, board.texts.to_default)),
    mark);
}

function described(field) {
  return { id: name(field), "aria-describedby": `${name(field)}-hint ${name(field)}-fault` };
}

function typed(field) {
  const input = el("input", { type: "text", value: field.value, autocomplete: "off", ...described(field) });
  input.addEventListener("input", () => touch(field, input.value === field.value ? undefined : input.value));
  return el("div", { class: "setting" }, el("label", { for: name(field) }, field.label), input,
    under(field, () => { input.value = field.default; touch(field, null); }));
}

function flag(field) {
  const box = el("input", { type: "checkbox", ...described(field) });
  box.checked = field.value;
  box.addEventListener("change", () => touch(field, box.checked === field.value ? undefined : box.checked));
  return el("div", { class: "setting" }, el("label", { class: "switch" }, box, el("span", {}, field.label)),
    under(field, () => touch(field, null)));
}

function choice(field) {
  const select = el("select", described(field),
    field.options.map(({ word, label }) => el("option", { value: word }, label)));
  select.value = field.value;
  select.addEventListener("change", () => touch(field, select.value === field.value ? undefined : select.value));
  return el("div", { class: "setting" }, el("label", { for: name(field) }, field.label), select,
    under(field, () => touch(field, null)));
}

function choices(field) {
  const boxes = field.options.map(({ word, label }) => {
    const box = el("input", { type: "checkbox", value: word });
    box.checked = field.value.includes(word);
    return { box, row: el("label", {}, box, el("span", {}, label)) };
  });
  const now = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  const same = () => JSON.stringify(now().sort()) === JSON.stringify([...field.value].sort());
  boxes.forEach(({ box }) => box.addEventListener("change", () => touch(field, same() ? undefined : now())));
  return el("fieldset", { class: "setting", id: name(field) }, el("legend", {}, field.label),
    el("div", { class: boxes.length > 12 ? "boxes many" : "boxes" }, boxes.map(({ row }) => row)),
    under(field, () => touch(field, null)));
}

/** Seven days as one part of the form. */
function week({ days }) {
  const inputs = days.map((field) => {
    const input = el("input", { type: "text", value: field.value, autocomplete: "off", ...described(field) });
    input.addEventListener("input", () => touch(field, input.value === field.value ? undefined : input.value));
    return input;
  });
  const same = () => {
    for (const number of [1, 2, 3, 4]) {
      inputs[number].value = inputs[0].value;
      inputs[number].dispatchEvent(new Event("input"));
    }
  };
  return el("fieldset", { class: "setting week", id: "setting-hours" },
    el("legend", {}, board.texts.hours),
    days.map((field, number) => el("div", { class: "day" },
      el("label", { for: name(field) }, field.label), inputs[number], under(field))),
    el("p", { class: "soft" }, board.texts.day_off),
    el("button", { type: "button", class: "small", id: "same-hours", onclick: same }, board.texts.same));
}

// --- what changes -----------------------------------------------------------------------------------

function touch(field, value) {
  if (value === undefined) touched.delete(field.id);
  else touched.set(field.id, value);
  clearTimeout(timer);
  timer = setTimeout(look, WAIT);
}

async function look() {
  const number = ++asked;
  const reply = await board.act("look", { values: Object.fromEntries(touched) });
  if (number === asked) told(reply);
}

/** Show what would change, and every fault beside its field. */
function told({ lines: text = "", faults = {}, trouble: beside = [] }) {
  lines.textContent = text;
  lines.hidden = text === "";
  nothing.hidden = text !== "";
  for (const [id, { mark }] of marks) {
    const fault = faults[id] ?? (touched.has(id) ? "" : standing[id] ?? "");
    if (mark.textContent !== fault) mark.textContent = fault;
    const input = document.getElementById(`setting-${id}`);
    if (input.tagName === "FIELDSET") continue;
    if (fault) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  fill(trouble, beside.map((fault) => el("p", { class: "fault" }, fault)));
  save.disabled = text === "" || Object.keys(faults).some((id) => touched.has(id)) || beside.length > 0;
  undo.disabled = touched.size === 0;
  root.dataset.lines = text === "" ? "none" : "some";
}

async function write(event) {
  event.preventDefault();
  clearTimeout(timer);
  const reply = await board.act("write", { values: Object.fromEntries(touched) });
  if (reply.ok) await again();
  else if (reply.lines !== undefined) {
    told(reply);
    root.querySelector("[aria-invalid]")?.focus();
  }
}
