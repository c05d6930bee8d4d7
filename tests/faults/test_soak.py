"""Many reminders, fast, through real D-Bus: the daemon grows by nothing. Forty in the tests, 500 with `make soak`."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.conftest import MEASURED
from tests.support.desktops.daemon import PROJECT, Daemon, environment
from tests.support.fakes.logind import FakeLogind
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications
from tests.support.fakes.tray_host import FakeTrayHost

from .table.page import FIGURE

REMINDERS, WARM_UP = (500, 250) if "SOAK_UNTIL" in os.environ else (40, 25)
"""After some 200 the allocator has taken again what the start gave back, and Python's table of names has grown."""
KIB_PER_REMINDER = 1024 / 500
"""Less than a mebibyte in five hundred."""
SETTLED_SECONDS = 12.0
"""After so many breakd has given back what only its start needed, and tried again what was not there at first."""
SPARE_KIB = 0 if "SOAK_UNTIL" in os.environ else 1024
"""What a small number of reminders may use for good, before the allocator has what it wants."""
SITE = """
import signal
from pathlib import Path

def count(*_):
    import asyncio
    Path("tasks").write_text(str(len(asyncio.all_tasks())))

signal.signal(signal.SIGUSR1, count)
"""
"""The daemon counts its tasks when it is told to; Python itself loads this."""
STATS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Debug.Stats")


@dataclass(frozen=True)
class Held:
    """What the daemon holds; memory in KiB."""

    pss: int
    uss: int
    files: int
    tasks: int
    rules: int

    def counts(self) -> tuple[int, int, int]:
        """What must never change."""
        return self.files, self.tasks, self.rules


@pytest.fixture
def daemon(private_bus: str, bus_folder: Path, screen: FakeNotifications) -> Iterator[Daemon]:  # noqa: ARG001
    """With all that it talks to."""
    env = environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    site = bus_folder / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITE)
    daemon = Daemon(env, bus_folder)
    daemon.env["PYTHONPATH"] = f"{site}:{PROJECT}"
    with FakeMutter(private_bus) as mutter, FakeLogind(private_bus), FakeTrayHost(private_bus), daemon:
        mutter.input()
        daemon.wait(lambda status: status["capabilities"]["tray"] == "sni", "the tray", 40)
        yield daemon


def held(daemon: Daemon) -> Held:
    """When nothing is under way."""
    text = Path(f"/proc/{daemon.pid}/smaps_rollup").read_text()
    sizes = {name: int(size) for name, size in re.findall(r"^(\w+): +(\d+) kB$", text, re.MULTILINE)}
    files = len(list(Path(f"/proc/{daemon.pid}/fd").iterdir()))
    uss = sizes["Private_Clean"] + sizes["Private_Dirty"]
    return Held(sizes["Pss"], uss, files, _tasks(daemon), _rules(daemon))


def at_rest(daemon: Daemon) -> Held:
    """The same when two looks agree on what is counted: what was under way is done."""
    end, last = time.monotonic() + 20, held(daemon)
    while True:
        time.sleep(1.2)
        now = held(daemon)
        if now.counts() == last.counts():
            return now
        assert time.monotonic() < end, (last, now)
        last = now


def _tasks(daemon: Daemon) -> int:
    told = daemon.folder / "tasks"
    told.unlink(missing_ok=True)
    os.kill(daemon.pid, signal.SIGUSR1)
    _until(lambda: told.exists() and told.read_text())
    return int(told.read_text())


def _rules(daemon: Daemon) -> int:
    """How many match rules the bus keeps for everybody; the fakes' never change."""
    with open_dbus_connection(daemon.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        reply = connection.send_and_get_reply(new_method_call(STATS, "GetAllMatchRules"), timeout=20)
    (rules,) = reply.body
    return sum(map(len, rules.values()))


def _until(ready: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.005)


def live(daemon: Daemon, screen: FakeNotifications, reminders: int) -> None:
    """So many reminders come up and are answered by a click."""
    for _ in range(reminders):
        daemon.call("RemindNow")
        _until(lambda: shown(screen))
        screen.press(shown(screen)[0], "done")
        _until(lambda: daemon.now()["reminder"] is None)


def shown(screen: FakeNotifications) -> list[int]:
    """The numbers of the reminders on the screen."""
    return screen.do(lambda: [number for number, note in screen.screen.items() if "done" in note.actions])


def test_reminders_leave_nothing_behind(
    daemon: Daemon, screen: FakeNotifications, record_property: Callable[[str, object], None]
) -> None:
    live(daemon, screen, 1)
    time.sleep(SETTLED_SECONDS)
    live(daemon, screen, WARM_UP)
    before = at_rest(daemon)
    began = time.monotonic()
    live(daemon, screen, REMINDERS)
    seconds = time.monotonic() - began
    after = at_rest(daemon)
    figure = (
        f"{REMINDERS} reminders in {seconds:.0f} s: PSS {before.pss} to {after.pss} KiB, "
        f"USS {before.uss} to {after.uss} KiB, descriptors, tasks and match rules {after.counts()}"
    )
    record_property(MEASURED, figure)
    record_property(FIGURE, figure)
    assert after.counts() == before.counts()
    assert max(after.pss - before.pss, after.uss - before.uss) < SPARE_KIB + KIB_PER_REMINDER * REMINDERS
    assert daemon.complaints() == []
