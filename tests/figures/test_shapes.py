"""The shapes: the same for every frame of a pose; the other side is a mirror."""

from __future__ import annotations

import math

import pytest

from breakd.figures import poses
from breakd.figures.film import frames_of
from breakd.figures.poses import Pose
from breakd.figures.shapes import PaintRole, figure_shapes, frame_marks, mirrored, picture
from breakd.figures.themes import THEMES, Colour

POSES = poses.load()
ALL = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)


@ALL
def test_a_page_can_slide_from_any_instant_to_the_next(pose: Pose) -> None:
    row, _ = frames_of(pose)
    shapes = {
        tuple((shape.ink, len(shape.points), shape.width) for shape in figure_shapes(pose, joints)) for joints in row
    }
    assert len(shapes) == 1


@ALL
def test_the_mirror_of_the_mirror_is_the_picture(pose: Pose) -> None:
    shapes = picture(pose, pose.frames[-1])
    again = mirrored(mirrored(shapes))
    assert mirrored(shapes) != shapes
    assert all(
        math.isclose(x, u) and y == v
        for one, other in zip(shapes, again, strict=True)
        for (x, y), (u, v) in zip(one.points, other.points, strict=True)
    )


@ALL
def test_paint_order(pose: Pose) -> None:
    inks = [shape.ink for shape in picture(pose, pose.frames[-1])]
    order = [PaintRole.FLOOR, PaintRole.FAR, PaintRole.NEAR, PaintRole.FEEL, PaintRole.ARROW]
    last = {ink: len(inks) - inks[::-1].index(ink) for ink in inks}
    found = [last[ink] for ink in order if ink in last]
    assert found == sorted(found)


def test_marks_belong_to_their_frame() -> None:
    pose = POSES["shoulder-blade-squeeze"]
    assert frame_marks(pose, pose.frames[0]) == ()
    assert [shape.ink for shape in frame_marks(pose, pose.frames[1])] == [PaintRole.FEEL, *[PaintRole.ARROW] * 4]


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: Colour) -> float:
        parts = [part / 255 for part in colour.rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_the_person_stands_out_in_each_theme(theme: str) -> None:
    inks = THEMES[theme]
    assert set(inks) == set(PaintRole)
    assert contrast(inks[PaintRole.NEAR], inks[PaintRole.PAPER]) > 10
    # WCAG 1.4.11: what must be seen to understand a picture has 3 to 1
    assert contrast(inks[PaintRole.ARROW], inks[PaintRole.PAPER]) > 3
    assert contrast(inks[PaintRole.WOOD], inks[PaintRole.PAPER]) > 3
    assert contrast(inks[PaintRole.NEAR], inks[PaintRole.FAR]) > 3
    assert contrast(inks[PaintRole.FAR], inks[PaintRole.PAPER]) > 3
    assert contrast(inks[PaintRole.FLOOR], inks[PaintRole.PAPER]) > 3
