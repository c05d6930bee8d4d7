"""The Debian packages of the rigs: which are missing, and how they are installed with the person's consent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

LIST = Path(__file__).with_name("debian-packages")
"""One package a line; `a | b` is the first of them that the archive has."""
APT_GET = ("apt-get", "--quiet", "--option=DPkg::Lock::Timeout=120")
"""The lock may be held for a while by a machine that has just been booted."""


def read(text: str) -> list[tuple[str, ...]]:
    """The lines of the list: for each, the names that the package has in one release or another."""
    lines = (line.partition("#")[0] for line in text.splitlines())
    return [tuple(name.strip() for name in line.split("|")) for line in lines if line.strip()]


def choose(lines: Sequence[tuple[str, ...]], archive: Collection[str]) -> list[str]:
    """The name of each package in this archive; one that the archive has under no name is left out."""
    found = (next((name for name in names if name in archive), None) for names in lines)
    return [name for name in found if name is not None]


def missing(lines: Sequence[tuple[str, ...]]) -> list[str] | None:
    """The packages of these lines that this machine lacks; None where there is no apt-get."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-query"):
        return None
    there, known = installed(), available()
    absent = [names for names in lines if there.isdisjoint(names)]
    # a machine that has not fetched its lists yet knows only what it has
    return choose(absent, known) if known - there else [names[0] for names in absent]


def installed() -> set[str]:
    """The names of all installed packages."""
    query = ["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n"]
    lines = subprocess.run(query, capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[0] for line in lines if line.endswith(" installed")}


def available() -> set[str]:
    """The names of all packages that the archive has, as far as this machine knows."""
    return set(subprocess.run(["apt-cache", "pkgnames"], capture_output=True, text=True, check=False).stdout.split())


def consent(packages: Sequence[str]) -> bool:
    """Whether packages may be installed: with CI=true or YES=1 they may, a person is asked, nobody else agrees."""
    if os.environ.get("CI") == "true" or os.environ.get("YES") == "1":
        return True
    print(f"These Debian packages are missing:\n  {' '.join(packages)}", flush=True)
    if not sys.stdin.isatty():
        print("Nobody can be asked here, so they are not installed. With YES=1 they are.", flush=True)
        return False
    return input("Install them with apt-get? [y/N] ").strip().lower() in {"y", "yes"}


def install(lines: Sequence[tuple[str, ...]]) -> bool:
    """Install what is missing of these lines; False if that is not possible, and apt-get's last words tell why."""
    if not _apt_get("update"):
        return False
    # only now is it certain which names this release has
    return _apt_get("install", "--yes", "--no-install-recommends", *(missing(lines) or ()))


def _apt_get(*words: str) -> bool:
    done = subprocess.run(
        [*sudo(), "env", "DEBIAN_FRONTEND=noninteractive", *APT_GET, *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        print("\n".join(done.stdout.splitlines()[-30:]), flush=True)
    return done.returncode == 0


def sudo() -> list[str]:
    """What makes a command root's: nothing for root or without sudo; on a terminal sudo may ask for the password."""
    if os.geteuid() == 0 or not shutil.which("sudo"):
        return []
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def may_be_root() -> bool:
    """Whether commands can be run as root without a question."""
    if os.geteuid() == 0:
        return True
    return bool(shutil.which("sudo")) and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0


def main() -> int:
    """Install what the list has and this machine lacks; 1 if it still lacks something then."""
    lines = read(LIST.read_text())
    lacking = missing(lines)
    if lacking and consent(lacking):
        install(lines)
        lacking = missing(lines)
    return 1 if lacking or lacking is None else 0


if __name__ == "__main__":
    sys.exit(main())
