"""Which programs and threads the daemon starts, as the kernel sees it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.rigs import needs
from tests.support.rigs.desktop import Desktop

from .daemon import FAST, Daemon

STARTS = "execve,clone,clone3,fork,vfork"


def start_traced(daemon: Daemon, trace: Path, calls: str = "execve") -> None:
    """Start the daemon, and write down these of its calls."""
    needs.require("strace")
    # -D: the daemon keeps its own pid, and strace looks on from beside
    daemon.start("strace", "-D", "-f", "-q", "-o", str(trace), "-e", f"trace={calls}")


def calls_of_a_day(desktop: Desktop, daemon: Daemon, trace: Path) -> list[str]:
    """From start to reminder, snooze, done and end: each call that starts something, the daemon's own first."""
    start_traced(daemon, trace, STARTS)
    daemon.save(FAST)
    for word in ("snooze", "done"):
        assert desktop.type_for(20, 0.3, until=lambda: daemon.stage() == "shown"), daemon.log()
        assert daemon.breakd(word).code == 0
    assert daemon.end() == 0
    desktop.wait(lambda: "+++ exited with 0 +++" in trace.read_text(), "the end of the trace")
    return re.findall(r"\b(execve|clone3?|v?fork)\(", trace.read_text())


def programs(trace: Path, daemon: Daemon) -> list[str]:
    """The programs that were really started so far, the daemon itself left out."""
    calls = re.findall(r'^(\d+) +execve\("([^"]+)".* = 0$', trace.read_text(), re.MULTILINE)
    return [Path(program).name for pid, program in calls if int(pid) != daemon.pid]
