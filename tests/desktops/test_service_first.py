"""The user service on a booted systemd, before there is any desktop; then a compositor comes, goes and returns."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.rigs import needs
from tests.support.rigs.systemd import BootedSystemd

pytestmark = pytest.mark.systemd

BREAKD = Path(sys.executable).with_name("breakd")
UNIT, COMPOSITOR = "breakd.service", "rig-compositor.service"
HEADLESS = ("WLR_BACKENDS=headless", "WLR_RENDERER=pixman", "WLR_LIBINPUT_NO_DEVICES=1", "WLR_HEADLESS_OUTPUTS=1")


@pytest.fixture(scope="module")
def machine() -> Iterator[BootedSystemd]:
    """A machine where somebody installed the service over ssh."""
    needs.require("systemd")
    needs.require("bare-sway")
    with BootedSystemd() as machine:
        machine.log_in()
        machine.run(BREAKD, "service", "install")
        yield machine


def start_compositor(machine: BootedSystemd) -> None:
    """Sway as many people start it: it tells systemd nothing of its display."""
    machine.path(machine.home / "sway.conf").write_text("xwayland disable\n")
    settings = [f"--setenv={setting}" for setting in HEADLESS]
    machine.run("systemd-run", "--user", f"--unit={COMPOSITOR}", *settings, "sway", "-c", machine.home / "sway.conf")


def presence(machine: BootedSystemd) -> tuple[str, str]:
    """The source, and what it says."""
    status: dict[str, Any] = json.loads(machine.run(BREAKD, "status", "--json").stdout)
    return status["capabilities"]["presence"], status["presence"]


def test_before_there_is_a_desktop(machine: BootedSystemd) -> None:
    assert presence(machine) == ("always", "active")


def test_systemd_is_told_what_is_going_on(machine: BootedSystemd) -> None:
    """With `READY` and each heartbeat: what `systemctl --user status` shows."""
    assert machine.show(UNIT, "StatusText").startswith(("Sitting, next reminder at ", "Sitting under a minute"))


def test_the_journal_has_priorities(machine: BootedSystemd) -> None:
    """A fault in the settings is a warning, what happens all day is not."""
    config = machine.path(machine.home / ".config/breakd/config.toml")
    before = config.read_text() if config.exists() else ""
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[sitting]\nlimit = "thirty"\n')
    machine.wait(lambda: "thirty" in logged(machine, "warning"), "the warning")
    config.write_text(before)
    assert "SourceReady" not in logged(machine, "warning")
    assert "SourceReady" in logged(machine, "info")
    assert "<4>" not in logged(machine, "debug")


def logged(machine: BootedSystemd, priority: str) -> str:
    """What the service has logged at this priority and above."""
    argv = ("--user", "--no-pager", "--output=cat", "-p", priority, "-u", "breakd")
    return machine.run("journalctl", *argv).stdout


def test_a_compositor_comes(machine: BootedSystemd) -> None:
    before = machine.show(UNIT, "MainPID")
    start_compositor(machine)
    machine.wait(lambda: presence(machine)[0] == "wayland", "the compositor's source")
    assert machine.show(UNIT, "MainPID") == before


def test_the_compositor_goes_and_another_comes(machine: BootedSystemd) -> None:
    before = machine.show(UNIT, "MainPID")
    machine.run("systemctl", "--user", "stop", COMPOSITOR)
    machine.wait(lambda: "SourceLost" in journal(machine), "the loss")
    start_compositor(machine)
    machine.wait(lambda: "SourceReady" in journal(machine).partition("SourceLost")[2], "the return")
    machine.wait(lambda: presence(machine)[0] == "wayland", "the compositor's source")
    assert machine.show(UNIT, "MainPID") == before
    assert machine.show(UNIT, "NRestarts") == "0"


def journal(machine: BootedSystemd) -> str:
    """What the service has logged."""
    return machine.root("journalctl", "--no-pager", "--output=cat", f"_PID={machine.show(UNIT, 'MainPID')}").stdout
