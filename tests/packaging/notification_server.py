"""A notification server that writes down what it is to show, a line of JSON each: python3 THIS FILE."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress
from pathlib import Path

from dbus_fast.aio import MessageBus
from dbus_fast.constants import MessageType
from dbus_fast.message import Message

NAME = "org.freedesktop.Notifications"


async def serve(file: Path) -> None:
    bus = await MessageBus().connect()

    def answer(message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != NAME:
            return None
        match message.member:
            case "GetServerInformation":
                return Message.new_method_return(message, "ssss", ["recorder", "breakd", "1", "1.2"])
            case "GetCapabilities":
                return Message.new_method_return(message, "as", [["body", "actions"]])
            case "Notify":
                with file.open("a") as lines:
                    lines.write(json.dumps({"title": message.body[3], "actions": message.body[5][1::2]}) + "\n")
                return Message.new_method_return(message, "u", [1])
        return Message.new_method_return(message)

    bus.add_message_handler(answer)
    await bus.request_name(NAME)
    with suppress(EOFError, OSError):  # it ends with its bus
        await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
