"""Reminders as text alone, through plyer: by hand, or where there is no D-Bus. No buttons, no answer, no closing.

plyer starts `notify-send` and waits for it, so it runs in a thread that may hang without the daemon hanging.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import warnings
from collections.abc import Callable

from breakd.desktop.ports import EventSink, Unavailable
from breakd.engine.effects import AskStretched, Offer, Remind
from breakd.engine.events import PopupLost
from breakd.engine.settings import Settings
from breakd.messages import cards
from breakd.messages import popup as texts
from breakd.stretches.model import Catalogue
from breakd.system.tasks import TaskSet

log = logging.getLogger(__name__)

SEND_SECONDS = 5.0
"""plyer's own time limit is lost on the way to notify-send."""


class PlyerNotifier:
    """The port `Notifier` on plyer: the text says where to answer."""

    capabilities = frozenset({"body"})

    def __init__(
        self, report: EventSink, catalogue: Callable[[], Catalogue], settings: Callable[[], Settings]
    ) -> None:
        self._report, self._catalogue, self._settings = report, catalogue, settings
        self._sending: asyncio.Future[str] | None = None
        self._complaints: set[str] = set()
        self._held = False
        self._waiting: list[tuple[str, str]] = []
        self._tasks = TaskSet(log, "an announcement")

    async def start(self) -> None:
        """Find plyer's way to this desktop. Raises Unavailable."""
        find_way()

    async def remind(self, popup: Remind) -> None:
        """Show the reminder; an earlier one stays, since it cannot be taken back."""
        stretch = self._catalogue().stretches.get(popup.stretch)
        text = texts.reminder(popup, stretch, self._settings().body.side)
        await self._show(popup.id, text.title, texts.plain(text))

    async def ask_stretched(self, question: AskStretched) -> None:
        """Ask whether the stretch was done."""
        text = texts.ask_stretched(question)
        await self._show(question.id, text.title, texts.plain(text))

    async def announce(
        self, title: str, body: str, answer: Offer | None = None, *, health: bool = False
    ) -> None:  # fmt: skip
        """Tell the person something, which says itself where to answer."""
        del health  # nothing is replaced here
        body = " ".join(filter(None, (body, cards.elsewhere(answer))))
        if self._held:
            self._waiting.append((title, body))
        else:
            await self._send(title, body)

    async def withdraw(self, reminder_id: int) -> None:
        """Nothing can be taken off the screen."""

    def shown_announcements(self) -> list[tuple[str, int]]:
        """Nothing is known of what shows."""
        return []

    def hold_announcements(self, on: bool) -> None:
        """Keep those that come while the screen is locked, and send them after."""
        self._held = on
        waiting, self._waiting = self._waiting, []
        for title, body in waiting:
            self._tasks.spawn(self.announce(title, body))

    def shown(self) -> tuple[str, int] | None:
        """Nothing is known of what shows."""
        return None

    async def close_stale(self, server: str, popup: int) -> None:
        """Nothing can be closed."""

    async def stop(self) -> None:
        """Nothing is held."""

    async def _show(self, reminder_id: int, title: str, body: str) -> None:
        if not await self._send(title, body):
            self._report(PopupLost(reminder_id))

    async def _send(self, title: str, body: str) -> bool:
        fault = await self._fault(title, body)
        if fault and fault not in self._complaints:
            self._complaints.add(fault)
            log.warning("a notification could not be shown: %s", fault)
        return not fault

    async def _fault(self, title: str, body: str) -> str:
        """Send, and say what went wrong; empty if nothing did."""
        if self._sending is not None and not self._sending.done():
            return "the one before still hangs"
        loop = asyncio.get_running_loop()
        self._sending = sending = loop.create_future()

        def work() -> None:
            fault = _notify(title, body)
            # the loop may be gone when a hanging program ends at last
            if not loop.is_closed():
                loop.call_soon_threadsafe(sending.set_result, fault)

        # not the loop's own threads: at exit it waits for them, for ever if need be
        threading.Thread(target=work, name="plyer", daemon=True).start()
        done, _ = await asyncio.wait({sending}, timeout=SEND_SECONDS)
        return sending.result() if done else f"plyer did not come back within {SEND_SECONDS:g} s"


def find_way() -> None:
    """Raise Unavailable if plyer has no way to show anything here."""
    from plyer import notification
    from plyer.facades import Notification

    with warnings.catch_warnings():
        # it recommends dbus-python; where that is missing notify-send does
        warnings.simplefilter("ignore")
        way = notification.__class__
    if way is Notification:
        raise Unavailable("plyer finds neither dbus-python nor notify-send")


def _notify(title: str, body: str) -> str:
    from plyer import notification

    try:
        notification.notify(title=title, message=body, app_name="breakd")
    except Exception as error:  # plyer passes on whatever its backends raise
        return type(error).__name__  # not its text, which may quote the notification
    return ""
