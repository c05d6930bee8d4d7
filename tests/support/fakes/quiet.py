"""Notification servers as far as they tell of do-not-disturb, each in its own way; and Xfce's settings."""

from __future__ import annotations

from collections.abc import Sequence

from dbus_fast import ErrorType, Message, MessageType, Variant

from .service import PROPERTIES, Service

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


class FakeServer(Service):
    """A server that says its name and nothing of do-not-disturb. `set` is the person."""

    names: Sequence[str] = (NAME,)
    server = "somebody's"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.on = False
        self.deaf = False
        """Hangs: answers nothing but its name."""
        self.asked = 0

    def set(self, on: bool) -> None:
        """The person turns do-not-disturb on or off."""

        def change() -> None:
            self.on = on
            self.changed()

        self.do(change)

    def changed(self) -> None:
        """Tell of it."""

    def answer(self, message: Message) -> Message | bool | None:
        if message.member == "GetServerInformation":
            return Message.new_method_return(message, "ssss", [self.server, "tests", "1", "1.2"])
        self.asked += 1
        return True if self.deaf else self.tell(message)

    def tell(self, message: Message) -> Message | None:
        """The answer to whether it is on."""
        return Message.new_error(message, ErrorType.UNKNOWN_METHOD, "no such method")


class FakeProperty(FakeServer):
    """Plasma or dunst."""

    def __init__(self, address: str, server: str, interface: str, name: str) -> None:
        super().__init__(address)
        self.server, self._interface, self._name = server, interface, name

    def changed(self) -> None:
        self.emit_changed(PATH, self._interface, **{self._name: Variant("b", self.on)})

    def tell(self, message: Message) -> Message | None:
        if message.interface == PROPERTIES and message.body == [self._interface, self._name]:
            return Message.new_method_return(message, "v", [Variant("b", self.on)])
        return super().tell(message)


class FakeMako(FakeServer):
    """Modes, and no word of a change."""

    server = "mako"

    def tell(self, message: Message) -> Message | None:
        if (message.path, message.member) == ("/fr/emersion/Mako", "ListModes"):
            modes = ["default", *(["do-not-disturb"] if self.on else [])]
            return Message.new_method_return(message, "as", [modes])
        return super().tell(message)


class FakeNewMako(FakeMako):
    """One that says that its modes are other ones."""

    def changed(self) -> None:
        body = ["fr.emersion.Mako", {}, ["Modes"]]
        self.emit("/fr/emersion/Mako", PROPERTIES, "PropertiesChanged", "sa{sv}as", body)


class FakeSwaync(FakeServer):
    """SwayNotificationCenter since it has inhibitors: one of them keeps it quiet here, and its switch does not."""

    names = (NAME, "org.erikreider.swaync.cc")
    server = "SwayNotificationCenter"

    def changed(self) -> None:
        cc = "org.erikreider.swaync.cc"
        self.emit("/org/erikreider/swaync/cc", cc, "SubscribeV2", "ubbb", [0, False, False, self.on])

    def tell(self, message: Message) -> Message | None:
        if (message.path, message.member) == ("/org/erikreider/swaync/cc", "GetSubscribeData"):
            return Message.new_method_return(message, "(bbub)", [[False, False, 0, self.on]])
        return super().tell(message)


class FakeXfce(FakeServer):
    """xfce4-notifyd and xfconfd in one; the setting is not there until it was set once."""

    names = (NAME, "org.xfce.Xfconf")
    server = "Xfce Notify Daemon"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self._was_set = False

    def changed(self) -> None:
        self._was_set = True
        setting = ["xfce4-notifyd", "/do-not-disturb"]
        self.emit("/org/xfce/Xfconf", "org.xfce.Xfconf", "PropertyChanged", "ssv", [*setting, Variant("b", self.on)])

    def tell(self, message: Message) -> Message | None:
        if message.member != "GetProperty":
            return super().tell(message)
        if not self._was_set:
            error = "org.xfce.Xfconf.Error.PropertyNotFound"
            return Message(
                message_type=MessageType.ERROR, error_name=error, reply_serial=message.serial,
                destination=message.sender, signature="s", body=["Property /do-not-disturb does not exist"],
            )  # fmt: skip
        return Message.new_method_return(message, "v", [Variant("b", self.on)])
