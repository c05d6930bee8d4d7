// What is going on now, and everything that can be done about it.

import { button as acting, notices } from "/acting.js";
import { el, redraw, svg } from "/dom.js";
import { Figure } from "/figure.js";

let board, root, parts;

export async function open(page, given) {
  [root, board] = [page, given];
  const part = (name, tag = "section") => el(tag, { class: `part ${name}` });
  parts = { care: part("care"), moment: part("moment card"), feel: part("feel card"), today: part("today card"),
    rest: part("rest card") };
  root.replaceChildren(el("h1", { class: "visually-hidden" }, board.texts.heading), ...Object.values(parts));
  await draw();
}

export function changed() {
  draw();
}

async function draw() {
  const now = await board.latest();
  if (!now) return;
  root.dataset.running = now.running;
  root.dataset.alone = Boolean(now.alone);
  for (const name of ["care", "feel", "today", "rest"]) parts[name].hidden = !now.running;
  parts.moment.hidden = Boolean(now.alone);
  if (!now.running) {
    redraw(parts.moment, now, absent);
    return;
  }
  const { care, feel, today, postures, places, pause, gentle, ...moment } = now;
  parts.care.hidden = care.length === 0;
  redraw(parts.care, care, (shown) => notices(board, draw, shown));
  redraw(parts.rest, { postures, places, pause, gentle }, forNow);
  parts.feel.hidden = !feel;
  parts.today.hidden = now.alone;
  if (now.alone) return; // the card of an emergency
  redraw(parts.moment, moment, theMoment);
  redraw(parts.feel, feel, feeling);
  redraw(parts.today, today, theDay);
}

const button = (act, text, more, attributes = {}) => acting(board, draw, { act, text, more }, attributes);

function absent(now) {
  return [
    el("div", { class: "words" },
      el("h2", { class: "headline" }, now.headline),
      el("p", { class: "soft" }, now.more),
      el("div", { class: "buttons" }, button("start-breakd", board.texts.start_breakd, {}, { class: "strong" }))),
  ];
}

function theMoment({ headline, lines, clock, suggestion, buttons, snoozes }) {
  return [
    suggestion?.figure ? picture(suggestion) : ring(clock),
    el("div", { class: "words" },
      el("h2", { class: "headline" }, headline),
      suggestion && el("div", { class: "suggestion" }, el("p", { class: "what" }, suggestion.name), el("p", { class: "soft" }, suggestion.why)),
      lines.map((line) => el("p", { class: "soft" }, line)),
      el("div", { class: "buttons" },
        buttons.map(({ act, text, strong, more }) => button(act, text, more, strong ? { class: "strong" } : {}))),
      snoozes.length > 0 && el("div", { class: "snoozes", role: "group", "aria-label": board.texts.snooze },
        el("span", { class: "soft" }, board.texts.snooze),
        snoozes.map(({ act, text, name, more }) => button(act, text, more, { "aria-label": name })))),
  ];
}

/** What is suggested, in the frame that shows it best. */
function picture({ name, figure }) {
  const drawn = new Figure(figure.data, figure.side);
  const { keys, shown } = figure.data;
  drawn.at(keys[shown]);
  drawn.mark(shown);
  drawn.ghost(shown);
  drawn.tell(name);
  return el("div", { class: "scene" }, drawn.svg);
}

function ring({ share, time, limit }) {
  return el("div", { class: "clock" },
    svg("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" },
      svg("circle", { class: "track", cx: 60, cy: 60, r: 52 }),
      share > 0 ? svg("circle", { class: "filled", cx: 60, cy: 60, r: 52, pathLength: 1, "stroke-dasharray": `${share} 1` }) : []),
    el("p", {},
      el("span", { class: "label" }, board.texts.clock),
      el("span", { class: "time" }, time),
      el("span", { class: "label" }, board.texts.of_limit.replace("{limit}", limit))));
}

function feeling(feel) {
  if (!feel) return [];
  return [
    el("h2", {}, feel.text),
    el("div", { class: "buttons" },
      feel.words.map(({ feeling, text }) => button("feel", text, { feeling, stretch: feel.stretch }))),
    el("div", { class: "pain", role: "group", "aria-labelledby": "pain-asked", "aria-describedby": "pain-about" },
      el("p", { id: "pain-asked" }, board.texts.pain),
      el("p", { class: "soft", id: "pain-about" }, board.texts.pain_about),
      el("div", { class: "buttons" },
        feel.numbers.map(({ feeling, text }) => button("feel", text, { feeling, stretch: feel.stretch })))),
  ];
}

function theDay(today) {
  const row = (name) => el("div", {}, el("dt", {}, board.texts[name]), el("dd", {}, today[name]));
  return [el("h2", {}, board.texts.today), el("dl", { class: "figures" }, ["sat", "stood", "longest", "breaks"].map(row))];
}

function forNow({ postures, places, pause, gentle }) {
  return [
    el("h2", {}, board.texts.for_now),
    postures?.length > 0 && choice("posture", board.texts.posture, postures),
    places?.length > 1 && choice("place", board.texts.place, places),
    el("div", { class: "row" },
      el("p", { class: "name", id: "pause-name" }, board.texts.pause),
      pause.on ? el("div", { class: "buttons" }, button("resume", pause.resume, {}, { class: "strong" }),
        !gentle && el("p", { class: "soft" }, pause.text)) : pauses(pause.choices)),
    gentle && el("div", { class: "row" },
      el("p", { class: "name" }, board.texts.gentle),
      el("div", { class: "gentle" }, button("gentle", gentle.button, { on: !gentle.on }), el("p", { class: "soft" }, gentle.text))),
  ];
}

/** One of some: buttons that say which of them is pressed. */
function choice(act, name, choices) {
  const id = `choice-${act}`;
  return el("div", { class: "row" },
    el("p", { class: "name", id }, name),
    el("div", { class: "choice", role: "group", "aria-labelledby": id },
      choices.map((one) => button(act, one.text, { [act]: one[act] }, { "aria-pressed": String(one.on) }))));
}

function pauses(choices) {
  const time = el("input", { type: "time", id: "pause-time", "data-key": "pause-time" });
  const until = async (event) => {
    event.preventDefault();
    if (!time.value) {
      time.focus();
      return;
    }
    await board.act("pause", { until: time.value });
    await draw();
  };
  return el("div", { class: "pauses" },
    el("div", { class: "buttons", role: "group", "aria-labelledby": "pause-name" },
      choices.map((one) => button("pause", one.text, { until: one.until }))),
    el("form", { onsubmit: until },
      el("label", { for: "pause-time" }, board.texts.pause_time), time,
      el("button", { type: "submit", "data-key": "pause-until" }, board.texts.pause_now)));
}
