"""org.gnome.Mutter.IdleMonitor and gnome-session's InhibitedActions, as Mutter's meta-idle-monitor.c has them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from dbus_fast import ErrorType, Message, Variant

from .service import PROPERTIES, Service

NAME, PATH = "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core"
IDLE = 8


@dataclass
class IdleWatch:
    """A watch and its timer; `seconds` 0 is a user-active watch."""

    owner: str
    seconds: float
    timer: asyncio.TimerHandle | None = None


class FakeMutter(Service):
    """`input()` is the person; `inhibit` holds or clears the idle bit as Mutter takes it."""

    names = (NAME,)

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._last_event = self.loop.time()
        self._inhibited = False
        self._watches: dict[int, IdleWatch] = {}
        self._serial = 0
        self.calls: list[str] = []
        self.deaf = False
        """Hangs: no call is answered."""
        self.restarts_after_add = False
        """Once: AddIdleWatch is answered, and the shell restarts."""
        self.touched_as_watch_is_added = ""
        """`before` or `after`: there is one input at the next AddUserActiveWatch."""

    # -- the test's hands --------------------------------------------------------------------------------------

    def input(self) -> None:
        """The person touches something."""
        self.do(self._input)

    def inhibit(self, on: bool) -> None:
        """What Mutter does when the idle bit is set or clears."""
        self.do(lambda: self._inhibit(on))

    def watches(self) -> list[float]:
        """The thresholds of all watches; 0 is a user-active watch."""
        return self.do(lambda: sorted(watch.seconds for watch in self._watches.values()))

    def idle(self) -> float:
        """Seconds since the last input, unrounded."""
        return self.do(lambda: self.loop.time() - self._last_event)

    # -- inside the thread -------------------------------------------------------------------------------------

    def answer(self, message: Message) -> Message | bool | None:
        self.calls.append(message.member or "")
        if self.deaf:
            return True
        match message.interface, message.member:
            case "org.gnome.Mutter.IdleMonitor", "GetIdletime":
                idle = int((self.loop.time() - self._last_event) * 1000)
                return Message.new_method_return(message, "t", [idle])
            case "org.gnome.Mutter.IdleMonitor", "AddIdleWatch":
                if self.restarts_after_add:
                    self.restarts_after_add = False
                    self.loop.call_later(0.02, self.loop.create_task, self._restart())
                return self._add(message, message.body[0] / 1000)
            case "org.gnome.Mutter.IdleMonitor", "AddUserActiveWatch":
                moment, self.touched_as_watch_is_added = self.touched_as_watch_is_added, ""
                if moment == "before":
                    self._input()
                reply = self._add(message, 0)
                if moment == "after":
                    # reply and signal that are read in one go reach a waiting caller in this order
                    self._input()
                return reply
            case "org.gnome.Mutter.IdleMonitor", "RemoveWatch":
                self._remove(message.body[0])
                return Message.new_method_return(message)
        return None

    async def _restart(self) -> None:
        await self._stop()
        await self._start()

    def forget(self) -> None:
        for number in list(self._watches):
            self._remove(number)
        # a shell that starts takes its start for the last input
        self._last_event = self.loop.time()

    def _add(self, message: Message, seconds: float) -> Message:
        self._serial += 1
        self._watches[self._serial] = IdleWatch(message.sender or "", seconds)
        self._arm(self._serial)
        return Message.new_method_return(message, "u", [self._serial])

    def _remove(self, number: int) -> None:
        watch = self._watches.pop(number, None)
        if watch is not None and watch.timer is not None:
            watch.timer.cancel()

    def _arm(self, number: int) -> None:
        watch = self._watches[number]
        if watch.timer is not None:
            watch.timer.cancel()
            watch.timer = None
        if watch.seconds and not self._inhibited:
            watch.timer = self.loop.call_at(self._last_event + watch.seconds, self._fire, number)

    def _fire(self, number: int) -> None:
        watch = self._watches[number]
        if not watch.seconds:
            self._remove(number)
        self.emit(PATH, NAME, "WatchFired", "u", [number], destination=watch.owner)

    def _input(self) -> None:
        self._last_event = self.loop.time()
        for number, watch in list(self._watches.items()):
            if watch.seconds:
                self._arm(number)
            else:
                self._fire(number)

    def _inhibit(self, on: bool) -> None:
        if not on:
            self._last_event = self.loop.time()
        self._inhibited = on
        for number in self._watches:
            self._arm(number)


class FakeSessionManager(Service):
    """gnome-session, as far as it tells what is inhibited: by a property, and asked."""

    names = ("org.gnome.SessionManager",)
    path = "/org/gnome/SessionManager"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._actions = 0
        self.deaf = False
        """Hangs: no call is answered."""

    def inhibit(self, actions: int) -> None:
        """Something holds these bits from now on."""

        def change() -> None:
            self._actions = actions
            self.emit_changed(self.path, self.names[0], InhibitedActions=Variant("u", actions))

        self.do(change)

    def answer(self, message: Message) -> Message | bool | None:
        if self.deaf:
            return True
        if message.member == "IsInhibited":
            return Message.new_method_return(message, "b", [bool(self._actions & message.body[0])])
        if message.interface != PROPERTIES:
            return None
        value = Variant("u", self._actions)
        match message.member, message.body:
            case "Get", [_, "InhibitedActions"]:
                return Message.new_method_return(message, "v", [value])
            case "GetAll", _:
                return Message.new_method_return(message, "a{sv}", [{"InhibitedActions": value}])
        return Message.new_error(message, ErrorType.UNKNOWN_PROPERTY, "no such property")
