"""Which movement to suggest: ten filters in a fixed order, then the one that was suggested least recently.

Pure: the same question with the same seed has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from .catalogue import Catalogue, Stretch
from .settings import Place, Settings
from .wording import reason

USUAL_LEVEL, EASY_LEVEL = 2, 1
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
    """What the person did so far, as far as it matters for the next suggestion."""

    recent: tuple[str, ...] = ()
    """Movements suggested, the newest last; the longer it reaches back, the fairer the rotation."""
    done_today: Mapping[str, int] = field(default_factory=dict)
    done_week: Mapping[str, int] = field(default_factory=dict)
    put_away: frozenset[str] = frozenset()
    """Movements that hurt."""
    resting: frozenset[str] = frozenset()
    """Directions that hurt."""
    levels: Mapping[str, int] = field(default_factory=dict)
    """The highest dose level a movement may have by now; the usual one if it is not named."""
    safety_lock: bool = False
    """A red flag was ticked: nothing is offered until the person was checked."""


class Out(Enum):
    """Why a movement is not offered, in the order in which it is asked."""

    SAFETY_LOCK = "safety-lock"
    """All movements wait until the person was checked."""
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
    """A movement with its dose level and one line that says why."""

    stretch: Stretch
    level: int
    reason: str


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
    highest = EASY_LEVEL if cautious else question.practice.levels.get(stretch.id, USUAL_LEVEL)
    fitting = [
        number
        for number, dose in enumerate(stretch.levels, start=1)
        if number <= highest and dose.total_seconds <= question.moment.seconds
    ]
    return max(fitting, default=None)


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
    (Out.SAFETY_LOCK, lambda _, question: not question.practice.safety_lock),
    (Out.OFF, _on),
    (Out.PLACE, _has_place),
    (Out.VISIBLE, _discreet),
    (Out.EXCLUDED, _safe),
    (Out.PUT_AWAY, _at_hand),
    (Out.LIMIT, _under_limit),
    (Out.NO_LEG_PAIN, _nerve_asked_for),
    (Out.TOO_LONG, lambda stretch, question: level(stretch, question) is not None),
)
"""The nine filters that judge a movement alone, in order; SEATED and RECENT need to know the others."""


def why_not(
    stretch: Stretch, catalogue: Catalogue, settings: Settings, moment: Moment, practice: Practice
) -> Out | None:
    """The first filter that holds the movement back; None if it may be suggested."""
    question = Question(catalogue, settings, moment, practice)
    alone = _alone(stretch, question)
    if alone is not None:
        return alone
    candidates = _candidates(question)
    if stretch not in candidates:
        return Out.SEATED
    return Out.RECENT if stretch.id in _too_recent(candidates, question) else None


def allowed(catalogue: Catalogue, settings: Settings, moment: Moment, practice: Practice) -> tuple[Choice, ...]:
    """Everything that may be suggested now, in the catalogue's order.

    When the moment asks to get off the chair, these are standing and walking movements, as long as there are any.
    """
    question = Question(catalogue, settings, moment, practice)
    candidates = _candidates(question)
    recent = _too_recent(candidates, question)
    return tuple(
        Choice(stretch, dose, _reason(stretch, moment))
        for stretch in candidates
        if stretch.id not in recent and (dose := level(stretch, question)) is not None
    )


def choose(catalogue: Catalogue, settings: Settings, moment: Moment, practice: Practice) -> Choice | None:
    """The next suggestion: what was suggested least recently, ties by seed; None if nothing is allowed."""
    last = {id: position for position, id in enumerate(practice.recent)}
    number = {id: position for position, id in enumerate(catalogue.stretches)}
    return min(
        allowed(catalogue, settings, moment, practice),
        key=lambda choice: (last.get(choice.stretch.id, -1), _scatter(moment.seed, number[choice.stretch.id])),
        default=None,
    )


def _alone(stretch: Stretch, question: Question) -> Out | None:
    return next((out for out, passes in FILTERS if not passes(stretch, question)), None)


def _candidates(question: Question) -> tuple[Stretch, ...]:
    """What passes the first nine filters, narrowed to upright movements if the moment asks and any is left."""
    passed = tuple(stretch for stretch in question.catalogue.stretches.values() if not _alone(stretch, question))
    upright = tuple(stretch for stretch in passed if stretch.setting == "standing")
    return upright if question.moment.upright and upright else passed


def _too_recent(candidates: tuple[Stretch, ...], question: Question) -> frozenset[str]:
    """The last few suggestions, fewer of them if less than two candidates would remain."""
    ids = {stretch.id for stretch in candidates}
    recent = question.practice.recent
    for length in range(min(question.catalogue.select.no_repeat_window, len(recent)), 0, -1):
        window = frozenset(recent[-length:])
        if len(ids - window) >= 2:
            return window
    return frozenset()


def _reason(stretch: Stretch, moment: Moment) -> str:
    if moment.on_call:
        return reason.CALL
    if moment.upright and stretch.setting == "standing":
        walking = stretch.direction == "walk"
        if moment.firm:
            return reason.WALK_FIRM if walking else reason.STAND_FIRM
        return reason.WALK if walking else reason.STAND
    return next((reason.REGION[name] for name in stretch.regions if name in reason.REGION), reason.VARIETY)


def _scatter(seed: int, number: int) -> int:
    """A well-mixed 64-bit number for the pair (splitmix64, Steele et al. 2014): the same one on every run."""
    mask = (1 << 64) - 1
    mixed = (seed * 0x9E3779B97F4A7C15 + (number + 1) * 0xD1B54A32D192ED03) & mask
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
    return mixed ^ (mixed >> 31)
