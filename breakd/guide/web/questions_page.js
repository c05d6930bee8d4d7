// The red-flag questions as a page of their own.

import { ask, say, showEnding } from "/questions.js";

const { questions, words } = await (await fetch("/plan.json")).json();
const life = new EventSource("/life"); // while this is open, our process knows that somebody is here

document.getElementById("close").addEventListener("click", async () => {
  life.close();
  await say("closed", {}, "");
  window.close();
  // still here: this browser closes only what a script has opened
  setTimeout(() => {
    document.getElementById("outcome").textContent = words.may_close;
    document.getElementById("close").hidden = true;
  }, 400);
});
const { title, texts } = await ask(questions, words);
showEnding(title, texts);
