"""The kernel refuses a watch at the start: the settings that are saved later hold with the next heartbeat."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from breakd.daemon import Daemon
from breakd.system.inotify import Inotify
from tests.support.contract.notifier_rigs import eventually
from tests.support.fakes.notifications import FakeNotifications


async def test_the_heartbeat_reads_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    screen: FakeNotifications,
) -> None:
    def no_more(*_: object) -> None:
        raise OSError(24, "no more")

    monkeypatch.setattr("breakd.loop.HEARTBEAT", 0.2)
    monkeypatch.setattr(Inotify, "__init__", no_more)
    config = tmp_path / "config.toml"
    daemon = Daemon(config, needs_bus=False)
    run = asyncio.create_task(daemon.run())
    await eventually(lambda: bool(screen.notes), "the greeting")
    config.write_text('[sitting]\nlimit = "7m"\n')
    await eventually(lambda: daemon._settings.sitting.limit == 7 * 60, "the new limit")
    daemon.stop()
    assert await run == 0
