"""A picture of the person's own as a page's file: of a stretch whose plan somebody else may have written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from .html_document import PageFile

MOST_BYTES = 4 * 1024 * 1024
TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


def own_picture(file: Path) -> PageFile | None:
    """Its type and contents; None for what is no picture, is more than a page loads, or cannot be read."""
    kind = TYPES.get(file.suffix.lower())
    if kind is None:
        return None
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe would wait for its other end
        with os.fdopen(handle, "rb") as opened:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return None
            content = opened.read(MOST_BYTES + 1)
    except OSError:
        return None
    return (kind, content) if len(content) <= MOST_BYTES else None
