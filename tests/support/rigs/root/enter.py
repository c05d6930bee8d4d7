"""Runs a command with a root folder as its /, in namespaces that end with this process, whatever ends it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from . import machine

SCRIPT = Path(__file__).with_name("enter.sh")
PROJECT = Path(__file__).parents[4]
INSIDE = Path("/srv/breakd")
"""Where the checkout is inside; users other than root can read it there."""
NAMESPACES = (
    # --pdeathsig and --kill-child: whatever happens to this process, everything in there ends, and its mounts with it
    "setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "--ipc",
    "--mount-proc",
)  # fmt: skip
POLICY = b"#!/bin/sh\nexit 101\n"
"""Says that no package may start a service when it is installed."""


def run(folder: Path, mount: Path, argv: Sequence[str], *, keep: bool = False, out: IO[bytes] | None = None) -> int:
    """Run a command inside; its exit code. With `keep` what it writes stays, else it is gone at the end.

    `mount` is a folder where nothing is: what is mounted there is seen inside alone.
    """
    mount.mkdir(exist_ok=True)
    build = PROJECT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryFile() as tar:
        pack(tar, machine.files(os.environ))
        env = machine.environment(os.environ) | {
            "ROOT_FOLDER": str(folder), "ROOT_MOUNT": str(mount), "ROOT_KEEP": "yes" if keep else "no",
            "ROOT_TAR": f"/proc/self/fd/{tar.fileno()}", "ROOT_PROJECT": str(INSIDE), "ROOT_BUILD": str(build),
        }  # fmt: skip
        code = subprocess.call(
            [*NAMESPACES, "bash", SCRIPT, *argv], env=env, stdout=out, stderr=out, pass_fds=[tar.fileno()]
        )
    give_back(build)
    return code


def pack(out: IO[bytes], files: Mapping[str, bytes]) -> None:
    """Write a tar file with the checkout, its uncommitted files too, and with files that the machine gives."""
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path in checkout():
            tar.add(path, str(INSIDE.relative_to("/") / path.relative_to(PROJECT)), recursive=False)
        for place, content in {**files, "usr/sbin/policy-rc.d": POLICY}.items():
            entry = tarfile.TarInfo(place)
            entry.size, entry.mode = len(content), 0o755 if place.startswith("usr/sbin/") else 0o644
            tar.addfile(entry, io.BytesIO(content))
    out.flush()


def checkout() -> Iterator[Path]:
    """The files of this checkout that git has, or would take."""
    # the checkout of a person who uses sudo belongs to somebody else than root
    ask = ["git", "-c", f"safe.directory={PROJECT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(ask, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    for name in sorted(set(names.split("\0")) - {""}):
        path = PROJECT / name
        if path.is_symlink() or path.is_file():  # not one that is deleted but not committed yet
            yield path


def give_back(folder: Path) -> None:
    """What root wrote below a folder is its owner's."""
    owner = folder.parent.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        for path in [folder, *folder.rglob("*")]:
            shutil.chown(path, owner.st_uid, owner.st_gid)
