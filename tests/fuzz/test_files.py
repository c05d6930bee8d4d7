"""The files that a person writes, after accidents: settings or faults, and no stretch is lost that is built in."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from breakd.config import LoadedConfig, dump_config, load
from breakd.engine.engine import Engine
from breakd.engine.events import Now
from breakd.guide.script import script
from breakd.stretches import catalogue
from breakd.stretches.catalogue import LoadedCatalogue
from tests.support.fuzz import Rounds
from tests.support.fuzz.chance import damaged_text
from tests.support.timeline import BERLIN

PROJECT = Path(__file__).parents[2]
OLD = PROJECT / "tests" / "data" / "v0.1"
BUILT_IN = catalogue.load()
FEW = 25
FEW_PLANS = 10
NOW = Now(100.0, 90.0, datetime(2026, 11, 23, 9, tzinfo=BERLIN))
CONFIG = re.sub(r"^#(?=[a-z_]+ = )", "", (PROJECT / "config.example.toml").read_text(), flags=re.MULTILINE)
BODY = (OLD / "body.toml").read_text()
PLAN = (OLD / "stretches.d" / "plan.toml").read_text()


def check(loaded: LoadedConfig, again: Path) -> None:
    """What holds of whatever the files say."""
    for fault in (*loaded.errors, *loaded.stretches.errors):
        assert str(fault).isprintable()
        assert len(str(fault)) < 2000
    if loaded.settings is None:
        assert loaded.errors
        return
    Engine(loaded.settings, loaded.stretches.catalogue, NOW).status(NOW)
    again.write_text(dump_config(loaded.settings))
    assert load(again, again.with_name("nobody.toml")).errors == ()


def play(stretches: LoadedCatalogue) -> None:
    """Each stretch can be guided, and no built-in one is lost."""
    assert BUILT_IN.stretches.keys() <= stretches.catalogue.stretches.keys()
    for id in stretches.own:
        stretch = stretches.catalogue.stretches[id]
        for level in (1, 2, 3):
            assert 0 < script(stretch, level, "left", {}).seconds <= 3600


def test_any_config(rounds: Rounds, tmp_path: Path) -> None:
    config, body = tmp_path / "config.toml", tmp_path / "body.toml"
    for chance in rounds(FEW):
        config.write_text(damaged_text(chance, CONFIG), errors="replace")
        body.write_text(damaged_text(chance, BODY) if chance.random() < 0.5 else BODY, errors="replace")
        check(load(config, body), tmp_path / "again.toml")


def test_any_plan(rounds: Rounds, tmp_path: Path) -> None:
    folder = tmp_path / "stretches.d"
    folder.mkdir()
    for chance in rounds(FEW_PLANS):
        (folder / "plan.toml").write_text(damaged_text(chance, PLAN), errors="replace")
        loaded = load(tmp_path / "config.toml", tmp_path / "body.toml")
        check(loaded, tmp_path / "again.toml")
        play(loaded.stretches)
