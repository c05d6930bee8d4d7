"""`breakd board`: the window with everything in it, in the person's browser."""

from __future__ import annotations

from breakd.board import registry
from breakd.board.current_settings import CurrentSettings
from breakd.board.page import Tools
from breakd.board.process import Board
from breakd.client.dbus_client import DaemonClient
from breakd.client.exit_codes import FAILED, OK, Stop
from breakd.client.notice import notify
from breakd.client.session_client import SessionClient
from breakd.client.status_words import local_now
from breakd.guide.terminal_screen import usable
from breakd.messages import board as texts
from breakd.system import sd_notify

from .start import be_interrupted, show_address, show_in_browser


def board(page: str, *, print_address: bool) -> int:
    """Open the window at this page, and stay until it is closed. Raises Stop."""
    be_interrupted()
    with SessionClient() as client:
        tools = Tools(client, DaemonClient(client), CurrentSettings(), local_now)
        # who has confirmed nothing yet begins with the questions
        first = page or ("" if tools.settings.settings().body.disclaimer else "setup")
        shown = Board(registry.pages(tools), first, tools.started).run(
            show_address if print_address else show_in_browser
        )
        if not (shown or print_address or usable()):  # a click has started this, and nobody reads what it says
            notify(client, texts.NOT_OPENED_TITLE, texts.NO_BROWSER)
            sd_notify.up()
    if not shown:
        raise Stop(FAILED, texts.NO_BROWSER)
    return OK
