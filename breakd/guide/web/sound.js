// Quiet tones: a step begins, a hold has passed its half or is over, the stretch is done.

const LOUD = 0.08;
const LENGTH = 0.65; // seconds

let context;

/** Let it sound: some browsers want a click or a key before. */
export function wake() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
}

/** One tone of so many hertz, after so many seconds. */
export function chime(pitch, after = 0) {
  wake();
  if (context.state !== "running") return;
  const start = context.currentTime + after;
  const tone = new OscillatorNode(context, { frequency: pitch });
  const loud = new GainNode(context, { gain: 0 });
  loud.gain.setValueAtTime(0, start);
  loud.gain.linearRampToValueAtTime(LOUD, start + 0.02);
  loud.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH - 0.05);
  tone.connect(loud).connect(context.destination);
  tone.start(start);
  tone.stop(start + LENGTH);
}
