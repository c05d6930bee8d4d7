"""One simulated person at a simulated desktop, before the real engine. `breakd demo` and the timeline tests share it.

Nobody sleeps here: the clocks are numbers. The person types or does not, the source reports pauses as a real one
does, and the desktop answers what the engine asks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Self

from breakd.engine.effects import AskEvidence, Effect, WatchInput, WatchQuiet
from breakd.engine.engine import Engine
from breakd.engine.events import (
    Beat,
    Event,
    Evidence,
    EvidenceSeen,
    InputSeen,
    Locked,
    NoInput,
    Now,
    QuietReason,
    QuietSeen,
    Sleeping,
    SourceLost,
    SourceReady,
    Tick,
    Unlocked,
    Woke,
)
from breakd.engine.settings import Settings
from breakd.engine.status import Status
from breakd.stretches.model import Catalogue

BEAT = 60.0
FIRST_BEAT = 25.0
"""Seconds until the first beat: limits are whole minutes, and beats beside them hide no deadline that is missing."""
TYPING = 10.0
"""Seconds between two inputs of a person at work."""
SITS_DOWN = 3.0
"""Who comes back touches something again after so many seconds, whatever they do then."""


class Simulation:
    """The world around one engine. `work()` gives an input every ten seconds, `leave()` ends it.

    `late` gives the seconds by which the next tick or heartbeat is late. A subclass sees each effect in `observe`.
    """

    def __init__(
        self, settings: Settings, catalogue: Catalogue, start: datetime, *, boot: float = 0.0,
        sees_input: bool = True, late: Callable[[], float] = lambda: 0.0, picks: int = 0,
    ) -> None:  # fmt: skip
        self.settings, self.catalogue = settings, catalogue
        self.boot = self.mono = self.zero = self.looked_at = boot
        self.origin, self.zone, self.step = start, start.tzinfo, 0.0
        self.late = late
        self.engine = Engine(settings, catalogue, self.now(), picks=picks)
        self.start_beats()
        self.tick_at: float | None = None
        self._armed: float | None = None
        # the simulated source
        self.sees_input = sees_input
        self.every: float | None = None
        self._sits_down = self._has_worked = False
        self._pause_told = False
        """A pause was reported that is watched no more; the input after it is reported all the same."""
        self.input_at = boot
        self.idle_reported = self.pause_reported = False
        self.pause: float | None = None
        self._locked = self._known_active = False
        # the simulated desktop
        self.evidence: frozenset[Evidence] = frozenset()
        self.quiet: frozenset[QuietReason] = frozenset()
        self.quiet_watched = False
        self.handle(SourceReady("simulation", sees_input))

    # --- clocks ----------------------------------------------------------------------------------

    def now(self) -> Now:
        """This instant on the three clocks."""
        wall = self.origin.astimezone(UTC) + timedelta(seconds=self.boot - self.zero + self.step)
        return Now(self.boot, self.mono, wall.astimezone(self.zone))

    @property
    def at(self) -> float:
        """Seconds since the day began."""
        return self.boot - self.zero

    def status(self) -> Status:
        """What `breakd status` would say."""
        return self.engine.status(self.now())

    # --- the person ------------------------------------------------------------------------------

    def work(self, every: float = TYPING) -> Self:
        """Sit down and use the keyboard now and then."""
        self.every, self._sits_down, self._has_worked = every, self._has_worked, True
        self.bump()
        return self

    def leave(self) -> Self:
        """No more input from now on."""
        self.every = None
        return self

    def bump(self) -> Self:
        """One single input."""
        awaited = self.idle_reported or self.pause_reported or self._pause_told
        self.input_at, self.idle_reported, self.pause_reported = self.boot, False, False
        self._pause_told = False
        if self.sees_input and (awaited or not self._known_active):
            self.handle(InputSeen(self.boot))
        return self

    def lock(self) -> Self:
        """Lock the screen and go."""
        self.leave()
        self.handle(Locked(self.boot))
        return self

    def unlock(self, *, reported_after: float = 0.0) -> Self:
        """Unlock now and work; the report of it comes `reported_after` seconds later."""
        at = self.boot
        self._advance(at + reported_after)
        self.handle(Unlocked(at))
        return self.work()

    def hold(self, *reasons: QuietReason) -> Self:
        """The desktop's quiet reasons are these from now on."""
        self.quiet = frozenset(reasons)
        if self.quiet_watched:
            self.handle(QuietSeen(self.quiet))
        return self

    def say(self, request: Event) -> Self:
        """Ask something of breakd."""
        self.handle(request)
        return self

    # --- the machine -----------------------------------------------------------------------------

    def suspend(self, seconds: float, *, told: bool = True) -> Self:
        """The machine sleeps; BOOTTIME goes on, MONOTONIC does not. `told`: it says so before and after."""
        if told:
            self.handle(Sleeping(self.boot))
        self.boot += seconds
        self.start_beats()
        if told:
            self.handle(Woke(self.boot))
        if self.every is not None:
            self._sits_down = True
            self.bump()
        return self

    # --- running ---------------------------------------------------------------------------------

    def run(self, seconds: float) -> Self:
        """Let time pass."""
        end = self.boot + seconds
        while (instant := self._next()) <= end:
            self._advance(instant)
            self._fire()
        self._advance(end)
        return self

    def handle(self, event: Event) -> None:
        """Hand an event to the engine, and carry out its effects."""
        match event:
            case Locked() | Sleeping() | SourceReady() | SourceLost():
                self._known_active, self._locked = False, self._locked or isinstance(event, Locked)
            case InputSeen() | Unlocked():
                self._locked = self._locked and isinstance(event, InputSeen)
                self._known_active = not self._locked
        self.looked_at = self.boot
        self._apply(self.engine.handle(event, self.now()))
        self._check()

    def observe(self, effect: Effect) -> None:
        """See an effect before it is carried out."""

    def watch_pause(self, pause: float | None) -> None:
        """The source reports pauses of `pause` seconds from now on, or none."""
        self._pause_told = self._pause_told or self.pause_reported
        self.pause, self.pause_reported = pause, False

    def start_beats(self, first: float = FIRST_BEAT) -> None:
        """Heartbeats begin after `first` seconds."""
        self.beats, self.beat_zero = 1, self.boot + first - BEAT
        self._plan_beat()

    # --- inside ----------------------------------------------------------------------------------

    def _next(self) -> float:
        instants = [self.next_beat]
        if self.tick_at is not None:
            instants.append(self.tick_at)
        if self.every is not None:
            instants.append(self.input_at + self._gap(self.every))
        if self.sees_input:
            if not self.idle_reported:
                instants.append(self.input_at + self.settings.sitting.idle_after)
            if self.pause is not None and not self.pause_reported:
                instants.append(self.input_at + self.pause)
        return max(self.boot, min(instants))

    def _advance(self, instant: float) -> None:
        self.mono += instant - self.boot
        self.boot = instant

    def _fire(self) -> None:
        quiet_for = self.boot - self.input_at + 1e-6  # (a + b) - a may be a little less than b
        if self.every is not None and quiet_for >= self._gap(self.every):
            self._sits_down = False
            self.bump()
        elif self.sees_input and self.pause is not None and not self.pause_reported and quiet_for >= self.pause:
            self.pause_reported = True
            self.handle(NoInput(self.input_at))
        elif self.sees_input and not self.idle_reported and quiet_for >= self.settings.sitting.idle_after:
            self.idle_reported = True
            self.handle(NoInput(self.input_at))
        elif self.boot >= self.next_beat:
            self.beats += 1
            self._plan_beat()
            self.handle(Beat())
        elif self.tick_at is not None and self.boot >= self.tick_at:
            self.handle(Tick())

    def _gap(self, every: float) -> float:
        return min(every, SITS_DOWN) if self._sits_down else every

    def _plan_beat(self) -> None:
        """Beats are a minute apart on the average, each late by its own."""
        self.next_beat = self.beat_zero + self.beats * BEAT + self.late()

    def _apply(self, effects: list[Effect]) -> None:
        answers: list[Event] = []  # a source answers when all of them are carried out
        for effect in effects:
            self.observe(effect)
            match effect:
                case WatchInput(pause=pause):
                    self.watch_pause(pause)
                case AskEvidence():
                    answers.append(EvidenceSeen(self.evidence))
                case WatchQuiet(on=on):
                    self.quiet_watched = on
                    if on:
                        answers.append(QuietSeen(self.quiet))
        for answer in answers:
            self.handle(answer)

    def _check(self) -> None:
        """Arm the next tick. A change of deadline draws a new delay, the same one keeps its own."""
        now = self.now()
        seconds = self.engine.next_wakeup().seconds_from(now)
        due = None if seconds is None else now.boot + seconds
        if due is None or self._armed is None or abs(due - self._armed) > 1e-6:
            self.tick_at = None if due is None else due + self.late()
            self._armed = due
