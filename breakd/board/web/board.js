// The frame: which page is open, what it asks of our process, and what has changed. The pages are in `pages/`.
//
// A page's script exports `open(root, board)` and may export `changed(what)`, called with "status" when breakd signals a
// change and with "time" every ten seconds, and `close()`, called when another page opens.

import { el } from "/dom.js";

const PATIENCE = 4000; // ms without the stream before our process counts as gone
const TICK = 10_000;
const SAID = 8000;
const $ = (id) => document.getElementById(id);
const { first, texts, pages } = await (await fetch("/board.json")).json();
let current = null;

async function ask(word, page, more) {
  try {
    const body = JSON.stringify({ word, page, ...more });
    const reply = await fetch("/say", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return await reply.json();
  } catch {
    return { ok: false, text: texts.unheard };
  }
}

let silence;
/** Say something to the person: on the screen for a while, and to who listens. */
function say(text) {
  clearTimeout(silence);
  $("said").textContent = text ?? "";
  if (text) silence = setTimeout(() => say(""), SAID + 60 * text.length);
}

/** What a page may do. */
function boardOf(page) {
  let asked = 0;
  return {
    name: page.name,
    texts: page.texts,
    shell: texts,
    has: (name) => pages.some((one) => one.name === name),
    go: (name) => { location.hash = name; },
    say,
    show: (asked = {}) => ask("show", page.name, { asked }),
    /** What the page draws; null where that was asked for again meanwhile, or cannot be had, which is said. */
    latest: async (more = {}) => {
      const number = ++asked;
      const answer = await ask("show", page.name, { asked: more });
      if (number !== asked) return null;
      if (answer.ok) return answer;
      say(answer.text);
      return null;
    },
    /** Do it, and say what came of it. */
    act: async (word, more = {}) => {
      const reply = await ask("act", page.name, { act: word, more });
      if (reply.text) say(reply.text);
      return reply;
    },
  };
}

async function openPage() {
  const wanted = location.hash.slice(1).split("/")[0];
  const page = pages.find((one) => one.name === wanted) ?? pages.find((one) => one.name === first) ?? pages[0];
  if (current?.page === page) return;
  const before = current;
  say(""); // it was about the page that goes
  const root = el("div", { class: "page", id: `page-${page.name}` });
  current = { page, root, script: null };
  before?.script?.close?.();
  for (const link of $("pages").querySelectorAll("a")) {
    if (link.dataset.page === page.name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = texts.document.replace("{page}", page.texts.title);
  const script = await import(`/pages/${page.name}.js`);
  if (current.root !== root) return; // another one was opened meanwhile
  $("main").replaceChildren(root);
  await script.open(root, boardOf(page));
  if (current.root !== root) return;
  current.script = script;
  $("main").dataset.open = page.name;
  if (before) {
    scrollTo(0, 0);
    const heading = root.querySelector("h1, h2") ?? $("main");
    heading.tabIndex = -1;
    heading.focus();
  }
}

function tell(what) {
  current?.script?.changed?.(what);
}

function lost() {
  life.close();
  document.querySelectorAll("button, input, select, textarea").forEach((one) => { one.disabled = true; });
  say("");
  $("main").prepend(el("div", { class: "notice", role: "alert" }, el("strong", {}, texts.unheard_title), " ", texts.unheard));
}

$("pages").replaceChildren(
  ...pages.map((page, number) =>
    el("li", {}, el("a", { href: `#${page.name}`, "data-page": page.name, "aria-keyshortcuts": `Alt+${number + 1}` },
      page.texts.title)),
  ),
);
document.addEventListener("keydown", (event) => {
  const number = event.altKey && !event.ctrlKey && !event.metaKey ? event.code.match(/^Digit([1-9])$/)?.[1] : undefined;
  if (number && pages[number - 1]) {
    event.preventDefault();
    location.hash = pages[number - 1].name;
  }
});
$("past").addEventListener("click", (event) => {
  event.preventDefault(); // the fragment of the address is the page's
  $("main").focus();
});
addEventListener("hashchange", openPage);
// while this is open, our process knows that somebody is here, and we know that it is
const life = new EventSource("/life");
life.addEventListener("message", (event) => tell(JSON.parse(event.data).changed));
life.addEventListener("error", () => {
  setTimeout(() => { if (life.readyState !== EventSource.OPEN) lost(); }, PATIENCE);
});
life.addEventListener("open", () => tell("status"));
setInterval(() => { if (!document.hidden) tell("time"); }, TICK);
document.addEventListener("visibilitychange", () => { if (!document.hidden) tell("time"); });
await openPage();
