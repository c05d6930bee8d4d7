// One page for the appointment, everything that was recorded, and erasing it.

import { el, fill, svg } from "/dom.js";

let board, root, weeks, mine;

export async function open(page, given) {
  [root, board, weeks, mine] = [page, given, 6, 0];
  const words = board.texts;
  if (!document.querySelector('link[href="/charts.css"]')) {
    document.head.append(el("link", { rel: "stylesheet", href: "/charts.css" }));
  }
  const choice = el("select", { id: "report-weeks", onchange: (event) => { weeks = Number(event.target.value); draw(); } },
    [4, 6, 8, 12].map((n) => el("option", { value: n, selected: n === weeks }, String(n))));
  root.replaceChildren(
    el("h1", {}, words.heading),
    el("section", { class: "card" },
      el("p", {}, words.about),
      el("p", { class: "report-weeks" }, el("label", { for: "report-weeks" }, words.weeks), " ", choice),
      el("div", { class: "buttons" },
        save("save-pdf", words.save_pdf, "save", () => ({ form: "pdf", weeks }), "strong"),
        save("save-html", words.save_html, "save", () => ({ form: "html", weeks })))),
    el("section", { class: "card", id: "report-preview" }),
    el("section", { class: "card" },
      el("h2", {}, words.yours),
      el("p", {}, words.export_about),
      el("div", { class: "buttons" },
        save("export-csv", words.export_csv, "export", () => ({ form: "csv" })),
        save("export-json", words.export_json, "export", () => ({ form: "json" })))),
    erasing());
  await draw();
}

async function draw() {
  const number = ++mine;
  const found = await board.show({ weeks });
  if (number !== mine) return;
  if (!found.ok) { board.say(found.text); return; }
  const place = root.querySelector("#report-preview");
  fill(place, el("h2", {}, board.texts.preview),
    found.empty ? el("p", { class: "soft" }, found.empty) : [
      found.parts.map(part),
      el("div", { class: "report-pictures" }, found.pictures.map((one) => el("figure", {}, made(one.drawing)))),
    ]);
  root.dataset.drawn = number;
}

function part({ title, head, rows, lines }) {
  return [
    title && el("h3", {}, title),
    rows?.length > 0 && el("div", { class: "history-table", tabindex: "0", role: "region", "aria-label": title },
      el("table", {},
        el("thead", {}, el("tr", {}, head.map((word) => el("th", { scope: "col" }, word)))),
        el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell))))))),
    lines?.length > 0 && el("ul", { class: "report-lines" }, lines.map((line) => el("li", {}, line))),
  ];
}

function made([tag, attributes, ...children]) {
  return svg(tag, attributes, children.map((child) => (typeof child === "string" ? child : made(child))));
}

/** A button that has our process make a file, and the browser save it. */
function save(id, text, word, more, kind = "") {
  const click = async (event) => {
    const pressed = event.currentTarget;
    pressed.setAttribute("aria-busy", "true");
    const reply = await board.act(word, more());
    pressed.removeAttribute("aria-busy");
    if (!reply.ok) return;
    const bytes = Uint8Array.from(atob(reply.data), (letter) => letter.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: reply.type }));
    const link = el("a", { href: address, download: reply.name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return el("button", { type: "button", id: `report-${id}`, class: kind || null, onclick: click }, text);
}

function erasing() {
  const words = board.texts;
  const day = el("input", { type: "date", id: "erase-day", "aria-label": words.erase_before });
  const shown = el("div", { id: "erase-shown", "aria-live": "polite" });
  const chosen = () => root.querySelector('input[name="erase"]:checked')?.value;
  const choice = (value, text, ...more) => el("p", { class: "erase-choice" },
    el("label", {}, el("input", { type: "radio", name: "erase", value, onchange: () => fill(shown) }), " ", text), " ", ...more);
  const ask = async () => {
    const what = chosen();
    if (!what || (what === "before" && !day.value)) {
      (what ? day : root.querySelector('input[name="erase"]')).focus();
      return;
    }
    const reply = await board.act("ask-erase", { before: what === "before" ? day.value : null });
    fill(shown, reply.ok && sure(reply));
    shown.querySelector("input")?.focus();
  };
  const sure = ({ code, lines }) => {
    const box = el("input", { type: "checkbox", id: "erase-sure" });
    const now = async () => {
      const reply = await board.act("erase", { code, sure: box.checked });
      if (reply.ok || box.checked) fill(shown);
      if (reply.ok) await draw();
    };
    return el("div", { class: "notice" },
      el("div", { class: "erase-lines" },
        lines.filter(Boolean).map((line) => el("p", { class: line.startsWith(" ") ? "inset" : null }, line.trim()))),
      el("p", {}, el("label", {}, box, " ", words.erase_sure)),
      el("div", { class: "buttons" },
        el("button", { type: "button", id: "erase-now", onclick: now }, words.erase_now),
        el("button", { type: "button", onclick: () => fill(shown) }, words.erase_not)));
  };
  day.addEventListener("input", () => { root.querySelector('input[value="before"]').checked = true; fill(shown); });
  return el("section", { class: "card", id: "report-erase" },
    el("h2", {}, words.erase),
    el("p", { class: "soft" }, words.erase_about),
    el("fieldset", {}, el("legend", { class: "visually-hidden" }, words.erase),
      choice("before", words.erase_before, day), choice("all", words.erase_all)),
    el("div", { class: "buttons" }, el("button", { type: "button", id: "erase-ask", onclick: ask }, words.erase_ask)),
    shown);
}
