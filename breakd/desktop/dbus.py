"""One D-Bus connection: calls with a time limit, signals matched by sender, names watched. Errors are BusError."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dbus_fast import BusType, Message, MessageFlag, MessageType

from breakd.desktop.bus_names import DBUS, DBUS_PATH, PROPERTIES
from breakd.system import bus_address, paths
from breakd.system.tasks import TaskSet

from .connection import Connection, close_files
from .ports import Unavailable

log = logging.getLogger(__name__)

CALL_SECONDS = 2.0
"""No service of a desktop needs longer; one that does counts as missing."""
CONNECT_SECONDS = 5.0
BUS_SECONDS = 20.0
"""For the bus itself: what it is asked once decides what is heard later, and a busy machine may be slow."""
GONE = "disconnected"
"""The name of the error that every call on a dead bus ends with."""
TIMEOUT = "timeout"
"""The name of the error of a call that was not answered in time."""
INCONSISTENT = "inconsistent"
"""The name of the error of a call whose answer has another shape than its specification gives it."""
NO_UTF8 = "no UTF-8"
"""The name of the error of a call with a text that no bus carries, as the name of a folder may be."""


class BusError(Exception):
    """A call failed: `name` is the D-Bus error name (or `timeout`), the text what the service said."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name
        self.text = text


Handler = Callable[[list[Any]], None]


def _owner_rule(name: str) -> str:
    return f"type='signal',sender='{DBUS}',member='NameOwnerChanged',arg0='{name}'"


@dataclass(eq=False)
class SignalSubscription:
    """One match rule and who hears it; `owner` is the unique name that the signal must come from."""

    rule: str
    interface: str
    member: str
    path: str | None
    sender: str
    arg0: str | None
    handler: Handler
    signature: str | None
    """The types of its values; None: whatever they are."""
    owner: str | None = None
    failed: bool = False
    """Its handler could not take one, and that has been said."""

    def follow(self, owner: str | None) -> None:
        """Another owner of the sender's name, or none."""
        self.owner = owner

    def takes(self, message: Message) -> bool:
        """Whether it is this signal, from the one who may send it."""
        return (
            message.member == self.member
            and message.interface == self.interface
            and message.sender == self.owner
            and self.signature in (None, message.signature)
            and (self.path is None or message.path == self.path)
            and (self.arg0 is None or bool(message.body and message.body[0] == self.arg0))
        )

    def hear(self, message: Message) -> None:
        """Pass it on. What a handler cannot take is said once: a service that sends nonsense sends much of it."""
        try:
            self.handler(list(message.body))
        except Exception as error:
            if not self.failed:
                log.error("bus: a signal %s cannot be used", self.member, exc_info=error)
            self.failed = True


class Bus:
    """A connected bus. Use `Bus.session()` or `Bus.system()`; both raise Unavailable."""

    def __init__(self, raw: Connection) -> None:
        self.raw = raw
        self._watches: list[SignalSubscription] = []
        self._owners: dict[str, str | None] = {}
        self._owner_handlers: dict[str, list[Callable[[str | None], None]]] = {}
        self._given_up: set[asyncio.Task[Message | None]] = set()
        """Calls that are not waited for any more, until their answer or the bus's end."""
        self._giving_back = TaskSet(log, "giving back a watch")
        self._closed = asyncio.ensure_future(self._until_closed())
        raw.add_message_handler(self._on_message)

    @classmethod
    async def session(cls) -> Bus:
        """The person's session bus."""
        return await cls._connect(BusType.SESSION, paths.session_bus())

    @classmethod
    async def system(cls) -> Bus:
        """The system bus, and alone with files: logind's sleep inhibitor is one."""
        return await cls._connect(BusType.SYSTEM, paths.system_bus())

    @classmethod
    async def _connect(cls, kind: BusType, text: str) -> Bus:
        fault: Exception | None = None
        try:
            for socket in bus_address.sockets(text):
                try:
                    raw = Connection(bus_address.address(socket), kind, takes_files=kind is BusType.SYSTEM)
                    await asyncio.wait_for(raw.connect(), CONNECT_SECONDS)
                except Exception as error:  # dbus-fast raises many kinds: OS, auth, parse
                    fault = error
                else:
                    return cls(raw)
        except bus_address.BadAddress as error:
            fault = error
        raise Unavailable(f"no {kind.name.lower()} bus: {str(fault) or type(fault).__name__}") from fault

    async def call(
        self, destination: str, path: str, interface: str, member: str, signature: str = "",
        body: Sequence[Any] = (), *, returns: str | Sequence[str], seconds: float = CALL_SECONDS, start: bool = False,
    ) -> list[Any]:  # fmt: skip
        """The reply's values, which have the types of `returns` (or one of them): any other answer is an error.

        `start` lets the bus start the service; without it a missing one is an error.
        """
        reply = await self.call_raw(
            destination, path, interface, member, signature, body, seconds, start, returns=returns
        )
        return list(reply.body)

    async def call_raw(
        self, destination: str, path: str, interface: str, member: str, signature: str = "",
        body: Sequence[Any] = (), seconds: float = CALL_SECONDS, start: bool = False, *,
        returns: str | Sequence[str],
    ) -> Message:  # fmt: skip
        """Like `call`, but the whole reply: for the sender."""
        message = Message(
            destination=destination, path=path, interface=interface, member=member, signature=signature,
            body=list(body), flags=MessageFlag.NONE if start else MessageFlag.NO_AUTOSTART,
        )  # fmt: skip
        reply = await self._ask(message, seconds)
        if reply.signature not in ((returns,) if isinstance(returns, str) else returns):
            text = f"{destination} answered {member} with “{reply.signature}”, not “{returns}”"
            raise BusError(INCONSISTENT, text)
        return reply

    async def call_for_file(
        self, destination: str, path: str, interface: str, member: str, signature: str, body: Sequence[Any]
    ) -> int:
        """The one open file that the reply brings, which no program that we start inherits; the caller closes it."""
        message = Message(
            destination=destination, path=path, interface=interface, member=member, signature=signature,
            body=list(body), flags=MessageFlag.NO_AUTOSTART, serial=self.raw.next_serial(),
        )  # fmt: skip
        self.raw.awaits_file.add(message.serial)
        reply = await self._ask(message, CALL_SECONDS)
        if reply.signature != "h" or len(reply.unix_fds) != 1:
            close_files(reply)
            raise BusError(INCONSISTENT, f"{destination} answered {member} without the one file")
        (file,) = reply.unix_fds
        os.set_inheritable(file, False)
        return file

    async def _ask(self, message: Message, seconds: float) -> Message:
        if not self.raw.connected:  # dbus-fast would leave a future behind that nobody retrieves
            raise BusError(GONE, "the bus is gone")
        reply = await self._reply(message, seconds)
        if reply.message_type is MessageType.ERROR:
            # a service may answer with a whole traceback; its last line says what happened
            lines = str(reply.body[0]).strip().splitlines() if reply.body else []
            raise BusError(reply.error_name or "", lines[-1] if lines else "")
        return reply

    async def _reply(self, message: Message, seconds: float) -> Message:
        """The answer, unless the time is over or the bus dies first: dbus-fast lets a call on a dead bus wait on."""
        call: asyncio.Task[Message | None] = asyncio.create_task(self.raw.call(message))
        try:
            await asyncio.wait({call, self._closed}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if not call.done():
                if self._closed.done():
                    raise BusError(GONE, "the bus is gone")
                text = f"{message.destination} did not answer {message.member} within {seconds:g} s"
                raise BusError(TIMEOUT, text)
            reply = call.result()
        except UnicodeEncodeError as error:
            raise BusError(NO_UTF8, f"{message.member}: {error.reason}") from error
        except (EOFError, OSError) as error:
            raise BusError(GONE, str(error) or "the bus is gone") from error
        except BaseException:
            self._give_up(call)
            raise
        if reply is None:
            raise BusError(GONE, "the bus is gone")
        return reply

    def _give_up(self, call: asyncio.Task[Message | None]) -> None:
        if self._closed.done():
            call.cancel()
        else:
            self._given_up.add(call)
            call.add_done_callback(self._came_too_late)

    def _came_too_late(self, call: asyncio.Task[Message | None]) -> None:
        self._given_up.discard(call)
        reply = None if call.cancelled() or call.exception() is not None else call.result()
        if reply is not None:
            close_files(reply)  # nobody else would, and a sleep inhibitor of nobody holds up each sleep

    async def get(self, destination: str, path: str, interface: str, name: str, *, kind: str) -> Any:
        """A property's plain value, which has this type: any other is an error."""
        (value,) = await self.call(destination, path, PROPERTIES, "Get", "ss", [interface, name], returns="v")
        if value.signature != kind:
            raise BusError(INCONSISTENT, f"{destination} has {name} as “{value.signature}”, not “{kind}”")
        return value.value

    async def owner(self, name: str) -> str | None:
        """The unique name that owns `name` now, or None."""
        try:
            (unique,) = await self._ask_bus("GetNameOwner", name, returns="s")
        except BusError:
            return None
        return str(unique)

    async def watch_owner(self, name: str, changed: Callable[[str | None], None]) -> None:
        """Call `changed` now with the owner of `name` (or None), and on every change."""
        first = name not in self._owner_handlers
        self._owner_handlers.setdefault(name, []).append(changed)
        if first:
            # arg0: without it every foreign client that comes or goes would wake the daemon
            await self._add_match(_owner_rule(name))
            owner = await self.owner(name)
            if name not in self._owners:  # else a signal that is newer than this answer has already set it
                self._set_owner(name, owner)
        else:
            changed(self._owners.get(name))

    async def unwatch_owner(self, name: str, changed: Callable[[str | None], None]) -> None:
        """Stop calling `changed`; when nobody asks for the owner any more, no change of it wakes us."""
        handlers = self._owner_handlers.get(name, [])
        if changed in handlers:
            handlers.remove(changed)
            if not handlers:
                del self._owner_handlers[name]
                self._owners.pop(name, None)
                await self._remove_match(_owner_rule(name))

    async def watch_signal(
        self, sender: str, interface: str, member: str, handler: Handler, *,
        signature: str | None, path: str | None = None, arg0: str | None = None,
    ) -> SignalSubscription:  # fmt: skip
        """Call `handler` with the values of each such signal that the present owner of `sender` sends.

        One whose values have other types than `signature` is not heard; None hears all.
        """
        rule = f"type='signal',sender='{sender}',interface='{interface}',member='{member}'"
        rule += f",path='{path}'" if path else ""
        rule += f",arg0='{arg0}'" if arg0 else ""
        watch = SignalSubscription(rule, interface, member, path, sender, arg0, handler, signature)
        try:
            if not sender.startswith(":"):
                await self.watch_owner(sender, watch.follow)
            else:
                watch.owner = sender
            self._watches.append(watch)
            await self._add_match(rule)
        except BaseException:  # cancelled, mostly: whoever asked for it will never have it to give it back
            self._giving_back.spawn(self._give_back(watch))
            raise
        return watch

    async def unwatch(self, watch: SignalSubscription) -> None:
        """Stop hearing a signal."""
        if watch in self._watches:
            await self._give_back(watch)

    async def _give_back(self, watch: SignalSubscription) -> None:
        if watch in self._watches:
            self._watches.remove(watch)
            await self._remove_match(watch.rule)
        await self.unwatch_owner(watch.sender, watch.follow)

    async def _ask_bus(self, member: str, text: str, *, returns: str = "") -> list[Any]:
        return await self.call(DBUS, DBUS_PATH, DBUS, member, "s", [text], returns=returns, seconds=BUS_SECONDS)

    async def _add_match(self, rule: str) -> None:
        await self._ask_bus("AddMatch", rule)

    async def _remove_match(self, rule: str) -> None:
        try:
            await self._ask_bus("RemoveMatch", rule)
        except BusError as error:
            log.debug("RemoveMatch failed: %s", error)

    def _set_owner(self, name: str, owner: str | None) -> None:
        self._owners[name] = owner
        for changed in list(self._owner_handlers.get(name, ())):
            changed(owner)

    def _on_message(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        if message.sender == DBUS and message.member == "NameOwnerChanged":
            name, _old, new = message.body
            if name in self._owner_handlers:
                self._set_owner(name, new or None)
            return
        for watch in list(self._watches):
            if watch.takes(message):
                watch.hear(message)

    async def wait_closed(self) -> None:
        """Return when the bus is gone, however it went."""
        await asyncio.wait({self._closed})

    async def _until_closed(self) -> None:
        try:
            await self.raw.wait_for_disconnect()  # type: ignore[no-untyped-call]
        except Exception as error:  # the reason it went is of no use to anybody above
            log.debug("bus closed: %s", error)
        self._giving_back.cancel()
        for call in self._given_up:
            call.cancel()

    def close(self) -> None:
        """Disconnect; pending calls fail."""
        self.raw.disconnect()
