"""kill -9 at seeded instants of a working day in a hurry: what the person was told holds afterwards, exactly.

25 in each run of the tests, 200 with `make soak`.
"""

from __future__ import annotations

import json
import os
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import cycle
from pathlib import Path

import pytest

from tests.faults.table.page import FIGURE
from tests.support.desktops.daemon import CallFailed, Daemon, Status, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications
from tests.support.rigs.bus import private_bus

IS_SOAK = "SOAK_UNTIL" in os.environ
DAYS, KILLS = (40 if IS_SOAK else 5), 5
"""So many days, each killed so often."""
AT_A_TIME = 5
"""Days side by side."""
AT_ONCE, LATER = 0.015, 1.0
"""Seconds from the beginning of a step until the kill: half of the kills come while the step is handled."""
SNOOZES = 9
CONFIG = f"""
[sitting]
limit = "2s"
hard_limit = "30m"
natural_break = "1m"
idle_after = "30s"
[reminder]
heads_up = "1s"
wait_for_pause = "1s"
wait_at_most = "1s"
expires = "5m"
snooze = ["1s"]
max_snoozes = {SNOOZES}
[quiet]
settle = "1s"
"""
LOOK = 0.08
SOON = 20.0
PATIENCE = 4.0
"""Seconds after which a step that cannot be done is left out: a snooze may be over before the daemon is back."""
ROUNDED = 1
"""Seconds: the status rounds down."""
UNKNOWN_SECONDS = 1.0
"""How long a pop-up may be up before its number is on the disk; a machine under load answers late (decision 0081)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the daemon has told or acknowledged, and must still know after a restart. ANY: not told what exactly."""

    reminder: int
    stretch: str
    snoozes_left: int
    snoozed_until: str | None
    paused_until: str | None
    posture: str
    completed: int
    skipped: int

    @classmethod
    def by(cls, status: Status) -> Told:
        reminder, outcomes = status["reminder"] or {}, status["today"]["outcomes"]
        return cls(
            reminder.get("id", 0), reminder.get("stretch", ""), reminder.get("snoozes_left", 0),
            status["snoozed_until"], status["paused_until"], status["posture"],
            outcomes["completed"], outcomes["skipped"],
        )  # fmt: skip

    @property
    def breaks(self) -> int:
        """Each of them sets the clock to 0, and some end the bout."""
        return self.completed + self.skipped

    def holds_in(self, later: Told) -> bool:
        """Whether `later` differs only by what time alone may have done since: a snooze over, a reminder due."""
        expected = self
        if not self.reminder and later.reminder:
            expected = replace(
                expected, reminder=later.reminder, stretch=later.stretch, snoozes_left=later.snoozes_left
            )
        if self.snoozed_until and not later.snoozed_until and _is_over(self.snoozed_until):
            expected = replace(expected, snoozed_until=None)
        pairs = ((getattr(expected, name), getattr(later, name)) for name in Told.__slots__)
        return all(wanted == found or (wanted == ANY and found) for wanted, found in pairs)


ANY = "told"
ANEW = [(0, 0)]


def _counts(status: Status) -> tuple[int, int]:
    return status["sitting_clock_seconds"], status["bout_seconds"]


def _is_over(instant: str) -> bool:
    # the status rounds down to whole seconds
    return instant == ANY or datetime.fromisoformat(instant).timestamp() <= time.time()


def _closed(told: Told) -> Told:
    return replace(told, reminder=0, stretch="", snoozes_left=0, snoozed_until=None)


def _done(told: Told) -> Told:
    return replace(_closed(told), completed=told.completed + 1)


def _skipped(told: Told) -> Told:
    return replace(_closed(told), skipped=told.skipped + 1)


def _snoozed(told: Told) -> Told:
    return replace(told, snoozes_left=told.snoozes_left - 1, snoozed_until=ANY)


class Screen(FakeNotifications):
    """Knows when each pop-up came."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.came: dict[int, float] = {}

    def _notify(self, *values: object) -> object:  # type: ignore[override]
        reply = super()._notify(*values)  # type: ignore[arg-type]
        self.came[self.notes[-1].number] = time.monotonic()
        return reply

    def reminders(self) -> list[int]:
        """The numbers of the reminders that show."""
        return self.do(lambda: [number for number, note in self.screen.items() if "done" in note.actions])


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the person does when the open reminder is at this stage (None: always), and its effect."""

    when: str | None
    do: Callable[[Daemon, Screen], object]
    changes: Callable[[Told], Told]
    acknowledged: bool = True
    """Whether the call returns only when it is done; a click is just sent."""


def _call(member: str, signature: str = "", *body: object) -> Callable[[Daemon, Screen], object]:
    return lambda daemon, _screen: daemon.call(member, signature, *body)


def _press(key: str) -> Callable[[Daemon, Screen], object]:
    return lambda _daemon, screen: screen.press(screen.reminders()[0], key)


NONE_OPEN = ""
SCRIPT = (
    Step("shown", _call("Snooze", "uu", 0, 1), _snoozed),
    Step("snoozed", _call("Pause", "s", "45m"), lambda told: replace(told, paused_until=ANY)),
    Step(None, _call("Resume"), lambda told: replace(told, paused_until=None)),
    Step("shown", _press("snooze"), _snoozed, acknowledged=False),
    Step("shown", _press("done"), _done, acknowledged=False),
    Step(NONE_OPEN, _call("SetPosture", "s", "standing"), lambda told: replace(told, posture="standing")),
    Step(NONE_OPEN, _call("Done", "us", 0, ""), lambda told: replace(told, completed=told.completed + 1)),
    Step(None, _call("SetPosture", "s", "sitting"), lambda told: replace(told, posture="sitting")),
    Step("shown", _call("Another", "u", 0), lambda told: replace(told, stretch=ANY)),
    Step("shown", _call("Skip", "u", 0), _skipped),
    Step(None, _call("Pause", "s", "forever"), lambda told: replace(told, paused_until="forever")),
    Step(None, _call("Resume"), lambda told: replace(told, paused_until=None)),
    Step("shown", _call("Done", "us", 0, ""), _done),
)


class Day:
    """One daemon, the person in front of it, and what the person was told."""

    def __init__(self, daemon: Daemon, mutter: FakeMutter, screen: Screen) -> None:
        self._daemon, self._mutter, self._screen = daemon, mutter, screen
        self._steps: Iterator[Step] = cycle(SCRIPT)
        self._ahead, self._waits_since = next(self._steps), time.monotonic()
        self._under_way: Step | None = None
        self._told = Told(0, "", 0, None, None, "sitting", 0, 0)
        self._counted: list[tuple[int, int]] = []
        """Clock and bout of every look since the last acknowledgement, from the look before it on."""
        self._looked = 0.0
        self._killer = threading.Timer(0, daemon.kill)
        self.steps = 0
        self.kills_within_a_step = 0

    def play(self, kills: list[tuple[int, float]]) -> None:
        """The whole day. Each kill comes after so many more steps, and so many seconds after the last one began."""
        for steps, delay in kills:
            fatal = self.steps + steps
            self._killer = threading.Timer(delay, self._daemon.kill)
            try:
                while True:
                    self._live(fatal)
            except CallFailed:
                self._killer.join()
                assert self._daemon.code == -9, self._daemon.log()
            self._come_back()

    def _live(self, fatal: int) -> None:
        """Look, and do the next step if it can be done now. Raises CallFailed when the daemon is dead."""
        status, step = self._look(), self._ahead
        reminder = status["reminder"]
        ready = step.when in (None, reminder["stage"] if reminder else NONE_OPEN)
        if not ready or not (step.acknowledged or self._screen.reminders()):
            self._mutter.input()
            time.sleep(LOOK)
            if time.monotonic() - self._waits_since > PATIENCE:
                self._next_step()
            return
        self.steps += 1
        if self.steps == fatal:
            self._killer.start()
        self._under_way, after = step, step.changes(self._told)
        step.do(self._daemon, self._screen)
        if not step.acknowledged:
            self._until(lambda: after.holds_in(Told.by(self._daemon.now())), "the click to be heard")
        self._counted = [_counts(status)] + ANEW * (after.breaks > self._told.breaks)
        self._told, self._under_way = after, None
        self._next_step()

    def _next_step(self) -> None:
        self._ahead, self._waits_since = next(self._steps), time.monotonic()

    def _look(self) -> Status:
        asked = time.monotonic()  # the answer may be a while under way, and one that never comes is no look
        status = self._daemon.now()
        self._looked = asked
        assert self._told.holds_in(Told.by(status)), (self._told, status)
        self._told = Told.by(status)
        self._counted.append(_counts(status))
        return status

    def _come_back(self) -> None:
        killed, up = time.monotonic(), set(self._screen.reminders())
        unknown = up - {self._daemon.kept_popup()}
        assert all(killed - self._screen.came[number] < UNKNOWN_SECONDS for number in unknown)
        self._daemon.start()
        status = self._daemon.now()
        self._check_told(Told.by(status))
        self._check_counted(status, killed)
        self._check_history()
        self._check_screen(unknown)
        self.kills_within_a_step += self._under_way is not None
        self._told, self._counted, self._under_way = Told.by(status), [_counts(status)], None
        self._waits_since = time.monotonic()

    def _check_told(self, again: Told) -> None:
        possible = [self._told]
        if self._under_way is not None:  # not acknowledged: done wholly, or not at all
            possible.append(self._under_way.changes(self._told))
        assert any(told.holds_in(again) for told in possible), (possible, again)

    def _check_counted(self, status: Status, killed: float) -> None:
        """Clock and bout are within what was seen since the last acknowledgement, which is on the disk."""
        ready = float(re.findall(r"SourceReady at boot (\S+)", self._daemon.log())[-1])
        unseen = max(0.0, killed - self._looked) + time.clock_gettime(time.CLOCK_BOOTTIME) - ready
        seen = self._counted + ANEW * (Told.by(status).breaks > self._told.breaks)
        for before, after in zip(zip(*seen, strict=True), _counts(status), strict=True):
            most = max(before) + unseen + ROUNDED
            assert min(before) - ROUNDED <= after <= most, (seen, status)

    def _check_history(self) -> None:
        status, entries = self._daemon.now(), self._daemon.reminders()
        while (later := self._daemon.now())["reminder"] != status["reminder"]:  # one has fallen due meanwhile
            status, entries = later, self._daemon.reminders()
        outcomes = [entry["outcome"] for entry in entries]
        counts = {word: outcomes.count(word) for word in status["today"]["outcomes"]}
        assert counts == status["today"]["outcomes"]
        still_open = [entry["id"] for entry in entries if entry["outcome"] is None]
        reminder = status["reminder"]
        # one that waits and was never shown is in no history yet
        open_now = [reminder["id"]] if reminder and reminder["shown_at"] else []
        assert still_open == open_now, json.dumps([status, entries, self._daemon.log()[-4000:]])
        if open_now:
            assert entries[-1]["snoozes"] == SNOOZES - reminder["snoozes_left"]

    def _check_screen(self, unknown: set[int]) -> None:
        """The old pop-up is gone, and what shows is one pop-up or none."""
        for number in unknown:
            self._screen.close(number)  # as the person does

        def is_right() -> bool:
            self._mutter.input()
            reminder = self._daemon.now()["reminder"]
            return len(self._screen.reminders()) == (1 if reminder and reminder["stage"] == "shown" else 0)

        self._until(is_right, "one pop-up for a reminder that shows")
        time.sleep(LOOK)
        assert len(self._screen.reminders()) <= 1

    def _until(self, ready: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + SOON
        while not ready():
            assert time.monotonic() < end, (what, self._told, self._daemon.log()[-4000:])
            time.sleep(LOOK)


def play(seed: int, folder: Path) -> Day:
    """A day of its own, with a bus of its own."""
    chance = random.Random(seed)
    kills = [(chance.randint(1, 4), chance.uniform(0, AT_ONCE if kill % 2 else LATER)) for kill in range(KILLS)]
    folder.mkdir()
    with private_bus(folder) as address, FakeMutter(address) as mutter, Screen(address) as screen:
        env = environment() | {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
        with Daemon(env, folder / "d", CONFIG, warm=True) as daemon:
            day = Day(daemon, mutter, screen)
            day.play(kills)
    return day


@pytest.mark.usefixtures("needs_bus")
def test_kills_lose_nothing(bus_folder: Path, record_property: Callable[[str, object], None]) -> None:
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        days = list(pool.map(lambda seed: play(seed, bus_folder / str(seed)), range(DAYS)))
    steps, within = sum(day.steps for day in days), sum(day.kills_within_a_step for day in days)
    record_property(
        FIGURE, f"{DAYS * KILLS} x kill -9 among {steps} answers, {within} of them under way: none lost, none twice"
    )
    assert steps >= DAYS * KILLS
    assert within >= 3, "else it is no test of what is under way"
