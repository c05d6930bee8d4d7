"""org.freedesktop.ScreenSaver as KDE has it on X11: it tells the idle time when asked, in milliseconds."""

from __future__ import annotations

from dbus_fast import ErrorType, Message

from .service import Service

NAME = "org.freedesktop.ScreenSaver"


class FakeScreenSaver(Service):
    """`input()` is the person."""

    names = (NAME,)

    def __init__(self, address: str, *, supported: bool = True) -> None:
        super().__init__(address)
        self._supported = supported
        self._last_input = self.loop.time()
        self.asked = 0
        """How often the idle time was asked for."""

    def input(self) -> None:
        """The person touches something."""
        self.do(self._input)

    def _input(self) -> None:
        self._last_input = self.loop.time()

    def answer(self, message: Message) -> Message | bool | None:
        if message.member != "GetSessionIdleTime":
            return None
        self.asked += 1
        if not self._supported:
            text = "GetSessionIdleTime is not supported on this platform"
            return Message.new_error(message, ErrorType.NOT_SUPPORTED.value, text)
        return Message.new_method_return(message, "u", [int((self.loop.time() - self._last_input) * 1000)])
