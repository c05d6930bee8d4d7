"""What can be wrong with a disk, on a real one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.rigs.needs import lacking_powers

from .table import page

KIB = 1024


class SmallDisk:
    """A disk of half a megabyte that can be filled, emptied, and made read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state"
        """What `XDG_STATE_HOME` is to breakd."""

    def fill(self) -> None:
        """Until nothing more fits, not even a byte."""
        with (self.folder / "filler").open("ab", buffering=0) as filler:
            for size in (64 * KIB, KIB, 1):
                try:
                    while filler.write(b"\0" * size):
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """There is room again."""
        (self.folder / "filler").unlink()

    def mode(self, word: str) -> None:
        """`ro` or `rw`."""
        subprocess.run(["mount", "-o", f"remount,{word}", self.folder], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A file system of the test's own."""
    if lacking := lacking_powers():
        pytest.skip(f"no disk of its own without {', '.join(lacking)}")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k,mode=700", "breakd-test", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def umask() -> Iterator[None]:
    """The usual one, whoever runs the tests."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """After `make soak`: what was found goes into docs/faults.md. A cell that failed says so."""
    if "SOAK_UNTIL" not in os.environ:
        return
    cells: dict[tuple[str, str], str] = {}
    figures = []
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in report.user_properties:
            if name == page.CELL:
                fault, stage, outcome = value
                cells[fault, stage] = f"**failed**: {outcome}" if report.failed else outcome
            elif name == page.FIGURE:
                figures.append(str(value))
    page.write(cells, figures)
