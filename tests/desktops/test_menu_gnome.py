"""breakd in GNOME's overview: its icon is found by name, and what its menu offers does what it says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.cli import service_files
from breakd.messages.command import NOT_RUNNING
from tests.support.desktops.daemon import FAST, Daemon
from tests.support.rigs import needs
from tests.support.rigs.gnome import GnomeDesktop

pytestmark = pytest.mark.gnome

ENTRY = f"{service_files.APP}.desktop"
ICON = f"""(() => {{
  const walk = actor => {{
    if (!actor.mapped) return null;
    if (actor.app?.get_id?.() === '{ENTRY}') {{
      const [x, y] = actor.get_transformed_position(), [w, h] = actor.get_transformed_size();
      return isNaN(x) ? null : [x + w / 2, y + h / 2];  // it has no place before its first frame
    }}
    for (const child of actor.get_children()) {{ const hit = walk(child); if (hit) return hit; }}
    return null;
  }};
  return walk(global.stage);
}})()"""
"""The middle of the icon of breakd in the results of a search."""
OVERVIEW = "Main.overview.visible && !Main.overview.animationInProgress"
COMMAND = """#!/bin/sh
. "$HOME/daemons-own"
exec {python} -m breakd "$@"
"""


@pytest.fixture(scope="module")
def shell() -> Iterator[GnomeDesktop]:
    """A shell that has found the entry and its icons in the person's folders."""
    needs.require("gnome")
    desktop = GnomeDesktop()
    share, command = desktop.home / ".local/share", desktop.home / "breakd"
    command.write_text(COMMAND.format(python=sys.executable))
    command.chmod(0o755)  # an entry whose command is not there is none
    write(share / "applications" / ENTRY, service_files.application_of(command).encode())
    for size in service_files.ICON_SIZES:
        write(share / f"icons/hicolor/{size}x{size}/apps/{service_files.APP}.png", service_files.picture(size))
    with desktop:
        yield desktop


@pytest.fixture(scope="module")
def daemon(shell: GnomeDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    with Daemon(shell.env, tmp_path_factory.mktemp("day"), FAST) as daemon:
        own = {name: value for name, value in daemon.env.items() if shell.env.get(name) != value}
        write(shell.home / "daemons-own", "".join(f"export {n}='{v}'\n" for n, v in own.items()).encode())
        yield daemon


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def choose(shell: GnomeDesktop, action: str) -> None:
    """Search breakd in the overview, open the menu of its icon, and click there."""
    shell.eval("Main.overview.show(); true")
    shell.wait(lambda: shell.eval(OVERVIEW), "the overview")
    shell.clear()
    shell.eval("Main.overview.searchEntry.text = 'breakd'; true")
    shell.wait(lambda: shell.eval(ICON), "the icon")
    x, y = shell.eval(ICON)
    shell.click(x, y, button=3)
    shell.wait(lambda: shell.find(action), "its menu")
    shell.click_on(action)


def answers(shell: GnomeDesktop) -> list[str]:
    """What breakd's commands have said on the screen."""
    return [banner.body for banner in shell.banners() if banner.title == "breakd"]


def test_the_menu_of_its_icon_answers_the_reminder(shell: GnomeDesktop, daemon: Daemon) -> None:
    assert shell.type_for(20, 0.3, until=lambda: daemon.stage() == "shown")
    choose(shell, "Done")
    daemon.wait(lambda status: status["today"]["outcomes"]["completed"] == 1, "the break in the account")
    shell.wait(lambda: answers(shell), "the answer")
    assert answers(shell)[0].startswith("Noted.")
    choose(shell, "Pause for 1 hour")
    daemon.wait(lambda status: status["paused_until"], "the pause")
    shell.wait(lambda: answers(shell), "the answer")
    assert answers(shell)[0].startswith("No reminders until ")


def test_a_click_while_breakd_does_not_run_says_so(shell: GnomeDesktop, daemon: Daemon) -> None:
    daemon.end()
    choose(shell, "Done")
    shell.wait(lambda: answers(shell) == [NOT_RUNNING], "the answer")
