"""The engine's state as one value, for `status`, the tray and D-Bus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Literal

from breakd.frozen import frozen
from breakd.stretches.model import PlannedStretch
from breakd.stretches.reason import Reason
from breakd.stretches.safety_state import Card, RedFlagList
from breakd.stretches.selection import Exclusion

from .events import Posture, QuietReason
from .records import Outcome, ReminderKind, Unsaved


class State(Enum):
    """The one word for what is going on; the first that holds, in this order."""

    UNKNOWN = "unknown"
    """Presence is not known yet."""
    PAUSED = "paused"
    """The person asked for no reminders."""
    OFF_HOURS = "off-hours"
    """Outside the work hours."""
    AWAY = "away"
    """Nobody is there."""
    STARTED = "started"
    """The guide is running."""
    SNOOZED = "snoozed"
    """The person asked for later."""
    DUE = "due"
    """A reminder shows, or waits for a good moment."""
    DEFERRED = "deferred"
    """A quiet reason holds the reminder back."""
    STANDING = "standing"
    """The person works standing."""
    SITTING = "sitting"
    """The sitting clock runs."""


class Presence(Enum):
    """Whether somebody is there."""

    ACTIVE = "active"
    """Input is coming."""
    IDLE = "idle"
    """No input for `idle_after`."""
    PASSIVE = "passive"
    """No input, but a call or a video shows that somebody sits there."""
    LOCKED = "locked"
    """The screen is locked."""
    UNKNOWN = "unknown"
    """Not known yet."""


class Stage(Enum):
    """Where an open reminder is in its life."""

    WAITING = "waiting"
    """Due; waits for the person to be there, or for a pause in the typing."""
    DEFERRED = "deferred"
    """A quiet reason holds it back."""
    SHOWN = "shown"
    """Its pop-up was shown; the outcome is open."""
    STARTED = "started"
    """The guide is running."""
    SNOOZED = "snoozed"
    """It returns at its time."""


class UnavailableReason(Enum):
    """Why the person's own days hold a stretch back."""

    HURTS = "hurts"
    """It hurt."""
    DIRECTION = "direction"
    """What goes the same way hurt, or may have."""
    LIMIT = "limit"
    """It was done as often as is good for a day or a week."""


@frozen
class PlannedToday:
    """A stretch of the person's plan on this day."""

    stretch: str
    sets: int
    """Prescribed for today."""
    done: int
    """Done today, so far; it may be more."""
    next_at: datetime | None
    """From when on a reminder offers the next set; None if that is now, or if none is left."""
    held_back: Exclusion | None
    """Why no reminder offers it, as things are; None if nothing speaks against it."""


@frozen
class UnavailableStretch:
    """A stretch that is held back until then; None: until the person puts it back."""

    stretch: str
    why: UnavailableReason
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReminder:
    """The open reminder as others may see it, in the order of `status --json`."""

    id: int
    kind: ReminderKind
    stage: Stage
    firm: bool
    stretch: str
    name: str = ""
    """What people call the stretch; empty where there is none."""
    level: int = 2
    """The dose of the stretch: 1 easy, 2 usual, 3 demanding."""
    reason: Reason | None
    """None where the person named the stretch, and in a session."""
    shown_at: datetime | None
    snoozes_left: int
    session: tuple[PlannedStretch, ...] = ()
    """The stretches of a session, in order; empty for a single stretch."""
    never_done: tuple[str, ...] = ()
    """Those of its stretches that were never done so far: whoever guides through one waits until it has been read."""


@frozen
class Today:
    """The day's account."""

    sitting_seconds: float
    standing_seconds: float
    longest_bout_seconds: float
    bouts: int
    outcomes: Mapping[Outcome, int]


@frozen
class Status:
    """Everything `status --json` says except version and capabilities; seconds are exact, not rounded."""

    state: State
    presence: Presence
    posture: Posture
    place: str
    may_stand: bool
    """Whether words may ask this person, at this place, to stand up or walk."""
    places: tuple[str, ...]
    bout_seconds: float
    sitting_clock_seconds: float
    limit_seconds: float
    hard_limit_seconds: float
    standing_seconds: float
    due_in_seconds: float | None
    """Sitting seconds to the next reminder; None while one is open or none can come."""
    due_at: datetime | None
    """When the next reminder comes if sitting goes on."""
    in_heads_up: bool
    attention: bool
    """An open reminder is held back although the bout reached `hard_limit`."""
    reminder: OpenReminder | None
    snoozed_until: datetime | None
    asks_again_at: datetime | None
    """When a reminder that was dismissed or left comes back by itself."""
    paused_until: datetime | Literal["forever"] | None
    quiet: tuple[QuietReason, ...]
    flare_until: datetime | None
    safety_lock: bool
    today: Today
    card: Card | None = None
    """What the person should read: the lock's card, else today's."""
    card_stretch: str = ""
    """The stretch that the card is about; empty for none."""
    ask_red_flags: bool = False
    """Something was said that asks for the red-flag questions; until then only the gentlest stretches come."""
    red_flag_list: RedFlagList | None = None
    """Which of them."""
    ask_disclaimer: bool = False
    """The disclaimer has not been confirmed: only standing up and walking are suggested."""
    feedback_until: datetime | None = None
    """Until then Better, Same, Worse and It hurts are offered; None: there is nothing to ask about."""
    feedback_stretch: str = ""
    """The stretch they are about."""
    sessions_this_week: int = 0
    sessions_per_week: int = 0
    """The goal; 0 is none."""
    checkup_due: bool = False
    """The reminder to see somebody is due, and has not been answered."""
    gentle_until: datetime | None = None
    """After much pain only the gentlest stretches are suggested, until then; None: the usual ones."""
    easy_until: datetime | None = None
    """After the safety lock was lifted every dose is the easy one, until then."""
    spread_until: datetime | None = None
    """After it spread leg nerve pain is taken to hold, until then."""
    away: tuple[UnavailableStretch, ...] = ()
    """The stretches that the person's own days hold back."""
    plan: tuple[PlannedToday, ...] = ()
    """What a professional prescribed for this day."""
    not_saved: Unsaved | None = None
    """Why what happens holds in memory alone; None while all of it is on disk. The loop knows it, not the engine."""


@frozen
class Capabilities:
    """What the desktop was found to be able to do, for `status` and `doctor`."""

    presence: str
    """Name of the presence source, `always` if absences cannot be seen."""
    notify: tuple[str, ...]
    """What the notification server says it can do; empty while there is none."""
    tray: str
    """`sni`, or `none` while there is no host for the icon."""
    logind: bool
    """Whether lock and sleep are heard from logind."""
    input_unbroken_seconds: float | None = None
    """Seconds for which input has come without a pause of `idle_after`; None while there is one, or none is seen."""
