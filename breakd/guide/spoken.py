"""What is said aloud, and when. Pure: the page and the terminal speak the same words at the same times.

A side and a sentence are always said: where there is no room, what follows waits. All else gives way: it is said in
a shorter form, or not at all. So no two utterances overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from breakd.frozen import frozen
from breakd.messages import guide as guide_texts
from breakd.messages import guide_voice as texts

from .script import Cue, Script

OUTSET, LETTER, MARK, DIGIT = 0.6, 0.053, 0.17, 6
"""Seconds of an utterance, of each letter and of each mark inside it; a digit is as long as so many letters.

Measured with espeak-ng at 175 words a minute, the usual speed, and a little more than each sentence took.
"""
PAUSE = 0.3
"""Seconds between two lines of what is read before a stretch."""
TOLD, HALVED = 10.0, 20.0
"""Holds of so many seconds have their length said, and their half."""
COUNTED, COUNTS_FROM = 3, 5.0
"""Seconds that are counted down at the end of a hold, if it takes so many at least."""


class SpokenKind(Enum):
    """What an utterance is."""

    BEFORE = "before"
    """A line of what is read before the stretch begins."""
    SIDE = "side"
    """The side that comes now."""
    SENTENCE = "sentence"
    """What to do."""
    ROUND = "round"
    """Which repetition comes."""
    REST = "rest"
    """This side, or the stretch, is over."""
    COUNT = "count"
    """How long a hold takes, its half, and its last seconds."""


ALWAYS_SAID = frozenset({SpokenKind.BEFORE, SpokenKind.SIDE, SpokenKind.SENTENCE})


@frozen
class Utterance:
    """What is said in one breath; `at` and `seconds` are its beginning and its length."""

    kind: SpokenKind
    text: str
    at: float
    cue: int = 0
    """The number of the cue that it is about; the cue before may have the room for it."""

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return speech_seconds(self.text)

    @property
    def end(self) -> float:
        """When it is over."""
        return self.at + self.seconds

    @property
    def gives_way(self) -> bool:
        """Whether it is left out where there is no time for it."""
        return self.kind not in ALWAYS_SAID


def speech_seconds(text: str) -> float:
    """How long a voice of usual speed takes for it; rather too long than too short."""
    letters = len(text) + (DIGIT - 1) * len(re.findall(r"\d", text))
    return OUTSET + LETTER * letters + MARK * len(re.findall(r"[,;:.](?=.)", text))


def introduction(act: Script) -> tuple[Utterance, ...]:
    """What is read aloud before the first step: all that can be read on the screen, one line after the other."""
    head = guide_texts.READY if act.lead_in is not None else guide_texts.FIRST_TIME
    lines = [texts.tr(texts.NAME, name=act.stretch.name), texts.tr(texts.NAME, name=head)]
    lines += [line.text for line in act.before.lines]
    lines += [act.stretch.breathing] if act.stretch.breathing else []
    said: list[Utterance] = []
    for line in lines:
        said.append(Utterance(SpokenKind.BEFORE, line, said[-1].end + PAUSE if said else 0.0))
    return tuple(said)


def spoken(act: Script) -> tuple[Utterance, ...]:
    """What is said from the first step to the last; times count from the beginning of the first step."""
    said: list[Utterance] = []
    start = 0.0
    for number, cue in enumerate(act.cues):
        following = act.cues[number + 1] if number + 1 < len(act.cues) else None
        said += _opening(act.cues, number, start, said)
        free = max(start, said[-1].end if said else 0.0)
        end = start + cue.seconds
        if free < end:
            said.append(Utterance(SpokenKind.SENTENCE, cue.text, free, number))
        free = max(start, said[-1].end)
        said += _counts(cue, number, start, free) if cue.hold else _closing(cue, number, following, free, end)
        start = end
    return tuple(said)


def _opening(cues: Sequence[Cue], number: int, start: float, said: Sequence[Utterance]) -> Iterator[Utterance]:
    """The side or the repetition that begins here, unless it was said in the step before."""
    cue, free = cues[number], max(start, said[-1].end if said else 0.0)
    if any(one.cue == number for one in said[-1:]):
        return
    before = cues[number - 1] if number else None
    if kinds := _announced(before, cue):
        kind, forms = kinds
        room = start + cue.seconds - speech_seconds(cue.text)
        fitting = [form for form in forms if free + speech_seconds(form) <= room]
        if kind is SpokenKind.SIDE or fitting:
            yield Utterance(kind, (fitting or forms)[0], free, number)


def _announced(before: Cue | None, cue: Cue) -> tuple[SpokenKind, tuple[str, ...]] | None:
    """What is new with this cue, in its forms from long to short; None if it goes on as before."""
    if cue.side and (before is None or before.side != cue.side):
        names = texts.OTHER_SIDE if before else texts.FIRST_SIDE
        return SpokenKind.SIDE, (names[cue.side],)
    if cue.rounds > 1 and (before is None or (before.part, before.round) != (cue.part, cue.round)):
        numbers = {"round": cue.round, "rounds": cue.rounds}
        return SpokenKind.ROUND, (texts.tr(texts.ROUND, **numbers), texts.tr(texts.ROUND_SHORT, **numbers))
    return None


def _counts(cue: Cue, number: int, start: float, free: float) -> Iterator[Utterance]:
    """The length of a hold, its half, and its last seconds; each if there is room for it."""
    end = start + cue.seconds
    most = COUNTED if cue.seconds >= COUNTS_FROM else 0
    counted = next((count for count in range(most, 1, -1) if end - count >= free), 0)
    last = end - counted
    told = []
    if cue.seconds >= TOLD:
        told.append((free, texts.tr(texts.SECONDS, seconds=round(cue.seconds))))
    if cue.seconds >= HALVED:
        told.append((start + cue.seconds / 2, texts.HALF_TIME))
    for at, text in told:
        if free <= at and at + speech_seconds(text) <= last:
            yield Utterance(SpokenKind.COUNT, text, at, number)
            free = at + speech_seconds(text)
    for count in range(counted, 0, -1):
        yield Utterance(SpokenKind.COUNT, str(count), end - count, number)


def _closing(cue: Cue, number: int, following: Cue | None, free: float, end: float) -> Iterator[Utterance]:
    """In the time that is left of a step: that one rests now, and what comes next."""
    forms: Iterable[str] = ()
    kind = SpokenKind.ROUND
    if following is not None and (new := _announced(cue, following)):
        kind, forms = new
    coming = next((form for form in forms if free + speech_seconds(form) <= end), "")
    at = end - speech_seconds(coming) if coming else end
    is_over = following is None or following.side != cue.side
    if is_over and not texts.says_rest(cue.text) and free + speech_seconds(texts.REST) <= at:
        yield Utterance(SpokenKind.REST, texts.REST, free, number)
    if coming:
        yield Utterance(kind, coming, at, number + 1)
