"""A word that nobody can read is wrong usage, whether or not a breakd runs."""

from __future__ import annotations

import subprocess
import sys

import pytest


def breakd(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "breakd", *words], capture_output=True, text=True, timeout=60, check=False
    )


def test_the_end_of_a_pause(private_bus: str) -> None:  # noqa: ARG001
    ended = breakd("pause", "soon")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("breakd cannot pause until “soon”.")


@pytest.mark.parametrize("until", ["", "45m", "14:30", "tomorrow", "forever"])
def test_one_that_can_be_read_finds_no_daemon(private_bus: str, until: str) -> None:  # noqa: ARG001
    assert breakd("pause", *until.split()).returncode == 3


def test_eleven_is_not_nearly_one() -> None:
    ended = breakd("feel", "11")
    assert ended.returncode == 2
    assert "id you mean" not in ended.stderr
