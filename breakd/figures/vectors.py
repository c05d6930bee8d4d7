"""Points and turns in space: metres, x forwards as the figure stands, y to its left, z up."""

from __future__ import annotations

import math

Vector = tuple[float, float, float]
Axes = tuple[Vector, Vector, Vector]
"""Where forwards, left and up of a part of the body point."""

WORLD: Axes = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def add(one: Vector, other: Vector, share: float = 1.0) -> Vector:
    """One point, moved by a share of a vector."""
    return one[0] + other[0] * share, one[1] + other[1] * share, one[2] + other[2] * share


def minus(tip: Vector, root: Vector) -> Vector:
    """From the root to the tip."""
    return tip[0] - root[0], tip[1] - root[1], tip[2] - root[2]


def dot(one: Vector, other: Vector) -> float:
    """How far they point the same way."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def cross(one: Vector, other: Vector) -> Vector:
    """At right angles to both."""
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def unit(vector: Vector, instead: Vector = (1.0, 0.0, 0.0)) -> Vector:
    """Of length 1; `instead` for a vector without a direction."""
    length = math.sqrt(dot(vector, vector))
    return (vector[0] / length, vector[1] / length, vector[2] / length) if length > 1e-9 else instead


def beside(vector: Vector, axis: Vector, instead: Vector = (0.0, 0.0, 1.0)) -> Vector:
    """What is left of a vector at right angles to an axis (of length 1), of length 1."""
    return unit(add(vector, axis, -dot(vector, axis)), instead)


def between(start: Vector, end: Vector, share: float) -> Vector:
    """Part of the straight way."""
    return add(start, minus(end, start), share)


def along(start: Vector, end: Vector, share: float) -> Vector:
    """Part of the turn from one direction to another, both of length 1."""
    angle = math.acos(min(max(dot(start, end), -1.0), 1.0))
    if angle < 1e-4 or angle > math.pi - 1e-4:
        return unit(between(start, end, share), start)
    a, b = math.sin((1 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
    return add((start[0] * a, start[1] * a, start[2] * a), end, b)


def at(origin: Vector, axes: Axes, forwards: float, left: float, up: float) -> Vector:
    """A point by its place in a part of the body."""
    return add(add(add(origin, axes[0], forwards), axes[1], left), axes[2], up)


def turned(axes: Axes, flexed: float, side: float = 0.0, turn: float = 0.0) -> Axes:
    """Bent forwards, to the right and turned to the left, by degrees, in its own axes."""
    forwards, left, up = axes
    forwards, left = _rolled(forwards, left, turn)
    up, forwards = _rolled(up, forwards, flexed)
    up, right = _rolled(up, (-left[0], -left[1], -left[2]), side)
    return forwards, (-right[0], -right[1], -right[2]), up


def _rolled(one: Vector, other: Vector, degrees: float) -> tuple[Vector, Vector]:
    """Both turned in their plane, the one towards the other."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (
        (one[0] * c + other[0] * s, one[1] * c + other[1] * s, one[2] * c + other[2] * s),
        (other[0] * c - one[0] * s, other[1] * c - one[1] * s, other[2] * c - one[2] * s),
    )
