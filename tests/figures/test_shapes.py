"""The shapes: the same for every instant of a film; the other side is a mirror; what is seen stands out."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image

from breakd.figures import poses
from breakd.figures.body import beside_joint, solved
from breakd.figures.film import film_of
from breakd.figures.looks import LOOKS, Look
from breakd.figures.paint import paint
from breakd.figures.poses import Pose
from breakd.figures.scene import Scene
from breakd.figures.shapes import Ball, Camera, PaintRole, Shape, extent, mirrored, outline, swelled
from breakd.figures.themes import THEMES, Colour, inks
from breakd.figures.vectors import WORLD, Vector, add, between
from breakd.web.figure import figure

POSES = poses.load()
ALL = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)


@ALL
def test_a_page_can_slide_from_any_instant_to_the_next(pose: Pose) -> None:
    scene, (row, _) = Scene(pose), film_of(pose)
    shapes = {
        tuple(
            (shape.ink, len(shape.points), len(shape.rounds), shape.widths, shape.soft)
            for shape in scene.person(body)
        )
        for body in row[::4]
    }
    assert len(shapes) == 1


@ALL
def test_the_mirror_of_the_mirror_is_the_picture(pose: Pose) -> None:
    scene, frame = Scene(pose), pose.frames[-1]
    person = scene.person(solved(frame.posture))
    shapes = (
        *scene.things(front=False), *person, *scene.things(front=True), *scene.glow(frame), *scene.arrows(frame),
    )  # fmt: skip
    assert mirrored(shapes) != shapes
    assert mirrored(mirrored(shapes)) == shapes


@ALL
def test_the_picture_holds_the_person_unless_its_file_says_what_it_shows(pose: Pose) -> None:
    scene = Scene(pose)
    if pose.crop:
        return
    x0, y0, x1, y1 = scene.crop
    for frame in pose.frames:
        left, top, right, bottom = extent([*scene.person(solved(frame.posture)), *scene.arrows(frame)])
        assert x0 <= left
        assert y0 <= top
        assert right <= x1
        assert bottom <= y1


def test_marks_belong_to_their_frame() -> None:
    pose = POSES["shoulder-blade-squeeze"]
    scene = Scene(pose)
    assert (*scene.glow(pose.frames[0]), *scene.arrows(pose.frames[0])) == ()
    assert [shape.ink for shape in scene.glow(pose.frames[1])] == [PaintRole.FEEL]
    assert [shape.ink for shape in scene.arrows(pose.frames[1])] == [PaintRole.ARROW] * 4


def test_an_arrow_of_three_places_is_a_bow_through_them() -> None:
    raw = tomllib.loads(poses.text())
    raw["pose"]["cobra"]["arrows"] = [{"frame": "end", "from": [0, 0, 0], "by": [0.3, 0, 0.3], "to": [0.6, 0, 0]}]
    raw["pose"]["cobra"] |= {"camera": [0, 0], "crop": [-0.6, -0.6, 0.6, 0.6]}
    pose = poses.build(raw)["cobra"]
    shaft, head = Scene(pose).arrows(pose.frames[-1])
    assert shaft.points[0] == (0.0, 0.0)
    assert head.points[0] == pytest.approx((0.6, 0.0))
    assert min(y for _, y in shaft.points) == pytest.approx(-0.3)
    x, y = shaft.points[-1]
    assert math.dist((x, y), head.points[0]) == pytest.approx(0.085)
    assert y < -0.05  # it comes down to its tip


def test_a_frame_says_where_a_thumb_points() -> None:
    hand = POSES["cobra"].frames[-1].posture
    for sign in (1.0, -1.0):
        turned = replace(hand, hints=hand.hints | {"thumb_r": (0.0, sign, 0.0)})
        body = solved(turned)
        assert sign * (body.joints["thumb_r"][1] - body.joints["wrist_r"][1]) > 0.05


def test_a_breath_that_is_the_exercise_widens_the_ribs_and_moves_no_bone() -> None:
    pose = replace(POSES["tall-sit-breathing"], camera=(90.0, 0.0))
    bodies = [solved(replace(pose.frames[0].posture, air=air)) for air in (0.0, 1.0)]
    assert bodies[0].joints == bodies[1].joints
    trunks = [[one for one in Scene(pose).person(body) if one.ink is PaintRole.TOP] for body in bodies]
    widths = [[x1 - x0 for x0, _, x1, _ in (extent([one]) for one in trunk)] for trunk in trunks]
    assert max(after - before for before, after in zip(*widths, strict=True)) > 0.03


def test_a_breath_in_moves_the_chest_forwards_and_nothing_else() -> None:
    pose = replace(POSES["tall-sit-breathing"], camera=(0.0, 0.0))
    scene, body = Scene(pose), solved(pose.frames[-1].posture)
    usual, full = scene.person(body), scene.person(body, full=True)
    changed = [(one, other) for one, other in zip(usual, full, strict=True) if one != other]
    assert {one.ink for one, _ in changed} == {PaintRole.TOP}
    assert max(x for _, other in changed for x, _ in other.points) > max(
        x for one, _ in changed for x, _ in one.points
    )


def test_a_ball_is_an_ellipse_from_every_side() -> None:
    ball = Ball((0.0, 0.0, 1.0), WORLD, (0.3, 0.2, 0.1))
    for turn, height, wide, high in ((0, 0, 0.3, 0.1), (90, 0, 0.2, 0.1), (0, 90, 0.3, 0.2)):
        x0, y0, x1, y1 = extent([Camera(turn, height).hull(PaintRole.TOP, [ball])])
        assert x1 - x0 == pytest.approx(2 * wide)
        assert y1 - y0 == pytest.approx(2 * high)


def test_what_is_round_has_no_corner_that_is_seen() -> None:
    ball = Ball((0.0, 0.0, 1.0), WORLD, (0.1, 0.1, 0.1))
    corners = outline(Camera(0, 0).hull(PaintRole.TOP, [ball]))
    for (x1, y1), (x2, y2) in pairwise(corners):
        assert (
            0.1 - math.hypot((x1 + x2) / 2, (y1 + y2) / 2 + 1.0) < 0.00025
        )  # of a head: half a pixel at 2000 pixels


def test_the_skin_of_a_mirrored_ball_is_the_mirror_of_its_skin() -> None:
    shape = Camera(20, 30).hull(PaintRole.TOP, [Ball((0.1, 0.2, 1.0), WORLD, (0.3, 0.2, 0.1))])
    (other,) = mirrored([shape])
    assert extent([replace(other, points=outline(other))]) == pytest.approx(extent([other]), abs=0.002)
    ways = sorted(outline(other)), sorted((-x, y) for x, y in outline(shape))
    for one, two in zip(*ways, strict=True):
        assert one == pytest.approx(two)


def test_a_soft_area_stays_within_its_corners_and_has_none() -> None:
    square = Shape(PaintRole.SKIN, ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)), soft=True)
    curve = outline(square)
    assert extent([Shape(PaintRole.SKIN, curve)]) == pytest.approx((0.0, 0.0, 1.0, 1.0))
    assert not set(curve) & set(square.points)


def test_a_limb_swells_in_a_curve_and_is_as_wide_as_said_at_its_points() -> None:
    limb = Shape(PaintRole.SKIN, ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0)), (0.1, 0.2, 0.1))
    widths = {x: width for (x, _), width in swelled(limb)}
    assert (widths[0.0], widths[1.0], widths[2.0]) == pytest.approx((0.1, 0.2, 0.1))
    assert widths[0.5] == pytest.approx(0.15)
    assert widths[0.75] > 0.175  # rounder than two straight sides
    straight = Shape(PaintRole.WOOD, ((0.0, 0.0), (1.0, 0.0)), (0.1, 0.2))
    assert swelled(straight) == (((0.0, 0.0), 0.1), ((1.0, 0.0), 0.2))


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: Colour) -> float:
        parts = [part / 255 for part in colour.rgb]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_glow_bleaches_no_arm_that_is_before_it() -> None:
    pose = POSES["legs-on-chair-rest"]
    scene, frame = Scene(pose), pose.frames[-1]
    body, size = solved(frame.posture), 200
    x0, y0, x1, y1 = scene.crop
    side = max(x1 - x0, y1 - y0)
    plain, glowing = (paint(pose, frame, size, "light", marks=marks).convert("RGB") for marks in (False, True))

    def seen(place: Vector) -> tuple[tuple[int, ...], ...]:
        x, y = scene.camera.seen(place)
        at = (round((x - (x0 + x1 - side) / 2) * size / side), round((y - (y0 + y1 - side) / 2) * size / side))
        return tuple(pixels(image)[at[0] + size * at[1]] for image in (plain, glowing))

    before, after = seen(between(body.joints["elbow_r"], body.joints["wrist_r"], 0.3))
    assert before == after == LOOKS[pose.look].skin
    spot = frame.feel[0]
    before, after = seen(add(beside_joint(body, body.joints, (spot.joint, spot.beside)), (0.0, 0.0, 0.03)))
    assert math.dist(before, after) > 60  # and the glow itself is still there


@ALL
def test_only_arms_lie_over_a_glow_and_only_where_one_is(pose: Pose) -> None:
    scene = Scene(pose)
    arms = {
        PaintRole.SKIN,
        PaintRole.SKIN_FAR,
        PaintRole.SKIN_RIM,
        PaintRole.TOP,
        PaintRole.TOP_FAR,
        PaintRole.TOP_RIM,
    }
    for frame, over in zip(pose.frames, figure(pose)["over"], strict=True):
        person = scene.person(solved(frame.posture))
        assert {person[number].ink for number in over} <= arms
        assert not over or (frame.feel and not pose.behind)


@pytest.mark.parametrize("id", ["seated-sciatic-slider", "cobra"])
def test_an_arm_behind_the_leg_that_glows_and_a_sleeve_before_the_back_are_not_over_it(id: str) -> None:
    pose = POSES[id]
    assert Scene(pose).over(pose.frames[-1]) == ()


@pytest.mark.parametrize(
    ("id", "ghosts"),
    [
        ("sphinx", [None, 0]),
        ("neck-turns", [1, None, 1]),  # from the middle to each side
        ("seated-buttock-squeeze", [None, None]),  # a few centimetres only blur
        ("walk-break", [None, None, None]),
    ],
)
def test_a_picture_and_a_page_show_the_same_ghosts(id: str, ghosts: list[int | None]) -> None:
    pose = POSES[id]
    assert [Scene(pose).ghost(number) for number in range(len(pose.frames))] == ghosts
    sent = figure(pose)
    assert sent["ghosts"] == [None if ghost is None else sent["keys"][ghost] for ghost in ghosts]
    behind = [shape["ink"] for shape in sent["still"]]
    assert set(behind[: sent["backdrop"]]) <= {"floor", "wall", "skirting"}
    assert not {"floor", "wall", "skirting"} & set(behind[sent["backdrop"] : sent["backdrop"] + 1])
    for frame, ghost in zip(pose.frames, ghosts, strict=True):
        one, other = (paint(pose, frame, 64, "dark", ghost=shown).tobytes() for shown in (False, True))
        assert (one != other) is (ghost is not None), frame.role


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("id", ["prone-lying", "heel-slide-lying"])
def test_nothing_faint_is_seen_through_a_mat(id: str, theme: str) -> None:
    pose = POSES[id]
    plain, ghostly = (paint(pose, pose.frames[-1], 96, theme, ghost=ghost).convert("RGB") for ghost in (False, True))
    mat = inks(theme, LOOKS[pose.look])[PaintRole.MAT].rgb
    assert plain.tobytes() != ghostly.tobytes()
    seen = [(one, other) for one, other in zip(pixels(plain), pixels(ghostly), strict=True) if mat in (one, other)]
    assert len(seen) > 96
    assert all(one == other for one, other in seen)


def pixels(image: Image.Image) -> list[tuple[int, ...]]:
    raw = image.tobytes()
    return [tuple(raw[at : at + 3]) for at in range(0, len(raw), 3)]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("look", LOOKS)
def test_the_ring_of_the_glow_is_seen_on_every_garment(theme: str, look: Look) -> None:
    colours = inks(theme, look)
    for garment in (PaintRole.TOP, PaintRole.TROUSERS, PaintRole.FEEL):
        assert contrast(colours[PaintRole.FEEL_RING], colours[garment]) > 1.4, garment


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("look", LOOKS)
def test_everybody_stands_out_in_each_theme(theme: str, look: Look) -> None:
    colours = inks(theme, look)
    assert set(colours) == set(PaintRole)
    paper = colours[PaintRole.PAPER]
    # WCAG 1.4.11: what must be seen to understand a picture has 3 to 1
    assert contrast(colours[PaintRole.ARROW], paper) > 3
    assert contrast(colours[PaintRole.WOOD_DARK], paper) > 2
    # a limb is set off by itself or by its edge, and so is an arm before the shirt
    for near, rim in (("SKIN", "SKIN_RIM"), ("TOP", "TOP_RIM"), ("TROUSERS", "TROUSERS_RIM")):
        assert max(contrast(colours[PaintRole[one]], paper) for one in (near, rim)) > 1.9, near
    assert max(contrast(colours[PaintRole[one]], paper) for one in ("HAIR", "HAIR_RIM")) > 3
    assert contrast(colours[PaintRole.HAIR], colours[PaintRole.SKIN]) > 1.8  # nobody looks bald
    assert math.dist(colours[PaintRole.TOP].rgb, colours[PaintRole.TROUSERS].rgb) > 30
    assert math.dist(colours[PaintRole.SKIN].rgb, colours[PaintRole.TOP].rgb) > 60
