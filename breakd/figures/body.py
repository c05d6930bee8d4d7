"""The body: bones of fixed length, bent by angles; arms and legs reach for where hands and feet are (two bones each).

Metres, of a grown person 1.72 m tall, seven and a half heads. The figure of the file has its right side working;
the other side is its mirror image.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from breakd.frozen import frozen

from .vectors import WORLD, Axes, Vector, add, along, at, beside, between, cross, dot, minus, turned, unit

SIDES = ("r", "l")
HIP_HALF, SHOULDER_HALF = 0.09, 0.165
THIGH, SHIN, UPPER_ARM, FOREARM, HAND = 0.41, 0.41, 0.285, 0.245, 0.17
THUMB = 0.06
SEGMENTS = (0.10, 0.08, 0.08, 0.075, 0.075, 0.07)
"""Of the back, from the hips to the shoulders: the pelvis, two of the low back and three of the upper back."""
NECK = 0.115
LIMBS = {
    "leg": ("hip", "knee", "ankle", THIGH, SHIN, "foot"),
    "arm": ("shoulder", "elbow", "wrist", UPPER_ARM, FOREARM, "hand"),
}
PARTS = ("leg_l", "leg_r", "arm_l", "arm_r", "trunk", "head")
"""What is painted one after the other."""

RESTING = {"leg": ("foot", "heel", "toes", "knee", "calf"), "arm": ("hand", "elbow")}
"""What of a limb may rest."""
STEP, LIFT = 0.08, 0.05
"""From what length on a foot is lifted for its step, and how high; metres."""
LOWEST = 0.04
"""No knee or elbow is nearer to the floor."""

Place = tuple[str, Vector]
"""A point beside a joint of the same body; with an empty name a point of the room."""


@frozen
class BodyPosture:
    """How one key frame stands, sits or lies: degrees, and the places of wrists and ankles."""

    pelvis: Vector
    chest: Vector | None
    """Where the middle of the shoulders is, for a body whose shoulders stay; its pelvis follows."""
    tilt: Vector
    """Of the pelvis: forwards, to the right, turned to the left."""
    low: Vector
    high: Vector
    """How the low and the upper back are bent, the same three ways."""
    neck: Vector
    head: Vector
    shoulders: tuple[float, float]
    """Forwards and up, in metres."""
    places: dict[str, Place]
    """`hand_r` and the others: where the wrist or ankle is."""
    hints: dict[str, Vector]
    """`knee_r`, `elbow_r`: which way it points; `toes_r`, `fingers_r`, `thumb_r`: how foot, hand and thumb point."""
    rests: frozenset[str]
    """What lies or stands on something."""
    air: float = 0.0
    """How far the ribs are wide with a breath, 0 to 1."""


@frozen
class Body:
    """Where everything is at one instant."""

    joints: Mapping[str, Vector]
    pelvis: Axes
    chest: Axes
    head: Axes
    spine: tuple[tuple[Vector, Axes], ...]
    """From the hips to the shoulders: a point and the axes there."""
    rests: frozenset[str]
    air: float = 0.0


def solved(posture: BodyPosture) -> Body:
    """The body in a posture."""
    body = _trunk(posture)
    joints = dict(body.joints)
    for limb in ("leg", "arm"):
        for side in SIDES:
            _reach(posture, body, joints, limb, side)
    return replace(body, joints=joints)


def halfway(start: tuple[BodyPosture, Body], end: tuple[BodyPosture, Body], share: float, *, steps: bool) -> Body:
    """Part of the way: angles change; what rests at both ends stays, slides or is lifted for a step."""
    posture = _kneeling(_blend(start[0], end[0], share), start, end, share)
    body = _trunk(posture)
    joints, rests = dict(body.joints), start[0].rests & end[0].rests
    feet = [f"foot_{side}" for side in SIDES]
    both = all(math.dist(start[0].places[foot][1], end[0].places[foot][1]) > STEP for foot in feet)
    for limb in ("leg", "arm"):
        for side in SIDES:
            tip = f"{LIMBS[limb][5]}_{side}"
            before, after = start[0].places[tip], end[0].places[tip]
            stays = _rests(tip, start[0]) and _rests(tip, end[0]) and before[0] == after[0]
            if not stays or (before[0] and math.dist(before[1], after[1]) > STEP):
                rests -= {f"{part}_{side}" for part in RESTING[limb]}
                _swing(start[1], end[1], share, joints, limb, side)
            elif steps and math.dist(before[1], after[1]) > STEP:
                # one foot after the other
                own = min(max(2 * share - (side == "r"), 0.0), 1.0) if both else share
                if 0 < own < 1:
                    rests -= {f"{part}_{side}" for part in RESTING[limb]}
                posture.places[tip] = (before[0], between(before[1], after[1], own))
                _reach(posture, body, joints, limb, side, LIFT * math.sin(math.pi * own))
            else:
                _reach(posture, body, joints, limb, side)
    return replace(body, joints=joints, rests=rests)


def _kneeling(
    posture: BodyPosture, start: tuple[BodyPosture, Body], end: tuple[BodyPosture, Body], share: float
) -> BodyPosture:
    """Hips over knees that stay go round them."""
    if not {"knee_r", "knee_l"} <= start[0].rests & end[0].rests or posture.chest is not None:
        return posture
    knees = [between(body.joints["knee_r"], body.joints["knee_l"], 0.5) for _, body in (start, end)]
    ways = [minus(body.joints["pelvis"], knee) for (_, body), knee in zip((start, end), knees, strict=True)]
    first, last = (math.sqrt(dot(way, way)) for way in ways)
    way = along(unit(ways[0]), unit(ways[1]), share)
    return replace(posture, pelvis=add(between(knees[0], knees[1], share), way, first + (last - first) * share))


def exchanged(posture: BodyPosture) -> BodyPosture:
    """Left for right: the mirror image of the posture."""

    def other(name: str) -> str:
        return name[:-1] + {"r": "l", "l": "r"}[name[-1]] if name[-2:] in ("_r", "_l") else name

    def flipped(point: Vector) -> Vector:
        return point[0], -point[1], point[2]

    def angles(bent: Vector) -> Vector:
        return bent[0], -bent[1], -bent[2]

    return BodyPosture(
        flipped(posture.pelvis), posture.chest and flipped(posture.chest),
        angles(posture.tilt), angles(posture.low), angles(posture.high),
        angles(posture.neck), angles(posture.head), posture.shoulders,
        {other(name): (other(place[0]), flipped(place[1])) for name, place in posture.places.items()},
        {other(name): flipped(hint) for name, hint in posture.hints.items()},
        frozenset(map(other, posture.rests)), posture.air,
    )  # fmt: skip


def _rests(tip: str, posture: BodyPosture) -> bool:
    part, side = tip.split("_")
    kinds = RESTING["leg"][:3] if part == "foot" else RESTING["arm"]
    return any(f"{kind}_{side}" in posture.rests for kind in kinds)


def _trunk(posture: BodyPosture) -> Body:
    forwards, aside, turn = posture.tilt
    pelvis = turned(turned(WORLD, forwards), 0, aside, turn)  # it turns about its own length
    start = posture.pelvis
    if posture.chest is not None:
        start = minus(posture.chest, minus(_back(posture, start, pelvis)[-1][0], start))
    spine = _back(posture, start, pelvis)
    point, axes = spine[-1]
    neck_axes = turned(axes, *posture.neck)
    neck = at(point, axes, -0.012, 0, 0.045)
    skull = add(neck, neck_axes[2], NECK * 0.75)
    head_axes = turned(neck_axes, *posture.head)
    joints = {"pelvis": start, "chest": point, "neck": neck, "skull": skull, "waist": spine[3][0]}
    joints["head"] = at(skull, head_axes, 0.018, 0, 0.085)
    joints["nose"] = at(joints["head"], head_axes, 0.12, 0, -0.02)
    forwards, up = posture.shoulders
    for side, sign in (("r", -1), ("l", 1)):
        joints[f"hip_{side}"] = at(start, pelvis, 0, sign * HIP_HALF, 0)
        joints[f"shoulder_{side}"] = at(point, axes, forwards, sign * SHOULDER_HALF, up - 0.016)
    return Body(joints, pelvis, axes, head_axes, tuple(spine), posture.rests, posture.air)


def _back(posture: BodyPosture, point: Vector, axes: Axes) -> tuple[tuple[Vector, Axes], ...]:
    """The points of the back from the hips up, with the axes of the part that begins there."""
    spine = [(point, axes)]
    for number, length in enumerate(SEGMENTS):
        bend, parts = (posture.low, 2) if number <= 2 else (posture.high, 3)
        if number:
            axes = turned(axes, *(angle / parts for angle in bend))
        point = add(point, axes[2], length)
        spine.append((point, axes))
    return tuple(spine)


def beside_joint(body: Body, joints: Mapping[str, Vector], place: Place) -> Vector:
    """The point of the room; beside a part of the trunk or head in its own axes."""
    name, (x, y, z) = place
    if not name:
        return x, y, z
    own = {"pelvis": body.pelvis, "waist": body.spine[3][1], "chest": body.chest, "neck": body.chest}
    axes = body.head if name in ("head", "nose") else own.get(name, WORLD)
    return at(joints[name], axes, x, y, z)


def _reach(
    posture: BodyPosture, body: Body, joints: dict[str, Vector], limb: str, side: str, lift: float = 0.0
) -> None:  # fmt: skip
    root, middle, tip, near, far, end = LIMBS[limb]
    goal = add(beside_joint(body, joints, posture.places[f"{end}_{side}"]), (0.0, 0.0, lift))
    start, sign = joints[f"{root}_{side}"], -1 if side == "r" else 1
    axes = body.pelvis if limb == "leg" else body.chest
    usual = at((0, 0, 0), axes, *((1.0, 0.12 * sign, 0.15) if limb == "leg" else (-0.8, 0.45 * sign, -0.4)))
    hint = posture.hints.get(f"{middle}_{side}", usual)
    bend = bent(start, goal, near, far, hint)
    for _ in range(8):
        if bend[0][2] >= LOWEST:
            break
        hint = add(unit(hint), (0.0, 0.0, 0.25))
        bend = bent(start, goal, near, far, hint)
    joints[f"{middle}_{side}"], joints[f"{tip}_{side}"] = bend
    hinge, reached = bend
    bone = unit(minus(reached, hinge))
    if limb == "leg":
        flat = beside(hint, bone, axes[0])
        toes = posture.hints.get(f"toes_{side}", add(flat, bone, 0.45))
        joints[f"toes_{side}"] = add(reached, unit(toes), 0.165)
    else:
        fingers = unit(posture.hints.get(f"fingers_{side}", bone))
        joints[f"fingers_{side}"] = add(reached, fingers, HAND)
        thumb = beside(posture.hints.get(f"thumb_{side}", _inwards(body, side)), fingers, _inwards(body, side))
        joints[f"thumb_{side}"] = add(reached, thumb, THUMB)


def _inwards(body: Body, side: str) -> Vector:
    """Where a thumb points if no frame says it: to the middle of the body, and forwards where that is level."""
    forwards, left, _ = body.chest
    middle = add((0.0, 0.0, 0.0), left, 0.8 if side == "r" else -0.8)
    return add(middle, forwards, max(0.0, min(1.0, 1.0 + 1.5 * forwards[2])))


def bent(start: Vector, goal: Vector, near: float, far: float, hint: Vector) -> tuple[Vector, Vector]:
    """The knee or elbow, and the tip: on the goal, or straight towards it where it is too far."""
    way = minus(goal, start)
    reach = min(max(math.sqrt(dot(way, way)), abs(near - far) + 0.02), (near + far) * 0.9995)
    line = unit(way)
    corner = math.acos(min(max((near**2 + reach**2 - far**2) / (2 * near * reach), -1.0), 1.0))
    middle = add(add(start, line, near * math.cos(corner)), beside(hint, line), near * math.sin(corner))
    return middle, add(start, line, reach)


def _swing(start: Body, end: Body, share: float, joints: dict[str, Vector], limb: str, side: str) -> None:
    """Each bone turns the shorter way round."""
    root, middle, tip, *_ = LIMBS[limb]
    chain = [f"{name}_{side}" for name in (root, middle, tip, "toes" if limb == "leg" else "fingers")]
    for before, after in pairwise(chain):
        ways = [minus(body.joints[after], body.joints[before]) for body in (start, end)]
        length = math.sqrt(dot(ways[0], ways[0]))
        joints[after] = add(joints[before], along(unit(ways[0]), unit(ways[1]), share), length)
    if limb == "arm":
        first, last = (
            unit(minus(body.joints[f"thumb_{side}"], body.joints[f"wrist_{side}"])) for body in (start, end)
        )
        joints[f"thumb_{side}"] = add(joints[f"wrist_{side}"], along(first, last, share), THUMB)


def _blend(start: BodyPosture, end: BodyPosture, share: float) -> BodyPosture:
    def mixed(one: Vector, other: Vector) -> Vector:
        return between(one, other, share)

    return BodyPosture(
        mixed(start.pelvis, end.pelvis), start.chest and end.chest and mixed(start.chest, end.chest),
        mixed(start.tilt, end.tilt), mixed(start.low, end.low),
        mixed(start.high, end.high), mixed(start.neck, end.neck), mixed(start.head, end.head),
        (
            start.shoulders[0] + (end.shoulders[0] - start.shoulders[0]) * share,
            start.shoulders[1] + (end.shoulders[1] - start.shoulders[1]) * share,
        ),
        {
            name: (place[0], mixed(place[1], end.places[name][1])) if place[0] == end.places[name][0] else place
            for name, place in start.places.items()
        },
        {
            name: unit(mixed(unit(start.hints.get(name, hint)), unit(end.hints.get(name, hint))), hint)
            for name, hint in (start.hints | end.hints).items()
        },
        start.rests & end.rests, start.air + (end.air - start.air) * share,
    )  # fmt: skip


def sole(body: Body, side: str) -> tuple[Vector, Vector]:
    """Of a foot: the direction of the toes, and the one out of the sole's back, up the ankle."""
    ankle, knee = body.joints[f"ankle_{side}"], body.joints[f"knee_{side}"]
    toes = unit(minus(body.joints[f"toes_{side}"], ankle))
    return toes, beside(minus(knee, ankle), toes, cross(toes, body.pelvis[1]))
