"""The window of who starts a guide before anything is confirmed: what must be known first, and then the stretch."""

from __future__ import annotations

from contextlib import suppress

from breakd.board.asking import start_guide
from breakd.board.process import Board
from breakd.board.set_up_page import SetUpPage
from breakd.client.dbus_client import DaemonClient
from breakd.client.exit_codes import Stop
from breakd.web.server import Reply
from breakd.web.serving import Show

from .start import WALK


def ask(daemon: DaemonClient, stretch: str, reminder: int, show: Show) -> bool:
    """Ask, and begin the stretch when the person says so; whether it could be shown. Raises Stop."""

    def begin(*, confirmed: bool) -> Reply:
        if not confirmed:
            return start_guide(daemon, WALK)
        if reminder and not stretch:
            with suppress(Stop):  # the walk that was all there was; if nothing else fits, it is that
                daemon.request("Another", "u", reminder)
        return start_guide(daemon, stretch, reminder=reminder)

    return Board((SetUpPage(begin, short=True),), SetUpPage.name).run(show)
