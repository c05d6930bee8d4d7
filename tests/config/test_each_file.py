"""Two files, each by itself: what is wrong in one costs the other nothing, and a faulty body confirms nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from breakd.engine.settings import BodySettings, Settings

from .test_loader import config, read

__all__ = ["config"]

PERSON = '[body]\ndisclaimer = "confirmed"\nside = "left"\nconditions = ["glaucoma"]\n'
LAST = Settings(body=BodySettings(side="right", conditions=frozenset({"hernia"}), disclaimer=True))


def test_a_faulty_config_costs_no_body(config: Path) -> None:
    loaded = read(config, "[sitting]\nlimit = 'thirty'", PERSON)
    assert loaded.settings is None
    assert loaded.over(Settings()).body == BodySettings(
        side="left", conditions=frozenset({"glaucoma"}), disclaimer=True
    )
    known = replace(LAST, place="home")
    assert loaded.over(known).place == "home", "the last good settings"


@pytest.mark.parametrize(
    ("body", "side", "conditions"),
    [
        (PERSON.replace("left", "lefft"), "right", {"glaucoma", "hernia"}),
        (PERSON.replace('"glaucoma"', '"glaucoma", "glaucomma"'), "left", {"glaucoma", "hernia"}),
        (PERSON + "surgery = 2999-01-01\n", "left", {"glaucoma", "hernia"}),
        (PERSON + "[body\n", "right", {"hernia"}),
        ("body = 7", "right", {"hernia"}),
    ],
    ids=["word", "condition", "day to come", "syntax", "no table"],
)
def test_a_faulty_body_costs_no_config_and_confirms_nothing(
    config: Path, body: str, side: str, conditions: set[str]
) -> None:
    """What it was meant to say may rule a stretch out, so none is suggested; and no condition is forgotten."""
    loaded = read(config, "[sitting]\nlimit = '20m'", body)
    assert loaded.settings is None
    assert loaded.body_is_faulty
    settings = loaded.over(LAST)
    assert settings.sitting.limit == 1200
    assert settings.body == replace(LAST.body, side=side, conditions=frozenset(conditions), disclaimer=False)


def test_two_good_files_are_what_they_say(config: Path) -> None:
    loaded = read(config, "[sitting]\nlimit = '20m'", PERSON)
    assert loaded.over(LAST) == loaded.settings
