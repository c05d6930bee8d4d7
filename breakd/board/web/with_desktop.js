// The switch *Start breakd with my desktop*, for the pages that have it. It acts at once and shows what holds.

import { el } from "/dom.js";

export function withDesktop(board, state) {
  if (!state) return null;
  const box = el("input", { type: "checkbox", id: "with-desktop" });
  box.checked = state === "on";
  box.addEventListener("change", async () => {
    box.disabled = true;
    const reply = await board.act("with-desktop", { on: box.checked });
    box.checked = (reply.with_desktop ?? state) === "on";
    box.disabled = false;
    box.focus();
  });
  return el("label", { class: "switch" }, box, el("span", {}, board.shell.with_desktop));
}
