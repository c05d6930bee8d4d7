"""A tray host: org.kde.StatusNotifierWatcher as xfce4-panel, GNOME's extension and Plasma answer it."""

from __future__ import annotations

from collections.abc import Callable

from dbus_fast import ErrorType, Message, Variant

from .service import PROPERTIES, Service

DBUS = "org.freedesktop.DBus"
NAME, PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
ITEM_PATH = "/StatusNotifierItem"
"""Where an item is that was registered by a bus name."""

Listing = Callable[[str, str, str], str]
"""What a host lists: from the word that the program passed, and the owner and the path that it stands for."""
LISTINGS: dict[str, Listing] = {
    "Xfce, Plasma, waybar": lambda _passed, owner, path: f"{owner}{path}",
    "GNOME, AppIndicator up to 59": lambda _passed, owner, path: f"{owner}@{path}",
    "GNOME, AppIndicator 66": lambda passed, _owner, _path: passed,
}
"""Read in the sources of each, and seen."""


class FakeTrayHost(Service):
    """`items` are those it shows. `loses` is how many of the next items it forgets, `refuses` how many it refuses.

    As Xfce's panel 4.20 it keeps an item until the program that registered it has left the bus, whatever that says.
    """

    names = (NAME,)

    def __init__(self, address: str, *, lists: str = "Xfce, Plasma, waybar") -> None:
        super().__init__(address)
        self._listing = LISTINGS[lists]
        self.items: list[str] = []
        self._owners: list[str] = []
        """Of each item, the connection it lives on."""
        self.registrations: list[str] = []
        self.loses = self.refuses = 0

    def drop(self, *, silent: bool) -> None:
        """Forget every item, as hosts do that are short of something."""

        def act() -> None:
            gone = list(self.items)
            self.forget()
            for item in () if silent else gone:
                self.emit(PATH, NAME, "StatusNotifierItemUnregistered", "s", [item])

        self.do(act)

    def host_appears(self) -> None:
        """Another panel draws what this watcher lists."""
        self.do(lambda: self.emit(PATH, NAME, "StatusNotifierHostRegistered", "", []))

    def answer(self, message: Message) -> Message | bool | None:
        match message.interface, message.member:
            case "org.kde.StatusNotifierWatcher", "RegisterStatusNotifierItem":
                return self._register(message)
            case interface, "Get" if interface == PROPERTIES:
                return Message.new_method_return(message, "v", [Variant("as", self.items)])
        return None

    def forget(self) -> None:
        self.items.clear()
        self._owners.clear()

    async def _start(self) -> None:
        await super()._start()
        assert self._bus is not None
        rule = f"type='signal',sender='{DBUS}',interface='{DBUS}',member='NameOwnerChanged'"
        await self._bus.call(Message(DBUS, "/org/freedesktop/DBus", DBUS, "AddMatch", signature="s", body=[rule]))

    def _on_message(self, message: Message) -> Message | bool | None:
        if message.sender == DBUS and message.member == "NameOwnerChanged":
            name, _old, new = message.body
            if not new and name in self._owners:
                place = self._owners.index(name)
                del self.items[place], self._owners[place]
        return super()._on_message(message)

    def _register(self, message: Message) -> Message:
        (passed,) = message.body
        self.registrations.append(passed)
        if self.refuses:
            self.refuses -= 1
            return Message.new_error(message, ErrorType.FAILED, "not now")
        if self.loses:
            self.loses -= 1
        else:
            owner, path = (str(message.sender), passed) if passed.startswith("/") else (passed, ITEM_PATH)
            self.items.append(self._listing(passed, owner, path))
            self._owners.append(owner)
        return Message.new_method_return(message)
