"""Streams that are closed or full: what was asked for is done, and what could not be told is said in a sentence."""

from __future__ import annotations

import asyncio
import shlex
import sys
from collections.abc import AsyncIterator

import pytest

from breakd.dbus_service import DbusService
from breakd.desktop.dbus import Bus
from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Done, SetPosture, Snooze
from tests.support.recording_handler import RecordingHandler

COMMAND = shlex.join([sys.executable, "-m", "breakd"])
FULL = "The answer cannot be written: No space left on device.\n"


@pytest.fixture(autouse=True, params=["", "1"], ids=["buffered", "unbuffered"])
def buffering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is lost is noticed at the end, or at once."""
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)


@pytest.fixture
async def desk(private_bus: str) -> AsyncIterator[RecordingHandler]:  # noqa: ARG001
    bus, desk = await Bus.session(), RecordingHandler()
    control = DbusService(bus, desk, "0.1.0")
    await control.start()
    yield desk
    await control.stop()
    bus.close()
    await bus.wait_closed()


async def shell(line: str) -> tuple[int, str, str]:
    """Exit code and both streams of what a shell makes of this."""
    process = await asyncio.create_subprocess_shell(
        f"exec {COMMAND} {line}", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize(
    ("line", "err"),
    [
        ("done >&-", ""),
        ("done >/dev/full", FULL),
        ("done >&- 2>&-", ""),
        ("done <&- >&- 2>&-", ""),
        ("done >/dev/full 2>/dev/full", ""),
        ("done >/dev/full 2>&-", ""),
    ],
)
async def test_what_is_done_is_done_whoever_listens(desk: RecordingHandler, line: str, err: str) -> None:
    assert await shell(line) == (0, "", err)
    assert desk.wishes == [Done()]


async def test_the_answer_is_there_with_the_other_streams_closed(desk: RecordingHandler) -> None:
    code, out, err = await shell("done <&- 2>&-")
    assert (code, err) == (0, "")
    assert out.startswith("Noted.")
    assert desk.wishes == [Done()]


@pytest.mark.parametrize("streams", ["2>/dev/full", "2>&-", ">&-", ">/dev/full"])
async def test_a_refusal_keeps_its_exit_code(desk: RecordingHandler, streams: str) -> None:
    desk.refuse[Snooze] = Refused(Refusal.NO_MORE_SNOOZES)
    code, out, _ = await shell(f"snooze {streams}")
    assert (code, out) == (4, "")


@pytest.mark.parametrize(
    "line", ["status", "status --json", "stretches", "config", "history --csv", "--version", "--help"]
)
async def test_what_is_there_to_be_read_fails_if_nobody_can(desk: RecordingHandler, line: str) -> None:  # noqa: ARG001
    assert await shell(f"{line} >/dev/full") == (1, "", FULL)


@pytest.mark.parametrize("line", ["status", "stretches", "config check", "history", "--version", "--help"])
async def test_a_closed_stream_is_somebody_who_does_not_listen(desk: RecordingHandler, line: str) -> None:  # noqa: ARG001
    assert await shell(f"{line} >&-") == (0, "", "")


@pytest.mark.parametrize("line", ["setup", "questions", "stretches show cobra", "standing"])
async def test_nothing_is_something_gone_wrong_inside(desk: RecordingHandler, line: str) -> None:
    code, _, err = await shell(f"{line} <&- >&-")
    assert "inside breakd" not in err
    assert "Traceback" not in err
    assert (code == 0) == (line in ("standing", "stretches show cobra"))
    assert [type(wish) for wish in desk.wishes] == ([SetPosture] if line == "standing" else [])
