"""What stands beside the figure, as shapes, and as the boxes that nobody goes through."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from breakd.frozen import frozen

from .shapes import Ball, Camera, PaintRole, Shape
from .vectors import WORLD, Vector

Prop = Mapping[str, Any]
SEAT = 0.43
"""How high every seat is."""
DESK, LINTEL = 0.72, 1.98
EVERYWHERE = 4.0
"""The floor goes on beyond every picture."""


@frozen
class Box:
    """Something solid, from its lowest corner to its highest."""

    name: str
    low: Vector
    high: Vector


def boxes(prop: Prop) -> tuple[Box, ...]:
    """What of it is solid. The floor is the plane at 0."""
    kind = prop["kind"]
    if kind in ("office_chair", "kitchen_chair"):
        # x is the middle of who sits right back, way where it looks: 1 forwards, -1 backwards
        x, y, way, top = prop["x"], prop.get("y", 0.0), prop.get("way", 1), prop.get("top", 0.92)
        behind = x - 0.14 * way
        seat, rest = sorted((behind, x + 0.32 * way)), sorted((behind - 0.07 * way, behind - 0.02 * way))
        return (
            Box("seat", (seat[0], y - 0.23, SEAT - 0.05), (seat[1], y + 0.23, SEAT)),
            Box("back", (rest[0], y - 0.19, SEAT + 0.12), (rest[1], y + 0.19, top)),
        )
    if kind == "stool":
        return (Box("seat", (prop["x"] - 0.20, -0.22, SEAT - 0.05), (prop["x"] + 0.24, 0.22, SEAT)),)
    if kind == "desk":
        return (Box("desk", (prop["x"], -0.5, DESK - 0.035), (prop.get("x1", prop["x"] + 0.75), 0.5, DESK)),)
    if kind == "wall":
        return (Box("wall", (prop["x"] - 0.3, -1.0, 0.0), (prop["x"], 1.0, 2.2)),)
    if kind == "door_frame":
        half = prop["half"]
        return tuple(
            Box("door", (prop["x"] - 0.05, min(y, y * 1.3), 0.0), (prop["x"] + 0.05, max(y, y * 1.3), LINTEL))
            for y in (-half, half)
        )
    if kind == "pillow":
        return (Box("pillow", (prop["x0"], -0.22, 0.0), (prop["x1"], 0.22, 0.06)),)
    return ()


class Furniture:
    """The shapes of the things of a pose, for one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    def shapes(self, prop: Prop) -> Iterator[Shape]:
        """Of one thing."""
        paint = {
            "floor": self._floor, "mat": self._mat, "pillow": self._pillow, "office_chair": self._office_chair,
            "kitchen_chair": self._kitchen_chair, "stool": self._stool, "desk": self._desk, "screen": self._screen,
            "wall": self._wall, "door_frame": self._door_frame, "window": self._window,
        }  # fmt: skip
        return paint[prop["kind"]](prop)

    def _box(self, ink: PaintRole, low: Vector, high: Vector, soft: float = 0.012) -> Shape:
        balls = [
            Ball((x, y, z), WORLD, (soft, soft, soft))
            for x in (low[0] + soft, high[0] - soft)
            for y in (low[1] + soft, high[1] - soft)
            for z in (low[2] + soft, high[2] - soft)
        ]
        return self._camera.hull(ink, balls)

    def _flat(self, ink: PaintRole, x0: float, x1: float, y0: float, y1: float, z: float = 0.0) -> Shape:
        return self._camera.area(ink, [(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)])

    def _floor(self, prop: Prop) -> Iterator[Shape]:
        far = prop.get("far", 0.55)
        y = -far * math.hypot(*self._camera.up[:2])
        yield Shape(
            PaintRole.FLOOR, ((-EVERYWHERE, y), (EVERYWHERE, y), (EVERYWHERE, EVERYWHERE), (-EVERYWHERE, EVERYWHERE))
        )

    def _mat(self, prop: Prop) -> Iterator[Shape]:
        x0, x1, half = prop["x0"], prop["x1"], prop.get("half", 0.34)
        yield self._box(PaintRole.MAT_RIM, (x0 - 0.012, -half - 0.012, -0.024), (x1 + 0.012, half + 0.012, 0.0))
        yield self._box(PaintRole.MAT, (x0, -half, -0.012), (x1, half, 0.0), 0.006)

    def _pillow(self, prop: Prop) -> Iterator[Shape]:
        yield self._box(PaintRole.CUSHION_DARK, (prop["x0"], -0.23, -0.006), (prop["x1"], 0.23, 0.066), 0.034)
        yield self._box(
            PaintRole.CUSHION, (prop["x0"] + 0.012, -0.21, 0.008), (prop["x1"] - 0.012, 0.21, 0.062), 0.026
        )

    def _shade(self, x: float, y: float, half: float) -> Shape:
        return self._camera.hull(PaintRole.SHADE, [Ball((x, y, 0.0), WORLD, (half, half * 0.8, 0.004))])

    def _office_chair(self, prop: Prop) -> Iterator[Shape]:
        seat, back = boxes(prop)
        way, y = prop.get("way", 1), prop.get("y", 0.0)
        x = (seat.low[0] + seat.high[0]) / 2
        yield self._shade(x, y, 0.34)
        for a, b in ((-0.27, 0.10), (-0.12, -0.25), (0.17, -0.22), (0.29, 0.04), (0.05, 0.26)):
            tip = (x + a, y + b, 0.055)
            yield self._camera.line(PaintRole.METAL, ((x, y, 0.12), tip), (0.055, 0.036))
            yield self._camera.line(PaintRole.CUSHION_DARK, ((tip[0], tip[1], 0.030),), (0.06,))
        yield self._camera.line(PaintRole.METAL, ((x, y, 0.10), (x, y, SEAT - 0.06)), (0.062, 0.050))
        middle = (back.low[0] + back.high[0]) / 2
        post = (
            (x - 0.12 * way, y, SEAT - 0.06),
            (middle - 0.035 * way, y, SEAT - 0.04),
            (middle - 0.03 * way, y, 0.62),
        )
        yield self._camera.line(PaintRole.METAL, post, (0.04, 0.045, 0.04))
        rest = [self._pad(prop, back, soft) for soft in (0.0, 0.012)]
        (x0, y0, _), (x1, y1, _) = seat.low, seat.high
        base = [
            self._box(PaintRole.CUSHION_DARK, (x0, y0, SEAT - 0.085), (x1, y1, SEAT), 0.034),
            self._box(PaintRole.CUSHION, (x0 + 0.01, y0 + 0.01, SEAT - 0.055), (x1 - 0.01, y1 - 0.01, SEAT), 0.026),
        ]
        yield from (*base, *rest) if self._camera.towards[0] * way < -0.5 else (*rest, *base)

    def _pad(self, prop: Prop, back: Box, less: float) -> Shape:
        """The padding of a back, which leans a little."""
        way, y = prop.get("way", 1), prop.get("y", 0.0)
        middle = (back.low[0] + back.high[0]) / 2
        balls = [
            Ball((x, y + side * (wide - less), z), WORLD, (0.030 - less / 2, 0.05, 0.05))
            for x, z, wide in (
                (middle, back.low[2] + 0.05 + less, 0.12), (middle, back.low[2] + 0.2, 0.15),
                (middle - 0.03 * way, back.high[2] - 0.05 - less, 0.13),
            )
            for side in (-1, 1)
        ]  # fmt: skip
        return self._camera.hull(PaintRole.CUSHION if less else PaintRole.CUSHION_DARK, balls)

    def _kitchen_chair(self, prop: Prop) -> Iterator[Shape]:
        seat, back = boxes(prop)
        y, top = prop.get("y", 0.0), back.high[2]
        x0, x1 = seat.low[0] + 0.03, seat.high[0] - 0.03
        behind = (back.low[0] + back.high[0]) / 2
        x0, x1 = (behind, x1) if prop.get("way", 1) > 0 else (x0, behind)
        yield self._shade((x0 + x1) / 2, y, 0.30)
        posts = []
        for side in (0.19, -0.19):
            for x in (x0, x1):
                upper = top if x == behind else SEAT - 0.03
                line = self._camera.line(
                    PaintRole.WOOD_DARK, ((x, y + side, 0.012), (x, y + side, upper)), (0.032, 0.036)
                )
                posts.append((self._camera.near((x, y + side, 0.0)), line))
        far, *nearer = [line for _, line in sorted(posts, key=lambda one: one[0])]
        yield far
        yield nearer[0]
        rails = [
            self._box(PaintRole.WOOD, (behind - 0.014, y - 0.19, z - 0.04), (behind + 0.014, y + 0.19, z + 0.04))
            for z in (top - 0.03, top - 0.21)
        ]
        yield from rails
        yield self._box(
            PaintRole.WOOD_DARK, (min(x0, x1) - 0.01, y - 0.22, SEAT - 0.045), (max(x0, x1) + 0.02, y + 0.22, SEAT)
        )
        yield self._box(
            PaintRole.WOOD, (min(x0, x1) - 0.008, y - 0.21, SEAT - 0.022), (max(x0, x1) + 0.018, y + 0.21, SEAT), 0.01
        )
        yield from nearer[1:]

    def _stool(self, prop: Prop) -> Iterator[Shape]:
        """Four legs and a padded seat: nothing hides the back."""
        (seat,) = boxes(prop)
        (x0, y0, low), (x1, y1, _) = seat.low, seat.high
        yield self._shade((x0 + x1) / 2, 0.0, 0.28)
        for x in (x0 + 0.05, x1 - 0.05):
            for y in (y0 + 0.05, y1 - 0.05):
                foot = (x + math.copysign(0.03, x - (x0 + x1) / 2), y * 1.15, 0.015)
                yield self._camera.line(PaintRole.WOOD_DARK, (foot, (x, y, low)), (0.032, 0.036))
        yield self._box(PaintRole.CUSHION_DARK, (x0, y0, low - 0.01), (x1, y1, SEAT), 0.026)
        yield self._box(
            PaintRole.CUSHION, (x0 + 0.01, y0 + 0.01, low + 0.01), (x1 - 0.01, y1 - 0.01, SEAT), 0.02
        )  # fmt: skip

    def _desk(self, prop: Prop) -> Iterator[Shape]:
        (top,) = boxes(prop)
        for y in (0.46, -0.46):
            for x in (top.low[0] + 0.06, top.high[0] - 0.05):
                yield self._camera.line(PaintRole.WOOD_DARK, ((x, y, 0.015), (x, y, DESK - 0.03)), (0.036, 0.040))
        yield self._box(PaintRole.WOOD_DARK, top.low, top.high)
        yield self._box(PaintRole.WOOD, (top.low[0], top.low[1], DESK - 0.012), top.high, 0.006)

    def _screen(self, prop: Prop) -> Iterator[Shape]:
        x, y = prop["x"], prop.get("y", 0.0)
        yield self._box(PaintRole.METAL, (x - 0.02, y - 0.10, DESK), (x + 0.14, y + 0.10, DESK + 0.02), 0.008)
        yield self._camera.line(
            PaintRole.METAL, ((x + 0.06, y, DESK + 0.02), (x + 0.04, y, DESK + 0.28)), (0.04, 0.036)
        )
        yield self._box(PaintRole.METAL, (x, y - 0.27, DESK + 0.12), (x + 0.035, y + 0.27, DESK + 0.46), 0.012)

    def _wall(self, prop: Prop) -> Iterator[Shape]:
        """A wall in front of which somebody stands with the back to it."""
        x = prop["x"]
        yield self._camera.area(PaintRole.WALL, [(x, -3, 0), (x, 3, 0), (x, 3, 3), (x, -3, 3)])
        yield self._camera.area(PaintRole.SKIRTING, [(x, -3, 0), (x, 3, 0), (x, 3, 0.09), (x, -3, 0.09)])

    def _door_frame(self, prop: Prop) -> Iterator[Shape]:
        """Two posts and what lies over them, in a wall."""
        x, half = prop["x"], prop["half"]
        out = half * 1.25
        yield self._box(PaintRole.WALL, (x - 0.03, -EVERYWHERE, LINTEL), (x + 0.03, EVERYWHERE, 3.0), 0.002)
        yield self._camera.area(
            PaintRole.SHADE,
            [(x + on, y, 0) for on, y in ((-0.12, -half), (-0.12, half), (0.05, half), (0.05, -half))],
        )
        for y in (half, -half):
            low, high = sorted((y, y * 1.25))
            wall = sorted((y * 1.25, math.copysign(EVERYWHERE, y)))
            yield self._box(PaintRole.WALL, (x - 0.03, wall[0], 0.0), (x + 0.03, wall[1], 3.0), 0.002)
            yield self._box(PaintRole.SKIRTING, (x + 0.03, wall[0], 0.0), (x + 0.04, wall[1], 0.09), 0.002)
            yield self._box(PaintRole.WOOD_DARK, (x - 0.05, low, 0.0), (x + 0.05, high, LINTEL), 0.006)
            yield self._box(PaintRole.WOOD, (x + 0.045, low, 0.0), (x + 0.055, high, LINTEL), 0.004)
        yield self._box(PaintRole.WOOD_DARK, (x - 0.05, -out, LINTEL - 0.01), (x + 0.05, out, LINTEL + 0.10), 0.006)
        yield self._box(PaintRole.WOOD, (x + 0.045, -out, LINTEL - 0.01), (x + 0.055, out, LINTEL + 0.10), 0.004)

    def _window(self, prop: Prop) -> Iterator[Shape]:
        """A window across the way of the eyes, and through it a hill with a tree."""
        x, y, half = prop["x"], prop.get("y", 0.0), prop.get("half", 0.45)
        low, high = 0.86, 1.62

        def pane(ink: PaintRole, *corners: tuple[float, float]) -> Shape:
            """Corners as shares of the width and height."""
            return self._camera.area(ink, [(x, y + half - 2 * half * a, low + (high - low) * b) for a, b in corners])

        yield self._box(
            PaintRole.WOOD, (x - 0.03, y - half - 0.05, low - 0.05), (x + 0.03, y + half + 0.05, high + 0.05)
        )
        yield pane(PaintRole.WALL, (0, 0), (1, 0), (1, 1), (0, 1))
        yield pane(PaintRole.MAT, (0, 0), (1, 0), (1, 0.26), (0.75, 0.42), (0.5, 0.48), (0.25, 0.40), (0, 0.22))
        trunk, crown = ((x, y - half * 0.45, low + (high - low) * up) for up in (0.40, 0.60))
        yield self._camera.line(PaintRole.WOOD_DARK, (trunk, crown), (0.03, 0.03))
        yield self._camera.line(PaintRole.MAT_RIM, (crown,), (0.17,))
        yield self._camera.line(PaintRole.WOOD, ((x, y, low), (x, y, high)), (0.022, 0.022))
