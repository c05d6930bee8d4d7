"""The history at scale: python -m benchmarks.history [DAYS].

A simulated work year (260 days; or DAYS) goes through the engine into a real history, as the loop writes it: time and
memory are told for each quarter, and both stay flat. Then `stats` and `history` are timed on it, on ten years of
ordinary use, and on ten years with 300,000 reminders, beside the time that Python takes to begin.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from breakd.engine.effects import Effect, Record, Remind, Withdraw
from breakd.engine.events import Done, Skip
from breakd.engine.records import DayRow
from breakd.engine.settings import BodySettings, Settings
from breakd.history.write import History
from breakd.simulation import Simulation
from breakd.stretches import catalogue
from tests.support.long_history import write

WORK_DAYS, QUARTERS = 260, 4
HOUR, DAY = 3600.0, 24 * 3600.0
TEN_YEARS = 3652
USES = {"ten years, 7 reminders a day": 7, "ten years, 83 a day": 83}
COMMANDS = (
    "--version", "history", "stats --days {days}", "history --days {days}", "history --days {days} --json",
    "history --days {days} --csv",
)  # fmt: skip


class KeptDays(Simulation):
    """A person of eight hours a day, who does what is suggested or skips it; each record is kept at once."""

    def __init__(self, history: History, start: datetime) -> None:
        self._history = history
        self._open: int | None = None
        self.shown = self.kept = 0
        super().__init__(Settings(body=BodySettings(disclaimer=True)), catalogue.load(), start)

    def observe(self, effect: Effect) -> None:
        """Keep what is recorded, as the loop does: with the snapshot, and on the disk."""
        match effect:
            case Remind(id):
                self.shown += id != self._open
                self._open = id
            case Withdraw():
                self._open = None
            case Record(row):
                self.kept += 1
                # a day's account is kept with the heartbeat, for which nobody waits
                self._history.commit([row], json.dumps(self.engine.snapshot()), durable=not isinstance(row, DayRow))

    def day(self) -> None:
        """From eight to noon, from one to five, and the night."""
        end = self.boot + DAY
        for hours in (4, 4):
            self.work()
            for _ in range(hours * 60):
                self.run(60.0)
                self._answer()
            self.leave().run(HOUR)
        self.run(end - self.boot)

    def _answer(self) -> None:
        id, self._open = self._open, None
        if id is not None:
            self.say(Skip(id) if id % 5 == 0 else Done(id))


def main(days: int) -> None:
    """Tell the figures."""
    with tempfile.TemporaryDirectory(prefix="breakd-") as folder:
        live(Path(folder, "lived"), days)
        for name, a_day in USES.items():
            state = Path(folder, str(a_day))
            file = made(state)
            write(file, datetime.now().date(), days=TEN_YEARS, a_day=a_day)
            tell(name, state, TEN_YEARS)


def made(state: Path) -> Path:
    """Where breakd keeps its history in this state folder."""
    file = state / "breakd" / "history.db"
    file.parent.mkdir(parents=True)
    return file


def live(state: Path, days: int) -> None:
    """So many work days, by quarters."""
    zone = ZoneInfo("Europe/Berlin")
    file, start = made(state), datetime.now(zone).replace(hour=8, minute=0, second=0, microsecond=0)
    history = History.open(file)
    person = KeptDays(history, start - timedelta(days=days))
    print("work days       seconds  of them cpu  reminders  rows kept    MiB  file, kB")
    for quarter in range(QUARTERS):
        count = days * (quarter + 1) // QUARTERS - days * quarter // QUARTERS
        began, cpu = time.perf_counter(), time.process_time()
        for _ in range(count):
            person.day()
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        print(
            f"{count:<14}{seconds:>9.1f}{cpu:>13.1f}{person.shown:>11}{person.kept:>11}{memory() / 2**20:>7.1f}"
            f"{file.stat().st_size // 1000:>10}",
            flush=True,
        )
    history.close()
    tell(f"{days} lived days", state, days + 1)


def memory() -> int:
    """Bytes of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def tell(name: str, state: Path, days: int) -> None:
    """How long each command takes on this history."""
    print(f"\n{name}: {state.joinpath('breakd/history.db').stat().st_size / 1e6:.1f} MB")
    print(f"  {'command':<32}{'seconds':>9}{'of them cpu':>13}{'printed, kB':>13}")
    for command in COMMANDS:
        words = command.format(days=days).split()
        used, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "breakd", *words], capture_output=True, check=True,
            env={**os.environ, "XDG_STATE_HOME": str(state)},
        )  # fmt: skip
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
        print(f"  breakd {' '.join(words):<25}{seconds:>9.2f}{cpu:>13.2f}{len(done.stdout) // 1000:>13}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else WORK_DAYS)
