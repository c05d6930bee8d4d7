"""Whether the screen is locked: fuses what logind and the screen lockers say into Locked and Unlocked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from breakd.desktop.ports import BootClock, EventSink
from breakd.engine.events import Locked, Unlocked

HINT = "logind's hint"
"""Who says it when it is the session's LockedHint."""
ELSEWHERE = "another session"
"""Who says it when another session is in front on this seat: somebody else is at the screen, or nobody."""
STATES = frozenset({HINT, ELSEWHERE})
"""What logind keeps as state. It outlives its teller, and no signal of it can be missed for long."""
WAIT_SECONDS = 10.0
"""How long after logind's request to lock a fact may still come from it."""


class LockState:
    """Facts in, reports out. Each service that knows a fact states it under a name of its own.

    - Locked while anybody says so; unlocked when nobody does any more.
    - logind's `LockState` signal is a request, not a fact: it only tells since when, if a fact follows soon.
    - A signal may be lost and a locker may crash. So input while locked makes lockers be asked again, except
      where logind says locked: that is state, not a signal.
    - A session in the background counts as locked: nobody is there, and nothing may be shown.

    `listen` is called with True when input has to be heard for that, with False when not any more.
    `hears_input` tells whether input can be heard at all.
    """

    def __init__(
        self,
        report: EventSink,
        boot_clock: BootClock,
        listen: Callable[[bool], None],
        hears_input: Callable[[], bool],
    ) -> None:
        self._report = report
        self._clock = boot_clock
        self._listen = listen
        self._listening = False
        self._hears_input = hears_input
        self._locked_by: set[str] = set()
        self._vanished: set[str] = set()
        """Those of them that cannot be asked any more."""
        self._since = 0.0
        self._requested: float | None = None
        self._wait: asyncio.TimerHandle | None = None

    def set_fact(self, who: str, locked: bool, at: float | None = None) -> None:
        """`who` says that the screen is locked, or not, since `at` (None: now)."""
        self._vanished.discard(who)
        now = self._clock() if at is None else at
        if locked and not self._locked_by:
            self._since = now if self._requested is None else self._requested
            self._locked_by.add(who)
            self._report(Locked(self._since))
        elif locked:
            self._locked_by.add(who)
        elif who in self._locked_by:
            self._locked_by.remove(who)
            if not self._locked_by:
                self._report(Unlocked(now))
        if locked:
            self._end_wait()
        self._update_listening()

    def on_locker_gone(self, who: str) -> None:
        """`who` is gone. What it said holds until there is input; logind's state, which outlives it, in any case."""
        if who in self._locked_by and (who in STATES or self._hears_input()):
            self._vanished.add(who)
            self._update_listening()
        else:
            self.set_fact(who, False)

    def on_lock_requested(self) -> None:
        """logind asks the lockers to lock. Nothing has happened yet, and nothing may."""
        self._end_wait()
        self._requested = self._clock()
        self._wait = asyncio.get_running_loop().call_later(WAIT_SECONDS, self._forget_request)
        self._update_listening()

    def on_input(self, at: float) -> frozenset[str]:
        """There was input at `at`. Gives the lockers that should be asked whether it is still locked."""
        if self._requested is not None and at > self._requested:
            self._forget_request()
        if not self._locked_by or self._by_state or at <= self._since:
            return frozenset()
        for who in list(self._vanished):
            self.set_fact(who, False, at)
        return frozenset(self._locked_by)

    def close(self) -> None:
        """Report nothing later."""
        self._end_wait()

    @property
    def _by_state(self) -> bool:
        return bool(STATES & (self._locked_by - self._vanished))

    def _forget_request(self) -> None:
        self._end_wait()
        self._update_listening()

    def _end_wait(self) -> None:
        self._requested = None
        if self._wait is not None:
            self._wait.cancel()
            self._wait = None

    def _update_listening(self) -> None:
        wanted = self._requested is not None or (bool(self._locked_by) and not self._by_state)
        if wanted != self._listening:
            self._listening = wanted
            self._listen(wanted)
