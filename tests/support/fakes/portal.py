"""A portal for keys, as xdg-desktop-portal has org.freedesktop.portal.GlobalShortcuts, and a person who is asked."""

from __future__ import annotations

from typing import Any

from dbus_fast import Message, Variant

from breakd.desktop.bus_names import PORTAL, PORTAL_PATH
from breakd.desktop.global_shortcuts import PORTAL_FAILED, REGISTRY, REQUEST, SHORTCUTS

from .service import Service


class FakePortal(Service):
    """Grants every session, and the keys if the person does."""

    names = (PORTAL,)

    def __init__(self, address: str, *, has_registry: bool = True) -> None:
        super().__init__(address)
        self.has_registry = has_registry
        self.has_entry = True
        """An entry in the menu of applications says who breakd is; without it nobody is registered, or has keys."""
        self.refusal = 0
        """What a person who does not want the keys makes of the answer: Plasma says 1, GNOME 2."""
        self.granted = 0
        """What comes with keys that are bound: GNOME 48 says 2."""
        self.binds = True
        """There are keys in what it answers: a person may say yes and choose none."""
        self.lists = False
        """Says at once which keys an earlier session has bound, as Plasma does; GNOME asks nobody about these."""
        self.thinks_about = ""
        """The call that this portal does not answer; the next one answers it."""
        self.asked: list[str] = []
        self.registered: list[str] = []
        self.sessions: list[str] = []
        self.bound: list[tuple[str, dict[str, str]]] = []

    def forget(self) -> None:
        self.sessions, self.registered, self.asked, self.thinks_about = [], [], [], ""

    def give_way(self) -> None:
        """A new process takes the names from the old one, as with `xdg-desktop-portal --replace`."""

        async def replace() -> None:
            old = self._bus
            await self._start()
            self.forget()
            if old is not None:
                old.disconnect()

        self._wait(replace())

    def answer(self, message: Message) -> Message | bool | None:
        self.asked.append(message.member or "")
        if message.interface == REGISTRY and self.has_registry:
            if self.thinks_about == message.member:
                return True
            if not self.has_entry:
                return Message.new_error(message, PORTAL_FAILED, "App info not found for 'io.github.breakd'")
            self.registered.append(message.body[0])
            return Message.new_method_return(message)
        if message.interface != SHORTCUTS:
            return None
        sender = str(message.sender).removeprefix(":").replace(".", "_")
        options = message.body[-1]
        request = f"{PORTAL_PATH}/request/{sender}/{options['handle_token'].value}"
        if self.thinks_about == message.member:
            return Message.new_method_return(message, "o", [request])
        if message.member == "CreateSession":
            session = f"{PORTAL_PATH}/session/{sender}/{options['session_handle_token'].value}"
            self.sessions.append(session)
            self._respond(request, 0, {"session_handle": Variant("s", session)})
        elif message.member == "ListShortcuts":
            self._respond(request, 0, self._shortcuts(self.bound[-1][1] if self.lists and self.bound else {}))
        else:
            session, keys, _parent, _options = message.body
            self.bound.append((session, {name: about["description"].value for name, about in keys}))
            refusal = self.refusal or (0 if self.has_entry else 2)
            keys = self.bound[-1][1] if self.binds else {}
            self._respond(request, refusal or self.granted, {} if refusal else self._shortcuts(keys))
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

    @staticmethod
    def _shortcuts(keys: dict[str, str]) -> dict[str, Variant]:
        found = [[name, {"description": Variant("s", text)}] for name, text in keys.items()]
        return {"shortcuts": Variant("a(sa{sv})", found)}

    def _respond(self, request: str, code: int, found: dict[str, Variant]) -> None:
        self.emit(request, REQUEST, "Response", "ua{sv}", [code, found])
