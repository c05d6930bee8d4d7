"""The engine: `handle(event, now)` gives effects, `next_wakeup()` says when it wants to look again.

Pure: no clock, no thread, no input or output inside. Sensors report, the engine judges.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from breakd.frozen import frozen
from breakd.stretches.model import Catalogue
from breakd.stretches.progress import StretchLog

from . import sensor_events, sitting_clock, snapshot
from .codec import Json, Unreadable
from .deadlines import fire_due, next_boot_deadline, next_wall_deadline
from .effects import Effect, Record
from .events import Beat, Event, InputSeen, Now, Request, Sleeping, Unlocked
from .presence import PresenceFacts
from .records import DayRow, SpanRow
from .reminder import after_restart, reset_standing_after_boot, resolve_natural
from .requests import handle_request
from .returning import on_request
from .safety import stop_guide_if_not_allowed
from .settings import Settings
from .spans import Counted, TimelineSpan
from .state import EngineState, QuietState, rebase_boot_clock
from .status import Status
from .status_builder import build_status
from .step import Step
from .suggester import Suggester
from .time_accounting import advance_to, advance_to_now, machine_was_off
from .wall_time import elapsed


@frozen
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

    def __init__(
        self, settings: Settings, catalogue: Catalogue, now: Now, *, first_id: int = 1, first_span: int = 1,
        picks: int = 0,
    ) -> None:  # fmt: skip
        """A fresh one. `first_id`, `first_span`: numbers that no reminder, and no later span, ever had.

        `picks`: as if so many suggestions had been made before, which decides between equal ones.
        """
        self._settings = settings
        self._catalogue = catalogue
        self._first_span = first_span
        ledger = sitting_clock.begun(first_span)
        self._state = EngineState(now, ledger=ledger, next_id=first_id, stretch_log=StretchLog(picks=picks))
        self._reported_days: tuple[sitting_clock.Day, ...] = ()
        self._reported_spans: tuple[TimelineSpan, ...] = ()

    # --- the three verbs -------------------------------------------------------------------------

    def handle(self, event: Event, now: Now) -> list[Effect]:
        """Count the time up to `now`, take in the event, and let everything happen that is due."""
        step = self._step(now)
        if isinstance(event, InputSeen | Unlocked):
            advance_to(step, event.at)
        else:
            advance_to_now(step)
        if isinstance(event, Request):
            on_request(step, event)
            refused = handle_request(step, event)
            if refused is not None:
                step.emit(refused)
        else:
            sensor_events.handle_event(step, event)
        advance_to_now(step)
        fire_due(step)
        return self._finish(step, days=isinstance(event, Beat | Sleeping))

    def next_wakeup(self) -> Wakeup:
        """When to send a Tick; strictly later than the last `now`."""
        step = self._step(self._state.last)
        return Wakeup(next_boot_deadline(step), next_wall_deadline(step))

    def status(self, now: Now) -> Status:
        """The state at `now`; changes nothing."""
        step = self._step(now)
        advance_to_now(step)
        return build_status(step)

    @property
    def state(self) -> EngineState:
        """All that the engine remembers, as one frozen value."""
        return self._state

    def suggester(self, now: Now) -> Suggester:
        """What would be suggested at `now`, and why not something else; changes nothing."""
        return self._step(now).suggester

    # --- a life across restarts ------------------------------------------------------------------

    def snapshot(self) -> Json:
        """All that the engine remembers, as plain JSON values."""
        return snapshot.write(self._state)

    def restore(self, kept: Json, now: Now, *, same_boot: bool) -> list[Effect]:
        """Take up an earlier life. Raises codec.Unreadable and stays fresh if it makes no sense.

        The gap in between is not watched: neither sitting nor rest, unless the machine slept or was off.
        """
        state = snapshot.read(kept)
        if same_boot and now.boot < state.last.boot:
            raise Unreadable("the snapshot is of a later instant of this boot")
        try:
            step = Step(self._restored_state(state, now, same_boot), self._settings, self._catalogue, now)
            advance_to_now(step, watched=False)
            if not same_boot:
                reset_standing_after_boot(step)
                if step.reminder is not None and step.account.rested:
                    resolve_natural(step)  # begun from afar, in an absence that was a natural break already
            step.cap_clock()
            stop_guide_if_not_allowed(step)
            fire_due(step)
            build_status(step)  # nothing in it must be out of the range of times
        except (OverflowError, ValueError, LookupError) as error:
            raise Unreadable(f"the snapshot cannot be lived in: {error}") from error
        return self._finish(step, days=True)

    def _restored_state(self, state: EngineState, now: Now, same_boot: bool) -> EngineState:
        """The memory of an earlier life on the clocks of this one; the sensors begin afresh."""
        if not same_boot:
            last = machine_was_off(state.last, now, self._settings.sitting.natural_break)
            state = replace(rebase_boot_clock(state, last.boot - state.last.boot), last=last)
        reminder = after_restart(state.reminder, now.boot) if state.reminder is not None else None
        next_id = max(state.next_id, self._state.next_id)
        ledger = sitting_clock.numbered_from(state.ledger, self._first_span)
        return replace(
            state, reminder=reminder, next_id=next_id, ledger=ledger, facts=PresenceFacts(), quiet=QuietState(),
            pause_watched=None,
        )  # fmt: skip

    # --- inside ----------------------------------------------------------------------------------

    def _step(self, now: Now) -> Step:
        # a clock read a moment apart must not run time backwards
        last = self._state.last
        if now.boot < last.boot:
            now = replace(now, boot=last.boot, mono=max(now.mono, last.mono))
        return Step(self._state, self._settings, self._catalogue, now)

    def _finish(self, step: Step, *, days: bool) -> list[Effect]:
        self._state, self._settings, self._catalogue = step.state, step.settings, step.catalogue
        keeps = days or any(isinstance(effect, Record) for effect in step.effects)
        return [*step.effects, *self._changed_days(), *self._changed_spans()] if keeps else step.effects

    def _changed_days(self) -> list[Effect]:
        """Rows of the days that have changed since they were last recorded."""
        days = self._state.ledger.account.days
        changed = [day for day in days if day not in self._reported_days]
        self._reported_days = days
        return [Record(DayRow(day.day, day.sitting, day.standing, day.longest_bout, day.bouts)) for day in changed]

    def _changed_spans(self) -> list[Effect]:
        """Rows of the timeline from the first span on that differs from what was recorded last."""
        ledger, reported = self._state.ledger, self._reported_spans
        spans = ledger.account.spans
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(spans, reported, strict=False)))
        if same + 1 == len(spans) == len(reported) and _is_the_same_absence(spans[-1], reported[-1]):
            return []  # nobody is there for hours: the disk may sleep too
        if same == len(spans) < len(reported):  # the last one replaces what came after it
            same = max(0, same - 1)
        self._state = replace(self._state, ledger=sitting_clock.without_recorded(ledger))
        self._reported_spans = self._state.ledger.account.spans
        return [Record(SpanRow(span.began.date(), span)) for span in spans[same:]]


def _is_the_same_absence(now: TimelineSpan, before: TimelineSpan) -> bool:
    return now.counted is Counted.AWAY and (now.number, now.counted, now.during, now.began) == (
        before.number, before.counted, before.during, before.began
    )  # fmt: skip
