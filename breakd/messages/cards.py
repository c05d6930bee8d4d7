"""What a person should read about their safety: the catalogue's own texts, and a few sentences around them.

Nothing here diagnoses, promises, scolds, or makes a score of pain.
"""

from __future__ import annotations

from breakd.stretches.model import SafetyTexts
from breakd.stretches.safety_state import Card

ADVICE_TITLE = "Take it easy today"
CLINICIAN_TITLE = "Worth having someone take a look"
CLINICIAN = (
    "That felt worse for the second time, so this stretch stays away until you bring it back: "
    "`breakd stretches back ID`."
)
ROUTINE_TITLE = "Perhaps time to see someone"
QUESTIONS_TITLE = "A few questions, to be safe"
QUESTIONS = "Please answer them when you have a minute: `breakd setup` asks them."
CHECKUP_TITLE = "Time for your check-up"
CHECKUP = (
    "You asked to be reminded to see an osteopath or physiotherapist. Not now? Say `breakd checkup later`, and "
    "breakd asks again in a week."
)


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
