"""What lets a browser into a page of breakd: another user of the machine, who reads every command, stays outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from breakd.web.browser import Browser
from breakd.web.peer import owner_of
from breakd.web.server import PageServer, Reply
from breakd.web.serving import Serving

PAGES = 20
FILES = {"/": ("text/html; charset=utf-8", b"<p>the plan of a person</p>")}
SLOW_BROWSER = """#!{python}
import http.client, re, sys, time
from pathlib import Path
from urllib.parse import urlsplit
where = sys.argv[1].removeprefix("--app=")
for _ in range(1500):  # a cold one takes a while
    if any(released.suffix[1:] in where for released in Path(sys.argv[0]).parent.glob("released.*")):
        break
    time.sleep(0.02)
if where.startswith("file:"):
    where = re.search('content="0;url=([^"]+)"', Path(urlsplit(where).path).read_text())[1]
parts = urlsplit(where)
door = http.client.HTTPConnection(parts.hostname, parts.port)
door.request("GET", parts.path + "?" + parts.query)
Path(sys.argv[0] + "." + str(parts.port)).write_text(str(door.getresponse().status))
"""
SPY = """
import contextlib, encodings.idna, http.client, os, re, sys
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print("uid", os.getuid(), flush=True)
seen = set()
while True:
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            told = open(f"/proc/{name}/cmdline").read().replace(chr(0), " ")
            for address, port, rest in re.findall(r"http://(127[.][1-9][.0-9]+):([0-9]+)/([^ ]*)", told):
                if (port, rest) in seen:
                    continue
                seen.add((port, rest))
                print("tried", port, flush=True)
                with contextlib.suppress(OSError, http.client.HTTPException):
                    door = http.client.HTTPConnection(address, int(port), timeout=5)
                    door.request("GET", "/" + rest)
                    answer = door.getresponse()
                    print("in" if answer.status == 200 else "out", port, flush=True)
            for file in set(re.findall(r"file://([^ ]+)", told)) - seen:
                seen.add(file)
                print("tried", file, flush=True)
                with contextlib.suppress(OSError):
                    open(file).read()
                    print("read", file, flush=True)
"""


class Reader:
    """Who only waits until the page was seen."""

    over = False

    def hear(self, word: str, more: object) -> Reply:
        return {"ok": True, "text": f"{word}{more}"}

    def beat(self) -> None:
        pass


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch, bus_folder: Path) -> Path:
    folder = bus_folder / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@contextmanager
def spy() -> Iterator[list[str]]:
    """Another user where we are root, and else only somebody who reads as much; what it gets, line by line."""
    with subprocess.Popen([sys.executable, "-I", "-c", SPY], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("uid")
        got: list[str] = []
        reader = Thread(target=got.extend, args=(map(str.rstrip, process.stdout),))
        reader.start()
        yield got
        process.kill()
        reader.join()


@pytest.mark.parametrize("reads_files", [True, False])
def test_of_twenty_tokens_none_is_for_another_user(tmp_path: Path, runtime: Path, reads_files: bool) -> None:
    """A page that leads to ours by a file, and one that is opened by its plain address."""
    program = tmp_path / "chromium"
    program.write_text(SLOW_BROWSER.format(python=sys.executable))
    program.chmod(0o755)
    person = Browser((str(program),), app=True, reads_files=reads_files)
    doors: list[Path] = []

    def show(server: PageServer, ended: Callable[[bool], None]) -> bool:
        port = str(server.place[1])
        opened = person.open(server, ended)
        doors.extend((runtime / "breakd").glob(f"*{port}*"))
        wait(lambda: any(line.startswith("tried") and port in line for line in got))
        program.with_name(f"released.{port}").touch()
        wait(program.with_name(f"{program.name}.{port}").exists)
        ended(False)
        return opened

    with spy() as got, ThreadPoolExecutor(PAGES) as crowd:
        list(crowd.map(lambda _: Serving(FILES, Reader()).run(show), range(PAGES)))
    assert [file.read_text() for file in tmp_path.glob("chromium.*")] == ["200"] * PAGES, "the person comes in"
    assert len([line for line in got if line.startswith("tried")]) >= PAGES, "the other user had each chance"
    if os.getuid() == 0:
        # the machine may have other browsers, whose files are none of ours
        assert [line for line in got if line.startswith(("in", f"read {runtime}"))] == []
    assert bool(doors) is reads_files, "a door that was used is gone, so some are not seen"
    assert [door for door in doors if door.exists()] == [], "none is left"


def wait(ready: Callable[[], bool]) -> None:
    """Until it is so, or half a minute is over."""
    end = time.monotonic() + 30
    while not ready() and time.monotonic() < end:
        time.sleep(0.02)


def test_who_has_hung_up_is_nobody() -> None:
    """The kernel gives a connection that was hung up to root, whoever made it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ours = server.getsockname()
        caller = socket.create_connection(ours)
        taken, peer = server.accept()
        with taken:
            assert owner_of(peer, ours) == os.getuid()
            caller.close()
            assert owner_of(peer, ours) is None
