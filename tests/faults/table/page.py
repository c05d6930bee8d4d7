"""The generated part of docs/faults.md: what `make soak` found, with the day and the version."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from breakd import __version__

from .cell import FAULTS
from .stages import STAGES

PAGE = Path(__file__).parents[3] / "docs/faults.md"
CELL, FIGURE = "cell", "soak"
"""Properties of a test: a cell of the table, and a line of figures."""
BEGIN, END = "<!-- written by make soak -->", "<!-- to here -->"
NOT_PLAYED = ""


def write(cells: Mapping[tuple[str, str], str], figures: Sequence[str], page: Path = PAGE) -> None:
    """Put the table and the figures where the page has them; a cell that was not played keeps what it said."""
    before, rest = page.read_text().split(BEGIN)
    earlier, after = rest.split(END)
    kept = read(earlier)
    text = _text(len(cells), {**kept, **cells}, figures or figures_of(earlier), date.today())
    draft = page.with_suffix(".new")  # Ctrl+C may come at any time
    draft.write_text("".join((before, BEGIN, "\n", text, END, after)))
    draft.replace(page)


def read(text: str) -> dict[tuple[str, str], str]:
    """The cells that are written there."""
    names = [stage.name for stage in STAGES]
    rows = [[word.strip() for word in line[1:-1].split("|")] for line in text.splitlines() if line[:1] == "|"]
    pairs = [((row[0], name), word) for row in rows[2:] for name, word in zip(names, row[1:], strict=True)]
    return {cell: word for cell, word in pairs if word}


def figures_of(text: str) -> list[str]:
    """The figures that are written there."""
    return [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]


def _text(played: int, cells: Mapping[tuple[str, str], str], figures: Sequence[str], day: date) -> str:
    names = [stage.name for stage in STAGES]
    on = f"{day:%-d %B %Y}, breakd {__version__}, Python {platform.python_version()}"
    head = f"{on}: {played} cells in this run, {len(cells)} of {len(FAULTS) * len(names)} so far."
    rows = [["fault", *names], ["---"] * (1 + len(names))]
    cells = {cell: word.replace("|", "/") for cell, word in cells.items()}
    rows += [[fault.name, *(cells.get((fault.name, name), NOT_PLAYED) for name in names)] for fault in FAULTS]
    lines = [head, "", *(f"- {figure}" for figure in figures), *[""] * bool(figures)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])
