"""The catalogue as values: what a stretch is, as `data/stretches.toml` tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from breakd.frozen import frozen

EASY_LEVEL, USUAL_LEVEL, TOP_LEVEL = 1, 2, 3
"""The dose levels."""
POSITIONS = ("standing", "sitting", "all-fours", "on-front", "on-back")
"""How the body is held, in the order in which a session goes through them."""
STRETCH, STRENGTH, CIRCULATION, RELIEF, BREATH = KINDS = ("stretch", "strength", "circulation", "relief", "breath")
"""What a stretch is for: length, strength, getting the blood moving, a position to rest in, calm breath."""
DONE_SHARE = 0.5
"""Who lets the guide lead through less than this share of the seconds has looked at it, and not practised."""


@frozen
class Instruction:
    """One sentence of a stretch; `part` is `setup`, `rep` or `finish`, seconds are those of level 2."""

    part: str
    seconds: float
    hold: bool
    text: str


@frozen
class Dose:
    """One of three doses: 1 easy, 2 usual, 3 demanding."""

    hold_seconds: float
    reps: int
    total_seconds: float


@frozen
class Stretch:
    """One stretch; the words are explained in `[meta]` of the data file."""

    id: str
    name: str
    aka: tuple[str, ...]
    seed: bool
    """One of the five of the article that breakd grew out of; `seed_title` is its name there."""
    seed_title: str
    regions: tuple[str, ...]
    """Where it works, the main place first."""
    targets: frozenset[str]
    direction: str
    setting: str
    position: str
    """How the body is held: one of `POSITIONS`."""
    kind: str
    """What it is for: one of `KINDS`."""
    equipment: frozenset[str]
    discreet: int
    level: int
    default_enabled: bool
    sides: str
    side_policy: str
    reps: int
    hold_seconds: float
    total_seconds: float
    dose: str
    breathing: str
    feel: str
    """Where it should be felt, with `{side}` and `{other}` as in the steps; empty where nobody said."""
    normal: str
    """What is normal to feel; empty for the catalogue's `safety.normal_feeling`."""
    exclude_if: frozenset[str]
    caution_if: frozenset[str]
    why: Mapping[str, str] = field(hash=False)
    """Condition tag to the reason why it excludes the stretch or keeps it easy, where that is not obvious."""
    cautions: tuple[str, ...]
    stop_if: tuple[str, ...]
    max_per_day: int
    max_per_week: int
    easier: str
    pose: str
    source: tuple[str, ...]
    basis: str
    levels: tuple[Dose, ...]
    """The doses, the easiest first."""
    steps: tuple[Instruction, ...]
    picture: str = ""
    """The path of a picture of the person's own, instead of the drawn pose; empty for none."""
    sets_per_day: int = 0
    """How often a day a professional prescribed it to this person; 0: nobody did."""
    days: frozenset[str] = frozenset()
    """The days of the week on which it is prescribed; empty for all of them."""
    prescribed_on: date | None = None
    """The day from which on it is prescribed so; None where nobody wrote it down."""

    def at_level(self, level: int) -> Dose:
        """The dose of level 1 (easy) to 3 (demanding); the nearest there is."""
        return self.levels[min(max(level, 1), len(self.levels)) - 1]


@frozen
class Reference:
    """Where a stretch or its dose was found; `url` is empty for what is not on the web."""

    title: str
    url: str


@frozen
class SelectNumbers:
    """The numbers of `[select]`, each explained there: weights in points, the rest in what its name says."""

    no_repeat_window: int
    pain_match: float
    direction_match: float
    bending_minded_with: frozenset[str]
    bending_worse_with: frozenset[str]
    posture_worse: float
    standing_after_seated: float
    seated_for_balance: float
    movement_rest: float
    long_rest: float
    article: float
    region_rest: float
    same_direction: float
    skipped: float
    better_log: float
    caution: float
    random: float
    level_up_after_done: int
    level_up_after_days: int
    level_down_after_gap_days: int
    easy_with: frozenset[str]
    gentle_start_days: int
    sciatic_after_minutes: float
    sciatic_forward: float
    easier_offer: float
    prone_first: float
    neural_only_with: str
    flexion_only_with: frozenset[str]


@frozen
class HelpNumbers:
    """Whom to call, as a person reads it; empty where nobody knows."""

    emergency: str = ""
    advice: str = ""
    """Medical advice that is no emergency."""


@frozen
class SafetyTexts:
    """The texts and numbers of `[safety]`; pain is logged from 0 to 10.

    `messages.cards` fills the gaps {number} and {advice} of the texts with `help`.
    """

    disclaimer: str
    emergency_title: str
    emergency_action: str
    urgent_title: str
    urgent_action: str
    calf_action: str
    """Told beside the urgent card to a person with `flag_calf`."""
    routine_note: str
    """Told to a person with a routine flag alone."""
    emergency_flags: Mapping[str, str]
    """Red flags by id: one yes is an emergency."""
    urgent_flags: Mapping[str, str]
    """One yes is urgent."""
    routine_flags: Mapping[str, str]
    """Nothing that locks."""
    flags_after_spreading: tuple[str, ...]
    """The ids of those that are asked alone when it spreads."""
    flag_both_legs: str
    flag_calf: str
    numbers: Mapping[str, HelpNumbers]
    """By country (ISO 3166, or EU)."""
    eu_countries: frozenset[str]
    walking: tuple[str, ...]
    """All that is offered under the urgent lock, and until the disclaimer is confirmed: built-in ones alone."""
    gentle: tuple[str, ...]
    """All that is offered for the rest of a day with much pain, and while the red-flag questions are open."""
    flare: tuple[str, ...]
    """All that is offered in a flare-up."""
    flare_leg: tuple[str, ...]
    """The same for who has a condition of `flare_leg_with`."""
    flare_leg_with: frozenset[str]
    routine_action: str
    stop_always: tuple[str, ...]
    normal_feeling: str
    advice_card: str
    green_max: int
    """Up to this much pain goes on."""
    amber_max: int
    """Up to this much is acceptable if it settles: one level lower."""
    red_min: int
    """From this much on only walking and resting, for the rest of the day."""
    no_better_weeks: int
    help: HelpNumbers = HelpNumbers()
    """Of the country or the settings of this person."""

    def in_flare(self, conditions: frozenset[str]) -> frozenset[str]:
        """All that is offered in a flare-up to a person with these conditions."""
        return frozenset(self.flare_leg if self.flare_leg_with & conditions else self.flare)


@frozen
class Catalogue:
    """All stretches by id, in the file's order, and the words a profile may use."""

    stretches: Mapping[str, Stretch]
    conditions: Mapping[str, str]
    """Condition tag to the sentence a person reads."""
    regions: frozenset[str]
    """Where a stretch may work."""
    targets: frozenset[str]
    """Words for `pain`."""
    directions: frozenset[str]
    """Words for `eases`."""
    settings: frozenset[str]
    """Words for a place's `settings`."""
    equipment: frozenset[str]
    """Words for a place's `equipment`."""
    sources: Mapping[str, Reference]
    select: SelectNumbers
    safety: SafetyTexts


@frozen
class PlannedStretch:
    """One stretch of a session with its dose."""

    stretch: str
    level: int
