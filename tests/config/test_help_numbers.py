"""Whom to call: by country, only where nothing speaks against it, and in the cards."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from breakd.config.help_numbers import numbers_for
from breakd.config.loader import settings_of
from breakd.messages import cards
from breakd.stretches import catalogue
from breakd.stretches.catalogue import LoadedCatalogue
from breakd.stretches.model import HelpNumbers
from breakd.stretches.safety_state import Card
from breakd.toml.document import parse

SAFETY = catalogue.load().safety


@pytest.mark.parametrize(
    ("countries", "emergency", "advice"),
    [
        ("US", "911", ""),
        ("GB", "999", "111"),
        ("DE", "112", "116 117"),
        ("FR", "15 or 112", ""),
        ("ES", "112", ""),
        ("PL", "112", ""),
        ("BR", "192", ""),
        ("JP", "119", "#7119"),
        ("AT", "112", ""),
        ("SE", "112", ""),
        ("AU", "", ""),
        ("", "", ""),
        ("DE DE", "112", "116 117"),
        ("DE AT", "112", ""),
        ("US PL", "", ""),
        ("US AU", "", ""),
        ("GB IE", "", ""),
    ],
)
def test_a_number_is_named_where_the_signs_agree(countries: str, emergency: str, advice: str) -> None:
    assert numbers_for(countries.split(), SAFETY) == HelpNumbers(emergency, advice)


def test_every_country_of_the_eu_has_its_number() -> None:
    assert len(SAFETY.eu_countries) == 27
    assert all("112" in numbers_for([country], SAFETY).emergency for country in SAFETY.eu_countries)


@pytest.mark.parametrize(
    ("numbers", "emergency", "advice"),
    [
        (HelpNumbers("15 or 112", ""), "Call 15 or 112 or go to", "call your doctor's surgery or local advice line"),
        (HelpNumbers("112", "116 117"), "Call 112 or go to", "or call 116 117 today"),
        (
            HelpNumbers(),
            "Call your emergency number or go to",
            "or call your doctor's surgery or local advice line today",
        ),
    ],
)
def test_the_cards_name_them(numbers: HelpNumbers, emergency: str, advice: str) -> None:
    safety_texts = replace(SAFETY, help=numbers)
    assert emergency in cards.card(Card.EMERGENCY, safety_texts)[1]
    assert advice in cards.card(Card.URGENT, safety_texts)[1]


@pytest.mark.parametrize("card", Card)
def test_no_card_has_a_gap(card: Card) -> None:
    assert "{" not in "".join(cards.card(card, SAFETY))


def said(number: str) -> tuple[str, ...]:
    """What is wrong with this number in a config."""
    config = parse(f"[help]\nemergency = {json.dumps(number)}\n", "config.toml")
    loaded = settings_of(config, parse("", "body.toml"), LoadedCatalogue(catalogue.load()))
    return tuple(error.key for error in loaded.errors)


@pytest.mark.parametrize("number", ["", "112", "15 or 112", "+44 20 7946 0958", "١١٢"])
def test_a_number_is_what_a_person_reads(number: str) -> None:
    assert said(number) == ()


@pytest.mark.parametrize(
    "number",
    [
        "112\nAll is well.",
        "112\t",
        "\u202e211",
        "\u2066112",
        "\u200f112",
        "1\u200b12",
        "112\u2028x",
        "1" * 61,
        "\x9b2J",
    ],
)
def test_a_card_shows_no_number_that_reads_otherwise(number: str) -> None:
    assert said(number) == ("help.emergency",)
