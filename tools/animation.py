"""Paints docs/screenshots/stretch.webp, the moving picture of the README, from the real poses.

    .venv/bin/python -m tools.animation [STRETCH]

One stretch as the guide shows it: the figure moves, holds where it should pull, and goes back.
"""

from __future__ import annotations

import math
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from breakd.figures import poses
from breakd.figures.film import frames_of
from breakd.figures.paint import paint
from breakd.figures.poses import KeyFrame, Pose
from breakd.figures.shapes import PaintRole
from breakd.figures.themes import THEMES
from breakd.stretches import catalogue

FILE = Path(__file__).parents[1] / "docs/screenshots/stretch.webp"
STRETCH, THEME = "seated-hamstring-stretch", "light"
SIZE, WORDS = 340, 92
"""Pixels of the figure, and of the words below it."""
FRAME_MS = 80
MOVES, RESTS, HOLDS = 16, 10, 22
"""Pictures for a way from one key frame to the next, before it begins, and where it is held."""


def pictures(pose: Pose, name: str) -> Iterator[Image.Image]:
    """There and back."""
    film, keys = frames_of(pose)
    last = keys[-1]
    for share in (*[0.0] * RESTS, *_eased(), *[1.0] * HOLDS, *reversed(_eased())):
        place = share * last
        before = math.floor(place)
        joints = film[before] if before == last else _between(film[before], film[before + 1], place - before)
        there = share > 0.5
        key = pose.frames[-1] if there else pose.frames[0]
        yield _page(paint(pose, KeyFrame(key.role, key.caption, joints, key.feel), SIZE, THEME), name, key.caption)


def _eased() -> list[float]:
    return [(1 - math.cos(math.pi * number / MOVES)) / 2 for number in range(1, MOVES)]


def _between(one: poses.Joints, other: poses.Joints, share: float) -> poses.Joints:
    return {
        name: tuple(a + (b - a) * share for a, b in zip(one[name], other[name], strict=True))  # type: ignore[misc]
        for name in one
    }


def _page(figure: Image.Image, name: str, sentence: str) -> Image.Image:
    paper, ink = THEMES[THEME][PaintRole.PAPER].rgb, THEMES[THEME][PaintRole.NEAR].rgb
    page = Image.new("RGB", (SIZE, SIZE + WORDS), paper)
    page.paste(figure, mask=figure)
    pen = ImageDraw.Draw(page)
    pen.text((SIZE / 2, SIZE + 4), name, ink, ImageFont.load_default(20), anchor="ma")
    lines = "\n".join(textwrap.wrap(sentence, 34))
    pen.multiline_text((SIZE / 2, SIZE + 36), lines, ink, ImageFont.load_default(15), anchor="ma", align="center")
    return page


def main(words: Sequence[str]) -> int:
    """Paint it; the exit code."""
    stretch = catalogue.load().stretches[words[0] if words else STRETCH]
    first, *rest = pictures(poses.load()[stretch.pose], stretch.name)
    first.save(FILE, save_all=True, append_images=rest, duration=FRAME_MS, loop=0, quality=70, method=6)
    print(f"{FILE.stat().st_size / 1000:.0f} kB, {len(rest) + 1} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
