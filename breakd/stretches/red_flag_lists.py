"""The red-flag questions: which are asked when, and what the answers amount to. Their lines are the catalogue's."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .model import SafetyTexts
from .safety_state import RedFlagList, Urgency

Screen = Mapping[str, str]
"""The questions that are asked together: lines by id."""


def screens(safety_texts: SafetyTexts, which: RedFlagList) -> tuple[Screen, ...]:
    """What to ask, one screen after the other; a yes that locks makes those after it needless."""
    lists = (safety_texts.emergency_flags, safety_texts.urgent_flags, safety_texts.routine_flags)
    if which is RedFlagList.ALL:
        return lists
    lines = {id: line for flags in lists for id, line in flags.items()}
    return ({id: lines[id] for id in safety_texts.flags_after_spreading},)


def both_legs(safety_texts: SafetyTexts) -> Screen:
    """The one question to a person with pain down the leg on both sides, which may be two pains or one."""
    id = safety_texts.flag_both_legs
    return {id: safety_texts.emergency_flags[id]}


def urgency_of(ticked: Collection[str], safety_texts: SafetyTexts) -> Urgency:
    """What these flags amount to."""
    if any(id in safety_texts.emergency_flags for id in ticked):
        return Urgency.EMERGENCY
    if any(id in safety_texts.urgent_flags for id in ticked):
        return Urgency.URGENT
    return Urgency.ROUTINE if any(id in safety_texts.routine_flags for id in ticked) else Urgency.NONE
