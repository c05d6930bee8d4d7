"""What can happen on a random day, as Hypothesis draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from breakd.engine.events import (
    Another,
    Details,
    Dismissed,
    Done,
    Event,
    Evidence,
    Feel,
    GuideAbandoned,
    GuideKeepAlive,
    Hurts,
    NotNow,
    Pause,
    PopupLost,
    Posture,
    QuietReason,
    RemindNow,
    Resume,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import Checkup, Cleared, Flare, Reinstate, ReportRedFlags, StartSession
from breakd.stretches.safety_state import Examiner, Urgency

from .chaos import CONFIGS, ChaosDay
from .timeline import BERLIN

SOON = st.sampled_from([0.0, 0.2, 1.0, 6.0])
AFTER = st.sampled_from([0.0, 0.2, 1.0, 6.0, 12.0, 31.0, 62.0, 95.0, 200.0, 420.0])
FADED = partial(Dismissed, by_person=False)
ANSWERS: list[Callable[..., Event]] = [
    Done, Snooze, Skip, Another, Start, Details, Dismissed, FADED, NotNow, PopupLost,
]  # fmt: skip
GUIDE: list[Callable[..., Event]] = [GuideKeepAlive, GuideAbandoned]
SAYINGS: list[Event] = [
    RemindNow(),
    Resume(),
    Pause("1h"),
    Pause("14:30"),
    Pause("tomorrow"),
    Pause("forever"),
    Pause("never"),
    SetPosture(Posture.STANDING),
    SetPosture(Posture.SITTING),
    SetPlace("home"),
    SetPlace("moon"),
    Feel("worse"),
    Feel("odd"),
    Hurts(),
    Hurts("walk-break"),
    Done(0, "walk-break"),
    Done(0, "neck-turns"),
    Start(0, "walk-break"),
    ReportRedFlags(Urgency.NONE),
    ReportRedFlags(Urgency.URGENT),
    Cleared(Examiner.DOCTOR),
    Flare(1),
    Flare(0),
    Reinstate("walk-break"),
    ReportRedFlags(Urgency.EMERGENCY),
    Feel("spreading"),
    Feel("8"),
    Feel("better"),
    StartSession(),
    Checkup(),
]


def named(
    name: str, argument: st.SearchStrategy[Any], after: st.SearchStrategy[float] = AFTER
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(name), argument, after)


OWN = st.sampled_from([0, 0, 0, 0, 0, -1, 1])
"""Mostly about the open reminder, sometimes about the one before or after it."""
ANSWERING = st.one_of(
    named("popup", st.sampled_from([3.0, 10.0, 25.0]), SOON),
    named("popup", st.sampled_from([3.0, 10.0, 25.0]), SOON),
    named("answer", st.tuples(st.sampled_from(ANSWERS), OWN, st.just(())), SOON),
    named("answer", st.tuples(st.sampled_from(ANSWERS), OWN, st.just(()))),
    named("answer", st.tuples(st.just(Snooze), OWN, st.sampled_from([(), (1.0,), (30.0,)])), SOON),
    named("answer", st.tuples(st.sampled_from(GUIDE), st.just(0), st.just(()))),
    named("say", st.sampled_from(SAYINGS)),
    named("stand", st.none()),
)
PEOPLE = st.one_of(
    named("work", st.sampled_from([3.0, 10.0, 10.0, 25.0, 45.0])),
    named("leave", st.none()),
    named("bump", st.none()),
    named("lock", st.sampled_from([0.0, 7.0])),
    named("unlock", st.none()),
)
MACHINES = st.one_of(
    named("sleep", st.tuples(st.sampled_from([2.0, 20.0, 70.0, 4000.0]), st.booleans())),
    named("freeze", st.sampled_from([3.0, 90.0, 150.0, 700.0])),
    named("hold", st.sampled_from([(), (), (QuietReason.CALL,), tuple(QuietReason)[:4]])),
    named("evidence", st.sampled_from([frozenset(), frozenset({Evidence.INHIBITOR})])),
    named("mute", st.booleans()),
    named("source", st.booleans()),
    named("late input", st.sampled_from([0.5, 5.0, 100.0])),
    named("late idle", st.sampled_from([1.0, 6.0, 31.0, 200.0])),
    named("settings", st.sampled_from(["quick", "shorter", "longer", "other"])),
)  # fmt: skip
CLOCKS = st.one_of(
    named("clock", st.sampled_from([3600.0, -3600.0, 86400.0 * 3, -86400.0, 0.7])),
    named("zone", st.sampled_from([BERLIN, ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")])),
)
RESTARTS = st.one_of(
    named("restart", st.tuples(st.sampled_from([0.0, 5.0, 100.0, 700.0]), st.booleans())),
    named("reboot", st.sampled_from([0.0, 40.0, 90.0, -3600.0, 40000.0])),
)
STARTS = st.sampled_from(["2026-11-23 09:30", "2026-10-25 01:45", "2026-03-29 01:40", "2026-11-27 17:50"])


@dataclass(frozen=True)
class Plan:
    """What happens on a day."""

    start: str
    config: str
    late: int | None
    at_first: float
    actions: list[tuple[Any, ...]]

    def play(self) -> ChaosDay:
        """Let it happen."""
        return ChaosDay(self.start, CONFIGS[self.config], self.late).begin(self.at_first).play(self.actions)


def plans(
    *, clocks: bool = True, restarts: bool = True, configs: tuple[str, ...] = ("quick", "hours")
) -> st.SearchStrategy[Plan]:
    """Days, drawn."""
    kinds = [ANSWERING, ANSWERING, PEOPLE, MACHINES, *([CLOCKS] if clocks else []), *([RESTARTS] if restarts else [])]
    return st.builds(
        Plan,
        STARTS,
        st.sampled_from(configs),
        st.sampled_from([None, 1, 2]),
        st.sampled_from([10.0, 290.0, 302.0, 330.0]),
        st.lists(st.one_of(kinds), min_size=6, max_size=30),
    )
