"""A laptop that travels while breakd runs: the cards name the numbers to call of where it is now."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from breakd.config import load, settings_of
from breakd.daemon import Daemon
from breakd.history.recorder import Recorder
from breakd.loop import Loop
from breakd.stretches.model import HelpNumbers
from breakd.system import paths
from breakd.toml.document import parse

GERMAN, NONE = HelpNumbers("112", "116 117"), HelpNumbers()
OWN = '[help]\nadvice = "030 123"\n'


@pytest.fixture
async def daemon(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Daemon]:
    """All that a daemon consists of, but no bus. It speaks German, and is in Berlin."""
    monkeypatch.setattr("breakd.loop.HEARTBEAT", 600.0)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    paths.made(paths.config_dir())
    daemon, recorder = Daemon(paths.config_file(), needs_bus=False), Recorder(tmp_path / "history.db")
    daemon._apply(load(paths.config_file(), paths.body_file()))
    running = daemon._running = await daemon._build(recorder, None, None)
    yield daemon
    await running.end()
    recorder.close()
    monkeypatch.undo()
    time.tzset()


def loop_of(daemon: Daemon) -> Loop:
    assert daemon._running is not None
    return daemon._running.loop


def numbers(daemon: Daemon) -> HelpNumbers:
    """Those that its cards name."""
    return loop_of(daemon)._engine._catalogue.safety.help


async def travel(daemon: Daemon, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Somebody or something sets the zone; then comes the heartbeat."""
    monkeypatch.setenv("TZ", zone)
    await loop_of(daemon)._beat()
    loop_of(daemon)._drain()


async def test_a_number_is_named_where_language_and_zone_still_agree(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert numbers(daemon) == GERMAN
    await travel(daemon, monkeypatch, "America/New_York")
    assert numbers(daemon) == NONE
    await travel(daemon, monkeypatch, "Europe/Vienna")
    assert numbers(daemon) == HelpNumbers("112", "")
    await travel(daemon, monkeypatch, "Europe/Berlin")
    assert numbers(daemon) == GERMAN


async def test_what_the_person_has_set_stays_and_so_does_what_is_wrong(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is read again: a fault is not told twice, and an operation of today is none of tomorrow in the west."""
    today = date.today()
    body = parse(f'[body]\ndisclaimer = "confirmed"\nsurgery = {today}\n', "body.toml")
    daemon._on_config_changed(settings_of(parse(f"[sitting]\nlimit = 'thirty'\n{OWN}", "config.toml"), body))
    loop_of(daemon)._drain()
    before, told = daemon._settings, len(caplog.records)
    assert before.body.disclaimer

    class Yesterday(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return today - timedelta(days=1)

    monkeypatch.setattr("breakd.config.loader.date", Yesterday)
    await travel(daemon, monkeypatch, "America/New_York")
    assert numbers(daemon) == HelpNumbers("", "030 123")
    assert daemon._settings is before
    assert len(caplog.records) == told
