"""The person as shapes: tapered limbs, a trunk with a profile, clothes, hands and shoes; the far before the near."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from .body import SIDES, Body, sole
from .head import Head, neck_axes
from .looks import Look
from .shapes import Ball, Camera, PaintRole, Shape
from .vectors import Vector, add, at, between, dot, minus, unit

RIM = 0.011
"""How much wider the edge of a limb is than the limb."""
SEAM = 0.004
"""How much narrower the edge begins, in metres: else a page shows a thin line where it comes out."""
LEGS_IN_TROUSERS, SLEEVE = 0.90, 0.58
"""How much of the shin and of the upper arm the clothes cover."""
PELVIS = (
    (-0.058, 0.078, 0.090, -0.012, 0.05), (-0.020, 0.160, 0.112, -0.014, 0.05), (0.110, 0.146, 0.094, 0.000, 0.01),
)  # fmt: skip
"""The hips: how far up, half the width, half the depth, how far forwards; half the height."""
RIBS = (
    (1, 0.150, 0.102, 0.000), (2, 0.144, 0.094, 0.004), (3, 0.145, 0.098, 0.006), (4, 0.152, 0.108, 0.010),
    (5, 0.158, 0.106, 0.006), (6, 0.140, 0.072, -0.006),
)  # fmt: skip
"""The same but the height of the back, by its points from the hips to the shoulders."""
BREATH = 1.05
"""How much deeper the chest is when it is full of air."""
WIDENED = 0.26
"""How much wider and deeper the ribs are with a breath that is the exercise: more than they can be, to be seen."""
AIR = {1: 0.35, 2: 0.9, 3: 1.0, 4: 0.6, 5: 0.2, 6: 0.0}
"""Where the ribs widen most: at the points of the back."""
FAR = {
    PaintRole.SKIN: PaintRole.SKIN_FAR, PaintRole.TOP: PaintRole.TOP_FAR,
    PaintRole.TROUSERS: PaintRole.TROUSERS_FAR, PaintRole.SHOE: PaintRole.SHOE_FAR,
}  # fmt: skip
RIMS = {
    PaintRole.SKIN: PaintRole.SKIN_RIM, PaintRole.TOP: PaintRole.TOP_RIM,
    PaintRole.TROUSERS: PaintRole.TROUSERS_RIM, PaintRole.SHOE: PaintRole.SHOE_RIM,
}  # fmt: skip
THIGH_ROOT = {True: 0.166, False: 0.148}
"""How wide a thigh begins, seen from the side or not."""
HAUNCH_AT, HAUNCH = ((-0.028, 0.066, -0.048), (-0.034, 0.066, 0.000)), ((0.088, 0.085, 0.068), (0.086, 0.085, 0.080))
"""A haunch with straight hips and with bent ones: its place beside the middle of the hips, and half its depth, width
and height."""
FLANK_AT, FLANK = (-0.014, 0.066, -0.020), (0.101, 0.094, 0.034)
"""Its own half of the hips, where it begins: the same two."""
HAUNCH_ENDS, HAUNCH_ENDS_FAR = (0.46, 0.075), (0.12, 0.080)
"""How far down the thigh it goes, as a share, and how wide half of it is there; the far one, which is as light as the
hips, is short."""
BLADE, BLADE_GOES = 0.068, 0.5
"""How far the inner edge of a shoulder blade is from the spine, and how much of a shoulder's way forwards it goes."""
BLADE_EDGE = ((0.014, -0.028), (0.0, -0.075), (0.008, -0.125), (0.028, -0.165), (0.052, -0.174))
BLADE_WIDTHS = (0.004, 0.012, 0.014, 0.011, 0.004)
"""Its line from above to below, further out and up; and how wide it is."""
RISES_BEHIND = 0.030
"""How far the shirt rises with the hem behind, in metres."""
HEM, RISES, RISES_AT, LOOSE = 0.045, 0.066, 2.0, 0.005
"""How far above the hips the hem of the shirt is, how much it rises when they bend, in metres: else it shows between
the thighs; how soon it does; and how much wider than the trousers it is where they do not bend."""
SUNK, PARTS_AT = 0.09, 2.5
"""How deep the seat of the trousers lies below the hips of straight legs, in metres, and how soon it is as wide as
the hips when they bend: else it shows above the hem or between the thighs."""
ROOT = 0.22
"""How far down a straight thigh painted on the trunk begins, as a share: else its round end is on the shirt."""
COLLAR_UP, COLLAR = 0.030, (0.051, 0.054, 0.013)
"""How far up the neck the collar is, and half its depth, width and height."""
LAP, PARTED, PARTED_LAP = 0.055, 0.14, 0.24
"""The line between the thighs goes so far above and below sitting hips, in metres; it ends so far down the thighs,
and so much further where one sits."""
TOE, TIP = 0.055, 0.03
"""How long a shoe is from the ball to the tip, and how high above the floor its tip is, in metres."""
BENDS = 3.0
"""How soon a raised heel bends the shoe at the ball."""


def order(body: Body, camera: Camera) -> tuple[str, ...]:
    """The parts from the far ones to the near ones."""
    joints = body.joints

    def near(*names: str) -> float:
        return sum(camera.near(joints[name]) for name in names) / len(names)

    places = {"trunk": near("pelvis", "chest"), "head": near("head") + 0.01}
    for side in SIDES:
        places[f"leg_{side}"] = near(f"knee_{side}", f"ankle_{side}") - 0.02
        places[f"arm_{side}"] = near(f"elbow_{side}", f"wrist_{side}") + 0.03
    return tuple(sorted(places, key=places.__getitem__))


class DressedBody:
    """The shapes of a body.

    `parts`: the order in which they are painted, the same for a whole film. `facing`, `turns`: as a `Head` has it.
    """

    def __init__(
        self, body: Body, look: Look, camera: Camera, parts: tuple[str, ...], *, facing: bool, turns: bool = False,
        full: bool = False,
    ) -> None:  # fmt: skip
        self._body, self._look, self._camera, self._parts = body, look, camera, parts
        self._facing, self._turns = facing, turns
        self._breath = BREATH if full else 1.0
        self._far = {side: camera.sideways and side == self._far_side() for side in SIDES}

    def _far_side(self) -> str:
        hips = {side: self._camera.near(self._body.joints[f"hip_{side}"]) for side in SIDES}
        return min(hips, key=hips.__getitem__)

    def shapes(self) -> Iterator[Shape]:
        """All of it."""
        for part in self._parts:
            yield from self.part(part)

    def part(self, name: str) -> Iterator[Shape]:
        """One of PARTS."""
        yield from self._own(name)
        if not self._camera.sideways and name == max(("trunk", "leg_r", "leg_l"), key=self._parts.index):
            yield self._between_thighs()

    def _own(self, name: str) -> Iterator[Shape]:
        if name == "trunk":
            return self._trunk()
        if name == "head":
            return Head(self._body, self._look, self._camera, facing=self._facing, turns=self._turns).shapes()
        limb, side = name.split("_")
        return self._leg(side) if limb == "leg" else self._arm(side)

    def _trunk(self) -> Iterator[Shape]:
        build, axes, bent = self._look.build, self._body.pelvis, self._bent()
        hips = [
            Ball(at(self._body.joints["pelvis"], axes, on, 0, up), axes, (deep * build, wide * build, high))
            for up, wide, deep, on, high in PELVIS
        ]
        ribs = []
        for number, wide, deep, on in RIBS:
            point, turn = self._body.spine[number]
            air = 1.0 + self._body.air * WIDENED * AIR[number]
            breath = (self._breath if number >= 3 else 1.0) * air
            halves = (deep * build * breath, wide * build * air, 0.05 if number > 1 else 0.03)
            up = RISES_BEHIND * bent if number == 1 else 0.0
            ribs.append(Ball(at(point, turn, on + deep * (breath - 1), 0, up), turn, halves))
        chest = self._body.chest
        shoulders = [
            Ball(at(self._body.joints[f"shoulder_{side}"], chest, 0, 0, 0.002), chest, (0.053 * build,) * 3)
            for side in SIDES
        ]
        slope = Ball(at(self._body.joints["neck"], chest, -0.006, 0, 0.008), chest, (0.056, 0.080, 0.024))
        hem = self._hem(hips[1], hips[2])
        yield self._camera.hull(PaintRole.TROUSERS, hips[:2])
        yield self._camera.hull(PaintRole.TROUSERS, hips[1:])
        for one, other in pairwise(_finer([hem, *ribs])):
            yield self._camera.hull(PaintRole.TOP, [one, other])
        # between bent thighs nobody sees the shirt; where they are straight this lies deep in them
        middle, share = self._body.joints["pelvis"], min(PARTS_AT * bent, 1.0)
        below = Ball(
            add(hips[0].middle, axes[2], 0.03 * (share - 1)), axes, between((0.0, 0.0, 0.0), hips[0].halves, share**2)
        )
        seat = [
            Ball(
                add(
                    between(middle, self._body.joints[f"hip_{side}"], share),
                    axes[2], SUNK * (bent - 1),
                ),
                axes, (min(0.12 * bent, 0.088) * build,) * 3,
            )
            for side in SIDES
        ]  # fmt: skip
        yield self._camera.hull(PaintRole.TROUSERS, [below, *seat])
        yield self._camera.hull(PaintRole.TOP, [*shoulders, ribs[4]])
        yield self._camera.hull(PaintRole.TOP, [*shoulders, slope])
        yield self._camera.hull(PaintRole.TOP, [slope, self._collar()])
        if not self._facing and not self._turns:
            yield from self._blades()

    def _hem(self, below: Ball, above: Ball) -> Ball:
        """Round the waist, just outside the trousers."""
        rises = min(RISES_AT * self._bent(), 1.0)
        up, loose = HEM + RISES * rises, LOOSE * (1 - rises)
        share = (up - PELVIS[1][0]) / (PELVIS[2][0] - PELVIS[1][0])
        deep, wide, _ = between(below.halves, above.halves, share)
        middle = between(below.middle, above.middle, share)
        return Ball(middle, below.axes, (deep + loose, wide + loose, 0.020))

    def _collar(self) -> Ball:
        """Round the neck, wherever it leans."""
        axes = neck_axes(self._body)
        return Ball(add(self._body.joints["neck"], axes[2], COLLAR_UP), axes, COLLAR)

    def _blades(self) -> Iterator[Shape]:
        """The inner edges of the shoulder blades under the shirt: they go where the shoulders go."""
        point, axes = self._body.joints["chest"], self._body.chest
        for side, sign in (("r", -1), ("l", 1)):
            forwards = dot(minus(self._body.joints[f"shoulder_{side}"], point), axes[0])
            inner = sign * max(BLADE + BLADE_GOES * forwards, 0.03)
            edge = [
                at(point, axes, -0.10 * math.sqrt(1 - ((inner + sign * out) / 0.165) ** 2), inner + sign * out, up)
                for out, up in BLADE_EDGE
            ]
            yield self._camera.line(PaintRole.TOP_RIM, edge, BLADE_WIDTHS)

    def _bent(self, *sides: str) -> float:
        """How far the hips are bent, or one of them: 0 standing, 1 from a right angle on."""
        up, joints = self._body.pelvis[2], self._body.joints
        thighs = [unit(minus(joints[f"knee_{side}"], joints[f"hip_{side}"])) for side in sides or SIDES]
        return min(max(1.0 + max(dot(thigh, up) for thigh in thighs), 0.0), 1.0)

    def _leg(self, side: str) -> Iterator[Shape]:
        yield from self._shoe(side)
        joints, build = self._body.joints, self._look.build
        hip, knee, ankle = (joints[f"{name}_{side}"] for name in ("hip", "knee", "ankle"))
        if self._parts.index(f"leg_{side}") > self._parts.index("trunk"):
            hip = between(hip, knee, ROOT * (1 - self._bent(side)))
        yield self._haunch(side)
        middle, calf, hem = (
            between(hip, knee, 0.5),
            between(knee, ankle, 0.33),
            between(knee, ankle, LEGS_IN_TROUSERS),
        )
        thigh, shin = (
            tuple(width * build for width in widths)
            for widths in ((THIGH_ROOT[self._camera.sideways], 0.150, 0.112), (0.112, 0.108, 0.080))
        )
        below = tuple(self._limb(side, PaintRole.TROUSERS, (knee, calf, hem), shin, rim=(0, 2)))
        if self._camera.sideways:
            yield from self._limb(side, PaintRole.TROUSERS, (hip, middle, knee), thigh, rim=(1, 2))
            yield from below
            return
        # from the front the thigh lies before the shin; its edge goes round a knee that comes much nearer
        yield from below
        way = unit(minus(knee, hip))
        away = 1.0 - min(max(4 * dot(way, self._camera.towards) - 1.6, 0.0), 1.0)
        edge = [width + more for width, more in zip(thigh, (-SEAM, RIM, RIM), strict=True)]
        yield self._camera.line(PaintRole.TROUSERS_RIM, (hip, middle, add(knee, way, -RIM * away)), edge)
        yield from self._limb(side, PaintRole.TROUSERS, (hip, middle, knee), thigh, rim=None)

    def _haunch(self, side: str) -> Shape:
        """From the hips to the thigh, in one round line: else the outline has a notch between them."""
        build, axes, joints, bent = self._look.build, self._body.pelvis, self._body.joints, self._bent(side)
        balls = []
        for (on, aside, up), (deep, wide, high) in (
            (FLANK_AT, FLANK), (between(*HAUNCH_AT, bent), between(*HAUNCH, bent)),
        ):  # fmt: skip
            middle = at(joints["pelvis"], axes, on, (-aside if side == "r" else aside) * build, up)
            balls.append(Ball(middle, axes, (deep * build, wide * build, high)))
        down, half = HAUNCH_ENDS_FAR if self._far[side] else HAUNCH_ENDS
        end = between(joints[f"hip_{side}"], joints[f"knee_{side}"], down)
        balls.append(Ball(end, axes, (half * build,) * 3))
        return self._camera.hull(PaintRole.TROUSERS, balls)

    def _between_thighs(self) -> Shape:
        """The line that parts them where they touch."""
        joints, bent = self._body.joints, self._bent()
        apart = PARTED + PARTED_LAP * bent
        right, left = (between(joints[f"hip_{side}"], joints[f"knee_{side}"], apart) for side in SIDES)
        lap, below = (
            add(point, self._body.pelvis[2], LAP * sign * bent)
            for point, sign in ((joints["pelvis"], 1), (between(right, left, 0.5), -1))
        )
        upright = min(max(4 * self._body.pelvis[2][2] - 1, 0.0), 1.0)  # who lies shows thighs one behind the other
        ends = [
            Ball(point, self._body.pelvis, (wide * upright,) * 3) for point, wide in ((lap, 0.002), (below, 0.005))
        ]
        return self._camera.hull(PaintRole.TROUSERS_RIM, ends if upright else [ends[0], ends[0]])

    def _shoe(self, side: str) -> Iterator[Shape]:
        knee, ankle = (self._body.joints[f"{name}_{side}"] for name in ("knee", "ankle"))
        toes, up = sole(self._body, side)
        heel, ball, tip = (
            add(add(ankle, toes, on), up, down)
            for on, down in ((-0.040, -0.042), (0.105, -0.046), (0.105 + TOE, -0.054))
        )
        ball = between(ball, add(tip, _level(toes), -TOE), _raised(toes, up, tip))
        hem = between(knee, ankle, LEGS_IN_TROUSERS)
        yield from self._limb(side, PaintRole.SKIN, (hem, ankle), (0.07, 0.062), rim=None)
        yield self._camera.line(PaintRole.SHOE_RIM, (ankle, heel, ball, tip), (0.076, 0.082, 0.076, 0.060))
        upper = [ankle, *(add(point, up, 0.010) for point in (heel, ball, tip))]
        yield from self._limb(side, PaintRole.SHOE, upper, (0.066, 0.070, 0.066, 0.050), rim=None)

    def _arm(self, side: str) -> Iterator[Shape]:
        joints, build = self._body.joints, self._look.build
        shoulder, elbow, wrist = (joints[f"{name}_{side}"] for name in ("shoulder", "elbow", "wrist"))
        forearm = (
            (between(shoulder, elbow, 0.4), elbow, between(elbow, wrist, 0.3), wrist),
            tuple(width * (1 + build) / 2 for width in (0.082, 0.070, 0.068, 0.046)),
        )  # fmt: skip
        edge, *hand = self._hand(side)
        yield edge
        yield from self._limb(side, PaintRole.SKIN, *forearm, rim=(0, 3))
        yield from hand
        sleeve = (shoulder, between(shoulder, elbow, 0.3), between(shoulder, elbow, SLEEVE))
        widths = tuple(width * build for width in (0.106, 0.104, 0.100))
        # a far sleeve that lies on the shirt is of one piece with it
        joined = self._parts.index(f"arm_{side}") > self._parts.index("trunk")
        yield from self._limb(side, PaintRole.TOP, sleeve, widths, rim=(0, 2), shaded=not joined)

    def _hand(self, side: str) -> Iterator[Shape]:
        joints = self._body.joints
        wrist, end = joints[f"wrist_{side}"], joints[f"fingers_{side}"]
        way, thumb = (unit(minus(tip, wrist)) for tip in (end, joints[f"thumb_{side}"]))
        root, tip = add(wrist, way, 0.02), add(add(wrist, way, 0.075), thumb, 0.042)
        fingers = [add(wrist, way, share * 0.165) for share in (0.0, 0.42, 0.72, 1.0)]
        yield from self._limb(side, PaintRole.SKIN, fingers, (0.046, 0.060, 0.050, 0.026), rim=(1, 3))
        yield from self._limb(
            side, PaintRole.SKIN, (root, between(root, tip, 0.55), tip), (0.030, 0.027, 0.019), rim=None
        )

    def _limb(
        self, side: str, ink: PaintRole, points: list[Vector] | tuple[Vector, ...], widths: tuple[float, ...], *,
        rim: tuple[int, int] | None, shaded: bool = True,
    ) -> Iterator[Shape]:  # fmt: skip
        """A limb, with an edge from one of its points to another; `shaded`, where it is the far one."""
        if rim:
            first, last = rim
            edge = [width + (RIM if first < number <= last else -SEAM) for number, width in enumerate(widths)]
            yield self._camera.line(RIMS[ink], points, edge)
        yield self._camera.line(self._shaded(side, ink) if shaded else ink, points, widths)

    def _shaded(self, side: str, ink: PaintRole) -> PaintRole:
        return FAR[ink] if self._far[side] else ink


def _finer(balls: list[Ball]) -> list[Ball]:
    """With one more between each two, on the curve through all of them: the trunk has no corners."""
    ends = [balls[0], *balls, balls[-1]]
    finer = []
    for before, one, other, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        middle, halves = (
            _curved(before_, one_, other_, after_)
            for before_, one_, other_, after_ in (
                (before.middle, one.middle, other.middle, after.middle),
                (before.halves, one.halves, other.halves, after.halves),
            )
        )
        forwards, left, up = (unit(between(way, goes, 0.5)) for way, goes in zip(one.axes, other.axes, strict=True))
        finer += [one, Ball(middle, (forwards, left, up), halves)]
    return [*finer, balls[-1]]


def _curved(before: Vector, one: Vector, other: Vector, after: Vector) -> Vector:
    """Half-way from one to the other, on a curve through all four."""
    return add(between(one, other, 0.5), minus(between(one, other, 0.5), between(before, after, 0.5)), 0.125)


def _level(way: Vector) -> Vector:
    return unit((way[0], way[1], 0.0), way)


def _raised(toes: Vector, up: Vector, tip: Vector) -> float:
    """How much a shoe is bent at the ball: 1 where the heel is in the air and the tip stands on the floor."""
    bend = min(max(BENDS * dot(_level(toes), up), 0.0), 1.0) if toes[2] < 0 else 0.0
    return bend * min(max(1.0 - (tip[2] - TIP) / TIP, 0.0), 1.0)


def faces(body: Body, camera: Camera) -> bool:
    """Whether the face is on this side of the head."""
    return dot(body.head[0], camera.towards) > -0.8
