"""What a page asks of the running breakd, and what the person reads of it."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from typing import Any

from breakd.client.dbus_client import DaemonClient, NoDaemon
from breakd.client.exit_codes import NotedForNow
from breakd.client.stretch_word import FROM_INPUT
from breakd.messages import board_now as texts
from breakd.system.installed import own_command
from breakd.web.server import Reply

OPEN_SECONDS = 8.0
"""How long a guide is watched: it says within a second that it does not open."""
BROWSER_SECONDS = 1.5
"""The same once it has begun: a browser that cannot be started is known at once."""
LOOK = 0.1
STARTED = "started"


def ask(daemon: DaemonClient, member: str, signature: str = "", *arguments: Any, text: str = "") -> Reply:
    """One request; raises Stop with why not. What holds in memory alone is said."""
    try:
        daemon.request(member, signature, *arguments)
    except NotedForNow as stop:
        text = str(stop)
    return {"ok": True, "text": text}


def status_of(daemon: DaemonClient) -> Mapping[str, Any]:
    """The document of the running breakd; empty where none runs."""
    try:
        return daemon.status()
    except NoDaemon:
        return {}


def open_questions(daemon: DaemonClient) -> Reply:
    """Open the page of the red-flag questions, by the same number as the daemon does: everybody reads what runs."""
    return _opened(daemon, ["--reminder=0"], texts.OPENING_QUESTIONS, BROWSER_SECONDS)


def start_guide(daemon: DaemonClient, stretch: str = "", *, reminder: int = 0) -> Reply:
    """Open the guide of a stretch, or of what is suggested, as a program of its own; it outlives the board.

    What a guide says that does not open is what the person reads. Raises Stop if the daemon goes away.
    """
    words = [*([FROM_INPUT] if stretch else []), *([f"--reminder={reminder}"] if reminder else [])]
    return _opened(daemon, words, texts.OPENING, OPEN_SECONDS, stretch)


def start_session(daemon: DaemonClient) -> Reply:
    """Have the session of now planned, and open its guide. Raises Stop with why there is none."""
    said = ask(daemon, "StartSession")["text"]
    answer = start_guide(daemon, reminder=daemon.status()["reminder"]["id"])
    return {**answer, "text": f"{answer['text']} {said}".strip()}


def _opened(daemon: DaemonClient, words: list[str], text: str, seconds: float, stretch: str = "") -> Reply:
    """Open it, and look for so many seconds whether it ends at once. Its command is read by everybody: the stretch is
    not in it.
    """
    argv = own_command("start", *words)
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as given:
        given.write(f"{stretch}\n")
        given.seek(0)
        guide = subprocess.Popen(
            argv, stdin=given, stdout=subprocess.DEVNULL, stderr=said, env=os.environ,
            start_new_session=True,
        )  # fmt: skip
        # it outlives this request, and nobody else waits for its end
        threading.Thread(target=guide.wait, name="guide", daemon=True).start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if guide.poll() is not None:
                said.seek(0)
                return {"ok": guide.returncode == 0, "text": said.read().strip()}
            if daemon.status()["state"] == STARTED:
                end = min(end, time.monotonic() + BROWSER_SECONDS)
            time.sleep(LOOK)
    return {"ok": True, "text": text}
