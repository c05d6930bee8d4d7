"""What is said aloud: every step and side of every stretch, at its time, and never two things at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

import pytest

from breakd.guide.before import Before, Line, LineKind
from breakd.guide.script import Cue, Script, script
from breakd.guide.spoken import SpokenKind, Utterance, introduction, speech_seconds, spoken
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

STRETCHES = catalogue.load().stretches
ALL = pytest.mark.parametrize("stretch", STRETCHES.values(), ids=STRETCHES)
LEVELS = (1, 2, 3)
LATEST = 1.75
"""Seconds after its step begins: a side that is named first takes as long."""


def act_of(id: str, level: int = 2) -> Script:
    return script(STRETCHES[id], level, "none", {})


def own(*cues: tuple[str, float], hold: bool = False) -> Script:
    """A stretch of one's own with these steps, as long as one likes."""
    steps = tuple(Cue(text, seconds, "rep", hold) for text, seconds in cues)
    return replace(act_of("cobra"), cues=steps)


def starts(act: Script) -> list[float]:
    return list(accumulate((cue.seconds for cue in act.cues), initial=0.0))


def texts_of(said: Sequence[Utterance], kind: SpokenKind) -> list[str]:
    return [one.text for one in said if one.kind is kind]


@ALL
@pytest.mark.parametrize("level", LEVELS)
def test_every_sentence_is_said_in_its_step_and_nothing_overlaps(stretch: Stretch, level: int) -> None:
    act = script(stretch, level, "none", {})
    said = spoken(act)
    assert texts_of(said, SpokenKind.SENTENCE) == [cue.text for cue in act.cues]
    begins = starts(act)
    for one in said:
        if one.kind is SpokenKind.SENTENCE:
            assert 0 <= one.at - begins[one.cue] <= LATEST
    assert all(one.end <= other.at + 1e-9 for one, other in pairwise(said))
    assert said[-1].end <= act.seconds + 1e-9, "it is silent when the stretch is over"


@ALL
def test_both_sides_are_announced_before_their_first_step(stretch: Stretch) -> None:
    act = script(stretch, 2, "left", {})
    sides = [cue.side for cue in act.cues]
    new = [number for number, (was, side) in enumerate(pairwise(["", *sides])) if side != was]
    said = spoken(act)
    told = [one for one in said if one.kind is SpokenKind.SIDE]
    assert [one.cue for one in told] == new
    for one, number in zip(told, new, strict=True):
        assert sides[number] in one.text.lower()
        following = said[said.index(one) + 1]
        assert (following.kind, following.cue) == (SpokenKind.SENTENCE, number)


def test_the_other_side_is_called_so_and_a_side_ends_with_rest() -> None:
    said = spoken(act_of("figure-four-lying"))
    assert texts_of(said, SpokenKind.SIDE) == ["Left side.", "Other side: right."]
    assert texts_of(said, SpokenKind.REST) == ["And rest."] * 2
    assert said[-1].text == "And rest."


def test_a_step_that_says_rest_has_it_said_once() -> None:
    said = spoken(act_of("cobra"))
    assert said[-1].text == "Lower slowly and rest."
    assert texts_of(said, SpokenKind.REST) == []


def test_repetitions_are_counted_before_each() -> None:
    said = spoken(act_of("cobra"))
    rounds = [one for one in said if one.kind is SpokenKind.ROUND]
    assert [one.text for one in rounds] == ["1 of 2.", "2 of 2."]
    assert all(said[said.index(one) + 1].cue == one.cue for one in rounds)


def test_a_hold_is_told_halved_and_counted_down() -> None:
    act = act_of("figure-four-lying")
    begin = starts(act)[2]
    counts = [one for one in spoken(act) if one.kind is SpokenKind.COUNT and one.cue == 2]
    assert act.cues[2].seconds == 20
    assert [one.text for one in counts] == ["20 seconds.", "Halfway.", "3", "2", "1"]
    assert [one.at - begin for one in counts[1:]] == [10, 17, 18, 19]


@pytest.mark.parametrize(("seconds", "counts"), [
    (4.0, []),
    (5.0, ["3", "2", "1"]),
    (9.0, ["3", "2", "1"]),
    (10.0, ["10 seconds.", "3", "2", "1"]),
    (20.0, ["20 seconds.", "Halfway.", "3", "2", "1"]),
])  # fmt: skip
def test_a_short_hold_has_less_said(seconds: float, counts: list[str]) -> None:
    assert texts_of(spoken(own(("Hold.", seconds), hold=True)), SpokenKind.COUNT) == counts


def test_counts_give_way_to_a_long_sentence() -> None:
    text = "Hold, and let your shoulders sink with each breath, a little more each time."
    counts = [texts_of(spoken(own((text, s), hold=True)), SpokenKind.COUNT) for s in (6.0, 7.5, 8.5)]
    assert counts == [[], ["2", "1"], ["3", "2", "1"]]


def test_a_sentence_that_is_too_long_is_said_to_its_end_and_the_next_waits() -> None:
    long = "Lie down slowly, first on one hand, then on your side, and then turn onto your back with bent knees."
    said = spoken(own((long, 3.0), ("Breathe.", 5.0)))
    assert [one.text for one in said][:2] == [long, "Breathe."]
    assert said[1].at == said[0].end > 3.0


def test_a_step_that_is_over_before_it_could_be_said_is_left_out() -> None:
    long = "Lie down slowly, first on one hand, then on your side, and then turn onto your back with bent knees."
    said = spoken(own((long, 1.0), ("Breathe.", 1.0), ("Hold on.", 9.0)))
    assert texts_of(said, SpokenKind.SENTENCE) == [long, "Hold on."]


def test_a_number_takes_longer_than_its_digits_look() -> None:
    assert speech_seconds("60 seconds.") > speech_seconds("ab seconds.")


def test_all_that_can_be_read_before_is_read_aloud_in_its_order() -> None:
    lines = (Line(LineKind.NEEDS, "You need: a mat."), Line(LineKind.STOP, "Stop if you feel: pain."))
    act = replace(act_of("cobra"), before=Before(lines, waits=True))
    said = introduction(act)
    breathing = [act.stretch.breathing] if act.stretch.breathing else []
    assert [one.text for one in said] == [
        "Cobra.", "New for you: please read this first.", *(line.text for line in lines), *breathing,
    ]  # fmt: skip
    assert all(one.end < other.at for one, other in pairwise(said))
    known = introduction(replace(act, before=Before(lines, waits=False)))
    assert known[1].text == "Get ready."
