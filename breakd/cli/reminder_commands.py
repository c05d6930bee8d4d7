"""The commands of the day: the status, and everything a person may ask of the running breakd."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from breakd.client.dbus_client import DaemonClient, DbusClient, NoDaemon
from breakd.client.exit_codes import OK, USAGE, Stop
from breakd.client.status_words import clock_time
from breakd.messages import command as texts
from breakd.messages.command import minutes, tr

from .paragraphs import folded
from .status_text import status_text, suggestion

REDRAW_SECONDS = 60.0
"""Seconds pass without a signal; `--watch` looks again this often, as the icon does."""
CLEAR = "\x1b[H\x1b[2J"

REQUESTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "done": ("Done", "us", ("id", "stretch")),
    "snooze": ("Snooze", "uu", ("id", "seconds")),
    "skip": ("Skip", "u", ("id",)),
    "another": ("Another", "u", ("id",)),
    "now": ("RemindNow", "", ()),
    "pause": ("Pause", "s", ("until",)),
    "resume": ("Resume", "", ()),
    "standing": ("SetPosture", "s", ("command",)),
    "sitting": ("SetPosture", "s", ("command",)),
    "place": ("SetPlace", "s", ("place",)),
}
"""Command to D-Bus method, its signature, and the names of its arguments."""


def status(*, as_json: bool, watch: bool) -> int:
    """Print the status, once or at every change; Stop if there is no daemon.

    Watching goes on when a daemon that was there comes back, and ends with the bus.
    """
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        if not watch:
            print(_pretty(daemon) if as_json else status_text(daemon.status(), _columns()))
            return OK
        daemon.subscribe()
        try:
            _draw(daemon, as_json)
            while True:
                daemon.wait(REDRAW_SECONDS)
                _draw_or_wait(daemon, as_json)
        except KeyboardInterrupt:
            return OK


def _draw_or_wait(daemon: DaemonClient, as_json: bool) -> None:
    """The status; while breakd is being restarted, that it is not there. For a program each line is a document."""
    try:
        _draw(daemon, as_json)
    except NoDaemon as gone:
        if not as_json:
            print(f"{CLEAR if sys.stdout.isatty() else ''}{gone}", flush=True)


def _pretty(daemon: DaemonClient) -> str:
    return json.dumps(daemon.status(), indent=2, ensure_ascii=False)


def _draw(daemon: DaemonClient, as_json: bool) -> None:
    if as_json:
        text = daemon.status_text()
    elif sys.stdout.isatty():
        text = CLEAR + status_text(daemon.status(), _columns())
    else:
        text = status_text(daemon.status()) + "\n"
    print(text, flush=True)


def _columns() -> int | None:
    """Of the terminal that is written to; None where it is none."""
    from .grammar import columns

    return columns() if sys.stdout.isatty() else None


def send_request(command: str, arguments: Mapping[str, Any]) -> int:
    """Ask it of the daemon and say what came of it; Stop with the reason if it was refused."""
    member, signature, names = REQUESTS[command]
    values = [0 if name == "id" else arguments[name] for name in names]
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        if command == "place" and not arguments["place"]:
            print(daemon.status()["place"])
            return OK
        if command == "done" and arguments["stretch"]:
            return _done(daemon, arguments["stretch"])
        daemon.request(member, signature, *values)
        print(folded(answer(command, daemon.status())))
    return OK


def refuse_pause(until: str) -> None:
    """Stop, as the daemon would have it, if that is no end of a pause."""
    from datetime import datetime

    from breakd.engine.effects import Refusal, Refused
    from breakd.engine.requests import read_pause
    from breakd.messages.refusals import refusal

    if read_pause(until, datetime.now().astimezone(), None) is None:
        raise Stop(USAGE, refusal(Refused(Refusal.BAD_TIME, until)))


def _done(daemon: DaemonClient, stretch: str) -> int:
    """One that is named may be none, or none for this person; it takes the catalogue to say so."""
    from .stretch_names import care_after, one_that_is_meant

    with one_that_is_meant(stretch):
        daemon.request("Done", "us", 0, stretch)
    print(folded(" ".join(filter(None, (answer("done", daemon.status()), care_after(stretch))))))
    return OK


def answer(command: str, document: dict[str, Any]) -> str:
    """What came of a request that was granted."""
    due = document["due_in_seconds"]
    match command:
        case "done":
            return _next(texts.DONE, texts.DONE_NEXT, due)
        case "snooze":
            return tr(texts.SNOOZED, time=clock_time(document["snoozed_until"]))
        case "skip":
            return _next(texts.SKIPPED, texts.SKIPPED_NEXT, due)
        case "another" | "now":
            return tr(texts.SUGGESTED, suggestion=suggestion(document) if document["reminder"] else tr(texts.CHANGE))
        case "pause" if document["paused_until"] == "forever":
            return tr(texts.PAUSED_FOREVER)
        case "pause":
            return tr(texts.PAUSED, time=clock_time(document["paused_until"]))
        case "resume":
            return _next(texts.RESUMED, texts.RESUMED_NEXT, due)
        case "standing":
            return tr(texts.STANDING)
        case "sitting":
            return _next(texts.SITTING, texts.SITTING_NEXT, due)
    return tr(texts.PLACE, place=document["place"])


def _next(plain: str, with_due: str, due: int | None) -> str:
    return tr(plain) if due is None else tr(with_due, due=minutes(due))
