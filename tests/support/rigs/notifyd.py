"""A notification server that records, and answers when told to: `python -m tests.support.rigs.notifyd LOG
[CAPABILITIES]`.

Every Notify and every end of a notification is a line of JSON in LOG (`what`: ready, notify, close, press, dismiss,
expire; `t`: CLOCK_MONOTONIC). The interface `org.example.Hand` plays the person.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

CAPABILITIES = "actions,body,body-markup,icon-static,persistence"
NAME, PATH, HAND = "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.example.Hand"
EXPIRED, DISMISSED, CLOSED = 1, 2, 3
"""Why a notification ended, in the numbers of the specification."""


class Server:
    """The notifications on the imaginary screen."""

    def __init__(self, bus: MessageBus, log: Path, capabilities: list[str]) -> None:
        self._bus, self._log, self._capabilities = bus, log, capabilities
        self._last = 0
        self._open: dict[int, dict[str, Any]] = {}

    def record(self, what: str, **values: object) -> None:
        """Write a line of the log."""
        with self._log.open("a") as log:
            log.write(json.dumps({"t": time.monotonic(), "what": what, **values}) + "\n")

    def on_message(self, message: Message) -> Message | None:
        """Answer a method call; the names are those of the specification."""
        if message.message_type is not MessageType.METHOD_CALL or message.path != PATH:
            return None
        match message.interface, message.member, message.body:
            case str(), "GetCapabilities", _:
                return Message.new_method_return(message, "as", [self._capabilities])
            case str(), "GetServerInformation", _:
                return Message.new_method_return(message, "ssss", ["recorder", "breakd's tests", "1", "1.2"])
            case str(), "Notify", body:
                return Message.new_method_return(message, "u", [self._notify(*body)])
            case str(), "CloseNotification", [number]:
                self._end(number, "close", CLOSED)
            case "org.example.Hand", "Press", [number, action]:
                self._signal("ActionInvoked", "us", [number, action])
                self._end(number, "press", DISMISSED, action=action)
            case "org.example.Hand", "Dismiss", [number]:
                self._end(number, "dismiss", DISMISSED)
            case "org.example.Hand", "Expire", [number]:
                self._end(number, "expire", EXPIRED)
            case _:
                return None  # dbus-fast answers: no such method
        return Message.new_method_return(message)

    def _notify(
        self, app: str, replaces: int, icon: str, summary: str, body: str,
        actions: list[str], hints: dict[str, Variant], timeout: int,
    ) -> int:  # fmt: skip
        number = replaces if replaces in self._open else self._last + 1
        self._last = max(self._last, number)
        plain = {key: _plain(value) for key, value in hints.items()}
        note = {"id": number, "app": app, "replaces": replaces, "icon": icon, "summary": summary, "body": body,
                "actions": actions, "hints": plain, "timeout": timeout}  # fmt: skip
        self._open[number] = note
        self.record("notify", **note)
        return number

    def _end(self, number: int, what: str, reason: int, **values: object) -> None:
        # a press on what is gone is recorded and signalled all the same: servers do send such late clicks
        if self._open.pop(number, None) is not None:
            self._signal("NotificationClosed", "uu", [number, reason])
        elif what == "close":
            return
        self.record(what, id=number, **values)

    def _signal(self, member: str, signature: str, body: list[Any]) -> None:
        self._bus.send(Message.new_signal(PATH, NAME, member, signature, body))


def _plain(hint: Variant) -> object:
    """A hint as JSON; of a picture only its size."""
    if hint.signature == "(iiibiiay)":
        width, height, *_ = hint.value
        return {"width": width, "height": height}
    return hint.value


async def main(log: Path, capabilities: str = CAPABILITIES) -> None:
    """Serve until the bus goes away or a signal ends the process."""
    bus = await MessageBus().connect()
    server = Server(bus, log, capabilities.split(","))
    bus.add_message_handler(server.on_message)
    await bus.request_name(NAME, NameFlag.REPLACE_EXISTING | NameFlag.ALLOW_REPLACEMENT)
    server.record("ready")
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:]))
