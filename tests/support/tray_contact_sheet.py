"""Draws docs/screenshots/tray-icons.png: every face on a dark and a light panel, for whoever changes `icon.py`.

`python -m tests.support.tray_contact_sheet`
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from breakd.desktop.tray.icon import FILLS, STEPS, IconState, IconVariant, draw

PANELS = {"dark": (48, 48, 48), "light": (240, 240, 240)}
NAMES, HALF, ROW, HEAD = 150, 485, 62, 34
BIG, SMALL, GAP = 48, 22, 9


def sheet() -> Image.Image:
    """Names on the left, then both panels with 48 and 22 pixels."""
    image = Image.new("RGB", (NAMES + 2 * HALF, HEAD + ROW * len(IconState)), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(15)
    for row, state in enumerate(IconState):
        pen.text((10, HEAD + row * ROW + 20), state.value, "black", font)
    for column, (name, colour) in enumerate(PANELS.items()):
        left = NAMES + column * HALF
        pen.rectangle((left, 0, left + HALF, image.height), colour)
        pen.text((left + 14, 8), f"{name} panel, {BIG} and {SMALL} px", "white" if name == "dark" else "black", font)
        for row, state in enumerate(IconState):
            _faces(image, left + 14, HEAD + row * ROW, state)
    return image


def _faces(image: Image.Image, x: int, y: int, state: IconState) -> None:
    steps = range(0, STEPS + 1, 2) if state in FILLS else (STEPS,)
    for size in (BIG, SMALL):
        for place, step in enumerate(steps):
            icon = draw(IconVariant(step, state), size)
            image.paste(icon, (x + place * (size + GAP), y + (ROW - size) // 2), icon)
        x += 5 * (size + GAP) + GAP


if __name__ == "__main__":
    sheet().save(Path(__file__).parents[2] / "docs/screenshots/tray-icons.png", optimize=True)
