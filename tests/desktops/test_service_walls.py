"""The walls of the service, each by what it stops, under the lines of the unit itself on a really booted systemd.

Each line is taken away once: what it stops is then done. And breakd lives a day in which every call that the walls
refuse would be its death.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.desktops.daemon import CONFIRMED, FAST
from tests.support.desktops.walls import DEEDS, PORT
from tests.support.rigs import needs
from tests.support.rigs.systemd import UID, BootedSystemd

pytestmark = pytest.mark.systemd

PROJECT = Path(__file__).parents[2]
BREAKD = Path(sys.executable).with_name("breakd")
UNIT, NAME = "breakd.service", "io.github.breakd"
LISTEN = """
import pathlib, socket, time
one = socket.create_server(("127.0.0.1", 0))
draft = pathlib.Path("port.new")
draft.write_text(str(one.getsockname()[1]))
draft.rename("port")
time.sleep(600)
"""
"""Something that listens at a free port, and writes down at which."""

WALLS = {
    "UMask=0077": "write_for_all",
    "LockPersonality=yes": "lay_out_as_ever",
    "MemoryDenyWriteExecute=yes": "run_what_was_written",
    "RestrictNamespaces=yes": "be_root_in_a_namespace",
    "RestrictSUIDSGID=yes": "make_set_uid",
    "RestrictAddressFamilies=AF_UNIX": "connect",
    "@resources": "choose_cores",
    "@privileged": "change_owner",
    "@keyring": "keep_key",
    "@aio": "connect_by_io_uring",
    "LimitCORE=0": "dump_core",
    "LimitNOFILE=256": "open_files",
}
"""A line, or a word of one, and the deed that it alone stops."""
OTHERS = "SystemCallFilter=~@resources @privileged @keyring @aio"
"""The line whose words are tried one by one."""
NOT_ALONE = {
    "NoNewPrivileges=yes": "systemd sets it for the filters anyway",
    "RestrictRealtime=yes": "@resources stops the same calls; it stays for the day when that goes",
    "SystemCallArchitectures=native": "programs of 32 bits would have to be there",
    "SystemCallFilter=@system-service": "most of what it leaves out no user may do anyway",
    "SystemCallErrorNumber=EPERM": "how it refuses",
}
"""Lines without a deed here, and why."""
DEEDS_OF_WALLS = (*WALLS.values(), "gain_by_set_uid")
BOUNDS = {"memory": ("MemoryMax=200M", "eat_memory"), "pids": ("TasksMax=32", "start_threads")}
"""What a controller of the kernel is needed for, which a user's manager has not everywhere."""
DEADLY = "SystemCallErrorNumber=kill"
"""A refused call ends the program, instead of being an error that it may swallow."""
DISPLAY = ":51704"
"""Far above those that the machine may have."""
DESKTOP = ("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.example.Hand")
GSETTINGS = """
import asyncio
from breakd.desktop.quiet.do_not_disturb import gnome
print(asyncio.run(gnome._output("gsettings", "list-schemas")))
"""
"""The one program that breakd starts inside, as it starts it."""


@pytest.fixture(scope="module")
def machine() -> Iterator[BootedSystemd]:
    """A machine with a set-uid program, and something that listens."""
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        machine.root("sh", "-c", "cp /usr/bin/id /usr/local/bin/who && chmod 4755 /usr/local/bin/who")
        where = ("--user", "--unit=listener", f"--working-directory={machine.home}")
        machine.run("systemd-run", *where, sys.executable, "-c", LISTEN)
        machine.wait((machine.path(machine.home) / "port").exists, "the listener")
        yield machine


def port_of(machine: BootedSystemd) -> str:
    """The variable that names the port of what listens."""
    return f"{PORT}={(machine.path(machine.home) / 'port').read_text()}"


def lines() -> list[str]:
    """The unit's walls: all from UMask= on."""
    text = (PROJECT / "systemd/breakd.service").read_text()
    service = text.partition("[Service]")[2].partition("[Install]")[0]
    return [line for line in service[service.index("UMask=") :].splitlines() if line and not line.startswith("#")]


def without(word: str) -> list[str]:
    """The walls without this line, or without this word in one."""
    left = [line.replace(f"~{word} ", "~").replace(f" {word}", "") for line in lines() if line != word]
    assert left != lines(), word
    return left


def tried(machine: BootedSystemd, walls: list[str], *deeds: str) -> dict[str, str]:
    """What became of the deeds behind these walls."""
    words = [f"--property={line}" for line in walls]
    environment = [f"--setenv=PYTHONPATH={PROJECT}", f"--setenv={port_of(machine)}"]
    service = ("systemd-run", "--user", "--wait", "--pipe", "--quiet", "--collect", *words, *environment)
    said = machine.run(*service, sys.executable, "-m", "tests.support.desktops.walls", *deeds, check=False).stdout
    return dict(line.split("\t") for line in said.splitlines())


# -- each wall -----------------------------------------------------------------------------------------------------


def test_each_line_has_its_deed_or_its_reason() -> None:
    told = {*WALLS, *NOT_ALONE, *(line for line, _ in BOUNDS.values())}
    assert {word for word in told if not word.startswith("@")} | {OTHERS} == set(lines())
    assert {word for word in told if word.startswith("@")} == set(OTHERS.partition("~")[2].split())
    assert {*DEEDS_OF_WALLS, *(deed for _, deed in BOUNDS.values())} == set(DEEDS)


def test_without_walls_all_of_it_is_done(machine: BootedSystemd) -> None:
    assert tried(machine, [], *DEEDS_OF_WALLS) == dict.fromkeys(DEEDS_OF_WALLS, "done")


def test_behind_the_walls_nothing_of_it_is(machine: BootedSystemd) -> None:
    outcomes = tried(machine, lines(), *DEEDS_OF_WALLS)
    assert set(outcomes) == set(DEEDS_OF_WALLS)
    assert "done" not in outcomes.values(), outcomes


@pytest.mark.parametrize("word", WALLS)
def test_without_its_line_the_deed_is_done(machine: BootedSystemd, word: str) -> None:
    assert tried(machine, without(word), WALLS[word]) == {WALLS[word]: "done"}


@pytest.mark.parametrize("controller", BOUNDS)
def test_memory_and_threads_are_bounded_where_the_kernel_counts_them(machine: BootedSystemd, controller: str) -> None:
    line, deed = BOUNDS[controller]
    group = f"/sys/fs/cgroup/user.slice/user-{UID}.slice/user@{UID}.service/cgroup.controllers"
    counted = controller in machine.root("cat", group).stdout.split()
    assert tried(machine, without(line), deed) == {deed: "done"}
    refused: dict[str, dict[str, str]] = {"eat_memory": {}, "start_threads": {"start_threads": "EAGAIN"}}
    assert tried(machine, lines(), deed) == (refused[deed] if counted else {deed: "done"})


def test_the_person_s_manager_leads_around_every_wall(machine: BootedSystemd) -> None:
    # docs/security.md says so: whoever reaches the user's bus can have a program started outside
    walls = [f"--property={line}" for line in lines()]
    outside = ("systemd-run", "--user", "--wait", "--pipe", "--quiet")
    deed = (sys.executable, "-m", "tests.support.desktops.walls", "connect")
    again = (*outside, f"--setenv=PYTHONPATH={PROJECT}", f"--setenv={port_of(machine)}", *deed)
    assert machine.run(*outside, "--collect", *walls, *again).stdout == "connect\tdone\n"


# -- a day behind them ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def desk(machine: BootedSystemd) -> BootedSystemd:
    """A desk with a display and a notification server, where the service runs and no refused call is forgiven."""
    needs.require("x11")
    machine.run("mkdir", "--parents", "--mode=700", ".config/breakd", f".config/systemd/user/{UNIT}.d")
    for name, text in {"config.toml": FAST, "body.toml": CONFIRMED}.items():
        machine.path(machine.home / ".config/breakd" / name).write_text(text)
    machine.path(machine.home / f".config/systemd/user/{UNIT}.d/kill.conf").write_text(f"[Service]\n{DEADLY}\n")
    display = ("Xvfb", DISPLAY, "-nolisten", "tcp", "-noreset")
    machine.run("systemd-run", "--user", "--unit=display", *display)
    notifications = (sys.executable, "-m", "tests.support.rigs.notifyd", machine.home / "notified")
    machine.run("systemd-run", "--user", "--unit=notifications", f"--setenv=PYTHONPATH={PROJECT}", *notifications)
    machine.wait(lambda: notified(machine), "the notification server")
    machine.run("systemctl", "--user", "set-environment", f"DISPLAY={DISPLAY}")
    machine.run(BREAKD, "service", "install")
    assert "kill.conf" in machine.show(UNIT, "DropInPaths")
    return machine


def notified(machine: BootedSystemd) -> list[dict[str, Any]]:
    """What the notification server has done."""
    log = machine.path(machine.home / "notified")
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def status(machine: BootedSystemd) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(machine.run(BREAKD, "status", "--json").stdout)
    return document


def work_until_shown(desk: BootedSystemd) -> None:
    """Type until a reminder is on the screen."""

    def shown() -> bool:
        desk.run("xdotool", "key", "shift", DISPLAY=DISPLAY)
        return (status(desk)["reminder"] or {}).get("stage") == "shown"

    desk.wait(shown, "the reminder")


def press(desk: BootedSystemd, action: str) -> None:
    """Press a button of the newest pop-up."""
    number = [note["id"] for note in notified(desk) if note["what"] == "notify"][-1]
    desk.run("busctl", "--user", "call", *DESKTOP, "Press", "us", str(number), action)


def completed(desk: BootedSystemd) -> int:
    number: int = status(desk)["today"]["outcomes"]["completed"]
    return number


def test_a_refused_call_would_be_its_death(machine: BootedSystemd) -> None:
    assert tried(machine, [*lines(), DEADLY], "choose_cores") == {}
    assert tried(machine, [*lines(), DEADLY], "connect") == {"connect": "EAFNOSUPPORT"}


def test_reminders_come_and_are_answered(desk: BootedSystemd) -> None:
    assert status(desk)["capabilities"]["presence"] == "x11"
    work_until_shown(desk)
    press(desk, "snooze")
    desk.wait(lambda: status(desk)["state"] == "snoozed", "the snooze")
    work_until_shown(desk)
    press(desk, "done")
    desk.wait(lambda: completed(desk) == 1, "the answer")
    work_until_shown(desk)
    desk.run(BREAKD, "another")
    desk.run(BREAKD, "done")
    assert completed(desk) == 2


def test_it_takes_up_what_is_saved_and_asked(desk: BootedSystemd) -> None:
    desk.path(desk.home / ".config/breakd/config.toml").write_text(FAST.replace('limit = "2s"', 'limit = "20m"', 1))
    desk.wait(lambda: status(desk)["limit_seconds"] == 1200, "the new settings")
    desk.run(BREAKD, "pause", "1h")
    desk.run(BREAKD, "resume")
    desk.run(BREAKD, "doctor", check=False)
    assert len(json.loads(desk.run(BREAKD, "history", "--json").stdout)["reminders"]) >= 2


def test_it_sees_the_lock_and_the_sleep(desk: BootedSystemd) -> None:
    desk.set_locked(True)
    desk.wait(lambda: status(desk)["presence"] == "locked", "the lock")
    desk.set_locked(False)
    desk.suspend()
    desk.wait(lambda: status(desk)["presence"] != "locked", "the return")


def test_the_one_program_that_it_starts_runs(machine: BootedSystemd) -> None:
    needs.require("gnome")
    walls = [f"--property={line}" for line in [*lines(), DEADLY]]
    service = ("systemd-run", "--user", "--wait", "--pipe", "--quiet", "--collect", *walls)
    said = machine.run(*service, f"--setenv=PYTHONPATH={PROJECT}", sys.executable, "-c", GSETTINGS).stdout
    assert "org.gnome.desktop.notifications" in said


def test_all_day_it_was_the_same_and_far_from_its_bounds(desk: BootedSystemd) -> None:
    assert desk.show(UNIT, "NRestarts") == "0"
    pid = desk.show(UNIT, "MainPID")
    words = dict(line.split(":\t") for line in desk.root("cat", f"/proc/{pid}/status").stdout.splitlines())
    files = len(desk.root("ls", f"/proc/{pid}/fd").stdout.split())
    assert int(words["VmHWM"].split()[0]) < 200 * 1024 / 4
    assert int(words["Threads"]) <= 32 / 4
    assert files < 256 / 4
    journal = desk.root("journalctl", "--no-pager", "--identifier=breakd").stdout
    assert "Traceback" not in journal
    assert "not permitted" not in journal
