"""A D-Bus service in a thread of its own, so that it goes on while the test's loop is late on purpose."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from enum import Enum
from typing import Any, Self, TypeVar

from dbus_fast import ErrorType, Message, MessageType, Variant
from dbus_fast.aio import MessageBus

T = TypeVar("T")
PROPERTIES, PEER = "org.freedesktop.DBus.Properties", "org.freedesktop.DBus.Peer"


class Mood(Enum):
    """How a service answers what it is asked."""

    TRUE = "true"
    """As it should."""
    MUTE = "mute"
    """Never."""
    LATE = "late"
    """As it should, after `Service.late` seconds."""
    LIES = "lies"
    """With a value that no specification gives."""


class Service:
    """Owns `names` on the bus at `address` between `start` and `stop`; `restart` comes back with a new unique name.

    A subclass answers in `answer`. State is touched only inside the thread, by way of `do`.
    """

    names: Sequence[str] = ()

    def __init__(self, address: str) -> None:
        self._address = address
        self._bus: MessageBus | None = None
        self.mood = Mood.TRUE
        self.late = 0.0
        """Seconds."""
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()

    def start(self) -> None:
        """Take the names."""
        self._wait(self._start())

    def stop(self) -> None:
        """Vanish from the bus, as a service that crashes does."""
        self._wait(self._stop())

    def restart(self) -> None:
        """Vanish and come back."""
        self.stop()
        self.start()

    def do(self, action: Callable[[], T]) -> T:
        """Run something inside the thread; its result."""

        async def run() -> T:
            return action()

        return self._wait(run())

    # -- for subclasses, inside the thread ---------------------------------------------------------------------

    def answer(self, message: Message) -> Message | bool | None:
        """The answer to a method call; None: no such method; True: none, ever."""
        raise NotImplementedError

    def forget(self) -> None:
        """What a new process of this service would not know any more."""

    def emit(
        self, path: str, interface: str, member: str, signature: str, body: list[Any], destination: str | None = None
    ) -> None:
        """Send a signal; nowhere while stopped."""
        message = Message.new_signal(path, interface, member, signature, body)
        message.destination = destination
        self.send(message)

    def send(self, message: Message) -> asyncio.Future[None]:
        """Send a signal, or an answer that was held back; nowhere while stopped. It is done when it is sent."""
        if self._bus is not None:
            return self._bus.send(message)
        nowhere = self.loop.create_future()
        nowhere.set_result(None)
        return nowhere

    def emit_changed(self, path: str, interface: str, **changed: Variant) -> None:
        """Send PropertiesChanged."""
        self.emit(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", [interface, changed, []])

    # -- inside ------------------------------------------------------------------------------------------------

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(5)

    async def _start(self) -> None:
        self._bus = await MessageBus(bus_address=self._address, negotiate_unix_fd=True).connect()
        self._bus.add_message_handler(self._on_message)
        for name in self.names:
            await self._bus.request_name(name)

    async def _stop(self) -> None:
        bus, self._bus = self._bus, None
        self.forget()
        if bus is not None:
            bus.disconnect()
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    def _on_message(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface == PEER:
            return None  # dbus-fast answers a ping by itself, also of a service that is deaf
        match self.mood:
            case Mood.TRUE:
                return self.answer(message)
            case Mood.LATE:
                self.loop.call_later(self.late, self._answer_late, message)
            case Mood.LIES:
                return Message.new_method_return(message, "(ub)", [[7, True]])
        return True

    def _answer_late(self, message: Message) -> None:
        reply = self.answer(message)
        if reply is not True:
            text = "no such method"
            self.send(reply or Message.new_error(message, ErrorType.UNKNOWN_METHOD, text))
