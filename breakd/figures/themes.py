"""The colours of the figure on a light and on a dark ground. Chosen for contrast; a test measures it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .looks import LOOKS, Look, Rgb
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


BLACK, WHITE, LIT = (0, 0, 0), (255, 255, 255), (255, 206, 160)
TAN = 340
"""What a colour of skin adds up to that is lighter on a dark ground, as by a lamp: the hair stays dark on it."""
BLACK_HAIR = 200
"""What a colour of hair adds up to that would be lost on a dark ground."""
PURER = 1.25
"""How much further from grey the colour of a far limb is."""
GHOST = 0.16
"""How much of the frame before shows behind a picture that keeps still: with more it is a second person."""
DARK = 300
"""What a colour adds up to that is dark."""

THEMES: Mapping[str, Mapping[PaintRole, Colour]] = {
    "light": {
        PaintRole.PAPER: Colour(250, 247, 241),
        PaintRole.FLOOR: Colour(233, 226, 214),
        PaintRole.SHADE: Colour(212, 203, 189),
        PaintRole.MAT: Colour(134, 182, 158),
        PaintRole.MAT_RIM: Colour(88, 138, 114),
        PaintRole.WOOD: Colour(176, 134, 92),
        PaintRole.WOOD_DARK: Colour(130, 94, 62),
        PaintRole.CUSHION: Colour(122, 134, 154),
        PaintRole.CUSHION_DARK: Colour(82, 93, 114),
        PaintRole.METAL: Colour(104, 110, 120),
        PaintRole.WALL: Colour(224, 230, 236),
        PaintRole.SKIRTING: Colour(252, 252, 252),
        PaintRole.EYE: Colour(44, 34, 34),
        PaintRole.FEEL: Colour(250, 88, 12, 235),
        PaintRole.FEEL_RING: Colour(255, 226, 150, 200),
        PaintRole.ARROW: Colour(200, 56, 30),
    },
    "dark": {
        PaintRole.PAPER: Colour(31, 36, 44),
        PaintRole.FLOOR: Colour(47, 54, 64),
        PaintRole.SHADE: Colour(36, 42, 50),
        PaintRole.MAT: Colour(78, 128, 108),
        PaintRole.MAT_RIM: Colour(112, 168, 142),
        PaintRole.WOOD: Colour(178, 138, 98),
        PaintRole.WOOD_DARK: Colour(138, 104, 72),
        PaintRole.CUSHION: Colour(128, 142, 166),
        PaintRole.CUSHION_DARK: Colour(96, 108, 132),
        PaintRole.METAL: Colour(142, 150, 162),
        PaintRole.WALL: Colour(62, 71, 84),
        PaintRole.SKIRTING: Colour(96, 106, 122),
        PaintRole.EYE: Colour(30, 24, 26),
        PaintRole.FEEL: Colour(255, 104, 24, 240),
        PaintRole.FEEL_RING: Colour(255, 222, 150, 175),
        PaintRole.ARROW: Colour(255, 128, 92),
    },
}
"""What every picture shares."""


def inks(theme: str, look: Look) -> Mapping[PaintRole, Colour]:
    """All colours of one person's picture."""
    return {**THEMES[theme], **_person(theme, look)}


def person_inks(theme: str) -> tuple[Mapping[PaintRole, Colour], ...]:
    """Those that go by the look, of each look."""
    return tuple(_person(theme, look) for look in LOOKS)


def _person(theme: str, look: Look) -> dict[PaintRole, Colour]:
    dark = theme == "dark"
    black = dark and sum(look.hair_colour) < BLACK_HAIR
    hair = _mixed(look.hair_colour, (150, 144, 160), 0.14) if black else look.hair_colour
    skin = _mixed(look.skin, LIT, 0.14) if dark and sum(look.skin) < TAN else look.skin
    rim = _mixed(hair, (176, 190, 214), 0.5) if dark else _mixed(hair, BLACK, 0.30)
    top, trousers = look.top, _mixed(look.trousers, (140, 154, 190), 0.46) if dark else look.trousers
    shoe = (206, 204, 200) if dark else (226, 219, 208)
    return {
        PaintRole.HAIR: Colour(*hair),
        PaintRole.HAIR_RIM: Colour(*rim),
        **_shades((PaintRole.SKIN, PaintRole.SKIN_FAR, PaintRole.SKIN_RIM), skin, 0.13, 0.36, dark=dark),
        **_shades((PaintRole.TOP, PaintRole.TOP_FAR, PaintRole.TOP_RIM), top, 0.20, 0.30, dark=dark),
        **_shades(
            (PaintRole.TROUSERS, PaintRole.TROUSERS_FAR, PaintRole.TROUSERS_RIM), trousers, 0.31, 0.42, dark=dark
        ),
        **_shades((PaintRole.SHOE, PaintRole.SHOE_FAR, PaintRole.SHOE_RIM), shoe, 0.20, 0.44, dark=dark),
    }


def _shades(
    roles: tuple[PaintRole, PaintRole, PaintRole], colour: Rgb, less: float, edge: float, *, dark: bool
) -> dict[PaintRole, Colour]:  # fmt: skip
    """Near, far and edge; on a dark ground the edge of something dark is light."""
    near, far, rim = roles
    light = dark and sum(colour) < DARK
    return {
        near: Colour(*colour),
        far: Colour(*_darker(colour, less)),
        rim: Colour(*(_mixed(colour, WHITE, 0.28) if light else _mixed(colour, BLACK, edge))),
    }


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _darker(colour: Rgb, share: float) -> Rgb:
    """Of the same hue and a little purer: what is only mixed with black looks grey."""
    grey = sum(colour) / 3
    red, green, blue = (max(0, round((grey + (part - grey) * PURER) * (1 - share))) for part in colour)
    return red, green, blue
