"""Presence from terminals: keys in our own, and reads from the person's others, over ssh too.

The kernel keeps for each terminal when a program last read from it (`st_atime`; `w` shows it as the idle time), in
steps of eight seconds, so that nobody can time another's typing. It is looked at when a threshold could have been
reached; and while nobody is there, inotify tells the next read. In between nothing happens.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from breakd.desktop.ports import BootClock, EventSink, Unavailable
from breakd.engine.events import InputSeen, NoInput, SourceReady
from breakd.messages.terminal import NO_TERMINAL

from .next_read import NextRead
from .screen import Terminal

log = logging.getLogger(__name__)

FOLDER = Path("/dev/pts")
STEP = 8
"""The kernel moves a terminal's time only when these seconds of wall time are over (tty_update_time)."""
TOLERANCE = 1e-3


def own_devices() -> list[Path]:
    """The terminals of this person: the windows of their desktop, of tmux, of ssh."""
    return [device for device in FOLDER.glob("[0-9]*") if _is_own(device)]


class TerminalSource:
    """The port `PresenceSource` on terminals.

    The time of a read is known to eight seconds. The latest it can have been is taken, so that no pause is reported
    in the middle of typing; keys in the terminal of `breakd run` are exact.
    """

    name = "terminal"
    sees_input = True

    def __init__(
        self,
        report: EventSink,
        boot_clock: BootClock,
        terminal: Terminal,
        devices: Callable[[], Iterable[Path]] = own_devices,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        self._report, self._clock, self._wall = report, boot_clock, wall_clock
        self._terminal, self._devices = terminal, devices
        self._idle_after = 0.0
        self._pause: float | None = None
        self._times: dict[Path, float] = {}
        """The time of each device when it was last looked at."""
        self._looked = 0.0
        self._last = 0.0
        """The last input, in seconds of CLOCK_BOOTTIME."""
        self._told_since: float | None = None
        """Reported: no input since."""
        self._told = 0.0
        """The longest threshold that this report had reached."""
        self._timer: asyncio.TimerHandle | None = None
        self._touch: NextRead | None = None

    async def start(self, idle_after: float) -> None:
        """Begin to report; raises Unavailable."""
        self._terminal.open(self)
        self._times, self._looked = self._device_times(), self._clock()
        if not self._times:
            self._terminal.close(self)
            raise Unavailable(NO_TERMINAL)
        self._last = self._looked - self._age()
        self._idle_after = idle_after
        self._terminal.on_input(self._on_input)
        self._report(SourceReady(self.name))
        if self._looked - self._last < idle_after:
            self._report(InputSeen(self._last))
        self._look()

    def set_idle_after(self, seconds: float) -> None:
        """Report NoInput after this long from now on."""
        self._idle_after = seconds
        self._look()

    def watch_pause(self, seconds: float | None) -> None:
        """Also report input pauses of `seconds` (at once if there is one now); None ends it."""
        self._pause = seconds
        self._told = 0.0
        self._look()

    async def beat(self) -> None:
        """Look whether somebody is back, for kernels that tell nothing by inotify."""
        if self._told_since is not None:
            self._look()

    async def stop(self) -> None:
        """Stop reporting and let go of everything."""
        self._rest()
        self._watch(False)
        self._terminal.forget(self._on_input)
        self._terminal.close(self)

    # --- looking ----------------------------------------------------------------------------------

    def _look(self) -> None:
        """Find the last input, report what it means, and sleep until something else could be true."""
        self._find_input()
        gap = self._clock() - self._last
        thresholds = sorted(filter(None, (self._idle_after, self._pause)))
        reached = max((one for one in thresholds if gap + TOLERANCE >= one), default=0.0)
        if self._told_since is not None and self._last > self._told_since:
            self._told_since, self._told = None, 0.0
            self._report(InputSeen(self._last))
        if reached > self._told:
            self._told_since, self._told = self._last, reached
            self._report(NoInput(self._last))
        self._watch(self._told_since is not None)
        self._rest()
        ahead = [one for one in thresholds if one > gap + TOLERANCE]
        if ahead:
            self._timer = asyncio.get_running_loop().call_later(ahead[0] - gap, self._look)

    def _age(self) -> float:
        """Seconds since the last input of the past; only here the wall clock must be believed."""
        idle = self._terminal.idle
        times = [when for device, when in self._times.items() if idle is None or str(device) != self._terminal.device]
        ages = [self._wall() - _latest(when) for when in times] + ([] if idle is None else [idle])
        return max(0.0, min(ages, default=0.0))

    def _find_input(self) -> None:
        times, now = self._device_times(), self._clock()
        # the time of keys that come to us is known exactly
        known = self._terminal.device if self._terminal.reading else None
        for device, when in times.items():
            # only what moved since the last look counts: a step of the wall clock is no input and no absence
            if when != self._times.get(device, when) and str(device) != known:
                age = min(max(0.0, self._wall() - _latest(when)), now - self._looked)
                self._last = max(self._last, now - age)
        self._times, self._looked = times, now

    def _device_times(self) -> dict[Path, float]:
        own = self._terminal.device
        times = {}
        for device in {*self._devices(), *([Path(own)] if own else [])}:
            try:
                times[device] = device.stat().st_atime
            except OSError:  # closed meanwhile
                continue
        return times

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # --- input ------------------------------------------------------------------------------------

    def _on_input(self) -> None:
        self._last = self._clock()
        if self._told_since is not None:
            self._look()

    def _watch(self, wanted: bool) -> None:
        """Hear the next read from any terminal, or nothing."""
        if wanted == (self._touch is not None):
            return
        if self._touch is not None:
            self._touch.close()
            self._touch = None
            return
        try:
            self._touch = NextRead(self._times, FOLDER, self._touched, self._changed)
        except OSError as error:
            log.info("terminals are looked at once a minute only: %s", error)

    def _touched(self) -> None:
        self._touch = None
        self._on_input()

    def _changed(self) -> None:
        # a new terminal is no input yet: programs open some, too. But now its reads are watched as well. One that
        # goes is none either: a connection times out, a program ends
        self._touch = None
        self._look()


def _is_own(device: Path) -> bool:
    try:
        return device.stat().st_uid == os.getuid()
    except OSError:
        return False


def _latest(when: float) -> float:
    """The latest moment of a read that left the device's time at `when`."""
    return (int(when) // STEP + 1) * STEP
