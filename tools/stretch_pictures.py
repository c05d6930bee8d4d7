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
COLOURS = 256
"""Of a sheet: with fewer, dark sleeves of several shirts become one grey."""
LINE, FINE = 33, 4
"""Letters to a line of a caption, and how much larger it is drawn first."""
GROUND = {"light": (232, 232, 228), "dark": (16, 18, 22)}
INK = {"light": (34, 40, 52), "dark": (230, 234, 240)}


def sided() -> frozenset[str]:
    """The poses of stretches that are done on each side."""
    return frozenset(stretch.pose for stretch in catalogue.load().stretches.values() if stretch.sides == "both")


def sheet(theme: str) -> Image.Image:
    """Every frame of every stretch with its caption."""
    known = poses.load()
    stretches = catalogue.load().stretches.values()
    rows, height = -(-len(stretches) // COLUMNS), TITLE + SIZE + CAPTION
    image = Image.new("RGB", (COLUMNS * CELL + GAP, rows * height + GAP), GROUND[theme])
    ink = INK[theme]
    for number, stretch in enumerate(stretches):
        left, top = GAP + number % COLUMNS * CELL, GAP + number // COLUMNS * height
        image.paste(ink, (left, top), written(stretch.name, 19))
        for place, frame in enumerate(known[stretch.pose].frames):
            x = left + place * (SIZE + GAP)
            picture = paint(known[stretch.pose], frame, SIZE, theme, ghost=place > 0)
            image.paste(picture, (x, top + TITLE), picture)
            words = written(balanced(frame.caption), 11)
            image.paste(ink, (x, top + TITLE + SIZE + 3), words)
    return image


def balanced(caption: str) -> str:
    """In as few lines as it takes, and these about as long as each other: no word stands alone."""
    lines = textwrap.wrap(caption, LINE)
    narrow = next(width for width in range(1, LINE + 1) if len(textwrap.wrap(caption, width)) <= len(lines))
    return "\n".join(textwrap.wrap(caption, narrow))


def written(text: str, size: int) -> Image.Image:
    """The mask of a text, drawn large and scaled down: small letters stand a whole pixel too near or far."""
    font = ImageFont.load_default(size * FINE)
    box = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font, spacing=2 * FINE)
    width, height = (-(-int(edge) // FINE) + 1 for edge in box[2:])
    mask = Image.new("L", (width * FINE, height * FINE))
    ImageDraw.Draw(mask).text((0, 0), text, 255, font, spacing=2 * FINE)
    return mask.resize((width, height), Image.Resampling.BOX)


def main() -> int:
    """Paint all of it; the exit code."""
    archive = picture_store.archive(sided())
    (ROOT / "breakd/data/stretch-pictures.zip").write_bytes(archive)
    for theme in THEMES:
        palette = sheet(theme).quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
        palette.save(ROOT / f"docs/screenshots/stretches-{theme}.png", optimize=True)
    print(f"{len(archive) / 1000:.0f} kB of pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
