"""The painted pictures: as the poses want them, and found by whoever shows a reminder."""

from __future__ import annotations

import io
import stat
import subprocess
import sys
import tomllib
import zipfile
from importlib.resources import files
from itertools import combinations, product
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from breakd.figures import picture_store, poses
from breakd.figures.paint import paint
from breakd.figures.shapes import PaintRole
from breakd.figures.themes import THEMES
from breakd.system import paths
from tools.stretch_pictures import sided

POSES = poses.load()
HALF = picture_store.SIZE // 2
"""They are compared at half their size."""
APART = 10
"""Pictures that differ by less, in steps of 256, look alike."""
SAME = 5.5
"""A palette of 64 colours does that much, in steps of 256; an arrow that is missing twice as much."""


def sides(id: str) -> tuple[str, ...]:
    """Of which a pose has a picture."""
    return ("left", "right") if id in sided() else ("",)


def stored(member: str) -> Image.Image:
    with zipfile.ZipFile(str(files("breakd") / "data" / "stretch-pictures.zip")) as archive:
        return Image.open(io.BytesIO(archive.read(member))).convert("RGBA")


def difference(one: Image.Image, other: Image.Image) -> float:
    """Of what is seen on a grey ground; the colour of a transparent corner is none."""
    seen = []
    for image in (one, other):
        ground = Image.new("RGBA", image.size, (128, 128, 128, 255))
        ground.alpha_composite(image)
        seen.append(ground.convert("RGB").resize((HALF, HALF), Image.Resampling.BOX))
    return max(ImageStat.Stat(ImageChops.difference(*seen)).rms)


@pytest.mark.parametrize("id", POSES)
def test_the_stored_pictures_are_those_of_the_poses(id: str) -> None:
    """If it fails: python -m tools.stretch_pictures."""
    pose = POSES[id]
    for side in sides(id):
        for dark, theme in ((False, "light"), (True, "dark")):
            mirror = pose.is_mirrored(side)
            anew = paint(pose, pose.frames[pose.shown], HALF, theme, mirror=mirror, ghost=True)
            picture = stored(picture_store.name(id, side, dark=dark))
            assert picture.size == (picture_store.SIZE,) * 2
            assert difference(picture, anew) < SAME
        mirror, size = pose.is_mirrored(side), picture_store.CLOSE_SIZE
        anew = paint(pose, pose.frames[pose.shown], size, "dark", mirror=mirror, small=True)
        assert difference(stored(picture_store.close_name(id, side)), anew) < SAME


@pytest.mark.parametrize("id", POSES)
def test_the_figure_fills_its_small_picture(id: str) -> None:
    """GNOME gives it 32 pixels."""
    picture = stored(picture_store.close_name(id, sides(id)[0]))
    paper = Image.new("RGB", picture.size, THEMES["dark"][PaintRole.PAPER].rgb)
    seen = (
        ImageChops.difference(picture.convert("RGB"), paper)
        .convert("L")
        .point(lambda value: 255 if value > 24 else 0)
    )
    edge, side = round(0.12 * picture_store.CLOSE_SIZE), picture_store.CLOSE_SIZE
    for x, y in product((0, side - edge), repeat=2):  # the round corners have no colour
        seen.paste(0, (x, y, x + edge, y + edge))
    left, top, right, bottom = seen.getbbox() or (0, 0, 0, 0)
    assert max(right - left, bottom - top) > 0.8 * picture_store.CLOSE_SIZE


def test_five_stretches_are_told_apart_at_32_pixels() -> None:
    """And any other two."""
    small = {id: stored(picture_store.close_name(id, sides(id)[0])).resize((32, 32)) for id in POSES}
    alike = [
        (one, other) for one, other in combinations(small, 2) if difference(small[one], small[other]) < APART
    ]  # fmt: skip
    assert alike == []


def test_a_missing_arrow_would_be_noticed() -> None:
    raw = tomllib.loads(poses.text())
    del raw["pose"]["cobra"]["arrows"]
    one, other = (
        paint(known["cobra"], known["cobra"].frames[-1], 128, "light") for known in (POSES, poses.build(raw))
    )
    assert difference(one, other) > SAME


def test_all_of_them_are_there_and_no_other() -> None:
    wanted = {
        picture_store.name(id, side, dark=dark) for id in POSES for side in sides(id) for dark in (False, True)
    } | {picture_store.close_name(id, side) for id in POSES for side in sides(id)}
    with zipfile.ZipFile(str(files("breakd") / "data" / "stretch-pictures.zip")) as archive:
        assert set(archive.namelist()) == wanted


def test_a_picture_is_unpacked_once_and_for_the_person_only() -> None:
    file = picture_store.cached("cobra", "", dark=False)
    assert file is not None
    assert file.parent == paths.cache_dir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert file.read_bytes().startswith(b"\x89PNG")
    before = file.stat().st_ino
    assert picture_store.cached("cobra", "", dark=False) == file
    assert file.stat().st_ino == before
    assert list(file.parent.iterdir()) == [file]


def test_a_newer_picture_replaces_the_one_before() -> None:
    folder = paths.made(paths.cache_dir())
    (folder / "cobra-light-2x-00000000.png").write_bytes(b"old")
    (folder / "cobra-light-1x-00000000.png").write_bytes(b"another scale")
    file = picture_store.cached("cobra", "", dark=False)
    assert {one.name for one in folder.iterdir()} == {file.name if file else "", "cobra-light-1x-00000000.png"}


def test_each_side_has_its_own() -> None:
    left, right = (picture_store.cached("seated-hamstring-stretch", side, dark=True) for side in ("left", "right"))
    assert left
    assert right
    assert left.read_bytes() != right.read_bytes()
    mirror = Image.open(left).convert("RGBA").transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert difference(mirror, Image.open(right).convert("RGBA")) < 6


@pytest.mark.parametrize(("pose", "side"), [("cobra", "left"), ("seated-hamstring-stretch", "")])
def test_a_pose_without_this_side_gives_the_picture_it_has(pose: str, side: str) -> None:
    assert picture_store.cached(pose, side, dark=False)


def test_a_movement_of_ones_own_may_have_none() -> None:
    assert picture_store.cached("my-own", "", dark=False) is None


def test_a_file_where_the_cache_should_be_is_told(own_home: Path) -> None:
    (own_home / ".cache").write_text("")
    with pytest.raises(OSError, match="cache"):
        picture_store.cached("cobra", "", dark=False)


def test_the_daemon_finds_a_picture_without_pillow_and_without_the_poses() -> None:
    code = (
        "import sys; from breakd.figures import picture_store; picture_store.cached('cobra', '', dark=True);"
        "print(' '.join(sorted(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"PIL", "breakd.figures.poses", "hashlib"}.isdisjoint(loaded)
