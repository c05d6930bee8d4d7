"""Root folders of other releases: whatever happens, nothing stays mounted, and only a whole one is entered."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.desktops.small_root import small_root
from tests.support.rigs import needs
from tests.support.rigs.root.build import Root, remove
from tests.support.rigs.root.enter import PROJECT

pytestmark = pytest.mark.root
DIE_SECONDS = 10


@pytest.fixture(scope="module")
def cache() -> Iterator[Path]:
    """An empty cache of root folders."""
    needs.require("root")
    with tempfile.TemporaryDirectory(prefix="breakd-roots-", dir="/var/tmp") as folder:
        yield Path(folder)
        remove(Path(folder))
        Path(folder).mkdir()


@pytest.fixture(scope="module")
def root(cache: Path) -> Root:
    """A small root folder that is ready."""
    root = small_root(cache)
    with root.ready():
        return root


@contextmanager
def started(cache: Path, *argv: str) -> Iterator[subprocess.Popen[str]]:
    """A command inside, run by a process of the tool's own; both end with the block."""
    words = [sys.executable, "-m", "tests.support.desktops.small_root", str(cache), *argv]
    with subprocess.Popen(words, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tool:
        try:
            yield tool
        finally:
            tool.kill()


def output(cache: Path, script: str) -> list[str]:
    """What a shell script inside says."""
    with started(cache, "sh", "-c", script) as tool:
        out, _ = tool.communicate()
    assert tool.returncode == 0
    return out.split()


def mounted(cache: Path) -> list[Path]:
    """The tables of all processes for which a folder of the cache is mounted, as their / or elsewhere."""
    found = []
    for table in Path("/proc").glob("[0-9]*/mountinfo"):
        with suppress(OSError):  # it has just ended
            found += [table] if str(cache) in table.read_text() else []
    return found


def wait(ready: Callable[[], object], what: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def test_a_half_built_root_is_made_anew(cache: Path) -> None:
    root = small_root(cache)
    half = root.beside("new")
    with started(cache, "true") as tool:
        wait((half / "etc").exists, "the first files of the root folder", 60)
        tool.kill()
    wait(lambda: not mounted(cache), "its programs to end", DIE_SECONDS)
    # what is left when mmdebstrap is killed, and when a later step is
    for folder in (half, root.folder):
        (folder / "etc").mkdir(parents=True, exist_ok=True)
        (folder / "etc/left-over").touch()
    assert output(cache, "ls /etc/left-over /made 2>/dev/null || true") == ["/made"]
    assert not half.exists()


def test_a_changed_list_keeps_the_root(root: Root) -> None:
    (root.folder / "kept").touch()
    (root.folder / "made").unlink()
    root.beside("stamp").write_text("of another list")
    assert output(root.cache, "ls /kept /made") == ["/kept", "/made"]


def test_the_machine_gets_the_exit_code_and_what_is_built(root: Root) -> None:
    mark = PROJECT / f"build/{root.cache.name}"
    with started(root.cache, "sh", "-c", f"touch build/{mark.name}; exit 7") as tool:
        assert tool.wait() == 7
    assert mark.exists()
    mark.unlink()


def test_it_has_devices_and_places_of_its_own(root: Root) -> None:
    places = "stat -c %a /tmp /tmp/.X11-unix /dev/shm; ls /dev/pts; echo x > /dev/null; pwd; ls README.md"
    assert output(root.cache, places) == ["1777", "1777", "1777", "ptmx", "/srv/breakd", "README.md"]
    assert output(root.cache, "[ -d /sys/fs/cgroup ] && cat /etc/hosts") == Path("/etc/hosts").read_text().split()


def test_an_orphan_that_ends_is_taken_in(root: Root) -> None:
    orphan = "sh -c 'sleep 0.1 & echo $!'"
    gone = "pid=$({}); for i in $(seq 100); do [ -d /proc/$pid ] || exec echo gone; sleep 0.05; done"
    assert output(root.cache, gone.format(orphan)) == ["gone"]


def test_nothing_that_a_command_writes_stays(root: Root) -> None:
    assert output(root.cache, "touch /usr/new; ls /usr/new") == ["/usr/new"]
    assert output(root.cache, "ls /usr/new 2>/dev/null || true") == []


def test_two_commands_at_once_do_not_meet(root: Root) -> None:
    script = 'echo "$0" > /etc/who; echo "$0" > /tmp/who; echo ready; read word; cat /etc/who /tmp/who README.md'
    with (
        started(root.cache, "sh", "-c", script, "anna") as one,
        started(root.cache, "sh", "-c", script, "bela") as other,
    ):
        for tool in (one, other):
            assert tool.stdout
            assert tool.stdout.readline() == "ready\n"
        readme = (PROJECT / "README.md").read_text()
        assert one.communicate("go\n")[0] == f"anna\nanna\n{readme}"
        assert other.communicate("go\n")[0] == f"bela\nbela\n{readme}"


@pytest.mark.parametrize(
    "argv", [["sleep", "1000"], ["setsid", "sleep", "1000"]], ids=["a program", "one that hides"]
)
def test_a_killed_tool_leaves_nothing(root: Root, argv: Sequence[str]) -> None:
    before = Path("/proc/self/mountinfo").read_text()
    with started(root.cache, "sh", "-c", 'echo ready; "$@"; true', "sh", *argv) as tool:
        assert tool.stdout
        assert tool.stdout.readline() == "ready\n"
        assert mounted(root.cache)
        tool.kill()
    wait(lambda: not mounted(root.cache), "its programs to end", DIE_SECONDS)
    assert Path("/proc/self/mountinfo").read_text() == before
    assert output(root.cache, "echo again") == ["again"]
