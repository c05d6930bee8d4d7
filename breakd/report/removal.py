"""What `erase` takes and what it leaves, and the erasing itself where no breakd runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from breakd.engine import snapshot
from breakd.engine.codec import Unreadable
from breakd.engine.erasing import without_anything, without_days
from breakd.engine.records import ErasedRow
from breakd.history import HistoryError, Reader
from breakd.history.deletion import kept_aside, shrink
from breakd.history.recorder import COPY, Recorder
from breakd.messages import own_data as texts
from breakd.messages.history import WHY
from breakd.system import lockfile, paths
from breakd.system.files import unfinished


class CannotErase(Exception):
    """Nothing has gone; the text is for the person."""


class MustBeAsked(CannotErase):
    """A breakd runs with these files: it has to forget, too."""


def what_goes(before: date | None) -> list[str] | None:
    """What goes and what stays, a line each; None if there is nothing to erase. Raises HistoryError."""
    try:
        aside = kept_aside(paths.history_file())
    except OSError as error:
        raise HistoryError(f"{paths.state_dir()} cannot be read: {error.strerror}") from error
    counts = {table: count for table, count in _counts(before).items() if count}
    if not counts and not (before is None and (aside or _has_state())):
        return None
    return list(_told(before, counts, len(aside)))


def _counts(before: date | None) -> Mapping[str, int]:
    try:
        reader = Reader.open(paths.history_file())
        if reader is None:
            return {}
        with reader:
            return reader.rows_before(before)
    except HistoryError:
        if before is None:  # it goes, whatever it is
            return {}
        raise


def _has_state() -> bool:
    return any(file.exists() for file in (paths.history_file(), paths.state_dir() / "state.json"))


def _told(before: date | None, counts: Mapping[str, int], aside: int) -> Iterator[str]:
    day = texts.day_name(before, date.min) if before else ""
    yield texts.tr(texts.TITLE_BEFORE, day=day) if before else texts.TITLE_ALL
    yield from (
        f"  {texts.tr_count(counts[table], *forms)}" for table, forms in texts.ROWS.items() if table in counts
    )
    if before is None:
        yield from (f"  {line}" for line in (texts.PROGRESS, texts.ANSWERS))
        if aside:
            yield f"  {texts.tr_count(aside, texts.EARLIER_ONE, texts.EARLIER_MANY)}"
    yield ""
    yield texts.STAYS_TITLE
    if before is not None:
        yield f"  {texts.tr(texts.STAYS_LATER, day=day)}"
        if aside:
            yield f"  {texts.tr_count(aside, texts.STAYS_ASIDE_ONE, texts.STAYS_ASIDE)}"
    yield f"  {texts.STAYS_NOW}"
    yield f"  {texts.tr(texts.STAYS_SETTINGS, folder=paths.config_dir())}"


def erase_alone(before: date | None) -> None:
    """Without a running breakd of these files, and none can start meanwhile. Raises MustBeAsked, CannotErase.

    To be tried before any is asked: the one on the bus may have other files, and would erase those.
    """
    try:
        lock = lockfile.InstanceLock.take(*paths.lock_files())
    except lockfile.AlreadyRunning:
        raise MustBeAsked(texts.RUNS_ELSEWHERE) from None
    except OSError as error:  # one may run without a lock, as the only one of its name
        why = error.strerror or error
        raise MustBeAsked(texts.tr(texts.NOT_WRITTEN, file=paths.history_file(), why=why)) from error
    try:
        recorder = Recorder(paths.history_file())
        try:
            _commit(recorder, before)
        finally:
            recorder.close()
    finally:
        lock.release()


def _commit(recorder: Recorder, before: date | None) -> None:
    states = recorder.states()
    state: dict[str, Any] = states[0] if states else {}
    try:
        memory = snapshot.read(state["engine"])
        memory = without_days(memory, before) if before else without_anything(memory)
        state = {**state, "engine": snapshot.write(memory)}
    except (KeyError, Unreadable):  # of what nobody can read nothing is kept
        state = {} if before is None else state
    recorder.commit([ErasedRow(before)], state)
    if recorder.trouble is not None:
        raise CannotErase(texts.tr(texts.NOT_WRITTEN, file=paths.history_file(), why=WHY[recorder.trouble.value]))


def clean_up(before: date | None) -> str:
    """What was freed goes from the file too, and with all of it the earlier histories; a sentence of how it went."""
    path = paths.history_file()
    left = []
    for file in (*(kept_aside(path) if before is None else ()), *unfinished(path.with_name(COPY))):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            left.append(texts.tr(texts.NOT_REMOVED, file=file, why=error.strerror or error))
    try:
        shrink(path)
    except HistoryError as error:
        left.append(texts.tr(texts.NOT_SMALLER, why=error))
    return " ".join((texts.ERASED, *left))


def nothing_goes() -> str:
    """What to say where nothing is recorded of these days: the file may still have what an earlier erasing freed."""
    path = paths.history_file()
    if path.is_file():
        try:
            shrink(path)
        except HistoryError as error:
            return " ".join((texts.NOTHING_TO_ERASE, texts.tr(texts.NOT_SMALLER, why=error)))
    return texts.NOTHING_TO_ERASE
