"""The pictures ready painted, one PNG for each stretch, side and theme, and their way to the program that shows
them.

They are painted when the program is built (decision 0110). A notification server wants a file, so the one that is
shown is unpacked into the cache, under a name that holds a sum of its contents: a newer picture is another file, and
servers that keep pictures by their path never show an old one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from breakd.system import paths
from breakd.system.archive import member
from breakd.system.files import write_whole

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE = 256
"""Pixels: what servers show is 48 to 128, and a fine screen has two for each."""
CLOSE, CLOSE_SIZE = "close", 96
"""What a picture of 32 or 48 pixels is taken from: the working part, and dark, for so is what shows it."""
COLOURS = 64
"""Of a palette: the edges stay even, and a picture takes 1 to 4 kB."""
SIDES = ("", "left", "right")
"""The working side; a stretch without sides has one picture, without a word for it."""

_ARCHIVE = Path(__file__).parents[1] / "data" / "stretch-pictures.zip"


def cached(pose: str, side: str, *, dark: bool, close: bool = False) -> Path | None:
    """The picture of a pose as a file in the cache, or the `close` one; None if there is none of that pose.

    A pose that has no picture of this side gives the one it has. Raises OSError if the cache cannot be written or the
    installation is damaged.
    """
    names = (close_name(pose, one) if close else name(pose, one, dark=dark) for one in (side, *SIDES))
    found = member(_ARCHIVE, *names)
    if found is None:
        return None
    stem, picture = found[0].removesuffix(".png"), found[1]
    folder = paths.own(paths.cache_dir())
    target = folder / f"{stem}-{crc32(picture):08x}.png"
    if not target.exists():
        write_whole(target, picture)  # a server may read while we write
        _remove_others(folder, stem, target)
    return target


def picture(pose: str, side: str, *, dark: bool) -> bytes | None:
    """The picture itself, a PNG; None if there is none of that pose. Raises OSError for a damaged installation."""
    found = member(_ARCHIVE, *(name(pose, one, dark=dark) for one in (side, *SIDES)))
    return found[1] if found is not None else None


def name(pose: str, side: str, *, dark: bool) -> str:
    """What a picture is called in the archive."""
    words = (pose, side, "dark" if dark else "light")
    return "-".join(word for word in words if word) + "-2x.png"


def close_name(pose: str, side: str) -> str:
    """What a close picture is called in the archive."""
    return "-".join(word for word in (pose, side, CLOSE) if word) + ".png"


def _remove_others(folder: Path, stem: str, newest: Path) -> None:
    for file in folder.glob(f"{stem}-*.png"):
        if file != newest:
            with suppress(OSError):
                file.unlink()


# --- when the program is built --------------------------------------------------------------------


def archive(sided: frozenset[str]) -> bytes:
    """Every picture, painted now; poses in `sided` for both sides."""
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as out:
        for one, picture in painted(sided):
            # ZipInfo without a date is 1980 for ever: the same pictures make the same file
            out.writestr(zipfile.ZipInfo(one), picture)
    return buffer.getvalue()


def painted(sided: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Each picture's name and PNG: the frame that is shown where one picture has to do."""
    from .paint import paint
    from .poses import load

    for pose in load().values():
        shown = pose.frames[pose.shown]
        for side in ("left", "right") if pose.id in sided else ("",):
            for dark in (False, True):
                theme = "dark" if dark else "light"
                image = paint(pose, shown, SIZE, theme, mirror=pose.is_mirrored(side), ghost=True)
                yield name(pose.id, side, dark=dark), _png(image)
            image = paint(pose, shown, CLOSE_SIZE, "dark", mirror=pose.is_mirrored(side), small=True)
            yield close_name(pose.id, side), _png(image)


def _png(image: Image) -> bytes:
    from PIL.Image import Quantize

    file = io.BytesIO()
    image.quantize(COLOURS, Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return file.getvalue()
