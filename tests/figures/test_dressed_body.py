"""The clothes and shoes of the person: nothing of them pokes out where it should not, and they bend with the body."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from breakd.figures import poses
from breakd.figures.body import PARTS, solved
from breakd.figures.dressed_body import DressedBody
from breakd.figures.film import film_of
from breakd.figures.head import Head
from breakd.figures.looks import LOOKS, HairStyle
from breakd.figures.poses import Pose
from breakd.figures.scene import Scene
from breakd.figures.shapes import Camera, PaintRole, Point, Shape, extent, outline, swelled
from breakd.figures.vectors import dot, minus, unit

POSES = poses.load()
ALL = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)
UPRIGHT = 0.15
"""Hips that are bent less show no lap."""


def inside(point: Point, corners: tuple[Point, ...]) -> bool:
    """Whether an area without dents holds the point."""
    x, y = point
    sides = {
        (bx - ax) * (y - ay) > (by - ay) * (x - ax)
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True)
        if (ax, ay) != (bx, by)
    }
    return len(sides) == 1


@ALL
def test_no_stub_of_the_trousers_pokes_into_the_shirt_of_who_has_straight_hips(pose: Pose) -> None:
    scene = Scene(pose)
    for body in film_of(pose)[0][::3]:
        up, joints = body.pelvis[2], body.joints
        if max(dot(unit(minus(joints[f"knee_{s}"], joints[f"hip_{s}"])), up) for s in "rl") > UPRIGHT - 1:
            continue
        shapes = list(DressedBody(body, scene.look, scene.camera, PARTS, facing=True).part("trunk"))
        inks = [shape.ink for shape in shapes]
        last = max(number for number, ink in enumerate(inks) if ink is PaintRole.TROUSERS)
        shirt = [shape.points for shape in shapes[:last] if shape.ink is PaintRole.TOP]
        assert not any(inside(point, area) for point in shapes[last].points for area in shirt)


@ALL
def test_the_collar_goes_with_the_neck(pose: Pose) -> None:
    """Else a bent neck shows a nub before the throat or a step behind the nape."""
    camera = Camera(0, 0)
    for frame in pose.frames:
        body = solved(frame.posture)
        *_, collar = (
            shape
            for shape in DressedBody(body, LOOKS[0], camera, PARTS, facing=True).part("trunk")
            if shape.ink is PaintRole.TOP
        )
        x, y = camera.seen(unit(minus(body.joints["skull"], body.joints["neck"])))
        left, top = camera.seen(body.joints["neck"])
        assert max((px - left) * x + (py - top) * y for px, py in collar.points) < 0.05


def shoe(pose: str, frame: int) -> Shape:
    """The sole of the right foot, seen from the side."""
    body = solved(POSES[pose].frames[frame].posture)
    dressed = DressedBody(body, LOOKS[0], Camera(0, 0), PARTS, facing=True)
    return next(shape for shape in dressed.part("leg_r") if shape.ink is PaintRole.SHOE_RIM)


@pytest.mark.parametrize(("pose", "frame"), [("heel-raises", -1), ("standing-hip-flexor-stretch", -1)])
def test_a_raised_heel_bends_the_shoe_at_the_ball(pose: str, frame: int) -> None:
    _, heel, ball, tip = shoe(pose, frame).points
    assert heel[1] < tip[1] - 0.08  # y grows down
    assert ball[1] == pytest.approx(tip[1], abs=0.005)
    assert tip[0] - ball[0] > 0.05


@pytest.mark.parametrize("pose", ["cat-cow", "sphinx", "lying-sciatic-slider"])
def test_no_other_shoe_is_bent(pose: str) -> None:
    """Feet that lie on their backs, and feet in the air."""
    _, heel, ball, tip = shoe(pose, -1).points
    way, onwards = (unit((b[0] - a[0], b[1] - a[1], 0.0)) for a, b in ((heel, ball), (ball, tip)))
    assert dot(way, onwards) > 0.97


@pytest.mark.parametrize(("turn", "drawn"), [(90, True), (-90, True), (10, False)])
def test_a_line_parts_the_thighs_of_who_sits_in_front_of_us(turn: int, drawn: bool) -> None:
    pose = replace(POSES["tall-sit-breathing"], camera=(float(turn), 8.0))
    scene, body = Scene(pose), solved(pose.frames[-1].posture)
    left, top = scene.camera.seen(body.joints["pelvis"])
    lines = [
        shape
        for shape in scene.person(body)
        if shape.ink is PaintRole.TROUSERS_RIM and shape.rounds
        if math.dist(shape.rounds[0][:2], (left, top)) < 0.06 and shape.rounds[1][1] > top
    ]
    assert len(lines) == drawn


def test_a_headscarf_hides_the_fold_below_the_chin() -> None:
    body = solved(POSES["chin-tuck"].frames[-1].posture)
    (look,) = (look for look in LOOKS if look.hair is HairStyle.SCARF)
    inks = [shape.ink for shape in Head(body, look, Camera(0, 0), facing=True).shapes()]
    assert inks.count(PaintRole.SKIN_FAR) == 1  # the nostrils


def test_a_brow_that_turns_away_leaves_no_stub_on_the_edge_of_the_face() -> None:
    pose = POSES["neck-turns"]
    body = solved(pose.frames[0].posture)
    shapes = Head(body, LOOKS[pose.look], Scene(pose).camera, facing=True).shapes()
    brows = [shape for shape in shapes if shape.ink is PaintRole.HAIR and len(shape.points) == 6]
    sizes = sorted(
        max(math.dist(point, other) for other in brow.points) for brow in brows for point in brow.points[:1]
    )
    assert sizes[0] < 0.001
    assert sizes[1] > 0.02


def test_a_bun_is_seen_from_the_front_too() -> None:
    (look, *_) = (look for look in LOOKS if look.hair is HairStyle.BUN)
    body = solved(POSES["neck-turns"].frames[1].posture)
    hair = [
        extent([shape])
        for shape in Head(body, look, Camera(90, 0), facing=True).shapes()
        if shape.ink is PaintRole.HAIR and shape.rounds
    ]
    bun, skull = sorted(hair, key=lambda one: one[2] - one[0])
    assert bun[1] < skull[1] - 0.005


def test_each_frame_shows_the_side_of_the_head_that_it_has() -> None:
    """Who bends down away from us looked away before, too."""
    pose = replace(POSES["seated-forward-fold"], camera=(60.0, 50.0))
    scene = Scene(pose)
    covered = []
    for body in film_of(pose)[0]:
        shapes = scene.person(body)
        eyes = max(number for number, shape in enumerate(shapes) if shape.ink is PaintRole.EYE)
        over = [one for one in shapes[eyes:] if one.ink is PaintRole.HAIR and one.rounds]
        covered.append([len(set(one.points)) > 1 for one in over])
    assert covered[0] == [False] * 3  # the skull, the nape and the bun
    assert covered[-1] == [True] * 3
    assert sorted(covered) == covered


@pytest.mark.parametrize("pose", ["wall-angel", "standing-side-bend", "walk-break"])
def test_no_thigh_of_who_stands_rounds_off_on_the_shirt(pose: str) -> None:
    scene = Scene(POSES[pose])
    for frame in POSES[pose].frames:
        dressed = DressedBody(solved(frame.posture), scene.look, scene.camera, PARTS, facing=True)
        hem = min(y for shape in dressed.part("trunk") if shape.ink is PaintRole.TROUSERS for _, y in shape.points)
        for leg in ("leg_r", "leg_l"):
            thighs = [shape for shape in dressed.part(leg) if len(shape.points) == 3]
            assert (
                min(y - width / 2 for one in thighs for (_, y), width in zip(one.points, one.widths, strict=True))
                > hem
            )


@pytest.mark.parametrize("pose", ["standing-side-bend", "standing-side-leg-lift"])
def test_nothing_crosses_the_gap_below_the_crotch(pose: str) -> None:
    scene = Scene(POSES[pose])
    for body in film_of(POSES[pose])[0]:
        trousers = [
            shape
            for shape in DressedBody(body, scene.look, scene.camera, PARTS, facing=True).part("trunk")
            if shape.ink is PaintRole.TROUSERS
        ]
        hips, *_, seat = trousers
        assert extent([seat])[3] < extent([hips])[3]


def test_a_neck_is_of_the_skin_of_the_face_and_goes_into_the_collar() -> None:
    pose = POSES["neck-turns"]
    body = solved(pose.frames[1].posture)
    skin, *_ = (
        shape
        for shape in Head(body, LOOKS[0], Camera(90, 0), facing=True).shapes()
        if shape.ink in (PaintRole.SKIN, PaintRole.SKIN_FAR)
    )
    dressed = DressedBody(body, LOOKS[0], Camera(90, 0), PARTS, facing=True)
    *_, collar = (shape for shape in dressed.part("trunk") if shape.ink is PaintRole.TOP)
    assert skin.ink is PaintRole.SKIN
    assert extent([collar])[1] < extent([skin])[3] < extent([collar])[3]


def test_a_bun_is_seen_from_behind_in_each_frame() -> None:
    """On hair of its own colour by its edge."""
    pose = POSES["shoulder-blade-squeeze"]
    for frame in pose.frames:
        shapes = list(Scene(pose).person(solved(frame.posture)))
        inks = [shape.ink for shape in shapes]
        last = max(number for number, ink in enumerate(inks) if ink is PaintRole.HAIR_RIM)
        assert inks[last + 1] is PaintRole.HAIR
        assert sum(ink is PaintRole.HAIR for ink in inks[:last]) > 2  # the skull is below it


def test_a_sleeve_has_an_edge_on_a_shirt_of_its_colour() -> None:
    pose = POSES["cobra"]
    dressed = DressedBody(solved(pose.frames[-1].posture), LOOKS[pose.look], Scene(pose).camera, PARTS, facing=True)
    *_, edge, sleeve = dressed.part("arm_r")
    assert (edge.ink, sleeve.ink) == (PaintRole.TOP_RIM, PaintRole.TOP)
    wider = [one - other > 0.005 for one, other in zip(edge.widths, sleeve.widths, strict=True)]
    assert wider == [False, True, True]  # not at the shoulder, where it is of one piece with the shirt


@pytest.mark.parametrize(("pose", "frame"), [("heel-raises", 0), ("heel-raises", 1), ("standing-back-extension", 0)])
def test_the_seat_is_one_line_from_the_shirt_to_the_thigh(pose: str, frame: int) -> None:
    """No flap of the trousers below the hem: behind, nothing goes in or out by more than 7 mm on 1 cm."""
    scene, body = Scene(POSES[pose]), solved(POSES[pose].frames[frame].posture)
    dressed = DressedBody(body, scene.look, scene.camera, PARTS, facing=True)
    shapes = [shape for part in ("trunk", "leg_r") for shape in dressed.part(part)]
    hip = scene.camera.seen(body.joints["hip_r"])[1]
    behind = [leftmost(shapes, hip + step / 100) for step in range(-15, 16)]
    assert max(abs(one - other) for one, other in pairwise(behind)) < 0.007


def leftmost(shapes: list[Shape], level: float) -> float:
    """Where areas and lines begin at this level."""
    areas = [
        ax + (bx - ax) * (level - ay) / (by - ay)
        for shape in shapes
        if not shape.widths
        for (ax, ay), (bx, by) in pairwise([*outline(shape), outline(shape)[0]])
        if (ay <= level) != (by <= level)
    ]
    lines = [
        x - math.sqrt((width / 2) ** 2 - (level - y) ** 2)
        for shape in shapes
        if shape.widths
        for (x, y), width in swelled(shape)
        if abs(level - y) < width / 2
    ]
    return min(areas + lines)
