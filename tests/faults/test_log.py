"""The log of a whole day, which others on the machine may read: it says nothing of the body, at any level."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from dbus_fast import Message

from tests.support.desktops.daemon import FAST, CallFailed, Daemon, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications

BODY = """[body]
disclaimer = "confirmed"
pain = ["sciatic"]
side = "left"
conditions = ["glaucoma"]
surgery = 2025-03-04
"""
FAULTY_BODY = BODY.replace('"glaucoma"', '"glaucomma"').replace("left", "lefft")
OWN = """[[stretch]]
id = "for-my-slipped-disc"
family = "hernia"
"""
SECRETS = (
    *(
        "sciatic",
        "glaucom",
        "lefft",
        "'left'",
        '"left"',
        "2025-03",
        "(2025, 3",
        "slipped",
        "hernia",
        "doctor",
        "DOCTOR",
        "spreading",
    ),
    *("cobra", "plow", "cat-cow", "chin-tuck", "urgent", "URGENT", "emergency", "EMERGENCY", "examiner", "stiff"),
)
"""What was said of the body, in every form that it could have; and stretches, which tell what is wrong with whom."""
NAMES = ("Feel", "Hurts", "ReportRedFlags", "Cleared", "Flare", "OpenQuestions", "Checkup", "Reinstate")
"""What kind of a word about the body it was: only for who sets the level by hand."""


class Echo(FakeNotifications):
    """A server that throws what it was given back at who gave it, as one that cannot read its markup does."""

    def answer(self, message: Message) -> Message | bool | None:
        if message.member == "Notify" and "Stop" not in message.body[3]:
            error = f"cannot show {message.body[3]!r}: {message.body[4]!r}"
            return Message.new_error(message, "org.example.Echo", error)
        return super().answer(message)


@pytest.fixture
def desktop(private_bus: str) -> Iterator[FakeMutter]:
    with FakeMutter(private_bus) as mutter, Echo(private_bus):
        yield mutter


def _a_day(daemon: Daemon, desktop: FakeMutter) -> None:
    desktop.input()
    said = (
        *(("Done", "us", 0, "chin-tuck"), ("Feel", "s", "7"), ("Hurts", "s", "cobra"), ("Feel", "s", "spreading")),
        *(("ReportRedFlags", "s", "urgent"), ("Start", "us", 0, "plow"), ("Cleared", "s", "doctor")),
        *(("Flare", "s", "3"), ("Reinstate", "s", "cobra"), ("RemindNow", ""), ("Another", "u", 0)),
        *(("Checkup", "b", True), ("Skip", "u", 0), ("Feel", "s", "glaucoma"), ("Hurts", "s", "for-my-slipped-disc")),
        *(("SetPlace", "s", "hernia"), ("Pause", "s", "hernia"), ("ReportRedFlags", "s", "hernia")),
        *(("Cleared", "s", "hernia"), ("StartSession", "")),
    )
    for member, signature, *body in said:
        with suppress(CallFailed):
            daemon.call(member, signature, *body)


def _break_snapshot(daemon: Daemon) -> None:
    """The state of the last run has a word that no version knows."""
    with closing(sqlite3.connect(daemon.state / "history.db")) as database, database:
        ((kept,),) = database.execute("SELECT snapshot FROM engine")
        database.execute(
            "UPDATE engine SET snapshot = ?", [kept.replace('"none"', '"hernia"').replace("sciatic", "x")]
        )


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_a_day_at_the_level(private_bus: str, bus_folder: Path, desktop: FakeMutter, level: str) -> None:
    daemon = Daemon(
        environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus},
        bus_folder, FAST,
    )  # fmt: skip
    daemon.env["BREAKD_LOG"] = level
    body = daemon.config.with_name("body.toml")
    body.write_text(BODY)
    own = daemon.config.with_name("stretches.d") / "after-hernia.toml"
    own.parent.mkdir()
    own.write_text(OWN)
    with daemon:
        _a_day(daemon, desktop)
        body.write_text(FAULTY_BODY)
        daemon.wait(lambda _status: "body.toml:" in daemon.log(), "the faults are told")
        body.write_text(BODY)
        daemon.end()
        _break_snapshot(daemon)
        daemon.start()
        daemon.end()
    log = daemon.log()
    assert "Done at boot" in log
    assert "cannot be taken up" in log
    assert [secret for secret in SECRETS if secret in log] == []
    events = [line for line in log.splitlines() if " at boot " in line]
    assert [line for line in events if re.search(r"\d\.\d{4}", line)] == [], "seconds to the millisecond"
    if level == "INFO":
        assert [name for name in NAMES if name in log] == []
