"""A portal for keys, as xdg-desktop-portal has org.freedesktop.portal.GlobalShortcuts, and a person who is asked."""

from __future__ import annotations

from typing import Any

from dbus_fast import Message, Variant

from breakd.desktop.bus_names import PORTAL, PORTAL_PATH
from breakd.desktop.global_shortcuts import REGISTRY, REQUEST, SHORTCUTS

from .service import Service


class FakePortal(Service):
    """Grants every session; the keys as `person` says: 0 for yes, 1 for no."""

    names = (PORTAL,)

    def __init__(self, address: str, *, has_registry: bool = True) -> None:
        super().__init__(address)
        self.has_registry = has_registry
        self.person = 0
        self.registered: list[str] = []
        self.sessions: list[str] = []
        self.bound: list[tuple[str, dict[str, str]]] = []

    def forget(self) -> None:
        self.sessions = []

    def answer(self, message: Message) -> Message | bool | None:
        if message.interface == REGISTRY and self.has_registry:
            self.registered.append(message.body[0])
            return Message.new_method_return(message)
        if message.interface != SHORTCUTS:
            return None
        sender = str(message.sender).removeprefix(":").replace(".", "_")
        options = message.body[-1]
        request = f"{PORTAL_PATH}/request/{sender}/{options['handle_token'].value}"
        if message.member == "CreateSession":
            session = f"{PORTAL_PATH}/session/{sender}/{options['session_handle_token'].value}"
            self.sessions.append(session)
            self._respond(request, 0, {"session_handle": Variant("s", session)})
        else:
            session, keys, _parent, _options = message.body
            self.bound.append((session, {name: about["description"].value for name, about in keys}))
            self._respond(request, self.person, {})
        # the specification lets the Response come before the reply, and so it does here
        return Message.new_method_return(message, "o", [request])

    def press(self, name: str, **options: Variant) -> None:
        """A key that was bound is pressed."""
        self.do(lambda: self._press(self.sessions[-1], name, options))

    def press_in(self, session: str, name: str) -> None:
        """The same for whatever session."""
        self.do(lambda: self._press(session, name, {}))

    def _press(self, session: str, name: str, options: dict[str, Any]) -> None:
        self.emit(PORTAL_PATH, SHORTCUTS, "Activated", "osta{sv}", [session, name, 0, options])

    def _respond(self, request: str, code: int, found: dict[str, Variant]) -> None:
        self.emit(request, REQUEST, "Response", "ua{sv}", [code, found])
