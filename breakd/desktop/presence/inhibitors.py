"""What shows that somebody sits there without touching anything: a call, or a program that holds off idleness.

`org.freedesktop.ScreenSaver`, where most players ask, has no question in it; what they asked there is known to the
session manager (GNOME, MATE, Cinnamon), to PowerDevil (Plasma) or to the power manager (Xfce).
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping

from breakd.desktop.bus_names import GNOME_SESSION, GNOME_SESSION_PATH, LOGIN1, LOGIN1_MANAGER, LOGIN1_PATH
from breakd.desktop.dbus import Bus, BusError
from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.wayland import socket_path
from breakd.desktop.quiet.microphone import users
from breakd.engine.events import Evidence
from breakd.frozen import frozen

from .idle_notify import IdleChange, IdleNotifier, IdleTimeout

log = logging.getLogger(__name__)

NOTHING: frozenset[Evidence] = frozenset()
INHIBITOR = frozenset({Evidence.INHIBITOR})
AT_ONCE, A_LITTLE_LATER = 0.001, 0.05
"""Seconds."""


@frozen
class InhibitorQuery:
    """A method that answers whether something holds off idleness."""

    name: str
    path: str
    interface: str
    member: str
    flags: int | None = None


SESSION_MANAGER = InhibitorQuery(GNOME_SESSION, GNOME_SESSION_PATH, GNOME_SESSION, "IsInhibited", 8)
"""GSM_INHIBITOR_FLAG_IDLE; MATE's and Cinnamon's session managers bear GNOME's name."""
POLICY_AGENT = InhibitorQuery(
    "org.kde.Solid.PowerManagement.PolicyAgent", "/org/kde/Solid/PowerManagement/PolicyAgent",
    "org.kde.Solid.PowerManagement.PolicyAgent", "HasInhibition", 4,
)  # fmt: skip
"""PowerDevil's ChangeScreenSettings: what holds only the sleep off, as a download does, is not asked for."""
POWER_MANAGER = InhibitorQuery(
    "org.freedesktop.PowerManagement", "/org/freedesktop/PowerManagement/Inhibit",
    "org.freedesktop.PowerManagement.Inhibit", "HasInhibit",
)  # fmt: skip
"""Xfce's, among others. It cannot tell a film from music or a download."""


class IdleInhibitors:
    """Asks the services on the session bus that keep the list of programs that inhibit idleness."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def ask(self) -> frozenset[Evidence]:
        """INHIBITOR, or nothing."""
        for question in (SESSION_MANAGER, POLICY_AGENT, POWER_MANAGER):
            # the first that answers knows best: PowerDevil answers to the last name too, and less exactly
            answer = await self._answer(question)
            if answer is not None:
                return INHIBITOR if answer else NOTHING
        return NOTHING

    async def _answer(self, question: InhibitorQuery) -> bool | None:
        signature, values = ("", []) if question.flags is None else ("u", [question.flags])
        try:
            (answer,) = await self._bus.call(
                question.name, question.path, question.interface, question.member, signature, values, returns="b"
            )
        except BusError as error:
            log.debug("presence: %s: %s", question.name, error)
            return None
        return bool(answer)


class LogindInhibitors:
    """The person's own inhibitors of idleness in logind: `systemd-inhibit`, and players without a desktop."""

    def __init__(self, system_bus: Bus) -> None:
        self._bus = system_bus

    async def ask(self) -> frozenset[Evidence]:
        """INHIBITOR, or nothing."""
        try:
            (inhibitors,) = await self._bus.call(
                LOGIN1, LOGIN1_PATH, LOGIN1_MANAGER, "ListInhibitors", returns="a(ssssuu)"
            )
        except BusError as error:
            log.debug("presence: %s: %s", LOGIN1, error)
            return NOTHING
        for what, _who, _why, mode, uid, _pid in inhibitors:
            if "idle" in what.split(":") and mode == "block" and uid == os.getuid():
                return INHIBITOR
        return NOTHING


class CompositorInhibitors:
    """Players that tell the compositor alone, by Wayland's idle-inhibit: no list has them.

    Two alarms that are over at once tell of them while nobody touches anything: one by input alone, which goes idle,
    and one that inhibitors hold up. Compositors that have only one kind (ext-idle-notify 1) cannot be asked.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    async def ask(self) -> frozenset[Evidence]:
        """INHIBITOR, or nothing."""
        idle: set[IdleTimeout] = set()
        unheld: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def changed(changes: list[IdleChange]) -> None:
            for change in changes:
                (idle.add if change.idle else idle.discard)(change.alarm)
            if surely in idle and not unheld.done():
                unheld.set_result(None)

        def lost() -> None:
            unheld.cancel()

        alarms = IdleNotifier(changed, lost)
        try:
            await alarms.open(socket_path(self._environ))
            if not alarms.input_only:
                return NOTHING
            # the one that may be held up is over first
            held_up, surely = alarms.set(AT_ONCE, held_up=True), alarms.set(A_LITTLE_LATER)
            await asyncio.wait({unheld})
            await alarms.roundtrip()
        except Unavailable as error:
            log.debug("presence: no inhibitors are seen: %s", error)
            return NOTHING
        finally:
            alarms.close()
        return NOTHING if held_up in idle else INHIBITOR


class MicrophoneInUse:
    """A call, or somebody who dictates."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    async def ask(self) -> frozenset[Evidence]:
        """CALL, or nothing."""
        try:
            return frozenset({Evidence.CALL}) if await users(self._environ) else NOTHING
        except Unavailable as error:
            log.debug("presence: no microphone is seen: %s", error)
            return NOTHING
