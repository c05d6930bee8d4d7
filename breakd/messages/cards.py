"""What a person should read about their safety: the catalogue's own texts, and a few sentences around them.

Nothing here diagnoses, promises, scolds, or makes a score of pain.
"""

from __future__ import annotations

from breakd.stretches.model import SafetyTexts
from breakd.stretches.safety_state import Card

ADVICE_TITLE = "Easy does it today"
CLINICIAN_TITLE = "Better have it looked at"
CLINICIAN = "That felt worse for the second time, so it stays away until you put it back: `breakd stretches back ID`."
ROUTINE_TITLE = "Perhaps time for a check"
QUESTIONS_TITLE = "A few questions, to be safe"
QUESTIONS = "Please answer them when you have a minute: `breakd setup`."
CHECKUP_TITLE = "Time for your check-up"
CHECKUP = "You wanted to be reminded to see an osteopath or physiotherapist. Not now? It asks again when you say so."


def card(which: Card, safety_texts: SafetyTexts) -> tuple[str, str]:
    """Title and text."""
    match which:
        case Card.EMERGENCY:
            return safety_texts.emergency_title, safety_texts.emergency_action
        case Card.URGENT:
            return safety_texts.urgent_title, safety_texts.urgent_action
        case Card.ADVICE:
            return ADVICE_TITLE, safety_texts.advice_card
        case Card.CLINICIAN:
            return CLINICIAN_TITLE, f"{CLINICIAN} {safety_texts.routine_action}"
        case Card.ROUTINE:
            return ROUTINE_TITLE, safety_texts.routine_action
