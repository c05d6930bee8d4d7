"""The guide's line to the daemon: it begins, gives a word each minute, and says how it ended."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from breakd.client.dbus_client import DaemonClient
from breakd.client.exit_codes import NO_DAEMON, NotedForNow, Stop
from breakd.frozen import frozen
from breakd.stretches.conditions import conditions_said
from breakd.stretches.safety_state import RedFlagList, Urgency

HURTS, SPREADING = "hurts", "spreading"
PATIENCE = 15.0
"""Seconds in which a daemon that is being restarted comes back."""
CARD_PATIENCE = 6.0
"""The same before a card, which is read soon, kept or not: longer than systemd takes to start a daemon again."""
PAUSE = 0.5


@frozen
class GuidePlan:
    """What the daemon wants guided: its reminder, and the stretches with their doses in order."""

    id: int
    plan: tuple[tuple[str, int], ...]
    never_done: frozenset[str] = frozenset()
    """Those that are new to the person."""
    said: frozenset[str] = frozenset()
    """The conditions that hold by what was said lately."""


class GuideClient:
    """Every method raises Stop with a sentence for the person."""

    def __init__(self, daemon: DaemonClient) -> None:
        self._daemon = daemon
        self._id = 0
        self.not_saved = ""
        """What the person should read where the last word holds in the daemon's memory alone; else empty."""

    def begin(self, reminder: int, stretch: str) -> GuidePlan:
        """Say that the guide begins, for that reminder (0: the open one, or a new one) or for a stretch by name."""
        self._request("Start", "us", reminder, stretch)
        status = self._daemon.status()
        document: dict[str, Any] = status["reminder"] or {}
        self._id = document.get("id", 0)
        session = [(act["stretch"], act["level"]) for act in document.get("session", [])]
        single = [(document["stretch"], document["level"])] if document.get("stretch") else []
        said = conditions_said(spread=status.get("spread_until") is not None)
        return GuidePlan(self._id, tuple(session or single), frozenset(document.get("never_done", ())), said)

    def keep_alive(self) -> None:
        """The guide is still running; a daemon that does not hear it now hears the next one."""
        try:
            self._request("GuideKeepAlive", "u", self._id)
        except Stop:
            return

    def done(self, seconds: int) -> None:
        """It came to its end after so many seconds of stretch."""
        self._say("GuideDone", "uu", self._id, seconds)

    def left(self) -> None:
        """It was left before its end."""
        self._say("GuideLeft", "u", self._id)

    def show_steps(self) -> None:
        """It cannot be shown: the steps in the pop-up instead."""
        self._say("ShowSteps", "u", self._id)

    def hurts(self, stretch: str) -> None:
        """This stretch hurts: the guide ends, and the stretch is put away."""
        # left first: what asks again later must be another stretch; where it has ended elsewhere, it is left already
        with suppress(Stop):
            self.left()
        self._say("Hurts", "s", stretch)

    def spreads(self) -> None:
        """Pain moves down a leg or an arm: what runs is over."""
        self._say("Feel", "s", SPREADING)

    def report(self, urgency: Urgency) -> None:
        """The red-flag questions were answered."""
        self._say("ReportRedFlags", "s", urgency.value, patience=CARD_PATIENCE)

    def status(self) -> dict[str, Any]:
        """The document of `status --json`."""
        return self._daemon.status()

    def may_stand(self) -> bool:
        """Whether the person can be asked to walk; where nobody knows, what is said must hold for who cannot."""
        try:
            return bool(self.status()["may_stand"])
        except Stop:
            return False

    def open_questions(self) -> RedFlagList | None:
        """The red-flag questions that something was said for; None if there are none, or a lock comes first."""
        status = self.status()
        asks = status["ask_red_flags"] and not status["safety_lock"]
        return RedFlagList(status["red_flag_list"]) if asks else None

    def feel(self, word: str, stretch: str) -> None:
        """How it felt afterwards; `hurts` is about `stretch`, empty for a session."""
        if word == HURTS:
            self._say("Hurts", "s", stretch)
        else:
            self._say("Feel", "s", word)

    def _request(self, member: str, signature: str, *arguments: Any) -> None:
        """A full disk ends no stretch, and hides no card."""
        self.not_saved = ""
        try:
            self._daemon.request(member, signature, *arguments)
        except NotedForNow as stop:
            self.not_saved = str(stop)

    def _say(self, member: str, signature: str, *arguments: Any, patience: float = PATIENCE) -> None:
        end = time.monotonic() + patience
        while True:
            try:
                self._request(member, signature, *arguments)
            except Stop as stop:
                if stop.code != NO_DAEMON or time.monotonic() > end:
                    raise
                time.sleep(PAUSE)
            else:
                return
