"""What a person can set, as frozen values. Durations are seconds; the words are those of the config file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from types import MappingProxyType

from breakd.frozen import frozen
from breakd.stretches.model import HelpNumbers

MINUTE, HOUR = 60.0, 3600.0
SITTING_WORSE = "sitting_worse"
"""The condition of whom sitting makes it worse."""


@frozen
class SittingSettings:
    """When sitting is long, and what counts as being away."""

    limit: float = 30 * MINUTE
    hard_limit: float = 60 * MINUTE
    natural_break: float = 5 * MINUTE
    idle_after: float = 2 * MINUTE
    passive_cap: float = 2 * HOUR
    standing_limit: float = 45 * MINUTE


def usual_limit(conditions: frozenset[str]) -> float:
    """The limit of who has set none: shorter where sitting makes it worse."""
    return 20 * MINUTE if SITTING_WORSE in conditions else SittingSettings().limit


@frozen
class ReminderSettings:
    """How a reminder comes, waits and goes."""

    heads_up: float = 30.0
    wait_for_pause: float = 5.0
    wait_at_most: float = 2 * MINUTE
    expires: float = 90.0
    snooze: tuple[float, ...] = (10 * MINUTE, 5 * MINUTE, 15 * MINUTE)
    max_snoozes: int = 2
    sound: bool = False


@frozen
class GuideSettings:
    """How the guide leads through a stretch."""

    voice: bool = False
    """Whether it reads the steps aloud."""


@frozen
class QuietSettings:
    """Which quiet reasons hold a reminder back, and how long after the last one it stays back."""

    do_not_disturb: bool = True
    call: bool = True
    screen_share: bool = True
    fullscreen: bool = True
    settle: float = 20.0


@frozen
class HoursRange:
    """One stretch of work hours; `end <= start` runs over midnight, `end` 00:00 means the end of the day."""

    start: time
    end: time


@frozen
class Place:
    """What a place allows: settings, things at hand, and how discreet a stretch must be (1 to 3)."""

    settings: frozenset[str]
    equipment: frozenset[str]
    discreet: int


OFFICE = Place(
    frozenset({"seated", "standing"}),
    frozenset({"chair", "chair-with-back", "sturdy-chair-or-desk", "wall"}),
    2,
)
HOME = Place(
    frozenset({"seated", "standing", "floor"}),
    frozenset({"chair", "chair-with-back", "sturdy-chair-or-desk", "sturdy-chair", "wall", "doorway", "mat"}),
    1,
)


@frozen
class StretchSettings:
    """Which stretches are on or off by hand, and how long a break is."""

    enable: frozenset[str] = frozenset()
    disable: frozenset[str] = frozenset()
    break_: float = 90.0
    long_break_every: int = 3
    long_break: float = 2 * MINUTE
    sessions_per_week: int = 2
    checkup_every: float | None = None


@frozen
class BodySettings:
    """Where it hurts and what to keep away from; the words are those of the catalogue.

    Which conditions hold on a day is worked out by `stretches.conditions`.
    """

    pain: frozenset[str] = frozenset({"lumbar"})
    side: str = "none"
    conditions: frozenset[str] = frozenset()
    eases: str = "none"
    disclaimer: bool = False
    """It was read and confirmed; until then nothing but standing up and walking is suggested."""
    surgery: date | None = None
    """The day of an operation on spine, belly or hip."""
    surgery_released: bool = False
    """The team lets the person exercise freely again; counts from the end of the twelfth week."""
    pregnant_since: date | None = None
    """The first day of the first week of pregnancy."""


@frozen
class HookSettings:
    """What else starts when something happens: each a program and its words; empty for nothing."""

    shown: tuple[str, ...] = ()
    """A reminder came up."""
    done: tuple[str, ...] = ()
    """A reminder was answered with Done."""
    snoozed: tuple[str, ...] = ()
    """A reminder was put off."""
    paused: tuple[str, ...] = ()
    """No reminders until the person resumes, or a time comes."""
    away: tuple[str, ...] = ()
    """Nobody is there any more, or the screen is locked."""
    back: tuple[str, ...] = ()
    """Somebody is there again."""


@frozen
class Settings:
    """Everything a person can set, as one value; a new one replaces the old at once."""

    sitting: SittingSettings = SittingSettings()
    reminder: ReminderSettings = ReminderSettings()
    quiet: QuietSettings = QuietSettings()
    hours: tuple[tuple[HoursRange, ...], ...] | None = None
    """Work hours Monday to Sunday; None means always."""
    place: str = "office"
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({"office": OFFICE, "home": HOME}))
    stretches: StretchSettings = StretchSettings()
    guide: GuideSettings = GuideSettings()
    tray: bool = True
    shortcuts: bool = False
    """Whether the desktop is asked for keys that work in every window."""
    backend: str = "auto"
    """Where reminders are shown: `auto`, `desktop`, `terminal` or `plyer`."""
    help: HelpNumbers = field(default_factory=HelpNumbers)
    """The numbers to call that the person has set; empty for those of the country."""
    hooks: HookSettings = HookSettings()
    body: BodySettings = BodySettings()
