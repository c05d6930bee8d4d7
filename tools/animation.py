"""Paints docs/screenshots/stretch.webp, the moving picture of the README, from the real poses.

    .venv/bin/python -m tools.animation [STRETCH]

One stretch as the guide shows it: the figure moves, breathes where it should pull, blinks, and goes back.
"""

from __future__ import annotations

import math
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from breakd.figures import poses
from breakd.figures.film import film_of
from breakd.figures.paint import paint
from breakd.figures.poses import Pose
from breakd.figures.shapes import PaintRole
from breakd.figures.themes import THEMES
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

FILE = Path(__file__).parents[1] / "docs/screenshots/stretch.webp"
STRETCH, THEME, INK, GLOW = "seated-hamstring-stretch", "light", (34, 40, 52), (186, 70, 10)
SIZE, WORDS = 340, 92
"""Pixels of the figure, and of the words below it."""
FRAME_MS = 90
RESTS, HOLDS = 10, 26
"""Pictures before it begins, and where it is held."""


def pictures(pose: Pose, stretch: Stretch) -> Iterator[Image.Image]:
    """There and back: each instant of the film once, held in between."""
    film, keys = film_of(pose)
    last = keys[-1]
    there = [round(last * (1 - math.cos(math.pi * number / last)) / 2) for number in range(1, last)]
    way = [(0, False)] * RESTS + [(one, False) for one in there]
    way += [(last, number % HOLDS > HOLDS // 2) for number in range(HOLDS)] + [
        (one, False) for one in reversed(there)
    ]
    feel = stretch.feel.format(side="right", other="left") if stretch.feel else ""
    for instant, full in way:
        arrived = instant > 0.7 * last
        frame = pose.frames[-1] if arrived else pose.frames[0]
        figure = paint(pose, frame, SIZE, THEME, body=film[instant], full=full, marks=arrived)
        yield _page(figure, stretch.name, frame.caption, feel if arrived else "")


def _page(figure: Image.Image, name: str, sentence: str, feel: str) -> Image.Image:
    page = Image.new("RGB", (SIZE, SIZE + WORDS), THEMES[THEME][PaintRole.PAPER].rgb)
    page.paste(figure, mask=figure)
    pen = ImageDraw.Draw(page)
    pen.multiline_text((8, 8), "\n".join(textwrap.wrap(feel, 18)), GLOW, ImageFont.load_default(14))
    pen.text((SIZE / 2, SIZE + 4), name, INK, ImageFont.load_default(20), anchor="ma")
    lines = "\n".join(textwrap.wrap(sentence, 34))
    pen.multiline_text((SIZE / 2, SIZE + 36), lines, INK, ImageFont.load_default(15), anchor="ma", align="center")
    return page


def main(words: Sequence[str]) -> int:
    """Paint it; the exit code."""
    stretch = catalogue.load().stretches[words[0] if words else STRETCH]
    first, *rest = pictures(poses.load()[stretch.pose], stretch)
    first.save(FILE, save_all=True, append_images=rest, duration=FRAME_MS, loop=0, quality=70, method=6)
    print(f"{FILE.stat().st_size / 1000:.0f} kB, {len(rest) + 1} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
