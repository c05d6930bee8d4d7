// The questions of the set-up, one at a time. Nothing is ticked that the person has not said, and what is asked, in
// which order and what follows is decided by our process: this draws the question that is open, and sends the answer.

import { el, fill } from "/dom.js";
import { withDesktop } from "/with_desktop.js";

let board, root, place, fault;

export async function open(page, given) {
  [root, board] = [page, given];
  place = el("section", { class: "card setup" });
  fill(root, el("h1", {}, board.texts.heading), place);
  draw(await board.show(), false);
}

/** Do it, and draw what comes next; a fault stands beside the fields, and nothing that was chosen is lost. */
async function act(word, more = {}) {
  root.setAttribute("aria-busy", "true");
  const reply = await board.act(word, more);
  root.removeAttribute("aria-busy");
  if (reply.stage) draw(reply, true);
  else if (fault) fault.textContent = reply.fault ?? reply.text;
}

const DRAWN = { question, summary, card, done };

function draw(now, moved) {
  if (!now.stage) {
    fill(place, el("p", {}, now.text));
    return;
  }
  root.dataset.stage = now.stage;
  root.dataset.question = now.id ?? "";
  fault = el("p", { class: "fault", id: "setup-fault", role: "alert" });
  fill(place, DRAWN[now.stage](now));
  if (!moved) return;
  scrollTo(0, 0);
  const heading = place.querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
}

function button(text, press, attributes = {}) {
  return el("button", { type: "button", onclick: press, ...attributes }, text);
}

// --- one question -----------------------------------------------------------------------------------

function question(now) {
  const fields = FIELDS[now.kind](now);
  const form = el("form", { "aria-describedby": "setup-fault", novalidate: true },
    now.remarks.map((text) => el("p", { class: "remark" }, text)),
    el("fieldset", {},
      el("legend", {},
        now.step && el("span", { class: "soft step" }, now.step),
        el("h2", {}, now.kind === "notice" ? board.texts.notice : now.asks)),
      now.kind === "notice" && el("p", {}, now.asks),
      now.about && el("p", { class: "soft about" }, now.about),
      fields.parts),
    fault,
    el("div", { class: "buttons" },
      fields.buttons,
      now.back && button(board.texts.back, () => act("back"), { class: "back" }),
      !now.needed && button(board.texts.skip, () => act("skip", { id: now.id }), { class: "skip" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = fields.answer?.();
    if (answer !== undefined) act("answer", { id: now.id, answer });
  });
  return [now.count > 0 && el("progress", { max: now.count, value: now.number, "aria-label": now.step }), form];
}

const FIELDS = { notice, "yes-no": yesNo, one: oneOf, many: anyOf, weeks: typed, hours: typed };

function answering(now, text, answer, attributes = {}) {
  return button(text, () => act("answer", { id: now.id, answer: answer() }), attributes);
}

function notice(now) {
  return {
    parts: [],
    buttons: [
      answering(now, board.texts.agree, () => true, { class: "strong", id: "agree" }),
      answering(now, board.texts.not_now, () => false, { id: "not-now" }),
    ],
  };
}

/** Two buttons are the whole answer. */
function yesNo(now) {
  const pressed = (value) => (now.said === value ? { class: "said", "aria-description": board.texts.said } : {});
  return {
    parts: [],
    buttons: [
      answering(now, board.texts.yes, () => true, { id: "yes", ...pressed(true) }),
      answering(now, board.texts.no, () => false, { id: "no", ...pressed(false) }),
    ],
  };
}

function boxes(now, type) {
  const said = Array.isArray(now.said) ? now.said : [now.said];
  return now.options.map(({ word, label }) => {
    const box = el("input", { type, name: "answer", value: word });
    box.checked = said.includes(word);
    return { box, row: el("label", { class: "choice-row" }, box, el("span", {}, label)) };
  });
}

function oneOf(now) {
  const rows = boxes(now, "radio");
  const chosen = () => rows.find(({ box }) => box.checked)?.box.value;
  const next = el("button", { type: "submit", class: "strong", id: "next" }, board.texts.next);
  const show = () => { next.disabled = chosen() === undefined; };
  rows.forEach(({ box }) => box.addEventListener("change", show));
  show();
  return { parts: rows.map(({ row }) => row), buttons: [next], answer: chosen };
}

/** What applies is told by one of two buttons; each is dead while it would contradict the boxes. Enter alone answers
 *  no question about safety. */
function anyOf(now) {
  const rows = boxes(now, "checkbox");
  const ticked = () => rows.filter(({ box }) => box.checked).map(({ box }) => box.value);
  const none = now.none && answering(now, now.none, () => [], { id: "none" });
  const some = answering(now, now.strict ? board.texts.some : board.texts.next, ticked, { id: "some", class: "strong" });
  const show = () => {
    if (none) none.disabled = ticked().length > 0;
    some.disabled = ticked().length === 0;
  };
  rows.forEach(({ box }) => box.addEventListener("change", show));
  show();
  const answer = now.strict ? undefined : () => (ticked().length > 0 ? ticked() : undefined);
  return { parts: rows.map(({ row }) => row), buttons: [some, none], answer };
}

function typed(now) {
  const weeks = now.kind === "weeks";
  const field = el("input", {
    id: "setup-text", type: "text", value: now.said ?? "", autocomplete: "off", inputmode: weeks ? "numeric" : "text",
    maxlength: weeks ? 3 : 200, "aria-describedby": "setup-example setup-fault",
  });
  const answer = () => (weeks && /^\d+$/.test(field.value.trim()) ? Number(field.value) : field.value);
  return {
    parts: [
      el("label", { class: "typed" }, el("span", {}, weeks ? board.texts.weeks : board.texts.hours), field),
      el("p", { class: "soft", id: "setup-example" }, now.example),
    ],
    buttons: [el("button", { type: "submit", class: "strong", id: "next" }, board.texts.next)],
    answer,
  };
}

// --- the end ----------------------------------------------------------------------------------------

function summary(now) {
  const row = ({ id, label, text }) =>
    el("div", {}, el("dt", {}, label), el("dd", {}, el("span", {}, text),
      button(board.texts.change, () => act("change", { id }), {
        class: "small", "data-change": id, "aria-label": board.texts.change_what.replace("{label}", label) })));
  return [
    now.remarks.map((text) => el("p", { class: "remark" }, text)),
    el("h2", {}, board.texts.summary),
    el("p", { class: "soft" }, now.new ? now.about : board.texts.nothing_new),
    el("dl", { class: "table" }, now.rows.map(row)),
    now.lines && el("details", {}, el("summary", {}, board.texts.file_lines), el("pre", { tabindex: 0 }, now.lines)),
    fault,
    el("div", { class: "buttons" },
      button(board.texts.write, () => act("write"), { class: "strong", id: "write" }),
      button(board.texts.back, () => act("back"), { class: "back" })),
  ];
}

function card(now) {
  return el("div", { class: "notice", id: "setup-card" }, el("h2", {}, now.title), now.texts.map((text) => el("p", {}, text)));
}

/** Open the guide; the sentence that answers it is said by the window. */
async function begin(event) {
  const pressed = event.currentTarget;
  pressed.disabled = true;
  await board.act("stretch");
  pressed.disabled = false;
}

function done(now) {
  return [
    el("h2", {}, now.card || !now.stretch ? board.texts.closed : board.texts.done),
    now.texts.map((text) => el("p", {}, text)),
    now.files.map((text) => el("p", { class: "soft" }, text)),
    now.lines && el("pre", { tabindex: 0, "aria-label": board.texts.lines }, now.lines),
    now.card && card(now.card),
    fault,
    withDesktop(board, now.with_desktop),
    el("div", { class: "buttons" },
      now.stretch && button(now.stretch, begin, { id: "first-stretch", class: "strong" }),
      board.has("now") && el("a", { class: "button", href: "#now" }, board.texts.to_now),
      !now.short && button(board.texts.again, () => act("begin"), { id: "again" })),
  ];
}
