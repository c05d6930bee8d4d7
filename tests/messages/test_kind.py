"""No sentence diagnoses, promises, scolds, or makes a score of pain: every text there is, by forbidden words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd import messages as texts
from breakd.messages import cards
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Card

KNOWN = catalogue.load()
FORBIDDEN = {
    "a diagnosis": r"slipped disc|herniat|prolapse|you have an? \w+itis|diagnos|your (disease|disorder)",
    "a promise": r"\bcures?\b|\bheals?\b|guarantee|be pain.?free|will (fix|cure|heal)|gets? rid of|\bsafe for you\b",
    "a scolding": r"\byou (should have|forgot|failed|ignored|missed)\b|too lazy|\bshame|\bbad (back|posture)\b",
    "a score": r"\bstreak|\bscore|\d points\b|great job|keep it up|keep going",
    "out of seeking care": r"no need (to|for) (see )?a doctor|nothing (serious|to worry)|don't worry",
}
MAY = {"It does not diagnose or treat anything"}
"""Words that are forbidden to say of the person may be said of the program."""


def sentences() -> Iterator[tuple[str, str]]:
    """Every text of messages and catalogue, with where it stands."""
    for path in sorted(Path(texts.__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_text())
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield f"{path.name}:{node.lineno}", node.value
    safety_texts = KNOWN.safety
    for text in (
        safety_texts.disclaimer,
        safety_texts.emergency_title,
        safety_texts.emergency_action,
        *safety_texts.emergency_flags.values(),
        safety_texts.urgent_title,
        safety_texts.urgent_action,
        *safety_texts.urgent_flags.values(),
        *safety_texts.routine_flags.values(),
        safety_texts.calf_action,
        safety_texts.routine_note,
        safety_texts.routine_action,
        *safety_texts.stop_always,
        safety_texts.normal_feeling,
        safety_texts.advice_card,
    ):
        yield "[safety]", text
    for stretch in KNOWN.stretches.values():
        for text in (stretch.dose, stretch.breathing, *stretch.cautions, *stretch.stop_if):
            yield stretch.id, text
        for step in stretch.steps:
            yield stretch.id, step.text


def fault(text: str) -> str | None:
    """What a sentence does that none may do."""
    for allowed in MAY:
        text = text.replace(allowed, "")
    return next((what for what, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)), None)


def test_no_sentence_diagnoses_promises_scolds_or_scores() -> None:
    found = list(sentences())
    assert len(found) > 800
    assert [(where, text, fault(text)) for where, text in found if fault(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "You have a slipped disc.",
        "This cures back pain.",
        "You will be pain-free.",
        "You ignored the last one!",
        "A streak of five days!",
        "Your score today",
        "There is no need to see a doctor.",
    ],
)
def test_a_planted_sentence_is_found(text: str) -> None:
    assert fault(text) is not None


@pytest.mark.parametrize("card", Card)
def test_every_card_has_a_title_and_a_text(card: Card) -> None:
    title, text = cards.card(card, KNOWN.safety)
    assert 5 < len(title) < 40
    assert len(text) > 60
    assert text.endswith(".")
    assert "ID" not in text
    assert ("`breakd stretches back cobra`" in cards.card(card, KNOWN.safety, stretch="cobra")[1]) == (
        card is Card.CLINICIAN
    )
