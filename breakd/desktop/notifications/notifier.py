"""Reminders as notifications of the desktop: one pop-up at a time, and its answer.

What servers really do, and what follows: GNOME sends every signal twice, from two senders; an action comes with a
close before it or after it, with any reason; a server that was restarted counts from 1 again; some draw no buttons.
So an answer counts once, for a number we were given by the server that sends it, and a close is only a dismissal
if no answer came first.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from breakd.desktop.dbus import GONE, Bus, BusError
from breakd.desktop.ports import EventSink, Unavailable
from breakd.engine.effects import AskStretched, Offer, Remind
from breakd.engine.events import Dismissed, Event, NotificationServerCame, PopupLost, Start
from breakd.engine.health_requests import OpenQuestions
from breakd.engine.settings import Settings
from breakd.messages import popup as texts
from breakd.messages import tr
from breakd.stretches.model import Catalogue, Stretch

from .actions import actions_for
from .announcement import Announcements
from .client import BUTTONLESS, GNOME, UNNAMED, Notification, NotificationsClient
from .picture import PictureFinder

log = logging.getLogger(__name__)

DISMISSED = 2
"""The reason of NotificationClosed that a person caused; the others only say that the pop-up is gone."""
LATE_ANSWER = 1.0
"""Seconds after a close in which an answer to the closed pop-up still counts; the engine waits as long after an
expiry, and half of it after a dismissal."""


GNOME_ROOM = 330
"""Letters that six lines of a banner hold; GNOME cuts the rest off without a word."""


@dataclass(eq=False, slots=True)
class ActivePopup:
    """A pop-up that a server shows, or showed a moment ago."""

    owner: str
    number: int
    reminder_id: int
    answers: Mapping[str, Event]
    answered: bool = False
    gone_at: float = 0.0
    token: str = ""
    """What lets the program that an answer opens come to the front."""


def _fit(lines: Sequence[str], more: str) -> tuple[str]:
    """As many whole lines as GNOME has room for, as one paragraph, and where the rest is."""
    text = " ".join(lines)
    if len(text) <= GNOME_ROOM:
        return (text,)
    kept = list(lines)
    while len(" ".join((*kept, more))) > GNOME_ROOM:
        kept.pop()
    return (" ".join((*kept, more)),)


class DesktopNotifier:
    """The port `Notifier` on a notification server."""

    def __init__(
        self, bus: Bus, report: EventSink, catalogue: Callable[[], Catalogue], settings: Callable[[], Settings]
    ) -> None:  # fmt: skip
        self._report, self._catalogue, self._settings = report, catalogue, settings
        self._server = NotificationsClient(bus, self._on_action, self._on_closed, self._on_owner, self._on_token)
        self._pictures = PictureFinder(bus)
        self._turn = asyncio.Lock()
        """Effects happen one after another: a withdrawal waits for the pop-up that it takes down."""
        self._up: ActivePopup | None = None
        self._gone: list[ActivePopup] = []
        self._announcements = Announcements(self._server, self._turn, self._complain)
        self._showing = False
        self._unshown = False
        """There was no server for the last one."""
        self._early: list[Callable[[], None]] = []
        self._complaints: set[str] = set()

    @property
    def capabilities(self) -> frozenset[str]:
        """What the running server says it can do; empty while there is none."""
        return self._server.capabilities

    async def start(self) -> None:
        """Begin to listen; a server may come later. Raises Unavailable."""
        try:
            await self._server.start()
        except BusError as error:
            raise Unavailable(f"no notifications: {error}") from error

    async def remind(self, popup: Remind) -> None:
        """Show the reminder, replacing what shows of it."""
        async with self._turn:  # what holds when it is shown: it may have waited for a server that hangs
            side = self._settings().body.side
            stretch = self._catalogue().stretches.get(popup.stretch)
            text = texts.reminder(popup, stretch, side, guided=True)
            picture = await self._picture_of(stretch, side) if stretch else ""
            await self._show(popup, text, picture)

    async def _picture_of(self, stretch: Stretch, sore_side: str) -> str:
        return await self._pictures.of(stretch, sore_side, close=self._server.name == GNOME)

    async def ask_stretched(self, question: AskStretched) -> None:
        """Ask whether the stretch was done, replacing what shows of the reminder."""
        async with self._turn:
            await self._show(question, texts.ask_stretched(question))

    async def announce(
        self, title: str, body: str, answer: Offer | None = None, *, health: bool = False
    ) -> None:  # fmt: skip
        """Tell the person something, with a button for its answer; a newer one replaces the one of its kind."""
        await self._announcements.tell(title, body, answer, health=health)

    async def withdraw(self, reminder_id: int) -> None:
        """Take everything of this reminder off the screen; nothing there is fine."""
        async with self._turn:
            if self._up and self._up.reminder_id == reminder_id:
                await self._take_down()

    def shown(self) -> tuple[str, int] | None:
        """The server's unique name and its number of the pop-up now on the screen."""
        return (self._up.owner, self._up.number) if self._up else None

    def shown_announcements(self) -> list[tuple[str, int]]:
        """The server's unique name, and its number, of each announcement now on the screen."""
        return self._announcements.on_screen()

    def hold_announcements(self, on: bool) -> None:
        """Show none while the screen is locked."""
        self._announcements.hold(on)

    async def close_stale(self, server: str, popup: int) -> None:
        """Close a pop-up of an earlier run, if that very server still runs."""
        async with self._turn:
            await self._server.close_if(server, popup)

    async def stop(self) -> None:
        """Take every pop-up off the screen and stop listening."""
        async with self._turn:
            await self._take_down()
            await self._announcements.stop()
            await self._server.stop()

    # --- showing ----------------------------------------------------------------------------------

    async def _show(self, effect: Remind | AskStretched, text: texts.Popup, picture: str = "") -> None:
        if self._up and (self._up.answered or self._server.name == GNOME):
            # most servers close what was answered, so its number may not be replaced (mako keeps it); and GNOME
            # does not show again what it has put into its list
            await self._take_down()
        self._showing = True
        asked, old = self._server.owner, self.shown()
        try:
            await self._server.query_capabilities()
            notification = self._notification(effect, text, picture)
            owner, number = await self._server.notify(notification, old[1] if old else 0)
        except BusError as error:
            self._showing = False
            self._complain(error)
            if error.name != GONE:  # else it is not lost but everything ends, and the next run shows it again
                self._lose(effect.id, asked)
            await self._take_down()
            return
        finally:
            self._showing = False
            early, self._early = self._early, []
        self._complaints.clear()
        keys = {answer.value: event for answer, event in actions_for(effect, guided=True).items()}
        self._up = ActivePopup(owner, number, effect.id, keys)
        for signal in early:
            signal()
        await self._server.close_replaced(old, (owner, number))

    def _lose(self, reminder_id: int, server: str | None) -> None:
        """This server did not show it; None: there was none, and one that has come since is told of anew."""
        self._report(PopupLost(reminder_id, no_server=server is None))
        self._unshown = server is None
        if self._server.owner is not None:
            self._tell_of_server()

    def _tell_of_server(self) -> None:
        if self._unshown:
            self._unshown = False
            self._report(NotificationServerCame())

    def _notification(self, effect: Remind | AskStretched, text: texts.Popup, picture: str) -> Notification:
        server = self._server
        firm, details = (effect.firm, effect.details) if isinstance(effect, Remind) else (False, False)
        lines = self._lines(text)
        return Notification(
            text.title,
            _fit(lines, text.more) if details and server.name == GNOME else lines,
            [(answer.value, label) for answer, label in text.buttons],
            # GNOME folds a normal banner and hides it at the first touch of the mouse; a critical one is unfolded
            # and stays. Elsewhere critical is red and loud.
            critical=(firm or details) and server.name == GNOME,
            sound=self._settings().reminder.sound,
            picture=picture,
        )

    def _lines(self, text: texts.Popup) -> tuple[str, ...]:
        """The text, with a word for the click where nothing else shows that there is one to be had."""
        server, guided = self._server, texts.Action.START in dict(text.buttons)
        if server.has_buttons:
            return (*text.lines, tr(texts.CLICK)) if guided and server.name in UNNAMED else text.lines
        clicks = (tr(texts.CLICKS[BUTTONLESS[server.name]]),) if guided and server.name in BUTTONLESS else ()
        # early, for mako cuts what does not fit
        return (*text.lines[:1], *clicks, *text.lines[1:], text.elsewhere)

    async def _take_down(self) -> None:
        if self._up:
            up = self._up
            self._retire(up)
            await self._server.close(up.number)

    def _retire(self, shown: ActivePopup) -> None:
        now = asyncio.get_running_loop().time()
        self._up = None
        self._gone = [one for one in self._gone if now - one.gone_at < LATE_ANSWER] + [shown]
        shown.gone_at = now

    def _complain(self, error: BusError) -> None:
        if error.name != GONE and error.name not in self._complaints:
            self._complaints.add(error.name)
            # not what the server says: it may quote the notification
            log.warning("a notification could not be shown: %s", error.name)

    # --- what the server says ---------------------------------------------------------------------

    def _find(self, number: int) -> ActivePopup | None:
        if self._up and self._up.number == number:
            return self._up
        now = asyncio.get_running_loop().time()
        return next((one for one in self._gone if one.number == number and now - one.gone_at < LATE_ANSWER), None)

    def _on_action(self, number: int, key: str) -> None:
        shown = self._find(number)
        if shown is None:
            self._keep_for_the_one_coming(number, lambda: self._on_action(number, key))
            if (answer := self._announcements.answer(number, key)) is not None:
                self._report(answer)
        elif not shown.answered and key in shown.answers:
            shown.answered = True
            event = shown.answers[key]
            self._report(replace(event, token=shown.token) if isinstance(event, Start | OpenQuestions) else event)

    def _on_token(self, number: int, token: str) -> None:
        # "emitted before the ActionInvoked signal" (specification 1.2)
        shown = self._find(number)
        if shown is not None:
            shown.token = token
        else:
            self._keep_for_the_one_coming(number, lambda: self._on_token(number, token))
            self._announcements.take_token(number, token)

    def _on_closed(self, number: int, reason: int) -> None:
        shown = self._find(number)
        if shown is None:
            self._keep_for_the_one_coming(number, lambda: self._on_closed(number, reason))
            self._announcements.closed(number)
        elif shown is self._up:
            self._retire(shown)
            if not shown.answered:
                self._report(Dismissed(shown.reminder_id, by_person=reason == DISMISSED))

    def _keep_for_the_one_coming(self, number: int, signal: Callable[[], None]) -> None:
        # a signal that follows on the heels of Notify's reply is handled before the code that awaits the reply goes
        # on
        if self._showing and number:
            self._early.append(signal)

    def _on_owner(self, owner: str | None) -> None:
        lost, self._up = self._up, None
        self._gone.clear()
        self._announcements.another_server(owner)
        if lost and not lost.answered and not self._showing:
            self._report(PopupLost(lost.reminder_id))
        if owner:
            self._tell_of_server()
