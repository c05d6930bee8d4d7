"""Fixtures that every room of tests shares. The desktops themselves are in `tests/support/rigs/`."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications
from tests.support.rigs import bus, needs
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.systemd import BootedSystemd
from tests.support.rigs.x11 import X11Desktop

MEASURED = "measured"
"""The property (`record_property`) by which a test tells a figure; each run prints them all."""
NOWHERE = "unix:path=/nonexistent/bus"


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a private bus, and begin with what waits longest, so that nothing waits for it at the end."""
    for item in items:
        if needs_bus.__name__ in getattr(item, "fixturenames", ()):
            item.add_marker("bus")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(tryfirst=True)  # before a fixture starts a bus
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a private bus where there is none; all for one reason, so that one line tells their number."""
    if item.get_closest_marker("bus"):
        needs.require("bus")


def pytest_configure() -> None:
    """No example has a deadline, for its time says how busy the machine is; and Ctrl+C reaches what the tests start.

    A shell starts what it runs in the background with SIGINT ignored.
    """
    # CI draws the same examples each time; what others draw by chance is mended when it is found
    always_the_same = os.environ.get("CI") == "true"
    hypothesis.settings.register_profile("breakd", deadline=None, derandomize=always_the_same)
    hypothesis.settings.load_profile("breakd")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures, of tests that passed and of those that did not."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties if report.when == "call" else ():
            if name == MEASURED:
                terminalreporter.write_line(f"{MEASURED}: {value}")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where homes may be; `tmp_path` reads the names of all its elders first, which thousands of tests pay."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test meets the desktop, the buses or the files of whoever runs it."""
    home = next(homes)
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("XDG_")] + [
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "NOTIFY_SOCKET",
        "LINES",  # a terminal of a test has a size of its own
        "COLUMNS",
    ]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", NOWHERE)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", NOWHERE)
    return home


@pytest.fixture
def bus_folder() -> Iterator[Path]:
    """A folder whose path is short: a socket's may have 107 bytes, and pytest's own folders are long."""
    with tempfile.TemporaryDirectory(prefix="breakd-test-") as folder:
        yield Path(folder)


@pytest.fixture
def needs_bus() -> None:
    """The test runs a bus: without dbus-daemon it is skipped."""


@pytest.fixture
def private_bus(bus_folder: Path, monkeypatch: pytest.MonkeyPatch, needs_bus: None) -> Iterator[str]:  # noqa: ARG001
    """An empty bus of the test's own, as session and as system bus; yields its address.

    A test that wants two, or the environment left alone, uses `tests.support.rigs.bus.private_bus` itself
    and asks for `needs_bus`.
    """
    with bus.private_bus(bus_folder) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def screen(private_bus: str) -> Iterator[FakeNotifications]:
    """A notification server on the private bus."""
    with FakeNotifications(private_bus) as screen:
        yield screen


@pytest.fixture
def mutter(private_bus: str) -> Iterator[FakeMutter]:
    """Who tells of input, on the private bus."""
    with FakeMutter(private_bus) as mutter:
        yield mutter


@pytest.fixture(scope="module")
def x11() -> Iterator[X11Desktop]:
    """A bare X11 session with the recording notification server."""
    needs.require("x11")
    with X11Desktop() as desktop:
        yield desktop


@pytest.fixture(scope="module")
def xfce() -> Iterator[X11Desktop]:
    """X11 with openbox, xfce4-panel and xfce4-notifyd."""
    needs.require("xfce")
    with X11Desktop(notify="xfce4-notifyd", panel=True) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def gnome() -> Iterator[GnomeDesktop]:
    """A headless GNOME Shell with the tray extension."""
    needs.require("gnome")
    with GnomeDesktop() as desktop:
        yield desktop


@pytest.fixture(scope="module")
def kde() -> Iterator[KdeDesktop]:
    """Plasma: KWin on Wayland and plasmashell."""
    needs.require("kde")
    with KdeDesktop() as desktop:
        yield desktop


@pytest.fixture(scope="module")
def kwin() -> Iterator[KdeDesktop]:
    """Plasma's compositor alone."""
    needs.require("kwin")
    with KdeDesktop(shell=False) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def sway() -> Iterator[SwayDesktop]:
    """Sway with waybar and mako."""
    needs.require("sway")
    with SwayDesktop() as desktop:
        yield desktop


@pytest.fixture(scope="module")
def bare_sway() -> Iterator[SwayDesktop]:
    """Sway alone."""
    needs.require("bare-sway")
    with SwayDesktop(notify=None, bar=False) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def systemd() -> Iterator[BootedSystemd]:
    """A booted systemd with a user who is logged in at a desktop."""
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        yield machine
