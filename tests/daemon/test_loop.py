"""The loop: a real engine, a real history and the real alarm, between edges that a test plays by hand."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from breakd.desktop.quiet.monitor import QuietMonitor
from breakd.desktop.tray.null import NullTray
from breakd.engine.effects import Refusal, Refused, Remind
from breakd.engine.engine import Engine
from breakd.engine.events import (
    Done,
    Evidence,
    Feel,
    Hurts,
    InputSeen,
    NoInput,
    Now,
    Pause,
    PopupLost,
    SettingsChanged,
    Skip,
    Sleeping,
    Snooze,
    SourceReady,
    Start,
)
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.records import Outcome, Row
from breakd.engine.settings import BodySettings, Settings
from breakd.engine.status import Capabilities, Presence, State, Status
from breakd.history import Reader
from breakd.history.recorder import Recorder
from breakd.loop import Edges, Loop
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Urgency
from breakd.system import clock
from breakd.system.wakeup_timer import WakeupTimer
from tests.support.fakes.notifier import FakeNotifier

DEFAULTS = Settings()
QUICK = replace(
    DEFAULTS,
    sitting=replace(DEFAULTS.sitting, limit=0.2, hard_limit=60.0, natural_break=30.0),
    reminder=replace(DEFAULTS.reminder, heads_up=0.05, wait_for_pause=0.05, wait_at_most=0.1),
)
MOVEMENTS = catalogue.load()


class FakeSensors:
    """Says that nobody sits there passively, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.saved: Callable[[], None] = lambda: None
        self.evidence: frozenset[Evidence] = frozenset()

    def set_idle_after(self, seconds: float) -> None:
        self.asked.append(f"idle_after {seconds:g}")

    def watch_pause(self, seconds: float | None) -> None:
        self.asked.append(f"pause {seconds}")

    async def ask_evidence(self) -> frozenset[Evidence]:
        self.asked.append("evidence")
        return self.evidence

    async def beat(self) -> None:
        self.asked.append("beat")

    def snapshot_saved(self) -> None:
        self.asked.append("saved")
        self.saved()


@dataclass
class FakeSignals:
    """What would be told on the bus."""

    told: list[str] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    def publish(self, status: Status) -> None:
        if not self.states or self.states[-1] is not status.state:
            self.states.append(status.state)

    def emit_reminder_shown(self, id: int, stretch: str) -> None:
        assert stretch in MOVEMENTS.stretches
        self.told.append(f"shown {id}")

    def emit_reminder_closed(self, id: int, outcome: Outcome) -> None:
        self.told.append(f"closed {id} {outcome.value}")


@dataclass
class House:
    """A running loop with its edges."""

    loop: Loop
    notifier: FakeNotifier
    sensors: FakeSensors
    signals: FakeSignals
    path: Path

    def sit(self) -> None:
        self.loop.post(SourceReady("fake"))
        self.loop.post(InputSeen(clock.boot()))

    async def until(self, ready: Callable[[], object], seconds: float = 20.0) -> None:
        async with asyncio.timeout(seconds):
            while not ready():  # noqa: ASYNC110 (what is awaited has no event of its own)
                await asyncio.sleep(0.01)

    def kept(self) -> dict[str, object]:
        document: dict[str, object] = json.loads(self.read("SELECT snapshot FROM engine"))
        return document

    def read(self, query: str) -> Any:
        """One value of the history, as another program sees it."""
        with closing(sqlite3.connect(self.path)) as db:
            (value,) = db.execute(query).fetchone()
        return value


@asynccontextmanager
async def running(path: Path, settings: Settings = QUICK, recorder: Recorder | None = None) -> AsyncIterator[House]:
    kept = recorder or Recorder(path)
    machine = clock.Clock()
    loop = Loop(Engine(settings, MOVEMENTS, machine.now()), machine, kept, "this-boot")
    notifier, sensors, signals = FakeNotifier(loop.post), FakeSensors(), FakeSignals()
    found = Capabilities("fake", (), "none", logind=False)
    loop.start(
        Edges(sensors, QuietMonitor(loop.post, {}), notifier, NullTray(), (signals,), lambda: found), (), lambda: None
    )
    try:
        yield House(loop, notifier, sensors, signals, path)
    finally:
        await loop.stop()
        kept.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.db"


async def test_a_reminder_from_due_to_done(path: Path) -> None:
    async with running(path) as house:
        house.sit()
        await house.until(lambda: house.notifier.showing)
        assert isinstance(house.notifier.effects[0], Remind)
        await house.until(lambda: house.kept()["popup"] == [":1.1", 1])
        assert await house.loop.request(Done(1)) is None
        await house.until(lambda: house.notifier.showing is None)
        assert house.signals.told == ["shown 1", "closed 1 completed"]
        assert house.signals.states[-2:] == [State.DUE, State.SITTING]


async def test_what_a_wish_changed_is_on_disk_when_it_returns(path: Path) -> None:
    async with running(path) as house:
        house.sit()
        await house.until(lambda: house.notifier.showing)
        await house.loop.request(Skip(1))
        with Reader.open(path) or pytest.fail("no history") as reader:
            (row,) = reader.reminders(date.today() - timedelta(days=1))
        assert row.outcome is Outcome.SKIPPED
        await house.loop.request(Pause("forever"))
        engine = house.kept()["engine"]
        assert isinstance(engine, dict)
        assert engine["paused_forever"] is True


async def test_what_is_told_is_on_disk(path: Path) -> None:
    """Whoever hears of an outcome may act on it, and a kill in that moment must not take it back."""
    async with running(path) as house:
        kept: list[tuple[Outcome, Outcome | None]] = []

        def closed(id: int, outcome: Outcome) -> None:
            with Reader.open(path) or pytest.fail("no history") as reader:
                found = {row.id: row.outcome for row in reader.reminders(date.today() - timedelta(days=1))}
            kept.append((outcome, found[id]))

        house.signals.emit_reminder_closed = closed  # type: ignore[method-assign]
        house.sit()
        await house.until(lambda: house.notifier.showing)
        await house.loop.request(Done(1))
        assert kept == [(Outcome.COMPLETED, Outcome.COMPLETED)]


async def test_only_what_was_asked_for_waits_for_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[bool] = []
    keep = Recorder.commit

    def watched(self: Recorder, rows: Sequence[Row], state: Mapping[str, Any], *, durable: bool = True) -> None:
        waited.append(durable)
        keep(self, rows, state, durable=durable)

    monkeypatch.setattr(Recorder, "commit", watched)
    async with running(path) as house:
        house.sit()
        await house.until(lambda: house.kept()["popup"])
        assert waited
        assert not any(waited), "a reminder that falls due and comes up"
        waited.clear()
        await house.loop.request(Done(1))
        assert waited == [True]


async def test_a_refused_wish_gives_the_reason(path: Path) -> None:
    async with running(path) as house:
        assert await house.loop.request(Skip(7)) == Refused(Refusal.STALE)


async def test_events_before_a_wish_are_handled_before_it(path: Path) -> None:
    async with running(path, DEFAULTS) as house:
        house.sit()
        await house.loop.request(Pause("1h"))
        assert house.loop.status().presence is Presence.ACTIVE


async def test_the_snapshot_is_on_disk_before_the_machine_may_sleep(path: Path) -> None:
    async with running(path, DEFAULTS) as house:
        asleep: list[object] = []

        def look() -> None:
            engine = house.kept()["engine"]
            assert isinstance(engine, dict)
            asleep.append(engine["facts"]["asleep"])

        house.sensors.saved = look
        house.sit()
        house.loop.post(Sleeping(clock.boot()))
        await house.until(lambda: asleep)
        assert asleep == [True]


async def test_a_failing_output_never_stops_the_loop(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with running(path) as house:

        async def broken(popup: Remind) -> None:
            raise RuntimeError(f"no screen today for {popup.id}")

        house.notifier.remind = broken  # type: ignore[method-assign]
        house.sit()
        await house.until(lambda: "no screen today" in caplog.text)
        assert await house.loop.request(Done(1)) is None
        assert house.signals.told == ["shown 1", "closed 1 completed"]


async def test_the_log_names_what_happens_and_says_nothing_of_the_body(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Others than the person read the journal of a machine."""
    body = BodySettings(
        frozenset({"sciatic"}), "left", frozenset({"glaucoma"}), disclaimer=True, pregnant_since=date(2026, 9, 1)
    )
    with caplog.at_level(logging.INFO):
        async with running(path, replace(DEFAULTS, body=body)) as house:
            house.sit()
            said = Done(stretch="chin-tuck"), Feel("7"), Hurts("cobra"), ReportRedFlags(Urgency.URGENT)
            for asked in (*said, Start(0, "plow")):
                await house.loop.request(asked)
            house.loop.post(SettingsChanged(replace(DEFAULTS, body=body), MOVEMENTS))
            await house.loop.request(Done())
    told = "\n".join(record.getMessage() for record in caplog.records if record.levelno >= logging.INFO)
    names = ("Done", "HealthRequest", "Refused", "Announce", "SettingsChanged")
    assert [name for name in names if name not in told] == []
    secrets = (
        "Feel", "Hurts", "Red", "sciatic", "glaucoma", "2026-09", "(2026, 9", "cobra", "plow", "7'", "URGENT",
        "urgent",
    )  # fmt: skip
    assert [secret for secret in secrets if secret in told] == []


async def test_evidence_is_asked_and_its_answer_handled(path: Path) -> None:
    async with running(path, DEFAULTS) as house:
        house.sensors.evidence = frozenset({Evidence.CALL})
        house.sit()
        house.loop.post(NoInput(clock.boot() - 300))
        await house.until(lambda: house.loop.status().presence is Presence.PASSIVE)
        assert house.sensors.asked.count("evidence") == 1


async def test_what_passed_until_the_stop_is_kept(path: Path) -> None:
    async with running(path, DEFAULTS) as house:
        house.sit()
        await house.until(lambda: house.loop.status().bout_seconds > 0.3)
        await house.loop.stop()
        engine = house.kept()["engine"]
        assert isinstance(engine, dict)
        assert engine["ledger"]["account"]["bout"] > 0.3


async def test_what_comes_after_the_stop(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Parts that go say that they went; a last request is kept. Neither reaches the screen."""
    async with running(path) as house:
        house.sit()
        await house.until(lambda: house.notifier.showing)
        await house.loop.stop()
        before = list(house.notifier.effects)
        house.loop.post(PopupLost(1))
        await asyncio.sleep(0.05)
        assert await house.loop.request(Snooze(1, 300.0)) is None
        await asyncio.sleep(0.05)
        assert house.notifier.effects == before
        engine = house.kept()["engine"]
        assert isinstance(engine, dict)
        assert (engine["reminder"]["stage"]["is"], engine["reminder"]["losses"]) == ("snoozed", 0)
        assert caplog.records == []


async def rings(rung: list[Any]) -> None:
    """Wait until an alarm has rung."""
    async with asyncio.timeout(20):
        while not rung:  # noqa: ASYNC110 (it has no event)
            await asyncio.sleep(0.01)


async def test_the_alarm_rings_once_for_the_last_instant_it_was_armed_for() -> None:
    rung: list[float] = []
    loop = asyncio.get_running_loop()
    alarm = WakeupTimer(lambda: rung.append(loop.time()))
    alarm.start()
    begun = loop.time()
    alarm.arm(0.05)
    alarm.arm(0.2)
    await rings(rung)
    alarm.arm(0.05)
    alarm.arm(None)
    await asyncio.sleep(0.2)
    alarm.stop()
    assert len(rung) == 1
    assert rung[0] - begun >= 0.19


async def test_an_alarm_that_comes_late_rings_all_the_same() -> None:
    import time

    rung: list[int] = []
    alarm = WakeupTimer(lambda: rung.append(1))
    alarm.start()
    alarm.arm(0.01)
    await asyncio.sleep(0)
    time.sleep(1.2)  # noqa: ASYNC251 (a process that was stopped; APScheduler drops such a job by default)
    await rings(rung)
    alarm.stop()
    assert rung == [1]


def test_the_clock_notices_a_step_and_a_new_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    travels: list[int] = []
    machine = clock.Clock(travelled=lambda: travels.append(1))
    assert machine.moved() is False
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 3600)
    assert machine.moved() is True
    assert machine.moved() is False
    assert travels == []
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert machine.moved() is True
    assert machine.moved() is False
    assert travels == [1], "told once"
    now: Now = machine.now()
    assert now.wall.utcoffset() == timedelta(hours=9)
    monkeypatch.delenv("TZ")
    time.tzset()


def test_the_clocks_read_what_they_say() -> None:
    now = clock.Clock().now()
    assert now.boot >= now.mono - 0.01
    assert now.wall.tzinfo is not None
    assert len(clock.boot_id()) == 36
