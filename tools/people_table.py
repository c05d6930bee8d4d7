"""Writes docs/people.md anew, what breakd gives today beside what it gave before: python -m tools.people_table."""

from __future__ import annotations

import sys

from tests.support.people import PAGE, page


def main() -> int:
    """Write the page."""
    PAGE.write_text(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
