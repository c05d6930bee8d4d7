// Buttons that act on the running breakd, and what comes before any stretch.

import { el } from "/dom.js";

/** A button of a page: what it does, said and shown; `after` draws the page anew. */
export function button(board, after, { act, text, more, strong }, attributes = {}) {
  const key = `${act} ${JSON.stringify(more)}`;
  const click = async (event) => {
    const pressed = event.currentTarget;
    pressed.setAttribute("aria-busy", "true");
    await board.act(act, more);
    pressed.removeAttribute("aria-busy");
    await after();
  };
  return el("button", { type: "button", class: strong ? "strong" : null, "data-key": key, "data-act": act, onclick: click, ...attributes }, text);
}

/** A card, what is to be read or answered first, and what can be done about it. */
export function notices(board, after, care) {
  return care.map((one) =>
    el("div", { class: "notice" },
      one.title && el("h2", {}, one.title),
      el("p", {}, one.text),
      el("div", { class: "buttons" },
        one.page && board.has(one.page) && el("a", { class: "button", href: `#${one.page}` }, one.link),
        (one.buttons ?? []).map((given) => button(board, after, given)),
        one.cleared && el("button", { type: "button", "data-key": "cleared", "data-act": "cleared",
          onclick: (event) => whoHasChecked(board, after, one.cleared, event.currentTarget) }, one.cleared.text))));
}

/** Asked apart, so that one slip of the finger lifts no lock; closing it leaves all as it is. */
function whoHasChecked(board, after, { asks, choices, back }, opener) {
  const dialog = el("dialog", { "aria-labelledby": "who-has-checked" });
  const say = (more) => async () => {
    dialog.close();
    await board.act("cleared", more);
    await after();
  };
  dialog.append(
    el("p", { id: "who-has-checked" }, asks),
    el("div", { class: "buttons" },
      choices.map(({ text, more }) => el("button", { type: "button", "data-by": more.by, onclick: say(more) }, text)),
      el("button", { type: "button", class: "strong", id: "nobody", autofocus: true, onclick: () => dialog.close() }, back)));
  dialog.addEventListener("close", () => dialog.remove());
  opener.closest(".page").append(dialog);
  dialog.showModal();
}
