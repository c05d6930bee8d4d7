"""A Wayland compositor's idle alarms: ext-idle-notify-v1, or org_kde_kwin_idle on those that are older (sway 1.7)."""

from __future__ import annotations

import logging
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.wayland import Wayland
from breakd.frozen import frozen
from breakd.messages import presence as texts

log = logging.getLogger(__name__)

SEAT, EXT_IDLE, KWIN_IDLE = "wl_seat", "ext_idle_notifier_v1", "org_kde_kwin_idle"
GET_IDLE_NOTIFICATION, GET_INPUT_IDLE_NOTIFICATION = 1, 2
"""Requests of ext_idle_notifier_v1; the second is there from version 2 on, and no idle inhibitor holds it up."""
INPUT_ONLY_SINCE = 2
GET_IDLE_TIMEOUT = 0
"""Request of org_kde_kwin_idle."""
DESTROY, IDLED = 0, 0
"""Of what they make: a request, and the first of two events. The other is `resumed`."""
LONGEST = 0x7FFFFFFF
"""Milliseconds. Compositors keep the time in an int."""


@dataclass(eq=False, slots=True)
class IdleTimeout:
    """Goes idle after `seconds` without input, and resumes at the next input.

    It begins with its making: compositors do not tell the past. KWin's (Qt's coarse timers) may come 5 % off, or from
    20 s on a second.
    """

    seconds: float
    id: int = 0


@frozen
class IdleChange:
    """An alarm went idle, or resumed."""

    alarm: IdleTimeout
    idle: bool


class IdleNotifier(Wayland):
    """A connection for alarms. `changed` hears all that was read in one go, in its order; `lost`, that it broke."""

    def __init__(self, changed: Callable[[list[IdleChange]], None], lost: Callable[[], None]) -> None:
        super().__init__(lost)
        self._changed = changed
        self._changes: list[IdleChange] = []
        self._seat = 0
        self._maker = 0
        self._protocol = ""
        self._input_only = False

    async def open(self, path: Path) -> None:
        """Connect and find the idle protocol; raises Unavailable."""
        await self.connect_registry(path)
        protocols = [name for name in (EXT_IDLE, KWIN_IDLE) if self.offered_version(name)]
        if not protocols or not self.offered_version(SEAT):
            self.close()
            raise Unavailable(texts.NO_IDLE_PROTOCOL)
        self._protocol = protocols[0]
        version = min(self.offered_version(self._protocol), INPUT_ONLY_SINCE)
        self._input_only = self._protocol == EXT_IDLE and version == INPUT_ONLY_SINCE
        self._seat = self.bind(SEAT, 1, _ignore)
        self._maker = self.bind(self._protocol, version, _ignore)
        log.debug("presence: %s version %d", self._protocol, version)

    @property
    def input_only(self) -> bool:
        """Whether alarms go by input alone; else programs that keep the screen on hold them up."""
        return self._input_only

    def set(self, seconds: float, *, held_up: bool = False) -> IdleTimeout:
        """A new alarm; one that programs may hold up although it need not be, if asked for. Raises Unavailable."""
        alarm = IdleTimeout(seconds)
        alarm.id = self.new_object(lambda opcode, _: self._changes.append(IdleChange(alarm, opcode == IDLED)))
        milliseconds = min(math.ceil(seconds * 1000), LONGEST)
        if self._protocol == EXT_IDLE:
            input_only = self._input_only and not held_up
            request = GET_INPUT_IDLE_NOTIFICATION if input_only else GET_IDLE_NOTIFICATION
            self.request(self._maker, request, struct.pack("=III", alarm.id, milliseconds, self._seat))
        else:
            self.request(self._maker, GET_IDLE_TIMEOUT, struct.pack("=III", alarm.id, self._seat, milliseconds))
        return alarm

    def drop(self, alarm: IdleTimeout) -> None:
        """Hear no more of an alarm; raises Unavailable."""
        self.request(alarm.id, DESTROY)
        self.forget(alarm.id)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        changes, self._changes = self._changes, []
        if changes:
            self._changed(changes)


def _ignore(_opcode: int, _arguments: bytes) -> None:
    """A seat tells which devices it has; that is nothing to us."""
