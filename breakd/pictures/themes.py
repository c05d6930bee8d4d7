"""The colours of the figure on a light and on a dark ground. Chosen for contrast; a test measures it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .figure import Ink


class Colour(NamedTuple):
    """Red, green, blue and how opaque, each 0 to 255."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Without the opacity."""
        return self.red, self.green, self.blue

    @property
    def css(self) -> str:
        """As a style sheet writes it."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}{self.alpha:02x}"


THEMES: Mapping[str, Mapping[Ink, Colour]] = {
    "light": {
        Ink.PAPER: Colour(252, 251, 248),
        Ink.FLOOR: Colour(138, 136, 130),
        Ink.MAT: Colour(103, 176, 140),
        Ink.MAT_TOP: Colour(212, 236, 224),
        Ink.WOOD: Colour(142, 121, 92),
        Ink.PALE_WOOD: Colour(186, 164, 132),
        Ink.REST: Colour(234, 224, 207),
        Ink.WALL: Colour(231, 235, 241),
        Ink.NEAR: Colour(22, 49, 78),
        Ink.FAR: Colour(118, 147, 180),
        Ink.CHEST: Colour(110, 145, 182),
        Ink.FACE: Colour(246, 246, 244),
        Ink.FEEL: Colour(255, 126, 20, 150),
        Ink.ARROW: Colour(207, 62, 33),
    },
    "dark": {
        Ink.PAPER: Colour(32, 37, 44),
        Ink.FLOOR: Colour(122, 126, 133),
        Ink.MAT: Colour(66, 138, 104),
        Ink.MAT_TOP: Colour(38, 68, 56),
        Ink.WOOD: Colour(160, 136, 104),
        Ink.PALE_WOOD: Colour(120, 102, 80),
        Ink.REST: Colour(84, 76, 64),
        Ink.WALL: Colour(46, 53, 63),
        Ink.NEAR: Colour(226, 236, 248),
        Ink.FAR: Colour(102, 131, 164),
        Ink.CHEST: Colour(110, 140, 174),
        Ink.FACE: Colour(38, 44, 52),
        Ink.FEEL: Colour(255, 138, 36, 165),
        Ink.ARROW: Colour(255, 112, 82),
    },
}
