"""A figure as the pages' script draws it (`files/figure.js`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from breakd.figures.film import frames_of
from breakd.figures.poses import Point, Pose
from breakd.figures.shapes import Shape, figure_shapes, frame_marks


def figure(pose: Pose) -> dict[str, Any]:
    """The shapes with their points at every instant of the film; the page slides between them."""
    row, keys = frames_of(pose)
    instants = [figure_shapes(pose, joints) for joints in row]
    return {
        "crop": list(pose.crop),
        "mirrored": [side for side in ("left", "right") if pose.is_mirrored(side)],
        "beat": pose.beat,
        "shapes": [_style(shape) for shape in instants[0]],
        "film": [[_flat(shape.points) for shape in shapes] for shapes in instants],
        "keys": list(keys),
        "captions": [frame.caption for frame in pose.frames],
        "marks": [
            [_style(shape) | {"points": _flat(shape.points)} for shape in frame_marks(pose, frame)]
            for frame in pose.frames
        ],
    }


def _style(shape: Shape) -> dict[str, Any]:
    return {"ink": shape.ink.value, "width": round(shape.width, 4), "area": shape.area}


def _flat(points: Iterable[Point]) -> list[float]:
    return [round(number, 4) for point in points for number in point]
