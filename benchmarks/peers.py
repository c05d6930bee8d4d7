"""What breakd and its peers cost on the same desktop in the same run: python -m benchmarks.peers [SECONDS [TIMES]].

Each program by itself on a fresh desktop without a screen: Xfce, and sway for swayidle, which needs Wayland, with
breakd there too. Its memory when it has settled, then its wake-ups and its processor time in SECONDS (60) without
input and as many with a key a second; the medians of TIMES (1) runs. To be pushed aside is no wake-up. In brackets:
how many times breakd's on that desktop it is. Peers that are not installed are left out:
`apt-get install workrave safeeyes rsibreak swayidle`.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.support.rigs.desktop import Desktop

from .desktops import DESKTOPS, SETTLED_SECONDS, settled_daemon, switches
from .footprint import Memory

COLUMNS = ("MiB PSS", "MiB USS", "wake-ups/min", "CPU ms/min", "typing: wake-ups/min", "typing: CPU ms/min")
WINDOW, TIMES = 60.0, 1
KEY_SECONDS = 1.0
TICKS = os.sysconf("SC_CLK_TCK")
MARK = "BREAKD_BENCHMARK"
"""A variable in the environment of a peer: what it has started bears it too."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another break reminder, and what keeps it from showing something while it is measured."""

    command: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    """Below its home, written first."""
    setup: tuple[str, ...] = ()
    """A command that is run first."""
    desktop: str = "xfce"
    """Which of DESKTOPS it runs on."""


BARE = """
import asyncio
from dbus_fast.aio import MessageBus

async def main():
    bus = await MessageBus().connect()
    await bus.wait_for_disconnect()

asyncio.run(main())
"""
"""Python with a connection to the session bus, and nothing more."""

PEERS = {
    "workrave": Peer(
        ("workrave",), setup=("gsettings", "set", "org.workrave.timers.micro-pause", "limit", "7200")
    ),
    "safeeyes": Peer(("safeeyes",)),
    "rsibreak": Peer(
        ("rsibreak",),
        {".config/rsibreakrc": "[Notification Messages]\ndont_show_welcome_again_for_001=false\n"},
    ),
    "python": Peer((sys.executable, "-c", BARE)),
    "swayidle": Peer(("swayidle", "-w", "timeout", "3000", "true"), desktop="sway"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """What one program cost: memory in MiB, then what it did in a minute without input and in one with typing."""

    pss: float
    uss: float
    idle_wakeups: float
    idle_milliseconds: float
    typing_wakeups: float
    typing_milliseconds: float


@contextmanager
def breakd(desktop: Desktop) -> Iterator[set[int]]:
    """The daemon, settled."""
    with settled_daemon(desktop) as daemon:
        yield {daemon.pid}


@contextmanager
def peer(desktop: Desktop, peer: Peer) -> Iterator[set[int]]:
    """A peer with all that it has started, settled."""
    for name, text in peer.files.items():
        path = desktop.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if peer.setup:
        desktop.spawn(*peer.setup).wait(10)
    process = desktop.spawn(*peer.command, **{MARK: "1"})
    try:
        time.sleep(SETTLED_SECONDS)
        if process.poll() is not None:
            raise RuntimeError(f"{peer.command[0]} ended with {process.returncode}")
        yield set(marked())
    finally:
        desktop.end(process)


def marked() -> Iterator[int]:
    """Every process that bears the mark."""
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}=1".encode() in environ.read_bytes().split(b"\0"):
                yield int(environ.parent.name)
        except OSError:
            continue  # it has ended, or is not ours


def cost(desktop: Desktop, pids: set[int], seconds: float) -> Cost:
    """Measure these processes together."""
    memory = [Memory.of(pid) for pid in pids]
    marks = [_marks(pids)]
    time.sleep(seconds)
    marks.append(_marks(pids))
    desktop.type_for(seconds, every=KEY_SECONDS)
    marks.append(_marks(pids))
    rates = [
        (after - before) * 60 / seconds
        for one, two in pairwise(marks)
        for before, after in zip(one, two, strict=True)
    ]
    return Cost(sum(one.pss for one in memory), sum(one.uss for one in memory), *rates)


def _marks(pids: set[int]) -> tuple[float, float]:
    """Wake-ups and milliseconds of processor time so far."""
    return sum(switches(pid).wakeups for pid in pids), _cpu(pids) * 1000


def _cpu(pids: set[int]) -> float:
    """Seconds of processor time so far."""
    stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids)
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS


def measure(name: str, on: str, seconds: float, times: int) -> Cost:
    """The median run of one program on that desktop."""
    costs = []
    for _ in range(times):
        with (
            DESKTOPS[on]() as desktop,
            breakd(desktop) if name == "breakd" else peer(desktop, PEERS[name]) as pids,
        ):
            costs.append(cost(desktop, pids, seconds))
    return Cost(*(statistics.median(values) for values in zip(*map(astuple, costs), strict=True)))


def main() -> int:
    """Measure and print the table: figures, and in brackets how many times breakd's they are."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else WINDOW
    times = int(sys.argv[2]) if len(sys.argv) > 2 else TIMES
    peers = {name: peer for name, peer in PEERS.items() if shutil.which(peer.command[0])}
    print("".join(f"{word:<20}" for word in ("", *COLUMNS)))
    for on in dict.fromkeys(["xfce", *(peer.desktop for peer in peers.values())]):
        ours: Cost | None = None
        for name in ("breakd", *(name for name, peer in peers.items() if peer.desktop == on)):
            found = measure(name, on, seconds, times)
            ours = ours or found
            pairs = zip(astuple(found), astuple(ours), strict=True)
            cells = [f"{value:.1f}" + (f" ({value / mine:.2f}x)" if mine else "") for value, mine in pairs]
            print("".join(f"{cell:<20}" for cell in (f"{name}, {on}", *cells)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
