"""What can happen to the engine: reports of the sensors and requests of the person, as frozen records.

Instants named `at` or `since` are seconds of CLOCK_BOOTTIME. Sensors report, the engine judges.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from breakd.frozen import frozen
from breakd.stretches.model import Catalogue

from .health_requests import HealthRequest
from .settings import Settings


@frozen
class Now:
    """One instant on the three clocks: `boot` counts sleep, `mono` does not, `wall` is local time with its zone."""

    boot: float
    mono: float
    wall: datetime


class Evidence(Enum):
    """Why somebody may sit there without touching anything."""

    CALL = "call"
    """A program records the microphone."""
    INHIBITOR = "inhibitor"
    """A video, a presentation or another program holds the session from going idle."""


class QuietReason(Enum):
    """One of equal, independent reasons to hold a reminder back."""

    CALL = "call"
    """The microphone is in use."""
    SCREEN_SHARE = "screen-share"
    """The screen is being shared or recorded."""
    DO_NOT_DISTURB = "do-not-disturb"
    """The person turned on do-not-disturb."""
    FULLSCREEN = "fullscreen"
    """The active window covers the screen."""
    OFF_HOURS = "off-hours"
    """It is outside the work hours."""
    LOCKED = "locked"
    """The screen is locked."""
    PAUSED = "paused"
    """The person asked for no reminders for a while."""


class Posture(Enum):
    """How the person says they work."""

    SITTING = "sitting"
    """On a chair: sitting time counts."""
    STANDING = "standing"
    """At a raised table: the sitting clock falls."""


@frozen
class Tick:
    """A deadline passed, or nothing in particular: look at the clocks."""


@frozen
class Beat:
    """The daemon's heartbeat: everything queued before it has been handled."""


@frozen
class SourceReady:
    """A presence source answers from now on; `sees_input` is false for one that cannot see absences."""

    name: str
    sees_input: bool = True


@frozen
class SourceLost:
    """The presence source went away: presence is unknown until the next report."""

    at: float


@frozen
class InputSeen:
    """The person touched keyboard or pointer at `at`."""

    at: float


@frozen
class NoInput:
    """There has been no input since `since`; sent when a watched threshold is reached, or when asked."""

    since: float


@frozen
class EvidenceSeen:
    """The answer to AskEvidence: what shows that somebody sits there; empty if nothing does."""

    evidence: frozenset[Evidence]


@frozen
class QuietSeen:
    """The desktop's quiet reasons as they stand; sent whole on every change while watched."""

    reasons: frozenset[QuietReason]


@frozen
class Locked:
    """The screen has been locked since `at`."""

    at: float


@frozen
class Unlocked:
    """The screen was unlocked at `at`: somebody is there."""

    at: float


@frozen
class Sleeping:
    """The machine is about to sleep."""

    at: float


@frozen
class Woke:
    """The machine has woken up."""

    at: float


# --- the pop-up ---------------------------------------------------------------------------------


@frozen
class Dismissed:
    """The pop-up of reminder `id` was closed without an answer: by the person, or by a program (its server)."""

    id: int
    by_person: bool = True


@frozen
class NotNow:
    """The answer "Not now" to "Did you stretch?" about reminder `id`."""

    id: int


@frozen
class Details:
    """The person wants all steps of reminder `id` in its pop-up; a guide that cannot be opened wants it for them."""

    id: int


@frozen
class PopupLost:
    """The notification server vanished with the pop-up of reminder `id` on it, or did not show it."""

    id: int
    no_server: bool = False
    """There was none that could have shown it."""


@frozen
class NotificationServerCame:
    """A notification server is there, the first or the next one."""


# --- requests of the person (id 0 = the open reminder) ----------------------------------------------


@frozen
class Done:
    """A stretch was done: the open reminder's, or `stretch`, or any break with nothing open."""

    id: int = 0
    stretch: str = ""
    seconds: float | None = None
    """How many seconds of it a guide led through; None without a guide."""


@frozen
class Snooze:
    """Come back in `seconds`; 0 takes the first of the settings."""

    id: int = 0
    seconds: float = 0.0


@frozen
class Skip:
    """Let this one go."""

    id: int = 0


@frozen
class Another:
    """The same reminder with another stretch."""

    id: int = 0


@frozen
class Start:
    """The guide begins, for the open reminder or for `stretch`."""

    id: int = 0
    stretch: str = ""
    token: str | None = None
    """We open the guide, with this activation token; None: the client that asks has opened it."""


@frozen
class GuideKeepAlive:
    """The guide of reminder `id` is still running."""

    id: int


@frozen
class GuideAbandoned:
    """The guide of reminder `id` was left before its end."""

    id: int


@frozen
class RemindNow:
    """Show a suggestion at once, whatever the quiet reasons."""


@frozen
class OpenBoard:
    """Open the window that shows everything, at this page, with the desktop's activation token."""

    page: str = ""
    """Empty for the first one."""
    token: str = ""


@frozen
class Pause:
    """No reminders until `until`: a length ("1h"), a time ("14:30"), "tomorrow", a date or "forever".

    An empty one is one hour.
    """

    until: str = ""


@frozen
class Resume:
    """Reminders again."""


@frozen
class SetPosture:
    """The person says whether they sit or stand."""

    posture: Posture


@frozen
class SetPlace:
    """The person says where they are, until the next day begins."""

    place: str


@frozen
class Feel:
    """How what runs or the last break felt: `better`, `same`, `worse`, `spreading`, or pain from `0` to `10`."""

    word: str


@frozen
class Hurts:
    """A stretch hurts: `stretch`, or what runs, was just done, shows, or was suggested last."""

    stretch: str = ""


@frozen
class Erase:
    """Forget what was recorded of the days before this one; None: of all days, and what is known of the body."""

    before: date | None


@frozen
class SettingsChanged:
    """New settings hold from now, and new stretches if there are any."""

    settings: Settings
    catalogue: Catalogue | None = None


@frozen
class StateLost:
    """What earlier runs kept cannot be had: a safety lock or open questions may have been among it."""


SensorEvent = (
    Tick | Beat | StateLost | SourceReady | SourceLost | InputSeen | NoInput | EvidenceSeen | QuietSeen
    | Locked | Unlocked | Sleeping | Woke | Dismissed | NotNow | PopupLost | NotificationServerCame | SettingsChanged
)  # fmt: skip
Request = (
    Done | Snooze | Skip | Another | Start | GuideKeepAlive | GuideAbandoned | Details
    | RemindNow | OpenBoard | Pause | Resume | SetPosture | SetPlace | Feel | Hurts | Erase | HealthRequest
)  # fmt: skip
Event = SensorEvent | Request
