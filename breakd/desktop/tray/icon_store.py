"""The faces ready drawn, in the form that panels take: ARGB, 32 bits a pixel, network byte order.

They are drawn when the program is built, not when it runs: Pillow would cost the daemon 3.5 MiB for a picture that
changes eight times in half an hour. After a change in `icon.py`: `python -m breakd.desktop.tray.icon_store`.
"""

from __future__ import annotations

import io
from pathlib import Path

from breakd.system.archive import member

from .icon import DISC, SIZES, VARIANTS, IconVariant, app_icon, draw

Pixmap = tuple[int, int, bytes]
"""Width, height and pixels, as `IconPixmap` of the StatusNotifierItem specification wants them."""

_DATA = Path(__file__).parents[2] / "data"
_ARCHIVE = _DATA / "tray-icons.zip"
_APP_ICON = _DATA / "app-icon.png"
APP_ICON_SIZE = 64
"""Pixels of the icon in the head of a notification; servers scale it down."""
PLAIN_SIZE = 22


def load(variant: IconVariant) -> tuple[Pixmap, ...]:
    """The face in every size. Raises OSError if the installation is damaged."""
    found = member(_ARCHIVE, _name(variant))
    if found is None:
        raise FileNotFoundError(f"{_ARCHIVE.name} lacks {_name(variant)}")
    pixels = found[1]
    pixmaps, start = [], 0
    for size in SIZES:
        end = start + 4 * size * size
        pixmaps.append((size, size, pixels[start:end]))
        start = end
    return tuple(pixmaps)


def plain() -> tuple[Pixmap, ...]:
    """A disc without a figure, for an installation that has lost its pictures: it needs neither files nor a theme."""
    within = range(1 - PLAIN_SIZE, PLAIN_SIZE, 2)
    inside, outside = bytes((255, *DISC)), bytes(4)
    pixels = (inside if x * x + y * y <= PLAIN_SIZE**2 else outside for y in within for x in within)
    return ((PLAIN_SIZE, PLAIN_SIZE, b"".join(pixels)),)


def archive() -> bytes:
    """All faces, drawn now: one member a face, its sizes one after the other."""
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for variant in VARIANTS:
            # ZipInfo without a date is 1980 for ever: the same pictures make the same file
            face = zipfile.ZipInfo(_name(variant))
            face.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(face, b"".join(argb(variant, size) for size in SIZES))
    return buffer.getvalue()


def app_icon_png() -> bytes:
    """The program's own icon, drawn now."""
    file = io.BytesIO()
    app_icon(APP_ICON_SIZE).save(file, "PNG", optimize=True)
    return file.getvalue()


def argb(variant: IconVariant, size: int) -> bytes:
    """One face in one size, drawn now."""
    from PIL import Image

    red, green, blue, alpha = draw(variant, size).split()
    return Image.merge("RGBA", (alpha, red, green, blue)).tobytes()


def _name(variant: IconVariant) -> str:
    return f"{variant.state.value}-{variant.step}"


if __name__ == "__main__":
    _ARCHIVE.write_bytes(archive())
    _APP_ICON.write_bytes(app_icon_png())
