"""`breakd doctor` on desktops that have this and lack that: processes against services on a private bus."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant

from breakd import __version__
from breakd.dbus_service import DbusService
from breakd.desktop.bus_names import PROPERTIES
from breakd.desktop.dbus import Bus
from breakd.engine.status import Capabilities
from breakd.history.write import History
from breakd.system import paths
from breakd.system.lockfile import InstanceLock
from tests.support import nowhere
from tests.support.fakes.compositor import EXT_IDLE, SEAT, FakeCompositor
from tests.support.fakes.mutter import FakeMutter
from tests.support.recording_handler import CAPABILITIES, RecordingHandler
from tests.support.rigs.x11 import X11Desktop
from tests.support.warm import breakd

NOTIFICATIONS = "org.freedesktop.Notifications"
WATCHER = "org.kde.StatusNotifierWatcher"
SYSTEMD = "org.freedesktop.systemd1"
LOGIND = "org.freedesktop.login1"
UNIT = "/org/freedesktop/systemd1/unit/breakd_2eservice"
TARGET = "/org/freedesktop/systemd1/unit/graphical_2dsession_2etarget"


class Desktop:
    """The services that a desktop has; each answers what a real one answered when it was asked."""

    def __init__(self) -> None:
        self.server, self.version = "notify-osd", "1.9.0"
        self.broken = False
        self.capabilities = ["body", "actions"]
        self.target = "active"
        self.hosted = True
        self.extension = 2.0
        """The state of breakd's own: 1 is on, 2 is off."""
        self.environment = ["HOME=/home/me", "WAYLAND_DISPLAY="]
        self.unit = {"LoadState": "loaded", "ActiveState": "active", "UnitFileState": "enabled"}
        self.starts = sys.executable

    def answer(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        if self.broken and message.path == "/org/freedesktop/Notifications":
            return Message.new_error(message, "org.freedesktop.DBus.Error.NoReply", "it has gone in the middle")
        match message.member, message.body:
            case "GetServerInformation", _:
                return Message.new_method_return(message, "ssss", [self.server, "somebody", self.version, "1.2"])
            case "GetCapabilities", _:
                return Message.new_method_return(message, "as", [self.capabilities])
            case "Get", ["org.freedesktop.Notifications", "Inhibited"] if self.server == "Plasma":
                return Message.new_method_return(message, "v", [Variant("b", False)])
            case "GetExtensionInfo", ["breakd@breakd.github.io"]:
                return Message.new_method_return(message, "a{sv}", [{"state": Variant("d", self.extension)}])
            case "LoadUnit", ["breakd.service"]:
                return Message.new_method_return(message, "o", [UNIT])
            case "LoadUnit", ["graphical-session.target"]:
                return Message.new_method_return(message, "o", [TARGET])
            case "Get", ["org.freedesktop.systemd1.Manager", "Environment"]:
                return Message.new_method_return(message, "v", [Variant("as", self.environment)])
            case "Get", [_, "IsStatusNotifierHostRegistered"]:
                return Message.new_method_return(message, "v", [Variant("b", self.hosted)])
            case "Get", ["org.freedesktop.systemd1.Unit", name] if message.path == UNIT:
                assert message.interface == PROPERTIES
                return Message.new_method_return(message, "v", [Variant("s", self.unit[name])])
            case "Get", ["org.freedesktop.systemd1.Service", "ExecStart"]:
                start = [self.starts, [self.starts, "run"], False, 0, 0, 0, 0, 0, 0, 0]
                return Message.new_method_return(message, "v", [Variant("a(sasbttttuii)", [start])])
            case "Get", ["org.freedesktop.systemd1.Unit", "ActiveState"] if message.path == TARGET:
                return Message.new_method_return(message, "v", [Variant("s", self.target)])
        return None


class Desk(RecordingHandler):
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
    control = DbusService(bus, desk, version)
    await control.start()
    yield desk
    await control.stop()
    bus.close()
    await bus.wait_closed()


async def doctor(*arguments: str) -> tuple[int, str]:
    code, out, err = await asyncio.to_thread(breakd, "doctor", *arguments)
    assert err == ""
    return code, out


async def checks() -> tuple[int, dict[str, dict[str, Any]]]:
    """The exit code, and each check by its id."""
    code, out = await doctor("--json")
    document = json.loads(out)
    assert document["schema"] == 1
    for check in document["checks"]:
        assert list(check) == ["id", "name", "verdict", "text", "remedy", "because"]
        assert check["text"]
        assert check["verdict"] in ("ok", "degraded", "missing")
    return code, {check["id"]: check for check in document["checks"]}


async def verdicts() -> tuple[int, dict[str, str]]:
    code, found = await checks()
    return code, {id: check["verdict"] for id, check in found.items()}


async def told(id: str) -> str:
    """What is said of one check, and what to do."""
    _, found = await checks()
    check = found[id]
    return f"{check['verdict']}: {check['text']} / {check['remedy']}"


IDS = (
    "desktop", "bus", "daemon", "presence", "logind", "notifications", "tray", "service", "settings", "body",
    "history",
)  # fmt: skip
HERE = {**dict.fromkeys(IDS, "ok"), "desktop": "degraded"}
"""All is well, only that these tests are on no desktop; what keeps quiet is looked for on desktops alone."""


def settings(text: str) -> None:
    paths.made(paths.config_dir())
    paths.config_file().write_text(text)


@pytest.mark.usefixtures("private_bus")
class TestDesktops:
    async def test_where_all_is_well(self) -> None:
        History.open(paths.history_file()).close()
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running():
            assert await verdicts() == (0, HERE)
            code, out = await doctor()
        assert code == 0
        lines = out.splitlines()
        assert f"ok       breakd          running, version {__version__}" in lines
        assert "ok       presence        seen by mutter" in lines
        assert "ok       notifications   notify-osd 1.9.0 with buttons (backend “auto”)" in lines
        assert "ok       history         readable (~/.local/state/breakd/history.db)" in lines
        assert len(lines) <= 24
        assert max(map(len, lines)) <= 80

    async def test_a_bare_bus(self) -> None:
        code, found = await verdicts()
        assert code == 1
        assert found == {
            **HERE, "daemon": "missing", "presence": "degraded", "notifications": "missing", "tray": "degraded",
            "logind": "degraded", "service": "degraded",
        }  # fmt: skip

    async def test_a_desktop_without_a_tray_is_less_not_broken(self) -> None:
        async with desktop(NOTIFICATIONS, SYSTEMD), running():
            assert await verdicts() == (0, {**HERE, "tray": "degraded"})

    async def test_plain_gnome_is_told_of_the_extension(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
        monkeypatch.setenv("XDG_DATA_DIRS", "/nonexistent")
        async with desktop(NOTIFICATIONS, SYSTEMD), running():
            text = await told("tray")
        assert "AppIndicator" in text
        assert "gnome-shell-extension-appindicator" in text

    async def test_a_watcher_without_a_panel(self) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD) as services, running():
            services.hosted = False
            assert await verdicts() == (0, {**HERE, "tray": "degraded"})

    async def test_a_panel_that_does_not_show_the_icon(self) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running() as desk:
            desk.found = replace(CAPABILITIES, tray="none")
            assert (await told("tray")).startswith("degraded: a panel is there, but does not show breakd's icon / Re")

    async def test_a_tray_that_was_switched_off_is_not_missed(self) -> None:
        settings("[tray]\nenabled = false\n")
        async with desktop(NOTIFICATIONS, SYSTEMD), running():
            assert await verdicts() == (0, HERE)

    async def test_a_server_without_buttons(self) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD) as services, running():
            services.capabilities = ["body"]
            assert await verdicts() == (0, {**HERE, "notifications": "degraded"})
            assert "breakd done" in await told("notifications")

    @pytest.mark.parametrize("server", ["dunst", "mako"])
    async def test_a_server_that_takes_buttons_and_draws_none(self, server: str) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD) as services, running():
            services.server = server
            assert (await told("notifications")).startswith(f"degraded: {server} 1.9.0 without buttons")

    @pytest.mark.parametrize(
        ("version", "own", "verdict"),
        [
            ("6.3.6", "", "degraded"),
            ("6.4.0", "", "ok"),
            ("6.10.1", "", "ok"),
            ("6.7.4", "do_not_disturb = false", "degraded"),
            ("of tomorrow", "", "degraded"),
        ],
    )
    async def test_plasma_turns_on_do_not_disturb_in_full_screen_since_6_4(
        self, monkeypatch: pytest.MonkeyPatch, version: str, own: str, verdict: str
    ) -> None:
        monkeypatch.setenv("WAYLAND_DISPLAY", "/nonexistent/wayland-0")
        monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
        settings(f"[quiet]\n{own}\n")
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD) as services, running():
            services.server, services.version = "Plasma", version
            text = await told("fullscreen")
        assert text.startswith(f"{verdict}:")
        assert ("do not disturb" in text) is (verdict == "ok")

    async def test_in_the_terminal_no_notifications_are_missed(self) -> None:
        settings('[notify]\nbackend = "terminal"\n')
        async with desktop(SYSTEMD), running():
            assert await verdicts() == (0, {**HERE, "desktop": "ok"})

    async def test_text_alone_is_less(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program = tmp_path / "notify-send"
        program.touch(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        settings('[notify]\nbackend = "plyer"\n')
        async with desktop(SYSTEMD, WATCHER), running():
            assert await verdicts() == (0, {**HERE, "notifications": "degraded"})

    async def test_text_that_nothing_here_shows_is_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The daemon does not start there."""
        monkeypatch.setenv("PATH", "")
        settings('[notify]\nbackend = "plyer"\n')
        async with desktop(SYSTEMD, WATCHER):
            text = await told("notifications")
        assert text.startswith("missing: plyer finds neither dbus-python nor notify-send")
        assert "libnotify" in text

    async def test_a_desktop_that_hides_absences_and_locks(self) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running() as desk:
            desk.found = replace(CAPABILITIES, presence="always", logind=False)
            assert await verdicts() == (0, {**HERE, "presence": "degraded", "logind": "degraded"})
            _, found = await checks()
        reasons = found["presence"]["because"]
        assert any(reason.startswith("not by mutter: ") for reason in reasons)
        assert any(reason.startswith("not by x11: ") for reason in reasons)

    async def test_a_daemon_that_does_not_know_the_desktop_it_runs_on(self, private_bus: str) -> None:
        with FakeMutter(private_bus):
            async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running() as desk:
                desk.found = replace(CAPABILITIES, presence="always")
                text = await told("presence")
        assert text.startswith("degraded: mutter shows absences here, but the running breakd does not see them")
        assert "import-environment" in text

    @pytest.mark.x11
    async def test_a_daemon_that_was_told_of_an_earlier_session(
        self, x11: X11Desktop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DISPLAY", x11.display)
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD) as services, running() as desk:
            desk.found = replace(CAPABILITIES, presence="always")
            text = await told("presence")
            services.environment.append("WAYLAND_DISPLAY=wayland-1")
            stale = await told("presence")
        assert text.startswith("degraded: x11 shows absences here, but the running breakd does not see them")
        assert "import-environment" in text
        assert "unset-environment" not in text
        assert "`systemctl --user unset-environment WAYLAND_DISPLAY`" in stale

    @pytest.mark.parametrize(("version", "verdict"), [(2, "ok"), (1, "degraded")])
    async def test_a_compositor_on_which_films_hide_absences(
        self, bus_folder: Path, monkeypatch: pytest.MonkeyPatch, version: int, verdict: str
    ) -> None:
        with FakeCompositor(bus_folder / "wayland-0", {SEAT: 7, EXT_IDLE: version}) as compositor:
            for name, value in compositor.env.items():
                monkeypatch.setenv(name, value)
            async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running() as desk:
                desk.found = replace(CAPABILITIES, presence="wayland")
                text = await told("presence")
        assert text.startswith(f"{verdict}: seen by wayland")
        assert ("hide absences" in text) is (version == 1)

    @pytest.mark.parametrize(("hours", "verdict"), [(3.9, "ok"), (4.1, "degraded")])
    async def test_input_that_never_pauses(self, hours: float, verdict: str) -> None:
        async with desktop(NOTIFICATIONS, WATCHER, SYSTEMD), running() as desk:
            desk.found = replace(CAPABILITIES, input_unbroken_seconds=hours * 3600)
            assert await verdicts() == (0, {**HERE, "presence": verdict})

    async def test_what_a_daemon_would_find_is_told_without_one(self, private_bus: str) -> None:
        with FakeMutter(private_bus):
            async with desktop(LOGIND):
                assert await told("presence") == "ok: would be seen by mutter / "
                assert await told("logind") == "ok: logind is there to report them / "

    @pytest.mark.parametrize(
        ("unit", "target", "said"),
        [
            ({"LoadState": "not-found"}, "active", "not installed"),
            ({"ActiveState": "failed"}, "active", "installed, but failed"),
            ({"UnitFileState": "disabled", "ActiveState": "inactive"}, "active", "not installed"),
            ({"UnitFileState": "disabled"}, "active", "running, but not started with your desktop"),
            ({}, "inactive", "running, but neither systemd's desktop target nor an autostart entry"),
        ],
    )
    async def test_the_service(self, unit: dict[str, Any], target: str, said: str) -> None:
        async with desktop(SYSTEMD) as services:
            services.unit.update(unit)
            services.target = target
            text = await told("service")
        assert text.startswith(f"degraded: {said}")
        assert not text.endswith("/ ")

    async def test_the_autostart_entry_does_where_no_target_is_reached(self, own_home: Path) -> None:
        entry = own_home / ".config/autostart/breakd.desktop"
        entry.parent.mkdir(parents=True)
        entry.touch()
        async with desktop(SYSTEMD) as services:
            services.target = "inactive"
            assert (await told("service")).startswith("ok:")

    async def test_a_daemon_left_over_from_before_an_update(self) -> None:
        async with running("0.0.1"):
            text = await told("daemon")
        assert text.startswith(f"degraded: running in version 0.0.1, but {__version__} is installed / Restart it")

    async def test_a_daemon_on_no_bus(self) -> None:
        lock = InstanceLock.take(paths.lock_files()[0])
        text = await told("daemon")
        lock.release()
        assert text.startswith(f"degraded: running (process {os.getpid()}), but not on this bus")


async def test_without_a_bus_it_looks_at_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)
    code, found = await verdicts()
    assert code == 1
    assert found["bus"] == "missing", "a desktop without a bus is broken"
    assert found["settings"] == found["history"] == "ok"
    assert found["call"] == found["fullscreen"] == "degraded"


async def test_in_a_terminal_without_a_bus_only_the_daemon_is_missing() -> None:
    lock = InstanceLock.take(paths.lock_files()[0])
    code, found = await verdicts()
    lock.release()
    assert code == 0
    assert found == {
        **HERE, "bus": "degraded", "presence": "degraded", "logind": "degraded", "service": "degraded",
    }  # fmt: skip


async def test_faulty_settings_and_a_broken_history_are_found() -> None:
    settings('[sitting]\nlimit = "thirty"\nhard_limt = "1h"\n')
    paths.body_file().write_text('[body]\npain = ["toe"]\n')
    paths.made(paths.state_dir())
    paths.history_file().write_bytes(b"no database" * 100)
    _, found = await verdicts()
    assert [found[id] for id in ("settings", "body", "history")] == ["degraded"] * 3
    assert "2 errors, the first: config.toml:2: sitting.limit:" in await told("settings")
    assert "breakd config check" in await told("settings")
    assert "1 error: body.toml:2: body.pain" in await told("body")
    assert "cannot be read" in await told("history")


async def test_a_lock_that_cannot_be_had_is_found() -> None:
    paths.made(paths.state_dir())
    paths.lock_files()[0].mkdir()
    _, found = await verdicts()
    assert found["lock"] == "degraded", "breakd runs all the same"
