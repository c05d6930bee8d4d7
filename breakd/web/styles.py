"""The style sheet of every page."""

from __future__ import annotations

from importlib.resources import files

from breakd.figures.themes import THEMES


def style_sheet() -> bytes:
    """What all pages share, with the colours of the figure."""
    return (files("breakd") / "web" / "files" / "page.css").read_bytes() + inks().encode()


def inks() -> str:
    """The colours of the figure as a style sheet: the light theme, and the dark one where it is wanted."""

    def rules(theme: str) -> str:
        return "".join(f"--{ink.value}:{colour.css};" for ink, colour in THEMES[theme].items())

    return f":root{{{rules('light')}}}\n@media (prefers-color-scheme: dark){{:root{{{rules('dark')}}}}}\n"
