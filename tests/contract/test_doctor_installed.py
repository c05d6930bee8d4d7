"""`breakd doctor` and what is installed already but does not run: nobody is told to install it once more."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakd.client.gnome_extension import UUID

from .test_doctor import NOTIFICATIONS, SYSTEMD, desktop, running, told

pytestmark = pytest.mark.usefixtures("private_bus")
INSTALL = ("apt", "dnf", "pacman", "Debian", "nstall it", "nstall one")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop on Wayland, with the programs in this folder and no others."""
    for name, value in {
        "PATH": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path),
        "WAYLAND_DISPLAY": "nowhere", "XDG_SESSION_TYPE": "wayland",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.mark.parametrize(
    ("check", "program", "todo"),
    [
        ("call", "pipewire-pulse", "`systemctl --user start pipewire-pulse`"),
        ("call", "pulseaudio", "`systemctl --user start pulseaudio`"),
        ("screen-share", "pipewire", "`systemctl --user start pipewire`"),
        ("notifications", "mako", "Let your desktop start `mako`"),
        ("tray", "waybar", "waybar with “tray” in its modules"),
    ],
)
async def test_what_is_there_is_started(programs: Path, check: str, program: str, todo: str) -> None:
    async with desktop(SYSTEMD):
        without = await told(check)
        (programs / program).touch(0o755)
        there = await told(check)
    assert any(word in without for word in INSTALL)
    assert todo not in without or check == "tray"
    assert todo in there
    assert not any(word in there for word in INSTALL)


@pytest.mark.parametrize("uuid", ["ubuntu-appindicators@ubuntu.com", "appindicatorsupport@rgcjonas.gmail.com"])
async def test_an_extension_that_is_there_is_switched_on(
    programs: Path, monkeypatch: pytest.MonkeyPatch, uuid: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    async with desktop(NOTIFICATIONS, SYSTEMD), running():
        without = await told("tray")
        (programs / "gnome-shell/extensions" / uuid).mkdir(parents=True)
        there = await told("tray")
    assert "gnome-shell-extension-appindicator" in without
    assert "`breakd service install`" in without
    assert f"`gnome-extensions enable {uuid}`" in there
    assert not any(word in there for word in INSTALL)


async def test_breakds_own_extension_takes_the_place_of_a_tray(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    (programs / "gnome-shell/extensions" / UUID).mkdir(parents=True)
    async with desktop(NOTIFICATIONS, SYSTEMD, "org.gnome.Shell") as there, running():
        off = await told("tray")
        there.extension = 1.0
        on = await told("tray")
    assert f"`gnome-extensions enable {UUID}`" in off
    assert "breakd's own extension shows the icon" in on
    assert "gnome-extensions" not in on


async def test_a_server_that_does_not_answer_is_not_installed_but_ended() -> None:
    async with desktop(NOTIFICATIONS, SYSTEMD) as services:
        services.broken = True
        text = await told("notifications")
    assert text.startswith("missing: the notification server does not answer / ")
    assert not any(word in text for word in INSTALL)


async def test_a_program_that_was_moved_is_noticed_while_the_service_runs(tmp_path: Path) -> None:
    command, python = tmp_path / "breakd", tmp_path / "python"
    command.write_text(f"#!{python}\n")
    python.touch()
    async with desktop(SYSTEMD) as services:
        services.starts = str(command)
        assert (await told("service")).startswith("ok:")
        python.unlink()
        assert f"degraded: starts {python}, which is not there any more" in await told("service")
        command.unlink()
        text = await told("service")
    assert text.startswith(f"degraded: starts {command}, which is not there any more")
    assert text.endswith("/ `breakd service install`")
