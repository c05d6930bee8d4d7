"""Which movements may be suggested: the filters, in the order of docs/stretches.md. Which of them comes: `scoring`.

Pure: the same question with the same seed has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from breakd.engine.settings import Place, Settings

from .model import EASY_LEVEL, USUAL_LEVEL, Catalogue, Stretch
from .reason import Change, Reason

ON_CALL_DISCREET = 3


@dataclass(frozen=True, slots=True)
class Moment:
    """What the situation asks for: where, how visibly, how long (`seconds` of break), and a seed for ties."""

    place: Place
    on_call: bool
    firm: bool
    long_break: bool
    seconds: float
    seed: int

    @property
    def upright(self) -> bool:
        """Whether to get off the chair: a firm reminder and every long break ask for that."""
        return self.firm or self.long_break


@dataclass(frozen=True, slots=True)
class Practice:
    """What the person did so far and how it felt, as far as it matters for the next suggestion."""

    recent: tuple[str, ...] = ()
    """Movements suggested, the newest last."""
    done: tuple[str, ...] = ()
    """Movements done, the newest last."""
    done_today: Mapping[str, int] = field(default_factory=dict)
    done_week: Mapping[str, int] = field(default_factory=dict)
    put_away: frozenset[str] = frozenset()
    """Movements that hurt."""
    resting: frozenset[str] = frozenset()
    """Directions that hurt."""
    levels: Mapping[str, int] = field(default_factory=dict)
    """The highest dose level a movement may have by now; the usual one if it is not named."""
    safety_lock: bool = False
    """An emergency sign: nothing is offered until the person was checked."""
    walking_only: bool = False
    """At most walking is offered: an urgent sign, or the disclaimer was not confirmed."""
    only: frozenset[str] | None = None
    """In gentler days nothing else is offered."""
    easiest: bool = False
    """In gentler days every dose is the easy one."""
    region_minutes: Mapping[str, float] = field(default_factory=dict)
    """Minutes since a movement of the region was done; regions that are not named have rested for long."""
    skips: Mapping[str, int] = field(default_factory=dict)
    """How many of its last offers were skipped."""
    liking: Mapping[str, int] = field(default_factory=dict)
    """Logs that said better, less those that said worse."""
    last_day: Mapping[str, date] = field(default_factory=dict)
    """When a movement was done last."""
    today: date | None = None
    sat_minutes: float = 0.0
    """Sitting of this day."""


class Out(Enum):
    """Why a movement is not offered, in the order in which it is asked."""

    SAFETY_LOCK = "safety-lock"
    """All movements wait until the person was checked, or until the disclaimer was confirmed."""
    NOT_TODAY = "not-today"
    """It is not among the gentle ones, and these are gentler days."""
    OFF = "off"
    """It is turned off, or was never turned on."""
    PLACE = "place"
    """The place has no room or no things for it."""
    VISIBLE = "visible"
    """It is more visible than the place or the call allows."""
    EXCLUDED = "excluded"
    """A condition of the profile rules it out."""
    PUT_AWAY = "put-away"
    """It hurt, or its direction did."""
    LIMIT = "limit"
    """It was done as often as is good for a day or a week."""
    NO_LEG_PAIN = "no-leg-pain"
    """Nerve sliders are for people who report leg pain."""
    TOO_LONG = "too-long"
    """Not even its smallest dose fits the break."""
    SEATED = "seated"
    """The break asks to get off the chair."""
    RECENT = "recent"
    """It was suggested a moment ago."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A stretch with its dose level, and why."""

    stretch: Stretch
    level: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a filter may look at."""

    catalogue: Catalogue
    settings: Settings
    moment: Moment
    practice: Practice


def level(stretch: Stretch, question: Question) -> int | None:
    """The highest dose level that is allowed and fits the break; None if none does."""
    cautious = stretch.caution_if & question.settings.body.conditions
    practised = question.practice.levels.get(stretch.id, USUAL_LEVEL)
    highest = EASY_LEVEL if cautious or question.practice.easiest else practised
    fitting = [
        number
        for number, dose in enumerate(stretch.levels, start=1)
        if number <= highest and dose.total_seconds <= question.moment.seconds
    ]
    return max(fitting, default=None)


def _unlocked(stretch: Stretch, question: Question) -> bool:
    practice = question.practice
    return not practice.safety_lock and (not practice.walking_only or stretch.direction == "walk")


def _on(stretch: Stretch, question: Question) -> bool:
    hand = question.settings.stretches
    return stretch.id not in hand.disable and (stretch.default_enabled or stretch.id in hand.enable)


def _has_place(stretch: Stretch, question: Question) -> bool:
    place = question.moment.place
    return stretch.setting in place.settings and stretch.equipment <= place.equipment


def _discreet(stretch: Stretch, question: Question) -> bool:
    if question.moment.on_call:
        return stretch.setting == "seated" and stretch.discreet >= ON_CALL_DISCREET
    return stretch.discreet >= question.moment.place.discreet


def _safe(stretch: Stretch, question: Question) -> bool:
    return not stretch.exclude_if & question.settings.body.conditions


def _at_hand(stretch: Stretch, question: Question) -> bool:
    return stretch.id not in question.practice.put_away and stretch.direction not in question.practice.resting


def _under_limit(stretch: Stretch, question: Question) -> bool:
    today, week = (done.get(stretch.id, 0) for done in (question.practice.done_today, question.practice.done_week))
    return today < stretch.max_per_day and (not stretch.max_per_week or week < stretch.max_per_week)


def _nerve_asked_for(stretch: Stretch, question: Question) -> bool:
    return stretch.direction != "neural" or question.catalogue.select.neural_only_with in question.settings.body.pain


FILTERS: tuple[tuple[Out, Callable[[Stretch, Question], bool]], ...] = (
    (Out.SAFETY_LOCK, _unlocked),
    (Out.NOT_TODAY, lambda stretch, question: question.practice.only is None or stretch.id in question.practice.only),
    (Out.OFF, _on),
    (Out.PLACE, _has_place),
    (Out.VISIBLE, _discreet),
    (Out.EXCLUDED, _safe),
    (Out.PUT_AWAY, _at_hand),
    (Out.LIMIT, _under_limit),
    (Out.NO_LEG_PAIN, _nerve_asked_for),
    (Out.TOO_LONG, lambda stretch, question: level(stretch, question) is not None),
)
"""The filters that judge a movement alone, in order; SEATED and RECENT need to know the others."""


def why_not(
    stretch: Stretch, catalogue: Catalogue, settings: Settings, moment: Moment, practice: Practice
) -> Out | None:
    """The first filter that holds the movement back; None if it may be suggested."""
    question = Question(catalogue, settings, moment, practice)
    alone = _alone(stretch, question)
    if alone is not None:
        return alone
    pool = candidates(question)
    if stretch not in pool:
        return Out.SEATED
    return Out.RECENT if stretch.id in too_recent(pool, question) else None


def allowed(catalogue: Catalogue, settings: Settings, moment: Moment, practice: Practice) -> tuple[Choice, ...]:
    """Everything that may be suggested now, in the catalogue's order.

    When the moment asks to get off the chair, these are standing and walking movements, as long as there are any.
    """
    question = Question(catalogue, settings, moment, practice)
    return tuple(choice(stretch, dose, question) for stretch, dose in offers(candidates(question), question))


def offers(pool: tuple[Stretch, ...], question: Question) -> list[tuple[Stretch, int]]:
    """What has rested long enough of these candidates, each with its dose level."""
    recent = too_recent(pool, question)
    doses = ((stretch, level(stretch, question)) for stretch in pool if stretch.id not in recent)
    return [(stretch, dose) for stretch, dose in doses if dose is not None]


def choice(stretch: Stretch, dose: int, question: Question) -> Choice:
    """A movement at a dose, with the line that says why."""
    return Choice(stretch, dose, _reason(stretch, question))


def _reason(stretch: Stretch, question: Question) -> Reason:
    practice = question.practice
    last = practice.last_day.get(stretch.id)
    days = (practice.today - last).days if last is not None and practice.today is not None else None
    return Reason(stretch.regions, _change(stretch, question), days, last.weekday() if last is not None else 0)


def _change(stretch: Stretch, question: Question) -> Change | None:
    moment = question.moment
    if moment.on_call:
        return Change.CALL
    if stretch.setting != "standing":
        return None
    walks = stretch.direction == "walk"
    if moment.firm:
        return Change.WALK_FIRM if walks else Change.STAND_FIRM
    if moment.long_break or seated_run(question):
        return Change.WALK if walks else Change.STAND
    return None


def seated_run(question: Question) -> int:
    """How many of the last breaks in a row were done on the chair."""
    return setting_run(question, "seated")


def setting_run(question: Question, setting: str) -> int:
    """How many of the last breaks in a row were done seated, standing or on the floor."""
    known = question.catalogue.stretches
    return run(question.practice.done, lambda one: one in known and known[one].setting == setting)


def run(ids: tuple[str, ...], holds: Callable[[str], bool]) -> int:
    """For how many of the newest in a row it holds."""
    return next((length for length, id in enumerate(reversed(ids)) if not holds(id)), len(ids))


def _alone(stretch: Stretch, question: Question) -> Out | None:
    return next((out for out, passes in FILTERS if not passes(stretch, question)), None)


def candidates(question: Question) -> tuple[Stretch, ...]:
    """What passes each filter alone, narrowed to upright movements if the moment asks and any is left."""
    passed = tuple(stretch for stretch in question.catalogue.stretches.values() if not _alone(stretch, question))
    upright = tuple(stretch for stretch in passed if stretch.setting == "standing")
    return upright if question.moment.upright and upright else passed


def too_recent(pool: tuple[Stretch, ...], question: Question) -> frozenset[str]:
    """The last few suggestions, fewer of them if less than two candidates would remain."""
    ids = {stretch.id for stretch in pool}
    recent = question.practice.recent
    for length in range(min(question.catalogue.select.no_repeat_window, len(recent)), 0, -1):
        window = frozenset(recent[-length:])
        if len(ids - window) >= 2:
            return window
    return frozenset()
