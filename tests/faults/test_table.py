"""Stage by fault: whatever breaks, nothing acknowledged is lost, and nothing is booked that nobody saw or said.

A sample in each run of the tests; `make soak` plays the whole table and writes docs/faults.md.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .table.cell import FAULTS, lacks, play, sample, whole
from .table.fault import Fault
from .table.page import CELL
from .table.stages import STAGES, Stage

UNTIL = float(os.environ.get("SOAK_UNTIL", "0"))
"""Unix seconds: the whole table until then; 0: the sample."""
CELLS = whole(int(UNTIL)) if UNTIL else sample()
"""Each run of a part begins elsewhere."""


@pytest.mark.parametrize(("fault", "stage"), CELLS, ids=[f"{fault.name}-{stage.name}" for fault, stage in CELLS])
@pytest.mark.usefixtures("needs_bus")
def test_nothing_is_lost_and_nothing_made_up(
    fault: Fault, stage: Stage, bus_folder: Path, record_property: Callable[[str, object], None]
) -> None:
    if UNTIL and time.time() > UNTIL:
        pytest.skip("the time of this run is over")
    if lacking := lacks(fault):
        pytest.skip(f"no {lacking} here")
    try:
        outcome = play(fault, stage, bus_folder)
    except Exception as error:
        record_property(CELL, [fault.name, stage.name, str(error).partition("\n")[0]])
        raise
    record_property(CELL, [fault.name, stage.name, outcome])


def test_the_sample_has_every_stage_and_the_whole_has_every_cell() -> None:
    assert {stage.name for _, stage in sample()} == {stage.name for stage in STAGES}
    assert len({(fault.name, stage.name) for fault, stage in whole(0)}) == len(FAULTS) * len(STAGES)
