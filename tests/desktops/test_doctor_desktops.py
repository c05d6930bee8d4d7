"""`breakd doctor` on real desktops, before breakd runs there: what it finds is what the desktop is known to have."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.desktops.desks import without_tray
from tests.support.rigs import needs
from tests.support.rigs.audio import Audio
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.plasma import FULL_SCREEN_INHIBITS, IDLE_WITHOUT_INHIBITORS
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.x11 import X11Desktop

DOCTOR = (sys.executable, "-m", "breakd", "doctor")


def doctor(desktop: Desktop) -> dict[str, dict[str, Any]]:
    """Each check by its id. Only the daemon is missing."""
    done = desktop.run(*DOCTOR, "--json", check=False)
    assert (done.returncode, done.stderr) == (1, "")
    found = {check["id"]: check for check in json.loads(done.stdout)["checks"]}
    assert [id for id, check in found.items() if check["verdict"] == "missing"] == ["daemon"]
    text = desktop.run(*DOCTOR, check=False).stdout
    assert max(map(len, text.splitlines())) <= 80
    return found


@pytest.mark.x11
def test_xfce(xfce: X11Desktop) -> None:
    found = doctor(xfce)
    assert found["desktop"]["text"] == "XFCE on X11"
    assert found["presence"]["text"] == "would be seen by x11"
    assert found["notifications"]["text"].startswith("Xfce Notify Daemon")
    for id in ("notifications", "tray", "do-not-disturb", "fullscreen"):
        assert found[id]["verdict"] == "ok", found[id]
    assert "xss-lock" in found["logind"]["remedy"], "no locker runs here"


@pytest.mark.gnome
def test_gnome(gnome: Desktop) -> None:
    found = doctor(gnome)
    assert found["desktop"]["text"] == "GNOME on Wayland"
    assert found["presence"]["text"] == "would be seen by mutter"
    assert found["presence"]["because"] == []
    for id in ("logind", "notifications", "tray", "do-not-disturb"):
        assert found[id]["verdict"] == "ok", found[id]
    assert found["fullscreen"]["verdict"] == "degraded"


@pytest.mark.gnome
def test_plain_gnome_is_told_of_the_extension(gnome: Desktop) -> None:
    with without_tray(gnome):
        tray = doctor(gnome)["tray"]
    assert tray["verdict"] == "degraded"
    assert "AppIndicator" in tray["remedy"]
    assert doctor(gnome)["tray"]["verdict"] == "ok"


def assert_films_hide_absences(presence: dict[str, Any]) -> None:
    """Compositors without ext-idle-notify 2 have alarms only that programs hold up."""
    assert presence["verdict"] == "degraded"
    assert presence["text"].startswith("would be seen by wayland, but")
    assert presence["text"].endswith("ext-idle-notify 2")


@pytest.mark.kde
def test_plasma(kde: KdeDesktop) -> None:
    found = doctor(kde)
    if kde.plasma.since(IDLE_WITHOUT_INHIBITORS):
        assert (found["presence"]["verdict"], found["presence"]["text"]) == ("ok", "would be seen by wayland")
    else:
        assert_films_hide_absences(found["presence"])
    assert found["notifications"]["text"].startswith("Plasma")
    for id in ("logind", "notifications", "tray", "do-not-disturb"):
        assert found[id]["verdict"] == "ok", found[id]
    assert found["fullscreen"]["verdict"] == ("ok" if kde.plasma.since(FULL_SCREEN_INHIBITS) else "degraded")


@pytest.mark.sway
def test_sway(sway: SwayDesktop) -> None:
    found = doctor(sway)
    if sway.idle_version >= 2:
        assert (found["presence"]["verdict"], found["presence"]["text"]) == ("ok", "would be seen by wayland")
    else:
        assert_films_hide_absences(found["presence"])
    assert "mako" in found["notifications"]["text"]
    assert found["notifications"]["verdict"] == "degraded", "mako draws no buttons"
    assert "SetLockedHint" in found["logind"]["remedy"]
    for id in ("idle-inhibitors", "tray", "do-not-disturb", "fullscreen"):
        assert found[id]["verdict"] == "ok", found[id]


@pytest.mark.x11
@pytest.mark.audio
def test_pictures_that_x11_programs_take_of_the_screen_are_told_to_nobody(x11: X11Desktop) -> None:
    needs.require("audio")
    with Audio(x11):
        found = doctor(x11)
    assert found["call"]["verdict"] == "ok"
    assert found["screen-share"]["verdict"] == "degraded"
    assert "PipeWire" in found["screen-share"]["text"]


@contextmanager
def xembed_tray(display: str) -> Iterator[None]:
    """A panel that shows icons of the old kind: whoever owns this selection (System Tray Protocol Specification)."""
    import xcffib

    connection: Any = xcffib.connect(display=display)  # type: ignore[no-untyped-call]
    name = "_NET_SYSTEM_TRAY_S0"
    atom = connection.core.InternAtom(False, len(name), name).reply().atom
    window, root = connection.generate_id(), connection.get_setup().roots[0].root
    connection.core.CreateWindow(0, window, root, 0, 0, 1, 1, 0, 2, 0, 0, [])
    connection.core.SetSelectionOwner(window, atom, 0)
    connection.core.GetInputFocus().reply()
    yield
    connection.disconnect()


@pytest.mark.x11
def test_a_panel_with_icons_of_the_old_kind_alone(x11: X11Desktop) -> None:
    assert "XEmbed" not in doctor(x11)["tray"]["text"]
    with xembed_tray(x11.display):
        tray = doctor(x11)["tray"]
    assert tray["verdict"] == "degraded"
    assert "XEmbed" in tray["text"]
    assert "snixembed" in tray["remedy"]
