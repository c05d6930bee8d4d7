"""`breakd questions` and `breakd cleared` on a terminal: nothing but an answer passes a question about safety."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.health_requests import Cleared, ReportRedFlags
from breakd.messages import cards, refusals
from breakd.messages import health as texts
from breakd.messages import setup as questions
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Card, Examiner, RedFlagList, Urgency
from tests.support.pseudo_terminal import Terminal, flat
from tests.support.recording_handler import SITTING, RecordingHandler, on_the_bus

SAFETY = catalogue.load().safety
LOCKED = replace(SITTING, safety_lock=True, card=Card.EMERGENCY)


@pytest.fixture
async def desk(private_bus: str) -> AsyncIterator[RecordingHandler]:  # noqa: ARG001
    desk = RecordingHandler()
    async with on_the_bus(desk):
        yield desk


def _typed(command: str, keys: str, last: str) -> tuple[int, str]:
    terminal = Terminal(*command.split())
    terminal.until(">")
    terminal.type(keys)
    return terminal.ended(last), flat(terminal.seen)


async def typed(command: str, keys: str, last: str = "") -> tuple[int, str]:
    """The exit code and what was read, after these keys, and `last` whenever nothing more comes."""
    return await asyncio.to_thread(_typed, command, keys, last)


# --- the questions ------------------------------------------------------------------------------------------


async def test_after_it_spreads_eleven_lines_are_asked(desk: RecordingHandler) -> None:
    desk.now = replace(SITTING, ask_red_flags=True, red_flag_list=RedFlagList.SPREADING)
    code, seen = await typed("questions", "0\r")
    assert (code, desk.wishes) == (0, [ReportRedFlags(Urgency.NONE)])
    assert questions.FLAGS_SPREADING in seen
    assert f"10 {SAFETY.emergency_flags['U10']} 11 {SAFETY.routine_flags['R5']} > 0 {questions.FLAGS_NONE}" in seen
    assert seen.count(questions.ANY_FLAGS) == 1


async def test_tingling_that_stays_is_worth_a_visit_and_locks_nothing(desk: RecordingHandler) -> None:
    desk.now = replace(SITTING, ask_red_flags=True, red_flag_list=RedFlagList.SPREADING)
    code, seen = await typed("questions", "11\r")
    assert (code, desk.wishes) == (0, [ReportRedFlags(Urgency.ROUTINE)])
    assert seen.endswith(SAFETY.routine_note)


@pytest.mark.parametrize(
    ("keys", "urgency", "told"),
    [
        ("0\r0\r0\r", Urgency.NONE, questions.FLAGS_NONE),
        ("0\r0\r1 2\r", Urgency.ROUTINE, SAFETY.routine_note),
        ("0\r10\r", Urgency.URGENT, "Chest pain or trouble breathing with a swollen calf: call"),
        ("14\r", Urgency.EMERGENCY, ""),
    ],
)
async def test_with_nothing_open_all_are_asked(
    desk: RecordingHandler, keys: str, urgency: Urgency, told: str
) -> None:
    code, seen = await typed("questions", keys)
    assert (code, desk.wishes) == (0, [ReportRedFlags(urgency)])
    assert told in seen


@pytest.mark.parametrize("answered", range(3))
async def test_enter_asks_again_and_ctrl_d_tells_nothing(desk: RecordingHandler, answered: int) -> None:
    code, seen = await typed("questions", "0\r" * answered + "\r\ryes\rnine\r99\r0 3\r", "\x04")
    assert (code, desk.wishes) == (1, [])
    assert questions.WHICH in seen
    assert seen.count("or 0 for none. >") == 5, "twice Enter, a word, a number and a contradiction"
    assert seen.endswith(texts.STILL_OPEN)


async def test_after_a_word_ctrl_d_keeps_the_word_and_leaves_them_open(desk: RecordingHandler) -> None:
    desk.now = replace(SITTING, ask_red_flags=True, red_flag_list=RedFlagList.SPREADING)
    code, seen = await typed("feel spreading", "", "\x04")
    assert (code, len(desk.wishes)) == (0, 1)
    assert seen.endswith(texts.STILL_OPEN)


# --- who has checked ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("keys", "by"), [("1\r", Examiner.DOCTOR), ("\r0\r1 2\r2\r", Examiner.PHYSIOTHERAPIST)])
async def test_cleared_asks_by_whom(desk: RecordingHandler, keys: str, by: Examiner) -> None:
    desk.now = LOCKED
    code, seen = await typed("cleared", keys)
    assert (code, desk.wishes) == (0, [Cleared(by)])
    assert texts.CLEARED_BY in seen
    assert seen.endswith(cards.CLEARED)


async def test_nobody_yet_leaves_the_lock(desk: RecordingHandler) -> None:
    desk.now = LOCKED
    desk.refuse[Cleared] = Refused(Refusal.NOT_CHECKED)
    code, seen = await typed("cleared", "3\r")
    assert (code, desk.wishes) == (4, [Cleared(Examiner.OTHER)])
    assert seen.endswith(refusals.refusal(Refused(Refusal.NOT_CHECKED)))


async def test_ctrl_d_clears_nothing(desk: RecordingHandler) -> None:
    desk.now = LOCKED
    code, seen = await typed("cleared", "\r", "\x04")
    assert (code, desk.wishes) == (1, [])
    assert seen.endswith(texts.WHO_HAS_CHECKED)
