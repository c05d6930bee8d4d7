"""`breakd setup` with answers typed into a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from breakd.cli.setup_body import CONDITIONS
from breakd.config import load
from breakd.engine.settings import Settings
from breakd.messages import setup as texts
from breakd.system import paths
from tests.support.warm import Ended, breakd

COMMAND = [sys.executable, "-m", "breakd", "setup"]
QUESTIONS = (
    "confirm", "emergency", "urgent", "routine", "leg", "pain", "side", "joints", "health", "worse", "eases",
    "checkup", "place", "equipment", "firm", "hours", "days",
)  # fmt: skip
"""Those that everybody is asked who can stand and whom something hurts."""
NONE = {"emergency": "0", "urgent": "0", "routine": "0"}
"""Questions that nobody can skip."""
NONE_FIRST = {"joints": "0", "health": "0"}
"""Nor these, as long as nothing is confirmed."""
WELL = "no\n0\n0\n0\n"
"""Typed in the first run by a person whom nothing hurts and to whom nothing applies."""


def setup(**answers: str) -> Ended:
    """Answers by the name of the question, each of one line or, where it leads to another question, of more.

    What is not answered is skipped with Enter. Who has confirmed is not asked for it again.
    """
    assert answers.keys() <= set(QUESTIONS)
    settings = load(paths.config_file(), paths.body_file()).settings
    confirmed = settings is not None and settings.body.disclaimer
    asked, none = (QUESTIONS[1:], NONE) if confirmed else (QUESTIONS, NONE | NONE_FIRST)
    return typing("".join(answers.get(name, none.get(name, "")) + "\n" for name in asked))


def typing(typed: str, columns: int = 80) -> Ended:
    done = breakd("setup", typed=typed, env={**os.environ, "COLUMNS": str(columns)})
    assert "Traceback" not in done.err
    return done


def holds() -> Settings:
    """The settings as the daemon would read them now."""
    loaded = load(paths.config_file(), paths.body_file())
    assert loaded.errors == ()
    assert loaded.settings is not None
    return loaded.settings


def flat(text: str) -> str:
    return " ".join(text.split())


def hurts(*places: str) -> str:
    """The numbers of these places, as long as the leg question was not answered with yes."""
    return _numbers(places, texts.REGIONS)


def joints(*conditions: str) -> str:
    return _numbers(conditions, CONDITIONS[texts.BACK_AND_JOINTS])


def health(*conditions: str) -> str:
    return _numbers(conditions, CONDITIONS[texts.HEALTH])


def worse_with(*conditions: str) -> str:
    return _numbers(conditions, texts.WORSE_WITH)


def _numbers(words: Iterable[str], options: Iterable[str]) -> str:
    known = list(options)
    return " ".join(str(known.index(word) + 1) for word in words)
