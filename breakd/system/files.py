"""Files that are there as a whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, content: bytes, *, durable: bool = False) -> None:
    """Replace `file` in one step, for the person only (0600): a reader sees the old content or the new.

    `durable` waits until the content is on the disk. Raises OSError, and then leaves the old file as it was.
    """
    if not file.name:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        beside.unlink()  # of a killed process that had our number, or a link that somebody planted
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            if durable:
                out.flush()
                os.fsync(out.fileno())
        beside.replace(file)
    except BaseException:  # after Ctrl+C too
        with suppress(OSError):
            beside.unlink()
        raise


def unfinished(file: Path) -> list[Path]:
    """What processes that were killed have left of writing `file`."""
    found = file.parent.glob(f".{file.name}.*")
    return [one for one in found if (number := one.suffix[1:]).isdigit() and not Path(f"/proc/{number}").exists()]
