"""The way of a figure from frame to frame: bones turn and keep their length, and what rests stays where it rests."""

from __future__ import annotations

import math
from itertools import pairwise

from .poses import Joints, Point, Pose

BETWEEN = 8
"""Steps from one frame to the next where bones turn: a chord of so small an arc is as good as the arc."""
RESTS = 0.015
"""A hand or foot that moves less than this from frame to frame lies on something: floor, seat, desk or knee."""
LEGS = (("hip", "knee", "ankle", "toe"), ("hip_f", "knee_f", "ankle_f", "toe_f"))
ARMS = (("shoulder", "elbow", "wrist"), ("shoulder_f", "elbow_f", "wrist_f"))
HEAD = ("shoulder", "neck", "head", "nose")
BACK = ("hip", "spine", "shoulder")


def frames_of(pose: Pose) -> tuple[tuple[Joints, ...], tuple[int, ...]]:
    """The joints from the first frame to the last, and where in that row each key frame stands.

    A figure that walks goes on with its near and far limbs exchanged, until it is where it began.
    """
    row: list[Joints] = [pose.frames[0].joints]
    keys = [0]
    for before, after in pairwise(pose.frames):
        if pose.by_angles:
            row += [_Way(pose, before.joints, after.joints, step / BETWEEN).joints for step in range(1, BETWEEN)]
        row.append(after.joints)
        keys.append(len(row) - 1)
    if pose.beat:
        row += [_exchanged(joints) for joints in row[1:]]
    return tuple(row), tuple(keys)


def _exchanged(joints: Joints) -> Joints:
    """The near limbs where the far ones were, and the far ones where the near ones were."""
    return {
        name: joints.get(name.removesuffix("_f") if name.endswith("_f") else name + "_f", point)
        for name, point in joints.items()
    }


class _Way:
    """The joints part of the way between two frames. They start on straight lines; then each bone is set right."""

    def __init__(self, pose: Pose, start: Joints, end: Joints, share: float) -> None:
        self._start, self._end, self._share = start, end, share
        self._floor = math.inf if pose.view == "top" else pose.measures.floor_y
        self.joints: dict[str, Point] = {name: _between(start[name], end[name], share) for name in start}
        if pose.flat:
            self._turn("neck", "head")
            self._carry("head", "nose")  # a face that turns is foreshortened
        else:
            self._trunk()
        for leg in LEGS:
            self._leg(leg)
        for arm in ARMS:
            self._limb(self._root(arm[0]), *arm[1:])

    def _trunk(self) -> None:
        """From the end that moves less: hips on a chair, shoulders on a mat. Who kneels sits back over the knees."""
        kneels = self._moves("knee") < RESTS <= self._moves("hip")
        if kneels:
            self._turn("knee", "hip")
        back = BACK if kneels or self._moves("hip") <= self._moves("shoulder") else BACK[::-1]
        for root, tip in (*pairwise(back), *pairwise(HEAD)):
            self._turn(root, tip)

    def _leg(self, leg: tuple[str, ...]) -> None:
        hip, knee, ankle, toe = self._root(leg[0]), *leg[1:]
        if self._moves(toe) < RESTS <= self._moves(ankle):  # up on the ball of the foot
            self._turn(toe, ankle)
            self._bend(hip, knee, ankle)
            return
        self._limb(hip, knee, ankle)
        if self._moves(toe) >= RESTS:
            self._turn(ankle, toe)
            self._lift(toe)

    def _limb(self, root: str, middle: str, tip: str) -> None:
        if self._moves(tip) < RESTS:
            if self._moves(middle) >= RESTS:
                self._bend(root, middle, tip)
            return
        self._turn(root, middle)
        self._lift(middle)
        self._turn(middle, tip)
        if self._lift(tip):
            self._bend(root, middle, tip)

    def _lift(self, tip: str) -> bool:
        """What would go through the floor slides along it; whether it had to."""
        x, y = self.joints[tip]
        lowest = max(self._floor, self._start[tip][1], self._end[tip][1])
        self.joints[tip] = (x, min(y, lowest))
        return y > lowest

    def _root(self, name: str) -> str:
        """The far hip and shoulder are the near ones in a view from the side."""
        return name if name in self._start else name.removesuffix("_f")

    def _moves(self, joint: str) -> float:
        return math.dist(self._start[joint], self._end[joint])

    def _length(self, root: str, tip: str) -> float:
        start, end = (math.dist(frame[root], frame[tip]) for frame in (self._start, self._end))
        return start + (end - start) * self._share

    def _turn(self, root: str, tip: str) -> None:
        """The bone turns the shorter way round."""
        angle, end = (_angle(frame[root], frame[tip]) for frame in (self._start, self._end))
        angle += math.remainder(end - angle, math.tau) * self._share
        self.joints[tip] = _along(self.joints[root], angle, self._length(root, tip))

    def _carry(self, root: str, tip: str) -> None:
        """The tip keeps its place beside the root."""
        start, end = (
            (frame[tip][0] - frame[root][0], frame[tip][1] - frame[root][1]) for frame in (self._start, self._end)
        )
        x, y = _between(start, end, self._share)
        self.joints[tip] = (self.joints[root][0] + x, self.joints[root][1] + y)

    def _bend(self, root: str, middle: str, tip: str) -> None:
        """Knee or elbow go where two bones of their length meet: on the side where they were, or will be."""
        near, far = self._length(root, middle), self._length(middle, tip)
        start, tip_at = self.joints[root], self.joints[tip]
        reach = min(max(math.dist(start, tip_at), abs(near - far), 1e-9), near + far)
        corner = math.acos(min(max((near**2 + reach**2 - far**2) / (2 * near * reach), -1), 1))
        turns = [_turning(frame[root], frame[tip], frame[middle]) for frame in (self._start, self._end)]
        side = math.copysign(1, max(turns, key=abs))
        self.joints[middle] = _along(start, _angle(start, tip_at) + side * corner, near)


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _angle(root: Point, tip: Point) -> float:
    return math.atan2(tip[1] - root[1], tip[0] - root[0])


def _along(root: Point, angle: float, length: float) -> Point:
    return (root[0] + length * math.cos(angle), root[1] + length * math.sin(angle))


def _turning(root: Point, tip: Point, middle: Point) -> float:
    """From the line to the tip, which way the middle lies; 0 if it is on the line."""
    return (tip[0] - root[0]) * (middle[1] - root[1]) - (tip[1] - root[1]) * (middle[0] - root[0])
