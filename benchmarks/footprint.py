"""Memory and start time of the daemon, and the time of a command beside it: python -m benchmarks.footprint [TIMES].

Start: from the start of the process until systemd would be told READY, and until the icon is in the tray. Memory:
settled, with tray and presence, and again after a reminder has been shown and answered. Medians of TIMES (5) starts.
"""

from __future__ import annotations

import re
import socket
import statistics
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.desktops.daemon import Daemon
from tests.support.rigs.desktop import Desktop

from .desktops import DESKTOPS, SETTLED_SECONDS, here

TIMES = 5
READY_SECONDS = 30.0
COMMANDS = (("--version",), ("status",), ("history",), ("done",))


@dataclass(frozen=True, slots=True)
class Memory:
    """In MiB: all that is in memory, with shared pages counted by their share, and what is its own alone."""

    rss: float
    pss: float
    uss: float

    @classmethod
    def of(cls, pid: int) -> Memory:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        kilobytes: Mapping[str, int] = {
            name: int(value) for name, value in re.findall(r"^(\w+): +(\d+) kB", text, re.M)
        }
        own = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
        return cls(kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024, own / 1024)

    def __str__(self) -> str:
        return f"{self.rss:5.1f} {self.pss:6.1f} {self.uss:6.1f}"


def start_seconds(daemon: Daemon) -> float:
    """Start it, and how long it took until it said READY."""
    daemon.folder.mkdir(parents=True, exist_ok=True)
    path = daemon.folder / "notify"
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(path))
        heard.settimeout(READY_SECONDS)
        daemon.env["NOTIFY_SOCKET"] = str(path)
        began = time.perf_counter()
        daemon.spawn()
        while b"READY=1" not in heard.recv(4096):
            pass
        return time.perf_counter() - began


def tray_seconds(daemon: Daemon, began: float) -> float:
    """From the start of the process until a host has the icon; READY has been said."""
    daemon.wait(lambda status: status["capabilities"]["tray"] == "sni", "the icon", seconds=READY_SECONDS)
    return time.perf_counter() - began


def measure(name: str, desktop: Desktop, times: int) -> None:
    """Print the lines of one desktop."""
    daemon = Daemon(desktop.env, desktop.root / "breakd")
    starts, icons, settled, worked = [], [], [], []
    for _ in range(times):
        desktop.input()
        began = time.perf_counter()
        starts.append(start_seconds(daemon))
        icons.append(tray_seconds(daemon, began))
        time.sleep(SETTLED_SECONDS / 2)
        settled.append(Memory.of(daemon.pid))
        daemon.breakd("now")
        daemon.wait_stage("shown")
        time.sleep(1)
        daemon.breakd("done")
        worked.append(Memory.of(daemon.pid))
        commands = [(words, command_seconds(daemon, *words)) for words in COMMANDS]
        daemon.end()
    ready, icon = (statistics.median(took) * 1000 for took in (starts, icons))
    print(f"{name:<8} {ready:5.0f} ms {icon:5.0f} ms  {_median(settled)}   {_median(worked)}")
    print("         " + ", ".join(f"breakd {' '.join(words)} {took * 1000:.0f} ms" for words, took in commands))


def command_seconds(daemon: Daemon, *words: str) -> float:
    """The whole process of a command; the median of nine."""
    took = []
    for _ in range(9):
        began = time.perf_counter()
        daemon.breakd(*words)
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _median(found: list[Memory]) -> Memory:
    return sorted(found, key=lambda memory: memory.rss)[len(found) // 2]


def main() -> int:
    """Measure and print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    print(f"{'':<8} {'start':>8} {'tray':>8}  {'settled: RSS PSS USS':<20}   after a reminder (MiB)")
    for name in here(list(DESKTOPS)):
        with DESKTOPS[name]() as desktop:
            measure(name, desktop, times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
