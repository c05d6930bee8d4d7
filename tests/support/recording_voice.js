// A browser's voices as far as a page can tell: one of this computer, one of another's. What is said is kept, with the
// clock's milliseconds when it began and ended, or was cut off.
(() => {
  const SECONDS_PER_LETTER = 0.06;
  const waiting = [];
  let current = null;
  window.said = [];
  const voice = (name, localService) => ({ name, localService, lang: "en-GB", default: !localService });
  const voices = [voice("elsewhere", false), ...(window.withoutVoice ? [] : [voice("here", true)])];

  class Utterance extends EventTarget {
    constructor(text) {
      super();
      Object.assign(this, { text, voice: null, lang: "" });
    }
  }

  function begin() {
    const one = waiting.shift();
    if (!one || current) return;
    const kept = { text: one.text, voice: one.voice?.name, begin: performance.now(), end: null, cut: false };
    window.said.push(kept);
    current = { one, kept };
    one.dispatchEvent(new Event("start"));
    current.timer = setTimeout(() => {
      current = null;
      kept.end = performance.now();
      one.dispatchEvent(new Event("end"));
      begin();
    }, 1000 * SECONDS_PER_LETTER * one.text.length);
  }

  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak(one) {
      if (window.wantsClick) return one.dispatchEvent(Object.assign(new Event("error"), { error: "not-allowed" }));
      waiting.push(one);
      if (!current) begin();
    },
    cancel() {
      waiting.length = 0;
      if (!current) return;
      clearTimeout(current.timer);
      Object.assign(current.kept, { end: performance.now(), cut: true });
      const { one } = current;
      current = null;
      one.dispatchEvent(Object.assign(new Event("error"), { error: "interrupted" }));
    },
  });
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
})();
// Each tone with the clock's milliseconds at which the page asked for it.
(() => {
  window.tones = [];
  const Tone = window.OscillatorNode;
  window.OscillatorNode = class extends Tone {
    constructor(context, options) {
      super(context, options);
      window.tones.push({ frequency: options.frequency, at: performance.now() });
    }
  };
})();
