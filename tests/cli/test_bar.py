"""`breakd status --format`: one line for a bar, in each state, and beside a breakd that comes and goes."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from breakd.cli.bar_lines import FORMS, line
from breakd.dbus_service import DbusService
from breakd.desktop.dbus import Bus
from breakd.engine.status import State, Status
from breakd.status_json import to_json
from tests.support.recording_handler import CAPABILITIES, DUE, SITTING, RecordingHandler

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMAND = [sys.executable, "-m", "breakd", "status"]


def document(status: Status) -> dict[str, Any]:
    return to_json(status, CAPABILITIES, "0.1.0")


def waybar(status: Status) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(line("waybar", document(status)))
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("state", State)
def test_every_state_is_one_line(form: str, state: State) -> None:
    status = replace(DUE if state is State.DUE else SITTING, state=state)
    assert "\n" not in line(form, document(status))
    assert line(form, document(status)) != line(form, None)


def test_waybar_shows_minutes_and_how_full_the_clock_is() -> None:
    status = replace(SITTING, bout_seconds=1260.0, sitting_clock_seconds=900.0, limit_seconds=1800.0)
    told = waybar(status)
    assert (told["text"], told["alt"], told["class"], told["percentage"]) == ("21 min", "sitting", ["sitting"], 50)
    assert told["tooltip"].startswith("Sitting 21 min, next reminder in ")


def test_what_is_due_stands_out() -> None:
    assert DUE.reminder is not None
    firm = replace(DUE, reminder=replace(DUE.reminder, firm=True))
    assert waybar(firm)["class"] == ["due", "firm"]
    assert json.loads(line("i3blocks", document(DUE)))["urgent"] is True
    assert json.loads(line("i3blocks", document(SITTING)))["urgent"] is False


def test_without_breakd_a_bar_says_so_and_takes_no_room() -> None:
    told = json.loads(line("waybar", None))
    assert (told["text"], told["alt"], told["tooltip"]) == ("", "not-running", "breakd is not running")
    assert line("plain", None) == "breakd is not running"


async def test_a_bar_is_there_before_breakd_and_after_it(private_bus: str) -> None:  # noqa: ARG001
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "--watch", "--format", "plain", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None

    async def told() -> str:
        assert process.stdout is not None
        return (await asyncio.wait_for(process.stdout.readline(), 20)).decode().rstrip("\n")

    assert await told() == "breakd is not running"
    bus, desk = await Bus.session(), RecordingHandler()
    control = DbusService(bus, desk, "0.1.0")
    await control.start()
    assert await told() == "Sitting 20 min, next reminder in 15 min"
    desk.now = DUE
    control.publish(DUE)
    assert "time for a stretch" in await told()
    control.publish(replace(DUE, place="home"))  # the line is the same: nothing is drawn
    await control.stop()
    assert await told() == "breakd is not running"
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 20) == 0
    assert await process.stderr.read() == b""
    bus.close()
    await bus.wait_closed()


def test_the_snippets_name_what_there_is() -> None:
    """Every `breakd` line is one that the command takes, and every class and icon is a state."""
    states = {state.value for state in State} | {"not-running", "firm", "default"}
    module = json.loads(re.sub(r"^ *//.*$", "", (EXAMPLES / "waybar.jsonc").read_text(), flags=re.MULTILINE))
    bar = module["custom/breakd"]
    assert set(bar["format-icons"]) <= states
    classes = re.findall(r"#custom-breakd\.([\w-]+)", (EXAMPLES / "waybar.css").read_text())
    assert classes
    assert set(classes) <= states
    assert bar["exec"] == "breakd status --watch --format waybar"
    assert "command=breakd status --watch --format i3blocks\n" in (EXAMPLES / "i3blocks.conf").read_text()
