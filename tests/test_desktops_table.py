"""docs/desktops.md has a word for every scenario on every desktop."""

from __future__ import annotations

from tests.desktops.scenario_table import DESKTOPS, DOCUMENT, REMARKS, SCENARIOS, cell, document, read_document


def test_no_cell_is_empty() -> None:
    table = read_document()
    assert set(table) == set(DESKTOPS)
    for desktop, cells in table.items():
        assert cells == {scenario: cell(desktop, scenario) for scenario in SCENARIOS}


def test_the_page_is_as_the_tool_writes_it() -> None:
    assert DOCUMENT.read_text() == document(read_document())


def test_every_remark_is_about_a_cell_that_exists() -> None:
    assert {desktop for desktop, _ in REMARKS} <= set(DESKTOPS)
    assert {scenario for _, scenario in REMARKS} <= set(SCENARIOS)
