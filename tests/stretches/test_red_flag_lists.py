"""The red-flag questions: which are asked when, what the answers amount to, and what is told beside a card."""

from __future__ import annotations

from itertools import combinations

import pytest

from breakd.messages import cards
from breakd.stretches import catalogue
from breakd.stretches.red_flag_lists import both_legs, screens, urgency_of
from breakd.stretches.safety_state import RedFlagList, Urgency

SAFETY = catalogue.load().safety
NERVES = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E12", "U10", "R5"]
LINES = {**SAFETY.emergency_flags, **SAFETY.urgent_flags, **SAFETY.routine_flags}


def test_all_are_asked_on_three_screens_the_worst_first() -> None:
    assert [list(screen) for screen in screens(SAFETY, RedFlagList.ALL)] == [
        [*(f"E{number}" for number in range(1, 14)), "U10"],
        ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9", "U11"],
        ["R1", "R2", "R3", "R4", "R5"],
    ]
    assert all(len(line.split()) <= 15 and len(line) <= 80 for line in LINES.values()), "read in one go"


def test_after_it_spreads_those_about_the_nerves_alone() -> None:
    (screen,) = screens(SAFETY, RedFlagList.SPREADING)
    assert dict(screen) == {id: LINES[id] for id in NERVES}


def test_the_neck_is_asked_about_and_the_cord_is_an_emergency() -> None:
    assert "clumsy hands" in SAFETY.emergency_flags["U10"]
    assert urgency_of({"U10"}, SAFETY) is Urgency.EMERGENCY


def test_both_legs_is_a_line_of_the_first_list() -> None:
    assert both_legs(SAFETY) == {"E6": "Sciatica in both legs at the same time"}


def test_the_worst_answer_counts() -> None:
    for pair in (*combinations(LINES, 2), *((id,) for id in LINES), ()):
        wanted = Urgency.ROUTINE if any(id in SAFETY.routine_flags for id in pair) else Urgency.NONE
        if any(id in SAFETY.urgent_flags for id in pair):
            wanted = Urgency.URGENT
        if any(id in SAFETY.emergency_flags for id in pair):
            wanted = Urgency.EMERGENCY
        assert urgency_of(pair, SAFETY) is wanted, pair


@pytest.mark.parametrize(
    ("ticked", "told"),
    [
        ((), ()),
        (("R5",), (SAFETY.routine_note,)),
        (("R1", "R2"), (SAFETY.routine_note,)),
        (("U2",), ()),
        (("U11",), ("Chest pain or trouble breathing with a swollen calf: call your emergency number.",)),
        (("U11", "R1"), ("Chest pain or trouble breathing with a swollen calf: call your emergency number.",)),
        (("E1", "U11", "R1"), ()),
    ],
)
def test_what_is_told_beside(ticked: tuple[str, ...], told: tuple[str, ...]) -> None:
    assert cards.beside(frozenset(ticked), SAFETY) == told
