"""What the engine wants done, as frozen records. The loop carries each to its edge; none of them may block."""

from __future__ import annotations

from enum import Enum

from breakd.frozen import frozen

from .events import OpenBoard
from .health_requests import Checkup, OpenQuestions
from .records import Outcome, ReminderKind, Row


class Refusal(Enum):
    """Why a request cannot be granted; the sentence a person reads is in `messages.refusals`."""

    NOTHING_OPEN = "nothing-open"
    """There is no open reminder to act on."""
    STALE = "stale"
    """The reminder named is not the open one."""
    NO_MORE_SNOOZES = "no-more-snoozes"
    """`max_snoozes` is used up."""
    NOT_DUE = "not-due"
    """Nothing to snooze before the heads-up."""
    LOCKED = "locked"
    """Nothing is shown on a locked screen."""
    UNKNOWN_STRETCH = "unknown-stretch"
    """No stretch has this id."""
    UNKNOWN_PLACE = "unknown-place"
    """No place has this name."""
    BAD_TIME = "bad-time"
    """The pause is neither a length, a time, a date to come, `tomorrow` nor `forever`."""
    BAD_WORD = "bad-word"
    """The feeling is not one of the words."""
    BAD_LENGTH = "bad-length"
    """A snooze lasts one second or more."""
    NOTHING_SUGGESTED = "nothing-suggested"
    """No stretch has been suggested yet."""
    NO_STRETCH = "no-stretch"
    """No other stretch is allowed here and now."""
    EMERGENCY = "emergency"
    """The safety lock holds after an emergency sign; `detail` is the card."""
    URGENT = "urgent"
    """The safety lock holds after an urgent sign; `detail` is the card."""
    NO_SAFETY_LOCK = "no-safety-lock"
    """There is no safety lock to lift."""
    NOT_CHECKED = "not-checked"
    """Only the word of a professional lifts the safety lock."""
    QUESTIONS = "questions"
    """The red-flag questions come before a session or this stretch; `detail` is its id."""
    NOT_CONFIRMED = "not-confirmed"
    """The disclaimer has not been confirmed yet."""
    EXCLUDED = "excluded"
    """A condition of the profile rules this stretch out; `detail` is its id."""
    OFF = "off"
    """The settings turn this stretch off, or never turned it on; `detail` is its id."""
    PUT_AWAY = "put-away"
    """This stretch hurt, or what goes the same way did; `detail` is its id."""
    GENTLE_DAY = "gentle-day"
    """After much pain this stretch is not for the rest of the day; `detail` is its id."""
    IN_FLARE = "in-flare"
    """This stretch is not for a flare-up; `detail` is its id."""
    LIMIT = "limit"
    """This stretch was done as often as is good for now; `detail` is its id."""
    NO_LEG_PAIN = "no-leg-pain"
    """This stretch is for people who report leg pain; `detail` is its id."""
    NOT_EASED = "not-eased"
    """This stretch bends forward a back that minds it; `detail` is its id."""
    NOT_AWAY = "not-away"
    """This stretch is not put away, and nothing that goes the same way rests; `detail` is its id."""
    RUNNING = "running"
    """A guide runs, so nothing else is suggested; `detail` names what it leads through."""
    BAD_DAYS = "bad-days"
    """A flare-up lasts from a day to a month."""
    NO_CHECKUP = "no-checkup"
    """No check-up is due."""


@frozen
class Remind:
    """Show reminder `id`, or replace what shows of it. Buttons: Done, Snooze, Another; for CHANGE: Sit, Snooze."""

    id: int
    kind: ReminderKind
    firm: bool
    stretch: str
    sitting_seconds: float
    """Seconds of the bout (CHANGE: seconds of standing)."""
    snooze_seconds: float
    """What the Snooze button asks for."""
    level: int = 2
    """The dose of the stretch: 1 easy, 2 usual, 3 demanding."""
    details: bool = False
    """All steps of the stretch in the text."""
    may_stand: bool = True
    """Whether its words may ask to stand up or walk."""
    conditions: frozenset[str] = frozenset()
    """What holds of the person on this day: all steps come with the reasons for it."""
    refused: Refusal | None = None
    """Shown again after an answer that could not be granted: say why."""
    card: str = ""
    """The one line of the emergency card: nothing else is shown."""
    ask_red_flags: bool = False
    """The red-flag questions come first: it offers to answer them."""
    asked: bool = False
    """The person asked for it: how long they sat is no reason for it."""


@frozen
class AskStretched:
    """Ask "Did you stretch?" about reminder `id`: Done or Not now."""

    id: int


@frozen
class Withdraw:
    """Take everything of reminder `id` off the screen."""

    id: int


@frozen
class Closed:
    """Reminder `id` has its outcome; sent once for each."""

    id: int
    outcome: Outcome


@frozen
class OpenGuide:
    """Open the guide of reminder `id`; the desktop's activation token lets it come to the front."""

    id: int
    token: str


@frozen
class OpenQuestionsPage:
    """Open the page of the red-flag questions; the token as in `OpenGuide`."""

    token: str


@frozen
class OpenBoardPage:
    """Open the board at this page; the token as in `OpenGuide`."""

    page: str
    token: str


@frozen
class Refused:
    """The request just handled was not granted; `detail` is what was asked for."""

    refusal: Refusal
    detail: str = ""


Offer = OpenQuestions | Checkup | OpenBoard
"""What the one button of an announcement asks for."""


@frozen
class Announce:
    """Tell the person something, with at most one answer to click on."""

    title: str
    body: str
    answer: Offer | None = None


@frozen
class WatchInput:
    """Report input pauses of `pause` seconds and the input after them; None: only `idle_after` matters again."""

    pause: float | None


@frozen
class AskEvidence:
    """Answer with EvidenceSeen within two seconds."""


@frozen
class WatchQuiet:
    """Watch the desktop's quiet reasons, answering at once with QuietSeen; or stop watching."""

    on: bool


@frozen
class Record:
    """Keep this row."""

    row: Row


Effect = (
    Remind | AskStretched | Withdraw | Closed | OpenGuide | Refused | WatchInput | AskEvidence | WatchQuiet | Record
    | Announce | OpenQuestionsPage | OpenBoardPage
)  # fmt: skip
