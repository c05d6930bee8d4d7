"""Every page of the board, in the order of the window."""

from __future__ import annotations

from .about import AboutPage
from .now import NowPage
from .page import Page, Tools


def pages(tools: Tools) -> tuple[Page, ...]:
    """All of them."""
    return (NowPage(tools), AboutPage())
