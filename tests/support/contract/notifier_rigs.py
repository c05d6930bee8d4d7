"""One notifier on one desktop, and the person in front of it, for the contract suite of notifiers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from breakd.desktop.bus_names import DBUS, DBUS_PATH
from breakd.desktop.dbus import Bus
from breakd.desktop.notifications.actions import actions_for
from breakd.desktop.notifications.notifier import DesktopNotifier
from breakd.desktop.ports import Notifier
from breakd.desktop.terminal.notifier import TerminalNotifier
from breakd.desktop.terminal.screen import Terminal
from breakd.engine.effects import AskStretched, Remind
from breakd.engine.events import Event
from breakd.engine.settings import Settings
from breakd.messages.popup import Action
from breakd.stretches.catalogue import load
from tests.support.fakes.notifications import NAME, FakeNotifications, Note
from tests.support.fakes.notifier import FakeNotifier
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.vt import Vt
from tests.support.rigs.x11 import X11Desktop
from tests.support.settled import settled

from .presence_rigs import session_bus

CATALOGUE = load()
PATIENCE = 20.0
QUIET = 0.15
"""Seconds after which nothing more is expected from a real desktop, which tells nobody that it is done."""
LABELS = {
    Action.DONE: "Done",
    Action.SNOOZE: "Snooze 10 min",
    Action.ANOTHER: "Another",
    Action.SIT: "Sit",
    Action.NOT_NOW: "Not now",
}


XFCE_BUTTONS = (60, 157, 269, 360)
"""Pixels from the right edge at which the last button is hit, the one before and so on, narrow or wide."""


async def eventually(true: Callable[[], object], what: str = "it") -> None:
    """Wait until something holds."""
    for _ in range(int(PATIENCE / 0.02)):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{what}: not within {PATIENCE} s")


class Person:
    """What the person sees of a notifier, and what they can do."""

    can_dismiss = True
    can_start = True
    """A guide opens from here; elsewhere the steps show."""
    tokens = ""
    """The pattern of what a click on the text brings along, for the program that it opens."""

    def __init__(self, reported: list[Event]) -> None:
        self.reported = reported
        self.notifier: Notifier
        self.showing: Remind | AskStretched | None = None

    def count(self) -> int:
        """How many pop-ups are on the screen."""
        raise NotImplementedError

    def text(self) -> str | None:
        """What they say; None where only a person can read it."""
        return None

    def press(self, answer: Action) -> None:
        """Give an answer; without a pop-up nothing happens."""
        raise NotImplementedError

    def dismiss(self) -> None:
        """Close the pop-up."""
        raise NotImplementedError

    async def quiet(self) -> None:
        """Return when all that was done here has been heard and answered."""
        await asyncio.sleep(QUIET)

    async def sees(self, count: int) -> None:
        """Wait until so many pop-ups are on the screen."""
        try:
            await eventually(lambda: self.count() == count)
        except AssertionError:
            raise AssertionError(f"{count} pop-ups, not {self.count()}; reported: {self.reported}") from None

    async def reads(self, *sentences: str) -> None:
        """Wait until the screen says all of these."""
        for sentence in sentences:
            await eventually(
                lambda sentence=sentence: (text := self.text()) is None or sentence in text,  # type: ignore[misc]
                f"{sentence!r} in {self.text()!r}",
            )


class FakePerson(Person):
    can_start = False

    def __init__(self, reported: list[Event]) -> None:
        super().__init__(reported)
        self.notifier = self._fake = FakeNotifier(reported.append)

    def count(self) -> int:
        return int(self._fake.showing is not None) + len(self._fake.announced)

    def text(self) -> str:
        said = [f"{title}\n{body}" for title, body in self._fake.announced]
        if shown := self._fake.showing:
            said += [shown.text.title, *shown.text.lines, *(label for _, label in shown.text.buttons)]
        return "\n".join(said)

    def press(self, answer: Action) -> None:
        self._fake.press(answer)

    def dismiss(self) -> None:
        self._fake.dismiss()

    async def quiet(self) -> None:
        await asyncio.sleep(0)  # it reports at once


class ServerPerson(Person):
    """A server that a test plays, in a process of its own as far as the notifier can tell."""

    def __init__(self, reported: list[Event], bus: Bus, server: FakeNotifications) -> None:
        super().__init__(reported)
        self.bus, self.notifier, self.server = bus, notifier_on(bus, reported), server

    @property
    def note(self) -> Note:
        """The last note."""
        return self.server.notes[-1]

    def count(self) -> int:
        return len(self.server.screen)

    def text(self) -> str:
        notes = list(self.server.screen.values())
        return "\n".join(line for note in notes for line in (note.title, note.body, *note.actions.values()))

    def press(self, answer: Action) -> None:
        if self.note.number in self.server.screen and answer.value in self.note.actions:
            self.server.press(self.note.number, answer.value)

    def dismiss(self) -> None:
        self.server.close(self.note.number)

    async def quiet(self) -> None:
        await settled(self.bus)


class TerminalPerson(Person):
    can_dismiss = False
    can_start = False

    def __init__(self, reported: list[Event], vt: Vt) -> None:
        super().__init__(reported)
        self.vt = vt
        self.terminal = Terminal(vt.slave, vt.slave)
        self.notifier = TerminalNotifier(self.terminal, reported.append, lambda: CATALOGUE, Settings)

    def count(self) -> int:
        return len(re.findall(r"^\| \[d\]|^breakd is", self.vt.text, re.MULTILINE))

    def text(self) -> str:
        return re.sub(r"\n(\| )?", " ", self.vt.text)

    def press(self, answer: Action) -> None:
        keys = {Action.SIT: "d", Action.NOT_NOW: "k", Action.STEPS: "\r"}
        self.vt.type(keys.get(answer) or answer.value[0])

    async def quiet(self) -> None:
        await self.vt.quiet()


class XfcePerson(Person):
    """Real clicks of the mouse on the windows of xfce4-notifyd; a program cannot read them."""

    def __init__(self, reported: list[Event], notifier: Notifier, desktop: X11Desktop) -> None:
        super().__init__(reported)
        self.notifier, self.desktop = notifier, desktop

    def count(self) -> int:
        return len(self.desktop.windows("xfce4-notifyd"))

    def press(self, answer: Action) -> None:
        assert self.showing is not None
        place = list(actions_for(self.showing, guided=True))[::-1].index(answer)
        for box in self.desktop.windows("xfce4-notifyd"):
            self.desktop.click(box.x + box.width - XFCE_BUTTONS[place], box.y + box.height - 30)

    def dismiss(self) -> None:
        for box in self.desktop.windows("xfce4-notifyd"):
            self.desktop.click(*box.at(0.5, 0.2))


class GnomePerson(Person):
    def __init__(self, reported: list[Event], notifier: Notifier, desktop: GnomeDesktop) -> None:
        super().__init__(reported)
        self.notifier, self.desktop = notifier, desktop
        if desktop.version >= 49:  # 48 sends none for a program without a window
            self.tokens = "gnome-shell/.+"

    def count(self) -> int:
        return sum(banner.app == "breakd" for banner in self.desktop.banners())

    def text(self) -> str:
        return "\n".join(
            line
            for banner in self.desktop.banners()
            if banner.app == "breakd"
            for line in (banner.title, banner.body, *banner.actions)
        )

    def press(self, answer: Action) -> None:
        if answer is not Action.START:
            self.desktop.press_action(LABELS[answer])
        elif banners := self.desktop.banners():
            self.desktop.click_on(banners[-1].title)

    def dismiss(self) -> None:
        self.desktop.clear()


def notifier_on(bus: Bus, reported: list[Event], settings: Callable[[], Settings] = Settings) -> DesktopNotifier:
    """A desktop notifier as the daemon makes it."""
    return DesktopNotifier(bus, reported.append, lambda: CATALOGUE, settings)


@asynccontextmanager
async def server_person(address: str, **server: object) -> AsyncIterator[ServerPerson]:
    reported: list[Event] = []
    with FakeNotifications(address, **server) as fake:  # type: ignore[arg-type]
        async with session_bus(address) as bus:
            yield ServerPerson(reported, bus, fake)


@asynccontextmanager
async def started_person(address: str) -> AsyncIterator[ServerPerson]:
    """A notifier that has started, and the server it found."""
    async with server_person(address) as person:
        await person.notifier.start()
        yield person
        await person.notifier.stop()


@asynccontextmanager
async def terminal_person() -> AsyncIterator[TerminalPerson]:
    vt = Vt()
    try:
        yield TerminalPerson([], vt)
    finally:
        vt.close()


@asynccontextmanager
async def xfce_person(desktop: X11Desktop) -> AsyncIterator[XfcePerson]:
    reported: list[Event] = []
    async with session_bus(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        yield XfcePerson(reported, notifier_on(bus, reported), desktop)


@asynccontextmanager
async def gnome_person(desktop: GnomeDesktop) -> AsyncIterator[GnomePerson]:
    reported: list[Event] = []
    async with session_bus(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        yield GnomePerson(reported, notifier_on(bus, reported), desktop)


def let_the_bus_start_xfce(desktop: X11Desktop) -> None:
    """From now on the bus starts xfce4-notifyd for whoever wants to show something."""
    installed = Path("/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service").read_text()
    (command,) = re.findall(r"^Exec=(\S+)", installed, re.MULTILINE)
    service = desktop.runtime / f"dbus-1/services/{NAME}.service"
    service.write_text(f"[D-BUS Service]\nName={NAME}\nExec={command}\n")
    desktop.call(DBUS, DBUS_PATH, DBUS, "ReloadConfig")
