"""The red-flag questions, asked in the terminal, and the card that answers a yes.

Nothing but an answer passes them: `ask` raises `prompts.NoAnswer` when there is no more input.
"""

from __future__ import annotations

from breakd.config import load
from breakd.messages import cards
from breakd.messages import setup as texts
from breakd.stretches import red_flag_lists
from breakd.stretches.model import SafetyTexts
from breakd.stretches.safety_state import RedFlagList, Urgency
from breakd.system import paths

from .prompts import tell, ticked


def ask(
    safety_texts: SafetyTexts, which: RedFlagList = RedFlagList.ALL, *, intro: str = "", locked: bool = False
) -> Urgency:
    """What the answers amount to; after a yes that locks nothing more is asked. Under a lock nothing is good news."""
    tell(intro or texts.FLAGS_INTRO[which])
    return _ask(red_flag_lists.screens(safety_texts, which), safety_texts, locked=locked)


def _ask(screens: tuple[red_flag_lists.Screen, ...], safety_texts: SafetyTexts, *, locked: bool) -> Urgency:
    found: frozenset[str] = frozenset()
    for screen in screens:
        found |= ticked(texts.ANY_FLAGS, screen)
        if red_flag_lists.urgency_of(found, safety_texts).locks:
            break
    print()
    none = texts.FLAGS_NONE_LOCKED if locked else texts.FLAGS_NONE
    for sentence in cards.beside(found, safety_texts) or ((none,) if not found else ()):
        tell(sentence)
    return red_flag_lists.urgency_of(found, safety_texts)


def card(title: str, action: str) -> None:
    """A card, on its own."""
    print()
    tell(title.upper())
    tell(action)
    print()


def safety_texts() -> SafetyTexts:
    """The safety texts of the catalogue, with the numbers to call."""
    return load(paths.config_file(), paths.body_file()).stretches.catalogue.safety
