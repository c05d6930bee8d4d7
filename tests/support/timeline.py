"""A day as a timeline: a simulated person at a simulated desk, played against the real engine.

Nobody sleeps here: the clocks are numbers. Effects a person would notice are logged with their time; what is
expected is said in order, and anything missing or extra fails. A late driver delays every tick and heartbeat
by up to 59 s on purpose: punctual ones hide bugs. The beats of a punctual one fall beside the full minutes, for the
same reason.
"""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Self
from zoneinfo import ZoneInfo

from breakd.engine.codec import Json
from breakd.engine.effects import (
    Announce,
    Effect,
    Record,
)
from breakd.engine.engine import Engine
from breakd.engine.events import SourceReady
from breakd.engine.records import ReminderRow
from breakd.engine.settings import Settings
from breakd.engine.status import Stage
from breakd.simulation import Simulation
from breakd.stretches import catalogue as catalogues
from breakd.stretches.model import Catalogue
from tests.support.timeline_words import Seen, name_of

MOVEMENTS = catalogues.load()
BERLIN = ZoneInfo("Europe/Berlin")


class Day(Simulation):
    """A simulated person whose day is checked: what is noticed is noted, and the laws hold after each event."""

    def __init__(
        self, start: str = "2026-11-23 09:30", *, settings: Settings | None = None, late: int | None = None,
        zone: tzinfo = BERLIN, sees_input: bool = True, confirmed: bool = True, catalogue: Catalogue = MOVEMENTS,
    ) -> None:  # fmt: skip
        settings = settings or Settings()
        if confirmed:
            settings = replace(settings, body=replace(settings.body, disclaimer=True))
        self.rng = random.Random(late)
        self.slack = 0.0 if late is None else 60.0
        self.seen: list[Seen] = []
        self.rows: list[object] = []
        self.announced: list[Announce] = []
        super().__init__(
            settings, catalogue, datetime.fromisoformat(start).replace(tzinfo=zone), boot=10_000.0,
            sees_input=sees_input, late=(lambda: self.rng.uniform(0, 59)) if late is not None else (lambda: 0.0),
        )  # fmt: skip

    @property
    def unlooked(self) -> float:
        """Seconds since the engine was last asked: they are lost with a process that is stopped or killed."""
        return self.boot - self.looked_at

    def clock(self) -> str:
        return self.now().wall.strftime("%H:%M:%S")

    def silence_source(self) -> Self:
        """The source reports nothing any more, though the engine counts on it."""
        self.sees_input = False
        return self

    def back(self) -> Self:
        return self.work()

    def twin(self) -> Self:
        """The same day once more, to go on in another way."""
        twin = copy.copy(self)
        twin.engine, twin.rng = copy.copy(self.engine), copy.copy(self.rng)
        twin.seen, twin.rows, twin.announced = [*self.seen], [*self.rows], [*self.announced]
        if self.slack:
            twin.late = lambda: twin.rng.uniform(0, 59)
        return twin

    # --- the machine -----------------------------------------------------------------------------

    def freeze(self, seconds: float) -> Self:
        """SIGSTOP: both clocks run on, nobody looks."""
        self.boot += seconds
        self.mono += seconds
        self.start_beats(0)
        return self

    def set_clock(self, seconds: float) -> Self:
        """Somebody sets the wall clock; the alarm is re-armed at the next heartbeat."""
        self.step += seconds
        return self

    def restart(
        self, *, gap: float = 0.0, told_past: bool = True, boot: float | None = None, off: float = 0.0,
        kept: Json | None = None,
    ) -> Self:  # fmt: skip
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
        self.start_beats()
        self.looked_at = self.boot
        self._apply(self.engine.restore(kept, self.now(), same_boot=boot is None))
        self._check()
        self.handle(SourceReady("test", self.sees_input))
        if self.every is not None:
            self.bump()
        elif told_past:
            self.input_at = watched
            self.idle_reported = self.pause_reported = False
        return self

    # --- running ---------------------------------------------------------------------------------

    def minutes(self, minutes: float) -> Self:
        return self.run(minutes * 60)

    def until(self, clock: str) -> Self:
        """Let time pass until the wall clock shows this."""
        wall = self.now().wall
        hour, minute = map(int, clock.split(":")[:2])
        target = wall.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if target <= wall:
            target += timedelta(days=1)
        return self.run((target.astimezone(UTC) - wall.astimezone(UTC)).total_seconds())

    def run_until(self, what: str, limit: float = 4 * 3600) -> Self:
        """Let time pass until this is seen next."""
        count, end = len(self.seen), self.boot + limit
        while not any(item.what == what for item in self.seen[count:]):
            instant = self._next()
            assert instant <= end, f"{what} did not come within {limit:g} s; seen: {self.story()}"
            self._advance(instant)
            self._fire()
        return self

    # --- checks ----------------------------------------------------------------------------------

    def story(self) -> list[str]:
        """What was seen, in order, without times."""
        return [item.what for item in self.seen]

    def expect(self, *wanted: str) -> Self:
        """Exactly this was seen, in this order: nothing missing, nothing extra."""
        got = self.story()
        assert got == list(wanted), f"\nwanted {list(wanted)}\ngot    {[(round(s.at), s.what) for s in self.seen]}"
        return self

    def when(self, what: str, nth: int = -1) -> float:
        """Seconds since the day began at which this was seen (the last time, or the nth)."""
        times = [item.at for item in self.seen if item.what == what]
        assert times, f"{what} was not seen in {self.story()}"
        return times[nth]

    def near(self, what: str, minutes: float, nth: int = -1, within: float = 12.0) -> Self:
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

    def observe(self, effect: Effect) -> None:
        word = name_of(effect)
        if word is not None:
            self.seen.append(Seen(self.at, word, effect))
        match effect:
            case Record(row=row):
                self.rows.append(row)
            case Announce():
                self.announced.append(effect)

    def _check(self) -> None:
        """Law: after every handle the next deadline is strictly later than now."""
        now, wakeup = self.now(), self.engine.next_wakeup()
        if wakeup.boot is not None:
            assert wakeup.boot > now.boot, f"a deadline has passed and cannot fire: {wakeup}"
        if wakeup.wall is not None:
            assert wakeup.wall.astimezone(UTC) > now.wall.astimezone(UTC)
        super()._check()
