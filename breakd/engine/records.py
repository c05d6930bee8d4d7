"""What is kept: the rows of the history, and the words in them."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from breakd.frozen import frozen

if TYPE_CHECKING:  # else whoever reads the history without a daemon would load half the engine
    from .events import Posture
    from .spans import TimelineSpan


class ReminderKind(Enum):
    """What a reminder asks for."""

    STRETCH = "stretch"
    """A short stretch, after sitting."""
    CHANGE = "change"
    """Sit or walk, after standing."""


class Outcome(Enum):
    """How a reminder ended."""

    COMPLETED = "completed"
    """The person said so, or finished the guide."""
    NATURAL = "natural"
    """The person was away for a natural break."""
    SKIPPED = "skipped"
    """The person let it go."""
    IGNORED = "ignored"
    """It was shown, nobody answered, and somebody was still there."""
    UNSEEN = "unseen"
    """The desktop hid it."""


# --- what is kept -------------------------------------------------------------------------------


class Unsaved(Enum):
    """Why what happens cannot be written down just now."""

    DISK_FULL = "disk-full"
    """There is no room left."""
    READ_ONLY = "read-only"
    """The disk or the folder takes nothing."""
    IN_USE = "in-use"
    """Another program holds the history."""
    NEWER = "newer"
    """A later breakd wrote the history, and it must not be touched."""
    FAULT = "fault"
    """Whatever else it is; the log has the words of the system."""


@frozen
class ReminderRow:
    """A reminder as it stands; a row with the same id is replaced."""

    id: int
    kind: ReminderKind
    day: date
    opened_at: datetime
    stretch: str
    firm: bool
    by_program: bool
    """False for `now` and for a break nobody asked for: those count in no rate."""
    shown_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None
    snoozes: int
    bout_seconds: float
    guided_seconds: float | None = None
    """How long the guide led through the stretch; None without a guide."""
    session: tuple[str, ...] = ()
    """The stretches of a session; empty for a single stretch."""


@frozen
class SessionRow:
    """A session that was done to its end; seconds as far as a guide measured them."""

    day: date
    at: datetime
    stretches: tuple[str, ...]
    seconds: float | None


@frozen
class BreakRow:
    """A natural break: an absence of `seconds` or more that ended a bout without anybody asking."""

    day: date
    at: datetime
    reminder_id: int | None


@frozen
class BoutRow:
    """A bout that ended: unbroken sitting, in sitting seconds; it belongs to the day it began."""

    day: date
    began_at: datetime
    ended_at: datetime
    seconds: float


@frozen
class PostureRow:
    """The posture changed."""

    at: datetime
    posture: Posture


@frozen
class DayRow:
    """A day's seconds so far; a row of the same day is replaced."""

    day: date
    sitting_seconds: float
    standing_seconds: float
    longest_bout_seconds: float
    bouts: int


@frozen
class SpanRow:
    """A part of a day's timeline. It replaces what was recorded with its number and with later ones."""

    day: date
    span: TimelineSpan


@frozen
class PracticeRow:
    """A stretch was done."""

    day: date
    at: datetime
    stretch: str
    level: int | None
    """The dose: 1 easy, 2 usual, 3 demanding; None where an older breakd did not keep it."""


@frozen
class FeelRow:
    """What the person said of a stretch: a word, or pain from 0 to 10; `hurts` puts it away."""

    at: datetime
    stretch: str
    word: str


@frozen
class ErasedRow:
    """No row: everything recorded of the days before this one goes, or (None) of all days."""

    before: date | None


Row = (
    ReminderRow | BreakRow | BoutRow | PostureRow | DayRow | SpanRow | FeelRow | SessionRow | PracticeRow | ErasedRow
)  # fmt: skip
