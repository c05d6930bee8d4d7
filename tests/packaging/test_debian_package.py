"""The Debian package in fresh roots of Debian 12, 13 and the next: from `apt install` to a purge that leaves nothing.

What was typed and answered is in build/packages, a file for each release.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import breakd
from tests.support.rigs import needs
from tests.support.rigs.commands import Done
from tests.support.rigs.root.build import CannotBuild
from tests.support.rigs.root.fresh import NEEDED, SUITES, fresh
from tests.support.rigs.systemd import PROJECT, BootedSystemd
from tools import debian_package

pytestmark = pytest.mark.packages

AT_START = dict(os.environ)
"""Each test gets a home of its own, and the root folders are kept in the person's."""
BEFORE = "0.0.9"
"""The version that is upgraded."""
UNIT = "breakd.service"
OWN_UNITS = ".config/systemd/user"
SERVER = Path(__file__).with_name("notification_server.py")
TRANSCRIPTS = PROJECT / "build/packages"
LEFT_BY_APT = ("/var/lib/apt/", "/var/lib/dpkg/", "/var/cache/", "/var/log/", "/var/lib/systemd/", "/etc/.pwd.lock")
"""What apt, dpkg and systemd write for themselves."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The version before, and this one."""
    needs.require("packages")
    folder = tmp_path_factory.mktemp("packages")
    before, now = (
        debian_package.build(folder, version, folder / "carried") for version in (BEFORE, breakd.__version__)
    )
    return before, now


class Shell:
    """Commands on the booted machine, as a transcript."""

    def __init__(self, machine: BootedSystemd, file: Path) -> None:
        self.machine = machine
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file
        file.write_text("")

    def root(self, *argv: str, check: bool = True) -> str:
        return self._noted("#", argv, self.machine.root(*argv, check=check, seconds=300))

    def person(self, *argv: str, check: bool = True) -> str:
        return self._noted("$", argv, self.machine.run(*argv, check=check))

    def _noted(self, prompt: str, argv: tuple[str, ...], done: Done) -> str:
        said = done.stdout + done.stderr
        with self._file.open("a") as transcript:
            transcript.write(f"{prompt} {' '.join(argv)}\n{said}\n")
        return said


@pytest.fixture(params=SUITES)
def shell(request: pytest.FixtureRequest, packages: tuple[Path, Path]) -> Iterator[Shell]:
    """A machine of this release where somebody has logged in."""
    needs.require("systemd")
    try:
        root = fresh(request.param, AT_START)
        with root.ready(), BootedSystemd(root.folder) as machine:
            machine.path(Path("/usr/sbin/policy-rc.d")).unlink(missing_ok=True)  # of the making of the root
            for package in packages:
                shutil.copy(package, machine.path(Path("/root")))
            shutil.copy(SERVER, machine.path(Path("/opt")))
            machine.log_in()
            yield Shell(machine, TRANSCRIPTS / f"{request.param}.txt")
    except CannotBuild as error:
        pytest.fail(str(error))


def test_install_reminder_upgrade_and_purge(shell: Shell, packages: tuple[Path, Path]) -> None:
    before, now = packages
    shell.root("cat", "/etc/debian_version")
    shell.root(*APT, *NEEDED)
    untouched = files(shell)
    shell.root(*APT, f"/root/{before.name}")
    _is_whole(shell)
    _reminds(shell)
    _is_upgraded(shell, now)
    _is_purged(shell, untouched)


APT = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--quiet", "--quiet", "--yes",
       "--option=Dpkg::Use-Pty=0", "--no-install-recommends")  # fmt: skip


def _is_whole(shell: Shell) -> None:
    """What is installed works, and runs for nobody yet."""
    assert shell.person("breakd", "--version") == f"breakd {BEFORE}\n"
    assert shell.person("man", "--where", "breakd").startswith("/usr/share/man/man1/breakd.1")
    verdict = shell.person("systemd-analyze", "--user", "verify", f"/usr/lib/systemd/user/{UNIT}", check=False)
    assert [line for line in verdict.splitlines() if "breakd" in line] == [], "its man pages are found too"
    assert not shell.machine.is_active(UNIT, user=True)
    assert shell.person("systemctl", "--user", "is-enabled", UNIT, check=False) == "disabled\n"
    assert "not installed" in shell.person("breakd", "doctor", check=False)
    assert "cobra" in shell.person("breakd", "stretches", "--ids")


def _reminds(shell: Shell) -> None:
    """A person makes it start, is reminded, and answers."""
    machine = shell.machine
    shell.person("systemd-run", "--user", "--unit=rig-screen", "--quiet",
                 "--setenv=PYTHONPATH=/usr/share/breakd/carried", "python3", "/opt/notification_server.py",
                 str(machine.home / "shown"))  # fmt: skip
    # who asks the name starts it, once; nothing is enabled by that
    asked = ("io.github.breakd", "/io/github/breakd", "io.github.breakd.Daemon1", "State")
    assert shell.person("busctl", "--user", "get-property", *asked).startswith("s ")
    assert machine.is_active(UNIT, user=True)
    # of an earlier pipx: it would come before the package's
    shell.person("mkdir", "--parents", OWN_UNITS)
    shell.person("cp", f"/usr/lib/systemd/user/{UNIT}", f"{OWN_UNITS}/{UNIT}")
    said = shell.person("breakd", "service", "install")
    assert "starts with your desktop" in said
    assert f"removed    {machine.home}/{OWN_UNITS}/{UNIT}" in said
    assert machine.show(UNIT, "FragmentPath") == "/usr/lib/systemd/user/breakd.service"
    machine.reach_desktop()
    shell.person("breakd", "now")
    machine.wait(lambda: "Done" in shown(machine), "the reminder")
    shell.person("cat", "shown")
    shell.person("breakd", "done")
    assert status(machine)["today"]["outcomes"]["completed"] == 1
    shell.person("breakd", "history")
    shell.person("breakd", "report", "report.html")


def _is_upgraded(shell: Shell, now: Path) -> None:
    """The service of who has it running is the new one, with all that it knew."""
    machine = shell.machine
    before = machine.show(UNIT, "MainPID")
    shell.person("breakd", "pause", "2h")
    shell.root(*APT, f"/root/{now.name}")
    machine.wait(lambda: machine.show(UNIT, "MainPID") not in ("0", before), "the restart")
    machine.wait(lambda: machine.is_active(UNIT, user=True), "the new service")
    after = status(machine)
    assert (after["version"], after["today"]["outcomes"]["completed"]) == (breakd.__version__, 1)
    assert after["paused_until"]
    assert "starts with your desktop" in shell.person("breakd", "doctor", check=False)
    shell.person("breakd", "status")
    shell.person("breakd", "service", "uninstall")
    assert not machine.is_active(UNIT, user=True)
    assert shell.person("systemctl", "--user", "is-enabled", UNIT, check=False) == "disabled\n"
    assert "not installed" in shell.person("breakd", "service", "uninstall")
    shell.person("breakd", "service", "install")


def _is_purged(shell: Shell, untouched: set[str]) -> None:
    """Nothing runs and nothing is left but what the person's own folders hold."""
    machine = shell.machine
    shell.root("apt-get", "purge", "--quiet", "--quiet", "--yes", "--option=Dpkg::Use-Pty=0", "breakd")
    assert not machine.is_active(UNIT, user=True)
    assert shell.root("pgrep", "--full", "--list-full", "bin/breakd", check=False) == ""
    left = files(shell) - untouched
    assert left == set()
    with (TRANSCRIPTS / shell._file.name).open("a") as transcript:
        transcript.write("Nothing is left outside of the person's folders.\n")


def files(shell: Shell) -> set[str]:
    """Every file of the machine outside of homes and of what runs."""
    places = ("/usr", "/etc", "/var", "/opt", "/srv", "/root")
    found = shell.machine.root("find", *places, "-xdev", "-not", "-type", "d").stdout.splitlines()
    return {file for file in found if not file.startswith(LEFT_BY_APT) and not file.endswith(".deb")}


def shown(machine: BootedSystemd) -> str:
    file = machine.path(machine.home / "shown")
    return file.read_text() if file.exists() else ""


def status(machine: BootedSystemd) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(machine.run("breakd", "status", "--json").stdout)
    return document


def test_two_builds_are_the_same_and_lintian_is_content(packages: tuple[Path, Path], tmp_path: Path) -> None:
    _, now = packages
    again = debian_package.build(tmp_path, breakd.__version__, now.parent / "carried")
    assert again.read_bytes() == now.read_bytes()
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", now], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_what_the_desktop_reads_is_valid(packages: tuple[Path, Path], tmp_path: Path) -> None:
    _, now = packages
    subprocess.run(["dpkg-deb", "--extract", now, tmp_path], check=True)
    share = tmp_path / "usr/share"
    for argv, file in (
        (("appstreamcli", "validate", "--pedantic", "--no-net"), "metainfo/io.github.breakd.metainfo.xml"),
        (("desktop-file-validate",), "applications/io.github.breakd.desktop"),
    ):
        done = subprocess.run([*argv, share / file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert not any((share / "breakd/carried").rglob("*.so")), "it is for every machine"
