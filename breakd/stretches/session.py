"""The ten-minute session: which stretches, and in which order. Pure, by the same filters as every suggestion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from .model import BREATH, CIRCULATION, POSITIONS, RELIEF, STRENGTH, PlannedStretch, Stretch
from .plan import is_prescribed
from .scoring import is_prone_rest, lies_first
from .selection import SelectionInput, allowed_level, candidates
from .sides import seconds_done

LEAST, MOST = 9.5 * 60.0, 10.5 * 60.0
"""Seconds: about ten minutes, as in the article."""
CHANGE = 10.0
"""Seconds from one stretch to the next: getting down, turning over, reading the first line."""
LONGEST = 150.0
"""Seconds of one stretch: no single one fills the session."""
MOST_STRENGTH = 2
FLOOR = POSITIONS.index("all-fours")
"""Where the floor begins in the order of positions."""
EXTRAS = frozenset({BREATH, CIRCULATION})
"""The kinds that fill up a session, and are not what it is for."""


def plan_session(given: SelectionInput) -> tuple[PlannedStretch, ...]:
    """The stretches of a session here and now, in order; empty if nothing is allowed.

    What the plan asks for comes first, then the article's five where they may, then something for strength, then what
    differs most from what is in already.
    """
    context = replace(given.context, firm=False, long_break=False, seconds=LONGEST, session=True)
    given = replace(given, context=context)
    chosen = _chosen(_allowed(given), given)
    lying_first = lies_first(given)
    in_order = sorted(chosen, key=lambda one: _position(one[0], lying_first=lying_first))
    return tuple(PlannedStretch(stretch.id, dose) for stretch, dose in in_order)


def seconds_of(planned: Iterable[tuple[Stretch, int]], sore_side: str) -> float:
    """How long these stretches take at these doses, one after the other."""
    return sum(seconds_done(stretch, dose, sore_side) + CHANGE for stretch, dose in planned)


def _allowed(given: SelectionInput) -> list[tuple[Stretch, int]]:
    # what was suggested a moment ago is no reason to leave it out of a session
    doses = ((stretch, allowed_level(stretch, given)) for stretch in candidates(given))
    return [(stretch, dose) for stretch, dose in doses if dose is not None]


def _chosen(pool: list[tuple[Stretch, int]], given: SelectionInput) -> list[tuple[Stretch, int]]:
    chosen: list[tuple[Stretch, int]] = []
    side = given.settings.body.side
    while seconds_of(chosen, side) < LEAST:
        fitting = [
            one
            for one in pool
            if one not in chosen and _goes_with(one[0], chosen) and seconds_of([*chosen, one], side) <= MOST
        ]
        if not fitting:
            break
        chosen.append(min(fitting, key=lambda one: _wanted(one[0], chosen, given)))
    return chosen


def _goes_with(stretch: Stretch, chosen: list[tuple[Stretch, int]]) -> bool:
    """Unless an easier or a harder way of the same is in already, or enough for strength."""
    variant = any(stretch.id == other.easier or other.id == stretch.easier for other, _ in chosen)
    return not variant and (stretch.kind != STRENGTH or _strength(chosen) < MOST_STRENGTH)


def _strength(chosen: list[tuple[Stretch, int]]) -> int:
    return sum(other.kind == STRENGTH for other, _ in chosen)


def _rank(stretch: Stretch, chosen: list[tuple[Stretch, int]], *, lying_first: bool) -> int:
    """The plan, the article's five, one more for strength (one of the five is), the rest, and what only fills up."""
    if is_prescribed(stretch):
        return -1
    if stretch.seed or (lying_first and is_prone_rest(stretch)):
        return 0
    if stretch.kind == STRENGTH and not any(other.kind == STRENGTH and not other.seed for other, _ in chosen):
        return 1
    return 3 if stretch.kind in EXTRAS else 2


def _wanted(stretch: Stretch, chosen: list[tuple[Stretch, int]], given: SelectionInput) -> tuple[float, ...]:
    """The smaller, the more this one belongs in."""
    directions = Counter(other.direction for other, _ in chosen)
    regions = Counter(other.regions[0] for other, _ in chosen)
    sore = bool(stretch.targets & given.settings.body.pain)
    done = given.history.done
    ago = next((float(number) for number, id in enumerate(reversed(done)) if id == stretch.id), float(len(done) + 1))
    rank = _rank(stretch, chosen, lying_first=lies_first(given))
    return (rank, directions[stretch.direction] + regions[stretch.regions[0]] - sore, -ago)


def _position(stretch: Stretch, *, lying_first: bool) -> tuple[float, bool, int]:
    """Its place in the order: by position from the feet down to the floor, easy ones before demanding ones.

    Walking comes first of those done standing, a position to rest in last of its position. Lying on the front begins
    the floor of who begins it so.
    """
    level = 0 if stretch.direction == "walk" else stretch.level
    position = POSITIONS.index(stretch.position)
    if lying_first and is_prone_rest(stretch):
        return (FLOOR - 0.5, False, level)
    return (position, stretch.kind == RELIEF, level)
