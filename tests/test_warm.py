"""The warm start of the tests is the command that a person starts: the same words, exit code and surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.warm import breakd


@pytest.mark.parametrize("line", ["--version", "nonsense", "status", "stretches list", "config path", "setup"])
def test_it_says_and_does_the_same(tmp_path: Path, line: str) -> None:
    env = {**os.environ, "COLUMNS": "70", "XDG_CONFIG_HOME": str(tmp_path / "config")}
    cold = subprocess.run(
        [sys.executable, "-m", "breakd", *line.split()], input="yes\n", env=env, cwd=tmp_path, capture_output=True,
        text=True, timeout=30, check=False,
    )  # fmt: skip
    assert breakd(*line.split(), typed="yes\n", env=env, cwd=tmp_path) == (cold.returncode, cold.stdout, cold.stderr)


def test_a_command_that_does_not_end_is_ended() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        breakd("config", "edit", env={**os.environ, "VISUAL": "sh -c 'sleep 3'"}, seconds=0.5)
