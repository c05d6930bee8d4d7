"""breakd's own extension on a real GNOME Shell without a tray: the tile, its menu and the icon in the top bar."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from breakd.cli import service_files
from breakd.client import gnome_extension
from tests.support.desktops.daemon import FAST, Daemon
from tests.support.desktops.desks import without_tray
from tests.support.rigs import needs
from tests.support.rigs.gnome import GnomeDesktop

pytestmark = pytest.mark.gnome

UUID = gnome_extension.UUID
FIRST = 45
"""The first version of the shell that takes extensions written as modules."""
SHELL = ("org.gnome.Shell", "/org/gnome/Shell", "org.gnome.Shell.Extensions")
ACTIVE = 1
OURS = f"Main.extensionManager.lookup('{UUID}')"
PARTS = "[Main.panel.statusArea.quickSettings._indicators, Main.panel.statusArea.quickSettings.menu._grid]"
COUNT = f"{PARTS}.map(part => part.get_children().length)"
COMMAND = """#!/bin/sh
echo "$@" >> "$HOME/called"
"""


@pytest.fixture(scope="module")
def shell() -> Iterator[GnomeDesktop]:
    """A shell that has found the extension and breakd's application entry in the person's folders."""
    needs.require("gnome")
    desktop = GnomeDesktop()
    share = desktop.home / ".local/share"
    shutil.copytree(gnome_extension.source(), share / "gnome-shell/extensions" / UUID)
    command = desktop.home / "breakd"
    command.write_text(COMMAND)
    command.chmod(0o755)
    entry = share / "applications" / f"{service_files.APP}.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_text(service_files.application_of(command))
    with desktop:
        if desktop.version < FIRST:
            pytest.skip(f"GNOME Shell {desktop.version} takes no extension of this kind: {FIRST} and later do")
        with without_tray(desktop):
            yield desktop


@pytest.fixture(scope="module")
def daemon(shell: GnomeDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    with Daemon(shell.env, tmp_path_factory.mktemp("day"), FAST) as daemon:
        yield daemon


@pytest.fixture
def extension(shell: GnomeDesktop) -> Iterator[GnomeDesktop]:
    """It is switched on; and off again after the test, with nothing of it left."""
    before = shell.eval(COUNT)
    shell.call(*SHELL, "EnableExtension", "s", UUID)
    shell.wait(lambda: state(shell) == ACTIVE, "the extension")
    yield shell
    shell.eval("Main.panel.closeQuickSettings(); true")
    shell.call(*SHELL, "DisableExtension", "s", UUID)
    shell.wait(lambda: state(shell) != ACTIVE, "the extension's end")
    assert shell.eval(COUNT) == before
    assert faults(shell) == []


def state(shell: GnomeDesktop) -> Any:
    return shell.eval(f"{OURS}?.state ?? null")


def faults(shell: GnomeDesktop) -> list[str]:
    """What the shell's log has against the extension."""
    lines = (shell.root / "gnome-shell.log").read_text(errors="replace").splitlines()
    return [line for line in lines if UUID in line or "disposed" in line]


def shows(shell: GnomeDesktop) -> list[bool]:
    """Whether there are the icon and the tile."""
    return list(shell.eval(f"[{OURS}.stateObj._indicator.visible, {OURS}.stateObj._tile.visible]"))


def figure(shell: GnomeDesktop) -> Any:
    return shell.eval(f"{OURS}.stateObj._face._face.figure")


def open_menu(shell: GnomeDesktop) -> None:
    """Open the quick settings, then the tile's menu."""
    shell.eval("Main.panel.statusArea.quickSettings.menu.open(); true")
    shell.wait(lambda: shell.find("breakd"), "the tile")
    shell.eval(f"{OURS}.stateObj._tile.menu.open(); true")
    shell.wait(lambda: shell.find("Open breakd"), "the tile's menu")


def click_tile(shell: GnomeDesktop) -> None:
    """A notification has breakd's name too, so the tile is told by itself."""
    where = f"{OURS}.stateObj._tile._box.get_first_child().get_transformed_position()"
    shell.wait(lambda: None not in shell.eval(f"[...{where}]"), "the tile in its place")
    x, y = shell.eval(f"[...{where}]")
    shell.click(x + 20, y + 10)


def until_due(shell: GnomeDesktop, daemon: Daemon) -> None:
    assert shell.type_for(20, 0.3, until=lambda: daemon.stage() == "shown")
    shell.wait(lambda: figure(shell) == "due", "the shape of a reminder")


def test_done_in_the_tiles_menu_is_done(extension: GnomeDesktop, daemon: Daemon) -> None:
    extension.wait(lambda: shows(extension) == [True, True], "tile and icon")
    until_due(extension, daemon)
    open_menu(extension)
    before = daemon.now()["today"]["outcomes"]["completed"]
    extension.wait(lambda: extension.find(daemon.now()["sentence"]), "the sentence")
    extension.click_on("Done")
    extension.wait(lambda: daemon.now()["today"]["outcomes"]["completed"] == before + 1, "the break in the account")


def test_the_guide_is_started_by_the_applications_entry(extension: GnomeDesktop, daemon: Daemon) -> None:
    until_due(extension, daemon)
    open_menu(extension)
    extension.click_on("Start the stretch")
    called = extension.home / "called"
    extension.wait(lambda: called.exists() and called.read_text() == "start --notify\n", "the command")


def test_a_click_on_the_tile_pauses_and_the_next_one_resumes(extension: GnomeDesktop, daemon: Daemon) -> None:
    extension.wait(lambda: shows(extension) == [True, True], "tile and icon")
    extension.eval("Main.panel.statusArea.quickSettings.menu.open(); true")
    extension.wait(lambda: extension.eval(f"{OURS}.stateObj._tile.checked"), "a tile that is pressed")
    click_tile(extension)
    extension.wait(lambda: daemon.now()["state"] == "paused", "the pause")
    extension.wait(lambda: figure(extension) == "paused", "the shape of a pause")
    assert extension.eval(f"{OURS}.stateObj._tile.checked") is False
    click_tile(extension)
    extension.wait(lambda: daemon.now()["paused_until"] is None, "the pause's end")


def test_there_are_never_two_icons(extension: GnomeDesktop, daemon: Daemon) -> None:
    extension.wait(lambda: shows(extension) == [True, True], "tile and icon")
    tray = "ubuntu-appindicators@ubuntu.com"
    extension.call(*SHELL, "EnableExtension", "s", tray)
    extension.wait(lambda: daemon.now()["capabilities"]["tray"] == "sni", "the tray's icon")
    extension.wait(lambda: extension.eval(f"{OURS}.stateObj._daemon._trayShows"), "the tray's item")
    assert shows(extension) == [False, False]
    extension.call(*SHELL, "DisableExtension", "s", tray)
    extension.wait(lambda: shows(extension) == [True, True], "tile and icon again")


def test_without_breakd_there_is_nothing(extension: GnomeDesktop, daemon: Daemon) -> None:
    extension.wait(lambda: shows(extension) == [True, True], "tile and icon")
    daemon.end()
    extension.wait(lambda: shows(extension) == [False, False], "the end of both")
    assert not extension.has_name("io.github.breakd"), "the extension started it"
    daemon.start()
    extension.wait(lambda: shows(extension) == [True, True], "tile and icon again")


def test_the_versions_are_those_of_modules() -> None:
    metadata = json.loads(Path(gnome_extension.source(), "metadata.json").read_text())
    assert metadata["uuid"] == UUID
    assert min(map(int, metadata["shell-version"])) == FIRST
