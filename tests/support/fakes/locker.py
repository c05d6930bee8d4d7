"""A screen locker on the session bus: org.*.ScreenSaver with GetActive and ActiveChanged."""

from __future__ import annotations

from dbus_fast import ErrorType, Message

from .service import Service


class FakeLocker(Service):
    """`lock` and `unlock` are the person; with `silent` nothing is signalled, as if the signal got lost."""

    def __init__(self, address: str, name: str, *, active: bool = False, can_tell: bool = True) -> None:
        super().__init__(address)
        self.names = (name,)
        self._path = "/" + name.replace(".", "/")
        self._active = active
        self._can_tell = can_tell
        self.asked = 0
        self.locks_as_it_answers = False
        """The answer "not locked" is overtaken by the signal that it is."""
        self.never_answers = 0
        """How many of the next questions it never answers, as on a busy machine."""

    def lock(self, *, silent: bool = False) -> None:
        self.do(lambda: self._set(True, silent=silent))

    def unlock(self, *, silent: bool = False) -> None:
        self.do(lambda: self._set(False, silent=silent))

    def answer(self, message: Message) -> Message | bool | None:
        if (message.path, message.member) != (self._path, "GetActive"):
            return None
        self.asked += 1
        if self.never_answers:
            self.never_answers -= 1
            return True
        if not self._can_tell:
            return Message.new_error(message, ErrorType.NOT_SUPPORTED, "only inhibitors here")
        reply = Message.new_method_return(message, "b", [self._active])
        if self.locks_as_it_answers:
            self._set(True, silent=False)
        return reply

    def forget(self) -> None:
        self._active = False

    def _set(self, active: bool, *, silent: bool) -> None:
        self._active = active
        if not silent:
            self.emit(self._path, self.names[0], "ActiveChanged", "b", [active])
