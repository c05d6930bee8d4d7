"""How breakd starts itself, wherever it is installed; and what it writes where a package has brought the unit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from breakd.cli import service_files
from breakd.system import installed
from breakd.system.installed import own_command, packaged_command

COMMAND = Path("/usr/bin/breakd")


def test_it_starts_itself_by_its_module() -> None:
    done = subprocess.run(own_command("--version"), capture_output=True, text=True, check=True)
    assert done.stdout.startswith("breakd ")
    assert own_command("board", "now")[1:] == ["-P", "-m", "breakd", "board", "now"]


def test_in_a_folder_that_python_does_not_know_it_starts_itself_by_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "__main__.py").write_text("import sys\nprint(sys.argv[1:])\n")
    monkeypatch.setattr(installed, "_PACKAGE", tmp_path / "breakd")
    done = subprocess.run(own_command("board", "now"), capture_output=True, text=True, check=True)
    assert done.stdout == "['board', 'now']\n"
    assert own_command()[0] == sys.executable


def test_the_command_of_a_packages_unit_is_read(tmp_path: Path) -> None:
    unit = tmp_path / "breakd.service"
    assert packaged_command(unit) is None
    unit.write_text(service_files.unit_of(COMMAND))
    assert packaged_command(unit) == COMMAND


def test_what_a_package_has_brought_is_not_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_files, "packaged_command", lambda: COMMAND)
    assert [path for path, _ in service_files.contents(COMMAND)] == [service_files.autostart_file()]
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    everything = [path for path, _ in service_files.contents(Path("/home/u/.local/bin/breakd"))]
    assert everything == list(service_files.places()), "another breakd than the package's brings its own"
