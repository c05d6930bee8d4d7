"""Finds a browser of the person's and opens an address in it."""

from __future__ import annotations

import os
import shutil

from breakd.system.launch import on_its_own_feet

FAMILY = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "brave-browser", "brave",
    "microsoft-edge", "microsoft-edge-stable", "vivaldi", "vivaldi-stable",
)  # fmt: skip
"""Browsers that show one page as a window of its own, and let the page close it."""
ANY = ("xdg-open", "gio", "firefox", "firefox-esr", "epiphany-browser", "falkon", "konqueror")


def command(url: str) -> list[str] | None:
    """How to open the address here; None without a display or a browser."""
    if not (os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")):
        return None
    for name in FAMILY:
        if path := shutil.which(name):
            return [path, f"--app={url}", "--window-size=960,760"]
    for name in ANY:
        if path := shutil.which(name):
            return [path, *(["open"] if name == "gio" else []), url]
    return None


def open_page(argv: list[str]) -> bool:
    """Start the browser on its own feet: it outlives us, with every other page that is open in it."""
    try:
        on_its_own_feet(argv, os.environ)
    except OSError:
        return False
    return True
