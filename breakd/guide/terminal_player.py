"""The same guide in a terminal: the whole screen, large enough to read from the floor as far as a terminal can be."""

from __future__ import annotations

import math
import textwrap
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from breakd.client.exit_codes import Stop
from breakd.messages import guide as texts
from breakd.messages import guide_voice
from breakd.messages.health import FEELINGS
from breakd.web.serving import BEAT_SECONDS

from .before import LineKind
from .client import HURTS, SPREADING, GuideClient
from .guide_page import FLOOR, KeepVoice, PlaybackOptions
from .result import Ending, PlayResult
from .script import Cue, Script, done_text, feeling_text, hurts_text, name, only, practised
from .spoken import introduction, spoken
from .terminal_screen import BOLD, PLAIN, Leave, bar, pages, put, read_key, rows, whole_screen, width, write
from .terminal_voice import TerminalVoice

FRAME = 0.2
"""Seconds between two looks at the clock."""
FORGOTTEN = 600.0
"""Seconds without a step forward; then somebody has left, and breakd may ask again."""
FEEL_KEYS = {"b": "better", "s": "same", "w": "worse", "h": HURTS, "x": SPREADING, "u": "moved-up"}
BAD = ("worse", HURTS, SPREADING)
CLOSES = "\r\nq "
LEAVES = "q"
ENDINGS = {"h": Ending.HURT, "x": Ending.HURT, LEAVES: Ending.LEFT, "": Ending.DONE}
"""What became of it, by the key that ended it; empty for none."""
ENTER = "\r\n"
CLOCK_ROWS = 2
LEAST_ROWS = 4
"""Rows for what is read before a stretch, without which a small terminal asks nothing beside it."""


class TerminalPlayer:
    """One guide in the terminal, from the first sentence to how it felt."""

    def __init__(
        self, scripts: Sequence[Script], client: GuideClient, options: PlaybackOptions, keep_voice: KeepVoice
    ) -> None:
        self._acts, self._link, self._manner, self._keep_voice = scripts, client, options, keep_voice
        self._voice = TerminalVoice()
        self._note = ""
        """What there is to say of the voice; mostly nothing."""
        self._may_ask, self._asks = options.asks_voice, False
        """Whether it is still to be asked about the voice, and whether it is being asked."""
        self._played = 0.0
        self._next_beat = time.monotonic() + BEAT_SECONDS
        self._paused = False

    def play(self) -> PlayResult:
        """Play it; the terminal is as before when this returns."""
        with whole_screen(), self._voice:
            self._set_voice(on=self._manner.voice)
            try:
                said, act = self._acts_in_turn()
            except (Leave, KeyboardInterrupt):
                said, act = LEAVES, self._acts[0]
            ending = ENDINGS[said]
            try:
                ending = self._end(said, act)
            except Stop as stop:
                return PlayResult(ending, self._seconds, str(stop))
        return PlayResult(ending, self._seconds)

    @property
    def _seconds(self) -> int:
        """Of stretch, so far."""
        return round(self._played)

    def _end(self, said: str, act: Script) -> Ending:
        """Tell the daemon and the person; gives how it ended."""
        match said:
            case "h":
                self._link.hurts(act.stretch.id)
                self._last(texts.STOPPED, hurts_text(alone=True, may_stand=self._link.may_stand()))
            case "x":
                self._link.spreads()
                self._last(texts.STOPPED, self._feeling_text(SPREADING))
            case "q":  # LEAVES
                self._link.left()
            case _:
                self._link.done(self._seconds)
                enough = practised(self._acts, self._seconds)
                self._ask_feeling(texts.WELL_DONE if enough else texts.MOVED)
                return Ending.DONE if enough else Ending.SHORT
        return ENDINGS[said]

    def _acts_in_turn(self) -> tuple[str, Script]:
        """The key that stopped it, empty at its end, and the stretch until then."""
        act = self._acts[0]
        for act in self._acts:
            self._prepare(act)
            self._voice.read(spoken(act))
            for number, cue in enumerate(act.cues):
                match self._hold(act, cue):
                    case "h" | "x" as said:
                        return said, act
                    case "n":
                        self._voice.skip_to(number + 1, sum(one.seconds for one in act.cues[: number + 1]))
                    case "d":
                        break
        return "", act

    def _prepare(self, act: Script) -> None:
        """What to read before, page by page; each page of what is new to the person waits for them."""
        waits = act.lead_in is None
        self._voice.read(introduction(act))
        self._asks = self._may_ask and act.stretch.setting == FLOOR and not self._voice.on
        head = texts.FIRST_TIME if waits else texts.READY
        heads = [f"{BOLD}{act.stretch.name}{PLAIN}", "", f"{BOLD}{head}{PLAIN}", ""]
        height = rows() - len(heads) - CLOCK_ROWS
        asked = len(self._question()) - (CLOCK_ROWS if waits else 0)
        if height - asked < LEAST_ROWS:
            self._asks = False  # what is read before comes first; `v` is there
        elif self._asks:
            height -= max(0, asked)
        read = pages([line.text for line in act.before.lines], max(1, height))
        seconds = math.inf if act.lead_in is None else act.lead_in / len(read)
        for number, page in enumerate(read, start=1):
            keys = texts.KEYS_READY if not waits else texts.KEYS_BEGIN if number == len(read) else texts.KEYS_MORE
            draw = partial(self._draw_before, [*heads, *page], keys, seconds)
            pressed = self._stay(seconds, draw, f"{ENTER}n " if waits else f"{ENTER}n")
            self._paused = False
            if pressed and not waits:
                break
        else:
            if not waits and (more := self._voice.left):  # nothing read aloud is cut off
                self._stay(more, partial(self._draw_before, [*heads, *read[-1]], texts.KEYS_READY, more), f"{ENTER}n")
        self._may_ask, self._asks = self._may_ask and not self._asks, False

    def _draw_before(self, lines: Sequence[str], keys: str, seconds: float, left: float) -> None:
        clock = [] if math.isinf(seconds) else ["", self._clock(left, seconds)]
        put([*lines, *clock, *self._question(), *self._noted()], texts.KEYS_READY_PAUSED if self._paused else keys)

    def _hold(self, act: Script, cue: Cue) -> str:
        """One sentence for its seconds; gives the key that ended it, or nothing when its time is over."""
        if cue.hold:
            self._bell()
        pressed = self._stay(cue.seconds, lambda left: self._draw(act, cue, left), "nhxd", counts=True)
        if cue.hold and not pressed:
            self._bell()
        return pressed

    def _bell(self) -> None:
        if self._manner.sound or self._voice.on:
            write("\a")

    def _stay(self, seconds: float, draw: Callable[[float], None], keys: str, *, counts: bool = False) -> str:
        """Draw what is left until so many seconds are over or one of the keys is pressed, which is given back.

        The space bar pauses unless it is one of them. Raises Leave for `q`, and where nothing has gone on for long.
        """
        elapsed, still, last = 0.0, 0.0, time.monotonic()
        while elapsed < seconds:
            draw(seconds - elapsed)
            key = read_key(min(FRAME, (seconds - elapsed) / self._manner.speed))
            now = time.monotonic()
            passed, last = (now - last) * self._manner.speed, now
            if self._paused or math.isinf(seconds):
                still += passed
            else:
                step = min(passed, seconds - elapsed)
                elapsed += step
                self._played += step if counts else 0.0
                passed = step
            if not self._paused:
                self._follow(passed)
            if now >= self._next_beat:
                self._link.keep_alive()
                self._next_beat = now + BEAT_SECONDS
            if key == "v" or (key and self._asks and key in "yn"):
                self._answer_voice(key)
            elif key and key in keys:
                return key
            elif key == " ":
                self._paused, still = not self._paused, 0.0
                (self._voice.hush if self._paused else self._voice.again)()
            elif key == "q" or still >= FORGOTTEN:
                raise Leave
        return ""

    # --- the voice --------------------------------------------------------------------------------

    def _set_voice(self, *, on: bool) -> None:
        self._voice.stop()
        self._note = guide_voice.NO_PROGRAM if on and not self._voice.start() else ""

    def _answer_voice(self, key: str) -> None:
        """`v` turns the voice on or off for this time; an answer to the question is kept."""
        on = key == "y" if key != "v" else not self._voice.on
        self._set_voice(on=on)
        if key != "v":
            self._note = self._keep_voice(on) or self._note
            self._may_ask = False
        self._asks = False

    def _follow(self, passed: float) -> None:
        self._voice.follow(passed)
        if self._voice.lost:
            self._voice.stop()
            self._note = guide_voice.SILENT

    def _question(self) -> list[str]:
        return ["", *textwrap.wrap(f"{guide_voice.ASK} {guide_voice.ASK_KEYS}", width(76))] if self._asks else []

    def _noted(self) -> list[str]:
        return ["", *textwrap.wrap(self._note, width())] if self._note else []

    # --- the screen -------------------------------------------------------------------------------

    def _draw(self, act: Script, cue: Cue, left: float) -> None:
        heads = [texts.PAUSED if self._paused else texts.SIDES[cue.side]]
        if cue.rounds > 1:
            heads.append(texts.tr(texts.ROUND, round=cue.round, rounds=cue.rounds))
        lines = [
            f"{BOLD}{act.stretch.name}{PLAIN}",
            "   ".join(head for head in heads if head),
            "",
            *(f"{BOLD}{line}{PLAIN}" for line in textwrap.wrap(cue.text, width())),
            *textwrap.wrap(act.before.text(LineKind.STOP), width()),
            "",
            self._clock(left, cue.seconds),
            "",
            *textwrap.wrap(cue.feel, width()),
            *textwrap.wrap(act.stretch.breathing, width()),
            *self._noted(),
        ]
        put(lines, texts.KEYS_PAUSED if self._paused else texts.KEYS)

    @staticmethod
    def _clock(left: float, seconds: float) -> str:
        return bar(left / seconds, min(width() - 10, 40)) + f" {math.ceil(left)} s"

    def _say(self, head: str, said: Sequence[str], keys: str) -> None:
        always = self._acts[0].before.text(LineKind.ALWAYS)
        lines = [line for text in (*said, "", always) for line in textwrap.wrap(text, width()) or [""]]
        put([f"{BOLD}{name(self._acts)}{PLAIN}", "", f"{BOLD}{head}{PLAIN}", *lines], keys)
        self._voice.read(())
        for text in (head, said[0]):
            self._voice.say(text)

    def _ask_feeling(self, head: str) -> None:
        answers = [f"{key} - {FEELINGS[word]}" for key, word in FEEL_KEYS.items()]
        self._say(head, [done_text(self._acts, self._seconds), "", texts.HOW_WAS_IT, *answers], texts.FEEL_KEYS)
        try:
            feeling = FEEL_KEYS.get(self._key(until=f"{CLOSES}{''.join(FEEL_KEYS)}"), "")
        except (Leave, KeyboardInterrupt):
            return
        if feeling:
            self._link.feel(feeling, only(self._acts))
        if feeling in BAD:
            self._last(texts.STOPPED, self._feeling_text(feeling))

    def _feeling_text(self, feeling: str) -> str:
        return feeling_text(self._acts, feeling, may_stand=self._link.may_stand())

    def _last(self, head: str, text: str) -> None:
        """The last screen, until it has been read."""
        self._say(head, [text], texts.CLOSE_KEYS)
        with suppress(Leave, KeyboardInterrupt):
            self._key(until=CLOSES)

    # --- the keys ---------------------------------------------------------------------------------

    def _key(self, until: str) -> str:
        while True:
            key = read_key(None)
            if key and key in until:
                return key
