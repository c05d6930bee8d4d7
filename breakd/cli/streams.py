"""Standard streams that are closed, or cannot take what is written: `>&-`, `2>&-`, a full disk."""

from __future__ import annotations

import os
import sys

# typing and contextlib are 3 ms that `breakd --version` does without
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class Output:
    """A stream that remembers why it could not take what was written, and goes on: the command is not to blame.

    A reader who has gone away is another matter: that ends the command (BrokenPipeError).
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.lost: OSError | None = None
        """Why what was written is lost; None while nothing is."""

    def write(self, text: str) -> int:
        """Write, or lose it."""
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            self._let_go(error)
            return len(text)

    def flush(self) -> None:
        """Write what waits, or lose it."""
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            self._let_go(error)

    def let_go(self) -> None:
        """Nobody reads any more; Python, which writes what waits when it ends, must not complain of it."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._stream.fileno())
        os.close(nowhere)

    def _let_go(self, error: OSError) -> None:
        self.lost = self.lost or error
        self.let_go()

    def __getattr__(self, name: str) -> object:
        found: object = getattr(self._stream, name)
        return found


class Guarded:
    """A context in which the standard streams lose words rather than the command; gives standard output."""

    def __enter__(self) -> Output:
        _fill()
        self._before = sys.stdout, sys.stderr
        out = Output(sys.stdout)
        sys.stdout, sys.stderr = out, Output(sys.stderr)
        return out

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._before


def _fill() -> None:
    """Put nothing's file where a stream is closed: or else the next file that is opened would become it."""
    for name, mode in (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, mode)
            os.set_inheritable(nowhere, True)
            setattr(sys, name, os.fdopen(nowhere, "r" if mode == os.O_RDONLY else "w"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal of another alphabet
