"""What logind knows: whether the person's session is locked or in the background, and when the machine sleeps."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import partial
from typing import Any

from dbus_fast import Variant

from breakd.desktop.bus_names import CHANGED, LOGIN1, LOGIN1_MANAGER, LOGIN1_PATH, PROPERTIES
from breakd.desktop.dbus import Bus, BusError, SignalSubscription
from breakd.desktop.ports import BootClock, EventSink
from breakd.desktop.retry import Retry
from breakd.engine.events import Sleeping, Woke
from breakd.messages import presence as texts
from breakd.messages import tr

from .lock import ELSEWHERE, HINT, STATES, LockState

log = logging.getLogger(__name__)

USER, SESSION = f"{LOGIN1}.User", f"{LOGIN1}.Session"
NO_SESSION = "/"
"""The path in `User.X11Display` while the person has no graphical session."""


class Logind:
    """Follows logind, the person's graphical session, and the machine's sleep.

    A user service has no session of its own, so the session is `User.X11Display`: logind's choice of the person's
    best one, the graphical one where there is one. Another user who is switched to, or a greeter, takes its seat:
    then it is no longer `Active`. A session without a seat (ssh, remote desktop) always is.

    A delay inhibitor keeps the machine awake after `Sleeping` until `release`, for five seconds at most
    (logind's InhibitDelayMaxSec); it is taken again after the sleep.

    logind may restart at any moment, or be too busy to answer in time, so each request is made until it succeeds.
    """

    def __init__(
        self, report: EventSink, boot_clock: BootClock, bus: Bus, lock: LockState, uid: int | None = None
    ) -> None:
        self._report = report
        self._clock = boot_clock
        self._bus = bus
        self._lock = lock
        self._uid = os.getuid() if uid is None else uid
        self._owner: str | None = None
        self._user = ""
        self._session: str | None = None
        """The path of the session that is watched; None while its signals are not."""
        self._signals: list[SignalSubscription] = []
        self._session_signals: list[SignalSubscription] = []
        self._inhibitor: int | None = None
        self._going_to_sleep = False
        self._may_sleep = False
        """It is going to sleep, and nothing of ours may hold that up any more."""
        self._heard = 0
        """Counts what logind said by itself: an answer that was under way meanwhile is out of date."""
        self._following = Retry(self._follow_session, partial(self._complain, texts.LOCK_NOT_SEEN))
        self._inhibiting = Retry(self._take_inhibitor, partial(self._complain, texts.SLEEP_NOT_DELAYED))
        self._complaints: set[str] = set()
        self._closed = False

    @property
    def available(self) -> bool:
        """Whether logind is on the system bus."""
        return self._owner is not None

    async def start(self) -> None:
        """Listen, take the inhibitor, find the session; without logind nothing, until it comes."""
        try:
            sleep = await self._bus.watch_signal(
                LOGIN1, LOGIN1_MANAGER, "PrepareForSleep", self._on_sleep, signature="b", path=LOGIN1_PATH
            )
            self._signals.append(sleep)
            await self._bus.watch_owner(LOGIN1, self._on_owner)
        except BusError as error:
            log.warning("presence: cannot listen to logind: %s", error)
        await self._inhibiting.tried()
        await self._following.tried()

    def beat(self) -> None:
        """The heartbeat: request again what logind has not answered yet."""
        self._inhibiting.beat()
        self._following.beat()

    def release(self) -> None:
        """After `Sleeping`: the machine may sleep as far as we are concerned. At other times nothing."""
        if self._going_to_sleep:
            self._may_sleep = True
            self._close_inhibitor()

    async def stop(self) -> None:
        """Let go of everything."""
        self._closed = True
        await self._following.stop()
        await self._inhibiting.stop()
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
            return
        self._following.start()
        if self._going_to_sleep:  # the new logind knows nothing of it, and will not report its end
            self._on_sleep([False])
        else:
            self._inhibiting.start()

    def _complain(self, what: str, error: Exception) -> None:
        why = str(error) if isinstance(error, BusError) else repr(error)
        level = logging.DEBUG if why in self._complaints else logging.WARNING
        self._complaints.add(why)
        log.log(level, "presence: %s: %s", what, why)

    # -- sleep -------------------------------------------------------------------------------------------------

    def _on_sleep(self, body: list[Any]) -> None:
        (self._going_to_sleep,) = body
        if self._going_to_sleep:
            self._report(Sleeping(self._clock()))
        else:
            self._may_sleep = False
            self._inhibiting.start()
            self._report(Woke(self._clock()))

    async def _take_inhibitor(self) -> None:
        if self._owner is None or self._may_sleep:
            return
        values = ["sleep", "breakd", texts.SLEEP_INHIBITOR, "delay"]
        inhibitor = await self._bus.call_for_file(LOGIN1, LOGIN1_PATH, LOGIN1_MANAGER, "Inhibit", "ssss", values)
        # the old one only now: a restarted logind still knows it
        self._close_inhibitor()
        self._inhibitor = inhibitor
        if self._may_sleep:  # what comes now would hold up this sleep
            self._close_inhibitor()

    def _close_inhibitor(self) -> None:
        if self._inhibitor is not None:
            os.close(self._inhibitor)
            self._inhibitor = None

    # -- the session -------------------------------------------------------------------------------------------

    async def _follow_session(self) -> None:
        if self._owner is None:
            return
        await self._watch_user()
        _id, session = await self._bus.get(LOGIN1, self._user, USER, "Display", kind="(so)")
        await self._watch_session(session)
        if session != NO_SESSION:
            await self._ask_session(session)

    async def _watch_user(self) -> None:
        (users,) = await self._bus.call(LOGIN1, LOGIN1_PATH, LOGIN1_MANAGER, "ListUsers", returns="a(uso)")
        user = next((path for uid, _name, path in users if uid == self._uid), "")
        if not user:
            raise BusError("unknown", tr(texts.NO_USER, uid=self._uid))
        if user == self._user:
            return
        self._signals.append(
            await self._bus.watch_signal(
                LOGIN1,
                PROPERTIES,
                "PropertiesChanged",
                self._on_user_changed,
                signature=CHANGED,
                path=user,
                arg0=USER,
            )
        )
        self._user = user

    async def _watch_session(self, session: str) -> None:
        if session == self._session:
            return
        self._session = None
        while self._session_signals:
            await self._bus.unwatch(self._session_signals.pop())
        if session == NO_SESSION:
            self._vanished()
        else:
            changed = await self._bus.watch_signal(
                LOGIN1,
                PROPERTIES,
                "PropertiesChanged",
                self._on_session_changed,
                signature=CHANGED,
                path=session,
                arg0=SESSION,
            )
            self._session_signals.append(changed)
            lock = await self._bus.watch_signal(LOGIN1, SESSION, "Lock", self._on_lock, signature="", path=session)
            self._session_signals.append(lock)
        self._session = session

    async def _ask_session(self, session: str) -> None:
        heard = None
        while heard != self._heard:  # else the answer is out of date
            heard = self._heard
            (properties,) = await self._bus.call(
                LOGIN1, session, PROPERTIES, "GetAll", "s", [SESSION], returns="a{sv}"
            )
        self._apply_properties(properties)

    def _on_user_changed(self, body: list[Any]) -> None:
        _interface, changed, invalidated = body
        if "Display" in changed or "Display" in invalidated:
            self._following.start()

    def _on_session_changed(self, body: list[Any]) -> None:
        _interface, changed, _invalidated = body
        self._heard += 1
        self._apply_properties(changed)

    def _apply_properties(self, properties: Mapping[str, Variant]) -> None:
        # the lock first: a session that becomes active again may be locked
        if "LockedHint" in properties:
            self._lock.set_fact(HINT, bool(properties["LockedHint"].value))
        if "Active" in properties:
            self._lock.set_fact(ELSEWHERE, not properties["Active"].value)

    def _vanished(self) -> None:
        for who in STATES:
            self._lock.on_locker_gone(who)

    def _on_lock(self, _body: list[Any]) -> None:
        self._lock.on_lock_requested()
