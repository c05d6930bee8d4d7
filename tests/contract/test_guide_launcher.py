"""The port `GuideLauncher`: what is asked of systemd, and what happens where there is none."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import select
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from breakd.desktop import guide_launcher, transient_unit
from breakd.desktop.guide_launcher import MOST_BOARDS, ProcessGuideLauncher
from breakd.desktop.ports import Unavailable
from tests.support import nowhere
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.user_manager import UserManager
from tests.support.rigs import commands

WRITES = """
import json, os, sys
with open(sys.argv[1] + ".new", "w") as file:
    json.dump([os.getpid(), os.getsid(0), dict(os.environ)], file)
os.rename(sys.argv[1] + ".new", sys.argv[1])
"""


UNTIL_GONE = """
import os, sys, time
while os.path.exists(sys.argv[1]):
    time.sleep(0.02)
"""


@contextmanager
def program(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A guide that only writes down how it was started."""
    seen = folder / "seen"
    monkeypatch.setattr(
        guide_launcher, "command", lambda number: [sys.executable, "-c", WRITES, str(seen), str(number)]
    )
    yield seen


async def test_systemd_is_asked_for_a_unit_of_its_own(private_bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/notify")
    monkeypatch.setenv("WATCHDOG_USEC", "1")
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)
    with UserManager(private_bus) as systemd:
        async with session_bus(private_bus) as bus:
            await ProcessGuideLauncher(bus).open(7, "token-1")
    ((name, mode, properties, aux),) = systemd.asked
    assert (name, mode, aux) == ("breakd-guide-7.service", "fail", [])
    told = {key: value.value for key, value in properties}
    assert told["Description"] == "A page of breakd", "which of the pages it is, the journal does not say"
    ((path, argv, flags),) = told["ExecStartEx"]
    assert (path, argv[1:], flags) == (argv[0], ["-P", "-m", "breakd", "start", "--reminder=7"], ["no-env-expand"])
    environment = dict(line.split("=", 1) for line in told["Environment"])
    assert environment["XDG_ACTIVATION_TOKEN"] == environment["DESKTOP_STARTUP_ID"] == "token-1"
    assert environment["DISPLAY"] == nowhere.DISPLAY
    assert {"NOTIFY_SOCKET", "WATCHDOG_USEC"}.isdisjoint(environment), "those are the daemon's own"
    assert (told["CollectMode"], told["KillMode"]) == ("inactive-or-failed", "process")
    assert (told["Type"], told["TimeoutStartUSec"]) == ("notify", 2**64 - 1), "it says when its page is open"
    assert (told["StandardOutput"], told["StandardError"]) == ("null", "null"), "the journal has readers"


PAGES: dict[str, Callable[[ProcessGuideLauncher], Awaitable[None]]] = {
    "guide": lambda launcher: launcher.open(7, ""),
    "questions": lambda launcher: launcher.open_questions(""),
    "board": lambda launcher: launcher.open_board("", ""),
}


@pytest.mark.parametrize("page", PAGES)
async def test_one_that_does_not_come_up_is_told(private_bus: str, page: str) -> None:
    """systemd takes a program that is not there, and one that ends before its page is open."""
    with UserManager(private_bus) as systemd:
        systemd.result = "failed"
        async with session_bus(private_bus) as bus:
            with pytest.raises(Unavailable, match="failed"):
                await PAGES[page](ProcessGuideLauncher(bus))
    assert len(systemd.asked) == 1


async def test_one_that_is_stopped_before_it_has_come_up_is_no_failure(private_bus: str) -> None:
    with UserManager(private_bus) as systemd:
        systemd.result = "canceled"
        async with session_bus(private_bus) as bus:
            await ProcessGuideLauncher(bus).open(7, "")


async def test_only_the_job_of_its_own_unit_is_heard(private_bus: str) -> None:
    with UserManager(private_bus) as systemd:
        systemd.result = ""
        async with session_bus(private_bus) as bus:
            opening = asyncio.create_task(ProcessGuideLauncher(bus).open(7, ""))
            await eventually(lambda: systemd.asked, "the call")
            systemd.do(lambda: systemd.end_job("breakd-guide-8.service", "failed"))
            systemd.do(lambda: systemd.end_job("breakd-guide-7.service", "done"))
            await opening


async def test_a_bus_that_goes_away_meanwhile_opens_no_second_one(
    private_bus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with program(tmp_path, monkeypatch) as seen, UserManager(private_bus) as systemd:
        systemd.result = ""
        async with session_bus(private_bus) as bus:
            opening = asyncio.create_task(ProcessGuideLauncher(bus).open(7, ""))
            await eventually(lambda: systemd.asked, "the call")
            bus.close()
            await opening
    assert not seen.exists()


async def test_the_questions_are_a_unit_of_their_own(private_bus: str) -> None:
    with UserManager(private_bus) as systemd:
        async with session_bus(private_bus) as bus:
            await ProcessGuideLauncher(bus).open_questions("token-1")
    ((name, mode, properties, _aux),) = systemd.asked
    assert (name, mode) == ("breakd-guide-0.service", "fail")
    told = {key: value.value for key, value in properties}
    assert told["Description"] == "A page of breakd"
    ((_path, argv, _flags),) = told["ExecStartEx"]
    assert argv[1:] == ["-P", "-m", "breakd", "start", "--reminder=0"]
    assert "question" not in " ".join(argv), (
        "everybody on the machine reads what runs, for as long as the page is open"
    )
    assert "XDG_ACTIVATION_TOKEN=token-1" in told["Environment"]


async def test_each_click_opens_a_board_of_its_own(private_bus: str) -> None:
    """One that is open on another workspace, or hangs, must not make a click do nothing."""
    with UserManager(private_bus) as systemd:
        async with session_bus(private_bus) as bus:
            launcher = ProcessGuideLauncher(bus, iter((10.0, 11.5)).__next__)
            await launcher.open_board("", "")
            await launcher.open_board("about", "token-1")
    (first, second) = systemd.asked
    assert first[0] != second[0]
    assert all(name.startswith("breakd-board-") and name.endswith(".service") for name in (first[0], second[0]))
    commands = [dict(asked[2])["ExecStartEx"].value[0][1][1:] for asked in (first, second)]
    assert commands == [["-P", "-m", "breakd", "board"], ["-P", "-m", "breakd", "board", "about"]]
    assert "XDG_ACTIVATION_TOKEN=token-1" in dict(second[2])["Environment"].value


async def test_two_clicks_in_a_second_open_one_board(private_bus: str) -> None:
    """Nor do a thousand calls on the bus: the window that comes is the answer to them all."""
    with UserManager(private_bus) as systemd:
        async with session_bus(private_bus) as bus:
            launcher = ProcessGuideLauncher(bus, iter((10.0, 10.1, 10.99, 11.0)).__next__)
            for _ in range(4):
                await launcher.open_board("now", "")
    assert len(systemd.asked) == 2


async def test_there_are_never_more_than_a_few_boards(private_bus: str) -> None:
    """Those count that systemd runs, whichever breakd had them opened; a guide is none."""
    with UserManager(private_bus) as systemd:
        async with session_bus(private_bus) as bus:
            launcher = ProcessGuideLauncher(bus, itertools.count(10.0, 2.0).__next__)
            systemd.running = [f"breakd-board-{number}.service" for number in range(MOST_BOARDS - 1)]
            systemd.running.append("breakd-guide-7.service")
            await launcher.open_board("", "")
            systemd.running.append("breakd-board-99.service")
            with pytest.raises(Unavailable):
                await launcher.open_board("", "")
            systemd.running.pop()
            await launcher.open_board("", "")
    assert len(systemd.asked) == 2


async def test_nor_where_no_systemd_counts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = tmp_path / "running"
    running.touch()
    monkeypatch.setattr(
        guide_launcher, "board_command", lambda _page: [sys.executable, "-c", UNTIL_GONE, str(running)]
    )
    launcher = ProcessGuideLauncher(None, itertools.count(10.0, 2.0).__next__)
    for _ in range(MOST_BOARDS):
        await launcher.open_board("", "")
    with pytest.raises(Unavailable):
        await launcher.open_board("", "")
    running.unlink()
    await eventually(lambda: not launcher.boards, "their end")
    await launcher.open_board("", "")
    await eventually(lambda: not launcher.boards, "its end")


async def test_the_questions_open_without_systemd_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    monkeypatch.setattr(guide_launcher, "questions_command", lambda: [sys.executable, "-c", WRITES, str(seen)])
    await ProcessGuideLauncher(None).open_questions("")
    await eventually(seen.exists, "the questions")


async def test_one_that_is_open_stays_the_only_one(
    private_bus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with program(tmp_path, monkeypatch) as seen, UserManager(private_bus, refuses=transient_unit.EXISTS):
        async with session_bus(private_bus) as bus:
            await ProcessGuideLauncher(bus).open(7, "")
        await asyncio.sleep(0.3)
    assert not seen.exists()


@pytest.mark.parametrize("refuses", ["org.freedesktop.DBus.Error.AccessDenied", None])
async def test_without_systemd_it_is_started_on_its_own_feet(
    private_bus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuses: str | None
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "of-another-time")
    monkeypatch.setenv("NO_UTF8", "caf\udce9")
    with program(tmp_path, monkeypatch) as seen:
        async with session_bus(private_bus) as bus:
            if refuses is None:
                await ProcessGuideLauncher(bus).open(7, "token-1")
            else:
                with UserManager(private_bus, refuses):
                    await ProcessGuideLauncher(bus).open(7, "token-1")
            await eventually(seen.exists, "the guide")
            pid, session, environment = json.loads(seen.read_text())
            assert session == pid != os.getsid(0), "what ends the daemon does not end it"
            assert environment["XDG_ACTIVATION_TOKEN"] == "token-1"
            assert environment["NO_UTF8"] == "caf\udce9", "only systemd does not take it"
            await eventually(lambda: not Path(f"/proc/{pid}").exists(), "no zombie is left")


async def test_nor_does_systemd_start_what_no_bus_can_name(
    private_bus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of theirs may have a name that is no UTF-8."""
    folder = tmp_path / "caf\udce9"
    folder.mkdir()
    with program(folder, monkeypatch) as seen, UserManager(private_bus):
        async with session_bus(private_bus) as bus:
            await ProcessGuideLauncher(bus).open(7, "")
            await eventually(seen.exists, "the guide")


async def test_without_a_bus_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "of-another-time")
    with program(tmp_path, monkeypatch) as seen:
        await ProcessGuideLauncher(None).open(7, "")
        await eventually(seen.exists, "the guide")
        pid, _, environment = json.loads(seen.read_text())
        assert "XDG_ACTIVATION_TOKEN" not in environment
        await eventually(lambda: not Path(f"/proc/{pid}").exists(), "no zombie is left")


WAITS = (
    WRITES
    + """
import time
while os.path.exists(sys.argv[1]):
    time.sleep(0.02)
"""
)
DAEMON = """
import asyncio, gc, sys
from breakd.desktop import guide_launcher, transient_unit
guide_launcher.command = lambda number: [sys.executable, "-c", *sys.argv[1:]]

async def main():
    asyncio.get_running_loop().slow_callback_duration = 60  # a busy machine is no fault
    await guide_launcher.ProcessGuideLauncher(None).open(7, "")

asyncio.run(main())
gc.collect()
"""


async def test_one_that_still_runs_when_the_daemon_ends_goes_on(tmp_path: Path) -> None:
    """It is the person's, in the middle of a stretch. The daemon goes without a word about it."""
    seen = tmp_path / "seen"
    daemon = [sys.executable, "-X", "dev", "-c", DAEMON, WAITS, str(seen)]
    done = await asyncio.to_thread(commands.run, daemon, os.environ, check=False, seconds=30)
    assert (done.returncode, done.stderr) == (0, "")
    await eventually(seen.exists, "the guide")
    pid, _, _ = json.loads(seen.read_text())
    guide = os.pidfd_open(pid)
    assert not has_ended(guide)
    seen.unlink()
    await eventually(lambda: has_ended(guide), "the guide's own end")
    os.close(guide)


def has_ended(process: int) -> bool:
    """Whether a process, by its descriptor, has."""
    return bool(select.select([process], [], [], 0)[0])


async def test_what_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide_launcher, "command", lambda _id: ["/nonexistent/python"])
    with pytest.raises(Unavailable, match="nonexistent"):
        await ProcessGuideLauncher(None).open(7, "")
