"""Which programs each rig needs, and the rule for a machine that lacks them.

The packages that bring them are listed in debian-packages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
"""Helper programs that need python3-dbus or python3-gi run on the system's Python: PyPI has no wheels of them."""

CAP_SYS_ADMIN = 1 << 21
"""Root without it, as in most containers, can make no mounts."""

NOTIFYD = "/usr/share/dbus-1/services/org.xfce.xfce4-notifyd.Notifications.service"
TRAY_EXTENSION = "/usr/share/gnome-shell/extensions/ubuntu-appindicators@ubuntu.com"
PRIVATE_DESKTOP = ("dbus-daemon", f"{SYSTEM_PYTHON} -m dbusmock")
RIGS: dict[str, tuple[str, ...]] = {
    "bus": ("dbus-daemon",),
    "browser": ("dbus-daemon", "/usr/bin/chromium"),
    "x11": (*PRIVATE_DESKTOP, "Xvfb", "xdotool"),
    "xfce": (*PRIVATE_DESKTOP, "Xvfb", "xdotool", "openbox", "xfce4-panel", NOTIFYD),
    "dunst": (*PRIVATE_DESKTOP, "Xvfb", "xdotool", "dunst"),
    "gnome": (*PRIVATE_DESKTOP, "gnome-shell", TRAY_EXTENSION, "gsettings", "/usr/libexec/dconf-service"),
    "kwin": (*PRIVATE_DESKTOP, "Xvfb", "kwin_wayland"),
    "kde": (*PRIVATE_DESKTOP, "Xvfb", "kwin_wayland", "plasmashell"),
    "bare-sway": (*PRIVATE_DESKTOP, "sway", "setpriv"),
    "swaync": (*PRIVATE_DESKTOP, "sway", "setpriv", "swaync", "swaync-client"),
    "sway": (*PRIVATE_DESKTOP, "sway", "setpriv", "waybar", "mako", "makoctl", "dunst", "grim", "foot"),
    "audio": (
        *PRIVATE_DESKTOP, "pipewire", "wireplumber", "pipewire-pulse", "pactl", "parec", "pw-cli", "gst-launch-1.0",
    ),
    "speech": ("speech-dispatcher", "spd-say", "espeak-ng", "/usr/lib/speech-dispatcher-modules/sd_generic"),
    "entries": ("desktop-file-validate",),
    "strace": ("strace",),
    "systemd": (
        "/lib/systemd/systemd", "/usr/lib/systemd/user/dbus.socket", "/usr/lib/polkit-1/polkitd",
        "nsenter", "/usr/sbin/useradd", SYSTEM_PYTHON,
    ),
    "bash": ("bash",),
    "zsh": ("zsh",),
    "fish": ("fish",),
    "man": ("mandoc", "man"),
    "packages": ("dpkg-buildpackage", "dh_python3", "lintian", "mmdebstrap", "appstreamcli", "desktop-file-validate"),
    "rpm": ("rpmbuild", "rpmlint"),
    "makepkg": ("makepkg", "bsdtar", "fakeroot"),
    "root": ("git", "mmdebstrap", "setpriv", "unshare"),
}  # fmt: skip
"""Rig to what it needs: a program on PATH, a path that must exist, or a module of the system's Python."""


def missing(rig: str) -> list[str]:
    """What this machine lacks for a rig; empty if it can be started."""
    lacking = [need for need in RIGS[rig] if not _is_there(need)]
    if rig in {"systemd", "root"}:
        lacking += lacking_powers()
    if rig == "systemd":
        lacking += _lacking_cgroup()
    return lacking


def cgroup2() -> Path:
    """Where this machine has its cgroup2 tree: all of it, or one beside cgroup v1. Raises FileNotFoundError."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, right = line.split(" - ", 1)
        folder = Path(left.split()[4])
        if right.split()[0] == "cgroup2" and os.access(folder, os.W_OK):
            return folder
    raise FileNotFoundError("no cgroup2 tree that can be written")


@cache
def _is_there(need: str) -> bool:
    python, _, module = need.partition(" -m ")
    if not (Path(python).exists() if python.startswith("/") else shutil.which(python)):
        return False
    return not module or not subprocess.call([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL)


def lacking_powers() -> list[str]:
    """What this process lacks that makes mounts."""
    if os.geteuid() != 0:
        return ["root"]
    capabilities = re.findall(r"^CapEff:\s*(\w+)", Path("/proc/self/status").read_text(), re.MULTILINE)
    return [] if int(capabilities[0], 16) & CAP_SYS_ADMIN else ["CAP_SYS_ADMIN"]


def _lacking_cgroup() -> list[str]:
    try:
        cgroup2()
    except FileNotFoundError:
        return ["a writable cgroup2 tree"]
    return []


def require(rig: str) -> None:
    """Skip the calling test if its rig cannot be started here; where CI=true it fails, so that nothing hides."""
    lacking = missing(rig)
    if lacking:
        verdict = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        verdict(f"no {', '.join(lacking)} here: make test-desktops brings it")
