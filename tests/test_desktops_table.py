"""docs/desktops.md has a word for every scenario on every desktop, and a run changes its own columns alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.desktops.scenario_page import (
    DOCUMENT,
    PROGRAMS,
    PROTOCOLS,
    SECTIONS,
    UNKNOWN,
    Column,
    Columns,
    columns,
    committed,
    document,
    merged,
    upstream,
)
from tests.support.desktops.scenario_table import REMARKS, SCENARIOS, cell


def column(desktop: str = "43.9", systemd: str = "252.39", cells: Mapping[str, str] = {}) -> Column:
    """A column of GNOME."""
    return Column("Debian 12", "2026-11-26", {"GNOME Shell": desktop, "systemd": systemd, "Python": "3.11.2"}, cells)


def test_no_cell_is_empty() -> None:
    page = committed()
    assert set(page["bookworm"]) == set(PROGRAMS)
    for of_release in page.values():
        for kind, of_kind in of_release.items():
            assert of_kind.cells == {scenario: cell(kind, scenario) for scenario in SCENARIOS}
            assert of_kind.release
            assert of_kind.day
            assert set(of_kind.versions) == {*PROGRAMS[kind], *PROTOCOLS.get(kind, ()), "systemd", "Python"}
            assert UNKNOWN not in of_kind.versions.values()


def test_the_page_is_as_the_tool_writes_it() -> None:
    assert DOCUMENT.read_text() == document(committed())


def test_every_remark_is_about_a_cell_that_exists() -> None:
    assert {desktop for desktop, _ in REMARKS} <= set(PROGRAMS) == set(SECTIONS)
    assert {scenario for _, scenario in REMARKS} <= set(SCENARIOS)


def test_a_run_changes_its_own_columns_alone() -> None:
    old: dict[str, Columns] = {"bookworm": {"gnome": column("43.9"), "sway": column("1.7")}}
    new: dict[str, Columns] = {"bookworm": {"gnome": column("43.10")}, "trixie": {"gnome": column("48.7")}}
    assert merged(old, new) == {
        "bookworm": {"gnome": column("43.10"), "sway": column("1.7")},
        "trixie": {"gnome": column("48.7")},
    }


def test_versions_are_sorted_as_numbers_and_a_missing_cell_is_empty() -> None:
    scenario = SCENARIOS[0]
    found: dict[str, Columns] = {
        "a": {"gnome": column("48.10", cells={scenario: "yes"})},
        "b": {"gnome": column("48.9", "257.1")},
        "c": {"gnome": column("48.9", "252.3")},
    }
    page = document(found)
    assert "| scenario | GNOME Shell 48.9 | GNOME Shell 48.9 | GNOME Shell 48.10 |\n" in page
    assert "| with systemd, Python | 252.3, 3.11.2 | 257.1, 3.11.2 | 252.39, 3.11.2 |\n" in page
    assert f"| {scenario} |  |  | yes |\n" in page


def test_a_column_is_read_as_it_was_written() -> None:
    raw = {"release": "Debian 12", "day": "2026-11-26", "versions": {"sway": "1.7"}, "cells": {"x": "yes"}}
    read = Column("Debian 12", "2026-11-26", {"sway": "1.7"}, {"x": "yes"})
    assert columns({"sway": raw, "another desktop": {}}) == {"sway": read}


@pytest.mark.parametrize(
    ("package", "program"),
    [
        ("43.9-0+deb12u2", "43.9"),
        ("4:5.27.5-2+deb12u2", "5.27.5"),
        ("257.13-1~deb13u1", "257.13"),
        ("1.7+dfsg-6", "1.7"),
        ("", UNKNOWN),
    ],
)
def test_a_version_is_the_programs_own(package: str, program: str) -> None:
    assert upstream(package) == program
