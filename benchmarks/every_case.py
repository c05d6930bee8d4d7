"""Every set of up to three conditions, whole: python -m benchmarks.every_case [PROCESSES].

All of them with every pain, place and posture are asked what a reminder may suggest; all pairs so, and each triple in
turn, what the session has and what requests and names reach. Exit code 1 if anything came that the tags forbid.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from tests.support.every_case import (
    KNOWN,
    Case,
    by_reminder,
    by_requests,
    by_session,
    every,
    faults,
    in_turn,
    sets,
)

PORTION = 2000
Asked = Callable[[Case], tuple[int, list[str]]]


def _reminder(case: Case) -> tuple[int, list[str]]:
    reached = by_reminder(case)
    return len(reached), faults(case, reached)


def _session(case: Case) -> tuple[int, list[str]]:
    reached = by_session(case)
    return len(reached), faults(case, reached, session=True)


def _requests(case: Case) -> tuple[int, list[str]]:
    ways = by_requests(case, KNOWN.stretches)
    wrong = [
        line for way, reached in ways.items()
        for line in faults(case, reached, named=way == "name", session=way == "session")
    ]  # fmt: skip
    return sum(map(len, ways.values())), wrong


def _without_calls(cases: Iterable[Case]) -> Iterator[Case]:
    return (case for case in cases if case.place != "call")


PARTS: dict[str, tuple[Asked, Callable[[], Iterator[Case]]]] = {
    "reminder": (_reminder, lambda: every(sets(3))),
    "session, pairs": (_session, lambda: every(sets(2))),
    "session, triples": (_session, lambda: in_turn(sets(3, least=3))),
    "requests, pairs": (_requests, lambda: _without_calls(every(sets(2)))),
    "requests, triples": (_requests, lambda: in_turn(sets(3, least=3), calls=False)),
}
"""What is asked, and of whom."""


def main(processes: int | None) -> int:
    """Ask everybody, and tell how many there were and how long it took."""
    wrong = 0
    with ProcessPoolExecutor(processes) as pool:
        for name, (_, cases) in PARTS.items():
            began, total = time.perf_counter(), Counter[str]()
            portions = range(0, sum(1 for _ in cases()), PORTION)
            for part in pool.map(portion, [name] * len(portions), portions):
                total += part
            print(
                f"{name}: {total['cases']} cases, {total['reached']} times a stretch, {total['faults']} faults; "
                f"{time.perf_counter() - began:.0f} s, {total['cpu'] / 1e6:.0f} s of processor",
                flush=True,
            )
            wrong += total["faults"]
    return 1 if wrong else 0


def portion(name: str, first: int) -> Counter[str]:
    """So many cases of one part."""
    ask, cases = PARTS[name]
    began, found = time.process_time(), Counter[str]()
    for case in islice(cases(), first, first + PORTION):
        reached, wrong = ask(case)
        found += Counter(cases=1, reached=reached, faults=len(wrong))
        for line in wrong:
            print(line, file=sys.stderr)
    found["cpu"] = round(1e6 * (time.process_time() - began))
    return found


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else None))
