"""Every page of the board, in the order of the window."""

from __future__ import annotations

from .about import AboutPage
from .now import NowPage
from .page import Page, Tools
from .plan_page import PlanPage
from .set_up_page import SetUpPage
from .settings_page import SettingsPage
from .stretches_page import StretchesPage


def pages(tools: Tools) -> tuple[Page, ...]:
    """All of them."""
    return (
        NowPage(tools), SetUpPage(), StretchesPage(tools), PlanPage(tools), SettingsPage(tools), AboutPage(tools),
    )  # fmt: skip
