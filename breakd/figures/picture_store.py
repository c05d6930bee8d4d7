"""The pictures ready painted, one PNG for each stretch, side, theme and scale, and their way to the program that
shows them.

They are painted when the program is built (decision 0110). A notification server wants a file, so the one that is
shown is unpacked into the cache, under a name that holds a sum of its contents: a newer picture is another file, and
servers that keep pictures by their path never show an old one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from breakd.system import paths
from breakd.system.files import write_whole

SIZE = 128
"""Pixels at scale 1: what servers show is 48 to 128."""
SCALES = (1, 2)
COLOURS = 64
"""Of a palette: the edges stay even, and a picture takes 1 to 4 kB."""
SIDES = ("", "left", "right")
"""The working side; a stretch without sides has one picture, without a word for it."""

_ARCHIVE = files("breakd") / "data" / "stretch-pictures.zip"


def cached(pose: str, side: str, *, dark: bool, scale: int = 2) -> Path | None:
    """The picture of a pose as a file in the cache; None if there is none of that pose.

    A pose that has no picture of this side gives the one it has. Raises OSError if the cache cannot be written, and
    OSError or BadZipFile if the installation is damaged.
    """
    with _ARCHIVE.open("rb") as file, zipfile.ZipFile(file) as archive:
        known = archive.NameToInfo
        names = (name(pose, one, dark=dark, scale=scale) for one in (side, *SIDES))
        member = next((known[one] for one in names if one in known), None)
        if member is None:
            return None
        folder = paths.own(paths.cache_dir())
        stem = member.filename.removesuffix(".png")
        target = folder / f"{stem}-{member.CRC:08x}.png"
        if not target.exists():
            write_whole(target, archive.read(member))  # a server may read while we write
            _remove_others(folder, stem, target)
    return target


def name(pose: str, side: str, *, dark: bool, scale: int) -> str:
    """What a picture is called in the archive."""
    words = (pose, side, "dark" if dark else "light")
    return "-".join(word for word in words if word) + f"-{scale}x.png"


def _remove_others(folder: Path, stem: str, newest: Path) -> None:
    for file in folder.glob(f"{stem}-*.png"):
        if file != newest:
            with suppress(OSError):
                file.unlink()


# --- when the program is built --------------------------------------------------------------------


def archive(sided: frozenset[str]) -> bytes:
    """Every picture, painted now; poses in `sided` for both sides."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as out:
        for member, picture in painted(sided):
            # ZipInfo without a date is 1980 for ever: the same pictures make the same file
            out.writestr(zipfile.ZipInfo(member), picture)
    return buffer.getvalue()


def painted(sided: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Each picture's name and PNG: the last frame, where the stretch is felt."""
    from PIL.Image import Quantize

    from .paint import paint
    from .poses import load

    for pose in load().values():
        for side in ("left", "right") if pose.id in sided else ("",):
            for dark in (False, True):
                for scale in SCALES:
                    theme = "dark" if dark else "light"
                    image = paint(
                        pose, pose.frames[-1], SIZE * scale, theme, mirror=pose.is_mirrored(side), small=True
                    )
                    file = io.BytesIO()
                    image.quantize(COLOURS, Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
                    yield name(pose.id, side, dark=dark, scale=scale), file.getvalue()
