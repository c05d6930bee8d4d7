"""The files of the desktop: what a click in the application menu runs, and who starts the service by its name."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from breakd.cli import service_files
from breakd.client import gnome_extension
from breakd.messages import tray
from tests.support.rigs import needs

PATHS = (
    "/home/u/.local/bin/breakd",
    "/home/u/my tools/bin/breakd",
    "/home/u/100%/b$n/`x`/bin/breakd",
    "/home/ü/breakd",
)


def entry(command: str) -> configparser.RawConfigParser:
    """The application's entry, read as a desktop does."""
    (content,) = (text for path, text in service_files.contents(Path(command)) if path.parent.name == "applications")
    read = configparser.RawConfigParser(interpolation=None, delimiters=("=",))
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(content.decode())
    return read


def words(value: str) -> list[str]:
    """The words of Exec=: first the escapes of a string, then the quotes of a command, then %%."""
    unescaped = re.sub(r"\\(.)", r"\1", value)
    # a shell knows these two escapes between quotes, and shlex does not
    return [re.sub(r"\\([$`])", r"\1", word).replace("%%", "%") for word in shlex.split(unescaped)]


@pytest.mark.parametrize("command", PATHS)
def test_a_click_opens_the_window_and_the_menu_answers(command: str) -> None:
    read = entry(command)
    assert words(read["Desktop Entry"]["Exec"]) == [command, "board"]
    actions = read["Desktop Entry"]["Actions"].rstrip(";").split(";")
    runs = {read[f"Desktop Action {id}"]["Name"]: words(read[f"Desktop Action {id}"]["Exec"]) for id in actions}
    assert runs == {
        "Done": [command, "done", "--notify"],
        "Snooze": [command, "snooze", "--notify"],
        "Start a stretch": [command, "start", "--notify"],
        "Pause for 1 hour": [command, "pause", "1h", "--notify"],
        "Open breakd": [command, "board"],
    }
    assert actions[-1] == "new-window", "or GNOME adds a “New Window” that does the same"


@pytest.mark.parametrize("command", PATHS)
def test_whoever_calls_the_name_starts_the_service(command: str) -> None:
    (content,) = (text for path, text in service_files.contents(Path(command)) if path.parent.name == "services")
    lines = content.decode().splitlines()
    assert lines[:2] == ["[D-BUS Service]", "Name=io.github.breakd"]
    assert shlex.split(lines[2].removeprefix("Exec=")) == [command, "run"]
    assert lines[3:] == ["SystemdService=breakd.service"]


def test_what_is_written_is_what_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert [path for path, _ in service_files.contents(Path("/bin/breakd"))] == list(service_files.places())


def test_the_extension_is_written_on_gnome_and_where_it_is_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names() -> set[str]:
        place = gnome_extension.folder()
        written = service_files.contents(Path("/bin/breakd"))
        return {path.name for path, _ in written if path.parent == place}

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    assert names() == set()
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    assert names() == {file.name for file in gnome_extension.source().iterdir()}
    monkeypatch.delenv("XDG_CURRENT_DESKTOP")
    gnome_extension.folder().mkdir(parents=True)
    assert names() == set(gnome_extension.FILES)


def test_the_extension_has_the_trays_words() -> None:
    script = (gnome_extension.source() / "texts.js").read_text()
    words = dict(re.findall(r"^export const (\w+) = '(.*)';$", script, re.MULTILINE))
    assert words == {name: getattr(tray, name) for name in words}
    assert {"DONE", "SNOOZE", "PAUSE"} <= set(words)
    pairs = re.findall(r"\['(.+?)', '(.+?)'\]", script)
    postures = tuple((posture.value, text) for posture, text in tray.POSTURES.items())
    assert tuple(pairs) == (*tray.PAUSES, *postures)


@pytest.mark.x11
@pytest.mark.parametrize("command", PATHS)
def test_the_desktops_own_judge_finds_no_fault(tmp_path: Path, command: str) -> None:
    needs.require("entries")
    for path, content in service_files.contents(Path(command)):
        if path.suffix == ".desktop":
            (tmp_path / path.name).write_bytes(content)
            done = subprocess.run(
                ["desktop-file-validate", "--no-hints", tmp_path / path.name],
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stdout + done.stderr) == (0, "")
