"""Random days: what Hypothesis draws, played against the engine, with everything that must always hold checked."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any, Self

from hypothesis import HealthCheck, settings

from breakd.engine.codec import Json
from breakd.engine.effects import (
    AskEvidence,
    AskStretched,
    Closed,
    Effect,
    Record,
    Remind,
    WatchInput,
    WatchQuiet,
    Withdraw,
)
from breakd.engine.engine import Engine
from breakd.engine.events import (
    Event,
    EvidenceSeen,
    InputSeen,
    Locked,
    NoInput,
    Now,
    PopupLost,
    Posture,
    QuietSeen,
    SetPosture,
    SettingsChanged,
    SourceLost,
    SourceReady,
)
from breakd.engine.records import BreakRow, ErasedRow, ReminderRow
from breakd.engine.settings import HoursRange, QuietSettings, ReminderSettings, Settings, SittingSettings
from breakd.engine.sitting_clock import EPSILON, KEPT_DAYS
from breakd.engine.state import EngineState
from breakd.engine.status import Presence
from breakd.engine.wall_time import elapsed

from .timeline import Day

EFFORT = int(os.environ.get("EFFORT", "1"))
"""How much longer than usual to look for what breaks."""
PROFILE = settings(
    deadline=None, derandomize=os.environ.get("CI") == "true", max_examples=15 * EFFORT,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
"""No deadline: machines differ. The same examples on every run of CI, new ones on a developer's."""

QUICK = Settings(
    sitting=SittingSettings(
        limit=300.0, hard_limit=600.0, natural_break=60.0, idle_after=30.0, passive_cap=400.0, standing_limit=400.0
    ),
    reminder=ReminderSettings(
        heads_up=10.0, wait_for_pause=5.0, wait_at_most=30.0, expires=20.0, snooze=(60.0, 30.0), max_snoozes=2
    ),
    quiet=QuietSettings(settle=8.0),
    stretches=replace(Settings().stretches, break_=40.0),
    body=replace(Settings().body, disclaimer=True),
)
"""A working day in an hour: every number small, and all of them different."""
HOURS = ((HoursRange(time(0), time(12)), HoursRange(time(13), time(18))),) * 7


SHORTER = replace(QUICK, sitting=replace(QUICK.sitting, limit=120.0, hard_limit=200.0, idle_after=10.0))
LONGER = replace(QUICK, sitting=replace(QUICK.sitting, limit=500.0, hard_limit=900.0, natural_break=200.0))
OTHER = replace(
    QUICK,
    reminder=ReminderSettings(5.0, 1.0, 4.0, 3.0, (1.0,), 1),
    quiet=QuietSettings(False, True, True, True, 1.0),
    hours=HOURS,
    places={"office": QUICK.places["office"]},
)
CONFIGS = {
    "quick": QUICK, "hours": replace(QUICK, hours=HOURS), "shorter": SHORTER, "longer": LONGER, "other": OTHER,
}  # fmt: skip


def memory_of(engine: Engine) -> EngineState:
    """What the engine remembers: the witness looks inside."""
    return engine.state


class Witness:
    """Sees every effect, and says what must never be."""

    def __init__(self) -> None:
        self.opened: set[int] = set()
        self.closed: set[int] = set()
        self.unasked: set[int] = set()
        self.recorded: set[int] = set()
        self.screen: int | None = None
        """The reminder of which something is on the screen."""
        self.lost: int | None = None
        """The reminder whose pop-up the server has just lost; the engine may not know it yet as it closes it."""
        self.popups = 0
        self.counted_at_break: float | None = None

    def known(self) -> tuple[object, ...]:
        """All that it judges by."""
        ids = (frozenset(self.opened), frozenset(self.closed), frozenset(self.unasked))
        return (*ids, self.screen, self.popups, self.counted_at_break)

    def saw(self, engine: Engine, effects: list[Effect], now: Now) -> None:
        closed = {effect.id for effect in effects if isinstance(effect, Closed)}
        reminder = memory_of(engine).reminder
        for id in (self.opened - self.closed) - closed - ({reminder.id} if reminder is not None else set()):
            assert id not in self.recorded, "only one that nobody has heard of is taken back"
            self.opened.remove(id)
        for effect in effects:
            self._effect(engine, effect)
        if reminder is not None:
            self._met(reminder.id, self.opened)
        self._state(engine, now)
        self._laws(engine)

    def _met(self, id: int, where: set[int]) -> None:
        if id not in self.opened | self.unasked:
            assert id > max(self.opened | self.unasked, default=0), "ids never repeat"
            where.add(id)

    def _effect(self, engine: Engine, effect: Effect) -> None:
        match effect:
            case Record(row=ReminderRow(id=id)):
                reminder = memory_of(engine).reminder
                self._met(id, self.opened if reminder is not None and reminder.id == id else self.unasked)
                self.recorded.add(id)
                assert id not in self.closed, "nothing is recorded of a closed reminder"
                assert len(self.opened - self.closed) <= 1, "at most one is open"
            case Closed(id=id):
                assert id in self.opened - self.closed, "closed once, after it was opened"
                assert self.screen is None, "it is off the screen before it is closed"
                self.closed.add(id)
                assert id in self.recorded, "an outcome is recorded"
            case Remind(id=id) | AskStretched(id=id):
                self._met(id, self.opened)  # one that is due as another closes is opened and shown in one step
                assert {id} == self.opened - self.closed
                self.screen, self.popups = id, self.popups + 1
            case Withdraw(id=id):
                assert id in (self.screen, self.lost), "only what is on the screen is taken off"
                self.screen = None
            case Record(row=ErasedRow()):
                self.counted_at_break = None
            case Record(row=BreakRow()):
                days = memory_of(engine).ledger.account.days
                counted = sum(day.sitting + day.standing for day in days)
                before, self.counted_at_break = self.counted_at_break, counted
                forgotten = len(days) == KEPT_DAYS
                assert before is None or forgotten or counted > before, "one break in one absence"
            case _:
                pass

    def _state(self, engine: Engine, now: Now) -> None:
        state, status = memory_of(engine), engine.status(now)
        reminder, account = state.reminder, state.ledger.account
        assert self.screen == (reminder.id if reminder is not None and reminder.popup is not None else None)
        if self.screen is not None:
            assert reminder is not None
            assert not state.facts.locked, "nothing is shown on a locked screen"
            assert reminder.at_once or not status.quiet, "nothing is shown while a quiet reason holds"
        if state.facts.touched is not None:
            assert status.presence in (Presence.IDLE, Presence.UNKNOWN, Presence.LOCKED), "one touch is no return"
        assert 0 <= account.clock <= engine._settings.sitting.limit + EPSILON
        assert account.bout >= 0
        assert (account.bout_began is None) == (account.bout == 0)
        assert account.absence >= 0
        assert len(account.days) <= KEPT_DAYS
        assert all(day.sitting >= 0 and day.standing >= 0 for day in account.days)
        assert len(state.ledger.provisional) <= 40, "what was assumed stays a short list"
        assert status.due_in_seconds is None or status.due_in_seconds >= 0
        assert (status.reminder is None) == (self.opened <= self.closed)

    def _laws(self, engine: Engine) -> None:
        state, wakeup = memory_of(engine), engine.next_wakeup()
        assert wakeup.boot is None or wakeup.boot > state.last.boot
        assert wakeup.wall is None or elapsed(state.last.wall, wakeup.wall) > 0


class ChaosDay(Day):
    """A day whose driver answers late or never, with a witness, and a script of all that was handled."""

    def __init__(self, start: str, config: Settings, late: int | None) -> None:
        self.witness = Witness()
        self.script: list[tuple[Event, Now]] = []
        self.steps: list[tuple[EngineState, Settings, tuple[Any, ...]]] = []
        """After each of the script: the memory, the settings, and the days and spans that were reported."""
        self.mute = False
        """The probes do not answer."""
        self.watched = 0.0
        self._inbox: list[Event] = []
        super().__init__(start, settings=config, late=late)

    def handle(self, event: Event) -> None:
        now = self.now()
        self.witness.lost = None
        if isinstance(event, PopupLost) and event.id == self.witness.screen:
            self.witness.screen, self.witness.lost = None, event.id
        effects = self.engine.handle(event, now)
        self.script.append((event, now))
        reported = self.engine._reported_days, self.engine._reported_spans
        self.steps.append((self.engine.state, self.settings, reported))
        self._apply(effects)
        self._check()

    def _apply(self, effects: list[Effect]) -> None:
        self.witness.saw(self.engine, effects, self.now())
        for effect in effects:
            match effect:
                case Record(row=row):
                    self.rows.append(row)
                case WatchInput(pause=pause):
                    self.watch_pause(pause)
                case AskEvidence() if not self.mute:
                    self._inbox.append(EvidenceSeen(self.evidence))
                case WatchQuiet(on=on):
                    self.quiet_watched = on
                    if on and not self.mute:
                        self._inbox.append(QuietSeen(self.quiet))
        while self._inbox:
            self.handle(self._inbox.pop(0))

    def _advance(self, instant: float) -> None:
        self.watched += instant - self.boot
        super()._advance(instant)

    def freeze(self, seconds: float) -> Self:
        self.watched += seconds if seconds <= 120 else 0.0
        return super().freeze(seconds)

    def restart(
        self, *, gap: float = 0.0, told_past: bool = True, boot: float | None = None, off: float = 0.0,
        kept: Json | None = None,
    ) -> Self:  # fmt: skip
        self.witness.screen = None  # the old pop-up is closed by its name
        popups = self.witness.popups
        super().restart(gap=gap, told_past=told_past, boot=boot, off=off, kept=kept)
        assert self.witness.popups <= popups + 1, "shown again once"
        return self

    def open_id(self) -> int:
        reminder = memory_of(self.engine).reminder
        return reminder.id if reminder is not None else 0

    def begin(self, seconds: float) -> ChaosDay:
        self.work(10.0).run(seconds)
        return self

    def play(self, actions: list[tuple[Any, ...]]) -> ChaosDay:
        """Do one thing after the other, and let some time pass after each."""
        for name, argument, seconds in actions:
            ACTIONS[name](self, argument)
            self.run(seconds)
        return self


# --- what can happen ------------------------------------------------------------------------------


def _lose_source(day: ChaosDay, back: bool) -> None:
    day.handle(SourceLost(day.boot))
    if back:
        day.idle_reported = day.pause_reported = False
        day.handle(SourceReady("test"))


def _wish(day: ChaosDay, request: tuple[Callable[..., Event], int, tuple[Any, ...]]) -> None:
    make, off_by, rest = request
    day.handle(make(max(0, day.open_id() + off_by), *rest))


def _work_until_a_popup(day: ChaosDay, every: float) -> None:
    end = day.boot + 700
    day.work(every)
    while day.witness.screen is None and day.boot < end:
        day.run(5)


def _stand_for_long(day: ChaosDay, _: None) -> None:
    day.work(10.0).say(SetPosture(Posture.STANDING)).run(430)


def _change_settings(day: ChaosDay, name: str) -> None:
    day.settings = CONFIGS[name]
    day.handle(SettingsChanged(day.settings))


def _restart_with(day: ChaosDay, how: tuple[float, bool]) -> None:
    gap, told_past = how
    day.restart(gap=gap, told_past=told_past)


ACTIONS: dict[str, Callable[[ChaosDay, Any], object]] = {
    "work": lambda day, every: day.work(every),
    "popup": _work_until_a_popup,
    "stand": _stand_for_long,
    "leave": lambda day, _: day.leave(),
    "bump": lambda day, _: day.bump(),
    "lock": lambda day, ago: day.leave().say(Locked(day.boot - ago)),
    "unlock": lambda day, _: day.unlock(),
    "sleep": lambda day, how: day.suspend(*how[:1], told=how[1]),
    "freeze": lambda day, seconds: day.freeze(seconds),
    "clock": lambda day, step: day.set_clock(step),
    "zone": lambda day, zone: setattr(day, "zone", zone),
    "hold": lambda day, reasons: day.hold(*reasons),
    "evidence": lambda day, evidence: setattr(day, "evidence", evidence),
    "mute": lambda day, mute: setattr(day, "mute", mute),
    "source": _lose_source,
    "answer": _wish,
    "say": lambda day, request: day.handle(request),
    "late input": lambda day, ago: day.handle(InputSeen(day.boot - ago)),
    "late idle": lambda day, ago: day.handle(NoInput(day.boot - ago)),
    "settings": _change_settings,
    "restart": _restart_with,
    "reboot": lambda day, off: day.restart(boot=100.0, off=off),
}
