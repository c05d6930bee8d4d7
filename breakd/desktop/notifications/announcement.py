"""Notifications beside the reminders, with one answer at most. What no server takes is sent as soon as one does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum

from breakd.desktop.dbus import GONE, BusError
from breakd.engine.health_requests import Checkup, OpenQuestions
from breakd.messages import cards
from breakd.system.tasks import TaskSet

from .client import Notification, NotificationsClient

log = logging.getLogger(__name__)

AGAIN = (5.0, 15.0, 45.0, 135.0)
"""Seconds between the tries: at login a server may be busy or come later. After the last try the word is stale."""


SEEN_SECONDS = 30.0
"""One that was up for less when the screen was locked is shown again after."""
ANSWER = "answer"
"""The key of its button."""


class Kind(Enum):
    """What an announcement is; a newer one takes only the place of one of its kind."""

    CARD = "card"
    """About the person's health: nothing else takes it off the screen."""
    QUESTION = "question"
    """It has a button for its answer."""
    WORD = "word"
    """About breakd itself."""


class Announcements:
    """At most one of each kind."""

    def __init__(self, server: NotificationsClient, turn: asyncio.Lock, complain: Callable[[BusError], None]) -> None:
        self._all = {kind: Announcement(server, turn, complain) for kind in Kind}

    async def tell(self, title: str, body: str, answer: OpenQuestions | Checkup | None, *, health: bool) -> None:
        """Show it now if a server takes it now, else later."""
        kind = Kind.QUESTION if answer is not None else Kind.CARD if health else Kind.WORD
        await self._all[kind].tell(title, body, answer)

    def on_screen(self) -> list[tuple[str, int]]:
        """The server's unique name, and its number, of each that is up."""
        return [up for one in self._all.values() if (up := one.on_screen()) is not None]

    def hold(self, on: bool) -> None:
        """Show nothing while the screen is locked: what is up is taken off, and what waits is shown after."""
        for one in self._all.values():
            one.hold(on)

    def answer(self, number: int, key: str) -> OpenQuestions | Checkup | None:
        """What a click on the button of this notification asks for; None if it is not ours, or was answered."""
        return self._all[Kind.QUESTION].answer(number, key)

    def take_token(self, number: int, token: str) -> None:
        """The desktop lets the program that the click opens come to the front."""
        self._all[Kind.QUESTION].take_token(number, token)

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


class Announcement:
    """The last one of a kind, on the screen or still to be sent; a newer one replaces it."""

    def __init__(self, server: NotificationsClient, turn: asyncio.Lock, complain: Callable[[BusError], None]) -> None:
        self._server, self._turn, self._complain = server, turn, complain
        self._untold: Notification | None = None
        self._told: Notification | None = None
        self._told_at = 0.0
        self._held = False
        self._waits: Iterator[float] = iter(())
        self._up: tuple[str, int] | None = None
        """The server's unique name and its number of the word on the screen."""
        self._number = 0
        """The server's number of the last one: some servers take it off the screen before they tell of the click."""
        self._answer: OpenQuestions | Checkup | None = None
        """What its button reports, once."""
        self._timer: asyncio.TimerHandle | None = None
        self._trying = TaskSet(log, "an announcement")

    async def tell(self, title: str, body: str, answer: OpenQuestions | Checkup | None = None) -> None:
        """Show it now if a server takes it now, else later."""
        buttons = [] if answer is None else [(ANSWER, cards.button(answer))]
        self._untold, self._waits = Notification(title, [body], buttons, stays=False), iter(AGAIN)
        self._answer = answer
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

    def answer(self, number: int, key: str) -> OpenQuestions | Checkup | None:
        """What a click on the button of this notification asks for; None if it is not ours, or was answered."""
        if number != self._number or key != ANSWER:
            return None
        answer, self._answer = self._answer, None
        return answer

    def take_token(self, number: int, token: str) -> None:
        """The desktop lets the program that the click opens come to the front."""
        if number == self._number and isinstance(self._answer, OpenQuestions):
            self._answer = replace(self._answer, token=token)

    def another_server(self, owner: str | None) -> None:
        """The words of the last one went with it; what it did not take is for the next, if there is one."""
        self._up, self._number = None, 0
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
            notification = self._untold
            if notification is None or self._held:
                return
            self._stop_waiting()
            try:
                await self._server.query_capabilities()
                up, self._up = self._up, await self._server.notify(notification, self._up[1] if self._up else 0)
                self._number = self._up[1]
                self._told, self._told_at = notification, asyncio.get_running_loop().time()
                await self._server.close_replaced(up, self._up)
            except BusError as error:
                self._complain(error)
                if error.name != GONE:
                    self._try_later()
            else:
                if self._untold is notification:  # else a newer word waits for its turn
                    self._untold = None

    async def _take_back(self) -> None:
        async with self._turn:
            if not self._held or self._up is None:
                return
            up, self._up, self._number = self._up, None, 0
            if self._untold is None and asyncio.get_running_loop().time() - self._told_at < SEEN_SECONDS:
                self._untold, self._waits = self._told, iter(AGAIN)
            await self._server.close_if(*up)

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
