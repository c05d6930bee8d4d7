"""Whether a body could be one: what a physiotherapist would mark in a drawing, as measurements.

Worked out from the places of the joints alone, never from how the program found them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from breakd.figures.body import FOREARM, SHIN, SIDES, THIGH, UPPER_ARM, Body, sole
from breakd.figures.furniture import Box, boxes
from breakd.figures.poses import Pose
from breakd.figures.vectors import Vector, add, at, between, cross, dot, minus, unit

SAME = 0.02
"""Of its length a bone may be longer or shorter."""
BONES = {
    ("hip", "knee"): THIGH, ("knee", "ankle"): SHIN, ("shoulder", "elbow"): UPPER_ARM, ("elbow", "wrist"): FOREARM,
}  # fmt: skip
BACK_LENGTH = 0.48
TOUCH = 0.035
"""Metres that may lie between what touches: skin, cloth and padding give."""
INTO = 0.035
"""And that something may press into something soft."""
LEAST_BEND, MOST_BACK = 18.0, 8.0
"""Degrees: no knee folds tighter; none bends backwards by more."""

THICK = (
    ("hip", "knee", 0.058), ("knee", "ankle", 0.044), ("shoulder", "elbow", 0.036), ("elbow", "wrist", 0.026),
)  # fmt: skip
"""How thick limbs are: half of it, in metres."""

Sphere = tuple[Vector, float]


def faults(body: Body, pose: Pose, rests: frozenset[str]) -> list[str]:
    """What is wrong with the body; `rests` is what should lie on something."""
    solid = [box for prop in pose.props for box in boxes(prop)]
    return [*_bones(body), *_knees(body), *_contacts(body, solid, rests), *_through(body, solid), *_itself(body)]


def _bones(body: Body) -> Iterator[str]:
    for side in SIDES:
        for (root, tip), length in BONES.items():
            found = math.dist(body.joints[f"{root}_{side}"], body.joints[f"{tip}_{side}"])
            if abs(found - length) > SAME * length:
                yield f"{root}-{tip}_{side} is {found:.3f} and not {length}"
    back = sum(math.dist(one, other) for (one, _), (other, _) in pairwise(body.spine))
    if abs(back - BACK_LENGTH) > SAME * BACK_LENGTH:
        yield f"the back is {back:.3f}"


def _knees(body: Body) -> Iterator[str]:
    for side in SIDES:
        hip, knee, ankle = (body.joints[f"{name}_{side}"] for name in ("hip", "knee", "ankle"))
        thigh, shin = unit(minus(knee, hip)), unit(minus(ankle, knee))
        if math.degrees(math.acos(max(-1.0, dot(thigh, shin)))) > 180 - LEAST_BEND:
            yield f"knee_{side} folds too far"
        turned_out = abs(dot(thigh, body.pelvis[1])) > 0.5
        if not turned_out and dot(cross(thigh, shin), body.pelvis[1]) < -math.sin(math.radians(MOST_BACK)):
            yield f"knee_{side} bends backwards"
        toes, _ = sole(body, side)
        if dot(toes, unit(minus(knee, ankle))) < -0.995:
            yield f"foot_{side} is folded back"


# --- what touches -----------------------------------------------------------------------------------


def _foot(body: Body, side: str) -> dict[str, Sphere]:
    toes, up = sole(body, side)
    ankle = body.joints[f"ankle_{side}"]
    places = {"heel": (-0.040, -0.042, 0.038), "ball": (0.105, -0.046, 0.034), "tip": (0.160, -0.052, 0.028)}
    return {name: (add(add(ankle, toes, on), up, down), radius) for name, (on, down, radius) in places.items()}


def _hand(body: Body, side: str) -> list[Sphere]:
    wrist, end = body.joints[f"wrist_{side}"], body.joints[f"fingers_{side}"]
    return [(between(wrist, end, share), radius) for share, radius in ((0.0, 0.023), (0.42, 0.030), (0.72, 0.025))]


def _parts(body: Body, rest: str) -> list[list[Sphere]]:
    """Groups of which one must touch each."""
    name, _, side = rest.partition("_")
    joints = body.joints
    if name in ("foot", "heel", "toes"):
        foot = _foot(body, side)
        ends = {"foot": [["heel"], ["ball"]], "heel": [["heel"]], "toes": [["ball", "tip"]]}[name]
        return [[foot[one] for one in group] for group in ends]
    if name == "calf":
        return [
            [(between(joints[f"knee_{side}"], joints[f"ankle_{side}"], share), 0.05) for share in (0.3, 0.6, 0.9)]
        ]
    point, turn = body.spine[4]
    hips = [(joints[f"hip_{side}"], 0.086) for side in SIDES]
    groups: Mapping[str, Callable[[], list[Sphere]]] = {
        "hand": lambda: _hand(body, side),
        "knee": lambda: [(joints[f"knee_{side}"], 0.056)],
        "elbow": lambda: [(joints[f"elbow_{side}"], 0.035)],
        "seat": lambda: hips,
        "back": lambda: [(at(point, turn, 0.0, 0, 0), 0.105), (at(body.spine[6][0], turn, 0.0, 0, 0), 0.085)],
        "belly": lambda: [(joints["pelvis"], 0.10)],
        "head": lambda: [(joints["head"], 0.10), (at(joints["head"], body.head, 0.03, 0, 0.03), 0.085)],
    }
    return [groups[name]()]


def _contacts(body: Body, solid: Sequence[Box], rests: frozenset[str]) -> Iterator[str]:
    for rest in sorted(rests):
        for group in _parts(body, rest):
            gap = min(min(_gap(sphere, solid), _own(body, rest, sphere)) for sphere in group)
            if gap > TOUCH:
                yield f"{rest} is {100 * gap:.0f} cm in the air"


def _gap(sphere: Sphere, solid: Sequence[Box]) -> float:
    """From the floor and from the nearest box; below 0 it is inside."""
    (x, y, z), radius = sphere
    return min(z - radius, *(_outside((x, y, z), box) - radius for box in solid)) if solid else z - radius


def _outside(point: Vector, box: Box) -> float:
    away = [max(low - one, one - high) for one, low, high in zip(point, box.low, box.high, strict=True)]
    return math.hypot(*(max(part, 0.0) for part in away)) if max(away) > 0 else max(away)


def _own(body: Body, rest: str, sphere: Sphere) -> float:
    """A hand may lie on the own body: thigh, shin, trunk, head or other arm; a head on the own arms."""
    if not rest.startswith(("hand", "head")):
        return math.inf
    point, radius = sphere
    joints = body.joints
    lines: list[tuple[Vector, Vector, float]] = []
    for side in SIDES:
        lines += [
            (joints[f"hip_{side}"], joints[f"knee_{side}"], 0.066),
            (joints[f"knee_{side}"], joints[f"ankle_{side}"], 0.05),
        ]
        if not rest.endswith(f"_{side}"):
            lines.append((joints[f"elbow_{side}"], joints[f"fingers_{side}"], 0.03))
    if rest.startswith("hand"):
        lines += [(one, other, 0.105) for (one, _), (other, _) in pairwise(body.spine)]
        lines.append((joints["head"], joints["skull"], 0.10))
        lines += [(joints["hip_r"], joints["hip_l"], 0.10)]
    return min(_from_line(point, start, end) - thick for start, end, thick in lines) - radius


def _from_line(point: Vector, start: Vector, end: Vector) -> float:
    way = minus(end, start)
    share = dot(minus(point, start), way) / (dot(way, way) or 1.0)
    return math.dist(point, between(start, end, min(max(share, 0.0), 1.0)))


# --- what goes through what --------------------------------------------------------------------------


def _limbs(body: Body) -> Iterator[tuple[str, Sphere]]:
    for side in SIDES:
        for root, tip, thick in THICK:
            for share in (0.25, 0.5, 0.75, 1.0):
                place = between(body.joints[f"{root}_{side}"], body.joints[f"{tip}_{side}"], share)
                yield f"{tip}_{side}", (place, thick)
        for name, sphere in _foot(body, side).items():
            yield f"{name}_{side}", sphere
        for sphere in _hand(body, side):
            yield f"hand_{side}", sphere


def _through(body: Body, solid: Sequence[Box]) -> Iterator[str]:
    trunk = [("back", (at(point, turn, 0, 0, 0), 0.07)) for point, turn in body.spine]
    for name, sphere in (*_limbs(body), *trunk, ("head", (body.joints["head"], 0.085))):
        if sphere[0][2] - sphere[1] < -INTO:
            yield f"{name} is {-100 * (sphere[0][2] - sphere[1]):.0f} cm in the floor"
        for box in solid:
            depth = sphere[1] - _outside(sphere[0], box)
            if depth > INTO:
                yield f"{name} is {100 * depth:.0f} cm in the {box.name}"


def _itself(body: Body) -> Iterator[str]:
    """No hand in the trunk or the head, no leg through the other or through the trunk."""
    back = [point for point, _ in body.spine]
    for side in SIDES:
        for name, places, line, least in (
            ("hand", [place for place, _ in _hand(body, side)], back, 0.085),
            ("forearm", [between(body.joints[f"elbow_{side}"], body.joints[f"wrist_{side}"], 0.6)], back, 0.085),
            ("foot", [place for place, _ in _foot(body, side).values()], back, 0.10),
            ("hand", [place for place, _ in _hand(body, side)], [body.joints["head"], body.joints["skull"]], 0.075),
        ):
            for place in places:
                gap = min(_from_line(place, one, other) for one, other in pairwise(line))
                if gap < least:
                    yield f"{name}_{side} is {100 * (least - gap):.0f} cm in the trunk or head"
        shin = [between(body.joints[f"knee_{side}"], body.joints[f"ankle_{side}"], share / 6) for share in range(7)]
        other = "l" if side == "r" else "r"
        leg = [body.joints[f"{name}_{other}"] for name in ("hip", "knee", "ankle")]
        gap = min(_from_line(place, one, two) for place in shin for one, two in pairwise(leg))
        if gap < 0.06:
            yield f"shin_{side} is {100 * (0.06 - gap):.0f} cm in the other leg"
