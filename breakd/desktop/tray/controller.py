"""The tray by StatusNotifierItem: what the status looks like, how often that changes, and what a click asks for."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

from breakd.desktop.dbus import Bus, BusError
from breakd.desktop.ports import EventSink, NotSaved, RequestHandler, Unavailable
from breakd.engine.effects import Refused
from breakd.engine.events import Feel, Hurts, Request
from breakd.engine.health_requests import OpenQuestions
from breakd.engine.settings import Settings
from breakd.engine.status import Presence, Status
from breakd.messages import tray as texts
from breakd.system.tasks import TaskSet

from . import icon_store, menu
from .icon import STEPS, IconState, IconVariant, variant_of
from .item import ItemIcon, ItemStatus, SniIcon
from .registration import HostRegistration

log = logging.getLogger(__name__)

NUMBERS_SECONDS = 55.0
"""Minutes and the ring's fill change at most this often: once a heartbeat, also if one comes a little early.

mate-panel leaks memory with every new icon (mate-panel #1444), and every change wakes the host."""
LOOKING_SECONDS, UNSEEN_SECONDS = 180.0, 295.0
"""The minutes in the menu are kept right for so long after it was opened, and otherwise signalled this seldom: a host
asks
when it opens one, and every word before that wakes the host, and us with its questions."""


Connect = Callable[[], Awaitable[Bus]]
"""Makes a connection to the session bus; raises Unavailable."""


def _wall() -> datetime:
    return datetime.now().astimezone()


class TrayController:
    """The icon, its tooltip and its menu. `refused` hears of every request from the menu that was not granted.

    They are on a connection of their own, from `start` to `stop`: leaving the bus removes an icon from every host.
    """

    def __init__(
        self, connect: Connect, handler: RequestHandler, report: EventSink, settings: Callable[[], Settings],
        quit: Callable[[], None], *,
        refused: Callable[[Refused], None] = lambda _refused: None, clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = _wall,
    ) -> None:  # fmt: skip
        self.kind = "none"
        self._connect, self._desk, self._settings, self._clock, self._wall = connect, handler, settings, clock, wall
        self._refused = refused
        self._actions = menu.MenuActions(self._request, report, quit)
        self._icon = SniIcon(texts.TITLE, _picture(IconVariant(STEPS, IconState.ATTENTION)), self._opening)
        self._bus: Bus | None = None
        self._host: HostRegistration | None = None
        self._face: IconVariant | None = None
        self._signs: tuple[object, ...] = ()
        self._drawn_at = 0.0
        self._opened_at = self._told_at = -UNSEEN_SECONDS
        self._asked_at = clock()
        """When the host was asked last whether it still has the icon."""
        self._requests = TaskSet(log, "tray: a request")

    async def start(self) -> None:
        """Show up as soon as there is a host; raises Unavailable."""
        status = self._desk.status()
        self.show(status)
        self._bus = await self._connect()
        self._icon.export(self._bus.raw)
        self._icon.visible = True
        self._icon.item_status = _item_status(status)
        self._host = HostRegistration(self._bus, self._registered)
        try:
            await self._host.start()
        except BusError as error:
            await self.stop()
            raise Unavailable(f"tray: {error}") from error

    def show(self, status: Status) -> None:
        """Bring icon, tooltip and menu up to date: what happened at once, what only counts up once a minute."""
        signs, now = (_signs(status), self._settings().reminder.snooze), self._clock()
        if signs == self._signs and now - self._drawn_at < NUMBERS_SECONDS:
            return
        looked_at = now - self._opened_at < LOOKING_SECONDS
        if signs != self._signs or looked_at or now - self._told_at >= UNSEEN_SECONDS:
            self._show_menu(status)
        if self._host is not None and now - self._asked_at >= UNSEEN_SECONDS:
            self._asked_at = now
            self._host.look()
        self._signs, self._drawn_at = signs, now
        self._draw(status)

    async def stop(self) -> None:
        """Remove the icon."""
        if self._host is not None:
            self._host.stop()
        if self._bus is not None:
            self._bus.close()
            await self._bus.wait_closed()

    def _draw(self, status: Status) -> None:
        variant = variant_of(status)
        if variant != self._face:
            self._face = variant
            self._icon.icon = _picture(variant)
        self._icon.title = texts.tooltip(status, self._wall())
        if self._icon.visible:
            self._icon.item_status = _item_status(status)

    def _show_menu(self, status: Status) -> None:
        self._told_at = self._clock()
        headline = texts.headline(status, self._wall().date())
        self._icon.menu = menu.build(status, headline, self._settings().reminder.snooze, self._actions)

    def _opening(self) -> None:
        # fresh minutes for somebody who looks; icon and tooltip keep their own pace
        self._opened_at = self._clock()
        self._show_menu(self._desk.status())

    def _registered(self, registered: bool) -> None:
        self.kind = "sni" if registered else "none"

    def _request(self, request: Request) -> None:
        self._requests.spawn(self._ask(request))

    async def _ask(self, request: Request) -> None:
        try:
            refused = await self._desk.request(request)
        except NotSaved:  # the loop tells the person, and it holds for now: what follows from it follows
            refused = None
        except Exception as error:  # whatever it is, the icon lives on
            log.error("tray: a request failed", exc_info=error)
            return
        if refused is not None:
            log.info("tray: a request was refused")  # which one and why may tell of the body
            self._refused(refused)
        elif isinstance(request, Feel | Hurts) and self._desk.status().ask_red_flags:
            self._request(OpenQuestions())  # before anything else comes


def _signs(status: Status) -> tuple[object, ...]:
    """Everything in a status that a person should see at once; the rest counts up or down."""
    return (
        status.state, status.presence is Presence.LOCKED, status.posture, status.may_stand, status.place,
        status.places, status.in_heads_up, status.attention, status.reminder,
        status.snoozed_until, status.asks_again_at, status.paused_until, status.quiet,
        status.feedback_until, status.flare_until, status.safety_lock, status.card, status.ask_red_flags,
        status.checkup_due, status.not_saved,
    )  # fmt: skip


def _item_status(status: Status) -> ItemStatus:
    return ItemStatus.ATTENTION if status.attention else ItemStatus.ACTIVE


def _picture(variant: IconVariant) -> ItemIcon:
    try:
        return ItemIcon(icon_store.load(variant))
    except OSError as error:
        log.warning("tray: no picture for %s: %s", variant, error)
        return ItemIcon(icon_store.plain())
