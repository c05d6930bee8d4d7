"""A tray host: org.kde.StatusNotifierWatcher as xfce4-panel, GNOME's extension and Plasma answer it."""

from __future__ import annotations

from dbus_fast import ErrorType, Message, Variant

from .service import PROPERTIES, Service

NAME, PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"


class FakeTrayHost(Service):
    """`items` are those it shows. `loses` is how many of the next items it forgets, `refuses` how many it refuses."""

    names = (NAME,)

    def __init__(self, address: str, *, at: str = "") -> None:
        super().__init__(address)
        self._at = at
        """What stands between name and path in its list; GNOME has an `@`."""
        self.items: list[str] = []
        self.registrations: list[str] = []
        self.loses = self.refuses = 0

    def answer(self, message: Message) -> Message | bool | None:
        match message.interface, message.member:
            case "org.kde.StatusNotifierWatcher", "RegisterStatusNotifierItem":
                return self._register(message)
            case interface, "Get" if interface == PROPERTIES:
                return Message.new_method_return(message, "v", [Variant("as", self.items)])
        return None

    def forget(self) -> None:
        self.items.clear()

    def _register(self, message: Message) -> Message:
        (path,) = message.body
        self.registrations.append(path)
        if self.refuses:
            self.refuses -= 1
            return Message.new_error(message, ErrorType.FAILED, "not now")
        if self.loses:
            self.loses -= 1
        else:
            self.items.append(f"{message.sender}{self._at}{path}")
        return Message.new_method_return(message)
