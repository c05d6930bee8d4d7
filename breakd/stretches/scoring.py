"""Which of the allowed stretches comes: the score of docs/stretches.md. The weights, in points, are `[select]`."""

from __future__ import annotations

from breakd.engine.settings import SITTING_WORSE, Settings

from .model import RELIEF, STRENGTH, Catalogue, Stretch
from .selection import (
    FLEXION,
    WALK,
    SelectionInput,
    StretchHistory,
    Suggestion,
    SuggestionContext,
    candidates,
    is_planned_now,
    offers,
    run_length,
    setting_run,
    suggestion_of,
)

DIRECTED_REGIONS = frozenset({"lumbar", "hip-flexors"})
"""Only here does it matter which direction eases the pain, and for walking as a whole."""
STANDING_WORSE = "standing_worse"
LEG_NERVE = "leg_nerve_pain"
SCIATIC_REGIONS = frozenset({"sciatic-nerve", "piriformis"})
"""What comes forward for the leg after hours of sitting."""
PAIN_RUN = 4
"""After so many breaks in a row for what hurts, the others get the bonus."""
LONGEST_RUN = 2
RESTED_BREAKS, LONG_RESTED_BREAKS = 12, 40
RESTED_MINUTES = 120.0
STANDING_SHARE = 0.5
"""Of the last breaks, beyond which the chair comes forward; a quarter more where sitting makes it worse, or less."""
DIRECTION_WINDOW = 3
MOST_LIKING = 2


def choose_stretch(
    catalogue: Catalogue, settings: Settings, context: SuggestionContext, history: StretchHistory
) -> Suggestion | None:
    """The next suggestion: what the plan asks for now, else the best by its score; None if nothing is allowed.

    Where there is too little to choose from for the others to rest, they take turns: the least recently suggested.
    """
    given = SelectionInput(catalogue, settings, context, history)
    pool = candidates(given)
    planned = [one for one in offers(pool, given) if is_planned_now(one[0], given)]
    if planned:
        return suggestion_of(*min(planned, key=lambda one: _planned_turn(one[0], given)), given)
    found = _on_the_front_first(pool, given)
    if not found:
        return None
    number = {id: position for position, id in enumerate(catalogue.stretches)}
    chance = {stretch.id: _chance(context.seed, number[stretch.id]) for stretch, _ in found}
    if len(pool) <= catalogue.select.no_repeat_window:
        turns = {id: position for position, id in enumerate(history.recent)}
        best = min(found, key=lambda one: (turns.get(one[0].id, -1), chance[one[0].id]))
    else:
        scorer, random = Scorer(given), catalogue.select.random
        best = max(found, key=lambda one: scorer.score(one[0]) + random * chance[one[0].id])
    return suggestion_of(*best, given)


class Scorer:
    """The score of each stretch at one moment; what does not depend on the stretch is worked out once."""

    def __init__(self, given: SelectionInput) -> None:
        self.rules = given.catalogue.select
        self._known = given.catalogue.stretches
        self._body = given.settings.body
        self._conditions = given.conditions
        self._history = history = given.history
        self._pained_enough = run_length(history.done, self._hits_pain) >= PAIN_RUN
        self._sits_badly = (SITTING_WORSE in self._conditions) - (STANDING_WORSE in self._conditions)
        """1 where sitting makes it worse, -1 where standing does, else 0."""
        self._settings = {
            "standing": self.rules.standing_after_seated * min(setting_run(given, "seated"), LONGEST_RUN)
            + self.rules.posture_worse * max(0, self._sits_badly),
            "seated": self.rules.seated_for_balance * self._too_much_standing()
            + self.rules.posture_worse * max(0, -self._sits_badly),
        }
        self._lies_first = lies_first(given)
        self._directions = [
            self._known[id].direction for id in history.recent[-DIRECTION_WINDOW:] if id in self._known
        ]
        self._breaks_ago = {id: len(history.recent) - at for at, id in enumerate(history.recent)}
        self._easier = {self._known[id].easier for id in history.put_away if id in self._known}
        self._leg_waits = self._leg_waits_now()

    def score(self, stretch: Stretch) -> float:
        """Points for a stretch, chance aside."""
        rules, history = self.rules, self._history
        points = rules.pain_match * (self._hits_pain(stretch.id) is not self._pained_enough)
        points += rules.direction_match * self._eases(stretch)
        points += self._settings.get(stretch.setting, 0.0)
        points += rules.posture_worse * (stretch.direction == WALK and self._sits_badly > 0)
        points += rules.prone_first * (self._lies_first and is_prone_rest(stretch))
        points += self._movement_rest(stretch)
        points += rules.region_rest * self._region_rest(stretch)
        points += rules.same_direction * self._directions.count(stretch.direction)
        points += rules.skipped * history.skips.get(stretch.id, 0)
        points += rules.better_log * min(MOST_LIKING, history.liking.get(stretch.id, 0))
        points += rules.article * stretch.seed
        points += rules.caution * self._is_second_choice(stretch)
        points += rules.sciatic_forward * (self._leg_waits and _for_the_leg(stretch))
        return points + rules.easier_offer * (stretch.id in self._easier)

    def _hits_pain(self, id: str) -> bool:
        return id in self._known and bool(self._known[id].targets & self._body.pain)

    def _is_second_choice(self, stretch: Stretch) -> bool:
        """It asks for care, and is neither for what hurts nor for strength, which is wanted there most of all."""
        wanted = stretch.kind == STRENGTH or self._hits_pain(stretch.id)
        return bool(stretch.caution_if & self._conditions) and not wanted

    def _eases(self, stretch: Stretch) -> bool:
        directed = stretch.direction == WALK or not DIRECTED_REGIONS.isdisjoint(stretch.regions)
        # a disc is bent where that eases, but not sought out for it
        minded = stretch.direction == FLEXION and self.rules.bending_worse_with & self._conditions
        return directed and stretch.direction == self._body.eases and not minded

    def _too_much_standing(self) -> float:
        last = [self._known[id].setting for id in self._history.done[-RESTED_BREAKS:] if id in self._known]
        enough = STANDING_SHARE + self._sits_badly / 4
        return max(0.0, last.count("standing") / len(last) - enough) if last else 0.0

    def _movement_rest(self, stretch: Stretch) -> float:
        breaks = self._breaks_ago.get(stretch.id, LONG_RESTED_BREAKS)
        rest = self.rules.movement_rest * min(1.0, breaks / RESTED_BREAKS)
        return rest + self.rules.long_rest * min(1.0, breaks / LONG_RESTED_BREAKS)

    def _region_rest(self, stretch: Stretch) -> float:
        minutes = self._history.region_minutes.get(stretch.regions[0], RESTED_MINUTES)
        return min(1.0, minutes / RESTED_MINUTES)

    def _leg_waits_now(self) -> bool:
        """After hours of sitting, with leg pain, until something for the leg was done, and hours later again."""
        wait = self.rules.sciatic_after_minutes
        done = min(self._history.region_minutes.get(region, wait) for region in SCIATIC_REGIONS)
        leg_hurts = self.rules.neural_only_with in self._body.pain
        return leg_hurts and self._history.sat_minutes >= wait and done >= wait


def is_prone_rest(stretch: Stretch) -> bool:
    """Lying on the front, at rest."""
    return (stretch.kind, stretch.setting, stretch.direction) == (RELIEF, "floor", "extension")


def lies_first(given: SelectionInput) -> bool:
    """Whether the floor begins with lying on the front, once a day: a leg hurts, and bending makes it worse."""
    leg_hurts = LEG_NERVE in given.conditions
    rules = given.catalogue.select
    bending_worse = given.settings.body.eases != FLEXION and bool(rules.bending_worse_with & given.conditions)
    known, done = given.catalogue.stretches, given.history.done_today
    return leg_hurts and bending_worse and not any(id in known and is_prone_rest(known[id]) for id in done)


def _on_the_front_first(pool: tuple[Stretch, ...], given: SelectionInput) -> list[tuple[Stretch, int]]:
    """What has rested long enough; all else on the floor waits where lying on the front goes before it."""
    found = offers(pool, given)
    if not (any(map(is_prone_rest, pool)) and lies_first(given)):
        return found
    return [one for one in found if one[0].setting != "floor" or is_prone_rest(one[0])] or found


def _planned_turn(stretch: Stretch, given: SelectionInput) -> tuple[float, int]:
    """The smaller, the sooner: of what the plan asks for, that of which least is done; then what waits longest."""
    history = given.history
    turns = {id: position for position, id in enumerate(history.recent)}
    return (history.done_today.get(stretch.id, 0) / stretch.sets_per_day, turns.get(stretch.id, -1))


def _for_the_leg(stretch: Stretch) -> bool:
    return not SCIATIC_REGIONS.isdisjoint(stretch.regions)


def _chance(seed: int, number: int) -> float:
    """From 0 to 1 for the pair, the same on every run: splitmix64 (Steele et al. 2014)."""
    mask = (1 << 64) - 1
    mixed = (seed * 0x9E3779B97F4A7C15 + (number + 1) * 0xD1B54A32D192ED03) & mask
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
    return (mixed ^ (mixed >> 31)) / mask
