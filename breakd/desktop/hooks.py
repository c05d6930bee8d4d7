"""The person's own programs, started when something happens: `[hooks]` of config.toml (docs/hooks.md)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime

from dbus_fast import Variant

from breakd.engine.records import Outcome
from breakd.engine.settings import HookSettings
from breakd.engine.status import Presence, State, Status
from breakd.messages import hooks as texts
from breakd.system.tasks import TaskSet

from . import transient_unit
from .dbus import Bus

log = logging.getLogger(__name__)

MOST_SECONDS = 30
"""Then systemd ends what still runs."""
APART = 1.0
"""Seconds between two starts of the same hook: a program on the bus may snooze as often as it likes."""
THERE, GONE = (Presence.ACTIVE, Presence.PASSIVE), (Presence.IDLE, Presence.LOCKED)
PROPERTIES: tuple[transient_unit.Property, ...] = (
    ["RuntimeMaxUSec", Variant("t", MOST_SECONDS * 1_000_000)],
    # one that heeds no SIGTERM has a second more
    ["TimeoutStopUSec", Variant("t", 1_000_000)],
)


class Hooks:
    """Listens as everybody on the bus may (the port `StatusSignals`), and lets systemd start what is wanted."""

    def __init__(self, bus: Bus | None, wanted: Callable[[], HookSettings]) -> None:
        """`wanted` is asked each time: settings change while breakd runs."""
        self._bus = bus
        self._wanted = wanted
        self._before: Status | None = None
        self._is_gone: bool | None = None
        self._not_before: dict[str, float] = {}
        self._tasks = TaskSet(log, "starting a hook")

    def publish(self, status: Status) -> None:
        """Notice a snooze, a pause, and who goes and comes."""
        before, self._before = self._before, status
        # not by the state: an absence covers a snooze for a while, and it is still the same snooze
        if before is not None and before.snoozed_until is None and status.snoozed_until is not None:
            self._start("snoozed", until=_time(status.snoozed_until))
        if before is not None and before.paused_until is None and status.paused_until is not None:
            self._start("paused", until=_time(status.paused_until))
        self._notice_presence(status)

    def emit_reminder_shown(self, id: int, stretch: str) -> None:
        """A reminder came up."""
        self._start("shown", reminder=str(id), stretch=stretch)

    def emit_reminder_closed(self, id: int, outcome: Outcome) -> None:
        """A reminder has its outcome."""
        if outcome is Outcome.COMPLETED:
            self._start("done", reminder=str(id))

    def _notice_presence(self, status: Status) -> None:
        """Not known is neither there nor gone, and who follows a guide without a touch is stretching."""
        if status.presence not in (*THERE, *GONE) or (status.state is State.STARTED and status.presence in GONE):
            return
        was_gone, self._is_gone = self._is_gone, status.presence in GONE
        if was_gone is not None and was_gone is not self._is_gone:
            self._start("away" if self._is_gone else "back")

    def _start(self, event: str, **facts: str) -> None:
        words: tuple[str, ...] = getattr(self._wanted(), event)
        now = time.monotonic()
        if not words or now < self._not_before.get(event, 0.0):
            return
        self._not_before[event] = now + APART
        sat = 0.0 if self._before is None else self._before.bout_seconds
        told = {"event": event, "sitting_seconds": str(round(sat)), **facts}
        self._tasks.spawn(self._run(event, words, {f"BREAKD_{name.upper()}": value for name, value in told.items()}))

    async def _run(self, event: str, words: tuple[str, ...], facts: Mapping[str, str]) -> None:
        env = transient_unit.environment()
        program = _path_of(words[0], env)
        if program is None:
            log.warning("the hook %s is not started: there is no such program", event)  # whose name may say much
            return
        unit = f"breakd-hook-{event}-{time.monotonic_ns()}.service"
        started = self._bus is not None and await transient_unit.start(
            self._bus, unit, texts.unit(event), [program, *words[1:]], {**env, **facts}, *PROPERTIES
        )
        if not started:
            log.warning("the hook %s is not started: it takes a systemd that starts programs of the person", event)


def _path_of(program: str, env: Mapping[str, str]) -> str | None:
    """systemd wants a path."""
    from shutil import which  # who has hooks pays for it

    return which(program, path=env.get("PATH"))


def _time(until: datetime | str | None) -> str:
    return until.isoformat(timespec="seconds") if isinstance(until, datetime) else until or ""
