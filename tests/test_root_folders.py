"""Root folders of other releases: what is taken over from the machine, and when one is made anew."""

from __future__ import annotations

import os
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.rigs import packages
from tests.support.rigs.root import enter, machine
from tests.support.rigs.root.build import Root

LISTED = """# a comment
dbus
qtwayland5 | qt6-wayland   # by release

labwc
"""
DUMP = """Acquire "";
Acquire::Check-Date "false";
Acquire::http "";
Acquire::http::Proxy "http://proxy:3128/";
Acquire::cdrom::mount "/media/cdrom/";
APT::Install-Recommends "1";
"""


def test_a_list_of_packages_is_read() -> None:
    assert packages.read(LISTED) == [("dbus",), ("qtwayland5", "qt6-wayland"), ("labwc",)]


@pytest.mark.parametrize(
    ("archive", "chosen"),
    [
        ({"dbus", "qtwayland5", "qt6-wayland"}, ["dbus", "qtwayland5"]),
        ({"dbus", "qt6-wayland", "labwc"}, ["dbus", "qt6-wayland", "labwc"]),
        ({"dbus"}, ["dbus"]),
    ],
)
def test_a_package_is_named_as_the_release_has_it(archive: set[str], chosen: list[str]) -> None:
    assert packages.choose(packages.read(LISTED), archive) == chosen


def test_the_projects_own_list_names_each_package_once() -> None:
    names = [name for line in packages.read(packages.LIST.read_text()) for name in line]
    assert len(names) == len(set(names)) > 40


@pytest.mark.parametrize(
    ("env", "agreed"),
    [({"CI": "true"}, True), ({"YES": "1"}, True), ({"CI": "false", "YES": "0"}, False), ({}, False)],
)
def test_nothing_is_installed_unasked(
    env: dict[str, str], agreed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CI", "YES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdin", BytesIO())  # no terminal
    assert packages.consent(["sway", "waybar"]) == agreed
    assert ("sway waybar" in capsys.readouterr().out) != agreed


@pytest.mark.parametrize(("answer", "agreed"), [("y\n", True), ("Yes\n", True), ("\n", False), ("n\n", False)])
def test_a_person_is_asked(answer: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "YES"):
        monkeypatch.delenv(name, raising=False)
    keyboard, terminal = os.openpty()
    with open(terminal) as stdin:  # noqa: PTH123 - a descriptor
        monkeypatch.setattr("sys.stdin", stdin)
        os.write(keyboard, answer.encode())
        assert packages.consent(["sway"]) == agreed
    os.close(keyboard)


def test_the_archive_is_the_machines_own() -> None:
    addresses = ["http://mirror.example/debian-security/", "http://mirror.example/debian/", "http://other/debian/"]
    assert machine.debian_of(addresses) == "http://mirror.example/debian/"
    assert machine.debian_of(["http://archive.ubuntu.com/ubuntu/"]) == machine.USUAL_MIRROR


def test_only_settings_about_the_network_are_taken_over() -> None:
    assert machine.network_settings(DUMP) == [
        'Acquire::Check-Date "false";',
        'Acquire::http::Proxy "http://proxy:3128/";',
    ]


def test_no_variable_names_a_file_of_the_machine() -> None:
    env = machine.environment({
        "CI": "true", "HTTPS_PROXY": "http://proxy:3128", "PIP_INDEX_URL": "https://pip.example/simple",
        "PIP_FIND_LINKS": "/opt/wheels", "PIP_CERT": "/opt/own.pem", "SSL_CERT_FILE": "/opt/own.pem",
        "REQUESTS_CA_BUNDLE": "/opt/own.pem", "VIRTUAL_ENV": "/home/anna/venv", "DISPLAY": ":0",
    })  # fmt: skip
    assert {name: value for name, value in env.items() if name not in {"HOME", "PATH", "LANG"}} == {
        "CI": "true", "HTTPS_PROXY": "http://proxy:3128", "PIP_INDEX_URL": "https://pip.example/simple",
        "PIP_CERT": str(machine.BUNDLE), "SSL_CERT_FILE": str(machine.BUNDLE),
    }  # fmt: skip


def test_certificates_and_pips_settings_come_along(tmp_path: Path) -> None:
    bundle, settings = tmp_path / "own.pem", tmp_path / ".config/pip/pip.conf"
    bundle.write_text("certificates")
    settings.parent.mkdir(parents=True)
    settings.write_text("[global]\n")
    files = machine.files({"HOME": str(tmp_path), "SSL_CERT_FILE": str(bundle)})
    assert files["etc/ssl/certs/ca-certificates.crt"] == b"certificates"
    assert files["root/.config/pip/pip.conf"] == b"[global]\n"
    assert files["etc/hosts"] == Path("/etc/hosts").read_bytes()


def test_uncommitted_files_come_along_and_deleted_ones_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enter, "PROJECT", tmp_path)
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    for name in ("kept", "deleted", "new", "ignored"):
        (tmp_path / name).write_text(name)
    (tmp_path / ".gitignore").write_text("ignored\n")
    subprocess.run([*git, "add", "kept", "deleted"], check=True)
    (tmp_path / "deleted").unlink()
    out = BytesIO()
    enter.pack(out, {"etc/hosts": b"127.0.0.1 localhost\n"})
    out.seek(0)
    with tarfile.open(fileobj=out) as tar:
        assert set(tar.getnames()) == {
            "srv/breakd/.gitignore", "srv/breakd/kept", "srv/breakd/new", "etc/hosts", "usr/sbin/policy-rc.d",
        }  # fmt: skip


def test_a_root_is_whole_only_with_the_stamp_of_its_list(tmp_path: Path) -> None:
    listed = tmp_path / "list"
    listed.write_text("dbus\n")
    root = Root("trixie", tmp_path / "cache", inputs=[listed])
    root.folder.mkdir(parents=True)
    assert root.stamped() == "", "its making was interrupted"
    root.beside("stamp").write_text(root.stamp())
    assert root.stamped() == root.stamp()
    assert root.stamp() != Root("testing", tmp_path / "cache", inputs=[listed]).stamp()
    listed.write_text("dbus\nsway\n")
    assert root.stamped() != root.stamp()
    root.folder.rmdir()
    assert root.stamped() == "", "a stamp without its folder says nothing"
