"""All quiet reasons as one thing: watched while a reminder is open, at no cost otherwise."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from breakd.desktop.ports import EventSink, Unavailable
from breakd.engine.events import QuietReason, QuietSeen
from breakd.messages import quiet as texts
from breakd.messages import tr
from breakd.system.tasks import TaskSet

from .probe import PROBE_SECONDS, MakeProbe, Probe

log = logging.getLogger(__name__)

RETRY_SECONDS = 3.0
"""After a loss: a server that restarts is back by then, and `settle` is seldom shorter."""

Makers = Mapping[QuietReason, MakeProbe]


class QuietMonitor:
    """The desktop's QuietWatch. A probe that fails or hangs counts as "not quiet", and is logged once."""

    def __init__(self, report: EventSink, makers: Makers) -> None:
        self._report = report
        self._makers = makers
        self._watching: _WatchSession | None = None
        self._endings = TaskSet(log, "quiet: the end of watching")
        self._logged: set[tuple[QuietReason, str]] = set()

    def watch(self, on: bool) -> None:
        """Report QuietSeen within two seconds and on every change; False ends it."""
        if on and self._watching is None:
            self._watching = _WatchSession(self._report, self._makers, self._complain)
        elif not on and self._watching is not None:
            self._endings.spawn(self._watching.end())
            self._watching = None

    async def beat(self) -> None:
        """The heartbeat: what no event tells is asked, and what failed is tried again."""
        if self._watching is not None:
            await self._watching.beat()

    async def stop(self) -> None:
        """Stop watching and let go of everything."""
        self.watch(False)
        await self._endings.wait()

    def _complain(self, reason: QuietReason, why: Exception) -> None:
        missing = isinstance(why, Unavailable)
        text = tr(texts.HANGS, seconds=PROBE_SECONDS) if isinstance(why, TimeoutError) else str(why) or repr(why)
        if (reason, text) not in self._logged:
            self._logged.add((reason, text))
            log.log(logging.INFO if missing else logging.WARNING, "quiet: %s is not seen: %s", reason.value, text)


class _WatchSession:
    """One time of watching, with probes of its own, so that what is left of the last one cannot speak in it."""

    def __init__(self, report: EventSink, makers: Makers, complain: Callable[[QuietReason, Exception], None]) -> None:
        self._report = report
        self._makers = makers
        self._complain = complain
        self._probes: dict[QuietReason, Probe] = {}
        self._holding: frozenset[QuietReason] = frozenset()
        self._reported: frozenset[QuietReason] | None = None
        self._tasks = TaskSet(log, "quiet: watching")
        self._retry: asyncio.TimerHandle | None = None
        self._over = False
        self._beginning = self._tasks.spawn(self._begin())

    async def beat(self) -> None:
        """Ask what no event tells, and try again what failed."""
        await asyncio.wait({self._tasks.spawn(self._beat())})

    async def end(self) -> None:
        """Say nothing more, and stop every probe."""
        self._over = True
        if self._retry is not None:
            self._retry.cancel()
        self._tasks.cancel()
        await self._tasks.wait()
        await asyncio.gather(*(self._stop(reason, self._drop(reason)) for reason in list(self._probes)))

    async def _begin(self) -> None:
        await self._start_missing()
        self._report_now()

    async def _beat(self) -> None:
        await asyncio.wait({self._beginning})
        probes = list(self._probes.items())
        await asyncio.gather(self._start_missing(), *(self._query(reason, probe) for reason, probe in probes))

    async def _query(self, reason: QuietReason, probe: Probe) -> None:
        if not await self._guarded(reason, probe.beat()):
            # it stays: it may answer at the next beat
            self._set(reason, False)

    async def _start_missing(self) -> None:
        await asyncio.gather(*map(self._start, self._makers))

    async def _start(self, reason: QuietReason) -> None:
        if reason in self._probes or self._over:
            return
        try:
            probe = self._probes[reason] = self._makers[reason]()
        except Unavailable as why:
            self._complain(reason, why)
            return

        def tell(result: bool | Exception) -> None:
            if self._probes.get(reason) is probe and not self._over:
                self._on_result(reason, result)

        if not await self._guarded(reason, probe.start(tell)) and self._probes.get(reason) is probe:
            await self._stop(reason, self._drop(reason))

    async def _stop(self, reason: QuietReason, probe: Probe) -> None:
        await self._guarded(reason, probe.stop())

    async def _guarded(self, reason: QuietReason, work: Awaitable[None]) -> bool:
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await work
        except Exception as error:  # each probe fails alone, in whatever way
            self._complain(reason, error)
            return False
        return True

    def _on_result(self, reason: QuietReason, result: bool | Exception) -> None:
        if not isinstance(result, Exception):
            self._set(reason, result)
            return
        self._complain(reason, result)
        self._tasks.spawn(self._stop(reason, self._drop(reason)))
        if self._retry is None:
            self._retry = asyncio.get_running_loop().call_later(RETRY_SECONDS, self._try_again)

    def _try_again(self) -> None:
        self._retry = None
        self._tasks.spawn(self._start_missing())

    def _drop(self, reason: QuietReason) -> Probe:
        probe = self._probes.pop(reason)
        self._set(reason, False)
        return probe

    def _set(self, reason: QuietReason, holds: bool) -> None:
        self._holding = self._holding | {reason} if holds else self._holding - {reason}
        if self._reported is not None and self._holding != self._reported:
            self._report_now()

    def _report_now(self) -> None:
        if not self._over:
            self._reported = self._holding
            self._report(QuietSeen(self._holding))


async def survey(makers: Makers) -> dict[QuietReason, str]:
    """For `doctor`: why a reason cannot be seen here; those that can be are not in it."""
    whys = await asyncio.gather(*map(_why_unseen, makers.values()))
    return {reason: why for reason, why in zip(makers, whys, strict=True) if why}


async def _why_unseen(make: MakeProbe) -> str:
    probe: Probe | None = None
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            probe = make()
            await probe.start(lambda _: None)
    except TimeoutError:
        return tr(texts.HANGS, seconds=PROBE_SECONDS)
    except Exception as error:  # as while watching: each fails alone
        return str(error) or repr(error)
    finally:
        if probe is not None:
            await probe.stop()
    return ""
