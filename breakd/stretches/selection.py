"""Which stretches may be suggested: the filters, in the order of docs/stretches.md. Which of them comes: `scoring`.

Pure: the same question with the same seed has the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from enum import Enum

from breakd.engine.settings import Place, Settings
from breakd.frozen import frozen

from .conditions import CANNOT_STAND, conditions_on
from .model import EASY_LEVEL, RELIEF, STRENGTH, USUAL_LEVEL, Catalogue, Stretch
from .plan import LONGEST_SET, is_prescribed, is_set_due, sets_on
from .reason import Change, Reason
from .sides import seconds_done

ON_CALL_DISCREET = 3
DAY_OF_REST = timedelta(days=2)
"""From a day to the one after the next."""
FLEXION = "flexion"
"""The direction of bending forward."""
WALK = "walk"
MOST_WHILE_HEALING = 2
"""How often a day a stretch may load the legs in the weeks after an operation."""


@frozen
class SuggestionContext:
    """What the situation asks for: where, how visibly, how long (`seconds` of break), and a seed for ties."""

    place: Place
    on_call: bool
    firm: bool
    long_break: bool
    seconds: float
    seed: int
    may_stand: bool = True
    """See `may_stand` below."""
    session: bool = False
    """A session is planned: who gets down to the floor stays there for several stretches."""

    @property
    def upright(self) -> bool:
        """Whether to get off the chair: a firm reminder and every long break ask for that where it can be asked."""
        return (self.firm or self.long_break) and self.may_stand


@frozen
class StretchHistory:
    """What the person did so far and how it felt, as far as it matters for the next suggestion."""

    recent: tuple[str, ...] = ()
    """Stretches suggested, the newest last."""
    done: tuple[str, ...] = ()
    """Stretches done, the newest last."""
    done_today: Mapping[str, int] = field(default_factory=dict)
    done_week: Mapping[str, int] = field(default_factory=dict)
    done_minutes: Mapping[str, float] = field(default_factory=dict)
    """Minutes since a stretch was done last; those that are not named were not lately."""
    put_away: frozenset[str] = frozenset()
    """Stretches that hurt."""
    resting: frozenset[str] = frozenset()
    """Directions that hurt, and regions where it spread."""
    conditions: frozenset[str] = frozenset()
    """What holds by what was said lately, beside the conditions of the profile."""
    levels: Mapping[str, int] = field(default_factory=dict)
    """The highest dose level a stretch may have by now; the usual one if it is not named."""
    safety_lock: bool = False
    """An emergency sign: nothing is offered until the person was checked."""
    walking_only: bool = False
    """At most walking is offered: an urgent sign, or the disclaimer was not confirmed."""
    only: frozenset[str] | None = None
    """In gentler days nothing else is offered."""
    easiest: bool = False
    """In gentler days every dose is the easy one."""
    region_minutes: Mapping[str, float] = field(default_factory=dict)
    """Minutes since a stretch of the region was done; regions that are not named have rested for long."""
    skips: Mapping[str, int] = field(default_factory=dict)
    """How many of its last offers were skipped."""
    liking: Mapping[str, int] = field(default_factory=dict)
    """Logs that said better, less those that said worse."""
    last_day: Mapping[str, date] = field(default_factory=dict)
    """When a stretch was done last."""
    demanded: Mapping[str, date] = field(default_factory=dict)
    """When it was done last at the demanding dose."""
    days: int = 0
    """On how many days before today anything was done."""
    today: date | None = None
    sat_minutes: float = 0.0
    """Sitting of this day."""


def may_stand(place: Place, conditions: frozenset[str]) -> bool:
    """Whether anything may ask this person, at this place, to stand up or walk; else all words are for the chair."""
    return "standing" in place.settings and CANNOT_STAND not in conditions


class Exclusion(Enum):
    """Why a stretch is not offered, in the order in which it is asked."""

    SAFETY_LOCK = "safety-lock"
    """All stretches wait until the person was checked, or until the disclaimer was confirmed."""
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
    PLAN = "plan"
    """It is prescribed, and no set of it is due now."""
    NO_LEG_PAIN = "no-leg-pain"
    """Nerve sliders are for people who report leg pain."""
    NOT_EASED = "not-eased"
    """It bends forward, and is a rest for people whom that eases, or the back minds it."""
    SESSION_ONLY = "session-only"
    """Down to the floor and up again takes somebody who cannot stand longer than a break."""
    TOO_LONG = "too-long"
    """Not even its smallest dose fits the break."""
    SEATED = "seated"
    """The break asks to get off the chair."""
    RECENT = "recent"
    """It was suggested a moment ago."""


@frozen
class Suggestion:
    """A stretch with its dose level, and why."""

    stretch: Stretch
    level: int
    reason: Reason


@frozen
class SelectionInput:
    """Everything a filter may look at."""

    catalogue: Catalogue
    settings: Settings
    context: SuggestionContext
    history: StretchHistory

    conditions: frozenset[str] = field(init=False)
    """What holds of the person's conditions on this day."""

    def __post_init__(self) -> None:
        """Work the conditions out once: every filter asks for them, for every stretch."""
        holding = conditions_on(self.settings.body, self.history.today) | self.history.conditions
        object.__setattr__(self, "conditions", holding)


def allowed_level(stretch: Stretch, given: SelectionInput) -> int | None:
    """The highest dose level that is allowed and fits the break; None if none does."""
    practised = given.history.levels.get(stretch.id, USUAL_LEVEL)
    careful = (stretch.caution_if | given.catalogue.select.easy_with) & given.conditions
    easy = careful or given.history.easiest or _begins_gently(stretch, given)
    highest = EASY_LEVEL if easy else practised
    side, most = given.settings.body.side, given.context.seconds
    if is_prescribed(stretch):  # neither raised by practice nor shortened to fit a break
        level = min(highest, USUAL_LEVEL)
        return level if seconds_done(stretch, level, side) <= max(most, LONGEST_SET) else None
    downwards = range(min(highest, len(stretch.levels)), 0, -1)
    return next((level for level in downwards if seconds_done(stretch, level, side) <= most), None)


def _begins_gently(stretch: Stretch, given: SelectionInput) -> bool:
    """The first back-bends of a new person are small ones: on the floor they go furthest."""
    back_bend = (stretch.setting, stretch.direction) == ("floor", "extension")
    return back_bend and given.history.days < given.catalogue.select.gentle_start_days


def _unlocked(stretch: Stretch, given: SelectionInput) -> bool:
    # what counts as walking then, no stretch of the person's own can claim
    history, walking = given.history, given.catalogue.safety.walking
    return not history.safety_lock and (not history.walking_only or stretch.id in walking)


def _is_enabled(stretch: Stretch, given: SelectionInput) -> bool:
    hand = given.settings.stretches
    return stretch.id not in hand.disable and (stretch.default_enabled or stretch.id in hand.enable)


def _has_place(stretch: Stretch, given: SelectionInput) -> bool:
    place = given.context.place
    return stretch.setting in place.settings and stretch.equipment <= place.equipment


def _discreet(stretch: Stretch, given: SelectionInput) -> bool:
    if given.context.on_call:
        return stretch.setting == "seated" and stretch.discreet >= ON_CALL_DISCREET
    return stretch.discreet >= given.context.place.discreet


def _not_excluded(stretch: Stretch, given: SelectionInput) -> bool:
    conditions = given.conditions
    # a stretch of the person's own need not say that it goes with no wheelchair
    return not stretch.exclude_if & conditions and not (stretch.setting == "standing" and CANNOT_STAND in conditions)


def _not_put_away(stretch: Stretch, given: SelectionInput) -> bool:
    history = given.history
    return stretch.id not in history.put_away and history.resting.isdisjoint((stretch.direction, *stretch.regions))


def _under_limit(stretch: Stretch, given: SelectionInput) -> bool:
    if given.history.walking_only:
        return True  # the one thing left is no practice that could be too much
    today, week = (done.get(stretch.id, 0) for done in (given.history.done_today, given.history.done_week))
    most = min(stretch.max_per_day, MOST_WHILE_HEALING) if _loads_what_heals(stretch, given) else stretch.max_per_day
    below = today < most and (not stretch.max_per_week or week < stretch.max_per_week)
    return below and not _tired(stretch, given)


def _by_plan(stretch: Stretch, given: SelectionInput) -> bool:
    """What is prescribed comes when a set of it is due, and never by chance. How often to walk is nobody's affair."""
    history = given.history
    if not is_prescribed(stretch) or stretch.direction == WALK or history.walking_only:
        return True
    return is_planned_now(stretch, given)


def is_planned_now(stretch: Stretch, given: SelectionInput) -> bool:
    """Whether it is prescribed and a set of it is due: then it comes before all else, if nothing speaks against."""
    done, since = given.history.done_today.get(stretch.id, 0), given.history.done_minutes.get(stretch.id)
    return is_prescribed(stretch) and is_set_due(stretch, given.history.today, done, since)


def _loads_what_heals(stretch: Stretch, given: SelectionInput) -> bool:
    """How much weight a mending hip may bear is for the team: walking leads, the rest comes twice a day."""
    after_operation = given.catalogue.select.easy_with & given.conditions
    return bool(after_operation) and stretch.setting == "standing" and stretch.direction != WALK


def _tired(stretch: Stretch, given: SelectionInput) -> bool:
    """After the demanding dose a muscle that had to work rests a day."""
    day, last = given.history.today, given.history.demanded.get(stretch.id)
    return stretch.kind == STRENGTH and day is not None and last is not None and day < last + DAY_OF_REST


def _nerve_asked_for(stretch: Stretch, given: SelectionInput) -> bool:
    return stretch.direction != "neural" or given.catalogue.select.neural_only_with in given.settings.body.pain


def _bending_asked_for(stretch: Stretch, given: SelectionInput) -> bool:
    rules, conditions = given.catalogue.select, given.conditions
    if stretch.direction != FLEXION or given.settings.body.eases == FLEXION:
        return True
    if (stretch.kind, stretch.setting) == (RELIEF, "seated"):
        return bool(rules.flexion_only_with & conditions)
    return not minds_bending(given)


def minds_bending(given: SelectionInput) -> bool:
    """Whether nothing should bend this back forward, as long as the person does not say that bending eases it."""
    minded = bool(given.catalogue.select.bending_minded_with & given.conditions)
    return minded and given.settings.body.eases != FLEXION


def _floor_in_reach(stretch: Stretch, given: SelectionInput) -> bool:
    return stretch.setting != "floor" or given.context.session or CANNOT_STAND not in given.conditions


FILTERS: tuple[tuple[Exclusion, Callable[[Stretch, SelectionInput], bool]], ...] = (
    (Exclusion.SAFETY_LOCK, _unlocked),
    (Exclusion.NOT_TODAY, lambda stretch, given: given.history.only is None or stretch.id in given.history.only),
    (Exclusion.OFF, _is_enabled),
    (Exclusion.PLACE, _has_place),
    (Exclusion.VISIBLE, _discreet),
    (Exclusion.EXCLUDED, _not_excluded),
    (Exclusion.PUT_AWAY, _not_put_away),
    (Exclusion.LIMIT, _under_limit),
    (Exclusion.PLAN, _by_plan),
    (Exclusion.NO_LEG_PAIN, _nerve_asked_for),
    (Exclusion.NOT_EASED, _bending_asked_for),
    (Exclusion.SESSION_ONLY, _floor_in_reach),
    (Exclusion.TOO_LONG, lambda stretch, given: allowed_level(stretch, given) is not None),
)
"""The filters that judge a stretch alone, in order; SEATED and RECENT need to know the others."""


def exclusion_of(
    stretch: Stretch, catalogue: Catalogue, settings: Settings, context: SuggestionContext, history: StretchHistory
) -> Exclusion | None:
    """The first filter that holds the stretch back; None if it may be suggested."""
    given = SelectionInput(catalogue, settings, context, history)
    if alone := _own_exclusion(stretch, given):
        return alone
    pool = candidates(given)
    if stretch not in pool:
        return Exclusion.SEATED
    return Exclusion.RECENT if stretch.id in too_recent(pool, given) else None


def held_back(stretch: Stretch, given: SelectionInput) -> Exclusion | None:
    """What keeps a set of the plan from coming, whether one is due or not; None if nothing does."""
    return next((one for one, passes in FILTERS if one is not Exclusion.PLAN and not passes(stretch, given)), None)


def allowed_suggestions(
    catalogue: Catalogue, settings: Settings, context: SuggestionContext, history: StretchHistory
) -> tuple[Suggestion, ...]:
    """Everything that may be suggested now, in the catalogue's order.

    When the moment asks to get off the chair, these are standing and walking stretches, as long as there are any.
    """
    given = SelectionInput(catalogue, settings, context, history)
    return tuple(suggestion_of(stretch, dose, given) for stretch, dose in offers(candidates(given), given))


def offers(pool: tuple[Stretch, ...], given: SelectionInput) -> list[tuple[Stretch, int]]:
    """What has rested long enough of these candidates, each with its dose level."""
    recent = too_recent(pool, given)
    doses = ((stretch, allowed_level(stretch, given)) for stretch in pool if stretch.id not in recent)
    return [(stretch, dose) for stretch, dose in doses if dose is not None]


def suggestion_of(stretch: Stretch, dose: int, given: SelectionInput) -> Suggestion:
    """A stretch at a dose, with the line that says why."""
    return Suggestion(stretch, dose, _reason(stretch, given))


def _reason(stretch: Stretch, given: SelectionInput) -> Reason:
    history = given.history
    last = history.last_day.get(stretch.id)
    days = (history.today - last).days if last is not None and history.today is not None else None
    reason = Reason(stretch.regions, _change(stretch, given), days, last.weekday() if last is not None else 0)
    if history.today is None or not is_planned_now(stretch, given):
        return reason
    return replace(
        reason, planned_set=history.done_today.get(stretch.id, 0) + 1, planned_sets=sets_on(stretch, history.today)
    )


def _change(stretch: Stretch, given: SelectionInput) -> Change | None:
    context = given.context
    if context.on_call:
        return Change.CALL
    if stretch.setting != "standing":
        return None
    walks = stretch.direction == "walk"
    if context.firm:
        return Change.WALK_FIRM if walks else Change.STAND_FIRM
    if context.long_break or seated_run(given):
        return Change.WALK if walks else Change.STAND
    return None


def seated_run(given: SelectionInput) -> int:
    """How many of the last breaks in a row were done on the chair."""
    return setting_run(given, "seated")


def setting_run(given: SelectionInput, setting: str) -> int:
    """How many of the last breaks in a row were done seated, standing or on the floor."""
    known = given.catalogue.stretches
    return run_length(given.history.done, lambda one: one in known and known[one].setting == setting)


def run_length(ids: tuple[str, ...], holds: Callable[[str], bool]) -> int:
    """For how many of the newest in a row it holds."""
    return next((length for length, id in enumerate(reversed(ids)) if not holds(id)), len(ids))


def _own_exclusion(stretch: Stretch, given: SelectionInput) -> Exclusion | None:
    return next((exclusion for exclusion, passes in FILTERS if not passes(stretch, given)), None)


def candidates(given: SelectionInput) -> tuple[Stretch, ...]:
    """What passes each filter alone, narrowed to upright stretches if the moment asks and any is left."""
    passed = tuple(stretch for stretch in given.catalogue.stretches.values() if not _own_exclusion(stretch, given))
    upright = tuple(stretch for stretch in passed if stretch.setting == "standing")
    return upright if given.context.upright and upright else passed


def too_recent(pool: tuple[Stretch, ...], given: SelectionInput) -> frozenset[str]:
    """The last few suggestions, fewer of them if less than two candidates would remain.

    Of those that a plan asks for now, the last one alone: who let it go is asked for something else in between.
    """
    ids = {stretch.id for stretch in pool}
    planned = {stretch.id for stretch in pool if is_planned_now(stretch, given)}
    recent = given.history.recent
    for length in range(min(given.catalogue.select.no_repeat_window, len(recent)), 0, -1):
        window = frozenset(recent[-length:]) - planned | {recent[-1]}
        if len(ids - window) >= 2:
            return window
    return frozenset()
