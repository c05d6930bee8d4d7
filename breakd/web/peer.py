"""Whose process is at the other end of a connection on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

TABLE = Path("/proc/net/tcp")
LOCAL, REMOTE, STATE, OWNER = 1, 2, 3, 7
"""Columns of the table (proc_net_tcp in the kernel's documentation)."""
ESTABLISHED = "01"
"""What was hung up has no owner any more, and the table has root there."""


def owner_of(peer: tuple[str, int], ours: tuple[str, int]) -> int | None:
    """The user id of who connected from `peer` to `ours`; None if nobody can tell."""
    wanted = (_written(peer), _written(ours), ESTABLISHED)
    try:
        rows = [line.split() for line in TABLE.read_text().splitlines()[1:]]
    except OSError:
        return None
    return next((int(row[OWNER]) for row in rows if (row[LOCAL], row[REMOTE], row[STATE]) == wanted), None)


def _written(address: tuple[str, int]) -> str:
    """As the table has it: the address as the number that its bytes are in memory."""
    number = int.from_bytes(bytes(map(int, address[0].split("."))), sys.byteorder)
    return f"{number:08X}:{address[1]:04X}"
