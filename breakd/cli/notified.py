"""`--notify`: what a command says is shown as a notification, for who has clicked in a menu or pressed a key."""

from __future__ import annotations

import io
from argparse import Namespace
from contextlib import nullcontext, redirect_stdout, suppress

from breakd.client.dbus_client import DbusClient, NoDaemon
from breakd.client.exit_codes import Stop
from breakd.client.notice import APP, notify
from breakd.messages import command as texts
from breakd.messages.board_refusals import in_window

GUIDES = frozenset({"start"})
"""Commands with a page that says what came of it: only that there will be none is shown."""


def notified(given: Namespace) -> int:
    """Do what was asked for; the exit code. Raises Stop with why not, as without the option."""
    said = io.StringIO()
    try:
        with nullcontext() if given.command in GUIDES else redirect_stdout(said):
            code: int = given.call(given)
    except Stop as stop:
        _show(texts.tr(texts.NOT_RUNNING) if isinstance(stop, NoDaemon) else in_window(str(stop)))
        raise
    _show(said.getvalue().strip())
    return code


def _show(text: str) -> None:
    """Where there is no bus nobody can be told."""
    if text:
        with suppress(Stop), DbusClient.session() as client:
            notify(client, APP, text)
