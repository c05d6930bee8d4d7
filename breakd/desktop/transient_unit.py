"""Programs that systemd starts for us, each as a unit of its own: the daemon itself starts none."""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Coroutine, Mapping, Sequence
from typing import Any

from dbus_fast import Variant

from .bus_names import SYSTEMD, SYSTEMD_MANAGER, SYSTEMD_PATH
from .dbus import Bus, BusError
from .ports import Unavailable

log = logging.getLogger(__name__)

EXISTS = f"{SYSTEMD}.UnitExists"
OWN = ("NOTIFY_SOCKET", "WATCHDOG_", "INVOCATION_ID", "JOURNAL_STREAM", "LISTEN_", "SYSTEMD_EXEC_PID", "MAINPID")
"""What systemd sets for the daemon alone."""
ASSIGNMENT = re.compile("[A-Za-z_][A-Za-z0-9_]*=[^\ud800-\udfff]*")
"""A variable that systemd takes: a name of a shell, a value in UTF-8. One other, and it starts nothing. An exported
function of bash is such another: `BASH_FUNC_which%%`."""

Property = list[object]
"""Its name, and its value as a Variant."""
WAITS: tuple[Property, ...] = (
    ["Type", Variant("s", "notify")],
    # microseconds without end: nobody is killed for not saying that they are up
    ["TimeoutStartUSec", Variant("t", 2**64 - 1)],
)
WELL = ("done", "canceled")
"""Results of a job that has not failed: the second where somebody has stopped the unit meanwhile."""


async def start(
    bus: Bus, unit: str, description: str, argv: Sequence[str], env: Mapping[str, str], *more: Property
) -> bool:
    """Whether systemd starts it, or has it already. `argv` begins with a path.

    Of `env` it gets what systemd takes.
    """
    try:
        await _ask(bus, unit, [*_properties(description, argv, env), *more])
    except BusError as error:
        return _has_already(unit, error)
    return True


async def bring_up(
    bus: Bus, unit: str, description: str, argv: Sequence[str], env: Mapping[str, str], *more: Property
) -> bool:
    """As `start`, of a program that says when it is up (sd_notify(3)), and waits for that.

    Raises Unavailable where it ends before, or cannot run at all.
    """
    result: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def removed(values: list[Any]) -> None:
        _number, _job, name, word = values
        if name == unit and not result.done():
            result.set_result(word)

    properties = [*_properties(description, argv, env), *WAITS, *more]
    try:
        # systemd tells it to everybody who has asked for a job, without Subscribe()
        watch = await bus.watch_signal(
            SYSTEMD, SYSTEMD_MANAGER, "JobRemoved", removed, signature="uoss", path=SYSTEMD_PATH
        )
        try:
            await _ask(bus, unit, properties)
            await _either(result, bus.wait_closed())
        finally:
            await bus.unwatch(watch)
    except BusError as error:
        return _has_already(unit, error)
    if result.done() and result.result() not in WELL:
        raise Unavailable(f"what opens it has not come up ({result.result()})")
    return True


async def _either(result: asyncio.Future[str], gone: Coroutine[Any, Any, None]) -> None:
    """Return at the result, or when there is nobody left to tell it."""
    ends: list[asyncio.Future[Any]] = [result, asyncio.ensure_future(gone)]
    try:
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ends[1].cancel()


def _properties(description: str, argv: Sequence[str], env: Mapping[str, str]) -> list[Property]:
    lines = (f"{name}={value}" for name, value in env.items())
    return [
        ["Description", Variant("s", description)],
        # every word as it is: `$HOME` in it is for the program
        ["ExecStartEx", Variant("a(sasas)", [[argv[0], list(argv), ["no-env-expand"]]])],
        ["Environment", Variant("as", [line for line in lines if ASSIGNMENT.fullmatch(line)])],
        # one that failed leaves nothing behind either
        ["CollectMode", Variant("s", "inactive-or-failed")],
    ]


async def _ask(bus: Bus, unit: str, properties: list[Property]) -> None:
    """Raises BusError."""
    await bus.call(
        SYSTEMD, SYSTEMD_PATH, SYSTEMD_MANAGER, "StartTransientUnit", "ssa(sv)a(sa(sv))",
        [unit, "fail", properties, []], returns="o",
    )  # fmt: skip


def _has_already(unit: str, error: BusError) -> bool:
    if error.name != EXISTS:
        log.info("systemd does not start %s (%s)", unit, error)
    return error.name == EXISTS


def environment() -> dict[str, str]:
    """Ours, without what is for the daemon alone."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
