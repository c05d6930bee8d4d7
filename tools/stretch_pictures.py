"""Paints what is painted beforehand, after a change of `poses.toml` or `breakd/figures`.

    .venv/bin/python -m tools.stretch_pictures

`breakd/data/stretch-pictures.zip`, which reminders show, and the contact sheets of `docs/screenshots`.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from breakd.figures import picture_store, poses
from breakd.figures.paint import paint
from breakd.figures.themes import THEMES
from breakd.stretches import catalogue

ROOT = Path(__file__).parents[1]
COLUMNS, SIZE, GAP = 3, 176, 12
CELL = 3 * SIZE + 4 * GAP
"""Wide enough for the three frames of a stretch."""
TITLE, CAPTION = 30, 54
INK = {"light": (34, 40, 52), "dark": (230, 234, 240)}


def sided() -> frozenset[str]:
    """The poses of stretches that are done on each side."""
    return frozenset(stretch.pose for stretch in catalogue.load().stretches.values() if stretch.sides == "both")


def sheet(theme: str) -> Image.Image:
    """Every frame of every stretch with its caption."""
    known = poses.load()
    stretches = [stretch for stretch in catalogue.load().stretches.values() if stretch.pose in known]
    rows, height = -(-len(stretches) // COLUMNS), TITLE + SIZE + CAPTION
    ground = {"light": (232, 232, 228), "dark": (16, 18, 22)}[theme]
    image = Image.new("RGB", (COLUMNS * CELL + GAP, rows * height + GAP), ground)
    pen, ink = ImageDraw.Draw(image), INK[theme]
    for number, stretch in enumerate(stretches):
        left, top = GAP + number % COLUMNS * CELL, GAP + number // COLUMNS * height
        pen.text((left, top), stretch.name, ink, ImageFont.load_default(19))
        for place, frame in enumerate(known[stretch.pose].frames):
            x = left + place * (SIZE + GAP)
            picture = paint(known[stretch.pose], frame, SIZE, theme, ghost=place > 0)
            image.paste(picture, (x, top + TITLE), picture)
            caption = "\n".join(textwrap.wrap(frame.caption, 33))
            pen.text((x, top + TITLE + SIZE + 3), caption, ink, ImageFont.load_default(10.5), spacing=2)
    return image


def main() -> int:
    """Paint all of it; the exit code."""
    archive = picture_store.archive(sided())
    (ROOT / "breakd/data/stretch-pictures.zip").write_bytes(archive)
    for theme in THEMES:
        palette = sheet(theme).quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        palette.save(ROOT / f"docs/screenshots/stretches-{theme}.png", optimize=True)
    print(f"{len(archive) / 1000:.0f} kB of pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
