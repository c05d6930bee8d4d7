"""The colours of the figure on a light and on a dark ground. Chosen for contrast; a test measures it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .shapes import PaintRole


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


THEMES: Mapping[str, Mapping[PaintRole, Colour]] = {
    "light": {
        PaintRole.PAPER: Colour(252, 251, 248),
        PaintRole.FLOOR: Colour(138, 136, 130),
        PaintRole.MAT: Colour(103, 176, 140),
        PaintRole.MAT_TOP: Colour(212, 236, 224),
        PaintRole.WOOD: Colour(142, 121, 92),
        PaintRole.PALE_WOOD: Colour(186, 164, 132),
        PaintRole.REST: Colour(234, 224, 207),
        PaintRole.WALL: Colour(231, 235, 241),
        PaintRole.NEAR: Colour(22, 49, 78),
        PaintRole.FAR: Colour(118, 147, 180),
        PaintRole.CHEST: Colour(110, 145, 182),
        PaintRole.FACE: Colour(246, 246, 244),
        PaintRole.FEEL: Colour(255, 126, 20, 150),
        PaintRole.ARROW: Colour(207, 62, 33),
    },
    "dark": {
        PaintRole.PAPER: Colour(32, 37, 44),
        PaintRole.FLOOR: Colour(122, 126, 133),
        PaintRole.MAT: Colour(66, 138, 104),
        PaintRole.MAT_TOP: Colour(38, 68, 56),
        PaintRole.WOOD: Colour(160, 136, 104),
        PaintRole.PALE_WOOD: Colour(120, 102, 80),
        PaintRole.REST: Colour(84, 76, 64),
        PaintRole.WALL: Colour(46, 53, 63),
        PaintRole.NEAR: Colour(226, 236, 248),
        PaintRole.FAR: Colour(102, 131, 164),
        PaintRole.CHEST: Colour(110, 140, 174),
        PaintRole.FACE: Colour(38, 44, 52),
        PaintRole.FEEL: Colour(255, 138, 36, 165),
        PaintRole.ARROW: Colour(255, 112, 82),
    },
}
