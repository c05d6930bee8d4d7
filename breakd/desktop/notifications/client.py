"""The notification server of the session, whichever runs at the moment: `org.freedesktop.Notifications`.

Specification: https://specifications.freedesktop.org/notification-spec/1.2/
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from dbus_fast import Message, Variant

from breakd.desktop.bus_names import APPLICATION
from breakd.desktop.bus_names import NOTIFICATIONS as NAME
from breakd.desktop.bus_names import NOTIFICATIONS_PATH as PATH
from breakd.desktop.dbus import CALL_SECONDS, INCONSISTENT, Bus, BusError, SignalSubscription
from breakd.frozen import frozen
from breakd.printable import in_markup
from breakd.system.tasks import TaskSet

from .picture import app_icon

log = logging.getLogger(__name__)

APP, DESKTOP_ENTRY = "breakd", APPLICATION
START_SECONDS = 10.0
"""How long a server may take that is not running yet."""
LATE_SECONDS = 60.0
"""How long the answer of a hung server is still waited for, to take down what it shows too late."""
SERVER_DECIDES, NEVER = -1, 0
"""Values of `expire_timeout`."""

DEFAULT = "default"
"""The key of a click on the pop-up itself."""

GNOME, PLASMA = "gnome-shell", "Plasma"
UNNAMED = frozenset({GNOME, PLASMA})
"""Servers that draw buttons, and none for a click on the pop-up itself."""
BUTTONLESS = {"dunst": "middle", "mako": "left"}
"""Servers that have the capability `actions` and draw no button; the button of the mouse that asks for the guide."""


@frozen
class Notification:
    """What one call of Notify carries."""

    title: str
    lines: Sequence[str]
    actions: Sequence[tuple[str, str]]
    """Each action key with its label, in the order of the buttons."""
    critical: bool = False
    stays: bool = True
    """It stays until it is closed; else the server decides, unless `seconds` says for how long."""
    seconds: float | None = None
    sound: bool = False
    picture: str = ""
    """The address of a picture beside the text; empty for none."""


class NotificationsClient:
    """Calls the server and passes its signals on; those of anybody else never get here."""

    def __init__(
        self,
        bus: Bus,
        invoked: Callable[[int, str], None],
        closed: Callable[[int, int], None],
        changed: Callable[[str | None], None],
        token: Callable[[int, str], None] = lambda _number, _token: None,
    ) -> None:
        self.capabilities: frozenset[str] = frozenset()
        self.name = ""
        """What the server calls itself; empty until it was asked."""
        self._bus = bus
        self._invoked, self._closed, self._changed, self._token = invoked, closed, changed, token
        self._owner: str | None = None
        self._asked = False
        self._watches: list[SignalSubscription] = []
        self._tasks = TaskSet(log, "a call of the notification server")
        self._stopped = False

    @property
    def owner(self) -> str | None:
        """The unique name of the server that is there; None while there is none."""
        return self._owner

    @property
    def has_buttons(self) -> bool:
        """Whether a person can see and press a button."""
        return "actions" in self.capabilities and self.name not in BUTTONLESS

    @property
    def takes_clicks(self) -> bool:
        """Whether a click on the pop-up itself is an answer that no button shows."""
        return "actions" in self.capabilities and (self.name in UNNAMED or self.name in BUTTONLESS)

    async def start(self) -> None:
        """Listen to the owner of the name, now or later. Raises BusError."""
        self._watches = [
            await self._bus.watch_signal(
                NAME, NAME, "ActionInvoked", lambda body: self._invoked(*body), signature="us", path=PATH
            ),
            await self._bus.watch_signal(
                NAME, NAME, "ActivationToken", lambda body: self._token(*body), signature="us", path=PATH
            ),
            await self._bus.watch_signal(
                NAME, NAME, "NotificationClosed", lambda body: self._closed(*body), signature="uu", path=PATH
            ),
        ]
        await self._bus.watch_owner(NAME, self._follow)

    async def stop(self) -> None:
        """Stop listening."""
        self._stopped = True
        self._tasks.cancel()
        for watch in self._watches:
            await self._bus.unwatch(watch)

    async def query_capabilities(self) -> None:
        """Learn what the server can do, starting one if the bus knows how. Raises BusError."""
        if self._asked:
            return
        owner = self._owner
        # a server that the bus has to start first may need longer
        seconds = CALL_SECONDS if owner else START_SECONDS
        (capabilities,) = await self._bus.call(
            NAME, PATH, NAME, "GetCapabilities", returns="as", seconds=seconds, start=True
        )
        (name, *_) = await self._bus.call(NAME, PATH, NAME, "GetServerInformation", returns="ssss", start=True)
        if owner in (None, self._owner):  # else another server came meanwhile, and will be asked for itself
            self.capabilities, self.name, self._asked = frozenset(capabilities), name, True

    async def notify(self, notification: Notification, replaces: int = 0) -> tuple[str, int]:
        """Show a note; the server's unique name and its number of the note. Raises BusError.

        A note that a hung server shows after all is taken down again: nobody would hear its buttons.
        """
        call = self._tasks.spawn_for_caller(
            self._bus.call_raw(
                NAME,
                PATH,
                NAME,
                "Notify",
                "susssasa{sv}i",
                self._body(notification, replaces),
                LATE_SECONDS,
                start=True,
                returns="u",
            )
        )
        try:
            await asyncio.wait({call}, timeout=CALL_SECONDS)
        finally:
            if not call.done():
                call.add_done_callback(self._take_down_late)
        if not call.done():
            raise BusError("timeout", f"the notification server did not answer within {CALL_SECONDS:g} s")
        return _given(call.result())

    async def close(self, number: int) -> None:
        """Take a note off the screen; one that is gone, or a server that does not answer, is fine."""
        try:
            await self._bus.call(NAME, PATH, NAME, "CloseNotification", "u", [number], returns="")
        except BusError as error:
            log.debug("CloseNotification: %s", error)

    async def close_if(self, owner: str, number: int) -> None:
        """Take a note off the screen if `owner` is still the server: another one counts from 1 again."""
        if await self._bus.owner(NAME) == owner:
            await self.close(number)

    async def close_replaced(self, old: tuple[str, int] | None, new: tuple[str, int]) -> None:
        """Some servers give a replacement a number of its own, and leave what it replaces on the screen."""
        if old is not None and old[0] == new[0] and old[1] != new[1]:
            await self.close(old[1])

    def _body(self, notification: Notification, replaces: int) -> list[Any]:
        text = "\n".join(notification.lines)
        hints = {
            "urgency": Variant("y", 2 if notification.critical else 1),
            "category": Variant("s", "x-breakd.break"),
            "desktop-entry": Variant("s", DESKTOP_ENTRY),
        }
        if notification.picture:
            hints["image-path"] = Variant("s", notification.picture)
        if not notification.sound:
            hints["suppress-sound"] = Variant("b", True)
        elif "sound" in self.capabilities:
            hints["sound-name"] = Variant("s", "message-new-instant")
        return [
            APP,
            replaces,
            app_icon(),
            notification.title,
            in_markup(text) if "body-markup" in self.capabilities else text,
            [word for action in self._actions(notification) for word in action],
            hints,
            _expiry(notification),
        ]

    def _actions(self, notification: Notification) -> list[tuple[str, str]]:
        if "actions" not in self.capabilities:
            return []
        if self.name == GNOME and DEFAULT not in dict(notification.actions):
            # else a click on the pop-up starts the program of our desktop file
            return [(DEFAULT, ""), *notification.actions]
        return list(notification.actions)

    def _follow(self, owner: str | None) -> None:
        if self._stopped or owner == self._owner:
            return
        self._owner = owner
        self.capabilities, self.name, self._asked = frozenset(), "", False
        self._changed(owner)
        if owner:
            self._tasks.spawn(self._query_quietly())

    async def _query_quietly(self) -> None:
        try:
            await self.query_capabilities()
        except BusError as error:
            log.debug("the notification server does not say what it can do: %s", error)

    def _take_down_late(self, call: asyncio.Task[Message]) -> None:
        if not call.cancelled() and call.exception() is None and not self._stopped:
            reply = call.result()
            self._tasks.spawn(self.close_if(reply.sender or "", reply.body[0]))


def _given(reply: Message) -> tuple[str, int]:
    """The server and the number that it gave; "the returned ID is always greater than zero" (specification 1.2)."""
    number: int = reply.body[0]
    if number == 0:
        raise BusError(INCONSISTENT, "the notification server gave no number")
    return reply.sender or "", number


def _expiry(notification: Notification) -> int:
    """In milliseconds."""
    if notification.stays:
        return NEVER
    return SERVER_DECIDES if notification.seconds is None else round(1000 * notification.seconds)
