"""Makes root folders and keeps them: only a whole one is ever entered, and a changed list brings what is missing."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.support.rigs import packages

from . import enter, machine

TRIES = 3
BASE = ("ca-certificates", "git", "iproute2", "make", "mount", "procps", "python3", "python3-venv", "tzdata")
"""What every root has before the packages of the rigs."""
STEPS = (
    ("env", "YES=1", "python3", "-m", "tests.support.rigs.packages"),
    ("apt-get", "clean"),
    ("env", "PYTHON=/usr/bin/python3", "tools/venv", "dev"),
)
"""What is run in a new root, and again when one of INPUTS has changed."""
INPUTS = (packages.LIST, enter.PROJECT / "pyproject.toml")


class CannotBuild(Exception):
    """A root folder could not be made; the text says where it failed."""


@dataclass(frozen=True)
class Root:
    """A root folder of the cache: `suite` is a folder, with its stamp, its lock and a place to mount it beside it."""

    suite: str
    cache: Path
    base: Sequence[str] = BASE
    steps: Sequence[Sequence[str]] = STEPS
    inputs: Sequence[Path] = INPUTS

    @property
    def folder(self) -> Path:
        """The root folder."""
        return self.cache / self.suite

    def beside(self, ending: str) -> Path:
        """A file or folder that belongs to it."""
        return self.cache / f"{self.suite}.{ending}"

    def stamp(self) -> str:
        """What the root is made of: another stamp, and something is to be done."""
        parts = [self.suite, *self.base, *(word for step in self.steps for word in step)]
        contents = [path.read_bytes() for path in self.inputs]
        return hashlib.sha256(b"\0".join([*map(str.encode, parts), *contents])).hexdigest()

    def stamped(self) -> str:
        """The stamp that the folder has; empty if it has none, because its making has not ended well."""
        file = self.beside("stamp")
        return file.read_text() if file.exists() and self.folder.is_dir() else ""

    def run(self, argv: Sequence[str]) -> int:
        """Run a command in a copy-on-write view of it; its exit code. Raises CannotBuild."""
        with self.ready():
            return enter.run(self.folder, self.beside("mount"), argv)

    @contextmanager
    def ready(self) -> Iterator[None]:
        """Make or mend it if need be; nobody changes it before the block ends. Raises CannotBuild."""
        self.cache.mkdir(parents=True, exist_ok=True)
        with self.beside("lock").open("w") as lock:
            lock_shared(lock)
            while self.stamped() != self.stamp():
                lock_alone(lock)
                if self.stamped() != self.stamp():
                    self._build()
                lock_shared(lock)
            yield

    def _build(self) -> None:
        remove(self.beside("new"))
        if not self.stamped():
            remove(self.folder)
        # from here on, until all is well, it is one that is thrown away
        self.beside("stamp").unlink(missing_ok=True)
        for attempt in range(TRIES):
            time.sleep(10 * attempt)
            try:
                self._bootstrap()
                self._take_steps()
                self.beside("stamp").write_text(self.stamp())
                return
            except CannotBuild as error:
                say(f"{self.suite}, try {attempt + 1} of {TRIES}: {error}")
        remove(self.beside("new"))
        raise CannotBuild(f"{self.suite} cannot be made here, after {TRIES} tries")

    def _bootstrap(self) -> None:
        if self.folder.exists():
            return
        say(f"making a root folder of {self.suite} in {self.folder}")
        remove(self.beside("new"))
        settings = [f"--aptopt={line}" for line in [*machine.apt_settings(), *SETTINGS]]
        with logged(self.suite) as log:
            # a bare /proc, /sys and /dev of its own are mounted in the folder: they end with the namespaces
            code = subprocess.call(
                [*enter.NAMESPACES, "mmdebstrap", "--mode=root", "--variant=apt", "--components=main", *settings,
                 "--dpkgopt=force-unsafe-io", f"--include={','.join(self.base)}", self.suite, self.beside("new"),
                 machine.mirror()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
            if code:
                raise CannotBuild(f"mmdebstrap ended with {code}")
        self.beside("new").rename(self.folder)

    def _take_steps(self) -> None:
        for step in self.steps:
            say(f"in {self.suite}: {' '.join(step)}")
            with logged(self.suite) as log:
                code = enter.run(self.folder, self.beside("mount"), step, keep=True, out=log)
                if code:
                    raise CannotBuild(f"{' '.join(step)} ended with {code}")


SETTINGS = ('Acquire::Check-Valid-Until "false";', 'APT::Install-Recommends "false";', 'Acquire::Languages "none";')
"""Of apt, in every root; the lists of testing are at times older than they may be."""


@contextmanager
def logged(name: str) -> Iterator[IO[bytes]]:
    """A file for the output of a program: its end is printed if it failed."""
    with tempfile.TemporaryFile() as log:
        try:
            yield log
        except CannotBuild:
            log.seek(0)
            lines = log.read().decode(errors="replace").splitlines()
            say("\n".join(f"{name}: {line}" for line in lines[-30:]))
            raise


def lock_shared(lock: IO[str]) -> None:
    """Others may use it too."""
    fcntl.flock(lock, fcntl.LOCK_SH)


def lock_alone(lock: IO[str]) -> None:
    """Wait until nobody else uses it."""
    fcntl.flock(lock, fcntl.LOCK_UN)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("the root folder is to be changed, but another run uses it: waiting for its end")
        fcntl.flock(lock, fcntl.LOCK_EX)


def remove(folder: Path) -> None:
    """Remove a folder, but nothing that is mounted in it."""
    if folder.exists():
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=True)


def say(text: str) -> None:
    """Tell the person; the output of the command inside is kept apart from it."""
    print(text, file=sys.stderr, flush=True)
