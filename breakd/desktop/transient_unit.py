"""Programs that systemd starts for us, each as a unit of its own: the daemon itself starts none."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping, Sequence

from dbus_fast import Variant

from .bus_names import SYSTEMD, SYSTEMD_MANAGER, SYSTEMD_PATH
from .dbus import Bus, BusError

log = logging.getLogger(__name__)

EXISTS = f"{SYSTEMD}.UnitExists"
OWN = ("NOTIFY_SOCKET", "WATCHDOG_", "INVOCATION_ID", "JOURNAL_STREAM", "LISTEN_", "SYSTEMD_EXEC_PID", "MAINPID")
"""What systemd sets for the daemon alone."""
ASSIGNMENT = re.compile("[A-Za-z_][A-Za-z0-9_]*=[^\ud800-\udfff]*")
"""A variable that systemd takes: a name of a shell, a value in UTF-8. One other, and it starts nothing. An exported
function of bash is such another: `BASH_FUNC_which%%`."""

Property = list[object]
"""Its name, and its value as a Variant."""


async def start(
    bus: Bus, unit: str, description: str, argv: Sequence[str], env: Mapping[str, str], *more: Property
) -> bool:
    """Whether systemd starts it, or has it already. `argv` begins with a path.

    Of `env` it gets what systemd takes.
    """
    lines = (f"{name}={value}" for name, value in env.items())
    properties = [
        ["Description", Variant("s", description)],
        # every word as it is: `$HOME` in it is for the program
        ["ExecStartEx", Variant("a(sasas)", [[argv[0], list(argv), ["no-env-expand"]]])],
        ["Environment", Variant("as", [line for line in lines if ASSIGNMENT.fullmatch(line)])],
        # one that failed leaves nothing behind either
        ["CollectMode", Variant("s", "inactive-or-failed")],
        *more,
    ]
    try:
        await bus.call(
            SYSTEMD, SYSTEMD_PATH, SYSTEMD_MANAGER, "StartTransientUnit", "ssa(sv)a(sa(sv))",
            [unit, "fail", properties, []], returns="o",
        )  # fmt: skip
    except BusError as error:
        if error.name != EXISTS:
            log.info("systemd does not start %s (%s)", unit, error)
        return error.name == EXISTS
    return True


def environment() -> dict[str, str]:
    """Ours, without what is for the daemon alone."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
