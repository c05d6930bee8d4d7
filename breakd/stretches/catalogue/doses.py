"""The doses of a stretch whose file tells only what a physiotherapist tells: how often, and how long to hold."""

from __future__ import annotations

from math import ceil
from typing import Any

from breakd.messages import stretches as texts
from breakd.messages import tr, tr_count

from .rules import LEVELS, USUAL, Row, total

ONE_SIDE = {"left": texts.OWN_DOSE_LEFT, "right": texts.OWN_DOSE_RIGHT}
DOSE_KEYS = frozenset({"steps", "reps", "hold_seconds", "sides"})


def with_doses(row: Row, given: Row) -> Row:
    """The whole stretch `row`, with the doses worked out that `given`, the person's own words, leaves open.

    The usual and the demanding dose are the one that was prescribed; the easy one has half the repetitions.
    """
    if "levels" in given:
        return _by_levels({"reps": 1, "hold_seconds": 0, "total_seconds": 0, "dose": "", **row}, given)
    if not given.keys() & DOSE_KEYS:
        return row
    full: dict[str, Any] = {"reps": 1, **row}
    full["steps"] = tuple({"part": "rep", "hold": False, **step} for step in row["steps"])
    if "hold_seconds" not in given and "steps" in given:
        full["hold_seconds"] = next((step["seconds"] for step in full["steps"] if step["hold"]), 0)
    elif "steps" not in given:
        full["steps"] = tuple(
            {**step, "seconds": full["hold_seconds"]} if step["hold"] else step for step in full["steps"]
        )
    doses = [{"hold_seconds": full["hold_seconds"], "reps": reps} for reps in (ceil(full["reps"] / 2), full["reps"])]
    easy, usual = ({**dose, "total_seconds": total(full, dose)} for dose in doses)
    full["levels"] = (easy, usual, usual)
    full["total_seconds"] = given.get("total_seconds", usual["total_seconds"])
    if "dose" not in given:
        full["dose"] = _told(full)
    return full


def _by_levels(row: Row, given: Row) -> Row:
    """The file names three doses: the stretch's own numbers are those of the usual one."""
    full = {**row, "steps": tuple({"part": "rep", "hold": False, **step} for step in row["steps"])}
    levels = given["levels"]
    if len(levels) == LEVELS:
        full |= {key: levels[USUAL][key] for key in ("reps", "hold_seconds", "total_seconds") if key not in given}
    return full if full["dose"] else {**full, "dose": _told(full)}


def _told(row: Row) -> str:
    form = texts.OWN_DOSE_HOLD if row["hold_seconds"] else texts.OWN_DOSE
    if row["sides"] == "both":
        form = texts.OWN_DOSE_HOLD_SIDES if row["hold_seconds"] else texts.OWN_DOSE_SIDES
    dose = tr_count(row["reps"], *form, hold=row["hold_seconds"])
    return tr(ONE_SIDE[row["sides"]], dose=dose) if row["sides"] in ONE_SIDE else dose
