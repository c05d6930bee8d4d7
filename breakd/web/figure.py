"""A figure as the pages' script draws it (`files/figure.js`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from breakd.figures.body import solved
from breakd.figures.film import film_of
from breakd.figures.poses import Pose
from breakd.figures.scene import Scene
from breakd.figures.shapes import PaintRole, Shape

SCALE = 8000
"""Whole numbers for a metre: an eighth of a millimetre, for what a page draws is of whole numbers too."""


def figure(pose: Pose) -> dict[str, Any]:
    """The shapes with their points at every instant of the film; the page slides between them.

    `still` shapes stand behind the figure and `front` ones before it; `air` has, for each key frame, the shapes that
    are larger with the lungs full; `eyes` are those that blink. A round area is sent as its ellipses. In the film
    None stands for what has not moved. `ghosts` has, for each key frame, the instant that shows faintly behind
    it, if one does: upon the first `backdrop` of the still shapes. `shown` is the key frame of a still picture,
    and `over` are the shapes of the figure that lie over the glow of a key frame.
    """
    scene = Scene(pose)
    row, keys = film_of(pose)
    instants = [scene.person(body) for body in row]
    return {
        "crop": [round(edge * SCALE) for edge in scene.crop],
        "mirrored": [side for side in ("left", "right") if pose.is_mirrored(side)],
        "beat": pose.beat,
        "look": pose.look,
        "behind": pose.behind,
        "still": _drawn(scene.things(front=False)),
        "front": _drawn(scene.things(front=True)),
        "shapes": [_style(shape) for shape in instants[0]],
        "eyes": [number for number, shape in enumerate(instants[0]) if shape.ink is PaintRole.EYE],
        "film": list(_changes([list(map(_places, shapes)) for shapes in instants])),
        "keys": list(keys),
        "ghosts": [keys[frame] if frame is not None else None for frame in map(scene.ghost, range(len(keys)))],
        "backdrop": scene.backdrop,
        "shown": pose.shown,
        "air": [_air(scene.person(solved(frame.posture), full=True), instants[key])
                for frame, key in zip(pose.frames, keys, strict=True)],
        "captions": [frame.caption for frame in pose.frames],
        "over": [list(scene.over(frame)) for frame in pose.frames],
        "marks": [_drawn((*scene.glow(frame), *scene.arrows(frame))) for frame in pose.frames],
    }  # fmt: skip


def _changes(film: Sequence[list[list[int]]]) -> Iterator[list[list[int] | None]]:
    """None for a shape that is as it was an instant before."""
    yield [*film[0]]
    for before, after in pairwise(film):
        yield [None if one == other else one for one, other in zip(after, before, strict=True)]


def _air(full: Sequence[Shape], usual: Sequence[Shape]) -> dict[str, list[int]]:
    """By the number of the shape."""
    both = enumerate(zip(full, usual, strict=True))
    return {str(number): _places(one) for number, (one, other) in both if one != other}


def _drawn(shapes: Iterable[Shape]) -> list[dict[str, Any]]:
    return [_style(shape) | {"points": _places(shape)} for shape in shapes]


def _style(shape: Shape) -> dict[str, Any]:
    style = {"ink": shape.ink.value, "widths": [round(width * SCALE) for width in shape.widths]}
    return style | ({"round": True} if shape.rounds else {}) | ({"soft": True} if shape.soft else {})


def _places(shape: Shape) -> list[int]:
    return [round(number * SCALE) for place in shape.rounds or shape.points for number in place]
