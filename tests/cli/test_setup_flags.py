"""`breakd setup` and the red flags: what is told to the daemon, and what comes of a lock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from breakd.config import LoadedConfig
from breakd.config.watcher import ConfigWatcher
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import BodySettings
from breakd.messages import cards
from breakd.messages import setup as texts
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Card, Urgency
from breakd.system import paths
from tests.support.recording_handler import RecordingHandler, on_the_bus
from tests.support.setup_conversation import (
    WELL,
    flat,
    holds,
    hurts,
    setup,
    typing,
)

SAFETY = catalogue.load().safety


def card_of(card: Card) -> str:
    """A card as the terminal shows it here, where no country is known."""
    title, action = cards.card(card, SAFETY)
    return f"{title.upper()} {action}"


@pytest.mark.parametrize(
    ("asked", "number", "urgency"), [("emergency", "2", "emergency"), ("urgent", "1 6", "urgent")]
)
def test_without_a_daemon_a_red_flag_confirms_and_writes_nothing(asked: str, number: str, urgency: str) -> None:
    ended = setup(notice="yes", **{asked: number})
    assert f"{card_of(Card(urgency))} {texts.NOT_LOCKED}" in flat(ended.out)
    assert texts.PAIN not in ended.out
    assert not paths.config_dir().exists()


@pytest.mark.parametrize("typed", ["\n1\n", "\n0\n2\n"])
def test_without_a_daemon_a_red_flag_takes_the_confirmation_back(typed: str) -> None:
    setup(notice="yes", leg="no", pain=hurts("sciatic"), side="2")
    ended = typing(typed)
    assert (ended.code, ended.err) == (0, "")
    assert flat(ended.out).endswith(texts.NOT_LOCKED)
    assert holds().body == BodySettings(frozenset({"sciatic"}), "left")
    setup(notice="yes", joints="0")
    assert holds().body == BodySettings(frozenset({"sciatic"}), "left", disclaimer=True)


@pytest.fixture
async def desk(private_bus: str) -> AsyncIterator[RecordingHandler]:  # noqa: ARG001
    desk = RecordingHandler()
    async with on_the_bus(desk):
        yield desk


@pytest.mark.parametrize(
    ("typed", "urgency"),
    [
        ("yes\nno\n1 14\n", Urgency.EMERGENCY),
        ("yes\nno\n0\n3\n", Urgency.URGENT),
        (WELL, Urgency.NONE),
        (WELL.replace("0\n0\n0\n", "0\n0\n5\n", 1), Urgency.ROUTINE),
    ],
)
async def test_the_daemon_is_told_of_the_answers(desk: RecordingHandler, typed: str, urgency: Urgency) -> None:
    ended = await asyncio.to_thread(typing, typed)
    assert (ended.code, desk.wishes) == (0, [ReportRedFlags(urgency)])
    locks = urgency in {Urgency.EMERGENCY, Urgency.URGENT}
    assert ("breakd cleared" in ended.out) == locks
    assert paths.body_file().exists() != locks


@pytest.mark.parametrize(("card", "end"), [(Card.EMERGENCY, texts.LOCKED), (Card.URGENT, texts.WALKING)])
async def test_under_the_lock_setup_ends_with_the_card(desk: RecordingHandler, card: Card, end: str) -> None:
    desk.now = replace(desk.now, safety_lock=True, card=card)
    ended = await asyncio.to_thread(typing, WELL)
    assert ended.code == 0
    assert flat(ended.out).endswith(f"{card_of(card)} {end}")
    assert texts.FLAGS_NONE not in ended.out
    assert texts.FLAGS_NONE_LOCKED in flat(ended.out)
    again = await asyncio.to_thread(setup)
    assert flat(again.out).endswith(f"{texts.NOTHING_NEW} {card_of(card)} {end}")
    assert (texts.FLAGS_FIRST in flat(ended.out), texts.FLAGS_FIRST in flat(again.out)) == (True, False)


async def test_setup_ends_when_the_daemon_has_taken_the_answers_over(desk: RecordingHandler) -> None:
    desk.now = replace(desk.now, ask_disclaimer=True)

    def changed(loaded: LoadedConfig) -> None:
        assert loaded.settings is not None
        desk.now = replace(desk.now, ask_disclaimer=not loaded.settings.body.disclaimer)

    watcher = ConfigWatcher(paths.config_file(), paths.body_file(), changed)
    watcher.start()
    try:
        ended = await asyncio.to_thread(typing, WELL)
        assert not desk.now.ask_disclaimer
        assert flat(ended.out).endswith(texts.READY)
    finally:
        watcher.stop()


async def test_a_daemon_that_does_not_take_them_over_is_not_waited_for_long(desk: RecordingHandler) -> None:
    desk.now = replace(desk.now, ask_disclaimer=True)
    ended = await asyncio.to_thread(typing, WELL)
    assert (ended.code, flat(ended.out).endswith(texts.NOT_TAKEN_OVER)) == (0, True)
    assert texts.READY not in flat(ended.out)


async def test_sciatica_on_both_sides_is_asked_about_again(desk: RecordingHandler) -> None:
    ended = await asyncio.to_thread(typing, "yes\nyes\n0\n0\n0\nyes\n4\nboth\n\nyes\n")
    assert f"{texts.BOTH_SIDES} 3 of 9 {SAFETY.emergency_flags['E6']}" in flat(ended.out)
    assert texts.BAD_YES_NO in ended.out, "Enter is no answer"
    assert f"{card_of(Card.EMERGENCY)} {texts.LOCKED}" in flat(ended.out)
    assert (ended.code, texts.BACK_AND_JOINTS in flat(ended.out)) == (0, False)
    assert desk.wishes == [ReportRedFlags(Urgency.NONE), ReportRedFlags(Urgency.EMERGENCY)]
    assert not paths.body_file().exists()


async def test_that_question_takes_back_nothing_of_what_was_worth_a_visit(desk: RecordingHandler) -> None:
    ended = await asyncio.to_thread(setup, routine="2", leg="yes", side="both", both_legs="no")
    assert texts.BOTH_SIDES in flat(ended.out)
    assert SAFETY.routine_note in flat(ended.out)
    assert desk.wishes == [ReportRedFlags(Urgency.ROUTINE)]


@pytest.mark.parametrize(("pain", "side", "again"), [("1 6", "4", True), ("1 6", "2", False), ("1 4", "4", False)])
def test_both_sides_may_be_the_neck(pain: str, side: str, again: bool) -> None:
    ended = setup(notice="yes", hurts="else", pain=pain, side=side, eases="5")
    assert (texts.BOTH_SIDES in flat(ended.out)) == again
    body = holds().body
    assert (body.side, body.eases, body.disclaimer) == (words_of(texts.SIDES, side), "walk", True)


def words_of(options: dict[str, str], number: str) -> str:
    return list(options)[int(number) - 1]
