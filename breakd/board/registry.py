"""Every page of the board, in the order of the window."""

from __future__ import annotations

from breakd.web.server import Reply

from .about import AboutPage
from .asking import start_guide
from .history_page import HistoryPage
from .now import NowPage
from .page import Page, Tools
from .plan_page import PlanPage
from .report_page import ReportPage
from .set_up_page import SetUpPage
from .settings_page import SettingsPage
from .stretches_page import StretchesPage


def pages(tools: Tools) -> tuple[Page, ...]:
    """All of them."""

    def first_stretch(*, confirmed: bool) -> Reply:  # noqa: ARG001 - what begins is what is suggested
        return start_guide(tools.daemon)

    return (
        NowPage(tools), SetUpPage(first_stretch), StretchesPage(tools), PlanPage(tools), HistoryPage(tools),
        SettingsPage(tools), ReportPage(tools), AboutPage(tools),
    )  # fmt: skip
