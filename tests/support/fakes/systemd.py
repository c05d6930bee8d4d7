"""The environment of a person's systemd, of whose changes it tells nobody (tried on 252)."""

from __future__ import annotations

from dbus_fast import Message, Variant

from .service import PROPERTIES, Service


class FakeSystemd(Service):
    """`environment` is what desktops import into it."""

    names = ("org.freedesktop.systemd1",)

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.environment: dict[str, str] = {"HOME": "/home/me", "MULTI": "a\nb"}
        self.asked = 0
        """How often the environment was asked for."""

    def answer(self, message: Message) -> Message | bool | None:
        if (message.interface, message.member) != (PROPERTIES, "Get") or message.body[1] != "Environment":
            return None
        self.asked += 1
        lines = [f"{name}={value}" for name, value in self.environment.items()]
        return Message.new_method_return(message, "v", [Variant("as", lines)])
