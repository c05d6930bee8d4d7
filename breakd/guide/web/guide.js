// Plays the plan: one sentence after the other, with the figure, the countdown and the breath. What is done, left or
// hurts goes to the guide's own process (POST /say), which passes it on to breakd.

import { Figure } from "/figure.js";
import { ask, say as sayTo, showEnding } from "/questions.js";
import * as sound from "/sound.js";
import { Reader, find } from "/voice.js";

const $ = (id) => document.getElementById(id);
const PATIENCE = 6000; // milliseconds that our process may be silent
const TICK = 100; // milliseconds; a hidden page gets one a second, and catches up
const NAP = 10; // seconds; after a longer silence nobody was led through anything: the machine slept
const LINGER = 90; // seconds that the last page waits for an answer
const FORGOTTEN = 600; // seconds without a step forward; then somebody has left, and breakd may ask again
const INHALE = 4; // seconds of one calm breath in, and out
const EXHALE = 5;
const REST = 70; // milliseconds between two pictures of a figure that keeps still
const KEPT = "breakd-guide";
const HALVED = 10; // seconds of a hold whose half is chimed
const GOOD = ["better", "same", "moved-up"];

const still = matchMedia("(prefers-reduced-motion: reduce)");
const plan = await (await fetch("/plan.json")).json();
const words = plan.words;

const state = { stage: "ready", act: 0, cue: 0, elapsed: 0, played: 0, waited: 0, paused: false };
Object.assign(state, { voice: plan.voice, asks: plan.asksVoice, ...kept() });
const reader = new Reader((may) => ($("quiet").textContent = may ? "" : words.needs_click));
let figures = [];
let from = 0;
let last = performance.now();
const audible = () => plan.sound || state.voice;
const wake = () => audible() && sound.wake();
const chime = (pitch, after) => audible() && sound.chime(pitch, after);
let lingers; // the timer of the last page
let closes = false;

// --- time ---------------------------------------------------------------------------------------

const act = () => plan.acts[state.act];
const cue = () => act().cues[state.cue];
const waits = () => state.stage === "ready" && act().leadIn === null; // new to the person, who begins it
const lasts = () => (waits() ? Infinity : state.stage === "ready" ? leads() : cue().seconds);
const leads = () => Math.max(act().leadIn, state.voice ? act().introduced : 0); // nothing read aloud is cut off
const total = (cues) => cues.reduce((sum, one) => sum + one.seconds, 0);
const played = () => (state.stage === "play" ? total(act().cues.slice(0, state.cue)) : 0);
const position = () => (waits() ? state.waited : played() + state.elapsed); // in what is read aloud
const aloud = () => (state.stage === "play" ? act().spoken : act().introduction);

function tick() {
  const now = performance.now();
  const passed = (now - last) / 1000;
  last = now;
  if (state.stage === "over") return;
  if (state.paused || waits()) return wait(passed * plan.speed);
  let left = Math.min(passed, NAP) * plan.speed;
  while (left > 0 && state.stage !== "over") {
    const step = Math.max(0, Math.min(left, lasts() - state.elapsed));
    halve(step);
    state.elapsed += step;
    if (state.stage === "play") state.played += step;
    left -= step;
    if (state.elapsed >= lasts() - 1e-6) next();
  }
  keep();
  showTime();
  if (state.stage !== "over") reader.follow(position());
}

/** Chime where a hold passes its half. */
function halve(step) {
  const half = lasts() / 2;
  const passes = state.elapsed < half && state.elapsed + step >= half;
  if (passes && state.stage === "play" && cue().hold && cue().seconds >= HALVED) chime(587);
}

function wait(passed) {
  state.waited += passed;
  if (!state.paused) reader.follow(position());
  if (state.waited >= FORGOTTEN) leave();
  else keep();
}

function next() {
  if (state.stage === "ready") return enter("play", 0);
  if (state.cue + 1 < act().cues.length) return enter("play", state.cue + 1);
  finish();
}

function enter(stage, number) {
  const before = state.stage === "play" ? cue() : null;
  from = before && before.side === act().cues[number].side ? target(before) : 0;
  Object.assign(state, { stage, cue: number, elapsed: 0, waited: 0, asks: state.asks && stage === "ready" });
  showCue();
  if (waits()) meet();
  if (reader.list !== aloud()) reader.from(aloud(), 0);
  if (stage === "play" && (!before || cue().hold || before?.hold || turns(before))) chime(cue().hold ? 660 : 520);
}

const turns = (before) => Boolean(cue().side) && before?.side !== cue().side;

// --- what is shown --------------------------------------------------------------------------------

function showCue() {
  const { stage } = state;
  const now = cue();
  $("guide").dataset.stage = stage;
  $("guide").dataset.cue = stage === "play" ? state.cue : -1;
  $("name").textContent = act().name;
  $("where").textContent = where();
  $("guide").classList.toggle("waits", waits());
  $("begin").hidden = stage !== "ready";
  $("begin").textContent = waits() ? words.begin : words.begin_now;
  $("pause").hidden = waits();
  $("ask-voice").hidden = stage !== "ready" || !state.asks || state.voice || !act().floor;
  for (const id of ["skip", "hurts", "spreading", "done"]) $(id).hidden = stage !== "play";
  $("notes").replaceChildren(...(stage === "ready" ? act().notes : []).map((note) => item(note)));
  $("stop").textContent = stage === "play" ? act().stop : "";
  $("felt").textContent = stage === "play" ? now.feel : "";
  const first = stage === "play" && now.part === "setup" && state.cue > 0 && turns(act().cues[state.cue - 1]);
  $("side").textContent = stage !== "play" ? "" : first ? plan.switch[now.side] : plan.sides[now.side];
  $("sentence").textContent = stage !== "ready" ? now.text : waits() ? words.first_time : words.ready;
  $("breath").textContent = act().breathing;
  showFigure(stage === "ready" ? act().cues[0] : now);
  showTime();
}

function where() {
  const now = cue();
  const counts = state.stage === "play" && now.rounds > 1;
  const many = plan.acts.length > 1;
  return [
    many ? fill(words.act, { act: state.act + 1, acts: plan.acts.length }) : "",
    counts ? fill(words.round, { round: now.round, rounds: now.rounds }) : "",
  ].filter(Boolean).join(" · ");
}

function item({ kind, text }) {
  return Object.assign(document.createElement("li"), { className: kind, textContent: text });
}

function showFigure(now) {
  const data = act().figure;
  const key = `${state.act} ${now.side} ${still.matches}`;
  if (!data) return showPicture();
  if ($("figure").dataset.key !== key) {
    $("figure").dataset.key = key;
    figures = still.matches ? [new Figure(data, now.side), new Figure(data, now.side)] : [new Figure(data, now.side)];
    figures[1]?.ghost(data.keys.length - 1);
    $("figure").replaceChildren(...figures.map((figure) => figure.svg));
  }
  if (still.matches) {
    // two pictures side by side, the first and the last, and the one that is meant stands out
    const end = data.keys.length - 1;
    [0, end].forEach((frame, number) => {
      figures[number].at(data.keys[frame]);
      figures[number].mark(frame);
      figures[number].words(frame, frame && state.stage === "play" ? now.glow : "");
      figures[number].tell(data.captions[frame]);
      figures[number].svg.classList.toggle("now", (now.frame > 0 ? end : 0) === frame);
    });
  } else {
    figures[0].tell(data.captions[now.frame]);
  }
}

function showPicture() {
  const { picture, name } = act();
  const shown = $("figure").firstElementChild?.getAttribute("src");
  if (shown === picture && picture) return;
  figures = [];
  $("figure").dataset.key = "";
  const image = Object.assign(new Image(), { src: picture ?? "", alt: name });
  $("figure").replaceChildren(...(picture ? [image] : []));
}

const target = (now) => act().figure?.keys[now.frame] ?? 0;

function draw() {
  const data = act().figure;
  let moves = false;
  if (state.stage !== "over" && data && !still.matches && figures.length) {
    const now = cue();
    const playing = state.stage === "play";
    let instant = playing ? target(now) : 0;
    let arrived = 1;
    if (playing && now.hold && data.beat) {
      const steps = (passed() / data.beat) % 2; // the film of a walk is two steps, one with each leg
      instant = ((Math.floor(steps) + ease(steps % 1)) / 2) * (data.film.length - 1);
    } else if (playing) {
      const moving = now.part === "rep" ? now.seconds * 0.85 : Math.min(2.5, now.seconds);
      arrived = instant === from ? 1 : Math.min(1, passed() / moving);
      instant = from + (instant - from) * ease(arrived);
    }
    const breathes = playing && now.hold && arrived === 1;
    moves = arrived < 1 || Boolean(playing && now.hold && data.beat);
    figures[0].at(instant, breathes ? air(passed()) : 0, state.paused ? undefined : performance.now());
    const shown = playing && arrived > 0.5 ? now.frame : -1;
    figures[0].mark(shown);
    figures[0].words(shown, now.glow);
  }
  // a breath and a blink need no more than this; only a way is drawn as often as the screen shows it
  if (moves) requestAnimationFrame(draw);
  else setTimeout(draw, REST); // where nothing has changed, the browser paints nothing
}

// seconds of this sentence, to the picture and not to the tick
function passed() {
  const since = state.paused || waits() ? 0 : Math.min((performance.now() - last) / 1000, NAP) * plan.speed;
  return Math.min(state.elapsed + since, lasts());
}

// how full the lungs are, so long after the hold began
function air(seconds) {
  const phase = seconds % (INHALE + EXHALE);
  return ease(phase < INHALE ? phase / INHALE : 1 - (phase - INHALE) / EXHALE);
}

const ease = (share) => (1 - Math.cos(Math.PI * share)) / 2;

function showTime() {
  if (waits()) return ($("bar").style.width = 0);
  const left = Math.max(0, lasts() - state.elapsed);
  $("ring").style.strokeDashoffset = lasts() ? 1 - left / lasts() : 0;
  $("count").textContent = Math.ceil(left - 1e-6);
  $("bar").style.width = `${state.stage === "play" ? (100 * position()) / total(act().cues) : 0}%`;
  showBreath();
}

function showBreath() {
  const calm = state.stage === "play" && cue().hold && cue().seconds > INHALE + EXHALE;
  const phase = state.elapsed % (INHALE + EXHALE);
  const clock = $("clock");
  clock.dataset.breath = !calm || state.paused ? "" : phase < INHALE ? "in" : "out";
  $("breath").textContent = !calm ? act().breathing : phase < INHALE ? words.breathe_in : words.breathe_out;
}

// --- what the person does -------------------------------------------------------------------------

function pause() {
  if (state.stage === "over") return;
  if (waits()) return begin();
  Object.assign(state, { paused: !state.paused, waited: 0 });
  $("pause").firstElementChild.textContent = state.paused ? words.go_on : words.pause;
  $("held").hidden = !state.paused;
  $("guide").classList.toggle("paused", state.paused);
  if (state.paused) reader.hush();
  else reader.from(aloud(), position());
  wake();
}

function skip() {
  wake();
  next();
  if (state.stage === "play") reader.jump(aloud(), position(), state.cue);
}

/** Read aloud, or no longer; without a voice of this computer the button says so. */
async function setVoice(on) {
  wake();
  state.voice = on;
  reader.hush();
  const voice = on ? await find() : null;
  if (state.voice !== on) return; // it was pressed again meanwhile
  reader.voice = voice;
  const none = on && !reader.voice;
  $("voice").setAttribute("aria-pressed", on && !none);
  $("voice").firstElementChild.textContent = none ? words.no_voice : words.voice;
  $("quiet").textContent = none ? words.no_voice_why : "";
  if (none) state.voice = false;
  else if (on && !state.paused && state.stage !== "over") reader.from(aloud(), position());
}

async function answerVoice(on) {
  state.asks = false;
  $("ask-voice").hidden = true;
  if (waits()) meet();
  else $("begin").focus();
  await setVoice(on);
  const answer = await say("voice", { on });
  if (answer.text) $("quiet").textContent = answer.text;
}

// who has not had the whole text on the screen begins nothing: the keys scroll until the button is there
const readable = () => $("begin").getBoundingClientRect().bottom <= innerHeight;
const meet = () => (readable() ? $("begin") : $("sentence")).focus();

function begin() {
  wake();
  if (state.paused) pause();
  enter("play", 0);
  $("pause").focus();
}

async function finish() {
  chime(784);
  if (state.act + 1 < plan.acts.length) {
    state.act += 1;
    enter("ready", 0);
    return;
  }
  chime(1047, 0.4); // two tones: who has gone away from the desk hears that it is over
  end(words.moment);
  const answer = await say("done", { seconds: Math.round(state.played) });
  $("ending").textContent = !answer.ok ? words.cut_off : answer.enough ? words.well_done : words.moved;
  tell(answer.text, answer.ok);
}

async function hurts() {
  end(words.stopped);
  answered(await say("hurts", { act: state.act }));
}

async function spreading() {
  end(words.stopped);
  answered(await say("spreading", {}));
}

async function leave() {
  end(words.cut_off);
  await say("left", {});
  tell(words.left, false);
  close();
}

async function feel(word) {
  for (const button of document.querySelectorAll("[data-feel]")) button.disabled = true;
  clearTimeout(lingers);
  const answer = await say("feel", { feeling: word });
  const asked = await answered(answer);
  if (answer.ok && !asked && GOOD.includes(word)) setTimeout(close, 2500);
}

/** What follows from what was said; questions come at once. Gives whether there were any. */
async function answered({ text, questions }) {
  tell(text, false);
  if (!questions) return false;
  $("after").hidden = true;
  $("said").textContent = text;
  const { title, texts } = await ask(questions, words);
  showEnding(title, texts);
  return true;
}

function end(heading) {
  state.stage = "over";
  $("guide").dataset.stage = "over";
  $("ending").textContent = heading;
  $("outcome").textContent = "";
  $("after").hidden = false;
  $("feel").hidden = true;
  for (const id of ["controls", "say", "breath", "progress", "where", "notes", "stop"]) $(id).hidden = true;
  reader.hush();
  $("ending").focus();
  sessionStorage.removeItem(KEPT);
}

function tell(text, asks) {
  $("outcome").textContent = text;
  if (reader.voice) [$("ending").textContent, text].forEach((one) => reader.say({ text: one }));
  $("feel").hidden = !asks;
  if (asks) lingers = setTimeout(close, (LINGER * 1000) / plan.speed); // nobody there to say how it was
}

async function close() {
  if (closes) return; // the last page's own time and a click may come together
  closes = true;
  life.close();
  await say("closed", {});
  window.close();
  // still here: this browser closes only what a script has opened
  setTimeout(() => {
    tell(words.may_close, false);
    $("close").hidden = true;
  }, 400);
}

const say = (word, more) => sayTo(word, more, words.not_reached);

// --- what a reload must not lose ---------------------------------------------------------

function kept() {
  try {
    const was = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
    return was.page === plan.page ? was : {};
  } catch {
    return {};
  }
}

function keep() {
  if (state.stage !== "over") sessionStorage.setItem(KEPT, JSON.stringify({ ...state, paused: false, page: plan.page }));
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// --- begin ----------------------------------------------------------------------------------------

const ACTIONS = { begin, pause, skip, voice: () => setVoice(!state.voice), hurts, spreading, done: finish, leave, close };
for (const [id, action] of Object.entries(ACTIONS)) $(id).addEventListener("click", () => action());
for (const button of document.querySelectorAll("[data-feel]")) {
  button.addEventListener("click", () => feel(button.dataset.feel));
}
$("voice-yes").addEventListener("click", () => answerVoice(true));
$("voice-no").addEventListener("click", () => answerVoice(false));
// who lies on the floor finds no button
$("guide").addEventListener("click", ({ target }) => {
  if (state.stage !== "over" && !waits() && !target.closest("button, a, input, label, form")) pause();
});
addEventListener("pagehide", () => reader.hush());
const KEYS = { " ": "pause", n: "skip", v: "voice", h: "hurts", x: "spreading", d: "done", Escape: "leave" };
const KEYS_READY = { " ": "pause", v: "voice", n: "begin", Enter: "begin", Escape: "leave" };
document.addEventListener("keydown", (event) => {
  const pressed = event.target instanceof HTMLButtonElement && [" ", "Enter"].includes(event.key);
  if (waits() && !readable() && !["Escape", "v"].includes(event.key)) return;
  if (pressed || event.ctrlKey || event.altKey || event.metaKey || event.repeat || state.stage === "over") return;
  const key = (state.stage === "play" ? KEYS : KEYS_READY)[event.key];
  if (key) {
    event.preventDefault();
    ACTIONS[key]();
  }
});
still.addEventListener("change", () => showCue());
// while this is open, the guide's process knows that somebody is here, and we know that it is
const life = new EventSource("/life");
life.addEventListener("error", () => {
  setTimeout(() => {
    if (life.readyState === EventSource.OPEN) return;
    life.close();
    if (state.stage !== "over") end(words.cut_off);
  }, PATIENCE);
});
showCue();
if (waits()) meet();
if (state.voice) await setVoice(true);
last = performance.now();
setInterval(tick, TICK);
requestAnimationFrame(draw);
