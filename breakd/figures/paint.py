"""Pillow paints the shapes. The only module of the room that needs it, and the running program never comes here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .body import Body, solved
from .poses import KeyFrame, Pose
from .scene import BACKDROP, GROUND, Scene
from .shapes import PaintRole, Point, Shape, extent, mirrored, outline, swelled
from .themes import GHOST, Colour, inks

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

SUPERSAMPLE = 4
"""Painted so many times as large, and averaged: even edges, whatever Pillow rounds."""
CORNER = 0.12
"""Radius of the card's corners, as a share of the picture."""
HALO = 1.2
"""The glow with its ring, beside the radius where it is felt."""
GLOW = {PaintRole.FEEL_RING: (0.0, 0.6), PaintRole.FEEL: (0.2, 0.95)}
"""Where each begins and is full, as a share of the way from the edge to the middle."""
SMALL_LEAVES_OUT = (*BACKDROP, PaintRole.SHADE)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def paint(
    pose: Pose, frame: KeyFrame, size: int, theme: str, *, mirror: bool = False, ghost: bool = False,
    small: bool = False, body: Body | None = None, full: bool = False, marks: bool = True,
) -> Image:  # fmt: skip
    """One frame on a card with round corners, `size` pixels square.

    A `small` one is an icon: the person and the chair, no floor and no arrow. `ghost` shows faintly where the figure
    comes from, `body` another instant than the frame's own, `full` one full of air; `marks`: the glow and the arrows.
    """
    from PIL import Image, ImageDraw

    scene, big = Scene(pose), size * SUPERSAMPLE
    colours = inks(theme, scene.look)
    things = [scene.things(front=front) for front in (False, True)]
    person = scene.person(body or solved(frame.posture), full=full)
    glow, arrows, over = (scene.glow(frame), scene.arrows(frame), scene.over(frame)) if marks else ((), (), ())
    if small:
        things = [tuple(shape for shape in part if shape.ink not in SMALL_LEAVES_OUT) for part in things]
        arrows = ()
    around, upon = (glow, ()) if pose.behind else ((), (*glow, *(person[number] for number in over)))
    layers = [*things[0], *around, *person, *things[1], *upon, *arrows]
    begun = scene.ghost(pose.frames.index(frame)) if ghost else None
    faded = () if begun is None else scene.person(solved(pose.frames[begun].posture))
    whole = small and not pose.crop
    box = extent([shape for shape in layers if shape.ink not in GROUND]) if whole else scene.crop
    if mirror:
        layers, faded = list(mirrored(layers)), mirrored(faded)
        box = (-box[2], box[1], -box[0], box[3])
    window = _window(box, big, 0.02 if small else 0.0)
    image = Image.new("RGB", (big, big), colours[PaintRole.PAPER].rgb)
    backdrop = 0 if small else scene.backdrop
    _lay(image, layers[:backdrop], colours, window)
    if faded:
        behind = image.copy()
        _lay(behind, faded, colours, window)
        image = Image.blend(image, behind, GHOST)
    _lay(image, layers[backdrop:], colours, window)
    card = Image.new("L", (big, big), 0)
    ImageDraw.Draw(card).rounded_rectangle((0, 0, big - 1, big - 1), CORNER * big, 255)
    image.putalpha(card)
    return image.resize((size, size), Image.Resampling.BOX)


def _window(box: Box, pixels: int, margin: float) -> tuple[float, float, float]:
    """The box in the middle of the picture: the left top corner, and pixels for a metre."""
    x0, y0, x1, y1 = box
    side = max(x1 - x0, y1 - y0) / (1 - 2 * margin)
    return (x0 + x1 - side) / 2, (y0 + y1 - side) / 2, pixels / side


def _lay(
    image: Image, shapes: Sequence[Shape], colours: Mapping[PaintRole, Colour], window: tuple[float, float, float]
) -> None:  # fmt: skip
    from PIL import ImageDraw

    left, top, scale = window
    pen = ImageDraw.Draw(image)
    for shape in shapes:
        line = swelled(shape) if shape.widths else tuple((point, 0.0) for point in outline(shape))
        points = [((x - left) * scale, (y - top) * scale) for (x, y), _ in line]
        halves = [width / 2 * scale for _, width in line]
        colour = colours[shape.ink]
        if shape.ink is PaintRole.FEEL:
            _glow(image, points[0], halves[0] * HALO, colours)
        elif shape.widths:
            _taper(pen, points, halves, colour.rgb)
        else:
            pen.polygon(points, colour.rgb)


def _glow(image: Image, middle: Point, radius: float, colours: Mapping[PaintRole, Colour]) -> None:
    """Strongest in the middle, pale around it, nothing at the edge."""
    from PIL import Image, ImageOps

    side = max(2, round(2 * radius))
    fade = ImageOps.invert(Image.radial_gradient("L").resize((side, side)))
    # Pillow's gradient is 255 at a corner: at the edge of the circle it is 180 of it
    inside = [max(0.0, (value - 75) / 180) for value in range(256)]
    corner = round(middle[0] - side / 2), round(middle[1] - side / 2)
    for ink, (edge, full) in GLOW.items():
        alphas = [
            round(colours[ink].alpha * _faded(min(max(0.0, (at - edge) / (full - edge)), 1.0))) for at in inside
        ]
        image.paste(colours[ink].rgb, corner, fade.point(alphas))


def _faded(share: float) -> float:
    return share * share * (3 - 2 * share)


def _taper(pen: ImageDraw, points: Sequence[Point], halves: Sequence[float], ink: tuple[int, ...]) -> None:
    """A line of changing width with round ends: a bar for each part of the way, a disc on each point."""
    for (x0, y0), (x1, y1), r0, r1 in zip(points, points[1:], halves, halves[1:], strict=False):
        length = math.hypot(x1 - x0, y1 - y0)
        if length > abs(r0 - r1):
            way, open_ = math.atan2(y1 - y0, x1 - x0), math.acos((r0 - r1) / length)
            corners = [
                (x + r * math.cos(way + side * open_), y + r * math.sin(way + side * open_))
                for x, y, r, side in ((x0, y0, r0, 1), (x1, y1, r1, 1), (x1, y1, r1, -1), (x0, y0, r0, -1))
            ]
            pen.polygon(corners, ink)
    for (x, y), r in zip(points, halves, strict=True):
        pen.ellipse((x - r, y - r, x + r, y + r), ink)
