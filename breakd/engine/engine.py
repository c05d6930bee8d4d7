"""The engine: `handle(event, now)` gives effects, `next_wakeup()` says when it wants to look again.

Pure: no clock, no thread, no input or output inside. Sensors report, the engine judges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from breakd.core.catalogue import Catalogue

from . import sensor_events, sitting_clock, snapshot
from .codec import Json, Unreadable
from .deadlines import look, next_boot, next_wall
from .effects import Effect, Record
from .events import Beat, Event, InputSeen, Now, Sleeping, Unlocked, Wish
from .presence import Facts
from .records import DayRow, Outcome
from .reminder import close, recovered, stand_down
from .requests import grant
from .settings import Settings
from .state import Memory, QuietWatch, shifted
from .status import Status
from .status_builder import overview
from .step import Turn
from .time_accounting import machine_was_off, pass_time, pass_time_to
from .wall_time import elapsed

WISHES: tuple[type, ...] = get_args(Wish)


@dataclass(frozen=True, slots=True)
class Wakeup:
    """When to send a Tick: the earliest deadline on the boot clock, and the earliest in wall time."""

    boot: float | None
    wall: datetime | None

    def seconds_from(self, now: Now) -> float | None:
        """Seconds from `now` to the earlier of both; None if there is neither."""
        waits = [] if self.boot is None else [self.boot - now.boot]
        waits += [] if self.wall is None else [elapsed(now.wall, self.wall)]
        return min(waits, default=None)


class Engine:
    """The whole policy. One event at a time; `now` never runs backwards on the boot clock."""

    def __init__(self, settings: Settings, catalogue: Catalogue, now: Now, *, first_id: int = 1) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._memory = Memory(last=now, next_id=first_id)
        self._told_days: tuple[sitting_clock.Day, ...] = ()

    # --- the three verbs -------------------------------------------------------------------------

    def handle(self, event: Event, now: Now) -> list[Effect]:
        """Count the time up to `now`, take in the event, and let everything happen that is due."""
        turn = self._turn(now)
        if isinstance(event, InputSeen | Unlocked):
            pass_time_to(turn, event.at)
        else:
            pass_time(turn)
        if isinstance(event, WISHES):
            refused = grant(turn, event)  # type: ignore[arg-type]
            if refused is not None:
                turn.emit(refused)
        else:
            sensor_events.take(turn, event)  # type: ignore[arg-type]
        pass_time(turn)
        look(turn)
        return self._finish(turn, days=isinstance(event, Beat | Sleeping))

    def next_wakeup(self) -> Wakeup:
        """When to send a Tick; strictly later than the last `now`."""
        turn = self._turn(self._memory.last)
        return Wakeup(next_boot(turn), next_wall(turn))

    def status(self, now: Now) -> Status:
        """The state at `now`; changes nothing."""
        turn = self._turn(now)
        pass_time(turn)
        return overview(turn)

    # --- a life across restarts ------------------------------------------------------------------

    def snapshot(self) -> Json:
        """All that the engine remembers, as plain JSON values."""
        return snapshot.write(self._memory)

    def restore(self, kept: Json, now: Now, *, same_boot: bool) -> list[Effect]:
        """Take up an earlier life. Raises codec.Unreadable and stays fresh if it makes no sense.

        The gap in between is not watched: neither sitting nor rest, unless the machine slept or was off.
        """
        memory = snapshot.read(kept)
        if same_boot and now.boot < memory.last.boot:
            raise Unreadable("the snapshot is of a later instant of this boot")
        try:
            turn = Turn(self._taken_up(memory, now, same_boot), self._settings, self._catalogue, now)
            pass_time(turn, watched=False)
            if not same_boot:
                stand_down(turn)
                if turn.reminder is not None and turn.account.rested:
                    close(turn, Outcome.NATURAL)  # begun from afar, in an absence that was a natural break already
            turn.limit_clock()
            look(turn)
            overview(turn)  # nothing in it must be out of the range of times
        except (OverflowError, ValueError, LookupError) as error:
            raise Unreadable(f"the snapshot cannot be lived in: {error}") from error
        return self._finish(turn, days=True)

    def _taken_up(self, memory: Memory, now: Now, same_boot: bool) -> Memory:
        """The memory of an earlier life on the clocks of this one; the sensors begin afresh."""
        if not same_boot:
            last = machine_was_off(memory.last, now, self._settings.sitting.natural_break)
            memory = replace(shifted(memory, last.boot - memory.last.boot), last=last)
        reminder = recovered(memory.reminder, now.boot) if memory.reminder is not None else None
        next_id = max(memory.next_id, self._memory.next_id)
        return replace(
            memory, reminder=reminder, next_id=next_id, facts=Facts(), quiet=QuietWatch(), pause_watched=None
        )  # fmt: skip

    # --- inside ----------------------------------------------------------------------------------

    def _turn(self, now: Now) -> Turn:
        # a clock read a moment apart must not run time backwards
        last = self._memory.last
        if now.boot < last.boot:
            now = replace(now, boot=last.boot, mono=max(now.mono, last.mono))
        return Turn(self._memory, self._settings, self._catalogue, now)

    def _finish(self, turn: Turn, *, days: bool) -> list[Effect]:
        self._memory, self._settings, self._catalogue = turn.memory, turn.settings, turn.catalogue
        keeps = days or any(isinstance(effect, Record) for effect in turn.effects)
        return [*turn.effects, *self._changed_days()] if keeps else turn.effects

    def _changed_days(self) -> list[Effect]:
        """Rows of the days that have changed since they were last told."""
        days = self._memory.ledger.account.days
        changed = [day for day in days if day not in self._told_days]
        self._told_days = days
        return [Record(DayRow(day.day, day.sitting, day.standing, day.longest_bout, day.bouts)) for day in changed]
