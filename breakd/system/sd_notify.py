"""What a service tells systemd (sd_notify(3)); without systemd nothing happens."""

from __future__ import annotations

import logging
import os
import socket

log = logging.getLogger(__name__)

ADDRESS = "NOTIFY_SOCKET"
READY = "READY=1"
"""Start-up is over: `systemctl start` returns now."""
WATCHDOG = "WATCHDOG=1"
"""Still alive."""
STOPPING = "STOPPING=1"
"""The end has begun."""


def notify(*lines: str) -> bool:
    """Send these lines in one datagram; whether it went. Never raises: a deaf manager must not stop a reminder."""
    address = os.environ.get(ADDRESS, "")
    if not address:
        return False
    # "@" stands for the NUL byte that begins an abstract address
    target = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.setblocking(False)  # a full queue is the manager's trouble, never the reminder's
        try:
            sender.sendto("\n".join(lines).encode(), target)
        except OSError as error:
            log.warning("systemd does not hear %s: %s", lines[0], error)
            return False
    return True


def up() -> None:
    """What a page's program says once: the page is open, or the person was told why not. What it starts is silent."""
    notify(READY)
    os.environ.pop(ADDRESS, None)


def status(text: str) -> str:
    """The line that makes `systemctl status` show this text."""
    return "STATUS=" + text.replace("\n", " ")
