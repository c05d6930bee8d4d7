"""What logind knows: whether the person's session is locked or in the background, and when the machine sleeps."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from typing import Any

from dbus_fast import Variant

from breakd.core.events import Sleeping, Woke
from breakd.core.wording import presence as wording
from breakd.core.wording import say
from breakd.desktop.bus import PROPERTIES, Bus, BusError, Watch
from breakd.desktop.ports import BootClock, Report

from .lock import ELSEWHERE, HINT, STATES, Lock

log = logging.getLogger(__name__)

LOGIN1, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, USER, SESSION = f"{LOGIN1}.Manager", f"{LOGIN1}.User", f"{LOGIN1}.Session"
NO_SESSION = "/"
"""The path in `User.Display` while the person has no graphical session."""


class Logind:
    """Follows logind, the person's graphical session, and the machine's sleep.

    A user service has no session of its own, so the session is `User.Display`: logind's choice of the person's
    best one, the graphical one where there is one. Another user who is switched to, or a greeter, takes its seat:
    then it is no longer `Active`. A session without a seat (ssh, remote desktop) always is.

    A delay inhibitor keeps the machine awake after `Sleeping` until `release`, for five seconds at most
    (logind's InhibitDelayMaxSec); it is taken again after the sleep.
    """

    def __init__(self, report: Report, boot_clock: BootClock, bus: Bus, lock: Lock, uid: int | None = None) -> None:
        self._report = report
        self._clock = boot_clock
        self._bus = bus
        self._lock = lock
        self._uid = os.getuid() if uid is None else uid
        self._owner: str | None = None
        self._user = ""
        self._session = NO_SESSION
        self._signals: list[Watch] = []
        self._session_signals: list[Watch] = []
        self._inhibitor: int | None = None
        self._going_to_sleep = False
        self._heard = 0
        """Counts what logind said by itself: an answer that was under way meanwhile is out of date."""
        self._following: asyncio.Task[None] | None = None
        self._inhibiting: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def available(self) -> bool:
        """Whether logind is on the system bus."""
        return self._owner is not None

    async def start(self) -> None:
        """Listen, take the inhibitor, find the session; without logind nothing, until it comes."""
        try:
            sleep = await self._bus.watch_signal(LOGIN1, MANAGER, "PrepareForSleep", self._on_sleep, path=PATH)
            self._signals.append(sleep)
            await self._bus.watch_owner(LOGIN1, self._on_owner)
        except BusError as error:
            log.warning("presence: cannot listen to logind: %s", error)
        for task in filter(None, (self._inhibiting, self._following)):
            await asyncio.wait({task})

    def release(self) -> None:
        """After `Sleeping`: the machine may sleep as far as we are concerned. At other times nothing."""
        if self._going_to_sleep:
            if self._inhibiting is not None:
                self._inhibiting.cancel()  # what comes now would hold up this sleep
            self._close_inhibitor()

    async def stop(self) -> None:
        """Let go of everything."""
        self._closed = True
        for task in filter(None, (self._following, self._inhibiting)):
            task.cancel()
            await asyncio.wait({task})
        self._close_inhibitor()
        for signal in (*self._signals, *self._session_signals):
            await self._bus.unwatch(signal)

    def _on_owner(self, owner: str | None) -> None:
        if self._closed or owner == self._owner:
            return
        self._owner = owner
        if owner is None:
            self._heard += 1
            self._vanished()
        else:
            self._inhibit()
            self._follow()

    # -- sleep -------------------------------------------------------------------------------------------------

    def _on_sleep(self, body: list[Any]) -> None:
        (self._going_to_sleep,) = body
        if self._going_to_sleep:
            self._report(Sleeping(self._clock()))
        else:
            self._inhibit()
            self._report(Woke(self._clock()))

    def _inhibit(self) -> None:
        if self._inhibiting is not None:
            self._inhibiting.cancel()
        self._inhibiting = asyncio.get_running_loop().create_task(self._take_inhibitor())

    async def _take_inhibitor(self) -> None:
        values = ["sleep", "breakd", wording.SLEEP_INHIBITOR, "delay"]
        try:
            reply = await self._bus.call_raw(LOGIN1, PATH, MANAGER, "Inhibit", "ssss", values)
        except BusError as error:
            log.warning("presence: sleep cannot be delayed, so the last minute may be lost in it: %s", error)
            return
        # the old one only now: a restarted logind still knows it
        self._close_inhibitor()
        self._inhibitor = reply.unix_fds[reply.body[0]]
        os.set_inheritable(self._inhibitor, False)

    def _close_inhibitor(self) -> None:
        if self._inhibitor is not None:
            os.close(self._inhibitor)
            self._inhibitor = None

    # -- the session -------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        if self._following is not None:
            self._following.cancel()
        self._following = asyncio.get_running_loop().create_task(self._follow_session())

    async def _follow_session(self) -> None:
        try:
            await self._watch_user()
            _id, session = await self._bus.get(LOGIN1, self._user, USER, "Display")
            await self._watch_session(session)
            if session != NO_SESSION:
                await self._ask_session()
        except BusError as error:
            log.warning("presence: logind does not tell whether the screen is locked: %s", error)

    async def _watch_user(self) -> None:
        (users,) = await self._bus.call(LOGIN1, PATH, MANAGER, "ListUsers")
        user = next((path for uid, _name, path in users if uid == self._uid), "")
        if not user:
            raise BusError("unknown", say(wording.NO_USER, uid=self._uid))
        if user == self._user:
            return
        self._user = user
        self._signals.append(
            await self._bus.watch_signal(
                LOGIN1, PROPERTIES, "PropertiesChanged", self._on_user_changed, path=user, arg0=USER
            )
        )

    async def _watch_session(self, session: str) -> None:
        if session == self._session:
            return
        for signal in self._session_signals:
            await self._bus.unwatch(signal)
        self._session_signals.clear()
        self._session = session
        if session == NO_SESSION:
            self._vanished()
            return
        watch = self._bus.watch_signal
        self._session_signals = [
            await watch(
                LOGIN1, PROPERTIES, "PropertiesChanged", self._on_session_changed, path=session, arg0=SESSION
            ),
            await watch(LOGIN1, SESSION, "Lock", self._on_lock, path=session),
        ]

    async def _ask_session(self) -> None:
        heard = None
        while heard != self._heard:  # else the answer is out of date
            heard = self._heard
            (told,) = await self._bus.call(LOGIN1, self._session, PROPERTIES, "GetAll", "s", [SESSION])
        self._take(told)

    def _on_user_changed(self, body: list[Any]) -> None:
        _interface, changed, invalidated = body
        if "Display" in changed or "Display" in invalidated:
            self._follow()

    def _on_session_changed(self, body: list[Any]) -> None:
        _interface, changed, _invalidated = body
        self._heard += 1
        self._take(changed)

    def _take(self, told: Mapping[str, Variant]) -> None:
        # the lock first: whoever is switched back to a locked session finds it locked
        if "LockedHint" in told:
            self._lock.fact(HINT, bool(told["LockedHint"].value))
        if "Active" in told:
            self._lock.fact(ELSEWHERE, not told["Active"].value)

    def _vanished(self) -> None:
        for who in STATES:
            self._lock.vanished(who)

    def _on_lock(self, _body: list[Any]) -> None:
        self._lock.requested()
