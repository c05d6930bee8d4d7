"""A picture with its legend and the same as a table; where there is nothing yet, a sentence says what will come."""

from __future__ import annotations

from typing import Any

from breakd.frozen import frozen

from .drawing import Mark


@frozen
class PictureSection:
    """One of the pictures."""

    id: str
    title: str
    empty: str
    """What is said in place of the picture where there is none."""
    drawing: Mark | None = None
    legend: tuple[tuple[str, str], ...] = ()
    """Kinds of marks, and what they mean."""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def document(self) -> dict[str, Any]:
        """For the window."""
        return {
            "id": self.id,
            "title": self.title,
            "empty": "" if self.drawing else self.empty,
            "drawing": self.drawing.document() if self.drawing else None,
            "legend": [{"kind": kind, "text": text} for kind, text in self.legend],
            "head": list(self.head),
            "rows": [list(row) for row in self.rows],
        }
