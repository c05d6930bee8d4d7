// What breakd is, what it is not, and where to read on.

import { el, fill } from "/dom.js";

export async function open(root, board) {
  const about = await board.show();
  const row = (term, text) => el("div", {}, el("dt", {}, el("kbd", {}, term)), el("dd", {}, text));
  fill(
    root,
    el("h1", {}, board.texts.heading),
    el("p", { class: "soft" }, about.version),
    about.sections.map(({ title, lines }) =>
      el("section", { class: "card" }, el("h2", {}, title), lines.map((line) => el("p", {}, line)))),
    el("section", { class: "card" }, el("h2", {}, board.texts.keys),
      el("dl", { class: "table" }, about.keys.map(({ key, text }) => row(key, text)))),
    el("section", { class: "card" }, el("h2", {}, board.texts.commands),
      el("dl", { class: "table" }, about.commands.map(({ command, text }) => row(command, text)))),
    el("section", { class: "card" }, el("h2", {}, board.texts.links),
      el("ul", {}, about.links.map(({ address, text }) =>
        el("li", {}, el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text))))),
  );
}
