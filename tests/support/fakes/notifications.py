"""A notification server that does what a test says, right or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dbus_fast import Message, Variant

from .service import Service

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
EXPIRED, DISMISSED, CLOSED, UNDEFINED = 1, 2, 3, 4
"""Why a notification went, in the numbers of the specification."""
CAPABILITIES = frozenset({"actions", "body", "body-markup"})


@dataclass(frozen=True, slots=True)
class Note:
    """One Notify as it came in; `number` is the one it was given."""

    number: int
    replaces: int
    icon: str
    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, Variant]
    timeout: int


class FakeNotifications(Service):
    """`notes` are all that ever came, `screen` those that show now. `press` and `dismiss` are the person."""

    names = (NAME,)

    def __init__(self, address: str, capabilities: frozenset[str] = CAPABILITIES, name: str = "fake") -> None:
        super().__init__(address)
        self.capabilities, self.server_name = capabilities, name
        self.notes: list[Note] = []
        self.screen: dict[int, Note] = {}
        self.calls: list[str] = []
        self.deaf = False
        """Hangs: answers nothing until `wake`."""
        self.refuses = False
        """Answers every Notify with an error."""
        self.lies: dict[str, tuple[str, list[Any]]] = {}
        """Answers these calls with such values, whatever their specification says, and shows nothing."""
        self.numbers_anew = False
        """Gives a replacement a number of its own, and leaves what it replaces on the screen."""
        self.says_at_once: tuple[str, str, int] | None = None
        """A signal that follows the next Notify on its heels: member, action key, reason."""
        self._last = 0
        self._waiting: list[Message] = []

    # -- the test's hands --------------------------------------------------------------------------------------

    def press(self, number: int, key: str, *, closes: int | None = DISMISSED, closed_first: bool = False) -> None:
        """Click a button of a notification, shown or not. It closes for this reason, before or after; None: stays."""

        def act() -> None:
            signals = [("ActionInvoked", "us", [number, key])]
            if closes is not None:
                self.screen.pop(number, None)
                signals.append(("NotificationClosed", "uu", [number, closes]))
            for signal in reversed(signals) if closed_first else signals:
                self._signal(*signal)

        self.do(act)

    def hand_token(self, number: int, token: str) -> None:
        """What servers send before a click on a notification, for the program that it opens."""
        self.do(lambda: self._signal("ActivationToken", "us", [number, token]))

    def close(self, number: int, reason: int = DISMISSED) -> None:
        """A notification goes, for a reason; the person's is DISMISSED."""

        def act() -> None:
            self.screen.pop(number, None)
            self._signal("NotificationClosed", "uu", [number, reason])

        self.do(act)

    def wake(self) -> None:
        """Hangs no longer, and answers what waited."""

        def act() -> None:
            self.deaf = False
            waiting, self._waiting = self._waiting, []
            for message in waiting:
                reply = self.answer(message)
                if self._bus is not None and isinstance(reply, Message):
                    self._bus.send(reply)

        self.do(act)

    def give_way(self) -> None:
        """Another server takes the name, and this one is still on the bus."""

        async def release() -> None:
            assert self._bus is not None
            await self._bus.release_name(NAME)

        self._wait(release())

    @property
    def waits(self) -> bool:
        """Whether a call is unanswered."""
        return bool(self._waiting)

    def unanswered(self, member: str) -> int:
        """How many such calls wait."""
        return sum(message.member == member for message in self._waiting)

    @property
    def unique_name(self) -> str:
        """The server's own name on the bus."""
        assert self._bus is not None
        return str(self._bus.unique_name)

    # -- inside the thread -------------------------------------------------------------------------------------

    def answer(self, message: Message) -> Message | bool | None:
        if message.path != PATH:
            return None
        if self.deaf:
            self._waiting.append(message)
            return True
        self.calls.append(message.member or "")
        match message.member, message.body:
            case member, _ if member in self.lies:
                return Message.new_method_return(message, *self.lies[member])
            case "GetCapabilities", _:
                return Message.new_method_return(message, "as", [sorted(self.capabilities)])
            case "GetServerInformation", _:
                return Message.new_method_return(message, "ssss", [self.server_name, "tests", "1", "1.2"])
            case "Notify", _ if self.refuses:
                return Message.new_error(message, "org.freedesktop.Notifications.Error.Full", "too many")
            case "Notify", [_app, replaces, icon, title, body, actions, hints, timeout]:
                return self._notify(message, replaces, icon, title, body, actions, hints, timeout)
            case "CloseNotification", [number]:
                if self.screen.pop(number, None) is not None:
                    self._signal("NotificationClosed", "uu", [number, CLOSED])
                return Message.new_method_return(message)
        return None

    def forget(self) -> None:
        self.screen.clear()
        self._last = 0

    def _notify(
        self, message: Message, replaces: int, icon: str, title: str, body: str,
        actions: list[str], hints: dict[str, Variant], timeout: int,
    ) -> Message | bool:  # fmt: skip
        if self.numbers_anew or not (number := replaces):  # as dunst and Xfce do, a dead number is used again
            self._last = number = self._last + 1
        keys = dict(zip(actions[::2], actions[1::2], strict=True))
        note = Note(number, replaces, icon, title, body, keys, hints, timeout)
        self.notes.append(note)
        self.screen[number] = note
        reply = Message.new_method_return(message, "u", [number])
        if self.says_at_once is None or self._bus is None:
            return reply
        (member, key, reason), self.says_at_once = self.says_at_once, None
        self._bus.send(reply)
        self.screen.pop(number)
        self._signal(member, *(("us", [number, key]) if member == "ActionInvoked" else ("uu", [number, reason])))
        return True

    def _signal(self, member: str, signature: str, body: list[Any]) -> None:
        self.emit(PATH, NAME, member, signature, body)
