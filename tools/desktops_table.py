"""Writes docs/desktops.md from the last run of the scenario suite: python -m tools.desktops_table."""

from __future__ import annotations

import sys

from tests.desktops.scenario_table import DOCUMENT, document, results


def main() -> int:
    """Write the page; 1 if a cell is empty."""
    found = results()
    text = document(found)
    DOCUMENT.write_text(text)
    if "|  |" in text:
        print(f"{DOCUMENT.name}: some cells are empty: run tests/desktops/test_scenarios.py on every desktop")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
