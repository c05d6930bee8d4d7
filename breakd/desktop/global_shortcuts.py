"""Keys that work in every window: *Done*, *Snooze* and *Open breakd*, by org.freedesktop.portal.GlobalShortcuts.

The desktop asks the person which keys, keeps them, and tells which one was pressed; breakd hears no key.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dbus_fast import Variant

from breakd.engine.events import Done, OpenBoard, Request, Snooze
from breakd.messages import shortcuts as texts
from breakd.system.tasks import TaskSet

from .bus_names import APPLICATION, PORTAL, PORTAL_PATH
from .dbus import Bus, BusError
from .ports import NotSaved, RequestHandler, Unavailable
from .retry import Retry

log = logging.getLogger(__name__)

SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
REGISTRY = "org.freedesktop.host.portal.Registry"
REQUEST = "org.freedesktop.portal.Request"
PORTAL_FAILED = "org.freedesktop.portal.Error.Failed"
"""The answer to `Register` where the desktop has no entry of breakd in its menu of applications."""
ANSWER_SECONDS = 600.0
"""The desktop may show a dialog, and a person takes their time."""
GRANTED = 0
"""The first value of a Response: 1 is "cancelled by the person", 2 any other end. GNOME 48 says 2 of keys that it has
bound."""
BOUND = "shortcuts"
"""In a Response: the keys that work now."""
SESSION_TOKEN = "breakd"
"""The same at each start: where nobody is registered, Plasma keeps the keys under this name."""
HELD_SECONDS = 2.0
"""A key that is held down is told over and over (Plasma); what follows sooner than this is the same press."""
ACTIONS: Mapping[str, Request] = {"done": Done(), "snooze": Snooze(0, 0.0), "open": OpenBoard()}


class NotGranted(Exception):
    """The portal, or the person, said no."""


class GlobalShortcuts:
    """From `turn(on=True)` until `turn(on=False)`; on a connection of its own, for the portal takes each for one
    application.
    """

    def __init__(self, handler: RequestHandler) -> None:
        self._handler = handler
        self._bus: Bus | None = None
        self._session = ""
        self._portal: str | None = None
        """The unique name of the one that is asked."""
        self._went: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when it goes, and with it our session and whatever it was asked."""
        self._has_answered = False
        """It was asked, and has said yes or no."""
        self._is_on = False
        self._pressed: dict[str, float] = {}
        """When each key was last told, by the clock of the loop."""
        self._said = ""
        """Why there are no keys, as the log has it: each heartbeat finds the same."""
        self._asked = Retry(self._bind, self._failed)
        self._tasks = TaskSet(log, "a key")

    async def turn(self, *, on: bool) -> None:
        """What the settings say; the same once more changes nothing."""
        if on is self._is_on:
            return
        self._is_on = on
        if on:
            self._asked.start()
        else:
            await self._asked.stop()
            self._let_go()

    def beat(self) -> None:
        """The heartbeat: ask again where no portal was."""
        self._asked.beat()

    async def _bind(self) -> None:
        """Raises Unavailable, BusError."""
        self._let_go()
        if os.environ.get("KDE_SESSION_VERSION") == "5":
            log.warning("no keys for every window: %s", texts.PLASMA_5)
            return
        bus = self._bus = await Bus.session()
        await bus.watch_owner(PORTAL, self._on_owner)
        is_known = True
        try:
            # from xdg-desktop-portal 1.19 on; who lacks it takes the application from the unit's name
            await bus.call(
                PORTAL, PORTAL_PATH, REGISTRY, "Register", "sa{sv}", [APPLICATION, {}], returns="", start=True
            )
        except BusError as error:
            log.debug("the portal registers nobody (%s)", error.name)
            is_known = error.name != PORTAL_FAILED
        try:
            await self._bind_on(bus)
        except NotGranted as why:
            log.warning("no keys for every window: %s", why if is_known else texts.NO_ENTRY)
        self._has_answered = True

    async def _bind_on(self, bus: Bus) -> None:
        options = {"handle_token": Variant("s", _token()), "session_handle_token": Variant("s", SESSION_TOKEN)}
        made = await self._request(bus, "CreateSession", "a{sv}", [options])
        handle = made.get("session_handle")
        if not isinstance(handle, Variant) or not isinstance(handle.value, str):
            raise NotGranted("the portal made no session")
        self._session = handle.value
        await bus.watch_signal(
            PORTAL, SHORTCUTS, "Activated", self._on_pressed, signature="osta{sv}", path=PORTAL_PATH
        )
        if await self._are_bound(bus):
            return  # Plasma would open its settings once more at every start
        keys = [[name, {"description": Variant("s", text)}] for name, text in texts.DESCRIPTIONS.items()]
        options = {"handle_token": Variant("s", _token())}
        found = await self._request(bus, "BindShortcuts", "oa(sa{sv})sa{sv}", [self._session, keys, "", options])
        if BOUND in found and not _names(found):  # later than Plasma 6.3 a yes may come without a list
            log.warning("no keys for every window: %s", texts.NO_KEYS)

    async def _are_bound(self, bus: Bus) -> bool:
        """Whether an earlier session has bound our keys, and this one has them at once."""
        try:
            options = {"handle_token": Variant("s", _token())}
            found = await self._request(bus, "ListShortcuts", "oa{sv}", [self._session, options])
        except NotGranted as why:
            log.debug("the portal lists no keys: %s", why)
            return False
        return _names(found) >= set(ACTIONS)

    async def _request(self, bus: Bus, member: str, signature: str, body: list[Any]) -> Mapping[str, Any]:
        """Ask the portal, and wait for its Response, which may come before its reply.

        Raises NotGranted; Unavailable if the portal goes, as a start script of the desktop may have it restart.
        """
        answer: asyncio.Future[tuple[int, Mapping[str, Any]]] = asyncio.get_running_loop().create_future()

        def heard(values: list[Any]) -> None:
            if not answer.done():
                answer.set_result((int(values[0]), dict(values[1])))

        token = body[-1]["handle_token"].value
        path = f"{PORTAL_PATH}/request/{str(bus.raw.unique_name).removeprefix(':').replace('.', '_')}/{token}"
        watch = await bus.watch_signal(PORTAL, REQUEST, "Response", heard, signature="ua{sv}", path=path)
        try:
            await bus.call(PORTAL, PORTAL_PATH, SHORTCUTS, member, signature, body, returns="o", start=True)
            ends: tuple[asyncio.Future[Any], ...] = (answer, self._went)
            await asyncio.wait(ends, timeout=ANSWER_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await bus.unwatch(watch)
        if self._went.done():
            raise Unavailable("the portal went before it had answered")
        if not answer.done():
            raise NotGranted(f"{member} was not answered")
        code, found = answer.result()
        if code != GRANTED and BOUND not in found:
            raise NotGranted(f"{member} was refused")
        return found

    def _on_owner(self, owner: str | None) -> None:
        """Another one, or none. The next one is asked again: it knows nothing of what the last one was asked.

        At once only if the last one had answered: one that falls over our question is asked at the pauses of a retry.
        """
        before, self._portal = self._portal, owner
        if before is not None and not self._went.done():
            self._session = ""
            self._went.set_result(None)
        if owner is not None and self._went.done() and self._has_answered:
            self._asked.start()

    def _on_pressed(self, values: list[Any]) -> None:
        session, name, _when, more = values
        request = ACTIONS.get(name)
        if session != self._session or request is None or self._is_held(name):
            return
        if isinstance(request, OpenBoard) and isinstance(token := more.get("activation_token"), Variant):
            request = replace(request, token=str(token.value))
        self._tasks.spawn(self._ask(request))

    def _is_held(self, name: str) -> bool:
        now = asyncio.get_running_loop().time()
        before, self._pressed[name] = self._pressed.get(name), now
        return before is not None and now - before < HELD_SECONDS

    async def _ask(self, request: Request) -> None:
        try:
            refused = await self._handler.request(request)
        except NotSaved:
            return  # the loop has said so
        if refused is not None:
            log.debug("a key asks for what is not due: %s", type(request).__name__)

    def _let_go(self) -> None:
        """The session ends with its connection."""
        bus, self._bus, self._session, self._portal = self._bus, None, "", None
        self._went, self._has_answered = asyncio.get_running_loop().create_future(), False
        if bus is not None:
            bus.close()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, (BusError, Unavailable)):
            said, self._said = self._said, str(error)
            level = logging.DEBUG if said == self._said else logging.INFO
            log.log(level, "no portal takes keys for every window: %s", error)
        else:
            log.error("asking for keys failed", exc_info=error)


def _token() -> str:
    return f"breakd_{os.urandom(8).hex()}"


def _names(found: Mapping[str, Any]) -> set[str]:
    """Which keys a Response has."""
    listed = found.get(BOUND)
    return {str(key[0]) for key in listed.value} if isinstance(listed, Variant) else set()
