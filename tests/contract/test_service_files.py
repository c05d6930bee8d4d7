"""`breakd service` as far as it goes without systemd: its files, its way to find itself, its refusals."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from breakd.cli import service, service_files
from breakd.client import gnome_extension
from breakd.system.installed import unit_file

PROJECT = Path(__file__).parents[2]
BREAKD = Path(sys.executable).with_name("breakd")
IF_ENABLED = (
    'sh -c "systemctl --user is-enabled --quiet breakd.service && exec systemctl --user start breakd.service"'
)
CONTRACT = (
    "Type=notify", "WatchdogSec=180", "Restart=on-failure", "RestartSec=5", "RestartPreventExitStatus=2 4",
    "StartLimitIntervalSec=0", "PartOf=graphical-session.target", "After=graphical-session.target",
    "WantedBy=graphical-session.target",
)  # fmt: skip


def breakd(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BREAKD, *words], env=os.environ | env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/home/me/.local/bin/breakd", "/home/me/.local/bin/breakd"),
        ("/home/the cat/breakd", '"/home/the cat/breakd"'),
        ("/opt/100%/breakd", "/opt/100%%/breakd"),
        ("/opt/$x y/breakd", '"/opt/$x y/breakd"'),
    ],
)
def test_path_is_quoted_for_a_unit(path: str, word: str) -> None:
    assert service_files.quoted(Path(path)) == word


@pytest.mark.parametrize("path", ['/opt/"q"/breakd', "/opt/back\\slash/breakd", "/opt/new\nline/breakd"])
def test_path_that_systemd_refuses_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="opt"):
        service_files.quoted(Path(path))


def test_contents_are_all_that_is_placed_and_belong_to_the_person(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    contents = dict(service_files.contents(Path("/opt/breakd")))
    assert list(contents) == list(service_files.places())
    assert all(own_home in path.parents for path in contents)
    assert b"ExecStart=/opt/breakd run\n" in contents[unit_file()]
    assert b"in place of\n# @BREAKD@" in contents[unit_file()], "the comment stays as it is"
    for path, content in contents.items():
        if path.suffix == ".png":
            path.parent.mkdir(parents=True)
            path.write_bytes(content)
            with Image.open(path) as icon:
                assert f"{icon.width}x{icon.height}" == path.parents[1].name
                assert len(icon.getcolors(1 << 16) or ()) > 2


def test_desktop_entries_are_read_as_such() -> None:
    for path, content in service_files.contents(Path("/opt/breakd")):
        if path.suffix == ".desktop":
            parser = configparser.ConfigParser(interpolation=None, strict=True)
            parser.read_string(content.decode())
            entry = parser["Desktop Entry"]
            assert entry["type"] == "Application"
            started = path.parent.name == "autostart"
            assert entry["exec"] == (IF_ENABLED if started else "/opt/breakd board")
            assert entry["icon"] == "io.github.breakd"
            assert ("x-systemd-skip" in entry) == started


def test_unit_has_what_the_contract_says_and_nothing_that_fails_in_user_services() -> None:
    unit = service_files.unit_template()
    assert set(CONTRACT) <= set(unit.splitlines())
    assert not re.findall(r"^(?:StateDirectory|Private\w+|Protect\w+|CapabilityBoundingSet)=", unit, re.MULTILINE)


def test_a_built_wheel_brings_the_unit(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("breakd-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = "from breakd.cli import service_files as s; print(s.__file__); print(s.unit_template())"
    done = subprocess.run([sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": str(tmp_path / "site")},
                          cwd="/", check=True, capture_output=True, text=True)  # fmt: skip
    assert done.stdout.startswith(str(tmp_path))
    assert done.stdout.rstrip("\n").endswith((PROJECT / "systemd/breakd.service").read_text().rstrip("\n"))


def test_without_systemd_it_says_so_and_leaves_nothing_behind(own_home: Path, tmp_path: Path) -> None:
    for action in ("install", "status"):
        done = breakd("service", action, PATH=str(tmp_path))
        assert (done.returncode, done.stdout) == (1, "")
        assert "no systemd" in done.stderr
    assert list(own_home.iterdir()) == []
    done = breakd("service", "uninstall", PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


def test_uninstall_removes_the_files_even_where_the_manager_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    for path, content in service_files.contents(BREAKD):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    done = breakd("service", "uninstall", PATH=str(tmp_path))
    assert done.returncode == 0
    assert [path for path in service_files.places() if path.exists()] == []
    folders = (service_files.icon_folder(), gnome_extension.folder())
    told = {next(filter(path.is_relative_to, folders), path) for path in service_files.places()}
    assert not gnome_extension.folder().exists()
    assert all(f"removed    {path}\n" in done.stdout for path in told)
    assert "history" in done.stdout


def test_install_says_a_line_for_each_file_and_one_for_the_icons(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(service, "_need_manager", lambda: None)
    monkeypatch.setattr(service, "_command", lambda: Path("/opt/breakd"))
    monkeypatch.setattr(service, "_systemctl", lambda *_: None)
    monkeypatch.setattr(service, "_reload_bus", lambda: None)
    monkeypatch.setattr(service, "_started", lambda **_: 0)
    for word in ("wrote", "unchanged"):
        assert service.install() == 0
        told = [line for line in capsys.readouterr().out.splitlines() if line.startswith(word)]
        assert len(told) == 5
        assert told[-1].split() == [word, str(own_home / ".local/share/icons/hicolor")]
