"""Rounds of chance that anybody can play again: a few in each run of the tests, many with `make fuzz MINUTES=30`."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from itertools import count

import pytest

from tests.support.fuzz import Rounds

SEED = "breakd"


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Iterator[Rounds]:
    """`rounds(few)` gives a source of chance for each round: so many, or as many as fit into $FUZZ_MINUTES.

    The minutes are shared among the tests of the run. A round that failed is named, and $FUZZ_ROUND plays it alone.
    """
    minutes = float(os.environ.get("FUZZ_MINUTES", 0))
    seed = os.environ.get("FUZZ_SEED", f"{SEED} {time.time_ns()}" if minutes else SEED)
    seconds = minutes * 60 / max(1, request.session.testscollected)
    began, last = time.monotonic(), 0

    def play(few: int) -> Iterator[random.Random]:
        nonlocal last
        if alone := os.environ.get("FUZZ_ROUND"):
            yield random.Random(f"{seed} {alone}")
            return
        for last in count():
            if last >= few and time.monotonic() - began >= seconds:
                return
            yield random.Random(f"{seed} {last}")

    yield play
    print(f"{last} rounds in {time.monotonic() - began:.1f} s; the last: FUZZ_SEED='{seed}' FUZZ_ROUND={last}")
