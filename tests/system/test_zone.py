"""What tells that the computer is in another time zone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from breakd.system.zone import zone_mark


@pytest.fixture
def localtime(tmp_path: Path) -> Path:
    """As on the systems where zones that are alike today are one file with several names."""
    (tmp_path / "Berlin").write_text("an hour ahead")
    os.link(tmp_path / "Berlin", tmp_path / "Oslo")
    (tmp_path / "localtime").symlink_to("Berlin")
    return tmp_path / "localtime"


def test_it_stays_while_nothing_changes(localtime: Path) -> None:
    assert zone_mark(localtime) == zone_mark(localtime)


def test_another_name_of_the_same_file_is_another_zone(localtime: Path) -> None:
    """Their numbers to call are not the same."""
    before = zone_mark(localtime)
    localtime.unlink()
    localtime.symlink_to("Oslo")
    assert zone_mark(localtime) != before


def test_a_file_in_the_place_of_the_link(localtime: Path) -> None:
    before = zone_mark(localtime)
    localtime.unlink()
    localtime.write_text("five hours behind")
    copied = zone_mark(localtime)
    assert copied != before
    localtime.unlink()
    assert zone_mark(localtime) not in (before, copied)


def test_the_variable_of_a_shell(localtime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = zone_mark(localtime)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert zone_mark(localtime) != before
