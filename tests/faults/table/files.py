"""Disks, histories and settings that go wrong under a running daemon, and under one that starts."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from .fault import Fault
from .house import House

PAGE = 4096
NEWER = 99


def _database(house: House) -> Path:
    return house.daemon.state / "history.db"


# -- the disk ------------------------------------------------------------------------------------------------------


@contextmanager
def _full(house: House) -> Iterator[None]:
    """The state is on a disk of its own (see the cell), which something else fills."""
    filler = house.daemon.state.parent / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (1 << 16, 1 << 10, 1):
            with suppress(OSError):
                while file.write(b"\0" * size):
                    pass
    yield
    filler.unlink()


@contextmanager
def _read_only(house: House) -> Iterator[None]:
    """Nothing can be opened for writing any more; what is open stays so, as the kernel has it."""
    folder = str(house.daemon.state)
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def small_disk(state: Path) -> Iterator[None]:
    """A disk of a megabyte for the state."""
    state.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "breakd-test", state], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", state], check=True)


# -- the history ---------------------------------------------------------------------------------------------------


@contextmanager
def _alone(house: House, name: str) -> Iterator[None]:
    """Nothing is written between the copy of the history and what becomes of it; who wants to write waits."""
    house.daemon.state.mkdir(exist_ok=True)
    with closing(sqlite3.connect(_database(house), isolation_level=None, timeout=20)) as db:
        db.execute("BEGIN IMMEDIATE")
        house.take_copy(name)
        yield
        db.execute("ROLLBACK")


@contextmanager
def _unlinked(house: House) -> Iterator[None]:
    with _alone(house, "unlinked"):
        for file in house.daemon.state.glob("history.db*"):
            file.unlink()
    yield


@contextmanager
def _folder_gone(house: House) -> Iterator[None]:
    with _alone(house, "folder"):
        shutil.rmtree(house.daemon.state)
    yield


@contextmanager
def _replaced(house: House) -> Iterator[None]:
    """Somebody puts an older copy back."""
    with _alone(house, "replaced"):
        draft = _database(house).with_suffix(".new")
        shutil.copyfile(house.elsewhere / "replaced/history.db", draft)
        draft.replace(_database(house))
    yield


@contextmanager
def _foreign(house: House) -> Iterator[None]:
    """The database of another program stands under our name."""
    draft = _database(house).with_suffix(".new")
    with closing(sqlite3.connect(draft)) as db:
        db.executescript("CREATE TABLE moz_places (url TEXT); PRAGMA user_version = 4;")
    with _alone(house, "foreign"):
        draft.replace(_database(house))
    yield


@contextmanager
def _newer(house: House) -> Iterator[None]:
    """A later breakd was here."""
    with closing(sqlite3.connect(_database(house), timeout=20)) as db:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        db.execute(f"PRAGMA user_version = {NEWER}")
        db.commit()
    yield
    with closing(sqlite3.connect(_database(house), timeout=20)) as db:
        db.execute(f"PRAGMA user_version = {version}")
        db.commit()


@contextmanager
def _locked(house: House) -> Iterator[None]:
    with closing(sqlite3.connect(_database(house), isolation_level=None, timeout=20)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


@contextmanager
def _corrupt(house: House) -> Iterator[None]:
    """Every page is nonsense, and so is the log."""
    with _alone(house, "corrupt"):
        for file in (_database(house), _database(house).with_name("history.db-wal")):
            if file.exists():
                with file.open("r+b") as opened:
                    opened.write(b"\xa5" * max(PAGE, file.stat().st_size))
    yield


@contextmanager
def _no_state(house: House) -> Iterator[None]:
    """The second file is nonsense."""
    (house.daemon.state / "state.json").write_text("[" * 100_000)
    yield


# -- settings ------------------------------------------------------------------------------------------------------


@contextmanager
def _config(house: House, text: str) -> Iterator[None]:
    house.daemon.save(text)
    yield
    house.daemon.save(house.config)


@contextmanager
def _no_config(house: House, put: Callable[[Path], object]) -> Iterator[None]:
    file = house.daemon.config
    file.unlink()
    put(file)
    yield
    if file.is_dir() and not file.is_symlink():
        file.rmdir()
    else:
        file.unlink(missing_ok=True)
    house.daemon.save(house.config)


@contextmanager
def _body(house: House, text: str) -> Iterator[None]:
    file = house.daemon.config.with_name("body.toml")
    before = file.read_text()
    house.perhaps["skipped"] += 1  # nothing counts as confirmed: a guide is over (docs/behaviour.md, 2.1.3)
    file.write_text(text)
    yield
    file.write_text(before)


@contextmanager
def _own_stretches(house: House, text: str) -> Iterator[None]:
    folder = house.daemon.config.with_name("stretches.d")
    folder.mkdir()
    (folder / "mine.toml").write_text(text)
    yield
    shutil.rmtree(folder)


def of_files() -> Iterator[Fault]:
    """Rows."""
    yield Fault("disk: full", _full, 2, needs="mounts")
    yield Fault("disk: read-only", _read_only, 2, needs="mounts")
    yield Fault("history: unlinked", _unlinked)
    yield Fault("history: its folder removed", _folder_gone)
    yield Fault("history: an older copy put back", _replaced)
    yield Fault("history: of another program", _foreign)
    yield Fault("history: of a newer breakd", _newer)
    yield Fault("history: held by another program", _locked, 3)
    yield Fault("history: corrupt", _corrupt)
    yield Fault("state.json: nonsense", _no_state)
    yield Fault("config.toml: faulty", partial(_config, text='[sitting]\nlimit = "thirty"\n[nonsense]\n'))
    yield Fault("config.toml: not TOML", partial(_config, text="\x00\xff[[["))
    yield Fault("config.toml: larger than may be", partial(_config, text="# x\n" * 50_000))
    yield Fault("config.toml: removed", partial(_no_config, put=lambda _file: None))
    yield Fault("config.toml: a folder", partial(_no_config, put=Path.mkdir))
    yield Fault("config.toml: a link to nowhere", partial(_no_config, put=lambda file: file.symlink_to("/nowhere")))
    yield Fault("body.toml: faulty", partial(_body, text="[body]\npain = 7\n"))
    yield Fault("stretches.d: faulty", partial(_own_stretches, text="[[stretch]]\nid = 7\n"))
