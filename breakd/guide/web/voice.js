// Reads aloud what the plan says, by a voice of this computer: one that lives elsewhere would hear what is done.

const LATE = 0.8; // seconds after which a count would be wrong
const GRACE = 5000; // milliseconds past twice its length after which a voice that says no end has been lost
const PATIENCE = 2000; // milliseconds in which a browser has found its voices

const synth = window.speechSynthesis;

/** A voice of this computer for the language of the page; none if there is none. */
export async function find() {
  if (!synth) return null;
  const own = () => {
    const known = synth.getVoices().filter((one) => one.localService && speaks(one));
    return known.find((one) => one.default) ?? known[0] ?? null;
  };
  if (!synth.getVoices().length) {
    await new Promise((done) => {
      synth.addEventListener("voiceschanged", done, { once: true });
      setTimeout(done, PATIENCE);
    });
  }
  return own();
}

const speaks = ({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === document.documentElement.lang;

/** Says each utterance of a list when its time has come, and never two at once. */
export class Reader {
  constructor(heard) {
    this.heard = heard; // told whether the browser lets us speak
    this.voice = null;
    this.list = [];
    this.next = 0;
    this.since = 0; // the position from which on this list is read
    this.speaking = null;
    this.lost = 0;
  }

  /** From this position on: what was half said is said again. */
  from(list, position) {
    this.begin(list, position, (one) => one.at + one.seconds > position);
  }

  /** The same from what is about this cue on, also where it would have been said before. */
  jump(list, position, cue) {
    this.begin(list, position, (one) => one.cue >= cue);
  }

  begin(list, position, wanted) {
    this.hush();
    Object.assign(this, { list, since: position });
    const found = list.findIndex(wanted);
    this.next = found < 0 ? list.length : found;
  }

  /** Say what is due. */
  follow(position) {
    if (!this.voice || (this.speaking && performance.now() < this.lost)) return;
    while (this.next < this.list.length && this.list[this.next].at <= position + 1e-6) {
      const one = this.list[this.next++];
      if (!this.outdated(one, position)) return this.say(one);
    }
  }

  /** A count that comes late is wrong, and a step that is over is no longer to be done. */
  outdated(one, position) {
    if (one.givesWay) return position - Math.max(one.at, this.since) > LATE;
    const due = this.list.slice(this.next).filter((more) => more.kind === "sentence" && more.at <= position);
    return due.some((more) => more.cue > one.cue);
  }

  say({ text, seconds }) {
    const said = new SpeechSynthesisUtterance(text);
    Object.assign(said, { voice: this.voice, lang: this.voice.lang });
    const over = () => {
      if (this.speaking === said) this.speaking = null;
    };
    said.addEventListener("start", () => this.heard(true));
    said.addEventListener("end", over);
    said.addEventListener("error", ({ error }) => {
      over();
      if (error === "not-allowed") this.heard(false);
    });
    this.speaking = said;
    this.lost = performance.now() + 2000 * (seconds ?? 10) + GRACE;
    synth.speak(said);
  }

  /** Be silent at once. */
  hush() {
    if (this.voice) synth.cancel();
    this.speaking = null;
  }
}
