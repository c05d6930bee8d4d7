"""The quick example on Wayland: the real daemon on Plasma and on sway, with real input."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktops.daemon import QUICK, Daemon
from tests.support.desktops.strace import calls_of_a_day
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop

IDLE = '[sitting]\nidle_after = "2s"\n[reminder]\nheads_up = "1s"\n'

Desk = KdeDesktop | SwayDesktop


@pytest.fixture(
    scope="module",
    params=[pytest.param("kde", marks=pytest.mark.kde), pytest.param("sway", marks=pytest.mark.sway)],
)
def desk(request: pytest.FixtureRequest) -> Desk:
    desktop: Desk = request.getfixturevalue(request.param)
    return desktop


@pytest.fixture(scope="module")
def daemon(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """One daemon for all tests."""
    with Daemon(desk.env, tmp_path_factory.mktemp("day"), QUICK) as daemon:
        yield daemon


def test_the_quick_example_reminds_within_20_s_of_input(desk: Desk, daemon: Daemon) -> None:
    began = time.monotonic()
    assert desk.type_for(20, until=lambda: daemon.stage() == "shown")
    assert time.monotonic() - began < 20
    capabilities = daemon.status()["capabilities"]
    assert (capabilities["presence"], capabilities["tray"], capabilities["logind"]) == ("wayland", "sni", True)
    assert len(desk.tray()) == 1


def test_nobody_there_and_back(desk: Desk, daemon: Daemon) -> None:
    daemon.save(IDLE)
    desk.input()
    daemon.wait(lambda status: status["presence"] == "idle", "nobody there", 10)
    assert desk.type_for(20, until=lambda: daemon.now()["presence"] == "active"), "one touch is no return, a few are"
    assert daemon.end() == 0
    assert daemon.complaints() == []


def test_no_program_is_ever_started(desk: Desk, daemon: Daemon, tmp_path: Path) -> None:
    """One execve, the daemon's own, and one thread."""
    assert calls_of_a_day(desk, daemon, tmp_path / "trace") == ["execve"]
