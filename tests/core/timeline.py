"""A day as a timeline: a simulated person at a simulated desk, played against the real engine.

Nobody sleeps here: the clocks are numbers. Effects a person would notice are logged with their time; what is
expected is said in order, and anything missing or extra fails. A late driver delays every tick and heartbeat
by up to 59 s on purpose: punctual ones hide bugs. The beats of a punctual one fall beside the full minutes, for the
same reason.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from breakd import catalogue as catalogues
from breakd.core.catalogue import Catalogue
from breakd.core.codec import Json
from breakd.core.effects import (
    Announce,
    AskEvidence,
    AskStretched,
    BreakRow,
    Closed,
    Effect,
    Kind,
    OpenGuide,
    Outcome,
    Record,
    Refusal,
    Refused,
    Remind,
    ReminderRow,
    WatchInput,
    WatchQuiet,
    Withdraw,
)
from breakd.core.engine import Engine
from breakd.core.events import (
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
    SourceReady,
    Tick,
    Unlocked,
    Woke,
)
from breakd.core.settings import Settings
from breakd.core.status import Stage, Status

MOVEMENTS = catalogues.load()
BERLIN = ZoneInfo("Europe/Berlin")
BEAT = 60.0
FIRST_BEAT = 25.0
"""Seconds until the first beat: limits are whole minutes, and beats beside them hide no deadline that is missing."""


@dataclass(frozen=True)
class Seen:
    """Something a person would notice, and when (seconds since the day began)."""

    at: float
    what: str
    effect: Effect


def name(effect: Effect) -> str | None:
    """The short word for a noticeable effect; None for the others."""
    match effect:
        case Remind(firm=firm, kind=kind, refused=refused):
            if kind is Kind.CHANGE:
                return "change"
            return "refused-popup" if refused else "firm" if firm else "shown"
        case AskStretched():
            return "asked"
        case Withdraw():
            return "withdrawn"
        case Closed(outcome=outcome):
            return outcome.value
        case Refused(refusal=refusal):
            return f"refused:{refusal.value}"
        case OpenGuide():
            return "guide"
        case Record(row=BreakRow()):
            return "break"
        case _:
            return None


class Day:
    """The world around one engine. `work()` gives an input every ten seconds, `leave()` ends it."""

    def __init__(
        self, start: str = "2026-11-23 09:30", *, settings: Settings | None = None, late: int | None = None,
        zone: tzinfo = BERLIN, sees_input: bool = True, confirmed: bool = True, catalogue: Catalogue = MOVEMENTS,
    ) -> None:  # fmt: skip
        self.settings = settings or Settings()
        self.catalogue = catalogue
        if confirmed:
            self.settings = replace(self.settings, body=replace(self.settings.body, disclaimer=True))
        self.boot = self.mono = self.looked_at = 10_000.0
        self.origin = datetime.fromisoformat(start).replace(tzinfo=zone)
        self.zero = self.boot
        self.step = 0.0
        self.zone = zone
        self.rng = random.Random(late)
        self.late: Callable[[], float] = (lambda: self.rng.uniform(0, 59)) if late is not None else (lambda: 0.0)
        self.slack = 0.0 if late is None else 60.0
        self.seen: list[Seen] = []
        self.rows: list[object] = []
        self.announced: list[Announce] = []
        self.engine = Engine(self.settings, self.catalogue, self.now())
        self._start_beats()
        self.tick_at: float | None = None
        self._armed: float | None = None
        self.sees_input = sees_input
        # the simulated source
        self.every: float | None = None
        self.input_at = self.boot
        self.idle_told = self.pause_told = False
        self.pause: float | None = None
        # the simulated desktop
        self.evidence: frozenset[Evidence] = frozenset()
        self.quiet: frozenset[QuietReason] = frozenset()
        self.quiet_watched = False
        self.handle(SourceReady("test", sees_input))

    # --- clocks ----------------------------------------------------------------------------------

    def now(self) -> Now:
        wall = self.origin.astimezone(UTC) + timedelta(seconds=self.boot - self.zero + self.step)
        return Now(self.boot, self.mono, wall.astimezone(self.zone))

    @property
    def at(self) -> float:
        """Seconds since the day began."""
        return self.boot - self.zero

    @property
    def unlooked(self) -> float:
        """Seconds since the engine was last asked: they are lost with a process that is stopped or killed."""
        return self.boot - self.looked_at

    def clock(self) -> str:
        return self.now().wall.strftime("%H:%M:%S")

    # --- the person ------------------------------------------------------------------------------

    def work(self, every: float = 10.0) -> Day:
        """Sit down and use the keyboard now and then."""
        self.every = every
        self._input()
        return self

    def silence_source(self) -> Day:
        """The source reports nothing any more, though the engine counts on it."""
        self.sees_input = False
        return self

    def leave(self) -> Day:
        """No more input from now on."""
        self.every = None
        return self

    def back(self) -> Day:
        return self.work()

    def bump(self) -> Day:
        """One single input."""
        self._input()
        return self

    def lock(self) -> Day:
        self.leave()
        self.handle(Locked(self.boot))
        return self

    def unlock(self, *, told_after: float = 0.0) -> Day:
        """Unlock now; the word of it may come some seconds later."""
        at = self.boot
        self._advance(at + told_after)
        self.handle(Unlocked(at))
        return self.work()

    def say(self, wish: Event) -> Day:
        self.handle(wish)
        return self

    # --- the machine -----------------------------------------------------------------------------

    def suspend(self, seconds: float, *, told: bool = True) -> Day:
        """The machine sleeps; BOOTTIME goes on, MONOTONIC does not."""
        if told:
            self.handle(Sleeping(self.boot))
        self.boot += seconds
        self._start_beats()
        if told:
            self.handle(Woke(self.boot))
        if self.every is not None:
            self._input()
        return self

    def freeze(self, seconds: float) -> Day:
        """SIGSTOP: both clocks run on, nobody looks."""
        self.boot += seconds
        self.mono += seconds
        self._start_beats(0)
        return self

    def set_clock(self, seconds: float) -> Day:
        """Somebody sets the wall clock; the alarm is re-armed at the next heartbeat."""
        self.step += seconds
        return self

    def restart(
        self, *, gap: float = 0.0, told_past: bool = True, boot: float | None = None, off: float = 0.0,
        kept: Json | None = None,
    ) -> Day:  # fmt: skip
        """kill -9 and a new process; with `boot` the machine was off for `off` seconds in between.

        With `kept` it is not this day's snapshot that is taken up, but that one.
        """
        kept = self.engine.snapshot() if kept is None else kept
        watched = self.input_at
        if boot is None:
            self.boot += gap
            self.mono += gap
        else:
            wall = self.now().wall + timedelta(seconds=off)
            self.origin, self.zero, self.step = wall, boot, 0.0
            self.boot = self.mono = boot
            self.input_at = watched = boot
            self.seen = [replace(item, at=item.at - off) for item in self.seen]
        self.engine = Engine(self.settings, self.catalogue, self.now())
        self.quiet_watched, self.pause = False, None
        self.tick_at = self._armed = None
        self._start_beats()
        self.looked_at = self.boot
        self._apply(self.engine.restore(kept, self.now(), same_boot=boot is None))
        self._check()
        self.handle(SourceReady("test", self.sees_input))
        if self.every is not None:
            self._input()
        elif told_past:
            self.input_at = watched
            self.idle_told = self.pause_told = False
        return self

    def hold(self, *reasons: QuietReason) -> Day:
        """The desktop's quiet reasons are these from now on."""
        self.quiet = frozenset(reasons)
        if self.quiet_watched:
            self.handle(QuietSeen(self.quiet))
        return self

    # --- running ---------------------------------------------------------------------------------

    def run(self, seconds: float) -> Day:
        """Let time pass."""
        end = self.boot + seconds
        while (instant := self._next()) <= end:
            self._advance(instant)
            self._fire()
        self._advance(end)
        return self

    def minutes(self, minutes: float) -> Day:
        return self.run(minutes * 60)

    def until(self, clock: str) -> Day:
        """Let time pass until the wall clock shows this."""
        wall = self.now().wall
        hour, minute = map(int, clock.split(":")[:2])
        target = wall.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if target <= wall:
            target += timedelta(days=1)
        return self.run((target.astimezone(UTC) - wall.astimezone(UTC)).total_seconds())

    def run_until(self, what: str, limit: float = 4 * 3600) -> Day:
        """Let time pass until this is seen next."""
        count, end = len(self.seen), self.boot + limit
        while not any(item.what == what for item in self.seen[count:]):
            instant = self._next()
            assert instant <= end, f"{what} did not come within {limit:g} s; seen: {self.story()}"
            self._advance(instant)
            self._fire()
        return self

    def status(self) -> Status:
        return self.engine.status(self.now())

    def handle(self, event: Event) -> None:
        self.looked_at = self.boot
        self._apply(self.engine.handle(event, self.now()))
        self._check()

    # --- checks ----------------------------------------------------------------------------------

    def story(self) -> list[str]:
        """What was seen, in order, without times."""
        return [item.what for item in self.seen]

    def expect(self, *wanted: str) -> Day:
        """Exactly this was seen, in this order: nothing missing, nothing extra."""
        got = self.story()
        assert got == list(wanted), f"\nwanted {list(wanted)}\ngot    {[(round(s.at), s.what) for s in self.seen]}"
        return self

    def when(self, what: str, nth: int = -1) -> float:
        """Seconds since the day began at which this was seen (the last time, or the nth)."""
        times = [item.at for item in self.seen if item.what == what]
        assert times, f"{what} was not seen in {self.story()}"
        return times[nth]

    def near(self, what: str, minutes: float, nth: int = -1, within: float = 12.0) -> Day:
        """It was seen at this minute of the day, or as much later as the driver was late and the person busy."""
        got = self.when(what, nth)
        early, late = minutes * 60 - 1, minutes * 60 + within + 2 * self.slack
        assert early <= got <= late, f"{what} at {got / 60:.2f} min, wanted {minutes} min"
        return self

    def outcomes(self) -> dict[str, int]:
        return {outcome.value: n for outcome, n in self.status().today.outcomes.items() if n}

    def stage(self) -> Stage | None:
        reminder = self.status().reminder
        return reminder.stage if reminder else None

    def reminder_rows(self) -> dict[int, ReminderRow]:
        """The last row of each reminder."""
        return {row.id: row for row in self.rows if isinstance(row, ReminderRow)}

    # --- inside ----------------------------------------------------------------------------------

    def _next(self) -> float:
        instants = [self.next_beat]
        if self.tick_at is not None:
            instants.append(self.tick_at)
        if self.every is not None:
            instants.append(self.input_at + self.every)
        if self.sees_input:
            if not self.idle_told:
                instants.append(self.input_at + self.settings.sitting.idle_after)
            if self.pause is not None and not self.pause_told:
                instants.append(self.input_at + self.pause)
        return max(self.boot, min(instants))

    def _advance(self, instant: float) -> None:
        self.mono += instant - self.boot
        self.boot = instant

    def _fire(self) -> None:
        quiet_for = self.boot - self.input_at + 1e-6  # (a + b) - a may be a little less than b
        if self.every is not None and quiet_for >= self.every:
            self._input()
        elif self.sees_input and self.pause is not None and not self.pause_told and quiet_for >= self.pause:
            self.pause_told = True
            self.handle(NoInput(self.input_at))
        elif self.sees_input and not self.idle_told and quiet_for >= self.settings.sitting.idle_after:
            self.idle_told = True
            self.handle(NoInput(self.input_at))
        elif self.boot >= self.next_beat:
            self.beats += 1
            self._plan_beat()
            self.handle(Beat())
        elif self.tick_at is not None and self.boot >= self.tick_at:
            self.handle(Tick())

    def _start_beats(self, first: float = FIRST_BEAT) -> None:
        self.beats, self.beat_zero = 1, self.boot + first - BEAT
        self._plan_beat()

    def _plan_beat(self) -> None:
        """Beats are a minute apart on the average, each late by its own."""
        self.next_beat = self.beat_zero + self.beats * BEAT + self.late()

    def _input(self) -> None:
        told = self.idle_told or self.pause_told
        self.input_at, self.idle_told, self.pause_told = self.boot, False, False
        if self.sees_input and (told or self.engine.status(self.now()).presence.value != "active"):
            self.handle(InputSeen(self.boot))

    def _apply(self, effects: list[Effect]) -> None:
        for effect in effects:
            word = name(effect)
            if word is not None:
                self.seen.append(Seen(self.at, word, effect))
            match effect:
                case Record(row=row):
                    self.rows.append(row)
                case Announce():
                    self.announced.append(effect)
                case WatchInput(pause=pause):
                    self.pause, self.pause_told = pause, False
                case AskEvidence():
                    self.handle(EvidenceSeen(self.evidence))
                case WatchQuiet(on=on):
                    self.quiet_watched = on
                    if on:
                        self.handle(QuietSeen(self.quiet))

    def _check(self) -> None:
        """Law: after every handle the next deadline is strictly later than now."""
        now = self.now()
        wakeup = self.engine.next_wakeup()
        if wakeup.boot is not None:
            assert wakeup.boot > now.boot, f"a deadline has passed and cannot fire: {wakeup}"
        if wakeup.wall is not None:
            assert wakeup.wall.astimezone(UTC) > now.wall.astimezone(UTC)
        seconds = wakeup.seconds_from(now)
        # the alarm is armed for wall time; a change of deadline draws a new delay, the same one keeps its own
        due = None if seconds is None else now.boot + seconds
        if due is None or self._armed is None or abs(due - self._armed) > 1e-6:
            self.tick_at = None if due is None else due + self.late()
            self._armed = due


def refused(refusal: Refusal) -> str:
    """How a refusal reads in a story."""
    return f"refused:{refusal.value}"


def closed(outcome: Outcome) -> str:
    """How an outcome reads in a story."""
    return outcome.value
