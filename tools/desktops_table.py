"""Takes the last runs of the scenario suite into docs/desktops.md: python -m tools.desktops_table."""

from __future__ import annotations

import sys

from tests.support.desktops.scenario_page import DOCUMENT, committed, merged, results, write_page
from tests.support.desktops.scenario_table import SCENARIOS


def main() -> int:
    """Write the page; 1 if a cell of it is empty."""
    found = merged(committed(), results())
    write_page(found)
    empty = [
        f"{release}, {kind}: {scenario}"
        for release, columns in found.items()
        for kind, column in columns.items()
        for scenario in SCENARIOS
        if not column.cells.get(scenario)
    ]
    for cell in empty:
        print(f"{DOCUMENT.name}: nothing is known of {cell}")
    return 1 if empty else 0


if __name__ == "__main__":
    sys.exit(main())
