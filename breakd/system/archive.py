"""Reads a member of a zip by Python's own importer: it is in memory anyway, and zipfile is not (decision 0253)."""

from __future__ import annotations

import zlib
from pathlib import Path
from zipimport import ZipImportError, zipimporter


def member(archive: Path, *names: str) -> tuple[str, bytes] | None:
    """The first of these that is in the archive: its name and contents. None: none of them is.

    Raises OSError if the archive cannot be read or is damaged.
    """
    try:
        importer = zipimporter(str(archive))
        importer.invalidate_caches()  # an update may have put another file there while we run
        for name in names:
            try:
                return name, importer.get_data(name)
            except OSError as error:
                if error.errno:  # 0: there is no such member
                    raise
    except (ZipImportError, EOFError, zlib.error) as error:
        raise OSError(f"{archive.name} is damaged: {type(error).__name__}") from error
    return None
