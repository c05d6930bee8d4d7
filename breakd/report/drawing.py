"""A drawing as nested SVG elements: lists for the window, text for the printed page. Its style is in charts.css."""

from __future__ import annotations

import html
from typing import Any

from breakd.frozen import frozen

Attributes = dict[str, str]


@frozen
class Mark:
    """One element of SVG with what is in it: other marks, or a text."""

    tag: str
    attributes: Attributes
    children: tuple[Mark | str, ...] = ()

    def document(self) -> list[Any]:
        """For the window: tag, attributes, children."""
        return [
            self.tag,
            self.attributes,
            *(one if isinstance(one, str) else one.document() for one in self.children),
        ]

    def html(self) -> str:
        """For the printed page."""
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in self.attributes.items())
        inside = "".join(html.escape(one) if isinstance(one, str) else one.html() for one in self.children)
        return f"<{self.tag}{attributes}>{inside}</{self.tag}>"


def picture(width: float, height: float, label: str, *marks: Mark) -> Mark:
    """The whole drawing, with what it shows in words for who cannot see it."""
    size = {"viewBox": f"0 0 {_n(width)} {_n(height)}", "class": "chart", "role": "img", "aria-label": label}
    return Mark("svg", size, marks)


def box(kind: str, x: float, y: float, width: float, height: float, title: str = "") -> Mark:
    """A rectangle that says what it is when it is pointed at."""
    place = {"x": _n(x), "y": _n(y), "width": _n(max(width, 0.0)), "height": _n(max(height, 0.0))}
    return Mark("rect", {"class": kind, **place}, _titled(title))


def dot(kind: str, x: float, y: float, radius: float, title: str = "") -> Mark:
    """A circle."""
    return Mark("circle", {"class": kind, "cx": _n(x), "cy": _n(y), "r": _n(radius)}, _titled(title))


def line(kind: str, *points: tuple[float, float]) -> Mark:
    """A line through points."""
    return Mark("polyline", {"class": kind, "points": " ".join(f"{_n(x)},{_n(y)}" for x, y in points)})


def words(x: float, y: float, text: str, kind: str = "") -> Mark:
    """A text that begins at x; `end` and `middle` among the kinds say where else x is."""
    return Mark("text", {"class": f"words {kind}".strip(), "x": _n(x), "y": _n(y)}, (text,))


def _titled(title: str) -> tuple[Mark, ...]:
    return (Mark("title", {}, (title,)),) if title else ()


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
