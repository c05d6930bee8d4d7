"""Running a command to its end, with its own words in the error if it fails."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

Done = subprocess.CompletedProcess[str]


class CommandFailed(Exception):
    """A command ended with another exit code than 0; the text is what it said."""


def run(argv: Sequence[str | Path], env: Mapping[str, str], *, check: bool, seconds: float) -> Done:
    """The finished command, its output as text; it reads nothing. With `check`, raises CommandFailed."""
    words = [str(word) for word in argv]
    done = subprocess.run(
        words, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds, check=False
    )
    if check and done.returncode:
        raise CommandFailed(f"{shlex.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done
