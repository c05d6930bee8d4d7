"""Who cannot stand, or is where nobody can, is never asked to: whatever happens in days of work."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from breakd.cli.feedback_text import felt
from breakd.cli.status_text import suggestion
from breakd.engine.effects import Refusal, Refused, Remind
from breakd.engine.events import Another, Done, Event, Posture, SetPosture, Skip, Snooze, Start
from breakd.engine.feedback import NUMBERS, WORDS
from breakd.engine.health_requests import ReportRedFlags, StartSession
from breakd.engine.records import ReminderKind
from breakd.engine.settings import HOME, OFFICE, Place, Settings
from breakd.guide.client import GuideClient
from breakd.guide.red_flag_page import RedFlagQuestions
from breakd.guide.script import feeling_text, script
from breakd.messages import cards, guide, popup, reason, refusals, status_sentence, tray
from breakd.status_json import to_json
from breakd.stretches.conditions import CANNOT_STAND
from breakd.stretches.safety_state import Card, RedFlagList, Urgency
from breakd.stretches.selection import SuggestionContext, may_stand
from tests.support.samples import NOBODY
from tests.support.timeline import MOVEMENTS, Day
from tests.support.weeks import person

ASKS = re.compile(r"\b(stand up|on your feet|walk\w*|get up|standing for a change|a few steps)\b", re.IGNORECASE)
TRAIN = Place(frozenset({"seated"}), OFFICE.equipment, 2)
"""A place where nobody can stand."""
SEATED = {
    "a seated place": person(place=TRAIN, pain="lumbar"),
    "a wheelchair in the office": person(conditions=CANNOT_STAND),
    "a wheelchair at home": person(place=HOME, pain="neck", conditions=CANNOT_STAND),
}
ACT = script(MOVEMENTS.stretches["seated-cat-cow"], 1, "none", {})
UPRIGHT = person(pain="lumbar")


def said(day: Day) -> Iterator[str]:
    """All that the person reads now: the pop-ups so far, tray, tooltip, status."""
    status = day.status()
    document = to_json(status, NOBODY, "")
    yield from (tray.headline(status, day.now().wall.date()), tray.tooltip(status, day.now().wall))
    yield status_sentence.sentence(document)
    if status.reminder is not None:
        yield from (reason.line(status.reminder.reason), suggestion(document))
    for item in day.seen:
        if isinstance(item.effect, Remind):
            text = popup.reminder(item.effect, MOVEMENTS.stretches.get(item.effect.stretch))
            yield from (text.title, *text.lines, text.elsewhere)
        elif isinstance(item.effect, Refused):
            yield refusals.refusal(item.effect)


def lived(settings: Settings, seed: int) -> tuple[list[str], set[str]]:
    """What was said in a day of answers of all kinds, and what was seen."""
    rng, day, told, seen = random.Random(seed), Day(settings=settings).work(10), list[str](), set[str]()
    answers: list[Event] = [Done(), Done(), Snooze(), Skip(), Another(0)]
    for number in range(60):
        day.minutes(8)
        if number == 30:
            day.say(SetPosture(Posture.STANDING)).minutes(60).say(SetPosture(Posture.SITTING))
        if day.status().reminder is not None and rng.random() < 0.7:
            day.say(rng.choice(answers))
        told += said(day)
        seen |= set(day.story())
        day.seen.clear()
    return told, seen


@pytest.mark.parametrize("name", SEATED)
def test_nothing_asks_to_stand_or_walk(name: str) -> None:
    told, seen = lived(SEATED[name], 1)
    assert {"shown", "change"} <= seen
    assert [text for text in told if ASKS.search(text)] == []


class AnsweringClient(GuideClient):
    """A guide's line to a daemon that is as this status says."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self.not_saved = ""

    def report(self, urgency: Urgency) -> None:
        pass

    def status(self) -> dict[str, Any]:
        return self._document


def answered_on_the_page(document: dict[str, Any]) -> list[str]:
    """What the page of the questions says to an urgent answer, and to none."""
    told: list[str] = []
    for ticked in (["U1"], []):
        questions = RedFlagQuestions(RedFlagList.ALL, MOVEMENTS.safety, AnsweringClient(document))
        told += questions.hear({"ticked": ticked, "screens": 3})["texts"]
    return told


@pytest.mark.parametrize("name", SEATED)
def test_nor_does_any_card_or_answer(name: str) -> None:
    day = Day(settings=SEATED[name]).work()
    before = to_json(day.status(), NOBODY, "")
    after = to_json(day.say(ReportRedFlags(Urgency.URGENT)).status(), NOBODY, "")
    day.say(StartSession()).say(Start(0, "seated-cat-cow"))
    texts = [text for one in day.announced for text in (one.title, one.body)] + [*said(day)]
    for card in Card:
        texts += cards.card(card, MOVEMENTS.safety, may_stand=after["may_stand"])
    for word in (*WORDS, *NUMBERS):
        texts += [felt(word, before, after), felt(word, after, before)]
        for acts in ([ACT], [ACT, ACT]):
            texts.append(feeling_text(acts, word, may_stand=after["may_stand"]))
    texts += [guide.GENTLE_TODAY, *answered_on_the_page(after)]
    assert [text for text in texts if ASKS.search(text)] == []
    assert "Walk a few easy steps" in feeling_text([ACT], "hurts", may_stand=True)
    assert "walking" in cards.card(Card.URGENT, MOVEMENTS.safety)[1]


@pytest.mark.parametrize("name", SEATED)
def test_nor_does_anything_while_it_is_locked_or_not_confirmed(name: str) -> None:
    """Walking alone is left then, and it is not for them: a reminder without a stretch comes."""
    for day in (
        Day(settings=SEATED[name]).work().say(ReportRedFlags(Urgency.URGENT)),
        Day(
            settings=replace(SEATED[name], body=replace(SEATED[name].body, disclaimer=False)), confirmed=False
        ).work(),
    ):
        day.run_until("shown").run_until("firm").say(Another(1))
        assert day.status().reminder is not None
        assert {item.effect.stretch for item in day.seen if isinstance(item.effect, Remind)} == {""}
        assert [text for text in said(day) if ASKS.search(text)] == []


def test_everybody_else_is_asked_to() -> None:
    told, seen = lived(UPRIGHT, 1)
    assert {"shown", "firm", "change"} <= seen
    for words in ("Please stand up", "walk a few steps", "Sit down for a while, or walk"):
        assert any(words in text for text in told), words


KINDS = list(product(ReminderKind, (False, True), (None, *Refusal), [None, *MOVEMENTS.stretches.values()]))


def test_no_pop_up_that_can_be_asks_to() -> None:
    for kind, firm, refused, stretch in KINDS:
        if refused not in (None, *popup.REFUSED) or (stretch is not None and stretch.setting == "standing"):
            continue
        remind = Remind(1, kind, firm, stretch.id if stretch else "", 3600, 300, may_stand=False, refused=refused)
        text = popup.reminder(remind, stretch)
        assert not [line for line in (text.title, *text.lines) if ASKS.search(line)], (remind, text)


def test_a_firm_one_names_what_fits_the_chair_at_once() -> None:
    stretch = MOVEMENTS.stretches["seated-cat-cow"]
    remind = Remind(1, ReminderKind.STRETCH, True, stretch.id, 3600, 300, may_stand=False)
    text = popup.reminder(remind, stretch)
    assert text.title == f"{stretch.name}, about 1 minute"
    assert text.lines[0] == "1 h of sitting: time to move."
    other = popup.reminder(replace(remind, may_stand=True), stretch)
    assert other.title == "Please stand up, or walk a few steps"
    assert other.lines[:2] == ("1 h of sitting.", f"Or: {stretch.name}, about 1 minute.")


def test_who_may_be_asked() -> None:
    assert may_stand(OFFICE, frozenset())
    assert not may_stand(TRAIN, frozenset())
    assert not may_stand(OFFICE, frozenset({CANNOT_STAND}))
    moment = SuggestionContext(OFFICE, on_call=False, firm=True, long_break=True, seconds=90, seed=0)
    assert moment.upright
    assert not replace(moment, may_stand=False).upright


@pytest.mark.parametrize("name", ["a wheelchair in the office", "a wheelchair at home"])
def test_every_third_break_is_a_long_one_there_too(name: str) -> None:
    """A long break on the chair counts: else every break from the third on would be one."""
    day = Day(settings=SEATED[name]).work()
    long = []
    for _ in range(9):
        day.run_until("shown", 5 * 3600)
        long.append(day.engine.suggester(day.now()).context(firm=False).long_break)
        day.say(Done())
    assert long == [False, False, True] * 3


def test_who_cannot_stand_ends_long_sitting_with_a_break_on_the_chair() -> None:
    """For where they sit there is no other end; a train does not change how long one sits in it."""
    bouts = {}
    for name, settings in SEATED.items():
        day = Day(settings=settings).work().run_until("shown").say(Done())
        bouts[name] = day.status().bout_seconds
    assert bouts["a seated place"] > 1790
    assert bouts["a wheelchair in the office"] == bouts["a wheelchair at home"] == 0


def test_a_standing_stretch_of_one_s_own_is_none_for_a_wheelchair() -> None:
    own = replace(MOVEMENTS.stretches["heel-raises"], id="own-raises", exclude_if=frozenset())
    known = replace(MOVEMENTS, stretches={"own-raises": own})
    day = Day(settings=SEATED["a wheelchair in the office"], catalogue=known).work().run_until("shown")
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.stretch == ""
