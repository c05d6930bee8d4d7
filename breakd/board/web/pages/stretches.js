// All stretches with pictures, by how and where; what is away and why; and all about one (`#stretches/ID`).

import { notices } from "/acting.js";
import { el, fill, redraw } from "/dom.js";

let board, root, all, wanted;

export async function open(page, given) {
  [root, board] = [page, given];
  wanted = { words: "", setting: "", region: "", only: false };
  addEventListener("hashchange", draw);
  await draw();
}

export function close() {
  removeEventListener("hashchange", draw);
}

export function changed() {
  draw();
}

const named = () => decodeURIComponent(location.hash.split("/")[1] ?? "");

async function draw() {
  if (location.hash.split("/")[0].slice(1) !== board.name && named()) return;
  const id = named();
  const answer = await board.latest(id ? { id } : {});
  if (!answer) return;
  const before = root.dataset.shows;
  root.dataset.shows = id;
  if (id) {
    redraw(root, answer, one);
  } else if (before !== "" || !all) {
    all = answer;
    fill(root, ...list());
    filter();
  } else {
    all = answer;
    filter();
  }
  if (before !== undefined && before !== id) {
    scrollTo(0, 0);
    const heading = root.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  }
}

/** What one picture shows, by the theme; beside its name it says nothing to who does not see it. */
export function picture(paths) {
  if (!paths.light) return el("div", { class: "picture" });
  return el("picture", { class: "picture" },
    el("source", { srcset: paths.dark, media: "(prefers-color-scheme: dark)" }),
    el("img", { src: paths.light, alt: "", width: 128, height: 128, loading: "lazy" }));
}

// --- the list --------------------------------------------------------------------------------------

function list() {
  const { texts } = board;
  const choice = (name, label, choices) => el("div", { class: "field" },
    el("label", { for: `find-${name}` }, label),
    el("select", { id: `find-${name}`, onchange: (event) => { wanted[name] = event.target.value; filter(); } },
      [{ word: "", text: texts.any }, ...choices].map(({ word, text }) =>
        el("option", { value: word, selected: wanted[name] === word }, text))));
  return [
    el("h1", {}, texts.heading),
    el("div", { class: "first-of-all" }),
    el("p", { class: "soft offered" }, all.offered),
    el("form", { class: "card find", role: "search", onsubmit: (event) => event.preventDefault() },
      el("div", { class: "field words" },
        el("label", { for: "find-words" }, texts.search),
        el("input", { type: "search", id: "find-words", value: wanted.words, autocomplete: "off",
          oninput: (event) => { wanted.words = event.target.value; filter(); } })),
      choice("setting", texts.setting, all.settings),
      choice("region", texts.region, all.regions),
      el("label", { class: "check" },
        el("input", { type: "checkbox", id: "find-only", checked: wanted.only,
          onchange: (event) => { wanted.only = event.target.checked; filter(); } }), texts.only)),
    el("p", { class: "soft found", role: "status" }),
    el("div", { class: "groups" }),
  ];
}

function fits(stretch) {
  const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => stretch.words.includes(word))
    && (!wanted.setting || stretch.setting === wanted.setting)
    && (!wanted.region || stretch.regions.includes(wanted.region))
    && (!wanted.only || !stretch.why);
}

function filter() {
  const groups = all.groups
    .map((group) => ({ ...group, stretches: group.stretches.filter(fits) }))
    .filter((group) => group.stretches.length);
  const count = groups.reduce((sum, group) => sum + group.stretches.length, 0);
  root.querySelector(".offered").textContent = all.offered;
  redraw(root.querySelector(".first-of-all"), all.care, (care) => notices(board, draw, care));
  const found = root.querySelector(".found");
  const said = count ? "" : board.texts.none;
  if (found.textContent !== said) found.textContent = said;
  redraw(root.querySelector(".groups"), groups, (shown) => shown.map(({ title, stretches }) =>
    el("section", {}, el("h2", {}, title), el("ul", { class: "cards" }, stretches.map(card)))));
}

function card(stretch) {
  const id = `name-${stretch.id}`;
  return el("li", { class: stretch.why ? "card out" : "card", "data-id": stretch.id },
    picture(stretch.picture),
    el("div", { class: "words" },
      el("h3", {}, el("a", { id, href: `#stretches/${encodeURIComponent(stretch.id)}`, "data-key": id }, stretch.name)),
      el("p", { class: "soft" }, stretch.where, " · ", stretch.long),
      stretch.planned && el("p", { class: "tag" }, board.texts.plan),
      stretch.why ? el("p", { class: "why" }, stretch.why) : null,
      el("div", { class: "buttons" }, doing(stretch, id))));
}

/** What can be done with one. */
function doing(stretch, id) {
  const button = (act, text) => el("button", {
    type: "button", "data-act": act, "data-key": `${act} ${stretch.id}`, id: `${act}-${stretch.id}`,
    "aria-labelledby": `${act}-${stretch.id} ${id}`,
    onclick: async (event) => {
      const pressed = event.currentTarget;
      pressed.setAttribute("aria-busy", "true");
      await board.act(act, { id: stretch.id });
      pressed.removeAttribute("aria-busy");
      await draw();
    },
  }, text);
  const { texts } = board;
  return [
    stretch.on && !stretch.away && !stretch.locked && button("start", texts.show_me),
    stretch.away && button("back", texts.put_back),
    stretch.on ? button("off", texts.turn_off) : button("on", texts.turn_on),
  ];
}

// --- one -------------------------------------------------------------------------------------------

function one(stretch) {
  const { texts } = board;
  const lines = stretch.steps.reduce((made, step) => {
    const last = made.at(-1);
    if (!step.counts) made.push(el("p", { class: "part" }, step.text));
    else if (last?.tagName === "OL") last.append(el("li", {}, step.text));
    else made.push(el("ol", { start: 1 + stretch.steps.slice(0, stretch.steps.indexOf(step)).filter((one) => one.counts).length },
      el("li", {}, step.text)));
    return made;
  }, []);
  return [
    el("p", {}, el("a", { href: "#stretches", "data-key": "back-to-all" }, texts.back)),
    el("h1", { id: `name-${stretch.id}` }, stretch.name),
    notices(board, draw, stretch.care),
    el("section", { class: "card first" },
      picture(stretch.picture),
      el("div", { class: "words" },
        el("p", { class: "soft" }, stretch.where, " · ", stretch.long),
        stretch.planned && el("p", { class: "tag" }, texts.plan),
        stretch.why ? el("p", { class: "why" }, stretch.why) : el("p", { class: "soft" }, texts.offered),
        el("div", { class: "buttons" }, doing(stretch, `name-${stretch.id}`)))),
    el("section", { class: "card how" }, el("h2", {}, texts.how), lines),
    el("section", { class: "card" }, el("h2", {}, texts.about), el("dl", { class: "table" },
      stretch.facts.map(({ head, text, below }) => el("div", { class: below ? "below" : "" }, el("dt", {}, head), el("dd", {}, text))))),
    el("section", { class: "card" }, el("h2", {}, texts.sources), el("ul", {}, stretch.sources.map(({ title, url }) =>
      el("li", {}, url ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, title) : title)))),
  ];
}
