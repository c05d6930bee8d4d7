"""The command line's side of the session bus, over jeepney: a third of the start time of the daemon's library."""

from __future__ import annotations

import json
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, prep_socket

from breakd.messages import command as texts
from breakd.system import bus_address, paths

from .exit_codes import FAILED, NO_DAEMON, REFUSED, USAGE, NotedForNow, Stop

NAME = "io.github.breakd"
DAEMON = DBusAddress("/io/github/breakd", NAME, "io.github.breakd.Daemon1")
REFUSAL = "io.github.breakd.Error.Refused"
NOT_SAVED = "io.github.breakd.Error.NotSaved"
ABSENT = ("org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner")
LEFT = "org.freedesktop.DBus.Error.NoReply"
INVALID = "org.freedesktop.DBus.Error.InvalidArgs"
STARTED = 1
"""DBUS_START_REPLY_SUCCESS; 2 says that it was running already."""
CONNECT_SECONDS = 5.0
CALL_SECONDS = 10.0
"""An answer waits for the disk; a daemon that needs longer than this does not answer."""


class CallError(Exception):
    """A call was answered with an error: its D-Bus name, and the text that came with it."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name
        self.text = text


class NoDaemon(Stop):
    """No breakd is on the bus, or it has just left."""


class DbusClient:
    """A connection to one bus. Use it as a context."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    @classmethod
    def session(cls) -> DbusClient:
        """The person's bus; raises Stop where there is none."""
        return cls.connect(paths.session_bus())

    @classmethod
    def connect(cls, address: str) -> DbusClient:
        """The bus at `address`: the first socket of it that answers; raises Stop where there is none."""
        fault: Exception | None = None
        try:
            for socket in bus_address.sockets(address):
                try:
                    return cls(DBusConnection(prep_socket(socket, timeout=CONNECT_SECONDS)))
                except (OSError, ValueError, RuntimeError) as error:
                    fault = error
        except bus_address.BadAddress as error:
            fault = error
        raise Stop(NO_DAEMON, texts.tr(texts.NO_BUS, error=reason(fault))) from fault

    def __enter__(self) -> DbusClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def call(self, address: DBusAddress, member: str, signature: str = "", *arguments: Any) -> tuple[Any, ...]:
        """The reply's values; starts no service. Raises BusError, TimeoutError, OSError if the bus goes away."""
        message = new_method_call(address, member, signature or None, arguments)
        message.header.flags |= MessageFlag.no_auto_start
        return self._reply(message)

    def start_service(self, name: str) -> bool:
        """Have the bus start who owns this name; whether it was not there before. Raises as `call` does."""
        (how,) = self.call(message_bus, "StartServiceByName", "su", name, 0)
        return bool(how == STARTED)

    def reload_config(self) -> None:
        """Have the bus look for services again. Raises as `call` does."""
        self.call(message_bus, "ReloadConfig")

    def _reply(self, message: Message) -> tuple[Any, ...]:
        reply = self._connection.send_and_get_reply(message, timeout=CALL_SECONDS)
        values: tuple[Any, ...] = tuple(reply.body)
        if reply.header.message_type is MessageType.error:
            name = reply.header.fields.get(HeaderFields.error_name, "")
            raise CallError(name, str(values[0]) if values else "")
        return values

    def subscribe(self, rule: MatchRule) -> None:
        """Hear these signals from now on."""
        self._reply(message_bus.AddMatch(rule))

    def wait(self, seconds: float) -> None:
        """Return at the next signal, or after `seconds`. Raises OSError if the bus goes away."""
        try:
            while self._connection.receive(timeout=seconds).header.message_type is not MessageType.signal:
                pass
        except TimeoutError:
            return


class DaemonClient:
    """The running breakd. Every method raises Stop with the exit code and the sentence that fit."""

    def __init__(self, client: DbusClient) -> None:
        self._client = client

    def request(self, member: str, signature: str = "", *arguments: Any) -> None:
        """Grant it, or Stop with why not; NotedForNow if it was granted and is not on disk."""
        self._ask(member, signature, *arguments)

    def status(self) -> dict[str, Any]:
        """The document of docs/status-json.md."""
        document: dict[str, Any] = json.loads(self.status_text())
        return document

    def status_text(self) -> str:
        """The document as it came."""
        (text,) = self._ask("GetStatus")
        return str(text)

    def subscribe(self) -> None:
        """Hear of every change, and of the daemon's end."""
        properties = "org.freedesktop.DBus.Properties"
        self._client.subscribe(MatchRule(type="signal", sender=NAME, interface=properties, path=DAEMON.object_path))
        gone = MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged")
        gone.add_arg_condition(0, NAME)
        self._client.subscribe(gone)

    def wait(self, seconds: float) -> None:
        """Return at the next change, or after `seconds`."""
        try:
            self._client.wait(seconds)
        except OSError as error:
            raise Stop(NO_DAEMON, texts.tr(texts.NO_BUS, error=reason(error))) from error

    def _ask(self, member: str, signature: str = "", *arguments: Any) -> tuple[Any, ...]:
        try:
            return self._client.call(DAEMON, member, signature, *arguments)
        except CallError as error:
            raise _stop(error) from error
        except TimeoutError as error:
            raise Stop(FAILED, texts.tr(texts.NO_ANSWER, seconds=int(CALL_SECONDS))) from error
        except OSError as error:
            raise Stop(NO_DAEMON, texts.tr(texts.NO_BUS, error=reason(error))) from error


def reason(error: BaseException | None) -> str:
    """Why, in the system's words and without its numbers."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _stop(error: CallError) -> Stop:
    if error.name in ABSENT:
        return NoDaemon(NO_DAEMON, texts.tr(texts.NO_DAEMON))
    if error.name == LEFT:
        return NoDaemon(NO_DAEMON, texts.tr(texts.DAEMON_LEFT))
    if error.name == REFUSAL:
        return Stop(REFUSED, error.text)
    if error.name == NOT_SAVED:
        return NotedForNow(FAILED, error.text)
    if error.name == INVALID:
        return Stop(USAGE, error.text)
    return Stop(FAILED, texts.tr(texts.DAEMON_FAILED, error=error.text or error.name))
