"""A real breakd whose disk fills up: each way in says that what was done is not saved, and none of it is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.messages import history as texts
from tests.support.desktops.daemon import CallFailed, Daemon, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications

from .conftest import SmallDisk

NOTED = texts.noted_for_now("disk-full")
ANSWERS = 40


@pytest.fixture
def daemon(
    private_bus: str, bus_folder: Path, small_disk: SmallDisk, screen: FakeNotifications  # noqa: ARG001
) -> Iterator[Daemon]:  # fmt: skip
    """Its state alone is on the small disk."""
    buses = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    daemon = Daemon(environment() | buses, bus_folder)
    daemon.env["XDG_STATE_HOME"] = str(small_disk.state)
    with FakeMutter(private_bus), daemon:
        yield daemon


def completed(daemon: Daemon) -> int:
    """Breaks of today that the daemon knows of."""
    return int(daemon.now()["today"]["outcomes"]["completed"])


def answer(daemon: Daemon) -> str:
    """Say that a break was taken; the error, empty if it was acknowledged."""
    try:
        daemon.call("Done", "us", 0, "")
    except CallFailed as error:
        return str(error)
    return ""


def test_40_answers_on_a_disk_that_is_full_and_none_is_lost(
    daemon: Daemon, small_disk: SmallDisk, screen: FakeNotifications
) -> None:
    """After kill -9 everything acknowledged is there, and the rest was told."""
    small_disk.fill()
    answers = [answer(daemon) for _ in range(ANSWERS)]
    acknowledged = answers.count("")
    assert acknowledged < ANSWERS
    assert set(answers) <= {"", f"io.github.breakd.Error.NotSaved: {(NOTED,)}"}
    assert completed(daemon) == ANSWERS, "all of them hold for now"
    daemon.wait(lambda _status: texts.UNSAVED_TITLE in [note.title for note in screen.notes], "one notification")
    daemon.kill()
    daemon.start()
    assert completed(daemon) == acknowledged


def test_the_command_line_says_it(daemon: Daemon, small_disk: SmallDisk) -> None:
    small_disk.fill()
    answers = [daemon.breakd("done") for _ in range(2)]  # the log of the database may have room for one
    assert (answers[-1].code, answers[-1].out, answers[-1].err) == (1, "", f"{NOTED}\n")
    assert daemon.now()["not_saved"] == "disk-full"
    status = daemon.breakd("status")
    assert "(nothing can be saved)" in status.out
    assert texts.WHY["disk-full"] in status.out
    doctor = daemon.breakd("doctor", "--json")
    assert doctor.code == 1
    (history,) = (check for check in json.loads(doctor.out)["checks"] if check["id"] == "history")
    assert history["verdict"] == "missing"
    assert texts.WHY["disk-full"] in history["text"]


def test_a_card_is_shown_whatever_the_disk(daemon: Daemon, small_disk: SmallDisk) -> None:
    """A red flag that cannot be saved is locked all the same, and the person reads what to do."""
    daemon.call("RemindNow")
    small_disk.fill()
    while not answer(daemon):  # the log of the database may have room for one
        pass
    with pytest.raises(CallFailed, match="NotSaved"):
        daemon.call("ReportRedFlags", "s", "urgent")
    assert daemon.now()["safety_lock"] is True
    hurt = daemon.breakd("hurts", "chin-tuck")
    assert hurt.code == 1
    assert hurt.err == f"{NOTED}\n"
    assert "doctor" in hurt.out, "the card"
