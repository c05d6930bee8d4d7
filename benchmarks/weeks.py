"""Simulated work weeks of random people: python -m benchmarks.weeks [WEEKS].

Everybody of another body and place, some on calls, half of them complaining now and then; conditions are ticked,
follow from what hurts, or begin and end with the weeks since a date. Exit code 1 if anybody was offered what the
rules, asked in other words, forbid (excluded, off, not for this place or call, away or resting by what they said,
done enough, a dose above the allowed one), the same twice running, or nothing while something was allowed.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.stretches.test_scoring import sound
from tests.support.weeks import anybody, weeks

WEEKS = 10_000
PORTION = 50


def main(count: int) -> int:
    """Live the weeks, and tell what came out and how long it took."""
    began = time.perf_counter()
    total = Counter[str]()
    with ProcessPoolExecutor() as pool:
        for part in pool.map(portion, range(0, count, PORTION)):
            total += part
    seconds = time.perf_counter() - began
    print(f"{count} weeks, {total['breaks']} breaks, {total['empty']} of them with nothing that is allowed")
    print(f"{total['faults']} faults; {seconds:.0f} s, {1000 * total['cpu'] / 1e6 / total['breaks']:.2f} ms a break")
    return 1 if total["faults"] else 0


def portion(first: int) -> Counter[str]:
    """So many weeks, each of another person."""
    found = Counter[str]()
    began = time.process_time()
    for seed in range(first, first + PORTION):
        settings, calls = anybody(seed)
        for one in weeks(settings, calls=calls, seed=seed, complains=bool(seed % 2)):
            found["breaks"] += 1
            found["empty"] += one.choice is None
            try:
                sound(settings, one)
            except AssertionError as error:
                found["faults"] += 1
                print(f"person {seed}, {one.at:%a %H:%M}: {error}", file=sys.stderr)
    found["cpu"] = round(1e6 * (time.process_time() - began))
    return found


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else WEEKS))
