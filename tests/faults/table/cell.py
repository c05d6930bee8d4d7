"""One fault at one stage of a reminder, played, and what became of it."""

from __future__ import annotations

import shutil
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.support.rigs.needs import lacking_powers

from .fault import Fault
from .files import of_files, small_disk
from .house import LOOK, House
from .machine import of_the_machine
from .services import of_services
from .stages import STAGES, Stage

FAULTS: tuple[Fault, ...] = (*of_services(), *of_files(), *of_the_machine())
START_SECONDS = 6.0
"""What a daemon gets to start in a fault; it need not."""
DECIDED_SECONDS = 5.0
"""Longer than a pop-up stays: what nobody answers is decided by then."""
STEP = 89
"""A prime, so that every cell comes whatever their number."""
EVERY = 3
"""The tests play every third fault; so many, with a stage each, that every stage comes more than once."""


def lacks(fault: Fault) -> str:
    """What this machine has not got for it."""
    if fault.needs == "mounts":
        return " and ".join(lacking_powers())
    return fault.needs if fault.needs and shutil.which(fault.needs) is None else ""


def sample() -> list[tuple[Fault, Stage]]:
    """The cells of every run of the tests: always the same."""
    few = FAULTS[1::EVERY]
    return [(fault, STAGES[place % len(STAGES)]) for place, fault in enumerate(few)]


def whole(start: int) -> list[tuple[Fault, Stage]]:
    """Every cell, from one on, in an order in which a part of them is spread over all."""
    cells = [(fault, stage) for fault in FAULTS for stage in STAGES]
    return [cells[place * STEP % len(cells)] for place in range(start, start + len(cells))]


def play(fault: Fault, stage: Stage, folder: Path) -> str:
    """Play it, and check the books; what became of it, in a few words."""
    with ExitStack() as stack:
        if fault.name == "disk: full":
            stack.enter_context(small_disk(folder / "state"))
        house = stack.enter_context(House(folder, stage.config, clock=fault.sets_clock))
        assert house.done() == "acknowledged"
        stage.reach(house)
        if stage.starts:
            house.daemon.kill()
        _suffer(house, fault, stage)
        house.revive(may_have_ended=fault.ends_it or stage.starts)
        stage.leave(house)
        if stage.clicks:
            house.answer_by_click()
        house.done()
        status = house.kill_and_start()
        house.check()
        assert stage.holds(status), (status, house.told())
        return _outcome(house)


def _suffer(house: House, fault: Fault, stage: Stage) -> None:
    with fault.block(house):
        began = time.monotonic()
        if stage.starts:
            _try_to_start(house)
        elif not fault.unheard:
            stage.act(house)
        time.sleep(max(0.0, fault.lasts - (time.monotonic() - began)))
        if stage.act is STAGES[3].act and not fault.unheard:
            _until_decided(house)


def _try_to_start(house: House) -> None:
    if house.daemon.code is None:  # the fault is an end and a start itself
        return
    house.daemon.spawn()
    end = time.monotonic() + START_SECONDS
    while house.daemon.code is None and not house.answers() and time.monotonic() < end:
        time.sleep(LOOK)


def _until_decided(house: House) -> None:
    """A pop-up that nobody answers goes by itself: what is booked then?"""
    end = time.monotonic() + DECIDED_SECONDS
    while time.monotonic() < end and house.daemon.code is None:
        time.sleep(LOOK)


def _outcome(house: House) -> str:
    outcomes = Counter(row.outcome for row in house.rows())
    words = [f"{outcomes['completed']} done"]
    words += [f"{outcomes[word]} {word}" for word in ("ignored", "unseen", "skipped") if outcomes[word]]
    words += [f"{house.words[word]} {word}" for word in ("told", "unanswered") if house.words[word]]
    return ", ".join(words)
