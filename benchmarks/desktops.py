"""The desktops that the benchmarks measure on, and the daemon on each."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support.desktops.daemon import Daemon
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.needs import missing
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.x11 import X11Desktop

SETTLED_SECONDS = 15.0
"""After so long the daemon has found everything: the tray host is asked once more after 5 s."""

DESKTOPS: Mapping[str, Callable[[], Desktop]] = {
    "xfce": lambda: X11Desktop(notify="xfce4-notifyd", panel=True),
    "gnome": GnomeDesktop,
    "kde": KdeDesktop,
    "sway": SwayDesktop,
}


class Switches(NamedTuple):
    """Context switches of all threads of a process."""

    wakeups: int
    """Voluntary: it slept, and something woke it."""
    pushed: int
    """Involuntary: it had work, and another program got the processor first. More of them on a busy machine."""

    def since(self, before: Switches) -> Switches:
        """What came after `before`."""
        return Switches(self.wakeups - before.wakeups, self.pushed - before.pushed)


@contextmanager
def settled_daemon(desktop: Desktop, config: str = "") -> Iterator[Daemon]:
    """A daemon that has been up for a while, with the person there, tray icon and presence in place."""
    desktop.input()
    with Daemon(desktop.env, desktop.root / "breakd", config) as daemon:
        time.sleep(SETTLED_SECONDS)
        can = daemon.now()["capabilities"]
        if can["tray"] != "sni" or can["presence"] not in ("mutter", "wayland", "x11"):
            raise RuntimeError(f"not everything is on: {can}")
        yield daemon


def switches(pid: int) -> Switches:
    """The counts until now."""
    texts = [status.read_text() for status in Path(f"/proc/{pid}/task").glob("*/status")]
    wakeups, pushed = (
        sum(int(re.findall(rf"^{kind}_ctxt_switches:\s*(\d+)", text, re.MULTILINE)[0]) for text in texts)
        for kind in ("voluntary", "nonvoluntary")
    )
    return Switches(wakeups, pushed)


def here(names: list[str]) -> list[str]:
    """Those of the desktops that can be started on this machine; what the others lack is said."""
    able = []
    for name in names:
        if lacking := missing(name):
            print(f"{name}: missing here: {' '.join(lacking)}", file=sys.stderr)
        else:
            able.append(name)
    return able
