"""A guide that the service opens, on a really booted systemd: outside of the service, and not ended with it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from breakd.desktop.guide_launcher import BOARD_SECONDS, MOST_BOARDS
from tests.support import nowhere
from tests.support.rigs import needs
from tests.support.rigs.systemd import BootedSystemd

pytestmark = pytest.mark.systemd

PROJECT = Path(__file__).parents[2]
BREAKD = Path(sys.executable).with_name("breakd")
UNIT, GUIDE = "breakd.service", "breakd-guide-1.service"
NAME, DAEMON_PATH = "io.github.breakd", "/io/github/breakd"
MENU = ("/MenuBar", "com.canonical.dbusmenu")
BROWSER = """#!/bin/sh
echo "$1" > /tmp/page.new
cat /proc/self/cgroup /proc/self/status > /tmp/browser
echo $$ > /tmp/browser.pid
mv /tmp/page.new /tmp/page
exec sleep 300
"""
NO_DEFAULT = """#!/bin/sh
exit 1
"""
"""This desktop tells nothing; what the machine around it has chosen is none of its own."""
VISIT = """
import sys
from tests.support.guide_visitor import Visitor, leads_to
visitor = Visitor(leads_to(sys.argv[1]))
visitor.enter()
with visitor.live():
    assert visitor.say("done", seconds=54)["ok"]
"""
LOOK = """
import sys
from tests.support.guide_visitor import Visitor, leads_to
visitor = Visitor(leads_to(sys.argv[1]))
visitor.enter()
with visitor.live():
    assert visitor.say("show", page="now", asked={})["running"]
"""
SETTINGS = """mkdir -p .config/breakd
printf '[body]\\ndisclaimer = "confirmed"\\n' > .config/breakd/body.toml
"""


@pytest.fixture(scope="module")
def machine() -> Iterator[BootedSystemd]:
    """A machine where the service runs, and whose only browser writes down how it was started."""
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        for name, script in (("chromium", BROWSER), ("xdg-settings", NO_DEFAULT)):
            file = f"/usr/local/bin/{name}"
            machine.root("sh", "-c", f"cat > {file} <<'END'\n{script}END\nchmod 755 {file}")
        machine.run("sh", "-c", SETTINGS)
        variables = (f"DISPLAY={nowhere.DISPLAY}", "PATH=/usr/local/bin:/usr/bin:/bin")
        machine.run("systemctl", "--user", "set-environment", *variables)
        machine.run(BREAKD, "service", "install")
        yield machine


def icon_of(machine: BootedSystemd) -> str:
    """The connection of the daemon's icon, which is not the one that has its name."""
    pid = machine.show(UNIT, "MainPID")
    rows = [line.split() for line in machine.run("busctl", "--user", "list", "--no-legend").stdout.splitlines()]
    ours = [row[0] for row in rows if row[0].startswith(":") and row[1] == pid]
    (icon,) = [name for name in ours if "/MenuBar" in machine.run("busctl", "--user", "tree", name).stdout]
    return icon


def click(machine: BootedSystemd, label: str) -> None:
    """As a tray does it: the line of the menu with this label."""
    menu = (icon_of(machine), *MENU)
    words = ("GetLayout", "iias", "0", "-1", "0")
    reply = json.loads(machine.run("busctl", "--user", "--json=short", "--", "call", *menu, *words).stdout)
    lines = reply["data"][1][2]
    (number,) = (line["data"][0] for line in lines if line["data"][1].get("label", {}).get("data") == label)
    machine.run("busctl", "--user", "call", *menu, "Event", "isvu", str(number), "clicked", "s", "", "0")


def status(machine: BootedSystemd) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(machine.run(BREAKD, "status", "--json").stdout)
    return document


def test_the_guide_is_a_unit_of_its_own_outside_of_the_walls_of_the_service(machine: BootedSystemd) -> None:
    click(machine, "Stretch with the guide")
    page = machine.path(Path("/tmp/page"))
    machine.wait(page.exists, "the browser", 30)
    assert page.read_text().startswith("--app=file:///run/user/")
    assert machine.show(GUIDE, "ActiveState") == "activating", "until its page is open"
    seen = machine.path(Path("/tmp/browser")).read_text()
    assert f"/{GUIDE}" in seen
    assert UNIT not in seen
    assert "NoNewPrivs:\t0" in seen, "a browser makes its own sandbox, which ours would forbid"
    assert status(machine)["reminder"]["stage"] == "started"


def test_a_restart_of_the_daemon_does_not_end_the_guide(machine: BootedSystemd) -> None:
    before = machine.show(GUIDE, "MainPID")
    machine.run("systemctl", "--user", "restart", UNIT)
    assert machine.show(GUIDE, "MainPID") == before
    machine.wait(lambda: status(machine)["reminder"]["stage"] == "started", "the reminder of before")


def test_at_its_end_the_guide_is_gone_and_the_browser_is_not(machine: BootedSystemd) -> None:
    url = machine.path(Path("/tmp/page")).read_text().strip().removeprefix("--app=")
    machine.run(sys.executable, "-c", VISIT, url, PYTHONPATH=str(PROJECT))
    machine.wait(lambda: not machine.is_active(GUIDE, user=True), "the end of the guide")
    pid = machine.path(Path("/tmp/browser.pid")).read_text().strip()
    assert machine.root("kill", "-0", pid, check=False).returncode == 0
    (reminder,) = json.loads(machine.run(BREAKD, "history", "--json").stdout)["reminders"]
    assert (reminder["outcome"], reminder["guided_seconds"]) == ("completed", 54)
    machine.root("kill", pid)


def boards(machine: BootedSystemd) -> list[str]:
    """The units of the windows that are open."""
    words = ("list-units", "--plain", "--no-legend", "breakd-board-*")
    return [line.split()[0] for line in machine.run("systemctl", "--user", *words).stdout.splitlines()]


def open_board(machine: BootedSystemd) -> str:
    """Ask the daemon for the window; the address that the browser is given."""
    page = machine.path(Path("/tmp/page"))
    page.unlink(missing_ok=True)
    machine.run("busctl", "--user", "call", NAME, DAEMON_PATH, f"{NAME}.Daemon1", "OpenBoard", "s", "now")
    machine.wait(page.exists, "the browser", 30)
    return page.read_text().strip().removeprefix("--app=")


def test_the_board_is_a_unit_of_its_own_with_the_rights_of_a_command_and_ends_with_its_page(
    machine: BootedSystemd,
) -> None:
    address = open_board(machine)
    (unit,) = boards(machine)
    seen = machine.path(Path("/tmp/browser")).read_text()
    assert f"/{unit}" in seen
    assert UNIT not in seen
    lines = machine.root("cat", f"/proc/{machine.show(unit, 'MainPID')}/status").stdout.splitlines()
    typed = machine.run("cat", "/proc/self/status").stdout.splitlines()
    rights = ("Uid:", "Gid:", "CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:")
    assert [line for line in lines if line.startswith(rights)] == [line for line in typed if line.startswith(rights)]
    machine.run(sys.executable, "-c", LOOK, address, PYTHONPATH=str(PROJECT))
    machine.wait(lambda: boards(machine) == [], "the end of the window")
    machine.root("kill", machine.path(Path("/tmp/browser.pid")).read_text().strip())


def test_each_click_opens_a_window_up_to_a_few(machine: BootedSystemd) -> None:
    opened = set()
    for _ in range(MOST_BOARDS):
        opened.add(open_board(machine))
        time.sleep(BOARD_SECONDS)
    assert len(opened) == len(boards(machine)) == MOST_BOARDS
    before = boards(machine)
    machine.run("busctl", "--user", "call", NAME, DAEMON_PATH, f"{NAME}.Daemon1", "OpenBoard", "s", "now")
    lines = "a page cannot be opened"
    machine.wait(lambda: lines in machine.run("journalctl", "--user", "-u", UNIT).stdout, "the word in the journal")
    assert boards(machine) == before
    machine.run("systemctl", "--user", "stop", *boards(machine))
    assert boards(machine) == []


@pytest.mark.parametrize("lost", [Path(sys.executable), PROJECT / "breakd/cli/start.py"], ids=["python", "module"])
def test_a_guide_that_cannot_run_shows_the_steps(machine: BootedSystemd, lost: Path) -> None:
    """Python, or what is installed for it, was replaced while the daemon ran: systemd takes the unit all the same."""
    before = status(machine)["reminder"]
    if before is not None:
        machine.run(BREAKD, "skip")
    aside, lines = f"{lost}.aside", "a page cannot be opened: what opens it has not come up"
    told = machine.run("journalctl", "--user", "-u", UNIT).stdout.count(lines)
    machine.root("mv", lost, aside)
    try:
        click(machine, "Stretch with the guide")
        machine.wait(
            lambda: machine.run("journalctl", "--user", "-u", UNIT).stdout.count(lines) > told, "the word of it", 30
        )
    finally:
        machine.root("mv", aside, lost)
    assert status(machine)["reminder"]["stage"] == "shown"
    machine.run(BREAKD, "skip")


def test_a_guide_without_a_browser_shows_the_steps_and_leaves_nothing_behind(machine: BootedSystemd) -> None:
    machine.root("rm", "/usr/local/bin/chromium")
    machine.run("systemctl", "--user", "unset-environment", "DISPLAY")
    machine.run("systemctl", "--user", "restart", UNIT)
    click(machine, "Stretch with the guide")
    machine.wait(lambda: (status(machine)["reminder"] or {}).get("stage") == "shown", "the steps", 30)

    def guides() -> str:
        words = ("list-units", "--all", "--plain", "--no-legend", "breakd-guide-*")
        return machine.run("systemctl", "--user", *words).stdout

    machine.wait(lambda: guides() == "", "the end of the unit")
