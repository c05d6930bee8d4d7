"""Random days that Hypothesis draws: laws that hold over a whole day, a restart at any step, and a clock that is
set.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from breakd.engine import snapshot, wall_time
from breakd.engine.codec import Json, decode, encode
from breakd.engine.effects import AskStretched, Effect, Record, Remind
from breakd.engine.engine import Engine
from breakd.engine.events import (
    Another,
    Done,
    Event,
    GuideAbandoned,
    InputSeen,
    NoInput,
    Now,
    Pause,
    PopupLost,
    Posture,
    RemindNow,
    SourceReady,
    Start,
)
from breakd.engine.spans import TimelineSpan
from breakd.engine.state import EngineState
from breakd.engine.status import Presence
from tests.support.chaos import EFFORT, PROFILE, Witness, memory_of
from tests.support.chaos_plans import Plan, plans
from tests.support.timeline import MOVEMENTS

from .test_properties import later, live_by_wakeups

# --- random days --------------------------------------------------------------------------------------

STOOD_LONG = ("2026-11-23 09:30", "quick", None, 10.0)
DONE_AFTER_A_LONG_STAND = Plan(
    *STOOD_LONG,
    [
        ("answer", (Start, 0, ()), 0.0), ("stand", None, 0.0), ("popup", 10.0, 0.0), ("answer", (Done, 0, ()), 0.0),
        ("popup", 3.0, 0.0),
    ],
)  # fmt: skip
"""The reminder about standing is due as the stretch is done: opened and shown in one step."""
IGNORED_AFTER_A_LONG_STAND = Plan(
    *STOOD_LONG,
    [
        ("answer", (Start, 0, ()), 0.0), ("stand", None, 0.0), ("popup", 10.0, 0.0), ("bump", None, 0.0),
        ("answer", (Another, 0, ()), 0.0), ("bump", None, 31.0),
    ],
)  # fmt: skip
"""The reminder about standing is due as the other one expires: the engine asked to be woken in the past."""

A_GUIDE_FORGOTTEN_IN_AN_ABSENCE = Plan(
    *STOOD_LONG,
    [
        ("popup", 3.0, 0.0), ("answer", (Start, 0, ()), 0.0), ("work", 45.0, 420.0), ("say", RemindNow(), 62.0),
        ("say", RemindNow(), 200.0), ("popup", 3.0, 0.0),
    ],
)  # fmt: skip
"""The guide falls silent in the seconds after one touch: the absence goes on, and is one break."""

A_GUIDE_CLOSED_IN_AN_ABSENCE = Plan(
    *STOOD_LONG,
    [
        ("popup", 3.0, 0.0), ("answer", (Start, 0, ()), 0.0), ("leave", None, 100.0), ("bump", None, 5.0),
        ("answer", (GuideAbandoned, 0, ()), 0.0), ("leave", None, 200.0),
    ],
)  # fmt: skip
"""One touch closes the guide's window, and nobody stays: the absence goes on, and is one break."""


@PROFILE
@example(DONE_AFTER_A_LONG_STAND)
@example(IGNORED_AFTER_A_LONG_STAND)
@example(A_GUIDE_FORGOTTEN_IN_AN_ABSENCE)
@example(A_GUIDE_CLOSED_IN_AN_ABSENCE)
@given(plans())
def test_a_random_day(plan: Plan) -> None:
    """The witness sees every effect; and nobody sat longer than the machine was watched."""
    day = plan.play()
    account = memory_of(day.engine).ledger.account
    assert sum(one.sitting + one.standing for one in account.days) <= day.watched + 1


@PROFILE
@given(plans())
def test_nothing_spins(plan: Plan) -> None:
    """Left alone for an hour, a day looks at the clocks now and then, not all the time."""
    day = plan.play()
    assert live_by_wakeups(day.engine, day.witness, day.now(), 3600) <= 120


def json_of(state: EngineState) -> Json:
    """What is on the disk after a step, as it is read from there."""
    kept: Json = json.loads(json.dumps(snapshot.write(state)))
    return kept


def replay(engine: Engine, script: list[tuple[Event, Now]]) -> list[Json]:
    """The effects as JSON: times of two zones never compare equal in the hour that autumn repeats (PEP 495)."""
    return [[(type(e).__name__, encode(e)) for e in engine.handle(event, now)] for event, now in script]


@PROFILE
@given(plans(restarts=False, configs=("quick",)), st.sampled_from([7200.0, -3600.0, 40.0]), st.floats(0, 1))
def test_a_clock_that_is_set_changes_no_duration(plan: Plan, step: float, part: float) -> None:
    """The same events under another wall time from some point on: the same clock, bout and pop-ups."""
    actions = [action for action in plan.actions if not isinstance(action[1], Pause) and action[0] != "settings"]
    day = replace(plan, actions=actions).play()
    script, config = day.script, day.steps[0][1]
    stepped = [
        (event, replace(now, wall=now.wall + timedelta(seconds=step)) if place >= part * len(script) else now)
        for place, (event, now) in enumerate(script)
    ]
    one, other = (Engine(config, MOVEMENTS, script[0][1]) for _ in range(2))
    for (event, now), (_, moved) in zip(script, stepped, strict=True):
        effects, others = one.handle(event, now), other.handle(event, moved)
        assert [type(e) for e in told(effects)] == [type(e) for e in told(others)]
        account, same = memory_of(one).ledger.account, memory_of(other).ledger.account
        assert (account.clock, account.bout, account.absence) == (same.clock, same.bout, same.absence)


def told(effects: list[Effect]) -> list[Effect]:
    return [effect for effect in effects if not isinstance(effect, Record)]


# --- snapshots ------------------------------------------------------------------------------------------


@settings(parent=PROFILE, max_examples=10 * EFFORT)
@given(plans(restarts=False), st.integers(7, 23))
def test_a_snapshot_at_any_step_has_the_same_future(plan: Plan, every: int) -> None:
    day = plan.play()
    effects = replay(Engine(day.steps[0][1], MOVEMENTS, day.script[0][1]), day.script)
    for step in range(0, len(day.script) - 1, every):
        state, config, reported = day.steps[step]
        engine = Engine(config, MOVEMENTS, day.script[step][1])
        engine._state = snapshot.read(json_of(state))
        days, spans = reported
        engine._reported_days, engine._reported_spans = (
            days,
            tuple(decode(TimelineSpan, encode(one)) for one in spans),
        )
        assert replay(engine, day.script[step + 1 :]) == effects[step + 1 :]


@settings(parent=PROFILE, max_examples=10 * EFFORT)
@given(plans(), st.integers(7, 23), st.sampled_from([0.0, 3.0, 100.0]))
def test_killed_at_any_step_nothing_is_lost(plan: Plan, every: int, gap: float) -> None:
    """Pause, snoozes, counts and the open reminder are exact; it is shown again once, and only to somebody."""
    day = plan.play()
    for step in range(0, len(day.script), every):
        state, config, _ = day.steps[step]
        kept = json_of(state)
        now, before = later(day.script[step][1], gap), snapshot.read(kept)
        engine = Engine(config, MOVEMENTS, now)
        effects = engine.restore(kept, now, same_boot=True)
        assert not any(isinstance(effect, Remind | AskStretched) for effect in effects)
        after = memory_of(engine)
        assert (after.stretch_log, after.next_id, after.place) == (before.stretch_log, before.next_id, before.place)
        assert after.paused_forever == before.paused_forever
        assert after.paused_until in (before.paused_until, None)
        assert unasked_tallies(after) == unasked_tallies(before)
        if before.reminder is not None and after.reminder is not None:
            old, new = before.reminder, after.reminder
            assert (new.id, new.snoozes, new.dismissals, new.losses) == (
                old.id, old.snoozes, old.dismissals, old.losses,
            )  # fmt: skip
            assert new.popup is None
        assert shown_to_somebody(engine, now) <= 1


def unasked_tallies(state: EngineState) -> set[object]:
    """Natural breaks may be found in the gap, everything else is as it was."""
    return {tally for tally in state.tallies if tally.outcome.value not in ("natural", "skipped", "unseen")}


def shown_to_somebody(engine: Engine, now: Now) -> int:
    """Somebody types, pauses, types: how many pop-ups come within the first seconds."""
    count = 0
    said: list[tuple[float, Event | None]] = [
        (1.0, SourceReady("test")), (1.5, InputSeen(now.boot + 1)), (7.0, None), (9.0, None),
    ]  # fmt: skip
    for seconds, make in said:
        moment = later(now, seconds)
        event: Event = make or NoInput(now.boot + 1)
        effects = engine.handle(event, moment)
        count += sum(isinstance(effect, Remind | AskStretched) for effect in effects)
    return count


LOST_AT_A_BREAK = Plan(
    "2026-11-23 09:30", "quick", 1, 10.0,
    [
        ("popup", 3.0, 0.0), ("source", False, 420.0), ("leave", None, 62.0),
        ("answer", (PopupLost, 0, ()), 0.0), ("popup", 3.0, 0.0), ("popup", 3.0, 0.0),
    ],
)  # fmt: skip
"""The pop-up is lost at the instant at which a natural break closes its reminder."""


@settings(parent=PROFILE, max_examples=10 * EFFORT)
@example(LOST_AT_A_BREAK, 7, -3600.0)
@given(plans(), st.integers(7, 23), st.sampled_from([-3600.0, 0.0, 30.0, 90.0, 1e6]))
def test_switched_off_at_any_step(plan: Plan, every: int, off: float) -> None:
    """Another boot, and any wall time: time away; presence is unknown until the source's first word."""
    day = plan.play()
    for step in range(0, len(day.script), every):
        state, config, _ = day.steps[step]
        kept = json_of(state)
        then_on, before = day.script[step][1], snapshot.read(kept)
        now = Now(50.0, 50.0, wall_time.later(then_on.wall, off))
        engine, witness = Engine(config, MOVEMENTS, now), Witness()
        effects = engine.restore(kept, now, same_boot=False)
        if before.reminder is not None:
            witness.opened.add(before.reminder.id)
        witness.saw(engine, effects, now)
        assert engine.status(now).presence is Presence.UNKNOWN
        assert engine.status(now).posture is Posture.SITTING
        if off < 0 or off > config.sitting.natural_break:
            assert engine.status(now).bout_seconds == 0
            assert engine.status(now).reminder is None
        live_by_wakeups(engine, witness, now, 120)
