"""Each threat of docs/security.md leads to a section, and each line of the service's walls is in it."""

from __future__ import annotations

import re

from tests.desktops.test_service_walls import BOUNDS, WALLS
from tests.support.cited_tests import CitedTests

PAGE = CitedTests.of("security.md").text
SECTION = re.compile(r"^## (\d) ", re.MULTILINE)
ROW = re.compile(r"^\| .+ \| .+ \| .+ \| ([\d, ]+) \|$", re.MULTILINE)


def test_every_threat_leads_to_sections_that_are_there() -> None:
    rows = ROW.findall(PAGE)
    assert len(rows) >= 9
    led = {number for row in rows for number in row.split(", ")}
    assert led | {"9"} == set(SECTION.findall(PAGE))


def test_every_line_of_the_walls_is_in_the_table() -> None:
    rows = [line.split(" | ")[0] for line in PAGE.partition("## 9")[2].splitlines() if line.startswith("| `")]
    words = [*WALLS, *(line for line, _ in BOUNDS.values())]
    assert [word for word in words if not any(word in row for row in rows)] == []


def test_it_says_what_the_walls_do_not_stop() -> None:
    assert "They do not stop an intruder who\n  knows D-Bus: `systemd-run --user`" in PAGE
