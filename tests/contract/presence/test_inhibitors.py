"""What shows that somebody sits there without touching anything: on played services, and on a real microphone."""

from __future__ import annotations

import asyncio
import os
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import pytest
from dbus_fast import Message

from breakd.desktop.dbus import CALL_SECONDS, Bus
from breakd.desktop.ports import EvidenceProbe
from breakd.desktop.presence.inhibitors import CompositorInhibitors, IdleInhibitors, LogindInhibitors, MicrophoneInUse
from breakd.desktop.presence.monitor import PresenceMonitor
from breakd.desktop.presence.source_list import evidence_probes
from breakd.desktop.protocols import pulseaudio
from breakd.desktop.protocols.pulseaudio_tagstruct import decode, encode
from breakd.engine.events import Evidence
from tests.support.contract.presence_rigs import session_bus
from tests.support.contract.time_limits import time_limits
from tests.support.contract.wayland_source import gone
from tests.support.fakes.compositor import EXT_IDLE, KWIN_IDLE, SEAT, FakeCompositor
from tests.support.fakes.mutter import IDLE, FakeSessionManager
from tests.support.fakes.service import Service
from tests.support.rigs import needs
from tests.support.rigs.audio import LOUDSPEAKERS, Audio
from tests.support.rigs.desktop import Desktop

NOTHING: frozenset[Evidence] = frozenset()
INHIBITOR, CALL = frozenset({Evidence.INHIBITOR}), frozenset({Evidence.CALL})
LOGOUT = 1
"""GSM_INHIBITOR_FLAG_LOGOUT."""
SLEEP, SCREEN = 1, 4
"""PowerDevil's InterruptSession and ChangeScreenSettings."""

Inhibitor = tuple[str, str, str, str, int, int]
OURS = os.getuid()


class FakePowerManager(Service):
    """Xfce's: something is held off, whatever it is."""

    names: Sequence[str] = ("org.freedesktop.PowerManagement",)

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.held = 0
        self.deaf = False

    def answer(self, message: Message) -> Message | bool | None:
        if self.deaf:
            return True
        match message.interface, message.member:
            case "org.freedesktop.PowerManagement.Inhibit", "HasInhibit":
                return Message.new_method_return(message, "b", [bool(self.held)])
        return None


class FakePowerDevil(FakePowerManager):
    """Plasma's: it bears the general name too, but knows what is held off."""

    names = ("org.freedesktop.PowerManagement", "org.kde.Solid.PowerManagement.PolicyAgent")

    def answer(self, message: Message) -> Message | bool | None:
        match message.interface, message.member, message.body:
            case "org.kde.Solid.PowerManagement.PolicyAgent", "HasInhibition", [types]:
                return Message.new_method_return(message, "b", [bool(self.held & types)])
        return super().answer(message)


class FakeInhibitorList(Service):
    """logind's list."""

    names = ("org.freedesktop.login1",)

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.inhibitors: list[Inhibitor] = []

    def answer(self, message: Message) -> Message | None:
        if message.member == "ListInhibitors":
            return Message.new_method_return(message, "a(ssssuu)", [[list(each) for each in self.inhibitors]])
        return None


async def ask(address: str, make: Callable[[Bus], EvidenceProbe] = IdleInhibitors) -> frozenset[Evidence]:
    async with session_bus(address) as bus:
        return await make(bus).ask()


async def test_nobody_keeps_a_list(private_bus: str) -> None:
    assert await ask(private_bus) == NOTHING
    assert await ask(private_bus, LogindInhibitors) == NOTHING


async def test_the_session_manager_knows_of_idleness_alone(private_bus: str) -> None:
    with FakeSessionManager(private_bus) as manager:
        assert await ask(private_bus) == NOTHING
        manager.inhibit(LOGOUT)
        assert await ask(private_bus) == NOTHING
        manager.inhibit(IDLE | LOGOUT)
        assert await ask(private_bus) == INHIBITOR


async def test_a_power_manager_that_knows_only_that_there_is_something(private_bus: str) -> None:
    with FakePowerManager(private_bus) as manager:
        assert await ask(private_bus) == NOTHING
        manager.held = 1
        assert await ask(private_bus) == INHIBITOR


async def test_powerdevil_can_tell_a_film_from_a_download(private_bus: str) -> None:
    with FakePowerDevil(private_bus) as manager:
        manager.held = SLEEP
        assert await ask(private_bus) == NOTHING
        manager.held = SLEEP | SCREEN
        assert await ask(private_bus) == INHIBITOR


@pytest.mark.parametrize(
    ("inhibitor", "evidence"),
    [
        (("idle", "player", "film", "block", OURS, 1), INHIBITOR),
        (("sleep:idle:shutdown", "systemd-inhibit", "talk", "block", OURS, 1), INHIBITOR),
        (("idle", "player", "film", "delay", OURS, 1), NOTHING),
        (("sleep", "breakd", "", "delay", OURS, 1), NOTHING),
        (("handle-lid-switch", "desktop", "", "block", OURS, 1), NOTHING),
        (("idle", "somebody else's player", "film", "block", OURS + 1, 1), NOTHING),
    ],
)
async def test_the_persons_own_inhibitors_of_idleness(
    private_bus: str, inhibitor: Inhibitor, evidence: frozenset[Evidence]
) -> None:
    with FakeInhibitorList(private_bus) as logind:
        logind.inhibitors = [("shutdown", "updates", "", "block", 0, 1), inhibitor]
        assert await ask(private_bus, LogindInhibitors) == evidence


async def test_one_that_hangs_does_not_hide_what_others_know(
    private_bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
    with FakePowerManager(private_bus) as deaf, FakeInhibitorList(private_bus) as logind:
        deaf.deaf = True
        logind.inhibitors = [("idle", "player", "film", "block", OURS, 1)]
        async with session_bus(private_bus) as bus:
            presence = PresenceMonitor(lambda _: None, time.monotonic, bus, bus)
            with time_limits() as limits:
                assert await presence.ask_evidence() == INHIBITOR
            assert 0 < limits.waited <= CALL_SECONDS
            assert limits.late == 0, "one limit for all, not one after the other"


async def test_a_player_that_tells_the_compositor_alone(bus_folder: Path) -> None:
    with FakeCompositor(bus_folder / "wayland-0") as compositor:
        probe = CompositorInhibitors(compositor.env)
        for held, evidence in ((False, NOTHING), (True, INHIBITOR), (False, NOTHING)):
            compositor.inhibit(held)
            assert await probe.ask() == evidence
        await gone(compositor)


@pytest.mark.parametrize("version", [0, 1])
async def test_a_compositor_that_has_only_alarms_that_are_held_up(bus_folder: Path, version: int) -> None:
    offered = {SEAT: 7, **({EXT_IDLE: version} if version else {KWIN_IDLE: 1})}
    with FakeCompositor(bus_folder / "wayland-0", offered) as compositor:
        compositor.inhibit(True)
        assert await CompositorInhibitors(compositor.env).ask() == NOTHING


async def test_compositors_that_hang_or_hang_up(bus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakd.desktop.presence.monitor.EVIDENCE_SECONDS", 0.2)
    with FakeCompositor(bus_folder / "wayland-0") as compositor:
        for name, value in compositor.env.items():
            monkeypatch.setenv(name, value)
        presence = PresenceMonitor(lambda _: None, time.monotonic, None, None)
        compositor.inhibit(True)
        assert await presence.ask_evidence() == INHIBITOR
        compositor.hangs_up = True
        assert await presence.ask_evidence() == NOTHING
        compositor.hangs_up, compositor.deaf = False, True
        assert await presence.ask_evidence() == NOTHING


async def test_a_compositor_that_ends_while_it_is_asked(bus_folder: Path) -> None:
    with FakeCompositor(bus_folder / "wayland-0") as compositor:
        compositor.early = -100.0
        asked = asyncio.create_task(CompositorInhibitors(compositor.env).ask())
        while len(compositor.alarms()) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        compositor.stop()
        assert await asked == NOTHING


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A sound server that lets everybody in and tells nobody what is recorded."""
    with suppress(EOFError):
        while True:
            (length,) = struct.unpack_from(">I", await reader.readexactly(pulseaudio.PulseAudio.head.size))
            command, tag, *_ = decode(await reader.readexactly(length))
            assert isinstance(tag, int)
            refused = command == pulseaudio.Command.GET_SOURCE_OUTPUT_INFO_LIST
            said = (
                (pulseaudio.Command.ERROR, tag, 1) if refused else (pulseaudio.Command.REPLY, tag, pulseaudio.VERSION)
            )
            answer = encode(*said)
            writer.write(pulseaudio.PulseAudio.head.pack(len(answer), pulseaudio.CONTROL, 0, 0, 0) + answer)
    writer.close()


async def test_one_that_fails_does_not_hide_what_others_know(
    private_bus: str, bus_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PULSE_SERVER", str(bus_folder / "native"))
    server = await asyncio.start_unix_server(refuse, bus_folder / "native")
    with FakePowerManager(private_bus) as manager:
        manager.held = 1
        async with server, session_bus(private_bus) as bus:
            presence = PresenceMonitor(lambda _: None, time.monotonic, bus, None)
            for _ in range(3):
                assert await presence.ask_evidence() == INHIBITOR
    assert [record.message for record in caplog.records if "MicrophoneInUse" in record.message] == [
        "presence: MicrophoneInUse fails: PulseAudioError: 1"
    ]


async def test_no_sound_server_and_no_bus() -> None:
    assert [await probe.ask() for probe in evidence_probes(None, None, {})] == [NOTHING, NOTHING]


@pytest.fixture(scope="module")
def with_sound() -> Iterator[tuple[Desktop, Audio]]:
    needs.require("audio")
    with Desktop() as desktop, Audio(desktop) as audio:
        yield desktop, audio


@pytest.mark.audio
async def test_a_real_microphone(with_sound: tuple[Desktop, Audio]) -> None:
    desktop, audio = with_sound
    probe = MicrophoneInUse(desktop.env)
    assert await probe.ask() == NOTHING
    holding: AbstractContextManager[None] = audio.call()
    with holding:
        assert await probe.ask() == CALL
    with audio.recording(f"{LOUDSPEAKERS}.monitor"):
        assert await probe.ask() == NOTHING
