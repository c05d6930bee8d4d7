"""The machine itself: clocks that are set, a process that is stopped or killed, no descriptor left."""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from .fault import Fault
from .house import House

HOUR, DAY = 3600, 24 * 3600
YEAR_1970, YEAR_2038 = DAY, 2**31 + DAY
"""Unix seconds."""
STOPPED_SECONDS = 3.0


@contextmanager
def _set_by(house: House, seconds: int) -> Iterator[None]:
    house.clock.set_by(seconds)
    yield
    house.clock.set_by(0)


@contextmanager
def _set_to(house: House, instant: int) -> Iterator[None]:
    with _set_by(house, instant - int(time.time())):
        yield


def _let_it_run(house: House) -> None:
    """What befalls the process itself befalls one that has just started, where it was killed before."""
    if house.daemon.code is not None:
        house.daemon.start()


@contextmanager
def _stopped(house: House) -> Iterator[None]:
    _let_it_run(house)
    house.daemon.process.send_signal(signal.SIGSTOP)  # type: ignore[union-attr]
    time.sleep(STOPPED_SECONDS)
    house.daemon.process.send_signal(signal.SIGCONT)  # type: ignore[union-attr]
    yield


@contextmanager
def _ended(house: House, number: signal.Signals) -> Iterator[None]:
    _let_it_run(house)
    house.daemon.end(number)
    house.daemon.start()
    yield


@contextmanager
def _no_descriptor(house: House) -> Iterator[None]:
    """It may open no further file."""
    _let_it_run(house)
    pid = house.daemon.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    most = 1 + max(int(file.name) for file in Path(f"/proc/{pid}/fd").iterdir())
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (most, before[1]))
    yield
    if house.daemon.code is None and house.daemon.pid == pid:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)


def of_the_machine() -> Iterator[Fault]:
    """Rows."""
    for word, seconds in (("an hour", HOUR), ("a day", DAY)):
        yield Fault(f"clock: {word} ahead", partial(_set_by, seconds=seconds), sets_clock=True, needs="cc")
        yield Fault(f"clock: {word} back", partial(_set_by, seconds=-seconds), sets_clock=True, needs="cc")
    yield Fault("clock: 1970", partial(_set_to, instant=YEAR_1970), sets_clock=True, needs="cc")
    yield Fault("clock: 2038", partial(_set_to, instant=YEAR_2038), sets_clock=True, needs="cc")
    yield Fault("breakd: stopped", _stopped)
    yield Fault("breakd: killed", partial(_ended, number=signal.SIGKILL))
    yield Fault("breakd: told to end", partial(_ended, number=signal.SIGTERM))
    yield Fault("breakd: no descriptor left", _no_descriptor, 3)
