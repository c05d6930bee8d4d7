"""Presence as one thing for the loop: the source, the lock, the sleep and the evidence, put together."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import BootClock, EventSink, EvidenceProbe, PresenceSource
from breakd.engine.events import Event, Evidence, InputSeen, NoInput
from breakd.messages import presence as texts

from .continuous_input import ContinuousInput
from .idle_source import TOLERANCE
from .lock import LockState
from .logind import Logind
from .screensaver_locks import ScreenSaverLocks
from .source_list import MakeSource, evidence_probes
from .source_selector import SourceSelector

log = logging.getLogger(__name__)

EVIDENCE_SECONDS = 2.0
LOCK_PAUSE = 1.0
"""Seconds without input after which the next input is heard, while the lock has to be checked by input."""


class PresenceMonitor:
    """Everything that the desktop tells about whether somebody is there. `start` it, then ask.

    Reports SourceReady, SourceLost, InputSeen, NoInput, Locked, Unlocked, Sleeping and Woke.
    """

    def __init__(
        self, report: EventSink, boot_clock: BootClock, session_bus: Bus | None, system_bus: Bus | None,
        fallbacks: Mapping[str, MakeSource] | None = None,
    ) -> None:  # fmt: skip
        """`fallbacks` are tried, in their order, where no desktop tells of input."""
        self._unbroken = ContinuousInput(report, boot_clock)
        self._report = report = self._unbroken.report
        self._clock = boot_clock
        self._current = SourceSelector(self._from_source, boot_clock, session_bus, fallbacks or {})
        self._probes: list[EvidenceProbe] = evidence_probes(session_bus, system_bus, os.environ)
        self._failed: set[EvidenceProbe] = set()
        """Probes of whose failures the log has heard."""
        self._idle_after = 0.0
        self._pause: float | None = None
        self._lock_pause: float | None = None
        self._lock = LockState(report, boot_clock, self._listen_for_lock, lambda: self.source.sees_input)
        self._lockers = None if session_bus is None else ScreenSaverLocks(session_bus, self._lock)
        self._logind = None if system_bus is None else Logind(report, boot_clock, system_bus, self._lock)

    @property
    def logind(self) -> bool:
        """Whether lock and sleep are heard from logind."""
        return self._logind is not None and self._logind.available

    @property
    def source(self) -> PresenceSource:
        """Where input is seen; `name` and `sees_input` are for `status`. The chosen one after `start`."""
        return self._current.source

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """Better sources than this one, and why each is not used."""
        return self._current.missing

    @property
    def input_unbroken(self) -> float | None:
        """Seconds for which input has come without a pause of `idle_after`; None if there is one, or none is seen."""
        return self._unbroken.seconds() if self.source.sees_input else None

    async def start(self, idle_after: float) -> None:
        """Report what is so now, and from now on; the lock first, so that nobody is active on a locked screen."""
        self._idle_after = self._unbroken.idle_after = idle_after
        if self._logind is not None:
            await self._logind.start()
        if not self.logind:
            log.info("presence: %s", texts.NO_LOGIND)
        if self._lockers is not None:
            await self._lockers.start()
        await self._current.start(idle_after)

    def set_idle_after(self, seconds: float) -> None:
        """Report NoInput after this long from now on."""
        self._idle_after = self._unbroken.idle_after = seconds
        self._current.set_idle_after(seconds)

    def watch_pause(self, seconds: float | None) -> None:
        """Also report input pauses of `seconds`, beginning with what is so now; None ends it."""
        self._pause = seconds
        self._watch_pause()

    async def ask_evidence(self) -> frozenset[Evidence]:
        """What shows right now that somebody sits there without touching anything; two seconds at most."""
        answers = await asyncio.gather(*(self._ask(probe) for probe in self._probes))
        return frozenset().union(*answers)

    async def beat(self) -> None:
        """The heartbeat. What it finds is reported before it returns."""
        if self._logind is not None:
            self._logind.beat()
        await self._current.beat()

    def snapshot_saved(self) -> None:
        """After `Sleeping`: the snapshot is on disk, the machine may sleep."""
        if self._logind is not None:
            self._logind.release()

    async def stop(self) -> None:
        """Stop reporting and let go of everything."""
        await self._current.stop()
        if self._lockers is not None:
            await self._lockers.stop()
        if self._logind is not None:
            await self._logind.stop()
        self._lock.close()

    async def _ask(self, probe: EvidenceProbe) -> frozenset[Evidence]:
        try:
            return await asyncio.wait_for(probe.ask(), EVIDENCE_SECONDS)
        except TimeoutError:
            log.debug("presence: %s did not answer", type(probe).__name__)
        except Exception as error:  # whatever it is, the others may know
            level = logging.DEBUG if probe in self._failed else logging.WARNING
            self._failed.add(probe)
            log.log(level, "presence: %s fails: %s: %s", type(probe).__name__, type(error).__name__, error)
        return frozenset()

    # -- between source and lock -------------------------------------------------------------------------------

    def _from_source(self, event: Event) -> None:
        if isinstance(event, NoInput) and self._clock() - event.since + TOLERANCE < self._asked_for:
            # a pause that only the lock wanted to hear of; the next input is reported now, so that another may be
            # watched
            self._watch_pause_soon(lock=False)
            return
        self._report(event)
        if isinstance(event, InputSeen):
            self._watch_pause_soon(lock=True)
            doubtful = self._lock.on_input(event.at)
            if self._lockers is not None:
                self._lockers.ask(doubtful, event.at)

    @property
    def _asked_for(self) -> float:
        return self._idle_after if self._pause is None else min(self._idle_after, self._pause)

    def _listen_for_lock(self, on: bool) -> None:
        self._lock_pause = LOCK_PAUSE if on else None
        self._watch_pause()

    def _watch_pause_soon(self, *, lock: bool) -> None:
        """Not at once: the source is in the middle of a report."""
        if self._pause is not None and self._lock_pause is not None:
            asyncio.get_running_loop().call_soon(self._watch_pause, lock)

    def _watch_pause(self, lock: bool = True) -> None:
        wanted = [seconds for seconds in (self._pause, self._lock_pause if lock else None) if seconds is not None]
        self._current.watch_pause(min(wanted, default=None))
