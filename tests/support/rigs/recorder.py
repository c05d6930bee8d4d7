"""The recording notification server from a test's side: what was shown, and the person's clicks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from .desktop import Desktop
from .notifyd import CAPABILITIES, HAND, NAME, PATH

PROJECT = Path(__file__).parents[3]


class Recorder:
    """Starts and ends the server on a desktop; a second start is a new server whose ids begin at 1 again."""

    def __init__(self, desktop: Desktop, capabilities: str = CAPABILITIES) -> None:
        self._desktop, self._capabilities = desktop, capabilities
        self._log = desktop.root / "notifications.jsonl"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Take the name; returns when it is taken."""
        self._process = self._desktop.spawn(
            sys.executable, "-m", "tests.support.rigs.notifyd", self._log, self._capabilities,
            log="notifyd", PYTHONPATH=str(PROJECT),
        )  # fmt: skip
        self._desktop.wait(lambda: self._desktop.has_name(NAME), "recording notification server")

    def stop(self) -> None:
        """Vanish, as a server that crashes does."""
        if self._process is not None:
            self._desktop.end(self._process)
            self._process = None

    def lines(self) -> list[dict[str, Any]]:
        """Everything that happened, oldest first."""
        if not self._log.exists():
            return []
        return [json.loads(line) for line in self._log.read_text().splitlines()]

    def notes(self, what: str = "notify") -> list[dict[str, Any]]:
        """What happened of one kind: notify, close, press, dismiss, expire, ready."""
        return [line for line in self.lines() if line["what"] == what]

    def wait(self, count: int = 1, seconds: float = 15, what: str = "notify") -> dict[str, Any]:
        """Wait until there are `count` of a kind; the newest of them."""
        self._desktop.wait(lambda: len(self.notes(what)) >= count, f"{count} times {what}", seconds)
        return self.notes(what)[count - 1]

    def shown(self) -> list[dict[str, Any]]:
        """What is on the imaginary screen now."""
        screen: dict[int, dict[str, Any]] = {}
        for line in self.lines():
            if line["what"] == "ready":
                screen.clear()
            elif line["what"] == "notify":
                screen[line["id"]] = line
            else:
                screen.pop(line["id"], None)
        return list(screen.values())

    def press(self, note: int, action: str) -> None:
        """Click a button (or `default`: the body) of a notification, whether it still shows or not."""
        self._hand("Press", "us", note, action)

    def dismiss(self, note: int) -> None:
        """Close a notification as a person does."""
        self._hand("Dismiss", "u", note)

    def expire(self, note: int) -> None:
        """Close a notification as servers do after a while."""
        self._hand("Expire", "u", note)

    def _hand(self, member: str, signature: str, *body: object) -> None:
        self._desktop.call(NAME, PATH, HAND, member, signature, *body)
