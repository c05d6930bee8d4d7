"""Notifications beside the reminders, with one answer at most. What no server takes is sent as soon as one does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum

from breakd.desktop.dbus import GONE, TIMEOUT, BusError
from breakd.engine.effects import Offer
from breakd.engine.events import OpenBoard
from breakd.engine.health_requests import OpenQuestions
from breakd.frozen import frozen
from breakd.messages import cards
from breakd.system.tasks import TaskSet

from .client import DEFAULT, Notification, NotificationsClient
from .picture import app_icon

log = logging.getLogger(__name__)

AGAIN = (5.0, 15.0, 45.0, 135.0)
"""Seconds between the tries: at login a server may be busy or come later. After the last try the word is stale."""


SEEN_SECONDS = 30.0
"""One that was up for less when the screen was locked is shown again after."""
ANSWER = "answer"
"""The key of its button."""
OPENS = OpenQuestions | OpenBoard
"""Answers that a click on the text may stand for: they open something, and nothing is decided by it."""
INVITATION_SECONDS = 30.0
"""An invitation goes by itself; what is to be read stays as long as the server keeps it."""


class Kind(Enum):
    """What an announcement is; a newer one takes only the place of one of its kind."""

    CARD = "card"
    """About the person's health: nothing else takes it off the screen."""
    QUESTION = "question"
    """It asks for an answer about the person's health, by a button."""
    WORD = "word"
    """About breakd itself; it may invite to the window."""


@frozen
class Words:
    """What an announcement says, and what its button reports."""

    title: str
    body: str
    answer: Offer | None


class Announcements:
    """At most one of each kind."""

    def __init__(self, server: NotificationsClient, turn: asyncio.Lock, complain: Callable[[BusError], None]) -> None:
        self._all = {kind: Announcement(server, turn, complain) for kind in Kind}

    async def tell(self, title: str, body: str, answer: Offer | None, *, health: bool) -> None:
        """Show it now if a server takes it now, else later."""
        await self._all[_kind(answer, health)].tell(title, body, answer)

    def on_screen(self) -> list[tuple[str, int]]:
        """The server's unique name, and its number, of each that is up."""
        return [up for one in self._all.values() if (up := one.on_screen()) is not None]

    def hold(self, on: bool) -> None:
        """Show nothing while the screen is locked: what is up is taken off, and what waits is shown after."""
        for one in self._all.values():
            one.hold(on)

    def answer(self, number: int, key: str) -> Offer | None:
        """What a click on the button of this notification asks for; None if it is not ours, or was answered."""
        answers = (one.answer(number, key) for one in self._all.values())
        return next((answer for answer in answers if answer is not None), None)

    def take_token(self, number: int, token: str) -> None:
        """The desktop lets the program that the click opens come to the front."""
        for one in self._all.values():
            one.take_token(number, token)

    def another_server(self, owner: str | None) -> None:
        """What was up went with the last one; what it did not take is for the next, if there is one."""
        for one in self._all.values():
            one.another_server(owner)

    def closed(self, number: int) -> None:
        """The server has taken a note off the screen."""
        for one in self._all.values():
            one.closed(number)

    async def stop(self) -> None:
        """Take them off the screen, and tell no more."""
        for one in self._all.values():
            await one.stop()


def _kind(answer: Offer | None, health: bool) -> Kind:
    if answer is not None and not isinstance(answer, OpenBoard):
        return Kind.QUESTION
    return Kind.CARD if health else Kind.WORD


class Announcement:
    """The last one of a kind, on the screen or still to be sent; a newer one replaces it."""

    def __init__(self, server: NotificationsClient, turn: asyncio.Lock, complain: Callable[[BusError], None]) -> None:
        self._server, self._turn, self._complain = server, turn, complain
        self._untold: Words | None = None
        self._told: Words | None = None
        self._told_at = 0.0
        self._held = False
        self._waits: Iterator[float] = iter(())
        self._up: tuple[str, int] | None = None
        """The server's unique name and its number of the word on the screen."""
        self._number = 0
        """The server's number of the last one: some servers take it off the screen before they tell of the click."""
        self._answer: Offer | None = None
        """What the button of the last one reports, once; not that of one that is on its way."""
        self._timer: asyncio.TimerHandle | None = None
        self._trying = TaskSet(log, "an announcement")

    async def tell(self, title: str, body: str, answer: Offer | None = None) -> None:
        """Show it now if a server takes it now, else later."""
        self._untold, self._waits = Words(title, body, answer), iter(AGAIN)
        await self._try()

    def on_screen(self) -> tuple[str, int] | None:
        """The server's unique name and its number of the word that is up."""
        return self._up

    def hold(self, on: bool) -> None:
        """Show nothing while the screen is locked: what is up is taken off, and what waits is shown after."""
        self._held = on
        if on:
            self._trying.spawn(self._take_back())
        else:
            self._try_soon()

    def answer(self, number: int, key: str) -> Offer | None:
        """What a click on the button of this notification asks for; None if it is not ours, or was answered."""
        if number != self._number or key not in (ANSWER, *([DEFAULT] if isinstance(self._answer, OPENS) else [])):
            return None
        answer, self._answer = self._answer, None
        return answer

    def take_token(self, number: int, token: str) -> None:
        """The desktop lets the program that the click opens come to the front."""
        if number == self._number and isinstance(self._answer, OPENS):
            self._answer = replace(self._answer, token=token)

    def another_server(self, owner: str | None) -> None:
        """The words of the last one went with it; what it did not take is for the next, if there is one."""
        self._let_go()
        if owner:
            self._try_soon()

    def closed(self, number: int) -> None:
        """The server has taken a note off the screen."""
        if self._up and self._up[1] == number:
            self._up = None

    async def stop(self) -> None:
        """Take the word off the screen, and tell no more."""
        self._untold = None
        self._stop_waiting()
        self._trying.cancel()
        if self._up:
            await self._server.close_if(*self._up)

    async def _try(self) -> None:
        async with self._turn:
            words = self._untold
            if words is None or self._held:
                return
            self._stop_waiting()
            try:
                await self._server.query_capabilities()
                notification = self._notification(words)
                up, self._up = self._up, await self._server.notify(notification, self._up[1] if self._up else 0)
                self._number, self._answer = self._up[1], words.answer
                self._told, self._told_at = words, asyncio.get_running_loop().time()
                await self._server.close_replaced(up, self._up)
            except BusError as error:
                self._complain(error)
                if error.name == TIMEOUT and self._up:
                    # a hung server may yet show this word under the number of the older one, and then it is taken
                    # down: the next try must not bear that number
                    self._trying.spawn(self._server.close_if(*self._up))
                    self._let_go()
                if error.name != GONE:
                    self._try_later()
            else:
                if self._untold is words:  # else a newer word waits for its turn
                    self._untold = None

    def _notification(self, words: Words) -> Notification:
        """With a button for the answer, where buttons are seen; where a click on the text is the way, it says so."""
        answer, server = words.answer, self._server
        buttons = [] if answer is None else [(ANSWER, cards.button(answer))]
        more = ""
        if buttons and server.takes_clicks and isinstance(answer, OPENS):
            buttons, more = [(DEFAULT, cards.button(answer)), *buttons], cards.click(answer)
        elif not server.has_buttons:
            more = cards.elsewhere(answer)
        seconds = INVITATION_SECONDS if isinstance(answer, OpenBoard) else None
        # how to get there comes first: GNOME shows one line, and mako cuts what does not fit
        lines = [more, words.body] if server.takes_clicks else [words.body, more]
        return Notification(
            words.title, list(filter(None, lines)), buttons, stays=False, seconds=seconds, picture=app_icon()
        )

    async def _take_back(self) -> None:
        async with self._turn:
            if not self._held or self._up is None:
                return
            up = self._up
            self._let_go()
            if self._untold is None and asyncio.get_running_loop().time() - self._told_at < SEEN_SECONDS:
                self._untold, self._waits = self._told, iter(AGAIN)
            await self._server.close_if(*up)

    def _let_go(self) -> None:
        """What was up is not ours any more, nor is its button: the next word replaces nothing."""
        self._up, self._number, self._answer = None, 0, None

    def _try_later(self) -> None:
        wait = next(self._waits, None)
        if wait is None:
            self._untold = None
        else:
            self._timer = asyncio.get_running_loop().call_later(wait, self._try_soon)

    def _try_soon(self) -> None:
        if self._untold is not None:
            self._trying.spawn(self._try())

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
