"""Context switches of the daemon with tray and presence on.

Idle (nobody has touched anything for a while) and with typing between reminders, the two side by side, on one desktop
after the other; the median of TIMES (3) windows of SECONDS (300). Exit code 1 if a median is over its limit.
Run it on a machine that does nothing else: who has to share a processor is switched more often.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from .desktops import DESKTOPS, Switches, here, settled_daemon, switches

WINDOW, TIMES = 300.0, 3
KEY_SECONDS = 1.0
LIMITS = {"idle": 2.0, "typing": 4.0}
"""Switches a minute."""
SOON_IDLE = '[sitting]\nidle_after = "10s"\n'
"""So that an idle window begins idle."""


@dataclass(frozen=True, slots=True)
class Window:
    """One daemon on one desktop, watched for a while."""

    desktop: str
    doing: str
    switches: Switches
    minutes: float

    @property
    def rate(self) -> float:
        """All switches a minute."""
        return sum(self.switches) / self.minutes


def watch(desktop_name: str, doing: str, seconds: float) -> Window:
    """Start a desktop and the daemon on it, and count."""
    config = SOON_IDLE if doing == "idle" else ""
    with DESKTOPS[desktop_name]() as desktop, settled_daemon(desktop, config) as daemon:
        if doing == "idle":
            daemon.wait(lambda status: status["presence"] == "idle", "nobody there")
        before, began = switches(daemon.pid), time.monotonic()
        if doing == "typing":
            desktop.type_for(seconds, every=KEY_SECONDS)
        else:
            time.sleep(seconds)
        return Window(desktop_name, doing, switches(daemon.pid).since(before), (time.monotonic() - began) / 60)


def measure(names: list[str], seconds: float, times: int) -> list[Window]:
    """All windows: two desktops of a kind at a time, so that drawing one does not push the other's daemon aside."""
    windows: list[Window] = []
    with ThreadPoolExecutor(len(LIMITS)) as pool:
        for name in here(names):
            for _ in range(times):
                windows += pool.map(lambda doing, name=name: watch(name, doing, seconds), LIMITS)
    return windows


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser("python -m benchmarks.wakeups", description=__doc__)
    parser.add_argument("--desktop", action="append", choices=list(DESKTOPS), help="(each of them, if none is named)")
    parser.add_argument("seconds", nargs="?", type=float, default=WINDOW)
    parser.add_argument("times", nargs="?", type=int, default=TIMES)
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and judge it."""
    asked = arguments()
    windows = measure(asked.desktop or list(DESKTOPS), asked.seconds, asked.times)
    print(f"context switches in {asked.seconds:g} s, tray and presence on (wake-ups + pushed aside)\n")
    print(f"{'desktop':<8} {'doing':<7} {'each':>18} {'median':>7} {'a minute':>9} {'limit':>6}")
    good = bool(windows)
    for name, doing in dict.fromkeys((window.desktop, window.doing) for window in windows):
        found = [window for window in windows if (window.desktop, window.doing) == (name, doing)]
        each = "  ".join(f"{window.switches.wakeups}+{window.switches.pushed}" for window in found)
        median, rate = (
            statistics.median(sum(window.switches) for window in found),
            statistics.median(window.rate for window in found),
        )
        good &= rate <= LIMITS[doing]
        print(f"{name:<8} {doing:<7} {each:>18} {median:>7g} {rate:>9.2f} {LIMITS[doing]:>6g}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
