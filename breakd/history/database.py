"""The file of the history: opened if it is ours and sound, moved aside if it is not, and what its faults mean."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from breakd.engine.records import Unsaved
from breakd.frozen import frozen

from .schema import BUSY_SECONDS, HistoryError, NewerHistory, is_ours, migrate, refuse_newer, version_of

ENDINGS = ("", "-wal", "-shm")
"""The database, its log and the index of the log: what one name stands for."""
NOT_OURS = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""Pages that contradict each other, no database, and one without our tables and columns."""
OF_SQLITE = {
    sqlite3.SQLITE_FULL: Unsaved.DISK_FULL,
    sqlite3.SQLITE_READONLY: Unsaved.READ_ONLY,
    sqlite3.SQLITE_PERM: Unsaved.READ_ONLY,
    sqlite3.SQLITE_BUSY: Unsaved.IN_USE,
    sqlite3.SQLITE_LOCKED: Unsaved.IN_USE,
}
OF_THE_SYSTEM = {
    errno.ENOSPC: Unsaved.DISK_FULL,
    errno.EDQUOT: Unsaved.DISK_FULL,
    errno.EROFS: Unsaved.READ_ONLY,
    errno.EACCES: Unsaved.READ_ONLY,
    errno.EPERM: Unsaved.READ_ONLY,
}


TRIES = 3
"""A new file, or one that was brought up to date, takes two: the second finds that nothing changed."""
LOG_BYTES = 1000 * 4096
"""A log of at least so many is folded into the database: SQLite does it after a thousand pages."""


class CorruptDatabase(Exception):
    """The file is not a database, its pages contradict each other, or the tables in it are not ours."""


@frozen
class Opened:
    """A database that is open, brought up to date, and what its names stood for when it was found sound."""

    db: sqlite3.Connection
    is_new: bool
    """It was empty."""
    files: tuple[tuple[int, int] | None, ...]
    """As `identities` gives them; SQLite has these very files open."""
    marks: tuple[tuple[int, int] | None, ...]
    """As `marks` gives them."""


def connect(path: Path) -> Opened:
    """The database of this name, brought up to date.

    To open and to check it may wait for a lock: what was put into its place meanwhile, or written over it, was not
    checked, and it begins again. Raises CorruptDatabase, NewerHistory, HistoryError, sqlite3.Error, OSError.
    """
    begun: tuple[int, int] | None = None
    for tries_left in reversed(range(TRIES)):
        was, before = identities(path)[0], marks(path)[0]
        try:
            db, is_new = _open(path)
        except (CorruptDatabase, sqlite3.Error):
            if was is None or not tries_left or (was, before) == (identities(path)[0], marks(path)[0]):
                raise
            continue
        try:
            found, left = identities(path), marks(path)
            begun = found[0] if is_new else begun
            if _has(db, found) and left[0] == before:
                return Opened(db, found[0] == begun, found, left)
        except (OSError, sqlite3.Error):
            db.close()
            raise
        db.close()
    raise HistoryError(f"{path} was changed whenever it was opened", Unsaved.IN_USE)


def _has(db: sqlite3.Connection, files: tuple[tuple[int, int] | None, ...]) -> bool:
    """Whether this process has these files open. Raises OSError, sqlite3.Error."""
    held: set[tuple[int, int] | None] = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one of the list itself is closed again
            at = descriptor.stat()
            held.add((at.st_dev, at.st_ino))
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    return held.issuperset(files if mode == "wal" else files[:1])


def _open(path: Path) -> tuple[sqlite3.Connection, bool]:
    """The database, brought up to date, and whether it was empty."""
    # the mode before SQLite writes a byte; its -wal and -shm files take over the mode of the database
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)
    db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        is_new = _check(db)
    except sqlite3.Error as error:
        db.close()
        if is_corrupt(error):
            raise CorruptDatabase(str(error)) from error
        raise
    except (CorruptDatabase, NewerHistory):
        db.close()
        raise
    return db, is_new


def _check(db: sqlite3.Connection) -> bool:
    refuse_newer(db)  # first: it is tried again and again, and what a later breakd made may look damaged to this one
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise CorruptDatabase(verdict)
    version = version_of(db)
    if version < 0:
        raise CorruptDatabase(f"version {version}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA journal_size_limit = 0")  # a log that was folded becomes short: see marks_after
    migrate(db)
    if not is_ours(db):
        raise CorruptDatabase("its tables are not those of breakd")
    return version == 0


def is_corrupt(error: sqlite3.Error) -> bool:
    """Whether nothing but another file helps."""
    return _primary(error) in NOT_OURS


def unsaved_by(error: sqlite3.Error | OSError, path: Path) -> Unsaved:
    """What it means for what should be kept in `path`."""
    known = OF_THE_SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else OF_SQLITE.get(_primary(error))
    if known is not None:
        return known
    with suppress(OSError):  # a file that cannot be opened or made larger: SQLite does not say why
        disk = os.statvfs(path.parent)
        if disk.f_flag & os.ST_RDONLY:
            return Unsaved.READ_ONLY
        if disk.f_bavail == 0:
            return Unsaved.DISK_FULL
    return Unsaved.FAULT


def unusable(error: sqlite3.Error | OSError, path: Path) -> HistoryError:
    """The error of the history that this one is."""
    return HistoryError(f"{path} cannot be used: {error}", unsaved_by(error, path))


def _primary(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", -1)) & 0xFF


def identities(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Which files are there under the names of a database: device and number of each, None for one that is not."""
    found: list[tuple[int, int] | None] = []
    for file in files(path):
        try:
            at = file.stat()
        except OSError:
            found.append(None)
        else:
            found.append((at.st_dev, at.st_ino))
    return tuple(found)


def marks(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """When database and log were last written to, and how long they are: what a hand that is not ours changes."""
    found: list[tuple[int, int] | None] = []
    for file in files(path)[:2]:
        try:
            at = file.stat()
        except OSError:
            found.append(None)
        else:
            found.append((at.st_mtime_ns, at.st_size))
    return tuple(found)


def marks_after(path: Path, left: tuple[tuple[int, int] | None, ...]) -> tuple[tuple[int, int] | None, ...]:
    """The marks when we have written: we write into the log alone, until it is so long that SQLite folds it into the
    database. A database that changed without that was changed by somebody else, and its mark stays as it was `left`.
    """
    now = marks(path)
    folded = now[1] is not None and now[1][1] >= LOG_BYTES
    return now if folded else (left[0], now[1])


def files(path: Path) -> list[Path]:
    """The names that belong to a database."""
    return [path.with_name(path.name + ending) for ending in ENDINGS]


def move_aside(path: Path, word: str) -> str:
    """Keep the database under another name, `word` saying why; gives that name. Raises OSError."""
    aside = path.with_name(f"{path.name}.{word}-{datetime.now():%Y%m%dT%H%M%S%f}")
    for file, target in zip(files(path), files(aside), strict=True):
        with suppress(FileNotFoundError):
            file.rename(target)
    return aside.name


def remove_log(path: Path, ours: tuple[tuple[int, int] | None, ...]) -> None:
    """Remove the log of a database that is gone, unless another file has its name: it would spoil the next one."""
    for file, was, found in list(zip(files(path), ours, identities(path), strict=True))[1:]:
        if found is not None and found == was:
            file.unlink(missing_ok=True)
