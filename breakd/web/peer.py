"""Whose process is at the other end of a connection on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

TABLE = Path("/proc/net/tcp")
LOCAL, REMOTE, OWNER, INODE = 1, 2, 7, 9
"""Columns of the table (proc_net_tcp in the kernel's documentation)."""
NO_INODE = "0"
"""What was hung up has no owner any more, and the table has root there; a half that still reads has its own."""


def owner_of(peer: tuple[str, int], ours: tuple[str, int]) -> int | None:
    """The user id of who connected from `peer` to `ours`; None if nobody can tell."""
    wanted = (_written(peer), _written(ours))
    try:
        rows = [line.split() for line in TABLE.read_text().splitlines()[1:]]
    except OSError:
        return None
    found = (row for row in rows if (row[LOCAL], row[REMOTE]) == wanted and row[INODE] != NO_INODE)
    return next((int(row[OWNER]) for row in found), None)


def _written(address: tuple[str, int]) -> str:
    """As the table has it: the address as the number that its bytes are in memory."""
    number = int.from_bytes(bytes(map(int, address[0].split("."))), sys.byteorder)
    return f"{number:08X}:{address[1]:04X}"
