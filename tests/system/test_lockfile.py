"""The single-instance lock, between real processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from breakd.system import lockfile
from breakd.system.lockfile import AlreadyRunning, InstanceLock

HOLDER = """
import sys, time
from pathlib import Path
from breakd.system.lockfile import InstanceLock
lock = InstanceLock.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(30)
"""


def test_a_second_one_is_told_whose_it_is(tmp_path: Path) -> None:
    lock = InstanceLock.take(tmp_path / "breakd" / "lock")
    with pytest.raises(AlreadyRunning) as refused:
        InstanceLock.take(tmp_path / "breakd" / "lock")
    assert refused.value.pid == os.getpid()
    lock.release()
    InstanceLock.take(tmp_path / "breakd" / "lock").release()


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLDER, path], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        try:
            assert holder.stdout.readline() == "held\n"
            with pytest.raises(AlreadyRunning) as refused:
                InstanceLock.take(path)
            assert refused.value.pid == holder.pid
        finally:
            holder.send_signal(signal.SIGKILL)
    InstanceLock.take(path).release()


def test_a_folder_that_goes_in_this_moment_leaves_no_lock_that_nobody_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the opening of the file and its lock: the next one would lock another file of the same name."""
    place, flock = tmp_path / "breakd" / "lock", lockfile._flock
    removed: list[Path] = []

    def late(descriptor: int, kind: int) -> bool:
        if not removed:
            removed.append(place)
            shutil.rmtree(place.parent)
        return flock(descriptor, kind)

    monkeypatch.setattr(lockfile, "_flock", late)
    lock = InstanceLock.take(place)
    with pytest.raises(AlreadyRunning):
        InstanceLock.take(place)
    lock.release()


def test_only_the_user_may_look(tmp_path: Path) -> None:
    lock = InstanceLock.take(tmp_path / "breakd" / "lock")
    assert (tmp_path / "breakd" / "lock").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "breakd").stat().st_mode & 0o777 == 0o700
    lock.release()
