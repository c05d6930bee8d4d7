"""The ten-minute session: which stretches, and in which order. Pure, by the same filters as every suggestion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from .model import POSITIONS, RELIEF, PlannedStretch, Stretch
from .selection import Exclusion, SelectionInput, allowed_level, exclusion_of
from .sides import seconds_done

LEAST, MOST = 9.5 * 60.0, 10.5 * 60.0
"""Seconds: about ten minutes, as in the article."""
CHANGE = 10.0
"""Seconds from one stretch to the next: getting down, turning over, reading the first line."""
LONGEST = 150.0
"""Seconds of one stretch: no single one fills the session."""


def plan_session(given: SelectionInput) -> tuple[PlannedStretch, ...]:
    """The stretches of a session here and now, in order; empty if nothing is allowed.

    The article's five come first where they may, then what differs most from what is in already.
    """
    context = replace(given.context, firm=False, long_break=False, seconds=LONGEST)
    given = replace(given, context=context)
    chosen = _chosen(_allowed(given), given)
    return tuple(
        PlannedStretch(stretch.id, dose) for stretch, dose in sorted(chosen, key=lambda one: _position(one[0]))
    )


def seconds_of(planned: Iterable[tuple[Stretch, int]], sore_side: str) -> float:
    """How long these stretches take at these doses, one after the other."""
    return sum(seconds_done(stretch, dose, sore_side) + CHANGE for stretch, dose in planned)


def _allowed(given: SelectionInput) -> list[tuple[Stretch, int]]:
    pool = []
    for stretch in given.catalogue.stretches.values():
        exclusion = exclusion_of(stretch, given.catalogue, given.settings, given.context, given.history)
        dose = allowed_level(stretch, given)
        # what was suggested a moment ago is no reason to leave it out of a session
        if exclusion in (None, Exclusion.RECENT) and dose is not None:
            pool.append((stretch, dose))
    return pool


def _chosen(pool: list[tuple[Stretch, int]], given: SelectionInput) -> list[tuple[Stretch, int]]:
    chosen: list[tuple[Stretch, int]] = []
    side = given.settings.body.side
    while seconds_of(chosen, side) < LEAST:
        fitting = [
            one
            for one in pool
            if one not in chosen and not _is_variant(one[0], chosen) and seconds_of([*chosen, one], side) <= MOST
        ]
        if not fitting:
            break
        chosen.append(min(fitting, key=lambda one: _wanted(one[0], chosen, given)))
    return chosen


def _is_variant(stretch: Stretch, chosen: list[tuple[Stretch, int]]) -> bool:
    """Whether an easier or a harder way of the same is in already."""
    return any(stretch.id == other.easier or other.id == stretch.easier for other, _ in chosen)


def _wanted(stretch: Stretch, chosen: list[tuple[Stretch, int]], given: SelectionInput) -> tuple[float, ...]:
    """The smaller, the more this one belongs in."""
    directions = Counter(other.direction for other, _ in chosen)
    regions = Counter(other.regions[0] for other, _ in chosen)
    sore = bool(stretch.targets & given.settings.body.pain)
    done = given.history.done
    ago = next((float(number) for number, id in enumerate(reversed(done)) if id == stretch.id), float(len(done) + 1))
    return (not stretch.seed, directions[stretch.direction] + regions[stretch.regions[0]] - sore, -ago)


def _position(stretch: Stretch) -> tuple[int, bool, int]:
    """Its place in the order: by position from the feet down to the floor, easy ones before demanding ones.

    Walking comes first of those done standing, and a position to rest in last of its position.
    """
    level = 0 if stretch.direction == "walk" else stretch.level
    return (POSITIONS.index(stretch.position), stretch.kind == RELIEF, level)
