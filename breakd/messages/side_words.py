"""The words of the sides in the sentences of a stretch."""

from __future__ import annotations

SIDES = {"left": "left", "right": "right"}
"""The words that fill `{side}` and `{other}` in a step."""
OTHER = {"left": "right", "right": "left"}


def fill_sides(text: str, side: str) -> str:
    """The text with the working side and the other one in their gaps; as it is if `side` is empty."""
    # not str.format: a person's own stretch may hold any other brace
    return text.replace("{side}", SIDES[side]).replace("{other}", SIDES[OTHER[side]]) if side else text
