// What a physiotherapist prescribed: today's sets with their ticks, and the form that writes it down.

import { notices } from "/acting.js";
import { el, fill, redraw } from "/dom.js";
import { picture } from "/pages/stretches.js";

let board, root, parts, now, editing = null;

export async function open(page, given) {
  [root, board] = [page, given];
  const { texts } = board;
  parts = { top: el("div", { class: "part" }), form: el("div", { class: "part", hidden: true }), ask: el("dialog", { "aria-labelledby": "asked" }) };
  fill(root, el("h1", {}, texts.heading), el("p", { class: "soft" }, texts.about), parts.top, parts.form, parts.ask);
  await draw();
  if (editing && now) show(); // half filled, when another page was opened
}

export function changed() {
  draw();
}

async function draw() {
  const answer = await board.latest();
  if (!answer) return;
  now = answer;
  redraw(parts.top, answer, plan);
}

function plan({ running, locked, care, today, others, faults }) {
  const { texts } = board;
  const add = el("button", { type: "button", class: "strong", "data-key": "add", id: "add", onclick: () => edit(null) }, texts.add);
  return [
    notices(board, draw, care),
    faults.length > 0 && el("div", { class: "notice" }, faults.map((fault) => el("p", {}, fault))),
    !running && el("div", { class: "notice" }, el("p", {}, texts.not_running)),
    !today.length && !others.length && el("section", { class: "card" },
      el("h2", {}, texts.empty), el("p", {}, texts.empty_more)),
    today.length > 0 && el("section", {}, el("h2", {}, texts.today), el("ul", { class: "items" }, today.map((one) => item(one, running, locked)))),
    others.length > 0 && el("section", {}, el("h2", {}, running ? texts.other_days : texts.heading),
      el("ul", { class: "items" }, others.map((one) => item(one, false)))),
    el("div", { class: "buttons" }, add),
  ];
}

function item(one, running, locked = false) {
  const { texts } = board;
  const id = `plan-${one.id}`;
  const button = (act, text, attributes = {}) => el("button", {
    type: "button", id: `${act}-${one.id}`, "data-act": act, "data-key": `${act} ${one.id}`,
    "aria-labelledby": `${act}-${one.id} ${id}`, onclick: (event) => press(event.currentTarget, act, one), ...attributes,
  }, text);
  const left = one.done < one.sets;
  return el("li", { class: "card", "data-id": one.id },
    one.picture.light && picture(one.picture),
    el("div", { class: "words" },
      el("h3", { id }, one.name),
      el("p", { class: "soft" }, one.words, " · ", one.dose),
      one.sets > 0 && el("p", { class: "sets" },
        el("span", { class: "ticks", "aria-hidden": "true" }, one.ticks.map((tick, number) =>
          el("span", { class: number < one.done ? "tick done" : "tick", title: tick }, number < one.done ? "✓" : ""))),
        el("span", {}, one.count)),
      one.lines.map((line) => el("p", { class: "soft" }, line)),
      el("div", { class: "buttons" },
        running && button("done", texts.done, left && !locked ? { class: "strong" } : {}),
        running && !locked && button("start", texts.start),
        one.form && button("edit", texts.edit),
        button("remove", texts.remove))));
}

async function press(pressed, act, one) {
  if (act === "edit") {
    edit(one);
    return;
  }
  pressed.setAttribute("aria-busy", "true");
  await surely(act, { id: one.id });
  pressed.removeAttribute("aria-busy");
  await draw();
}

/** Do it; where a question comes back, ask it, and do it with the answer. */
async function surely(act, more) {
  let reply = await board.act(act, more);
  while (reply.ask) {
    const yes = await sure(reply.ask);
    // a no is an answer to what is asked about the person, and else leaves all as it is
    if (yes === null || (!yes && reply.as !== "knows")) return reply;
    const before = reply.ask;
    more = { ...more, [reply.as ?? "sure"]: yes };
    reply = await board.act(act, more);
    if (reply.ask === before) break;
  }
  return reply;
}

/** The answer: true, false, or null of who closes it without one. */
function sure(question) {
  const { texts } = board;
  return new Promise((answered) => {
    const answer = (yes) => () => { parts.ask.close(yes ? "yes" : "no"); };
    fill(parts.ask,
      el("p", { id: "asked" }, question),
      el("div", { class: "buttons" },
        el("button", { type: "button", id: "no", onclick: answer(false), autofocus: true }, texts.no),
        el("button", { type: "button", id: "yes", class: "strong", onclick: answer(true) }, texts.yes)));
    parts.ask.returnValue = "";
    parts.ask.addEventListener("close", () => answered({ yes: true, no: false }[parts.ask.returnValue] ?? null), { once: true });
    parts.ask.showModal();
  });
}

// --- the form --------------------------------------------------------------------------------------

const EMPTY = { of: "", name: "", setting: "", regions: [], direction: "", start: "", steps: [{ text: "", seconds: null, hold: false }],
  hold: null, reps: null, sets: null, side: "", days: [], care: [], note: "" };
const NEW = "new";

function edit(one) {
  editing = { id: one?.id ?? "", form: structuredClone(one?.form ?? EMPTY), which: one ? (one.form.of ? one.form.of : NEW) : "", faults: {}, name: one?.name };
  show();
  scrollTo(0, 0);
  const heading = parts.form.querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
}

/** The form in the place of the list. */
function show() {
  parts.top.hidden = true;
  parts.form.hidden = false;
  drawForm();
}

function leave() {
  const key = editing.id ? `edit-${editing.id}` : "add";
  editing = null;
  parts.form.hidden = true;
  parts.top.hidden = false;
  fill(parts.form);
  document.getElementById(key)?.focus();
}

function drawForm() {
  const { texts } = board;
  const { id, which } = editing;
  fill(parts.form, el("form", { class: "card", novalidate: true, onsubmit: save },
    el("h2", {}, id ? `${texts.edit_title}: ${editing.name}` : texts.add_title),
    !id && field("of", texts.which, (given) => el("select", { ...given, onchange: (event) => choose(event.target.value) },
      el("option", { value: "" }, texts.choose),
      el("option", { value: NEW, selected: which === NEW }, texts.new),
      now.form.stretches.map(({ word, text }) => el("option", { value: word, selected: which === word }, text)))),
    el("div", { class: "rest" }),
    el("div", { class: "buttons" },
      el("button", { type: "submit", class: "strong", id: "save" }, texts.save),
      el("button", { type: "button", id: "cancel", onclick: leave }, texts.cancel))));
  drawRest();
}

/** What depends on the stretch that is chosen; the choice itself stays, for a word may be typed into it. */
function drawRest() {
  const { which, form } = editing;
  fill(parts.form.querySelector(".rest"), which !== "" && (which === NEW ? fresh(form) : known(form)));
  document.getElementById("save").disabled = which === "";
}

function choose(word) {
  editing.which = word;
  editing.form.of = word === NEW ? "" : word;
  editing.form.side = word === NEW ? editing.form.side : "";
  editing.faults = {};
  drawRest();
}

/** A label, what it is for, and what is wrong with it. */
function field(name, label, make, about) {
  const id = `form-${name}`;
  const fault = editing.faults[name];
  const says = [about && `${id}-about`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return el("div", { class: fault ? "field wrong" : "field" },
    el("label", { for: id }, label),
    about && el("p", { class: "soft", id: `${id}-about` }, about),
    make({ id, "aria-describedby": says || null, "aria-invalid": fault ? "true" : null }),
    fault && el("p", { class: "fault", id: `${id}-fault` }, fault));
}

function group(name, legend, about, ...children) {
  const id = `form-${name}`;
  const fault = editing.faults[name];
  return el("fieldset", { class: fault ? "wrong" : "", id, tabindex: "-1", "aria-describedby": [about && `${id}-about`, fault && `${id}-fault`].filter(Boolean).join(" ") || null },
    el("legend", {}, legend),
    about && el("p", { class: "soft", id: `${id}-about` }, about),
    children,
    fault && el("p", { class: "fault", id: `${id}-fault` }, fault));
}

const number = (name, label, attributes = {}) => field(name, label, (given) => el("input", {
  ...given, type: "number", inputmode: "numeric", min: now.form.numbers[name].least, max: now.form.numbers[name].most,
  value: editing.form[name] ?? "", oninput: (event) => { editing.form[name] = whole(event.target); }, ...attributes }));

/** The number in a field: null if it is empty, and -1 for what is none, which fits nowhere. */
function whole(input) {
  if (input.value === "" && !input.validity.badInput) return null;
  return Number.isInteger(input.valueAsNumber) && Math.abs(input.valueAsNumber) < 1e6 ? input.valueAsNumber : -1;
}

/** A text; what is too long is told and not cut off. */
const line = (name, label) => field(name, label, (given) => el("input", {
  ...given, type: "text", value: editing.form[name], autocomplete: "off",
  oninput: (event) => { editing.form[name] = event.target.value; } }),
  board.texts.at_most.replace("{most}", now.form.most[name]));

const choice = (name, label, choices, value, set, about) => field(name, label, (given) => el("select", {
  ...given, onchange: (event) => set(event.target.value) },
  !value && el("option", { value: "" }, board.texts.choose),
  choices.map((one) => el("option", { value: one.word, selected: one.word === value }, one.text)),
  value && !choices.some((one) => one.word === value) && el("option", { value, selected: true }, value)), about);

function days() {
  const { texts } = board;
  return group("days", texts.days, texts.days_about, el("div", { class: "checks" },
    now.form.days.map(({ word, text }) => el("label", { class: "check" },
      el("input", { type: "checkbox", checked: editing.form.days.includes(word), value: word,
        onchange: (event) => { editing.form.days = flip(editing.form.days, word, event.target.checked); } }), text))));
}

const flip = (words, word, on) => (on ? [...words, word] : words.filter((one) => one !== word));

/** How often a stretch that breakd knows was prescribed. */
function known(form) {
  const { texts } = board;
  const sided = form.side !== "" || now.form.stretches.find((one) => one.word === form.of)?.sides;
  const optional = { placeholder: texts.usual };
  return [
    el("div", { class: "numbers" }, number("sets", texts.sets), number("reps", texts.reps, optional), number("hold", texts.hold, optional)),
    sided && choice("side", texts.side, now.form.sides.filter((one) => one.word !== "none"), form.side,
      (word) => { form.side = word; }),
    days(),
  ];
}

/** All of a stretch that breakd does not know. */
function fresh(form) {
  const { texts } = board;
  return [
    line("name", texts.name),
    choice("setting", texts.setting, now.form.settings, form.setting, (word) => { form.setting = word; }),
    choice("regions", texts.regions, now.form.regions, form.regions[0] ?? "",
      (word) => { form.regions = [word, ...form.regions.slice(1).filter((one) => one !== word)]; }),
    choice("direction", texts.direction, now.form.directions, form.direction, (word) => { form.direction = word; },
      texts.direction_about),
    line("start", texts.start_position),
    group("steps", texts.steps, `${texts.steps_about} ${now.form.steps_limit}`, el("ol", { class: "steps" }, form.steps.map(step)),
      form.steps.length < now.form.most.count && el("button", { type: "button", id: "add-step", onclick: () => {
        form.steps.push({ text: "", seconds: null, hold: false });
        drawForm();
        document.getElementById(`step-${form.steps.length}`).focus();
      } }, texts.add_step)),
    el("div", { class: "numbers" }, number("hold", texts.hold, { placeholder: texts.optional }), number("reps", texts.reps), number("sets", texts.sets)),
    choice("side", texts.side, now.form.sides, form.side, (word) => { form.side = word; }),
    days(),
    line("note", texts.note),
    now.form.care.length > 0 && group("care", texts.care, null, now.form.care.map(({ word, text }) =>
      el("label", { class: "check" }, el("input", { type: "checkbox", checked: form.care.includes(word),
        onchange: (event) => { form.care = flip(form.care, word, event.target.checked); } }), text))),
  ];
}

function step(one, index) {
  const { texts } = board;
  const name = texts.step.replace("{number}", index + 1);
  return el("li", {},
    el("input", { type: "text", id: `step-${index + 1}`, "aria-label": name, value: one.text, autocomplete: "off",
      oninput: (event) => { one.text = event.target.value; } }),
    el("input", { type: "number", class: "seconds", "aria-label": `${texts.seconds}, ${name}`, placeholder: texts.seconds, min: 1, max: 600,
      disabled: one.hold, value: one.hold ? "" : one.seconds ?? "", oninput: (event) => { one.seconds = whole(event.target); } }),
    el("label", { class: "check" }, el("input", { type: "checkbox", checked: one.hold, "aria-label": `${texts.hold_here}, ${name}`,
      onchange: (event) => {
        one.hold = event.target.checked;
        const seconds = event.target.closest("li").querySelector(".seconds");
        seconds.disabled = one.hold;
        if (one.hold) seconds.value = "";
      } }), texts.hold_here),
    editing.form.steps.length > 1 && el("button", { type: "button", class: "out", "aria-label": texts.remove_step.replace("{number}", index + 1),
      onclick: () => {
        editing.form.steps.splice(index, 1);
        drawForm();
        document.getElementById(`step-${Math.min(index + 1, editing.form.steps.length)}`).focus();
      } }, "×"));
}

async function save(event) {
  event.preventDefault();
  const button = document.getElementById("save");
  if (button.getAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  const reply = await surely("save", { id: editing.id, form: editing.form });
  button.removeAttribute("aria-busy");
  if (reply.ok) {
    leave();
    await draw();
    return;
  }
  editing.faults = reply.faults ?? {};
  if (!reply.faults) return;
  drawForm();
  (parts.form.querySelector("[aria-invalid]") ?? parts.form.querySelector(".wrong"))?.focus();
}
