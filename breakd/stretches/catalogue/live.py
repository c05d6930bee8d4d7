"""The stretches as they are now, for code that only looks one up: a person may change their own at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from breakd.stretches.model import Catalogue, Stretch


class LiveStretches(Mapping[str, Stretch]):
    """The stretches of whatever catalogue holds at the moment of looking."""

    def __init__(self, now: Callable[[], Catalogue]) -> None:
        self._now = now

    def __getitem__(self, id: str) -> Stretch:
        return self._now().stretches[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now().stretches)

    def __len__(self) -> int:
        return len(self._now().stretches)


def live(now: Callable[[], Catalogue]) -> Catalogue:
    """The catalogue of this moment, whose stretches stay those that hold."""
    return replace(now(), stretches=LiveStretches(now))
