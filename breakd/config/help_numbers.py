"""Whom to call, by country: a number is told only where nothing speaks against it."""

from __future__ import annotations

from collections.abc import Collection

from breakd.messages import cards, tr
from breakd.stretches.model import HelpNumbers, SafetyTexts

EU = "EU"


def numbers_for(countries: Collection[str], safety_texts: SafetyTexts) -> HelpNumbers:
    """The numbers that hold in all of these countries (ISO 3166); empty where they differ, or nobody knows.

    A computer in Warsaw that speaks American English belongs to neither for sure: no number is better than a wrong
    one.
    """
    found = {_numbers_of(country, safety_texts) for country in countries}
    emergency, advice = {one.emergency for one in found}, {one.advice for one in found}
    return HelpNumbers(
        emergency.pop() if len(emergency) == 1 else "", advice.pop() if len(advice) == 1 else ""
    )  # fmt: skip


def _numbers_of(country: str, safety_texts: SafetyTexts) -> HelpNumbers:
    """Those of one country; in the EU its common number beside another one."""
    known, in_eu = safety_texts.numbers, country in safety_texts.eu_countries
    own = known.get(country, known[EU] if in_eu else HelpNumbers())
    common = known[EU].emergency
    if not in_eu or own.emergency == common:
        return own
    return HelpNumbers(tr(cards.TWO_NUMBERS, number=own.emergency, other=common), own.advice)
