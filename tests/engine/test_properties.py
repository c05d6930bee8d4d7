"""What holds on every day, in every stage and after every restart. The witness in chaos.py checks each effect."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from typing import get_args

import pytest

from breakd.engine.effects import Refused
from breakd.engine.engine import Engine
from breakd.engine.events import (
    Another,
    Beat,
    Details,
    Dismissed,
    Done,
    Erase,
    Event,
    Evidence,
    EvidenceSeen,
    Feel,
    GuideAbandoned,
    GuideKeepAlive,
    Hurts,
    InputSeen,
    Locked,
    NoInput,
    NotificationServerCame,
    NotNow,
    Now,
    OpenBoard,
    Pause,
    PopupLost,
    Posture,
    QuietReason,
    QuietSeen,
    RemindNow,
    Request,
    Resume,
    SensorEvent,
    SetPlace,
    SetPosture,
    SettingsChanged,
    Skip,
    Sleeping,
    Snooze,
    SourceLost,
    SourceReady,
    Start,
    StateLost,
    Tick,
    Unlocked,
    Woke,
)
from breakd.engine.health_requests import Cleared, Flare, Reinstate, ReportRedFlags
from breakd.engine.reminder_stages import (
    Asked,
    Closing,
    Deferred,
    ReminderStage,
    Shown,
    Snoozed,
    Started,
    Unanswered,
    Waiting,
)
from breakd.engine.settings import Settings
from breakd.stretches.safety_state import Examiner, Urgency
from tests.support.chaos import CONFIGS, QUICK, ChaosDay, Witness, memory_of
from tests.support.chaos_plans import FADED

CALL = QuietReason.CALL


# --- every stage and every event ----------------------------------------------------------------------


def quick(late: int | None = None) -> ChaosDay:
    day = ChaosDay("2026-11-23 09:30", QUICK, late)
    return day.begin(1.0)


def on_screen() -> ChaosDay:
    day = quick()
    while day.witness.screen is None:
        day.run(1)
    return day


def then(make: Callable[[], ChaosDay], *do: Callable[[ChaosDay], object]) -> Callable[[], ChaosDay]:
    """A day that is built like another, and goes on."""

    def build() -> ChaosDay:
        day = make()
        for step in do:
            step(day)
        return day

    return build


def run(seconds: float) -> Callable[[ChaosDay], object]:
    return lambda day: day.run(seconds)


def say(event: Event) -> Callable[[ChaosDay], object]:
    return lambda day: day.handle(event)


def stood() -> ChaosDay:
    day = quick()
    day.handle(SetPosture(Posture.STANDING))
    while day.witness.screen is None:
        day.run(1)
    return day


def firm() -> ChaosDay:
    day = quick()
    day.hold(CALL).run(620)
    day.hold().run(20)
    return day


away = lambda day: day.leave().run(45)  # noqa: E731
Situation = tuple[Callable[[], ChaosDay], tuple[type[ReminderStage], *tuple[str, ...]] | None]
STAGES: dict[str, Situation] = {
    "nothing": (quick, None),
    "heads-up": (then(quick, run(295)), None),
    "away": (then(quick, away), None),
    "waiting": (then(quick, lambda day: day.work(3.0).run(302)), (Waiting,)),
    "held for distance": (
        then(on_screen, say(Snooze(1)), say(Skip(1)), say(SettingsChanged(CONFIGS["shorter"])), run(20)),
        (Waiting, "not_before"),
    ),
    "deferred": (then(quick, lambda day: day.hold(CALL), run(310)), (Deferred,)),
    "settling": (
        then(quick, lambda day: day.hold(CALL), run(310), lambda day: day.hold(), run(2)),
        (Deferred, "settled_at"),
    ),
    "shown": (on_screen, (Shown, "expires")),
    "closing": (then(on_screen, say(Dismissed(1))), (Closing,)),
    "dismissed": (then(on_screen, say(Dismissed(1)), run(5)), (Waiting, "not_before")),
    "steps": (then(on_screen, say(Details(1))), (Shown, "expires", "details")),
    "asked for": (then(quick, say(RemindNow())), (Shown, "expires")),
    "expired": (then(on_screen, away), (Unanswered,)),
    "question": (then(on_screen, away, lambda day: day.bump().run(3).bump()), (Asked,)),
    "lost once": (then(on_screen, lambda day: day.work(3.0).run(10), say(PopupLost(1))), (Waiting,)),
    "lost twice": (then(on_screen, say(PopupLost(1)), run(15), say(PopupLost(1))), (Unanswered, "expires")),
    "no server": (then(on_screen, say(PopupLost(1, no_server=True))), (Unanswered, "expires", "unseen")),
    "started": (then(on_screen, say(Start(1))), (Started,)),
    "snoozed": (then(on_screen, say(Snooze(1))), (Snoozed,)),
    "no snooze left": (
        then(on_screen, say(Snooze(1)), run(70), say(Snooze(1)), run(70)),
        (Shown, "expires"),
    ),
    "firm": (firm, (Shown,)),
    "change": (stood, (Shown, "expires")),
    "change snoozed": (then(stood, say(Snooze(1))), (Snoozed,)),
}
"""Every situation of an open reminder: how it comes about, its stage, and which of the stage's options are set."""


PEOPLE: dict[str, Callable[[ChaosDay], object]] = {
    "there": lambda _: None,
    "locked": lambda day: day.lock().run(1),
    "asleep": lambda day: day.leave().say(Sleeping(day.boot)),
    "unknown": lambda day: day.leave().say(SourceLost(day.boot)).say(SourceReady("test")),
    "watching": lambda day: _watch_a_film(day),
    "touched": lambda day: day.leave().run(35).bump(),
}


def _watch_a_film(day: ChaosDay) -> None:
    day.evidence = frozenset({Evidence.INHIBITOR})
    day.leave().run(32)


def every_event(boot: float, id: int) -> list[Event]:
    """Every kind of event, with the right id, a wrong one and none; requests that are not named here, as they
    come.
    """
    ids = (id, id + 1, 0)
    about = [
        make(i)
        for i in ids
        for make in (
            Done,
            Snooze,
            Skip,
            Another,
            Start,
            Dismissed,
            FADED,
            NotNow,
            Details,
            PopupLost,
            GuideKeepAlive,
            GuideAbandoned,
        )
    ]
    named = [
        *about,
        Tick(),
        Beat(),
        PopupLost(id, no_server=True),
        NotificationServerCame(),
        StateLost(),
        SourceReady("other"),
        SourceReady("always", sees_input=False),
        SourceLost(boot),
        InputSeen(boot),
        InputSeen(boot - 100),
        NoInput(boot),
        NoInput(boot - 6),
        NoInput(boot - 100),
        EvidenceSeen(frozenset()),
        EvidenceSeen(frozenset({Evidence.CALL})),
        QuietSeen(frozenset()),
        QuietSeen(frozenset({CALL})),
        Locked(boot),
        Locked(boot - 10),
        Unlocked(boot),
        Sleeping(boot),
        Woke(boot),
        RemindNow(),
        OpenBoard("now", "token"),
        Resume(),
        Pause("1h"),
        Pause("tomorrow"),
        Pause("nonsense"),
        SetPosture(Posture.STANDING),
        SetPosture(Posture.SITTING),
        SetPlace("home"),
        SetPlace("moon"),
        Feel("worse"),
        Erase(None),
        Erase(date(2026, 11, 23)),
        Hurts(),
        Hurts("walk-break"),
        Done(id, "walk-break"),
        Start(0, "walk-break"),
        Snooze(0, 1.0),
        *map(ReportRedFlags, Urgency),
        Cleared(Examiner.DOCTOR),
        Flare(),
        Flare(-1),
        Reinstate("walk-break"),
        Reinstate("flying"),
        *(SettingsChanged(changed) for changed in CONFIGS.values()),
    ]
    known = {type(event) for event in named}
    return [*named, *(kind() for kind in get_args(Request) if kind not in known)]


def test_every_event_is_thrown() -> None:
    kinds = {type(event) for event in every_event(0.0, 1)}
    assert kinds == set(get_args(SensorEvent)) | set(get_args(Request))


@pytest.mark.parametrize("stage", STAGES)
def test_the_stages_are_what_they_say(stage: str) -> None:
    build, wanted = STAGES[stage]
    reminder = memory_of(build().engine).reminder
    assert (reminder and (type(reminder.stage), *options_set(reminder.stage))) == wanted


def options_set(stage: ReminderStage) -> list[str]:
    """The fields of a stage that need not be set, and are."""
    optional = ("not_before", "settled_at", "details", "unseen") + (() if isinstance(stage, Asked) else ("expires",))
    return [one.name for one in fields(stage) if one.name in optional and getattr(stage, one.name)]


def test_every_stage_is_a_situation() -> None:
    assert {wanted[0] for _, wanted in STAGES.values() if wanted} == set(get_args(ReminderStage))


def fork(day: ChaosDay) -> tuple[Engine, Witness]:
    """The same engine and witness once more: the memory is one frozen value."""
    witness = copy.copy(day.witness)
    witness.opened, witness.closed = set(witness.opened), set(witness.closed)
    witness.unasked, witness.recorded = set(witness.unasked), set(witness.recorded)
    return copy.copy(day.engine), witness


def later(now: Now, seconds: float) -> Now:
    return Now(now.boot + seconds, now.mono + seconds, now.wall + timedelta(seconds=seconds))


def live_by_wakeups(engine: Engine, witness: Witness, now: Now, seconds: float) -> int:
    """Let time pass with ticks and heartbeats alone, and count the ticks."""
    end, beat, ticks = now.boot + seconds, now.boot + 60, 0
    while now.boot < end:
        wait = engine.next_wakeup().seconds_from(now)
        step = max(1e-4, min(end - now.boot, beat - now.boot, wait if wait is not None else seconds))
        now = later(now, step)
        due: Event = Tick()
        if now.boot >= beat:
            due, beat = Beat(), now.boot + 60
        witness.saw(engine, engine.handle(due, now), now)
        ticks += isinstance(due, Tick)
        assert ticks < seconds, "it spins"
    return ticks


@pytest.mark.parametrize("presence", PEOPLE)
@pytest.mark.parametrize("stage", STAGES)
def test_every_event_in_every_stage(stage: str, presence: str) -> None:
    day = STAGES[stage][0]()
    PEOPLE[presence](day)
    now = day.now()
    lived = set[object]()
    for event in every_event(now.boot, day.open_id()):
        engine, witness = fork(day)
        if isinstance(event, PopupLost) and event.id == witness.screen:
            witness.screen = None
        witness.saw(engine, engine.handle(event, later(now, 0.25)), later(now, 0.25))
        life = (engine.state, id(engine._settings), witness.known())
        if life not in lived:  # what was refused leads to the life that was lived already
            live_by_wakeups(engine, witness, later(now, 0.25), 120)
        lived.add(life)
    assert len(lived) > 10


def test_refusals_change_nothing() -> None:
    """Whatever is refused leaves the memory as it was, but for the time that has passed."""
    day = on_screen()
    for event in every_event(day.boot, 1):
        engine, _ = fork(day)
        before = memory_of(engine)
        if any(isinstance(effect, Refused) for effect in engine.handle(event, day.now())):
            assert memory_of(engine) == before


def test_the_quick_day_is_not_the_usual_one() -> None:
    assert Settings() != QUICK
