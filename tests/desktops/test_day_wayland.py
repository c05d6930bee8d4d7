"""An hour at work on Wayland, in seconds: the real daemon on Plasma and on sway, with real input and real clicks."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.rigs.kde import KdeDesktop
from tests.rigs.sway import SwayDesktop

from .daemon import FAST, QUICK, Daemon

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
    """One daemon for the hour; it begins with the quick example."""
    with Daemon(desk.env, tmp_path_factory.mktemp("day"), QUICK) as daemon:
        yield daemon


def answer_done(desk: Desk) -> None:
    """Plasma has buttons; what mako has not, a person's key binding sends."""
    if isinstance(desk, KdeDesktop):
        desk.click(*desk.buttons(desk.popup())[0])
    else:
        desk.invoke("done")


def test_the_quick_example_reminds_within_20_s_of_input(desk: Desk, daemon: Daemon) -> None:
    began = time.monotonic()
    assert desk.type_for(20, until=lambda: daemon.stage() == "shown")
    assert time.monotonic() - began < 20
    capabilities = daemon.status()["capabilities"]
    assert (capabilities["presence"], capabilities["tray"], capabilities["logind"]) == ("wayland", "sni", True)
    assert len(desk.tray()) == 1
    daemon.breakd("skip")
    daemon.wait_stage(None)


def test_done_on_the_screen(desk: Desk, daemon: Daemon) -> None:
    daemon.save(FAST)
    before = daemon.now()["today"]["outcomes"]["completed"]
    assert desk.type_for(20, 0.3, until=lambda: daemon.stage() == "shown")
    answer_done(desk)
    daemon.wait_stage(None)
    assert daemon.now()["today"]["outcomes"]["completed"] == before + 1


def test_nobody_there_and_back(desk: Desk, daemon: Daemon) -> None:
    daemon.save(IDLE)
    desk.input()
    daemon.wait(lambda status: status["presence"] == "idle", "nobody there", 10)
    desk.input()
    daemon.wait(lambda status: status["presence"] == "active", "somebody back", 2)


def test_the_lock(desk: Desk, daemon: Daemon) -> None:
    desk.set_locked(True)
    daemon.wait(lambda status: status["presence"] == "locked", "the lock", 5)
    desk.set_locked(False)
    daemon.wait(lambda status: status["presence"] == "active", "the unlocking", 5)


def test_a_stop_leaves_nothing(desk: Desk, daemon: Daemon) -> None:
    assert daemon.end() == 0
    desk.wait(lambda: not desk.tray(), "the icon to go", 5)
    assert daemon.complaints() == []
