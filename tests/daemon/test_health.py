"""What the person says about their body, against the real daemon: setup, own stretches, feelings, the safety lock."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.desktops.daemon import Daemon, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications
from tests.support.setup_conversation import WELL
from tests.support.warm import Ended

ARTICLE = ["chair-back-stretch", "cat-cow", "cobra", "figure-four-lying"]
PLAN = """[[stretch]]
id = "squat"
name = "Small squat"
regions = ["lumbar"]
targets = ["lumbar"]
direction = "extension"
setting = "floor"
steps = [{ seconds = 5, text = "Lift your hips." }]
"""


@pytest.fixture
def daemon(private_bus: str, bus_folder: Path, screen: FakeNotifications) -> Iterator[Daemon]:  # noqa: ARG001
    buses = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    with FakeMutter(private_bus), Daemon(environment() | buses, bus_folder, warm=True) as daemon:
        (daemon.config.parent / "body.toml").unlink()  # somebody who has not been through setup
        daemon.wait(lambda status: status["ask_disclaimer"], "a person who has confirmed nothing")
        yield daemon


def own(daemon: Daemon, text: str) -> None:
    folder = daemon.config.parent / "stretches.d"
    folder.mkdir(exist_ok=True)
    (folder / "plan.toml").write_text(text)


def setup(daemon: Daemon, typed: str) -> Ended:
    return daemon.breakd("setup", typed=typed)


def test_a_plan_that_is_saved_is_known_at_once(daemon: Daemon, screen: FakeNotifications) -> None:
    assert daemon.breakd("done", "squat").code == 4
    own(daemon, PLAN)
    daemon.wait(lambda _status: daemon.breakd("done", "squat").code == 0, "the new stretch")
    own(daemon, PLAN.replace("seconds = 5", "seconds = 0"))
    fault = "stretches.d/plan.toml:8: stretch[0].steps[0].seconds: "
    daemon.wait(
        lambda _status: bool(screen.notes) and screen.notes[-1].body.startswith(fault), "a word on the screen"
    )
    assert daemon.breakd("done", "squat").code == 4
    assert daemon.breakd("done", "cobra").code == 0, "the built-in ones go on"
    assert daemon.breakd("stretches", "check").code == 1
    assert fault.replace(" ", "") in "".join(daemon.breakd("doctor").out.split())
    assert fault not in daemon.log(), "others read the journal"
    assert "There is an error in one of your own stretches" in daemon.log()


def test_setup_holds_at_once(daemon: Daemon) -> None:
    assert daemon.now()["ask_disclaimer"]
    assert daemon.breakd("start", "cat-cow", "--terminal").code != 0
    done = setup(daemon, WELL)
    assert (done.code, done.err) == (0, "")
    daemon.wait(lambda status: not status["ask_disclaimer"], "the confirmed disclaimer")
    assert not daemon.now()["ask_red_flags"]


@pytest.mark.parametrize(("typed", "card"), [("yes\nno\n1\n", "emergency"), ("yes\nno\n0\n2\n", "urgent")])
def test_a_red_flag_locks_until_the_person_was_checked(daemon: Daemon, typed: str, card: str) -> None:
    setup(daemon, WELL)
    (daemon.config.parent / "body.toml").unlink()
    assert setup(daemon, typed).code == 0
    now = daemon.now()
    assert (now["safety_lock"], now["card"]) == (True, card)
    for command in (["start", "cat-cow"], ["session"], *([["now"]] if card == "emergency" else [])):
        refused = daemon.breakd(*command)
        assert (refused.code, "breakd cleared" in refused.err) == (4, True), (command, refused)
    felt = daemon.breakd("feel", "2")
    assert (felt.code, "easy walking" in felt.out) == (0, card == "urgent"), "it is taken, and the card says the rest"
    assert "stretches are locked" in daemon.breakd("status").out
    assert daemon.breakd("cleared").code == 2, "by whom?"
    assert daemon.breakd("cleared", "--by", "other").code == 4
    assert daemon.now()["safety_lock"]
    assert daemon.breakd("cleared", "--by", "doctor").code == 0
    assert not daemon.now()["safety_lock"]
    assert daemon.now()["easy_until"] is not None


def test_until_the_questions_are_answered_nothing_else_begins(daemon: Daemon) -> None:
    setup(daemon, WELL)
    daemon.wait(lambda status: not status["ask_disclaimer"], "the confirmed disclaimer")
    assert daemon.breakd("done", "cobra").code == 0
    spread = daemon.breakd("feel", "spreading")
    assert (spread.code, "breakd questions" in spread.out) == (0, True)
    now = daemon.now()
    assert (now["red_flag_list"], now["gentle_until"] is not None) == ("spreading", True)
    for command in (["start", "chin-tuck"], ["session"]):
        refused = daemon.breakd(*command)
        assert (refused.code, "breakd questions" in refused.err) == (4, True), (command, refused)
    assert daemon.breakd("questions").code == 1, "no input is no answer"
    assert daemon.now()["ask_red_flags"]
    daemon.call("ReportRedFlags", "s", "none")
    assert not daemon.now()["ask_red_flags"]
    assert daemon.now()["gentle_until"] is not None


def test_a_flare_up_is_in_the_status_and_ends(daemon: Daemon) -> None:
    assert daemon.breakd("flare", "3").code == 0
    now = daemon.now()
    assert now["flare_until"] is not None
    assert now["limit_seconds"] == 1200
    assert "gentler   until" in daemon.breakd("status").out
    assert daemon.breakd("flare", "99").code == 2
    assert daemon.breakd("flare", "off").code == 0
    assert daemon.now()["flare_until"] is None
    assert daemon.now()["limit_seconds"] == 1800


def test_how_it_felt(daemon: Daemon) -> None:
    setup(daemon, WELL)
    assert daemon.breakd("done", "cobra").code == 0
    now = daemon.now()
    assert now["feedback_stretch"] == "cobra"
    worse = daemon.breakd("feel", "worse")
    assert worse.code == 0
    assert "TAKE IT GENTLY TODAY" in worse.out
    assert daemon.now()["feedback_until"] is None
    assert daemon.breakd("stretches", "back", "cobra").code == 0


def test_a_session_is_played_booked_and_counted(daemon: Daemon) -> None:
    assert daemon.breakd("session", "--address").code == 4, "there is something to confirm first"
    setup(daemon, WELL)
    daemon.wait(lambda status: not status["ask_disclaimer"], "the confirmed disclaimer")
    assert daemon.breakd("place", "home").code == 0
    daemon.call("StartSession")
    reminder = daemon.now()["reminder"]
    planned = [act["stretch"] for act in reminder["session"]]
    assert [id for id in planned if id in ARTICLE] == ARTICLE
    assert "sessions  0 of 2 this week" in daemon.breakd("status").out
    daemon.call("GuideDone", "uu", reminder["id"], 600)
    now = daemon.now()
    assert (now["sessions_this_week"], now["sessions_per_week"]) == (1, 2)
    assert "sessions  1 of 2 this week" in daemon.breakd("status").out
    assert "sessions" in daemon.breakd("stats").out


def test_a_session_in_the_terminal(daemon: Daemon) -> None:
    setup(daemon, WELL)
    daemon.wait(lambda status: not status["ask_disclaimer"], "the confirmed disclaimer")
    terminal, inside = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "breakd", "session", "--terminal", "--speed", "400"],
        env=daemon.env | {"TERM": "xterm"}, stdin=inside, stdout=inside, stderr=inside,
    )  # fmt: skip
    os.close(inside)
    seen = b""
    with suppress(OSError):  # Linux tells so that the other end is gone
        while select.select([terminal], [], [], 30)[0] and (more := os.read(terminal, 4096)):
            seen += more
            new = seen[-len(more) - 20 :]  # a line may come in two pieces
            if b"Enter begin" in new or b"Enter to close" in new:  # what is new waits until it was read
                os.write(terminal, b"\r")
    os.close(terminal)
    assert process.wait(20) == 0, seen.decode()
    assert b"Sessions: 1 of 2 this week." in seen
    assert daemon.now()["sessions_this_week"] == 1
