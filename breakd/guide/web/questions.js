// Asks the red-flag questions, one screen after the other. Nothing stands for an answer: no box is ticked beforehand, and
// a screen is left by one of two buttons alone.

const $ = (id) => document.getElementById(id);

/** Say something to the guide's own process; what it answers, or that nobody does. */
export async function say(word, more, unheard) {
  try {
    const body = JSON.stringify({ word, ...more });
    const reply = await fetch("/say", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return await reply.json();
  } catch {
    return { ok: false, text: unheard };
  }
}

/** Ask all screens, or until an answer needs a doctor; gives title and texts of what follows from the answers. */
export async function ask(questions, words) {
  const ticked = [];
  $("intro").textContent = questions.intro;
  $("questions").hidden = false;
  for (const [number, screen] of questions.screens.entries()) {
    const place = words.screen.replace("{round}", number + 1).replace("{rounds}", questions.screens.length);
    $("screen").textContent = questions.screens.length > 1 ? `(${place})` : "";
    ticked.push(...(await answers(screen)));
    const reply = await say("flags", { ticked, screens: number + 1 }, words.unheard);
    if (reply.more) continue;
    $("questions").hidden = true;
    return { title: reply.title ?? "", texts: reply.texts ?? [words.unheard] };
  }
}

function answers(screen) {
  const boxes = screen.map(({ id }) => Object.assign(document.createElement("input"), { type: "checkbox", value: id }));
  $("flags").replaceChildren(...screen.map(({ text }, number) => label(boxes[number], text)));
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const show = () => {
    $("none").disabled = ticked().length > 0;
    $("some").disabled = ticked().length === 0;
  };
  boxes.forEach((box) => box.addEventListener("change", show));
  show();
  $("asking").focus();
  scrollTo(0, 0);
  return new Promise((answered) => {
    for (const id of ["none", "some"]) $(id).onclick = () => answered(ticked());
  });
}

function label(box, text) {
  const made = document.createElement("label");
  made.append(box, document.createTextNode(text));
  return made;
}

/** The last page: a heading and its sentences. */
export function showEnding(title, texts) {
  $("ending").textContent = title;
  $("outcome").replaceChildren(
    ...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
  );
  $("after").hidden = false;
  if ($("always")) $("always").hidden = true; // a card stands alone
  $("ending").focus();
}
