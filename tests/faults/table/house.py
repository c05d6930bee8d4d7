"""A real breakd on two buses of its own between played services, a person who types, and what the person was told."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.support.desktops.daemon import CallFailed, Daemon, Status, environment
from tests.support.fakes.logind import FakeLogind
from tests.support.fakes.mutter import FakeMutter, FakeSessionManager
from tests.support.fakes.notifications import FakeNotifications
from tests.support.fakes.service import Service
from tests.support.fakes.tray_host import FakeTrayHost
from tests.support.rigs.bus import CONFIG as BUS_CONFIG

from .wall_clock import PlayedClock

LOOK = 0.2
TYPES = 0.4
"""Seconds between two keys: no pause, and the person is there."""
BACK_SECONDS, END_SECONDS = 40.0, 100.0
"""After a clock step it may be the heartbeat that notices what is due."""
NEAR = 1.0
"""Seconds between a pop-up and what is kept of it."""
MICROSECONDS = 1_000_000


class HouseBus:
    """A bus that keeps its address whatever becomes of it."""

    def __init__(self, folder: Path, name: str) -> None:
        socket, config = folder / name, folder / f"{name}.conf"
        config.write_text(BUS_CONFIG.format(socket=socket, services=""))
        self.address = f"unix:path={socket}"
        self._argv = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._argv, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline(), "its address, as soon as it listens"

    def signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


class Screen(FakeNotifications):
    """Keeps the instants, by the clock that the daemon has, at which the person could see a reminder."""

    def __init__(self, address: str, clock: PlayedClock) -> None:
        super().__init__(address)
        self.came: list[float] = []
        self._clock = clock

    def _notify(self, *values: object) -> object:  # type: ignore[override]
        reply = super()._notify(*values)  # type: ignore[arg-type]
        if "done" in self.notes[-1].actions:
            self.came.append(self._clock.now())
        return reply

    def reminders(self) -> list[int]:
        """The numbers of the reminders that show."""
        return self.do(lambda: [number for number, note in self.screen.items() if "done" in note.actions])


@dataclass(frozen=True, slots=True)
class Row:
    """A reminder of the history; instants in Unix seconds."""

    id: int
    opened: float
    closed: float | None
    outcome: str | None


class House:
    """What a cell of the table is played in. `said` was acknowledged; `perhaps` was sent, and is one or the other."""

    def __init__(self, folder: Path, config: str, *, clock: bool) -> None:
        """With `clock` the daemon's wall clock can be set."""
        self.folder, self.elsewhere = folder, folder / "elsewhere"
        self.elsewhere.mkdir()
        self.clock = PlayedClock(folder)
        self.session, self.system = HouseBus(folder, "session"), HouseBus(folder, "system")
        self.session.start()
        self.system.start()
        at = self.session.address
        self.screen, self.mutter, self.panel = Screen(at, self.clock), FakeMutter(at), FakeTrayHost(at)
        self.session_manager, self.logind = FakeSessionManager(at), FakeLogind(self.system.address)
        self.services: Mapping[str, Service] = {
            "notification server": self.screen, "tray watcher": self.panel, "idle source": self.mutter,
            "session manager": self.session_manager, "logind": self.logind,
        }  # fmt: skip
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        env = environment() | {
            "DBUS_SESSION_BUS_ADDRESS": at, "DBUS_SYSTEM_BUS_ADDRESS": self.system.address,
            "XDG_RUNTIME_DIR": str(runtime),
        }  # fmt: skip
        self.config = config
        self.daemon = Daemon(env | (self.clock.environment() if clock else {}), folder, config, warm=not clock)
        self.said: Counter[str] = Counter()
        self.perhaps: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        """How often a request was answered with which word."""
        self._over = threading.Event()
        self._person = threading.Thread(target=self._type, daemon=True)

    def __enter__(self) -> Self:
        try:
            for service in self.services.values():
                service.start()
            self.daemon.start()
        except BaseException:
            self.__exit__()
            raise
        self._person.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._person.is_alive():
            self._person.join(10)
        self.daemon.__exit__()
        for service in self.services.values():
            service.__exit__()
        self.session.kill()
        self.system.kill()

    def _type(self) -> None:
        while not self._over.wait(TYPES):
            with suppress(Exception):  # whatever is wrong with the desktop, the person goes on
                self.mutter.input()

    # -- the person --------------------------------------------------------------------------------------------

    def ask(self, counts: str, member: str, signature: str = "", *body: object) -> str:
        """Ask for something that is to be kept under this word; how that was answered."""
        word = self._asked(member, signature, *body)
        self.words[word] += 1
        if word == "acknowledged":
            self.said[counts] += 1
        elif word != "refused":
            self.perhaps[counts] += 1
        return word

    def _asked(self, member: str, signature: str, *body: object) -> str:
        try:
            self.daemon.call(member, signature, *body)
        except CallFailed as error:
            words = {"Error.Refused": "refused", "Error.NotSaved": "told"}
            return next((word for name, word in words.items() if name in str(error)), "unanswered")
        except (OSError, EOFError):
            return "unanswered"
        return "acknowledged"

    def done(self) -> str:
        """A break was taken: of the open reminder, or one that nobody asked for."""
        return self.ask("completed", "Done", "us", 0, "")

    def answer_by_click(self) -> None:
        """A reminder comes, and the person clicks Done: all is well again."""
        before, end = self.completed(), time.monotonic() + END_SECONDS
        asked = 0.0
        while self.completed() == before:
            if time.monotonic() > end:
                raise TimeoutError(f"no click was booked within {END_SECONDS:g} s\n{self.told()}")
            if time.monotonic() - asked > 5:
                asked = time.monotonic()
                self._asked("RemindNow", "")
            for number in self.screen.reminders():
                self.screen.press(number, "done")
                self.perhaps["completed"] += 1
            time.sleep(LOOK)
        self.perhaps["completed"] -= 1
        self.said["completed"] += 1

    # -- the daemon --------------------------------------------------------------------------------------------

    @contextmanager
    def without(self, bus: HouseBus) -> Iterator[None]:
        """A bus is killed with all that is on it, and started anew with new services."""
        here = [service for service in self.services.values() if (service is self.logind) is (bus is self.system)]
        for service in here:
            service.stop()
        bus.kill()
        yield
        bus.start()
        for service in here:
            service.start()

    def answers(self) -> bool:
        try:
            self.daemon.now()
        except (CallFailed, OSError, EOFError):
            return False
        return True

    def revive(self, *, may_have_ended: bool) -> None:
        """As systemd does: start it where it has ended; then wait until it answers."""
        if not may_have_ended:
            assert self.daemon.code is None, self.told()
        end = time.monotonic() + BACK_SECONDS
        while not self.answers():
            if self.daemon.code is not None:
                assert may_have_ended, self.told()
                self.daemon.start()
            assert time.monotonic() < end, self.told()
            time.sleep(LOOK)

    def kill_and_start(self) -> Status:
        self.daemon.kill()
        self.daemon.start()
        return self.daemon.now()

    # -- the books ---------------------------------------------------------------------------------------------

    def rows(self) -> list[Row]:
        """Of each history that there is or was: what somebody takes away breakd need not have."""
        found: dict[tuple[int, float], Row] = {}
        for file in [*self.daemon.state.glob("history.db*"), *self.elsewhere.rglob("history.db")]:
            if file.name.endswith(("-wal", "-shm", "-journal")) or not file.is_file():
                continue
            with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
                for row in _reminders(db):
                    key = row.id, row.opened
                    if key not in found or found[key].outcome is None:
                        found[key] = row
        return list(found.values())

    def completed(self) -> int:
        return sum(row.outcome == "completed" for row in self.rows())

    def take_copy(self, name: str) -> None:
        """What is in the history now, before somebody destroys it."""
        folder = self.elsewhere / name
        folder.mkdir()
        for file in self.daemon.state.glob("history.db*"):
            (folder / file.name).write_bytes(file.read_bytes())

    def check(self) -> None:
        """Nothing acknowledged was lost, nothing was booked that nobody saw or said."""
        rows = self.rows()
        outcomes = Counter(row.outcome for row in rows)
        for word in ("completed", "skipped"):
            said, perhaps = self.said[word], self.perhaps[word]
            assert said <= outcomes[word] <= said + perhaps, f"{word}: {said} to {said + perhaps}\n{self.told()}"
        assert outcomes["natural"] == 0, f"the person was there all the time\n{self.told()}"
        for row in rows:
            if row.outcome == "ignored":
                first, last = sorted((row.opened, row.closed or row.opened))  # the clock may have been set between
                seen = any(first - NEAR <= at <= last + NEAR for at in self.screen.came)
                assert seen, f"{row} was never on the screen\n{self.told()}"
        log = self.daemon.log()
        assert "Traceback" not in log, self.told()
        assert "should not have" not in log, self.told()

    def told(self) -> str:
        """Everything that somebody needs who wants to know what went wrong."""
        rows = "\n".join(map(str, self.rows()))
        return (
            f"said {self.said}, perhaps {self.perhaps}, seen {self.screen.came}\n{rows}\n{self.daemon.log()[-6000:]}"
        )


def _reminders(db: sqlite3.Connection) -> list[Row]:
    found = db.execute("SELECT id, opened_at, closed_at, outcome FROM reminder").fetchall()
    return [
        Row(id, opened / MICROSECONDS, None if closed is None else closed / MICROSECONDS, outcome)
        for id, opened, closed, outcome in found
    ]
