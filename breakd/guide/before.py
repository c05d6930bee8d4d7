"""What is read before a stretch begins. Pure: the page and the terminal show the same lines."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from breakd.frozen import frozen
from breakd.messages import guide as texts
from breakd.messages.side_words import fill_sides
from breakd.stretches.model import SafetyTexts, Stretch

SECONDS_PER_WORD = 0.3
"""How long a word takes to be read by somebody who has read it before."""
SHORTEST = 6.0
"""Seconds: getting into place takes as long, however little there is to read."""


class LineKind(Enum):
    """What a line is about."""

    NEEDS = "needs"
    """What is needed."""
    STOP = "stop"
    """When to stop this stretch."""
    CAUTION = "caution"
    """What to mind, for everybody or for this person."""
    FEEL = "feel"
    """Where it should be felt."""
    NORMAL = "normal"
    """What is normal to feel."""
    ALWAYS = "always"
    """When to stop whatever one does."""


@frozen
class Line:
    """One line of what is read."""

    kind: LineKind
    text: str


@frozen
class Before:
    """What a person reads before one stretch."""

    lines: tuple[Line, ...] = ()
    waits: bool = True
    """It is new to the person: it begins when they say so, and not by itself."""

    def text(self, kind: LineKind) -> str:
        """The line of this kind; empty if there is none."""
        return next((line.text for line in self.lines if line.kind is kind), "")

    def seconds(self, *more: str) -> float:
        """How long the lines and what is shown beside them take to be read again."""
        words = sum(len(text.split()) for text in (*more, *(line.text for line in self.lines)))
        return max(SHORTEST, words * SECONDS_PER_WORD)


UNREAD = Before()
"""Nothing to read, and no reason to begin by itself."""


def before(
    stretch: Stretch, side: str, conditions: frozenset[str], safety: SafetyTexts, *, waits: bool, opens: bool
) -> Before:
    """The lines for a person with these conditions, who begins on `side` (empty for a stretch without sides).

    What holds for every stretch is said where the guide `opens`, and again with what is new.
    """
    return Before(tuple(_lines(stretch, side, conditions, safety, general=waits or opens)), waits)


def _lines(
    stretch: Stretch, side: str, conditions: frozenset[str], safety: SafetyTexts, *, general: bool
) -> Iterator[Line]:
    if stretch.equipment:
        things = ", ".join(texts.THINGS.get(thing, thing) for thing in sorted(stretch.equipment))
        yield Line(LineKind.NEEDS, texts.tr(texts.NEEDS, things=things))
    if stretch.stop_if:
        yield Line(LineKind.STOP, texts.tr(texts.STOP_IF, signs=", ".join(stretch.stop_if)))
    if stretch.feel:
        yield Line(LineKind.FEEL, feel_text(stretch, side))
    # two conditions may have one reason
    for why in dict.fromkeys(stretch.why[tag] for tag in sorted(conditions & stretch.why.keys())):
        yield Line(LineKind.CAUTION, texts.tr(texts.FOR_YOU, why=why))
    for caution in stretch.cautions:
        yield Line(LineKind.CAUTION, caution)
    if general:
        yield Line(LineKind.NORMAL, stretch.normal or safety.normal_feeling)
        yield Line(LineKind.ALWAYS, stop_always(safety))


def feel_text(stretch: Stretch, side: str) -> str:
    """Where the stretch is felt on this side; empty where nobody said."""
    return texts.tr(texts.FEEL_IT, where=fill_sides(stretch.feel, side)) if stretch.feel else ""


def stop_always(safety: SafetyTexts) -> str:
    """When to stop whatever one does."""
    # semicolons: a sign may hold a comma
    return texts.tr(texts.STOP_ALWAYS, signs="; ".join(safety.stop_always))
