"""*Start breakd with my desktop* in the window, on a booted systemd: pressed on, off and on, and the logins."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from breakd.messages import board as texts
from tests.support.rigs import needs
from tests.support.rigs.systemd import UID, BootedSystemd

pytestmark = pytest.mark.systemd

PROJECT = Path(__file__).parents[2]
BREAKD = Path(sys.executable).with_name("breakd")
UNIT, NAME = "breakd.service", "io.github.breakd"
WELL: list[tuple[str, object]] = [
    ("notice", True), ("hurts", "no"), ("emergency", []), ("urgent", []), ("routine", []), ("joints", []),
    ("health", []), ("place", "home"), ("hours", ""),
]  # fmt: skip
"""What a person says whom nothing hurts."""
WINDOW = """
import json, re, subprocess, sys
from tests.support.guide_visitor import Visitor

breakd, *said = sys.argv[1:]
window = subprocess.Popen([breakd, "board", "--address"], stdout=subprocess.PIPE, text=True)
(address,) = re.findall(r"http://\\S+", window.stdout.readline())
visitor = Visitor(address)
visitor.enter()
life = visitor.live()
for one in said:
    word, more = one.split(" ", 1)
    print(json.dumps(visitor.say(word, **json.loads(more))))
life.close()
window.wait(20)
"""
"""The window with somebody in it who says these things, from inside the machine; prints each answer."""


@pytest.fixture(scope="module")
def machine() -> Iterator[BootedSystemd]:
    """A machine where somebody has started breakd by hand."""
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        machine.root("ip", "link", "set", "lo", "up", check=False)
        machine.run("systemd-run", "--user", "--unit=by-hand", BREAKD, "run")
        machine.wait(lambda: runs(machine), "the first breakd")
        yield machine


def runs(machine: BootedSystemd) -> bool:
    return machine.run("busctl", "--user", "status", NAME, check=False).returncode == 0


def window(machine: BootedSystemd, *said: tuple[str, Mapping[str, object]]) -> list[dict[str, Any]]:
    """What the window answers to each of these."""
    words = [f"{word} {json.dumps(more)}" for word, more in said]
    done = machine.run(sys.executable, "-c", WINDOW, BREAKD, *words, PYTHONPATH=str(PROJECT))
    return [json.loads(line) for line in done.stdout.splitlines()]


def pressed(machine: BootedSystemd, page: str, *, on: bool) -> dict[str, Any]:
    (answer,) = window(machine, ("act", {"page": page, "act": "with-desktop", "more": {"on": on}}))
    return answer


def log_in_again(machine: BootedSystemd) -> None:
    """The person's systemd and all it runs end, and begin anew; then a desktop comes up, of each kind."""
    machine.root("systemctl", "restart", f"user@{UID}.service")
    machine.wait(lambda: machine.is_active(f"user@{UID}.service"), "the manager")
    machine.reach_desktop()
    entry = machine.path(machine.home / ".config/autostart/breakd.desktop").read_text()
    (command,) = [line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec=")]
    machine.run("sh", "-c", command, check=False)


def test_pressed_at_the_end_of_the_set_up(machine: BootedSystemd) -> None:
    said = [("act", {"page": "setup", "act": "answer", "more": {"id": id, "answer": it}}) for id, it in WELL]
    show = ("show", {"page": "setup", "asked": {}})
    done = window(machine, show, *said, ("act", {"page": "setup", "act": "write", "more": {}}))[-1]
    assert (done["stage"], done["with_desktop"]) == ("done", "off"), done
    answer = pressed(machine, "setup", on=True)
    assert (answer["ok"], answer["text"], answer["with_desktop"]) == (True, texts.STARTS, "on")
    assert machine.show(UNIT, "UnitFileState") == "enabled"
    assert machine.is_active("by-hand.service", user=True), "the one that runs runs on"


def test_the_next_login_starts_it(machine: BootedSystemd) -> None:
    log_in_again(machine)
    machine.wait(lambda: runs(machine), "breakd")
    assert machine.is_active(UNIT, user=True)


def test_the_same_switch_turns_it_off(machine: BootedSystemd) -> None:
    (shown,) = window(machine, ("show", {"page": "settings", "asked": {}}))
    assert shown["with_desktop"] == "on"
    answer = pressed(machine, "settings", on=False)
    assert (answer["ok"], answer["text"], answer["with_desktop"]) == (True, texts.STARTS_NO_MORE, "off")
    assert runs(machine), "until the log-out"
    log_in_again(machine)
    assert not machine.is_active(UNIT, user=True)
    assert not runs(machine)


def test_and_on_again(machine: BootedSystemd) -> None:
    assert pressed(machine, "settings", on=True)["with_desktop"] == "on"
    assert runs(machine)


def test_where_no_manager_answers_there_is_no_switch(machine: BootedSystemd) -> None:
    script = "from breakd.board import with_desktop; print(with_desktop.state().name)"
    done = machine.run(
        sys.executable, "-c", script, PYTHONPATH=str(PROJECT), XDG_RUNTIME_DIR="/nowhere",
        DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere",
    )  # fmt: skip
    assert done.stdout == "NONE\n"
