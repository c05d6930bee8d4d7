"""All that the engine remembers, as one frozen value: kept at each heartbeat, taken up again after a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import ClassVar

from breakd.frozen import frozen
from breakd.stretches.model import PlannedStretch
from breakd.stretches.progress import StretchLog
from breakd.stretches.reason import Reason
from breakd.stretches.safety_state import SafetyState

from .events import Now, QuietReason
from .presence import PresenceFacts
from .records import Outcome, ReminderKind
from .reminder_stages import Asked, Deferred, ReminderStage, Shown, Unanswered, Waiting, moved, popup
from .settings import ReminderSettings
from .sitting_clock import Ledger


@frozen
class Opening:
    """How a reminder fell due, as long as it may turn out that nobody sat there: what was so before it."""

    at: float
    """Boot instant."""
    last_start: float | None
    hard_limit_met: bool
    suggested: tuple[str, ...]
    picks: int


@frozen
class Reminder:
    """The open reminder: what holds in every stage, and the stage."""

    id: int
    kind: ReminderKind
    by_program: bool
    opened_at: datetime
    day: date
    stretch: str
    reason: Reason | None
    """None where the person named the stretch, and in a session."""
    rules: ReminderSettings
    """The settings it was opened under: it keeps its own."""
    stage: ReminderStage
    level: int = 2
    """The dose that is suggested: 1 easy, 2 usual, 3 demanding."""
    firm: bool = False
    firm_at: float | None = None
    """Boot instant at which it turned firm; None if it is not, or was from the beginning."""
    opening: Opening | None = None
    """None once it has been shown or answered, and for one that was asked for: it stays, and is recorded."""
    at_once: bool = False
    """Asked for by `now`: shown whatever the quiet reasons, but for the lock."""
    shown_at: datetime | None = None
    """When it was first shown."""
    sat: float = 0.0
    """Seconds of the bout when it was opened, or shown last."""
    snoozes: int = 0
    dismissals: int = 0
    losses: int = 0
    """How often the notification server vanished with it."""
    session: tuple[PlannedStretch, ...] = ()
    """The stretches of a session; empty for a single stretch."""

    @property
    def popup(self) -> Shown | Asked | None:
        """What is on the screen; None if nothing is."""
        return popup(self.stage)

    @property
    def awaits_answer(self) -> bool:
        """Its pop-up is on the screen, or was until a moment ago, so that a click may be under way."""
        return isinstance(self.popup, Shown) or (isinstance(self.stage, Unanswered) and self.stage.late)

    @property
    def asks_again(self) -> float | None:
        """Boot instant at which it comes back by itself after it was dismissed or left; None if it was not."""
        held = self.stage.not_before if isinstance(self.stage, Waiting | Deferred) else None
        return held if self.dismissals or self.shown_at is not None else None


@frozen
class Tally:
    """How often an outcome happened on a day; `NATURAL` counts all natural breaks."""

    day: date
    outcome: Outcome
    count: int


@frozen
class QuietState:
    """What the desktop says about quiet reasons while it is being watched."""

    on: bool = False
    reasons: frozenset[QuietReason] = frozenset()
    answer_by: float | None = None
    """The first answer is still missing; from then on it is taken as none."""


@frozen
class EngineState:
    """The engine's whole state."""

    STORED: ClassVar[Mapping[str, str]] = {"stretch_log": "journal", "safety": "care"}
    """Fields whose name in a snapshot is an older one."""

    last: Now
    facts: PresenceFacts = field(default_factory=PresenceFacts)
    ledger: Ledger = field(default_factory=Ledger)
    reminder: Reminder | None = None
    next_id: int = 1
    last_start: float | None = None
    """Boot instant of the last reminder that the program started."""
    hard_limit_met: bool = False
    """This bout has crossed `hard_limit`, and a reminder came of it."""
    paused_until: datetime | None = None
    """When the pause ends by the wall clock; of one that was given as a length, what the clock was to show then."""
    pause_elapses: float | None = None
    """Boot instant at which a pause ends that was given as a length."""
    paused_forever: bool = False
    place: str | None = None
    """Chosen by hand on `place_day`."""
    place_day: date | None = None
    quiet: QuietState = QuietState()
    pause_watched: float | None = None
    stretch_log: StretchLog = field(default_factory=StretchLog)
    safety: SafetyState = field(default_factory=SafetyState)
    tallies: tuple[Tally, ...] = ()


def rebase_boot_clock(state: EngineState, by: float) -> EngineState:
    """The same memory on a boot clock that reads `by` seconds more; what was assumed is settled."""

    reminder, last_start = state.reminder, state.last_start
    if reminder is not None:
        reminder = replace(reminder, stage=reminder.stage.rebased(by), firm_at=None, opening=None)
    account = state.ledger.account
    return replace(
        state, reminder=reminder, last_start=moved(last_start, by), pause_elapses=moved(state.pause_elapses, by),
        facts=PresenceFacts(), ledger=Ledger(account, account), last=replace(state.last, boot=state.last.boot + by),
    )  # fmt: skip
