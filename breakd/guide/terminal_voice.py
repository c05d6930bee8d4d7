"""Reads the steps aloud in a terminal, by speech-dispatcher's own program `spd-say`, which ends with the guide."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from .spoken import Utterance

PROGRAM = "spd-say"
ARGUMENTS = ("--pipe-mode", "--priority", "message", "--language", "en", "--application-name", "breakd")
"""Each line of its input is said after the one before."""
BE_SILENT = "!-!CANCEL SELF"
"""Stops what this program has to say, and no screen reader."""
PATIENCE = 2.0
"""Seconds in which it ends."""


class TerminalVoice:
    """Says each utterance of a list when its time has come; silent until it is started."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._said: Sequence[Utterance] = ()
        self._next = 0
        self._position = 0.0
        """Seconds since the beginning of the list."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- the program ------------------------------------------------------------------------------

    def start(self) -> bool:
        """Whether there is a program that speaks."""
        program = shutil.which(PROGRAM)
        if program is None:
            return False
        self._process = subprocess.Popen(
            [program, *ARGUMENTS], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            text=True, bufsize=1,
        )  # fmt: skip
        self.again()
        return True

    @property
    def on(self) -> bool:
        """Whether it was started and not stopped."""
        return self._process is not None

    @property
    def lost(self) -> bool:
        """Whether its program has ended by itself: nothing answers it."""
        return self._process is not None and self._process.poll() is not None

    def stop(self) -> None:
        """Be silent at once, and let the program end."""
        self.hush()
        if self._process is None:
            return
        with suppress(OSError, subprocess.TimeoutExpired):
            self._process.communicate(timeout=PATIENCE)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._process = None

    def hush(self) -> None:
        """Be silent at once."""
        self._write(BE_SILENT)

    def say(self, text: str) -> None:
        """Say this after what is being said."""
        # a line that begins with a space is no command, whatever the words of a person's own stretch
        self._write(f" {' '.join(text.split())}")

    def _write(self, line: str) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.write(f"{line}\n")
                self._process.stdin.flush()

    # --- the list ---------------------------------------------------------------------------------

    def read(self, said: Sequence[Utterance]) -> None:
        """Begin with this list."""
        self.hush()
        self._said, self._next, self._position = said, 0, 0.0

    def follow(self, passed: float) -> None:
        """So many seconds have passed; say what is due."""
        self._position += passed
        while self._next < len(self._said) and self._said[self._next].at <= self._position:
            self.say(self._said[self._next].text)
            self._next += 1

    @property
    def left(self) -> float:
        """Seconds until the list has been read; 0 where nobody reads."""
        return max(0.0, self._said[-1].end - self._position) if self.on and self._said else 0.0

    def again(self) -> None:
        """Go on after a silence: what was half said is said again."""
        ends = (number for number, one in enumerate(self._said) if one.end > self._position)
        self._next = next(ends, len(self._said))

    def skip_to(self, cue: int, position: float) -> None:
        """Go on with what is about this cue, which begins at this position."""
        self.hush()
        self._position = position
        self._next = next((number for number, one in enumerate(self._said) if one.cue >= cue), len(self._said))
