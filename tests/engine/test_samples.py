"""What breakd 0.1 kept on people's disks is taken up for ever: each situation, at once and the next morning."""

from __future__ import annotations

import json
from typing import Any

import pytest

from breakd.engine.status import Stage, State
from breakd.stretches.safety_state import Card
from tests.support.samples import FILE, SITUATIONS, document, lived_on, taken_up

SAMPLES: dict[str, Any] = json.loads(FILE.read_text())
OPEN = {
    "waiting": Stage.WAITING, "deferred": Stage.DEFERRED, "shown": Stage.WAITING, "asked for": Stage.SHOWN,
    "steps": Stage.WAITING, "unanswered": Stage.SHOWN, "asked": Stage.WAITING, "started": Stage.STARTED,
    "snoozed": Stage.SNOOZED, "dismissed": Stage.WAITING, "firm": Stage.WAITING, "mid-session": Stage.STARTED,
    "flare": Stage.WAITING, "standing for long": Stage.WAITING, "paused": Stage.DEFERRED,
}  # fmt: skip
"""The reminder that is open just after the restart: one that was on the screen waits to be shown again."""
CLOCKS = {"sitting": 567, "heads-up": 1772, "snoozed": 1800, "mid-session": 447, "a long day": 1067, "flare": 1200}
"""Seconds: those of the snapshot but for what was not looked at yet, which a crash costs."""


def test_every_situation_has_its_sample() -> None:
    assert list(SAMPLES) == list(SITUATIONS)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_goes_on_where_it_was(name: str) -> None:
    status = taken_up(SAMPLES[name], night=False).run(2).status()
    assert (status.reminder.stage if status.reminder else None) is OPEN.get(name)
    assert int(status.sitting_clock_seconds) == CLOCKS.get(name, int(status.sitting_clock_seconds))
    assert status.safety_lock is (name in ("safety lock", "urgent lock"))
    assert (status.state is State.PAUSED) is name.startswith("paused")


def test_what_matters_most_is_taken_up_the_next_morning_too() -> None:
    def morning(name: str) -> Any:
        return taken_up(SAMPLES[name], night=True).run(2).status()

    assert morning("safety lock").card is Card.EMERGENCY
    assert morning("urgent lock").card is Card.URGENT
    assert morning("paused forever").paused_until == "forever"
    assert {one.stretch for one in morning("put away").away} >= {"cobra", "chin-tuck"}
    assert morning("flare").limit_seconds == 1200
    assert morning("a long day").sessions_this_week == 1


@pytest.mark.parametrize("when", ["at once", "after a night"])
@pytest.mark.parametrize("name", SAMPLES)
def test_and_becomes_what_it_became(name: str, when: str) -> None:
    """The whole status is that of breakd 0.1, and what is seen in the next two hours is as it was looked at last.

    But for the line that says why, which 0.1 kept as a sentence that is not read, for fields that came later, for
    stretches that came later and rest with their direction, and for the questions: 0.1 asked who had said nothing.
    """
    sample = SAMPLES[name]
    day = taken_up(sample, night=when == "after a night").run(2)
    now, status = document(day), sample[when]["status"]
    if sample["snapshot"]["care"]["answered"] is None:
        status = status | {"ask_red_flags": False}
    reminder = status["reminder"] and now["reminder"] | status["reminder"] | {"reason": now["reminder"]["reason"]}
    assert [one for one in now["away"] if one in status["away"]] == status["away"]
    assert {one["why"] for one in now["away"] if one not in status["away"]} <= {"direction"}
    assert now == now | status | {"reminder": reminder, "away": now["away"]}
    assert lived_on(day) == sample[when]["seen"]


@pytest.mark.parametrize("name", ["shown", "asked"])
def test_a_pop_up_that_was_closed_in_the_last_moment_is_taken_up_too(name: str) -> None:
    """Half a second passes before that counts: a logout that closes all pop-ups may come in it."""
    closed = json.loads(json.dumps(SAMPLES[name]))
    closed["snapshot"]["reminder"]["closing"] = closed["boot"] + 0.5
    day = taken_up(closed, night=False)
    assert day.stage() is Stage.WAITING
    assert day.back().run_until("shown", limit=60).stage() is Stage.SHOWN
