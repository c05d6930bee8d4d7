"""What a person should read about their safety: the catalogue's own texts, and a few sentences around them.

Nothing here diagnoses, promises, scolds, or makes a score of pain.
"""

from __future__ import annotations

from breakd.engine.effects import Offer
from breakd.engine.events import OpenBoard
from breakd.engine.health_requests import OpenQuestions
from breakd.stretches.model import HelpNumbers, SafetyTexts
from breakd.stretches.red_flag_lists import urgency_of
from breakd.stretches.safety_state import Card, Urgency

from . import tr

ADVICE_TITLE = "Take it gently today"
CLINICIAN_TITLE = "Please have it checked"
CLINICIAN = (
    "“{stretch}” hurt twice. breakd leaves it out until you bring it back: `breakd stretches back {stretch}`."
)  # fmt: skip
CLINICIAN_UNNAMED = "It felt worse twice in a row."
"""After sessions, or breaks of one's own: nobody knows which stretch it was."""
ROUTINE_TITLE = "Time to ask a professional?"
QUESTIONS_TITLE = "A few questions, to be safe"
QUESTIONS = "Please answer these before the next stretch: `breakd questions`."
QUESTIONS_BUTTON = "Answer the questions"
NO_PAGE = "The questions could not be opened here. In a terminal, `breakd questions` asks them."
CHECKUP_TITLE = "Time for your check-up"
CHECKUP = (
    "You asked to be reminded to see an osteopath or physiotherapist. To be reminded again in a week: "
    "`breakd checkup later`."
)
CHECKUP_BUTTON = "Remind me in a week"
SETUP_BUTTON = "Set up"
SETUP_CLICK = "Click: set up."
SETUP_ELSEWHERE = "To set it up, type “breakd setup”."
VISIT_TITLE = "Still worth a visit"
VISIT = (
    "Something you told breakd is worth a visit to a doctor or physiotherapist when you have time. When you have "
    "been there, or when it is gone, please answer again: `breakd questions`."
)
"""Once a week, as long as a routine red flag is so. It does not say which: others may see it."""
RELEASE_TITLE = "Twelve weeks have passed"
RELEASE = (
    "If your team lets you exercise freely again, please say so: `breakd setup`. Until then breakd goes on gently."
)
"""After an operation; a pop-up does not name it."""
CLEARED_TITLE = "Stretches are back, gently"
CLEARED = (
    "For the next seven days every stretch comes at its easy dose. Stop if it hurts. If something about your health "
    "is different now, please tell breakd: `breakd setup`."
)

URGENT_SEATED = "Book an urgent appointment, or call {advice} today. Until then breakd suggests no stretches."
NUMBER = "your emergency number"
"""Where nobody knows the country."""
ADVICE_LINE = "your doctor's surgery or local advice line"
TWO_NUMBERS = "{number} or {other}"
CALL = "Call {number}."


def card(which: Card, safety_texts: SafetyTexts, *, may_stand: bool = True, stretch: str = "") -> tuple[str, str]:
    """Title and text; without `may_stand` for somebody who cannot be asked to walk. `stretch` hurt twice."""
    match which:
        case Card.EMERGENCY:
            return safety_texts.emergency_title, filled(safety_texts.emergency_action, safety_texts.help)
        case Card.URGENT:
            action = safety_texts.urgent_action if may_stand else URGENT_SEATED
            return safety_texts.urgent_title, filled(action, safety_texts.help)
        case Card.ADVICE:
            return ADVICE_TITLE, safety_texts.advice_card
        case Card.CLINICIAN:
            what = tr(CLINICIAN, stretch=stretch) if stretch else CLINICIAN_UNNAMED
            return CLINICIAN_TITLE, f"{what} {safety_texts.routine_action}"
        case Card.ROUTINE:
            return ROUTINE_TITLE, safety_texts.routine_action


def emergency_line(safety_texts: SafetyTexts) -> str:
    """The emergency card in one line: what to do, and whom to call."""
    return f"{safety_texts.emergency_title} {filled(CALL, safety_texts.help)}"


def beside(ticked: frozenset[str], safety_texts: SafetyTexts) -> tuple[str, ...]:
    """What to tell a person with these red flags beside the card, or without one."""
    urgency = urgency_of(ticked, safety_texts)
    if urgency is Urgency.URGENT and safety_texts.flag_calf in ticked:
        return (filled(safety_texts.calf_action, safety_texts.help),)
    return (safety_texts.routine_note,) if urgency is Urgency.ROUTINE else ()


def filled(text: str, numbers: HelpNumbers) -> str:
    """The text with the numbers to call."""
    return text.replace("{number}", numbers.emergency or NUMBER).replace("{advice}", numbers.advice or ADVICE_LINE)


def button(answer: Offer) -> str:
    """What stands on the one button of an announcement."""
    match answer:
        case OpenQuestions():
            return QUESTIONS_BUTTON
        case OpenBoard():
            return SETUP_BUTTON
    return CHECKUP_BUTTON


def click(answer: Offer | None) -> str:
    """What a click on the text does, where no button is seen; empty where the text says it already."""
    return SETUP_CLICK if isinstance(answer, OpenBoard) else ""


def elsewhere(answer: Offer | None) -> str:
    """Where to do the same where nothing can be clicked; empty where the text says it already."""
    return SETUP_ELSEWHERE if isinstance(answer, OpenBoard) else ""
