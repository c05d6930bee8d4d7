"""The line in the tray: one sentence for every state, in whole minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from breakd.engine.events import QuietReason
from breakd.engine.records import ReminderKind
from breakd.engine.status import Presence, Stage, State, Status
from breakd.messages import day_name
from breakd.messages.tray import headline, tooltip
from tests.support.recording_handler import BERLIN, DUE, REMINDER, SITTING

SUNDAY = date(2026, 11, 22)
TEN = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN)
CALL, FULLSCREEN = QuietReason.CALL, QuietReason.FULLSCREEN
HELD = replace(DUE, state=State.DEFERRED, reminder=replace(REMINDER, stage=Stage.DEFERRED))
FIRM_HELD = replace(REMINDER, stage=Stage.DEFERRED, firm=True)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (SITTING, "Sitting 20 min, next reminder in 15 min"),
        (replace(SITTING, bout_seconds=59.9, due_in_seconds=59.9),
         "Sitting under a minute, next reminder in under a minute"),
        (replace(SITTING, bout_seconds=119.9, due_in_seconds=60.0), "Sitting 1 min, next reminder in 1 min"),
        (replace(SITTING, bout_seconds=3600.0, due_in_seconds=5401.0), "Sitting 1 h, next reminder in 1 h 31 min"),
        (replace(SITTING, due_in_seconds=None), "Sitting 20 min"),
        (replace(SITTING, due_in_seconds=None, flare_until=MONDAY), "Sitting 20 min (gentler)"),
        (replace(SITTING, due_in_seconds=None, flare_until=MONDAY, safety_lock=True),
         "Sitting 20 min (stretches locked)"),
        (replace(SITTING, in_heads_up=True, due_in_seconds=20.0), "Sitting 20 min, a reminder is coming up"),
        (replace(SITTING, state=State.STANDING, standing_seconds=750.0), "Standing 12 min"),
        (replace(SITTING, state=State.UNKNOWN), "Waiting for your first key press or mouse move"),
        (replace(SITTING, state=State.AWAY, presence=Presence.IDLE), "You are away"),
        (replace(SITTING, state=State.AWAY, presence=Presence.LOCKED), "Screen locked"),
        (replace(SITTING, state=State.OFF_HOURS), "Outside your work hours"),
        (replace(SITTING, state=State.PAUSED, paused_until="forever"), "Paused until you resume"),
        (replace(SITTING, state=State.PAUSED, paused_until=TEN), "Paused until 10:00"),
        (replace(SITTING, state=State.PAUSED, paused_until=MONDAY), "Paused until Mon 23 Nov 08:00"),
        (replace(SITTING, state=State.PAUSED, paused_until=MONDAY + timedelta(days=6)),
         "Paused until Sun 29 Nov 08:00"),
        (replace(SITTING, state=State.PAUSED, paused_until=MONDAY + timedelta(days=42)),
         "Paused until Mon 04 Jan 2027 08:00"),
        (replace(SITTING, state=State.PAUSED, paused_until=MONDAY - timedelta(days=2)),
         "Paused until Sat 21 Nov 08:00"),
        (replace(SITTING, state=State.PAUSED, paused_until=MONDAY.replace(hour=0)), "Paused until the end of today"),
        (replace(SITTING, state=State.PAUSED, paused_until=MONDAY.replace(hour=0) + timedelta(days=3)),
         "Paused until the end of Wed 25 Nov"),
        (replace(DUE, state=State.SNOOZED, snoozed_until=TEN), "Snoozed until 10:00"),
        (replace(DUE, asks_again_at=TEN, reminder=replace(REMINDER, stage=Stage.WAITING)),
         "breakd asks again at 10:00"),
        (replace(HELD, asks_again_at=TEN, quiet=(CALL,)), "Reminder held back (call)"),
        (replace(DUE, state=State.SNOOZED, snoozed_until=None), "Snoozed"),
        (replace(DUE, state=State.STARTED), "Stretching"),
        (DUE, "Sitting 20 min: time for a stretch"),
        (replace(DUE, reminder=replace(REMINDER, firm=True)), "Sitting 20 min: time to get up"),
        (replace(DUE, reminder=replace(REMINDER, kind=ReminderKind.CHANGE), standing_seconds=2700.0),
         "Standing 45 min: sit or walk"),
        (replace(DUE, reminder=replace(REMINDER, stage=Stage.WAITING)), "A reminder is waiting for a good moment"),
        (replace(DUE, reminder=None), "A reminder is waiting for a good moment"),
        (replace(HELD, quiet=(CALL, FULLSCREEN)), "Reminder held back (call, full screen)"),
        (HELD, "A reminder is waiting for a good moment"),
        (replace(HELD, quiet=(CALL,), reminder=FIRM_HELD, bout_seconds=4500.0),
         "Sitting 1 h 15 min, reminder held back (call)"),
    ],
)  # fmt: skip
def test_one_sentence_for_each_state(status: Status, sentence: str) -> None:
    assert headline(status, SUNDAY) == sentence


@pytest.mark.parametrize("reason", QuietReason)
def test_every_quiet_reason_has_a_word(reason: QuietReason) -> None:
    assert headline(replace(HELD, quiet=(reason,)), SUNDAY).endswith(")")


def test_the_sentence_changes_with_the_minute_only() -> None:
    said = {headline(replace(SITTING, bout_seconds=s, due_in_seconds=1800.0 - s), SUNDAY) for s in range(600, 1200)}
    assert len(said) == 10


def test_the_tooltip_names_the_time_and_stays_true() -> None:
    said = set()
    for second in range(0, 1500, 7):
        sitting = replace(SITTING, bout_seconds=300.0 + second, due_in_seconds=1500.0 - second)
        said.add(tooltip(sitting, TEN + timedelta(seconds=second)))
    assert said == {"Sitting, next reminder at 10:25"}
    assert tooltip(replace(SITTING, flare_until=MONDAY), TEN) == "Sitting, next reminder at 10:15 (gentler)"
    late = TEN.replace(hour=23, minute=50)
    assert tooltip(SITTING, late) == "Sitting, next reminder at Mon 23 Nov 00:05"


@pytest.mark.parametrize(
    "status", [DUE, HELD, replace(SITTING, in_heads_up=True), replace(SITTING, due_in_seconds=None)]
)
def test_otherwise_the_tooltip_is_the_line(status: Status) -> None:
    assert tooltip(status, TEN) == headline(status, SUNDAY)


def test_a_day_of_another_year_is_told_with_the_year() -> None:
    assert day_name(date(2026, 11, 28), SUNDAY) == "Sat 28 Nov"
    assert day_name(date(2027, 11, 27), SUNDAY) == "Sat 27 Nov 2027"
    assert day_name(date(2025, 12, 31), SUNDAY) == "Wed 31 Dec 2025"
