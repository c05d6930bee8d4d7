"""Root folders as a person has them who has just installed Debian: systemd, a bus, logind, and nothing of breakd."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .build import Root
from .machine import cache

SUITES = ("bookworm", "trixie", "testing")
"""Debian 12, 13, and the one to come."""
BASE = (
    "dbus-user-session", "libpam-systemd", "man-db", "mount", "passwd", "procps", "systemd", "systemd-sysv", "tzdata",
    "util-linux-extra",
)  # fmt: skip
NEEDED = ("python3", "python3-pil")
"""What the package needs: fetched and not installed, for a booted root has no network."""
STEPS = (
    ("apt-get", "--quiet", "update"),
    ("apt-get", "--quiet", "--yes", "--download-only", "install", *NEEDED),
)


def fresh(suite: str, env: Mapping[str, str]) -> Root:
    """The root folder of a release."""
    return Root(suite, Path(cache(env), "fresh"), base=BASE, steps=STEPS, inputs=())
