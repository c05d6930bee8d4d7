"""The way of a figure from frame to frame: bones turn and keep their length, and what rests stays where it rests."""

from __future__ import annotations

from itertools import pairwise

from .body import Body, exchanged, halfway, solved
from .poses import Pose

BETWEEN = 13
"""Steps from one frame to the next: twelve instants in between. A chord of so small an arc is as good as the arc."""


def film_of(pose: Pose) -> tuple[tuple[Body, ...], tuple[int, ...]]:
    """The body from the first frame to the last, and where in that row each key frame stands.

    A figure that walks goes on with its near and far limbs exchanged, until it is where it began.
    """
    postures = [frame.posture for frame in pose.frames]
    if pose.beat:
        postures += [exchanged(posture) for posture in postures[1:]]
    ends = [(posture, solved(posture)) for posture in postures]
    row, keys = [ends[0][1]], [0]
    for before, after in pairwise(ends):
        row += [
            halfway(before, after, step / BETWEEN, steps=pose.steps and not pose.beat) for step in range(1, BETWEEN)
        ]
        row.append(after[1])
        keys.append(len(row) - 1)
    return tuple(row), tuple(keys[: len(pose.frames)])
