"""`breakd doctor` on desktops that have this and lack that: real processes against services on a private bus."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant

from breakd import __version__, paths
from breakd.control import Control
from breakd.core.status import Capabilities
from breakd.desktop.bus import PROPERTIES, Bus
from breakd.history import History
from tests.desk import CAPABILITIES, RecordingDesk

NOTIFICATIONS = "org.freedesktop.Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"
SYSTEMD = "org.freedesktop.systemd1"
LOGIND = "org.freedesktop.login1"
UNIT = "/org/freedesktop/systemd1/unit/breakd_2eservice"


class Desktop:
    """The services that a desktop has; each answers what a real one answered when it was asked."""

    def __init__(self) -> None:
        self.capabilities = ["body", "actions"]
        self.hosted = True
        self.unit = {"LoadState": "loaded", "ActiveState": "active", "UnitFileState": "enabled"}

    def answer(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        match message.member, message.body:
            case "GetServerInformation", _:
                return Message.new_method_return(message, "ssss", ["dunst", "knopwob", "1.9.0", "1.2"])
            case "GetCapabilities", _:
                return Message.new_method_return(message, "as", [self.capabilities])
            case "LoadUnit", ["breakd.service"]:
                return Message.new_method_return(message, "o", [UNIT])
            case "Get", [_, "IsStatusNotifierHostRegistered"]:
                return Message.new_method_return(message, "v", [Variant("b", self.hosted)])
            case "Get", ["org.freedesktop.systemd1.Unit", name] if message.path == UNIT:
                assert message.interface == PROPERTIES
                return Message.new_method_return(message, "v", [Variant("s", self.unit[name])])
        return None


class Desk(RecordingDesk):
    found: Capabilities = CAPABILITIES

    def capabilities(self) -> Capabilities:
        return self.found


@asynccontextmanager
async def desktop(*names: str) -> AsyncIterator[Desktop]:
    bus, services = await Bus.session(), Desktop()
    bus.raw.add_message_handler(services.answer)
    for name in names:
        await bus.raw.request_name(name)
    yield services
    bus.close()
    await bus.wait_closed()


@asynccontextmanager
async def running(version: str = __version__) -> AsyncIterator[Desk]:
    bus, desk = await Bus.session(), Desk()
    control = Control(bus, desk, version)
    await control.start()
    yield desk
    await control.stop()
    bus.close()
    await bus.wait_closed()


async def doctor(*arguments: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "breakd", "doctor", *arguments,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 10)
    assert err == b""
    assert process.returncode is not None
    return process.returncode, out.decode()


async def verdicts() -> tuple[int, dict[str, str]]:
    code, out = await doctor("--json")
    document = json.loads(out)
    assert document["schema"] == 1
    for check in document["checks"]:
        assert list(check) == ["name", "verdict", "text", "remedy"]
        assert check["text"]
    return code, {check["name"]: check["verdict"] for check in document["checks"]}


async def text_of(name: str) -> str:
    """What is said of one check, and what to do."""
    _, out = await doctor("--json")
    (check,) = [check for check in json.loads(out)["checks"] if check["name"] == name]
    return f"{check['verdict']}: {check['text']} / {check['remedy']}"


CHECKS = [
    "session bus",
    "breakd",
    "presence",
    "notifications",
    "tray",
    "lock and sleep",
    "service",
    "settings",
    "history",
]
ALL_WELL = dict.fromkeys(CHECKS, "ok")


@pytest.mark.usefixtures("private_bus")
class TestDesktops:
    async def test_where_all_is_well(self) -> None:
        History.open(paths.history_file()).close()
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running():
            assert await verdicts() == (0, ALL_WELL)
            code, out = await doctor()
        assert code == 0
        assert out.splitlines()[:4] == [
            "ok        session bus     answers",
            f"ok        breakd          running, version {__version__}",
            "ok        presence        seen by mutter",
            "ok        notifications   dunst 1.9.0 with buttons",
        ]
        assert len(out.splitlines()) == len(ALL_WELL)

    async def test_a_bare_bus(self) -> None:
        code, found = await verdicts()
        assert code == 1
        assert found == {
            **ALL_WELL, "breakd": "missing", "presence": "degraded", "notifications": "missing", "tray": "degraded",
            "lock and sleep": "degraded", "service": "degraded",
        }  # fmt: skip

    async def test_a_desktop_without_a_tray_is_less_not_broken(self) -> None:
        async with desktop(NOTIFICATIONS, SYSTEMD), running():
            assert await verdicts() == (0, {**ALL_WELL, "tray": "degraded"})
            assert "AppIndicator" in await text_of("tray")

    async def test_a_watcher_without_a_panel(self) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD) as services, running():
            services.hosted = False
            assert await verdicts() == (0, {**ALL_WELL, "tray": "degraded"})

    async def test_a_server_without_buttons(self) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD) as services, running():
            services.capabilities = ["body"]
            assert await verdicts() == (0, {**ALL_WELL, "notifications": "degraded"})
            assert "breakd done" in await text_of("notifications")

    async def test_a_desktop_that_hides_absences_and_locks(self) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running() as desk:
            desk.found = replace(CAPABILITIES, presence="always", logind=False)
            assert await verdicts() == (0, {**ALL_WELL, "presence": "degraded", "lock and sleep": "degraded"})

    async def test_logind_is_looked_for_when_breakd_does_not_run(self) -> None:
        async with desktop(LOGIND):
            assert await text_of("lock and sleep") == "ok: logind is there to tell them / "

    @pytest.mark.parametrize(
        ("unit", "said"),
        [
            ({"LoadState": "not-found"}, "not installed"),
            ({"ActiveState": "failed"}, "installed, but failed"),
            ({"UnitFileState": "disabled"}, "installed, but not started with your desktop"),
        ],
    )
    async def test_the_service(self, unit: dict[str, Any], said: str) -> None:
        async with desktop(SYSTEMD) as services:
            services.unit.update(unit)
            told = await text_of("service")
        assert told.startswith(f"degraded: {said}")
        assert not told.endswith("/ ")

    async def test_a_daemon_left_over_from_before_an_update(self) -> None:
        async with running("0.0.1"):
            told = await text_of("breakd")
        assert told.startswith(f"degraded: running in version 0.0.1, but {__version__} is installed / Restart it")


async def test_without_a_bus_it_says_so_and_looks_at_the_files() -> None:
    assert await verdicts() == (1, {"session bus": "missing", "settings": "ok", "history": "ok"})


async def test_faulty_settings_and_a_broken_history_are_found() -> None:
    paths.made(paths.config_dir())
    paths.config_file().write_text('[sitting]\nlimit = "thirty"\nhard_limt = "1h"\n')
    paths.made(paths.state_dir())
    paths.history_file().write_bytes(b"no database" * 100)
    assert (await verdicts())[1] == {"session bus": "missing", "settings": "degraded", "history": "degraded"}
    assert "2 faults, the first: config.toml:2: sitting.limit:" in await text_of("settings")
    assert "breakd config check" in await text_of("settings")
    assert "cannot be read" in await text_of("history")
