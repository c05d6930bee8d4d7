"""The head: one egg of hair, a face laid on it, and few features. It turns as a head turns, from every side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from .body import Body
from .looks import HairStyle, Look
from .shapes import Ball, Camera, PaintRole, Point, Shape
from .vectors import Axes, Vector, add, at, beside, between, cross, dot, minus, unit

EGG = (0.096, 0.078, 0.116)
"""Half the depth, width and height of the head."""
HAIRLINE = (
    (0, 44), (22, 43), (42, 38), (56, 26), (64, 8), (72, -4), (88, -6), (100, -14), (118, -34),
    (145, -44), (180, -46),
)  # fmt: skip
"""Where the face ends and the hair begins: degrees from the nose to the side, and up; what lies below is skin."""
CLOSED = (
    (0, 40), (22, 39), (40, 32), (50, 18), (56, 2), (59, -14), (59, -30), (54, -46), (44, -60), (26, -70), (0, -72),
)  # fmt: skip
"""The same of a headscarf: the face alone."""
CHIN: Vector = (0.77, 0.0, -0.64)
"""The middle of what is skin, from the middle of the head."""
HAIR_RIM = 0.005
"""How much wider the edge of the hair is, in metres."""
NECK_UP, NECK, NECKLINE = 0.034, (0.048, 0.050, 0.010), 38.0
"""Where the neck comes out of the collar: how far up, half its depth, width and height, in metres; and how many
degrees lower it is before the throat, seen from the front. From behind the collar hides that."""
FOLDS = 5.0
"""How soon a neck behind the head folds the skin below the chin."""
EYE_AT, EYE = (23, 3), (0.0092, 0.0124)
ASIDE, WIDEST = 14, 1.4
"""How far aside an eye moves that is seen from the side, in degrees, and how much wider it is: else it looks shut."""
NARROWS = (0.25, 0.40)
"""How far before the rim an eye or a brow is gone, and how far it is whole, as a share of the way to the middle."""
MOUTH_AT, SMILE = (-37, 13), 3.0


class Head:
    """The shapes of a head, for one camera.

    `facing`: whether the face is on this side; `turns`: whether that changes within the film, which then has the same
    shapes for both.
    """

    def __init__(self, body: Body, look: Look, camera: Camera, *, facing: bool, turns: bool = False) -> None:
        self._body, self._look, self._camera, self._facing, self._turns = body, look, camera, facing, turns
        self._axes: Axes = body.head
        self._middle = body.joints["head"]
        self._towards = tuple(dot(axis, camera.towards) for axis in self._axes)
        self._rim_way = unit(tuple(part / half for part, half in zip(self._towards, EGG, strict=True)))  # type: ignore[arg-type]
        """Towards the viewer, where the egg is made a globe: a place below 0 that way is behind the rim."""

    def shapes(self) -> Iterator[Shape]:
        """From the back to the front."""
        scarf = self._look.hair is HairStyle.SCARF
        yield from self._behind(HAIR_RIM)
        yield self._skull(HAIR_RIM)
        yield from self._behind()
        yield self._neck()
        yield from self._ears(front=False)
        yield self._skull()
        if not scarf:
            yield self._below_chin()
        yield self._jaw()
        yield self._patch()
        yield from self._face()
        if self._turns or not self._facing:
            yield from self._hair_over_face()
        yield from self._ears(front=True)

    def _neck(self) -> Shape:
        """Out of the collar, which is lower before the throat."""
        axes = neck_axes(self._body)
        if self._look.hair is HairStyle.SCARF:
            root = between(self._body.joints["neck"], self._middle, 0.2)
            return self._camera.line(PaintRole.HAIR, (root, self._at(-0.022, 0, -0.06)), (0.13, 0.12))
        front = dot(self._body.chest[0], self._camera.towards)
        slant = math.radians(NECKLINE * (1 + min(front, 1.0)) / 2)
        forwards = add(add((0.0, 0.0, 0.0), axes[0], math.cos(slant)), axes[2], -math.sin(slant))
        hem = Ball(
            add(self._body.joints["neck"], axes[2], NECK_UP), (forwards, axes[1], cross(forwards, axes[1])), NECK
        )
        top = Ball(self._at(-0.022, 0, -0.06), self._axes, (0.046, 0.046, 0.046))
        return self._camera.hull(PaintRole.SKIN, [hem, top])

    def _hair_over_face(self) -> Iterator[Shape]:
        """From behind the neck, the hair down to it, and nothing of the face; where it is seen, this is nothing."""
        behind = (*self._behind(HAIR_RIM), *self._behind()) if self._look.hair is HairStyle.BUN else self._behind()
        for shape in (self._neck(), self._skull(), self._nape(), *behind):
            yield self._nothing(shape) if self._facing else shape

    def _nape(self) -> Shape:
        """Hair over the nape."""
        wide = Ball(self._at(-0.020, 0, -0.030), self._axes, (0.070, 0.076, 0.050))
        return self._hair([wide, Ball(self._at(-0.050, 0, -0.092), self._axes, (0.030, 0.046, 0.018))], 0.0)

    def _nothing(self, shape: Shape) -> Shape:
        """As many points, all of them in the middle of the head."""
        x, y = self._camera.seen(self._middle)
        rounds = ((x, y, 0.0, 0.0, 0.0),) * len(shape.rounds)
        return replace(shape, points=((x, y),) * len(shape.points), rounds=rounds)

    def _skull(self, wider: float = 0.0) -> Shape:
        if self._look.hair is HairStyle.SCARF:
            halves, back, up = (0.104, 0.085, 0.124), -0.006, 0.004
        elif self._look.hair is HairStyle.CURLY:
            halves, back, up = (0.118, 0.098, 0.112), -0.014, 0.034
        else:
            halves, back, up = (0.097, 0.083, 0.104), -0.011, 0.019
        return self._hair([Ball(self._at(back, 0, up), self._axes, halves)], wider)

    def _hair(self, balls: list[Ball], wider: float) -> Shape:
        """Hair, or where it is `wider` the edge behind it."""
        if not wider:
            return self._camera.hull(PaintRole.HAIR, balls)
        grown = [Ball(one.middle, one.axes, (one.halves[0] + wider, one.halves[1] + wider, one.halves[2] + wider))
                 for one in balls]  # fmt: skip
        return self._camera.hull(PaintRole.HAIR_RIM, grown)

    def _behind(self, wider: float = 0.0) -> Iterator[Shape]:
        """Hair that hangs or is tied up."""
        style = self._look.hair
        if style in (HairStyle.LONG, HairStyle.SCARF):
            lower = Ball(self._at(-0.045, 0, -0.085), self._axes, (0.052, 0.080, 0.062))
            upper = Ball(self._at(-0.02, 0, 0.0), self._axes, (0.085, 0.084, 0.09))
            yield self._hair([upper, lower], wider)
        if style is HairStyle.BUN:
            yield self._hair([Ball(self._at(-0.092, 0, 0.088), self._axes, (0.042,) * 3)], wider)

    def _below_chin(self) -> Shape:
        """The shade of the chin on the neck; where a chin is drawn in, the fold below it."""
        neck = unit(minus(self._body.joints["skull"], self._body.joints["neck"]))
        share = min(max(-FOLDS * dot(self._axes[0], neck), 0.0), 1.0)
        place = self._at(-0.022 + 0.064 * share, 0, -0.112 - 0.010 * share)
        halves = (0.044 - 0.010 * share, 0.045 - 0.011 * share, 0.016 + 0.004 * share)
        down = add(add((0.0, 0.0, 0.0), self._axes[0], 0.98), self._axes[2], -0.2 * (1 - share))
        axes = (unit(down), self._axes[1], cross(unit(down), self._axes[1]))
        fold = Ball(place, axes, halves)
        return self._camera.hull(PaintRole.SKIN_FAR, [fold])

    def _jaw(self) -> Shape:
        if self._look.hair is HairStyle.SCARF:  # it covers the cheek up to the face
            chin = Ball(self._at(0.054, 0, -0.086), self._axes, (0.030, 0.034, 0.028))
            cheek = Ball(self._at(0.056, 0, -0.03), self._axes, (0.030, 0.058, 0.060))
            brow = Ball(self._at(0.066, 0, 0.046), self._axes, (0.020, 0.040, 0.022))
            return self._camera.hull(PaintRole.SKIN, [chin, cheek, brow])
        chin = Ball(self._at(0.040, 0, -0.088), self._axes, (0.042, 0.040, 0.030))
        cheek = Ball(self._at(0.012, 0, -0.03), self._axes, (0.074, 0.071, 0.075))
        return self._camera.hull(PaintRole.SKIN, [chin, cheek])

    def _patch(self) -> Shape:
        """The face on the egg."""
        half = CLOSED if self._look.hair is HairStyle.SCARF else HAIRLINE
        line = [*half, *((-turn, up) for turn, up in reversed(half[1:-1]))]
        ends = zip(line, [*line[1:], line[0]], strict=True)
        finer = [place for one, other in ends for place in (one, _middle(one, other))]
        places = self._round_the_rim([_globe(turn, up) for turn, up in finer])
        return Shape(PaintRole.SKIN, tuple(map(self._on_egg, places)), soft=True)

    def _round_the_rim(self, line: list[Vector]) -> list[Vector]:
        """Where the line goes behind the head, the rim instead: on the side of the chin."""
        hidden = [dot(place, self._rim_way) < 0 for place in line]
        if not any(hidden) or all(hidden):
            return line
        begins = next(n for n in range(len(line)) if hidden[n] and not hidden[n - 1])
        run = next(n for n in range(len(line)) if not hidden[(begins + n) % len(line)])
        out, in_ = (beside(line[(begins + n) % len(line)], self._rim_way) for n in (0, run - 1))
        aside = cross(self._rim_way, out)
        angle = math.atan2(dot(in_, aside), dot(in_, out)) % math.tau

        def at_rim(turn: float) -> Vector:
            return add(add((0.0, 0.0, 0.0), out, math.cos(turn)), aside, math.sin(turn))

        if dot(at_rim(angle / 2), CHIN) < dot(at_rim(angle / 2 - math.pi), CHIN):
            angle -= math.tau
        for n in range(run):
            line[(begins + n) % len(line)] = at_rim(angle * n / max(run - 1, 1))
        return line

    def _face(self) -> Iterator[Shape]:
        yield self._eye(1)
        yield self._brow(1)
        nose = [self._at(0.088, 0, 0.012), self._at(0.105, 0, -0.022)]
        yield self._camera.line(PaintRole.SKIN, nose, (0.016, 0.024))
        yield self._eye(-1)  # the nose of who looks away a little hides the other alone
        yield self._brow(-1)
        under = [self._at(0.1, sign * 0.009, -0.033) for sign in (-1, 1)]
        yield self._camera.line(PaintRole.SKIN_FAR, under, (0.007, 0.007))
        yield self._mouth()

    def _eye(self, sign: int) -> Shape:
        return self._spot(PaintRole.EYE, self._eye_turn(sign), EYE_AT[1], [
            (EYE[0] * math.cos(math.tau * n / 8), EYE[1] * math.sin(math.tau * n / 8)) for n in range(8)
        ])  # fmt: skip

    def _eye_turn(self, sign: int) -> float:
        """Degrees from the nose: in profile nearer to the ear than it is, else it looks shut."""
        return sign * (EYE_AT[0] + ASIDE * max(sign * self._towards[1], 0.0))

    def _brow(self, sign: int) -> Shape:
        points = [(-0.015, 0.0), (0.0, 0.005), (0.015, 0.0), (0.015, -0.0045), (0.0, 0.0), (-0.015, -0.0045)]
        return self._spot(PaintRole.HAIR, self._eye_turn(sign), 19, points)

    def _mouth(self) -> Shape:
        up, half = MOUTH_AT
        turns = (-half, -half / 2, 0, half / 2, half)
        bow = [SMILE * (abs(turn) / half) ** 2 for turn in turns]
        upper = [(turn, up + rise) for turn, rise in zip(turns, bow, strict=True)]
        lower = [(turn, up + rise - 2.6) for turn, rise in zip(turns, bow, strict=True)]
        mouth = Shape(PaintRole.SKIN_RIM, tuple(self._laid(turn, rise) for turn, rise in [*upper, *lower[::-1]]))
        return mouth if dot(_globe(0, up), self._rim_way) > 0 else self._nothing(mouth)

    def _ears(self, *, front: bool) -> Iterator[Shape]:
        if self._look.hair in (HairStyle.SCARF, HairStyle.LONG):
            return
        for sign in (-1, 1):
            ball = Ball(self._at(-0.008, sign * 0.077, -0.012), self._axes, (0.019, 0.012, 0.029))
            shape = self._camera.hull(PaintRole.SKIN_FAR, [ball])
            if front and sign * self._towards[1] < 0.25:
                shape = self._nothing(shape)
            yield shape

    # --- places -----------------------------------------------------------------------------------

    def _at(self, forwards: float, left: float, up: float) -> Vector:
        return at(self._middle, self._axes, forwards, left, up)

    def _spot(self, ink: PaintRole, turn: float, up: float, points: list[Point]) -> Shape:
        """A small flat thing on the egg; smaller towards the rim, where it would stick out, and nothing behind it."""
        place = _globe(turn, up)
        open_ = min(max((dot(place, self._rim_way) - NARROWS[0]) / (NARROWS[1] - NARROWS[0]), 0.0), 1.0)
        a = math.radians(turn)
        aside: Vector = (-math.sin(a), math.cos(a), 0.0)
        across = math.hypot(*(dot(_turned(aside, self._axes), way) for way in (self._camera.right, self._camera.up)))
        wider = min(1 / max(across, 0.1), WIDEST)
        corners = []
        for x, y in points:
            own = (place[0] * EGG[0], place[1] * EGG[1], place[2] * EGG[2])
            own = add(add(own, aside, x * wider * open_), (0.0, 0.0, 1.0), y * open_)
            corners.append(self._camera.seen(self._at(*own)))
        return Shape(ink, tuple(corners), soft=True)

    def _laid(self, turn: float, up: float) -> Point:
        """A place on the egg; one on the other side of it comes to the rim."""
        place = _globe(turn, up)
        depth = dot(place, self._rim_way)
        if depth < 0:
            place = beside(place, self._rim_way)
        return self._on_egg(place)

    def _on_egg(self, place: Vector) -> Point:
        return self._camera.seen(self._at(place[0] * EGG[0], place[1] * EGG[1], place[2] * EGG[2]))


def neck_axes(body: Body) -> Axes:
    """Of the neck, wherever it leans."""
    neck = unit(minus(body.joints["skull"], body.joints["neck"]))
    forwards = beside(body.chest[0], neck)
    return forwards, cross(neck, forwards), neck


def _turned(vector: Vector, axes: Axes) -> Vector:
    return at((0.0, 0.0, 0.0), axes, *vector)


def _middle(one: Point, other: Point) -> Point:
    turn = math.remainder(other[0] - one[0], 360)
    return one[0] + turn / 2, (one[1] + other[1]) / 2


def _globe(turn: float, up: float) -> Vector:
    a, b = math.radians(turn), math.radians(up)
    return math.cos(a) * math.cos(b), math.sin(a) * math.cos(b), math.sin(b)
