"""The style sheet of every page."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from breakd.figures.shapes import PaintRole
from breakd.figures.themes import GHOST, THEMES, Colour, person_inks


def style_sheet() -> bytes:
    """What all pages share, with the colours of the figure."""
    return (files("breakd") / "web" / "files" / "page.css").read_bytes() + inks().encode()


def inks() -> str:
    """The colours of the figure as a style sheet: the light theme, and the dark one where it is wanted."""
    fills = "".join(f'[data-ink="{ink.value}"]{{fill:var(--{ink.value})}}' for ink in PaintRole)
    ghost, dark = f".ghost{{opacity:{GHOST}}}", f"@media (prefers-color-scheme: dark){{{_theme('dark')}}}"
    return "\n".join((fills, ghost, _theme("light"), dark, ""))


def _theme(theme: str) -> str:
    """What all pictures share, and what goes by the look of the figure."""

    def rules(colours: Mapping[PaintRole, Colour]) -> str:
        return "".join(f"--{ink.value}:{colour.css};" for ink, colour in colours.items())

    looks = "".join(f".look-{number}{{{rules(colours)}}}" for number, colours in enumerate(person_inks(theme)))
    return f":root{{{rules(THEMES[theme])}}}{looks}"
