"""The same guide in a terminal: the whole screen, large enough to read from the floor as far as a terminal can be."""

from __future__ import annotations

import os
import select
import shutil
import sys
import termios
import textwrap
import time
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from breakd.client.exit_codes import Stop
from breakd.messages import guide as texts

from .browser_player import WORD_SECONDS
from .client import HURTS, GuideClient
from .page import LEAD_IN, PlaybackOptions, notes
from .result import Ending, PlayResult
from .script import Cue, Script, done_text, hurts_text, name, only, practised

FRAME = 0.2
"""Seconds between two looks at the clock."""
ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
HOME, BELOW, BOLD, PLAIN, FAINT = "\x1b[H", "\x1b[J", "\x1b[1m", "\x1b[0m", "\x1b[2m"
FEEL_KEYS = {"b": "better", "s": "same", "w": "worse", "h": HURTS, "x": "spreading"}
CLOSES = "\r\nq "
READ = 64


class Leave(Exception):
    """The person leaves, or the terminal goes away."""


def usable() -> bool:
    """Whether there is a terminal to play in."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class TerminalPlayer:
    """One guide in the terminal, from the first sentence to how it felt."""

    def __init__(self, scripts: Sequence[Script], client: GuideClient, options: PlaybackOptions) -> None:
        self._acts, self._link, self._manner = scripts, client, options
        self._played = 0.0
        self._next_word = time.monotonic() + WORD_SECONDS
        self._paused = False

    def play(self) -> PlayResult:
        """Play it; the terminal is as before when this returns."""
        with _whole_screen():
            try:
                ending, act = self._acts_in_turn()
            except (Leave, KeyboardInterrupt):
                ending, act = Ending.LEFT, self._acts[0]
            try:
                ending = self._end(ending, act)
            except Stop as stop:
                return PlayResult(ending, self._seconds, str(stop))
        return PlayResult(ending, self._seconds)

    @property
    def _seconds(self) -> int:
        """Of stretch, so far."""
        return round(self._played)

    def _end(self, ending: Ending, act: Script) -> Ending:
        """Tell the daemon and the person; gives how it ended."""
        match ending:
            case Ending.DONE:
                self._link.done(self._seconds)
                enough = practised(self._acts, self._seconds)
                self._ask_feeling(texts.WELL_DONE if enough else texts.CUT_OFF)
                return Ending.DONE if enough else Ending.SHORT
            case Ending.HURT:
                self._link.hurts(act.stretch.id)
                self._last(texts.STOPPED, texts.HURTS_TEXT)
            case _:
                self._link.left()
        return ending

    def _acts_in_turn(self) -> tuple[Ending, Script]:
        act = self._acts[0]
        for act in self._acts:
            ready = Cue(texts.READY, LEAD_IN, "ready", hold=False)
            for cue in (ready, *act.cues):
                match self._hold(act, cue):
                    case "h":
                        return Ending.HURT, act
                    case "d" if cue is not ready:
                        break
        return Ending.DONE, act

    def _hold(self, act: Script, cue: Cue) -> str:
        """One sentence for its seconds; gives the key that ended it, or nothing when its time is over."""
        elapsed, last = 0.0, time.monotonic()
        if self._manner.sound and cue.hold:
            _write("\a")
        while elapsed < cue.seconds:
            self._draw(act, cue, cue.seconds - elapsed)
            key = self._read(min(FRAME, (cue.seconds - elapsed) / self._manner.speed))
            now = time.monotonic()
            passed, last = (now - last) * self._manner.speed, now
            if not self._paused:
                step = min(passed, cue.seconds - elapsed)
                elapsed += step
                self._played += step if cue.part != "ready" else 0.0
            if now >= self._next_word:
                self._link.keep_alive()
                self._next_word = now + WORD_SECONDS
            if key == " ":
                self._paused = not self._paused
            elif key in ("n", "h", "d"):
                return key
            elif key == "q":
                raise Leave
        return ""

    # --- the screen -------------------------------------------------------------------------------

    def _draw(self, act: Script, cue: Cue, left: float) -> None:
        width = _width()
        heads = [texts.PAUSED if self._paused else texts.SIDES[cue.side]]
        if cue.rounds > 1:
            heads.append(texts.tr(texts.ROUND, round=cue.round, rounds=cue.rounds))
        lines = [
            f"{BOLD}{act.stretch.name}{PLAIN}",
            "   ".join(head for head in heads if head),
            "",
            *(f"{BOLD}{line}{PLAIN}" for line in textwrap.wrap(cue.text, width)),
            "",
            _bar(left / cue.seconds, min(width - 10, 40)) + f" {-(-left // 1):.0f} s",
            "",
            *textwrap.wrap(act.stretch.breathing, width),
        ]
        if cue.part == "ready":
            lines += ["", *(line for note in notes(act) for line in textwrap.wrap(note, width))]
        self._put(lines, texts.KEYS_PAUSED if self._paused else texts.KEYS)

    def _say(self, head: str, text: str, keys: str) -> None:
        lines = textwrap.wrap(text, _width())
        self._put([f"{BOLD}{name(self._acts)}{PLAIN}", "", f"{BOLD}{head}{PLAIN}", *lines], keys)

    def _put(self, lines: Sequence[str], keys: str) -> None:
        rows = shutil.get_terminal_size().lines
        shown = ["", *(f"  {line}" for line in lines), "", f"  {FAINT}{keys}{PLAIN}"]
        _write(HOME + "\n".join(f"{line}\x1b[K" for line in shown[:rows]) + BELOW)

    def _ask_feeling(self, head: str) -> None:
        self._say(head, f"{done_text(self._acts, self._seconds)} {texts.HOW_WAS_IT}", texts.FEEL_KEYS)
        try:
            feeling = FEEL_KEYS.get(self._key(until=f"{CLOSES}{''.join(FEEL_KEYS)}"), "")
        except (Leave, KeyboardInterrupt):
            return
        if feeling:
            self._link.feel(feeling, only(self._acts))
        if feeling == HURTS:
            self._last(texts.STOPPED, hurts_text(self._acts))

    def _last(self, head: str, text: str) -> None:
        """The last screen, until it has been read."""
        self._say(head, text, texts.CLOSE_KEYS)
        with suppress(Leave, KeyboardInterrupt):
            self._key(until=CLOSES)

    # --- the keys ---------------------------------------------------------------------------------

    def _key(self, until: str) -> str:
        while True:
            key = self._read(None)
            if key and key in until:
                return key

    def _read(self, seconds: float | None) -> str:
        """The next key, or nothing after so many seconds. Raises Leave at the end of the terminal."""
        if not select.select([sys.stdin], [], [], seconds)[0]:
            return ""
        keys = os.read(sys.stdin.fileno(), READ)
        if keys in (b"", b"\x03", b"\x04"):
            raise Leave
        # an arrow or another long key is none of ours
        return "" if keys[:1] == b"\x1b" else keys[:1].decode("ascii", "replace").lower()


@contextmanager
def _whole_screen() -> Iterator[None]:
    """A screen of our own, keys as they are pressed, and all as it was afterwards."""
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    _write(ENTER_SCREEN)
    try:
        yield
    finally:
        _write(LEAVE_SCREEN)
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _bar(share: float, width: int) -> str:
    full = round(share * width)
    return "█" * full + "░" * (width - full)


def _width() -> int:
    return max(20, min(shutil.get_terminal_size().columns - 4, 64))


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
