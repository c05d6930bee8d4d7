"""A guide beside a real daemon: what is written down, what is not, and who outlives whom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import RemoteDisconnected
from pathlib import Path

import pytest

from breakd.guide.script import hurts_text
from breakd.web.serving import OPEN_SECONDS, RELOAD_SECONDS
from tests.support.desktops.daemon import Daemon, environment
from tests.support.guide_browser import choose_browser, give_runtime
from tests.support.guide_visitor import COBRA_SECONDS, Guide, Visitor, leads_to


def put_away(daemon: Daemon) -> set[str]:
    """What hurt."""
    return {away["stretch"] for away in daemon.now()["away"] if away["why"] == "hurts"}


def page(guide: Guide) -> Visitor:
    visitor = Visitor(guide.url)
    visitor.enter()
    return visitor


def test_a_guide_that_is_finished_is_in_the_history_with_its_seconds(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        assert daemon.wait_stage("started")["reminder"]["stretch"] == "cobra"
        visitor = page(guide)
        with visitor.live():
            answer = visitor.say("done", seconds=COBRA_SECONDS)
            assert answer == {"ok": True, "enough": True, "text": f"Cobra, {COBRA_SECONDS} s. Saved."}
            assert visitor.say("feel", feeling="better")["ok"]
        assert guide.end() == (0, f"Cobra, {COBRA_SECONDS} s: done.\n", "")
    (reminder,) = daemon.reminders()
    assert (reminder["stretch"], reminder["outcome"], reminder["guided_seconds"]) == (
        "cobra",
        "completed",
        COBRA_SECONDS,
    )
    assert daemon.now()["today"]["outcomes"]["completed"] == 1
    assert f"guided for {COBRA_SECONDS} s" in daemon.breakd("history").out
    with pytest.raises((ConnectionRefusedError, RemoteDisconnected)):
        visitor.ask("/")


def test_a_page_that_is_closed_half_way_is_not_done(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        page(guide).live().close()
        code, out, err = guide.end()
    assert (code, out, err) == (0, "Stopped early; nothing saved.\n", "")
    (reminder,) = daemon.reminders()
    assert (reminder["outcome"], reminder["guided_seconds"]) == (None, None)
    assert daemon.stage() == "waiting"


def test_a_reload_is_no_leaving(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        visitor.live().close()
        with visitor.live():
            time.sleep(RELOAD_SECONDS + 1)  # after which it would have been left
            assert daemon.stage() == "started"
            assert visitor.say("left")["ok"]
        assert guide.end()[0] == 0


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_guide_that_is_ended_is_left(daemon: Daemon, sent: signal.Signals) -> None:
    with Guide(daemon, "cobra") as guide:
        page(guide).live().close()
        guide.process.send_signal(sent)
        assert guide.end() == (0, "Stopped early; nothing saved.\n", "")
    assert daemon.stage() == "waiting"


def test_what_hurts_is_put_away_and_something_else_asked_for(daemon: Daemon) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            answer = visitor.say("hurts", act=0)
            assert answer["ok"]
            assert "leaves this stretch out" in answer["text"]
            assert not visitor.say("done", seconds=9)["ok"], "only the first ending counts"
        assert guide.end() == (0, "breakd leaves out Chin tuck for now.\n", "")
    assert daemon.now()["reminder"]["stretch"] != "chin-tuck"
    assert daemon.reminders()[0]["outcome"] is None


@pytest.mark.parametrize("elsewhere", ["done", "skip"])
def test_what_hurts_is_put_away_though_the_reminder_has_ended_elsewhere(daemon: Daemon, elsewhere: str) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            assert daemon.breakd(elsewhere).code == 0
            assert visitor.say("hurts", act=0) == {"ok": True, "text": hurts_text(alone=True, may_stand=True)}
        assert guide.end() == (0, "breakd leaves out Chin tuck for now.\n", "")
    assert put_away(daemon) == {"chin-tuck"}


@pytest.mark.parametrize("elsewhere", ["done", "skip"])
def test_what_spreads_is_put_away_though_the_reminder_has_ended_elsewhere(daemon: Daemon, elsewhere: str) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        with visitor.live():
            assert daemon.breakd(elsewhere).code == 0
            assert visitor.say("spreading")["ok"]
        assert guide.end()[0] == 0
    assert put_away(daemon) == {"cobra"}


def test_it_may_hurt_afterwards(daemon: Daemon) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            assert visitor.say("done", seconds=600)["ok"]
            assert visitor.say("feel", feeling="hurts") == {
                "ok": True,
                "text": hurts_text(alone=True, may_stand=True),
            }
        assert guide.end()[0] == 0
    assert put_away(daemon) == {"chin-tuck"}
    assert daemon.now()["feedback_until"] is None
    assert daemon.reminders()[0]["outcome"] == "completed"


def test_nobody_knows_what_of_a_session_hurts(daemon: Daemon) -> None:
    with Guide(daemon, command="session") as guide:
        visitor = page(guide)
        with visitor.live():
            assert visitor.say("done", seconds=6000)["ok"]
            assert visitor.say("feel", feeling="hurts") == {
                "ok": True,
                "text": hurts_text(alone=False, may_stand=True),
            }
        assert guide.end()[0] == 0
    assert put_away(daemon) == set()
    assert daemon.now()["sessions_this_week"] == 1


def test_too_little_for_practice_is_told(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        with visitor.live():
            few = COBRA_SECONDS // 2 - 1
            text = f"Cobra, {few} of {COBRA_SECONDS} s. Saved as a break. Practice counts from half of it on."
            assert visitor.say("done", seconds=few) == {"ok": True, "enough": False, "text": text}
            assert visitor.say("feel", feeling="same")["ok"]
        assert guide.end() == (0, f"Cobra, {few} s: saved as a break. Practice counts from half of it on.\n", "")
    (reminder,) = daemon.reminders()
    assert (reminder["outcome"], reminder["guided_seconds"]) == ("completed", few)


def test_a_session_that_was_clicked_through_is_none(daemon: Daemon) -> None:
    with Guide(daemon, command="session") as guide:
        visitor = page(guide)
        with visitor.live():
            assert not visitor.say("done", seconds=3)["enough"]
        assert guide.end()[0] == 0
    assert daemon.now()["sessions_this_week"] == 0


def test_seconds_are_never_more_than_the_movement_has(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("done", seconds=1e9)
        guide.end()
    assert daemon.reminders()[0]["guided_seconds"] == COBRA_SECONDS


@pytest.mark.parametrize(
    ("word", "more"),
    [("done", {}), ("done", {"seconds": "x"}), ("hurts", {"act": 7}), ("hurts", {"act": -1}), ("x", {})],
)
def test_a_page_that_talks_nonsense_changes_nothing(daemon: Daemon, word: str, more: dict[str, object]) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        with visitor.live():
            assert visitor.say(word, **more) == {"ok": False, "text": "There is nothing here."}
            assert daemon.stage() == "started"
            assert visitor.say("done", seconds=COBRA_SECONDS)["ok"]
        guide.end()


def test_a_restart_of_the_daemon_does_not_end_a_guide(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        with visitor.live():
            daemon.kill()
            assert visitor.ask("/plan.json").status == 200
            daemon.start()
            assert daemon.stage() == "started"
            assert visitor.say("done", seconds=COBRA_SECONDS)["ok"]
        assert guide.end()[0] == 0
    assert daemon.reminders()[0]["guided_seconds"] == COBRA_SECONDS


def test_a_daemon_that_is_away_at_the_end_is_waited_for(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        with visitor.live():
            daemon.end()
            heard: list[dict[str, object]] = []
            asking = threading.Thread(target=lambda: heard.append(visitor.say("done", seconds=COBRA_SECONDS)))
            asking.start()
            time.sleep(1)
            daemon.start()
            asking.join()
            assert heard[0]["ok"]
        assert guide.end()[0] == 0
    assert daemon.reminders()[0]["guided_seconds"] == COBRA_SECONDS


def test_a_guide_that_comes_too_late_is_refused(daemon: Daemon) -> None:
    done = daemon.breakd("start", "--reminder=7", "--address")
    assert done.code == 4
    assert done.err.strip()
    assert daemon.reminders() == []


def test_a_reminder_that_was_answered_meanwhile_is_not_answered_twice(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        with visitor.live():
            assert daemon.breakd("skip").code == 0
            answer = visitor.say("done", seconds=COBRA_SECONDS)
            assert not answer["ok"]
        code, out, err = guide.end()
    assert (code, out, err.strip()) == (1, "", answer["text"])
    assert daemon.reminders()[0]["outcome"] == "skipped"


def test_a_movement_that_does_not_exist(daemon: Daemon) -> None:
    done = daemon.breakd("start", "backflip")
    assert done.code == 4
    assert "backflip" in done.err


def test_without_a_daemon_there_is_nothing_to_start(private_bus: str, tmp_path: Path) -> None:
    gone = Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus}, tmp_path / "life")
    assert gone.breakd("start", "cobra").code == 3


def test_with_neither_browser_nor_terminal_the_steps_are_shown(daemon: Daemon) -> None:
    done = daemon.breakd("start", "cobra")
    assert (done.code, done.err) == (1, "There is neither a browser nor a terminal to show the guide in.\n")
    assert daemon.stage() == "shown"


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "x", "1e9"])
def test_a_speed_that_is_none(daemon: Daemon, speed: str) -> None:
    assert daemon.breakd("start", f"--speed={speed}").code == 2


def test_a_browser_is_started_on_its_own_feet(daemon: Daemon, tmp_path: Path) -> None:
    """A program named as a Chromium is given the address for a window of its own, and is not ended with the guide."""
    seen = tmp_path / "seen"
    choose_browser(daemon, tmp_path, f'echo $$ "$@" > {seen}.new\nmv {seen}.new {seen}\nexec sleep 30')
    give_runtime(daemon, tmp_path)
    argv = [sys.executable, "-X", "dev", "-m", "breakd", "start", "cobra"]
    nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
    with subprocess.Popen(argv, env=daemon.env, stdin=nothing, stdout=nothing, stderr=pipe, text=True) as guide:
        until(seen.exists)
        pid, app, *_ = seen.read_text().split()
        try:
            visitor = Visitor(leads_to(app.removeprefix("--app=")))
            visitor.enter()
            with visitor.live():
                assert visitor.say("done", seconds=COBRA_SECONDS)["ok"]
            assert guide.wait(30) == 0
            assert guide.stderr
            assert guide.stderr.read() == "", "a browser that runs on is nothing to warn of"
            os.kill(int(pid), 0)
        finally:
            os.kill(int(pid), signal.SIGKILL)


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_an_opener_that_fails_at_once_brings_the_steps_at_once(daemon: Daemon, tmp_path: Path) -> None:
    choose_browser(daemon, tmp_path, "exit 3", name="xdg-open")
    give_runtime(daemon, tmp_path)
    began = time.monotonic()
    done = daemon.breakd("start", "cobra")
    assert (done.code, daemon.stage()) == (1, "shown")
    assert time.monotonic() - began < OPEN_SECONDS, "and not after the minute that a browser may take"


def test_whether_it_reads_aloud_is_kept_beside_what_the_file_says(daemon: Daemon) -> None:
    daemon.save("# mine\n[tray]\nenabled = false\n")
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        assert visitor.plan()["asksVoice"]
        with visitor.live():
            assert visitor.say("voice", on=True) == {"ok": True, "text": ""}
            assert visitor.say("left")["ok"]
        guide.end()
    assert daemon.config.read_text() == "# mine\n[tray]\nenabled = false\n\n[guide]\nvoice = true\n"
    with Guide(daemon, "cobra") as guide:
        plan = page(guide).plan()
        assert (plan["voice"], plan["asksVoice"]) == (True, False)


def test_a_file_that_cannot_be_changed_is_left_and_the_lines_for_it_are_said(daemon: Daemon) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = page(guide)
        daemon.save("[tray\n")
        with visitor.live():
            answer = visitor.say("voice", on=False)
            assert answer["ok"]
            assert "please write voice = false below [guide]" in answer["text"]
            assert visitor.say("left")["ok"]
        guide.end()
    assert daemon.config.read_text() == "[tray\n"
