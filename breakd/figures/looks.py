"""How figures look: skin, hair, build and clothes, fixed for each stretch, so that many people find themselves."""

from __future__ import annotations

from enum import Enum

from breakd.frozen import frozen


class HairStyle(Enum):
    """How the hair is worn."""

    SHORT = "short"
    """Cut short."""
    LONG = "long"
    """Down to the neck."""
    BUN = "bun"
    """Tied up at the back."""
    CURLY = "curly"
    """Full and round."""
    SCARF = "scarf"
    """Covered by a headscarf."""


Rgb = tuple[int, int, int]


@frozen
class Look:
    """One person; `build` is how wide the body is beside the usual one."""

    skin: Rgb
    hair_colour: Rgb
    hair: HairStyle
    build: float
    top: Rgb
    trousers: Rgb


_TEAL, _RUST, _PLUM, _MOSS, _BLUE, _SAND, _MIST = (
    (52, 128, 138), (190, 98, 72), (134, 88, 130), (104, 134, 84), (72, 112, 172), (198, 158, 92), (150, 174, 194),
)  # fmt: skip
_NAVY, _GREY = (68, 80, 114), (94, 94, 104)

LOOKS: tuple[Look, ...] = (
    Look((232, 184, 152), (92, 62, 46), HairStyle.SHORT, 1.0, _RUST, _NAVY),
    Look((142, 94, 66), (34, 26, 26), HairStyle.BUN, 1.0, _TEAL, _NAVY),
    Look((214, 162, 122), (52, 42, 42), HairStyle.LONG, 0.95, _PLUM, _GREY),
    Look((112, 74, 54), (24, 18, 18), HairStyle.SHORT, 1.08, _SAND, _NAVY),
    Look((240, 200, 172), (142, 140, 140), HairStyle.SHORT, 1.1, _BLUE, _GREY),
    Look((182, 126, 90), (70, 90, 128), HairStyle.SCARF, 1.04, _MOSS, _NAVY),
    Look((126, 82, 60), (28, 21, 21), HairStyle.CURLY, 0.97, _MIST, _GREY),
    Look((242, 204, 178), (190, 128, 74), HairStyle.BUN, 1.12, _PLUM, _NAVY),
)
"""A stretch names its look by the number."""
