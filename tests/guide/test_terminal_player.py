"""The guide in a terminal: a real pty, a real daemon, and somebody who presses keys."""

from __future__ import annotations

import os
import termios
import time

import pytest

from tests.support.desktops.daemon import Daemon
from tests.support.guide_screen import NEW, Screen
from tests.support.guide_visitor import COBRA_SECONDS, HAMSTRING_SECONDS


@pytest.fixture
def cobra(daemon: Daemon, screens: list[Screen]) -> Screen:
    """Fifty times as fast as life: a second and a bit."""
    screens.append(Screen(daemon, "cobra", "--speed=50"))
    return screens[0]


def test_it_plays_to_the_end(daemon: Daemon, cobra: Screen) -> None:
    cobra.see(NEW)
    cobra.see("You need: a mat.")
    cobra.see("Stop if you feel: ")
    cobra.see("Where you feel it: the muscles beside the low back working")
    cobra.see("stop at once if you feel: sharp or sudden pain;")
    time.sleep(1.0)
    assert "Lie on your front" not in cobra.plain, "it waits, also at fifty times the speed"
    cobra.type("\r")
    cobra.see("Lie on your front, legs straight")
    cobra.see("1 of 2")
    cobra.see("Hold, hands light")
    cobra.see("Stop if you feel: ")
    cobra.see("Where you feel it: the muscles")
    cobra.see("2 of 2")
    cobra.see("Well done")
    cobra.type("b")
    assert cobra.end() == 0
    assert f"Cobra, {COBRA_SECONDS} s: done." in cobra.plain
    (reminder,) = daemon.reminders()
    assert (reminder["stretch"], reminder["outcome"], reminder["guided_seconds"]) == (
        "cobra",
        "completed",
        COBRA_SECONDS,
    )


def test_both_sides_come(daemon: Daemon, screens: list[Screen]) -> None:
    screen = Screen(daemon, "seated-hamstring-stretch", "--speed=40")
    screens.append(screen)
    screen.begin()
    screen.see("Left side")
    screen.see("left heel in front")
    screen.see("Right side")
    screen.see("right heel in front")
    screen.see("Well done")
    screen.type("\r")
    assert screen.end() == 0
    assert daemon.reminders()[0]["guided_seconds"] == HAMSTRING_SECONDS


@pytest.mark.long
def test_the_second_time_it_begins_by_itself_after_the_time_to_read(daemon: Daemon, screens: list[Screen]) -> None:
    daemon.breakd("done", "cobra")
    screen = Screen(daemon, "cobra", "--speed=2")
    screens.append(screen)
    screen.see("Get ready")
    screen.see("You need: a mat.")
    screen.see(" 20 s")
    screen.see_less_than(18)
    screen.type(" ")
    screen.see("Enter begin now   space continue")
    time.sleep(2)
    screen.forget()
    screen.see("space continue")
    screen.type(" ")
    screen.see("Lie on your front")
    screen.type("q")
    assert screen.end() == 0
    assert daemon.stage() == "waiting"


def test_who_knows_it_begins_at_once(daemon: Daemon, screens: list[Screen]) -> None:
    daemon.breakd("done", "cobra")
    screen = Screen(daemon, "cobra")
    screens.append(screen)
    screen.see("Get ready")
    screen.type("\r")
    screen.see("Lie on your front")
    screen.type(" ")
    screen.see("Paused")
    screen.type("q")
    assert screen.end() == 0


def test_what_is_too_long_for_the_screen_is_read_page_by_page(daemon: Daemon, screens: list[Screen]) -> None:
    screen = Screen(daemon, "cobra", rows=16)
    screens.append(screen)
    screen.see("You need: a mat.")
    screen.see("Enter read on")
    assert "Whatever you do, stop at once" not in screen.plain
    screen.type("\r")
    screen.see("Whatever you do, stop at once")
    assert "Lie on your front" not in screen.plain
    screen.see("Enter begin")
    screen.type("\r")
    screen.see("Lie on your front")
    screen.type("q")
    assert screen.end() == 0


def test_a_small_terminal_says_when_to_stop_meanwhile(daemon: Daemon, screens: list[Screen]) -> None:
    daemon.breakd("done", "cobra")
    screen = Screen(daemon, "cobra", rows=12, columns=60)
    screens.append(screen)
    screen.see("Get ready")
    assert "read the steps aloud?" not in screen.plain, "it has no room"
    screen.type("\r")
    screen.see("Lie on your front")
    screen.see("Stop if you feel: ")
    screen.type("q")
    assert screen.end() == 0


def test_a_terminal_of_a_few_rows_is_no_reason_to_hang(daemon: Daemon, screens: list[Screen]) -> None:
    screen = Screen(daemon, "cobra", rows=7, columns=80)
    screens.append(screen)
    screen.see("Enter read on")
    screen.type("q")
    assert screen.end() == 0


def test_a_guide_that_is_forgotten_before_it_begins_is_left(daemon: Daemon, screens: list[Screen]) -> None:
    """A guide that waits keeps every reminder back, so it cannot wait for ever: ten minutes, here at high speed."""
    screen = Screen(daemon, "cobra", "--speed=200")
    screens.append(screen)
    screen.see(NEW)
    assert screen.end() == 0
    assert "Stopped early; nothing saved." in screen.plain
    assert daemon.stage() == "waiting"


def test_leaving_writes_nothing_down_and_gives_the_terminal_back(daemon: Daemon, cobra: Screen) -> None:
    before = termios.tcgetattr(cobra.master)
    cobra.see(NEW)
    cobra.type("q")
    assert cobra.end() == 0
    assert "Stopped early; nothing saved." in cobra.plain
    assert b"\x1b[?25h\x1b[?1049l" in cobra.raw
    assert termios.tcgetattr(cobra.master)[3] == before[3]
    assert daemon.reminders()[0]["outcome"] is None


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_control_c_and_d_leave(daemon: Daemon, cobra: Screen, key: str) -> None:
    cobra.see(NEW)
    cobra.type(key)
    assert cobra.end() == 0
    assert daemon.stage() == "waiting"


def test_a_terminal_that_is_closed_is_leaving(daemon: Daemon, screens: list[Screen]) -> None:
    screen = Screen(daemon, "cobra")
    screens.append(screen)
    screen.see(NEW)
    os.close(screen.master)
    screen.code = os.waitstatus_to_exitcode(os.waitpid(screen.pid, 0)[1])
    screen.master = os.open(os.devnull, os.O_RDONLY)
    daemon.wait_stage("waiting")


def test_done_before_the_end_counts_what_was_done(daemon: Daemon, screens: list[Screen]) -> None:
    screen = Screen(daemon, "cobra", "--speed=4")
    screens.append(screen)
    screen.begin()
    screen.see("Hold, hands light")
    screen.type("d")
    screen.see("Good that you moved")
    screen.type("\r")
    assert screen.end() == 0
    assert 10 <= daemon.reminders()[0]["guided_seconds"] < COBRA_SECONDS


def test_a_step_that_is_skipped_does_not_count(daemon: Daemon, screens: list[Screen]) -> None:
    screen = Screen(daemon, "legs-on-chair-rest", "--speed=10")
    screens.append(screen)
    screen.begin()
    screen.see("Let your back sink")
    screen.type("n")
    screen.see("Good that you moved")
    screen.type("\r")
    assert screen.end() == 0
    assert 18 <= daemon.reminders()[0]["guided_seconds"] < 100


def test_what_hurts_is_put_away(daemon: Daemon, screens: list[Screen]) -> None:
    cobra = Screen(daemon, "cobra")
    screens.append(cobra)
    cobra.begin()
    cobra.see("Lie on your front")
    cobra.type("h")
    cobra.see("We stop here")
    cobra.type("\r")
    assert cobra.end() == 0
    assert "breakd leaves out Cobra for now." in cobra.plain
    assert daemon.now()["reminder"]["stretch"] != "cobra"


def test_what_hurts_is_put_away_though_the_reminder_has_ended_elsewhere(
    daemon: Daemon, screens: list[Screen]
) -> None:
    cobra = Screen(daemon, "cobra")
    screens.append(cobra)
    cobra.begin()
    cobra.see("Lie on your front")
    assert daemon.breakd("skip").code == 0
    cobra.type("h")
    cobra.see("breakd leaves this stretch out")
    cobra.type("\r")
    assert cobra.end() == 0
    assert "breakd leaves out Cobra for now." in cobra.plain
    assert "cobra" in {away["stretch"] for away in daemon.now()["away"] if away["why"] == "hurts"}


def test_it_may_hurt_afterwards(daemon: Daemon, cobra: Screen) -> None:
    cobra.begin()
    cobra.see("Well done")
    cobra.see("h - Painful")
    cobra.type("h")
    cobra.see("breakd leaves this stretch out")
    cobra.type("\r")
    assert cobra.end() == 0
    assert "cobra" in {away["stretch"] for away in daemon.now()["away"] if away["why"] == "hurts"}
    assert daemon.reminders()[0]["outcome"] == "completed"


def test_pain_that_moves_down_stops_and_asks_at_once(daemon: Daemon, screens: list[Screen]) -> None:
    cobra = Screen(daemon, "cobra")
    screens.append(cobra)
    cobra.begin()
    cobra.see("Lie on your front")
    cobra.type("x")
    cobra.see("We stop here")
    cobra.see("breakd leaves out this stretch and")
    cobra.type("\r")
    cobra.see("Do any of these apply to you now?")
    cobra.type("\n")
    cobra.see("or 0 for none.")
    cobra.type("1\n")
    assert cobra.end() == 4
    assert "Please get medical help now." in cobra.plain
    assert daemon.now()["safety_lock"]


def test_clicked_through_is_no_practice(daemon: Daemon, screens: list[Screen]) -> None:
    screen = Screen(daemon, "cobra")
    screens.append(screen)
    screen.begin()
    screen.see("Lie on your front")
    screen.type("d")
    screen.see("Good that you moved")
    screen.see(f"of {COBRA_SECONDS} s. Saved as a break")
    screen.see("b - Better")
    screen.type("\r")
    assert screen.end() == 0
    assert "Practice counts from half of it on" in screen.plain


def test_without_a_terminal_it_says_so(daemon: Daemon) -> None:
    done = daemon.breakd("start", "--terminal")
    assert (done.code, done.err) == (1, "The guide in the terminal needs a terminal.\n")
    assert daemon.stage() is None
