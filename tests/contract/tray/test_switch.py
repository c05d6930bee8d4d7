"""Whether there is an icon: as the settings say, and again where it could not be at first."""

from __future__ import annotations

import logging

import pytest

from breakd.desktop.dbus import Bus
from breakd.desktop.frontends import Frontends
from breakd.desktop.ports import Tray, Unavailable
from breakd.desktop.tray import switch
from breakd.desktop.tray.null import NullTray
from breakd.desktop.tray.switch import AGAIN_SECONDS, SwitchedTray, choose_tray
from breakd.engine.settings import Settings
from breakd.engine.status import Status
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.tray_rigs import settle
from tests.support.fakes.notifier import FakeNotifier
from tests.support.fakes.tray_host import FakeTrayHost
from tests.support.recording_handler import DUE, SITTING, RecordingHandler

pytestmark = pytest.mark.usefixtures("private_bus")


class PlayedTray:
    """A tray for the switch, which tells what became of it."""

    kind = "sni"

    def __init__(self, log: list[str], *, fails: bool = False) -> None:
        self._log, self._fails = log, fails

    async def start(self) -> None:
        self._log.append("start")
        if self._fails:
            raise Unavailable("the bus is busy")

    def show(self, status: Status) -> None:
        self._log.append(status.state.value)

    async def stop(self) -> None:
        self._log.append("stop")


async def test_the_icon_comes_and_goes_with_the_setting() -> None:
    log: list[str] = []
    wanted = False
    tray: Tray = SwitchedTray(lambda: PlayedTray(log), lambda: wanted)
    await tray.start()
    tray.show(SITTING)
    assert (log, tray.kind) == ([], "none")
    wanted = True
    for _ in range(3):
        tray.show(SITTING)
    await settle()
    tray.show(DUE)
    assert (log, tray.kind) == (["start", "due"], "sni")
    wanted = False
    tray.show(SITTING)
    await settle()
    assert (log, tray.kind) == (["start", "due", "sitting", "stop"], "none")
    await tray.stop()
    assert log[-1] == "stop"


async def test_without_a_bus_there_is_no_icon() -> None:
    desk, settings = RecordingHandler(), Settings()
    assert isinstance(choose_tray(None, desk, print, lambda: settings, print), NullTray)
    bus = await Bus.session()
    tray = choose_tray(bus, desk, print, lambda: settings, print)
    await tray.start()
    assert tray.kind == "none", "a bus, but nobody who shows icons"
    await tray.stop()
    bus.close()
    await bus.wait_closed()


class Failing:
    """A switch whose tray fails while `busy`, at a time of the test's own."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.busy, self.wanted, self.now = True, True, 1000.0
        self.tray = SwitchedTray(self._make, lambda: self.wanted, lambda: self.now)

    def _make(self) -> Tray:
        return PlayedTray(self.log, fails=self.busy)

    async def show(self, times: int = 1) -> None:
        for _ in range(times):
            self.tray.show(SITTING)
            await settle()


async def test_an_icon_that_could_not_be_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    """A busy login is no reason to be without an icon for the whole day, and none to ask all the time."""
    caplog.set_level(logging.WARNING)
    failing = Failing()
    await failing.tray.start()
    await failing.show(3)
    assert (failing.log, failing.tray.kind) == (["start"], "none")
    failing.now += AGAIN_SECONDS
    await failing.show(3)
    assert failing.log == ["start"] * 2
    assert [record.getMessage() for record in caplog.records] == ["no tray icon: the bus is busy"]
    failing.busy = False
    failing.now += AGAIN_SECONDS
    await failing.show(2)
    assert (failing.log, failing.tray.kind) == (["start"] * 3 + ["sitting"], "sni")
    await failing.tray.stop()


async def test_an_icon_that_is_switched_off_and_on_is_tried_at_once() -> None:
    failing = Failing()
    await failing.tray.start()
    failing.busy, failing.wanted = False, False
    await failing.show()
    assert failing.log == ["start"], "what never came is not stopped"
    failing.wanted = True
    await failing.show(2)
    assert failing.log == ["start", "start", "sitting"]
    await failing.tray.stop()


async def test_an_icon_that_fails_when_it_is_switched_on_is_tried_again() -> None:
    failing = Failing()
    failing.wanted = False
    await failing.tray.start()
    failing.wanted = True
    await failing.show(2)
    assert failing.log == ["start"]
    failing.busy, failing.now = False, failing.now + AGAIN_SECONDS
    await failing.show()
    assert failing.tray.kind == "sni"
    await failing.tray.stop()


async def test_a_tray_whose_connection_came_too_late_has_its_icon_a_minute_later(
    private_bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, connect = RecordingHandler(SITTING), Bus.session

    async def busy() -> Bus:
        raise Unavailable("no session bus: TimeoutError")

    monkeypatch.setattr(switch, "AGAIN_SECONDS", 0.0)
    with FakeTrayHost(private_bus) as host:
        bus = await connect()
        outputs = Frontends(FakeNotifier(print), choose_tray(bus, desk, print, Settings, print))
        monkeypatch.setattr(Bus, "session", busy)
        await outputs.start()
        monkeypatch.setattr(Bus, "session", connect)
        outputs.tray.show(SITTING)
        await eventually(lambda: host.items and outputs.tray.kind == "sni", "the icon")
        await outputs.stop()
        bus.close()
        await bus.wait_closed()
