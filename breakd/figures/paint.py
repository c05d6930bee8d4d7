"""Pillow paints the shapes. The only module of the room that needs it, and the running program never comes here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .poses import KeyFrame, Point, Pose
from .shapes import HALO, PaintRole, Shape, mirrored, picture
from .themes import THEMES

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SUPERSAMPLE = 4
"""Painted so many times as large, and averaged: even edges, whatever Pillow rounds."""
MARGIN = 0.03
"""Around the crop, as a share of the picture."""
LEAST_LIMB = 0.046
"""Width of a limb in a small picture, as a share of it: one and a half pixels of the 32 that GNOME gives."""
CORNER = 0.12
"""Radius of the card's corners, as a share of the picture."""
CLOSE = 0.9
"""The least that a close picture shows, as a share of the person: closer, and nobody sees what it is a part of."""
GROUND = (PaintRole.FLOOR, PaintRole.MAT, PaintRole.MAT_TOP, PaintRole.WALL, PaintRole.PAPER)
PERSON = (PaintRole.NEAR, PaintRole.FAR, PaintRole.CHEST, PaintRole.FACE, PaintRole.FEEL)
HEADS = (PaintRole.NEAR, PaintRole.FACE)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def paint(
    pose: Pose, frame: KeyFrame, size: int, theme: str, *,
    mirror: bool = False, small: bool = False, close: bool = False,
) -> Image:  # fmt: skip
    """One frame on a card with round corners, `size` pixels square.

    A `small` one is an icon: bold strokes. A `close` one shows the head and what works, and little else.
    """
    from PIL import Image, ImageDraw

    big = size * SUPERSAMPLE
    shapes = mirrored(picture(pose, frame)) if mirror else picture(pose, frame)
    if small:
        shapes = _icon(pose, shapes)
    left, top, scale = _window(_seen(pose, shapes, mirror=mirror, small=small, close=close), big)
    inks = THEMES[theme]
    image = Image.new("RGB", (big, big), inks[PaintRole.PAPER].rgb)
    for shape in shapes:
        _lay(image, shape, inks, (left, top), scale)
    card = Image.new("L", (big, big), 0)
    ImageDraw.Draw(card).rounded_rectangle((0, 0, big - 1, big - 1), CORNER * big, 255)
    image.putalpha(card)
    return image.resize((size, size), Image.Resampling.BOX)


def _icon(pose: Pose, shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """Bold strokes, as wide as the smallest picture needs them."""
    *_, scale = _window(_extent(shapes), 1)
    factor = max(1.0, LEAST_LIMB / (pose.measures.limb_width * scale))
    return _bold(shapes if pose.flat else _head_last(shapes), factor)


def _bold(shapes: Sequence[Shape], factor: float) -> tuple[Shape, ...]:
    """Person and arrows wider by a factor; the spot by half as much, and the rims of paper stay narrow."""

    def width(shape: Shape) -> float:
        rim = 2 * HALO if shape.ink is PaintRole.PAPER else 0.0
        return (shape.width - rim) * ((1 + factor) / 2 if shape.ink is PaintRole.FEEL else factor) + rim

    return tuple(shape if shape.area else replace(shape, width=width(shape)) for shape in shapes)


def _head_last(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """The head of a side view before the arm: of a small head, the rim of the arm would leave crumbs."""
    head = next(shape for shape in shapes if shape.ink is PaintRole.NEAR and len(shape.points) == 1)
    rest = [shape for shape in shapes if shape is not head]
    end = max(number for number, shape in enumerate(rest, start=1) if shape.ink is PaintRole.NEAR)
    return (*rest[:end], head, *rest[end:])


def _seen(pose: Pose, shapes: Sequence[Shape], *, mirror: bool, small: bool, close: bool) -> Box:
    if close:
        return _working(shapes)
    return _extent(shapes) if small else _crop(pose, mirror)


def _working(shapes: Sequence[Shape]) -> Box:
    """What holds the head and the spot where it should pull, inside of what holds the person."""
    person = _extent([shape for shape in shapes if shape.ink in PERSON])
    spot = [shape for shape in shapes if shape.ink is PaintRole.FEEL]
    if not spot:
        return person
    head = next(shape for shape in shapes if shape.ink in HEADS and len(shape.points) == 1)
    work = _extent([head, *spot])
    least = CLOSE * max(person[axis + 2] - person[axis] for axis in (0, 1))
    side = max(least, *(work[axis + 2] - work[axis] for axis in (0, 1)))
    (x0, x1), (y0, y1) = (_within(work, person, axis, side) for axis in (0, 1))
    return x0, y0, x1, y1


def _within(work: Box, person: Box, axis: int, side: float) -> tuple[float, float]:
    """So much around the middle of the work, moved so that none of it is lost beside the person."""
    low, high = person[axis], person[axis + 2]
    if side >= high - low:
        middle = (low + high) / 2
    else:
        middle = min(max((work[axis] + work[axis + 2]) / 2, low + side / 2), high - side / 2)
    return middle - side / 2, middle + side / 2


def _crop(pose: Pose, mirror: bool) -> Box:
    """What holds every frame of the pose."""
    x0, y0, x1, y1 = pose.crop
    return (1 - x1, y0, 1 - x0, y1) if mirror else pose.crop


def _extent(shapes: Sequence[Shape]) -> Box:
    """What holds the person and what they need; the ground and the wall go on over the edge."""
    seen = [(point, shape.width / 2) for shape in shapes if shape.ink not in GROUND for point in shape.points]
    low, high = ([[point[axis] + sign * half for point, half in seen] for axis in (0, 1)] for sign in (-1, 1))
    return min(low[0]), min(low[1]), max(high[0]), max(high[1])


def _window(box: Box, pixels: int) -> tuple[float, float, float]:
    """The box in the middle of the picture: the left top corner, and pixels for one square."""
    x0, y0, x1, y1 = box
    side = max(x1 - x0, y1 - y0) / (1 - 2 * MARGIN)
    return (x0 + x1 - side) / 2, (y0 + y1 - side) / 2, pixels / side


def _lay(image: Image, shape: Shape, inks: Mapping[PaintRole, Sequence[int]], corner: Point, scale: float) -> None:
    from PIL import Image, ImageDraw

    points = [((x - corner[0]) * scale, (y - corner[1]) * scale) for x, y in shape.points]
    *colour, opacity = inks[shape.ink]
    if opacity == 255:
        _draw(ImageDraw.Draw(image), points, shape, scale, tuple(colour))
        return
    mask = Image.new("L", image.size, 0)
    _draw(ImageDraw.Draw(mask), points, shape, scale, opacity)
    image.paste(tuple(colour), mask=mask)


def _draw(pen: ImageDraw, points: list[Point], shape: Shape, scale: float, ink: int | tuple[int, ...]) -> None:
    """A line of any width with round ends: a bar for each part of the way, a disc on each point."""
    half = shape.width * scale / 2
    if shape.area:
        pen.polygon(points, ink)
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]] if shape.area else points[1:], strict=False):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        if length:
            dx, dy = half * (y0 - y1) / length, half * (x1 - x0) / length
            pen.polygon([(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)], ink)
    for x, y in points:
        pen.ellipse((x - half, y - half, x + half, y + half), ink)
