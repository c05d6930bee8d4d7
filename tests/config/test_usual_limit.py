"""How long is sitting, for whom sitting hurts: shorter, unless the person says how long."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakd.config import load
from breakd.engine.settings import SittingSettings


def sitting(folder: Path, config: str, conditions: str) -> SittingSettings:
    file, body = folder / "config.toml", folder / "body.toml"
    file.write_text(config)
    body.write_text(f"[body]\nconditions = {conditions}\n")
    settings = load(file, body).settings
    assert settings is not None
    return settings.sitting


def test_where_sitting_makes_it_worse_the_limit_is_twenty_minutes(tmp_path: Path) -> None:
    assert sitting(tmp_path, "", '["sitting_worse"]') == SittingSettings(limit=20 * 60.0)
    one_more = sitting(tmp_path, '[sitting]\nidle_after = "1m"\n', '["sitting_worse"]')
    assert one_more == SittingSettings(limit=20 * 60.0, idle_after=60.0)


def test_for_all_others_it_stays_what_it_is(tmp_path: Path) -> None:
    assert sitting(tmp_path, "", '["standing_worse"]') == SittingSettings()


@pytest.mark.parametrize("minutes", [10, 30, 45])
def test_a_limit_of_ones_own_goes_before_it(tmp_path: Path, minutes: int) -> None:
    """A longer one too."""
    assert sitting(tmp_path, f'[sitting]\nlimit = "{minutes}m"\n', '["sitting_worse"]').limit == minutes * 60.0
