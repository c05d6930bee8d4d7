"""systemd-logind, as far as breakd asks it: users and their display session, LockedHint, requests to lock, sleep."""

from __future__ import annotations

import asyncio
import os
import select
from dataclasses import dataclass
from functools import partial

from dbus_fast import ErrorType, Message, Variant

from .service import PROPERTIES, Service

LOGIN1, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
MANAGER, USER, SESSION = f"{LOGIN1}.Manager", f"{LOGIN1}.User", f"{LOGIN1}.Session"


@dataclass
class Inhibitor:
    """What was asked for, and the end of the pipe that tells whether it is still held."""

    asked: list[str]
    ours: int

    def held(self) -> bool:
        """Whether anybody still has the other end open."""
        hung_up = select.POLLHUP
        poll = select.poll()
        poll.register(self.ours, hung_up)
        return not any(events & hung_up for _, events in poll.poll(0))


class FakeLogind(Service):
    """One user, whose sessions are `c1`, `c2` …; hints survive a restart, as logind keeps them in /run."""

    names = (LOGIN1,)

    def __init__(self, address: str, *, display: str = "c1", refuses: bool = False) -> None:
        super().__init__(address)
        self._display = display
        self._refuses = refuses
        self._hints: dict[str, bool] = {}
        self._background: set[str] = set()
        self.inhibitors: list[Inhibitor] = []
        self.slow = False
        """Answers no `Inhibit` until `give`, as while the machine has just woken."""
        self._waiting: list[tuple[Message, list[str]]] = []
        self.locks_as_it_answers = False
        """The answer "not locked" is overtaken by the signal that it is."""
        self.dies_at: list[str] = []
        """The next questions, by member, that it does not answer: it crashes and is back at once."""
        self._dying: asyncio.Task[None] | None = None
        self.never_answers: list[str] = []
        """The next questions, by member, that it never answers although it goes on, as on a busy machine."""
        self.nonsense_to: list[str] = []
        """The next questions, by member, whose answer nobody can read."""

    @staticmethod
    def path_of(session: str) -> str:
        return f"{PATH}/session/{session}" if session else "/"

    @property
    def user(self) -> str:
        return f"{PATH}/user/_{os.getuid()}"

    # -- the test's hands --------------------------------------------------------------------------------------

    def hint(self, locked: bool, session: str = "c1") -> None:
        """What a locker says with SetLockedHint."""

        self.do(lambda: self._hint(locked, session))

    def switch(self, to: bool, session: str = "c1") -> None:
        """The seat shows this session again, or another one."""

        def switch() -> None:
            (self._background.discard if to else self._background.add)(session)
            self.emit_changed(self.path_of(session), SESSION, Active=Variant("b", to))

        self.do(switch)

    def ask_to_lock(self, session: str = "c1") -> None:
        """What `loginctl lock-session` sends."""
        self.do(lambda: self.emit(self.path_of(session), SESSION, "Lock", "", []))

    def change_display(self, session: str) -> None:
        """Another session, or none (""), is the person's display session from now on."""

        def change() -> None:
            self._display = session
            self.emit_changed(self.user, USER, Display=self._display_value())

        self.do(change)

    def sleep(self, going: bool) -> None:
        """PrepareForSleep."""
        self.do(lambda: self.emit(PATH, MANAGER, "PrepareForSleep", "b", [going]))

    def give(self) -> None:
        """Answer each `Inhibit` that waits."""
        self.do(self._give)

    def held(self) -> list[list[str]]:
        """The inhibitors that are held now."""
        return self.do(lambda: [inhibitor.asked for inhibitor in self.inhibitors if inhibitor.held()])

    def is_steady(self) -> bool:
        """Whether it has crashed as often as it was to, and is back."""
        return self.do(lambda: not self.dies_at and (self._dying is None or self._dying.done()))

    # -- inside the thread -------------------------------------------------------------------------------------

    def answer(self, message: Message) -> Message | bool | None:
        asked = message.member
        # a property is asked for by its name
        if asked == "Get":
            asked = message.body[1]
        if self.dies_at[:1] == [asked]:
            self.dies_at.pop(0)
            self._dying = self.loop.create_task(self._crash())
            return True
        if self.never_answers[:1] == [asked]:
            self.never_answers.pop(0)
            return True
        if self.nonsense_to[:1] == [asked]:
            self.nonsense_to.pop(0)
            return Message.new_method_return(message, "u", [7])
        return self._answer(message)

    def forget(self) -> None:
        self._waiting.clear()

    async def _crash(self) -> None:
        await self._stop()
        await self._start()

    def _answer(self, message: Message) -> Message | bool | None:
        match message.path, message.interface, message.member, message.body:
            case _, "org.freedesktop.login1.Manager", "Inhibit", asked:
                return self._inhibit(message, asked)
            case _, "org.freedesktop.login1.Manager", "ListUsers", _:
                users = [[7, "somebody", f"{PATH}/user/_7"], [os.getuid(), "me", self.user]]
                return Message.new_method_return(message, "a(uso)", [users])
            case self.user, str() as interface, "Get", [_, "Display"] if interface == PROPERTIES:
                return Message.new_method_return(message, "v", [self._display_value()])
            case str() as path, str() as interface, "GetAll", [asked] if (interface, asked) == (PROPERTIES, SESSION):
                session = path.rpartition("/")[2]
                reply = Message.new_method_return(message, "a{sv}", [self._properties(session)])
                if self.locks_as_it_answers:
                    self.locks_as_it_answers = False
                    self._hint(True, session)
                return reply
        return None

    def _hint(self, locked: bool, session: str) -> None:
        self._hints[session] = locked
        self.emit_changed(self.path_of(session), SESSION, LockedHint=Variant("b", locked))

    def _properties(self, session: str) -> dict[str, Variant]:
        active = session not in self._background
        return {"LockedHint": Variant("b", self._hints.get(session, False)), "Active": Variant("b", active)}

    def _display_value(self) -> Variant:
        return Variant("(so)", [self._display, self.path_of(self._display)])

    def _inhibit(self, message: Message, asked: list[str]) -> Message | bool:
        if self._refuses:
            return Message.new_error(message, ErrorType.ACCESS_DENIED, "not for you")
        self._waiting.append((message, asked))
        if not self.slow:
            self._give()
        return True

    def _give(self) -> None:
        while self._waiting:
            message, asked = self._waiting.pop(0)
            ours, theirs = os.pipe()
            self.inhibitors.append(Inhibitor(asked, ours))
            sent = self.send(Message.new_method_return(message, "h", [0], unix_fds=[theirs]))
            sent.add_done_callback(partial(_close, theirs))


def _close(file: int, _sent: object) -> None:
    os.close(file)
