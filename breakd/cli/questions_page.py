"""`breakd questions --page`: the red-flag questions in the person's browser."""

from __future__ import annotations

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import FAILED, OK, Stop
from breakd.guide.client import GuideClient
from breakd.guide.red_flag_page import QuestionsPage, RedFlagQuestions
from breakd.guide.terminal_screen import usable
from breakd.messages import guide as texts
from breakd.stretches.safety_state import RedFlagList

from . import health_commands, red_flags
from .start import be_interrupted, show_address, show_in_browser


def questions_page(*, print_address: bool) -> int:
    """Ask those that are open, or all; in this terminal where there is no browser. Raises Stop."""
    be_interrupted()
    with DbusClient.session() as client:
        link = GuideClient(DaemonClient(client))
        which = link.open_questions() or RedFlagList.ALL
        page = QuestionsPage(RedFlagQuestions(which, red_flags.safety_texts(), link))
        if page.run(show_address if print_address else show_in_browser):
            return OK
    if not usable():
        raise Stop(FAILED, texts.NO_PLACE_TO_ASK)
    return health_commands.questions()
