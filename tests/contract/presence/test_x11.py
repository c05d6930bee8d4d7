"""What only X11 does: a server that is not there, goes away, is held by another program, or is no source at all."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from breakd.desktop.ports import Unavailable
from breakd.desktop.presence.x11 import X11Source
from breakd.desktop.protocols.x11_display import (
    COOKIE,
    FAMILY_LOCAL,
    FAMILY_WILD,
    X11Display,
    find_cookie,
    parse_display,
)
from breakd.engine.events import InputSeen, NoInput, SourceLost, SourceReady
from tests.support import nowhere
from tests.support.contract.presence_rigs import PATIENCE, Heard, boot, input_seen, no_input, x11_rig
from tests.support.fakes.compositor import FakeCompositor
from tests.support.rigs import needs
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.x11 import X11Desktop

SHORT, NEVER, SLACK = 0.2, 600.0, 0.25
SECRET = b"sixteen bytes ok"
ROOT = Path(__file__).parents[3]

NO_CHILDREN = """
import asyncio, os, sys

def hook(event, arguments):
    if event in ("subprocess.Popen", "os.fork", "os.exec", "os.posix_spawn", "os.system"):
        os.write(2, f"a child process: {arguments}".encode())
        os._exit(1)

sys.addaudithook(hook)
from breakd.desktop.presence.x11 import X11Source

async def main():
    source = X11Source(print, lambda: 0.0, os.environ)
    await source.start(60.0)
    await source.stop()

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({}, "no X display"),
        ({"DISPLAY": nowhere.DISPLAY, "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}, "Wayland"),
        ({"DISPLAY": nowhere.DISPLAY}, f"cannot connect to display {nowhere.DISPLAY}"),
        ({"DISPLAY": "nonsense"}, "cannot connect to display nonsense"),
    ],
)
async def test_no_server_to_ask(environ: dict[str, str], why: str) -> None:
    heard = Heard()
    with pytest.raises(Unavailable, match=why):
        await X11Source(heard.report, boot, environ).start(SHORT)
    assert heard.events == []


@pytest.mark.x11
@pytest.mark.parametrize("kind", ["", "tty", "x11"])
async def test_the_name_of_a_compositor_that_is_gone(x11: X11Desktop, bus_folder: Path, kind: str) -> None:
    """Systemd keeps the names of the session before, among them that of sway."""
    heard = Heard()
    with FakeCompositor(bus_folder / "wayland-1") as compositor:
        compositor.stop(leave_socket=True)
        for left in (True, False):
            if not left:
                compositor.socket.unlink()
            env = {"DISPLAY": x11.display, "XDG_SESSION_TYPE": kind, **compositor.env}
            source = X11Source(heard.report, boot, env)
            await source.start(NEVER)
            await heard.next(SourceReady)
            await source.stop()


@pytest.mark.x11
@pytest.mark.parametrize("kind", ["", "tty", "wayland"])
async def test_the_x_server_of_a_compositor_is_not_asked(x11: X11Desktop, bus_folder: Path, kind: str) -> None:
    with FakeCompositor(bus_folder / "wayland-1") as compositor:
        env = {"DISPLAY": x11.display, "XDG_SESSION_TYPE": kind, **compositor.env}
        with pytest.raises(Unavailable, match="Wayland"):
            await X11Source(Heard().report, boot, env).start(NEVER)
        while kind != "wayland" and not compositor.connections:  # noqa: ASYNC110
            await asyncio.sleep(0.02)  # it has not noticed yet that somebody looked


@pytest.mark.x11
async def test_nor_while_the_compositor_restarts(x11: X11Desktop, bus_folder: Path) -> None:
    env = {"DISPLAY": x11.display, "XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": str(bus_folder / "wayland-1")}
    with pytest.raises(Unavailable, match="Wayland"):
        await X11Source(Heard().report, boot, env).start(NEVER)


@pytest.mark.x11
async def test_the_server_goes_away() -> None:
    needs.require("x11")
    with X11Desktop(notify=None) as desktop:
        async with x11_rig(Heard(), desktop) as rig:
            touched = await rig.bumped()
            await rig.source.start(SHORT)
            await rig.heard.next(NoInput, where=no_input(touched))
            rig.source.watch_pause(SHORT / 2)
            await asyncio.to_thread(desktop.stop)
            await rig.heard.next(SourceLost)
            rig.source.watch_pause(None)
            await rig.source.beat()
            await rig.source.stop()
            assert rig.heard.events == []


@pytest.mark.x11
async def test_no_storm_where_idle_is_almost_reached(x11: X11Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the tolerance an alarm for input must not take the present value for input."""
    monkeypatch.setattr("breakd.desktop.presence.idle_source.TOLERANCE", SHORT)
    async with x11_rig(Heard(), x11) as rig:
        await rig.bumped()
        await asyncio.sleep(SHORT / 2)
        await rig.source.start(1.5 * SHORT)
        await asyncio.sleep(SHORT / 2)
        assert len(rig.heard.events) <= 3
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))
        await rig.source.stop()


@pytest.mark.x11
async def test_a_server_held_by_another_program_does_not_hold_the_loop(x11: X11Desktop) -> None:
    async with x11_rig(Heard(), x11) as rig:
        touched = await rig.bumped()
        await rig.source.start(NEVER)
        other = connect(x11.display)
        other.core.GrabServer(is_checked=True).check()
        over = threading.Timer(PATIENCE, lambda: other.core.UngrabServer(is_checked=True).check())
        over.start()
        rig.source.watch_pause(SHORT)
        for _ in range(10):
            await asyncio.sleep(0.06)
        assert over.is_alive(), "the loop went on while the server was held"
        over.cancel()
        assert rig.heard.of(NoInput) == []
        other.core.UngrabServer(is_checked=True).check()
        await rig.heard.next(NoInput, where=no_input(touched))
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))
        other.disconnect()
        await rig.source.stop()


def connect(display: str) -> Any:
    """Another program's connection."""
    import xcffib
    import xcffib.xproto

    return xcffib.connect(display=display)  # type: ignore[no-untyped-call]


@pytest.mark.x11
def test_no_child_process_is_started(x11: X11Desktop) -> None:
    argv = [sys.executable, "-c", NO_CHILDREN]
    ended = subprocess.run(argv, cwd=ROOT, env=x11.env, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "SourceReady(name='x11'" in ended.stdout


# -- finding the server, and the cookie that opens it ------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "display"),
    [
        (":0", X11Display("", 0)),
        (":12.1", X11Display("", 12, 1)),
        ("unix:3", X11Display("", 3)),
        ("localhost:10.0", X11Display("localhost", 10)),
        ("", None),
        ("nonsense", None),
        (":x", None),
        (":" + "9" * 5000, None),
    ],
)
def test_names_of_displays(name: str, display: X11Display | None) -> None:
    assert parse_display(name) == display


def entry(number: str, secret: bytes, *, host: str = "", method: bytes = COOKIE, family: int = FAMILY_LOCAL) -> bytes:
    """An entry of an Xauthority file."""
    words = [(host or socket.gethostname()).encode(), number.encode(), method, secret]
    return struct.pack(">H", family) + b"".join(struct.pack(">H", len(word)) + word for word in words)


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (entry("5", b"mine"), b"mine"),
        (entry("4", b"other") + entry("5", b"mine"), b"mine"),
        (entry("", b"any"), b"any"),
        (entry("5", b"wild", host="elsewhere", family=FAMILY_WILD), b"wild"),
        (entry("5", b"not here", host="elsewhere"), b""),
        (entry("5", b"other method", method=b"XDM-AUTHORIZATION-1"), b""),
        (entry("5", b"mine")[:-9], b""),
        (b"\0", b""),
        (b"", b""),
    ],
)
def test_the_cookie_for_a_display(tmp_path: Path, content: bytes, secret: bytes) -> None:
    (tmp_path / ".Xauthority").write_bytes(content)
    assert find_cookie({"HOME": str(tmp_path)}, X11Display("", 5)) == secret


def test_no_cookie_file(tmp_path: Path) -> None:
    assert find_cookie({"XAUTHORITY": str(tmp_path / "none")}, X11Display("", 5)) == b""


class GuardedServer(Desktop):
    """An X server that lets in only who has the cookie; nothing else on it."""

    def start(self) -> None:
        cookie = self.root / "server-cookie"
        cookie.write_bytes(entry("", SECRET, family=FAMILY_WILD))
        self.server = self.spawn("Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-noreset", "-auth", cookie)
        log = self.root / "Xvfb.log"
        self.wait(lambda: re.search(r"^\d+\n", log.read_text(), re.MULTILINE), "Xvfb")
        self.number = re.findall(r"^(\d+)\n", log.read_text(), re.MULTILINE)[0]
        self.cookie = self.root / "cookie"
        self.env |= {"DISPLAY": f":{self.number}", "XAUTHORITY": str(self.cookie)}

    def give_cookie(self, content: bytes) -> None:
        """What the person's Xauthority file holds."""
        self.cookie.write_bytes(content)


@pytest.fixture
def guarded() -> Iterator[GuardedServer]:
    needs.require("x11")
    with GuardedServer() as server:
        yield server


@pytest.mark.x11
async def test_a_guarded_server(guarded: GuardedServer) -> None:
    heard = Heard()
    for wrong in (b"", entry(guarded.number, b"0123456789abcdef")):
        guarded.give_cookie(wrong)
        with pytest.raises(Unavailable, match=r"(?i)authorization|MAGIC-COOKIE"):
            await X11Source(heard.report, boot, guarded.env).start(NEVER)
    guarded.give_cookie(entry(guarded.number, SECRET))
    source = X11Source(heard.report, boot, guarded.env)
    await source.start(NEVER)
    assert heard.events[0] == SourceReady("x11")
    await source.stop()


@pytest.mark.x11
async def test_a_server_that_hangs(guarded: GuardedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakd.desktop.protocols.x11_sync.CONNECT_SECONDS", 0.3)
    server = guarded.server
    server.send_signal(signal.SIGSTOP)
    with pytest.raises(Unavailable, match="TimeoutError"):
        await X11Source(Heard().report, boot, guarded.env).start(NEVER)
    server.send_signal(signal.SIGCONT)
