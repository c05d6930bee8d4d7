"""The pictures that a notification carries: breakd's icon, and the stretch in the desktop's own light or dark."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from urllib.parse import quote_from_bytes

from breakd.desktop.bus_names import PORTAL, PORTAL_PATH
from breakd.desktop.dbus import Bus, BusError
from breakd.figures import picture_store
from breakd.stretches.model import Stretch
from breakd.stretches.sides import sides_done

log = logging.getLogger(__name__)

SETTINGS = "org.freedesktop.portal.Settings"
PREFERS_DARK = 1
"""A value of `color-scheme` (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html)."""
ASK_SECONDS = 0.5
"""A reminder does not wait longer to learn the colour of its picture."""

_APP_ICON = Path(__file__).parents[2] / "data" / "app-icon.png"


def app_icon() -> str:
    """The address of breakd's own icon; empty if the installation lacks it, for a fault is drawn worse than nothing.

    A file, not a name: names come and go with the theme.
    """
    return _address_of(_APP_ICON) if _APP_ICON.is_file() else ""


class PictureFinder:
    """Finds the picture of a stretch. What goes wrong is logged once: a reminder without a picture is one too."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._complained = False

    async def of(self, stretch: Stretch, sore_side: str, *, close: bool = False) -> str:
        """The address of the picture, of the side that is worked first; empty if there is none.

        `close`: for a server that shows it small, and dark whatever the person has chosen.
        """
        side = next(iter(sides_done(stretch, sore_side)), "")
        try:
            dark = not close and await self._is_dark()
            file = self._own(stretch) or picture_store.cached(stretch.pose, side, dark=dark, close=close)
        except OSError as error:
            if not self._complained:
                # not its file, which has the stretch's name
                log.warning("reminders have no picture: %s", getattr(error, "strerror", None) or type(error).__name__)
            self._complained = True
            return ""
        return _address_of(file) if file else ""

    def _own(self, stretch: Stretch) -> Path | None:
        file = Path(stretch.picture)
        return file if stretch.picture and file.is_absolute() and file.is_file() else None

    async def _is_dark(self) -> bool:
        """What the person has chosen for the desktop; light where nobody tells."""
        wanted = ["org.freedesktop.appearance", "color-scheme"]
        try:
            (answer,) = await self._bus.call(
                PORTAL, PORTAL_PATH, SETTINGS, "Read", "ss", wanted, returns="v", seconds=ASK_SECONDS
            )
        except BusError:
            return False
        while hasattr(answer, "value"):  # Read answers with a variant in a variant, by an old mistake
            answer = answer.value
        return bool(answer == PREFERS_DARK)


def _address_of(file: Path) -> str:
    """As `Path.as_uri`, which loads all that opens addresses of the net in Python 3.14."""
    return f"file://{quote_from_bytes(os.fsencode(file))}"
