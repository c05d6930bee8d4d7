"""Opens the guide as a program of its own: outside of the daemon's sandbox, and not ended with it.

The daemon may reach nothing but UNIX sockets and starts no program; a browser needs more. So systemd is asked for a
transient unit, and only where no systemd is asked the guide is started from here, on its own feet. A page counts as
opened when its program says so (decision 0376).
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from dbus_fast import Variant

from breakd.desktop.bus_names import SYSTEMD, SYSTEMD_MANAGER, SYSTEMD_PATH
from breakd.messages import guide as texts
from breakd.system import launch
from breakd.system.installed import own_command

from . import transient_unit
from .dbus import Bus, BusError
from .ports import Unavailable

log = logging.getLogger(__name__)

UNIT = "breakd-{name}.service"
QUESTIONS_NUMBER = 0
"""No reminder has it. The journal names every unit that starts, and others read it: it says nothing of questions."""
BOARDS = UNIT.format(name="board-*")
MOST_BOARDS = 5
"""Windows at a time: every program on the bus may ask for one."""
BOARD_SECONDS = 1.0
"""From one window to the next; who asks sooner gets the one that is coming."""
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""How a program learns its activation token, on Wayland and on X11."""


PROPERTIES: tuple[transient_unit.Property, ...] = (
    # what it says is for a person at a terminal, that it hurt or what is asked; the journal has other readers
    ["StandardOutput", Variant("s", "null")],
    ["StandardError", Variant("s", "null")],
    # the browser that it opened may have other pages by now
    ["KillMode", Variant("s", "process")],
)


def command(reminder_id: int) -> list[str]:
    """The guide of this installation."""
    return own_command("start", f"--reminder={reminder_id}")


def questions_command() -> list[str]:
    """The red-flag questions of this installation, as a page: everybody on the machine reads what runs, so no word of
    them.
    """
    return command(QUESTIONS_NUMBER)


def board_command(page: str) -> list[str]:
    """The board of this installation."""
    return own_command("board", *([page] if page else []))


class ProcessGuideLauncher:
    """The port `GuideLauncher`."""

    def __init__(self, bus: Bus | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._bus = bus
        self._clock = clock
        self._next_board = 0.0
        self.boards: set[int] = set()
        """Process ids of those that run without systemd."""

    async def open(self, reminder_id: int, token: str) -> None:
        """Open the guide of this reminder; raises Unavailable. One that is open already stays the only one."""
        await self._open(f"guide-{reminder_id}", command(reminder_id), token)

    async def open_questions(self, token: str) -> None:
        """Open the page of the red-flag questions; raises Unavailable. One that is open stays the only one."""
        await self._open(f"guide-{QUESTIONS_NUMBER}", questions_command(), token)

    async def open_board(self, page: str, token: str) -> None:
        """Open the board at this page; raises Unavailable. Each click opens one, so that each click shows something
        (decision 0272), up to what a person has use for (0301).
        """
        now = self._clock()
        if now < self._next_board:
            return
        self._next_board = now + BOARD_SECONDS
        if len(self.boards) + await _boards_by_systemd(self._bus) >= MOST_BOARDS:
            raise Unavailable(f"{MOST_BOARDS} windows are open")
        await self._open(f"board-{time.monotonic_ns()}", board_command(page), token, self.boards)

    async def _open(self, name: str, argv: list[str], token: str, running: set[int] | None = None) -> None:
        bus, env, unit = self._bus, _environment(token), UNIT.format(name=name)
        if bus is not None and await transient_unit.bring_up(bus, unit, texts.UNIT, argv, env, *PROPERTIES):
            return
        _on_its_own_feet(argv, env, set() if running is None else running)


async def _boards_by_systemd(bus: Bus | None) -> int:
    """How many windows systemd runs, whichever breakd had them opened; none where no systemd answers."""
    if bus is None:
        return 0
    try:
        (units,) = await bus.call(
            SYSTEMD, SYSTEMD_PATH, SYSTEMD_MANAGER, "ListUnitsByPatterns", "asas",
            [["active", "activating"], [BOARDS]], returns="a(ssssssouso)",
        )  # fmt: skip
    except BusError as error:
        log.debug("systemd lists no units (%s)", error)
        return 0
    return len(units)


def _environment(token: str) -> dict[str, str]:
    ours = {name: value for name, value in transient_unit.environment().items() if name not in TOKENS}
    return {**ours, **(dict.fromkeys(TOKENS, token) if token else {})}


def _on_its_own_feet(argv: Sequence[str], env: dict[str, str], running: set[int]) -> None:
    """Start it, and keep its process id in `running` for as long as it runs. Raises Unavailable."""
    try:
        pid = launch.on_its_own_feet(argv, env)
        handle = os.pidfd_open(pid)
    except OSError as error:
        raise Unavailable(str(error)) from error
    loop = asyncio.get_running_loop()
    running.add(pid)

    def ended() -> None:
        running.discard(pid)
        loop.remove_reader(handle)
        os.close(handle)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)  # else it stays in the table of processes for as long as we run

    loop.add_reader(handle, ended)
