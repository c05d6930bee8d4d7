"""Input without a pause: counted from reports as they pass, and told in the status."""

from __future__ import annotations

import pytest

from breakd.desktop.presence.continuous_input import ContinuousInput
from breakd.engine.events import Event, InputSeen, Locked, NoInput, Sleeping, SourceLost, SourceReady, Unlocked, Woke
from tests.support.contract.presence_rigs import Heard

PAUSE = 120.0


class Clock:
    """A clock set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def after(*events: tuple[float, Event]) -> float | None:
    """What is told at 1000 s after these events at their seconds."""
    heard, clock = Heard(), Clock()
    unbroken = ContinuousInput(heard.report, clock)
    unbroken.idle_after = PAUSE
    for at, event in events:
        clock.now = at
        unbroken.report(event)
    assert heard.events == [event for _, event in events], "it changes nothing"
    clock.now = 1000.0
    return unbroken.seconds()


def test_it_counts_from_the_first_input() -> None:
    assert after((10, SourceReady("x")), (10, InputSeen(10)), (500, InputSeen(500))) == 990


def test_nothing_is_known_before_the_first_report() -> None:
    assert after() is None
    assert after((10, SourceReady("x"))) is None


def test_a_pause_ends_it_and_the_next_input_begins_anew() -> None:
    first = (10, InputSeen(10))
    assert after(first, (300, NoInput(180))) is None
    assert after(first, (300, NoInput(180)), (400, InputSeen(400))) == 600


def test_a_pause_that_only_a_reminder_listens_for_is_none() -> None:
    assert after((10, InputSeen(10)), (300, NoInput(295)), (310, InputSeen(310))) == 990


@pytest.mark.parametrize("end", [Locked(500.0), Sleeping(500.0), SourceLost(500.0), SourceReady("x")])
def test_whatever_takes_the_person_away_ends_it(end: Event) -> None:
    assert after((10, InputSeen(10)), (500, end)) is None


@pytest.mark.parametrize("back", [Unlocked(600.0), Woke(600.0)])
def test_and_whatever_brings_them_back_begins_it(back: Event) -> None:
    """Sources notice no sleep: who goes on typing after it is reported by nobody else."""
    assert after((10, InputSeen(10)), (500, Sleeping(500.0)), (600, back)) == 400
