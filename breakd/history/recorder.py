"""What happens, written down: the rows and the engine's state in the history, and the state once more beside it.

The state is what protects a person: the safety lock, the open questions, what hurt. A history that is lost must not
take it along, so a second file has it too.
"""

from __future__ import annotations

import json
import logging
import os
import stat
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from breakd.engine.records import Row, Unsaved
from breakd.messages import history as texts
from breakd.messages import tr
from breakd.system.files import write_whole

from .schema import HistoryError
from .write import BegunAnew, History, NewFile, key_of

log = logging.getLogger(__name__)

COPY = "state.json"
"""The second file, beside the history."""
SERIAL = "serial"
"""The key that says which of two kept states is the later one: it rises, whatever the clock does."""
MOST_BYTES = 4_000_000
"""A state is 13 kB after a year; what is larger than this is not one."""

State = Mapping[str, Any]
"""The engine's state and what the daemon wants to know beside it, in JSON's terms."""


class Recorder:
    """Keeps what happens as soon as it can be kept. Nothing here raises for a disk: `trouble` says what is wrong."""

    def __init__(self, path: Path) -> None:
        """Open the history in `path`, if that can be; else it is tried again at each `commit`."""
        self._history = History(path)
        self._copy = path.with_name(COPY)
        self._unkept: dict[object, Row] = {}
        """By `key_of`, in the order in which they came: hours of sitting that cannot be saved are one row."""
        self._serial = 0
        self._copy_fault = ""
        self._news: list[tuple[str, str]] = []
        self.trouble: Unsaved | None = None
        """Why what came last is not on disk; None if all of it is."""
        self.lost_state = False
        """Something of an earlier run was there, and it cannot be read."""
        try:
            self._history.connect()
        except HistoryError as error:
            self.lost_state = os.path.lexists(path)
            self._mark(error)
        self.lost_state |= bool(self._history.begun_anew)

    @property
    def is_new(self) -> bool:
        """No breakd ever kept anything here before."""
        return self._history.is_new and not self.lost_state

    def next_reminder_id(self) -> int:
        """An id that no reminder ever had."""
        try:
            return self._history.next_reminder_id()
        except HistoryError:
            # unknown, and an id that is given twice would overwrite what had it: no history has so many reminders
            return int(time.time() // 60)

    def next_span(self) -> int:
        """A number that no span of the timeline ever had."""
        try:
            return self._history.next_span()
        except HistoryError:
            return int(time.time() // 60)

    def states(self) -> list[dict[str, Any]]:
        """What earlier runs kept, the latest first. One that is no state at all is left out, and logged."""
        found = [state for text in self._kept() if (state := self._parsed(text)) is not None]
        found.sort(key=_serial, reverse=True)
        self._serial = max(map(_serial, found), default=0)
        return found

    def commit(self, rows: Sequence[Row], state: State, *, durable: bool = True) -> None:
        """Keep this, and all that could not be kept before; `durable` as in `History.commit`."""
        for row in rows:
            key = key_of(row)
            self._unkept.pop(key, None)  # it comes last, for what was erased in between is not this one
            self._unkept[key] = row
        self._serial += 1
        text = json.dumps({SERIAL: self._serial, **state})
        try:
            self._history.commit(list(self._unkept.values()), text, durable=durable)
        except HistoryError as error:
            self._mark(error)
        else:
            if self.trouble is not None:
                log.warning("everything is saved again")
            self._unkept, self.trouble = {}, None
        if rows or durable or self.trouble is not None:  # a mere heartbeat wakes no disk for a second time
            self._keep_copy(text, durable=durable and self.trouble is not None)

    def news(self) -> list[tuple[str, str]]:
        """Titles and texts of what the person should be told, each once."""
        begun, self._history.begun_anew[:] = list(self._history.begun_anew), []
        news, self._news = [_told(one) for one in begun] + self._news, []
        return news

    def close(self) -> None:
        """Let go of the file, and say what is lost with this process."""
        if self._unkept:
            log.error("%d entries of the history could not be saved, and are lost", len(self._unkept))
        self._history.close()

    def _mark(self, error: HistoryError) -> None:
        if self.trouble is None:
            log.error("%s; breakd goes on, and tries again", error)
            self._news.append((texts.UNSAVED_TITLE, texts.unsaved_body(error.why.value)))
        self.trouble = error.why

    # --- the second file ---------------------------------------------------------------------------

    def _kept(self) -> list[str]:
        kept: list[str | None] = []
        try:
            kept.append(self._history.snapshot())
        except HistoryError:  # it quotes what SQLite could not read
            self.lost_state = True
            log.warning("the state in the history cannot be read")
        try:
            kept.append(_read(self._copy))
        except (OSError, ValueError) as error:
            self.lost_state = True
            log.warning("the copy of the state cannot be read: %s", type(error).__name__)
        return [text for text in kept if text is not None]

    def _parsed(self, text: str) -> dict[str, Any] | None:
        try:
            state = json.loads(text)
        except (ValueError, RecursionError) as error:
            log.warning("a kept state cannot be read: %s", type(error).__name__)
            state = None
        self.lost_state |= not isinstance(state, dict)
        return state if isinstance(state, dict) else None

    def _keep_copy(self, text: str, *, durable: bool) -> None:
        try:
            write_whole(self._copy, text.encode(), durable=durable)
        except OSError as error:
            if str(error) != self._copy_fault:
                log.warning("the copy of the state cannot be written: %s", error)
            self._copy_fault = str(error)
        else:
            self._copy_fault = ""


def _read(file: Path) -> str | None:
    """The text of a plain file; None if there is none. Raises OSError, ValueError."""
    with suppress(FileNotFoundError):
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as found:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode) or about.st_size > MOST_BYTES:
                raise ValueError("it is no file of ours")
            return found.read().decode()
    return None


def _serial(state: Mapping[str, Any]) -> int:
    serial = state.get(SERIAL)
    return serial if type(serial) is int else 0


def _told(begun: BegunAnew) -> tuple[str, str]:
    title, body = {
        NewFile.DAMAGED: (texts.DAMAGED_TITLE, texts.DAMAGED_BODY),
        NewFile.REMOVED: (texts.REMOVED_TITLE, texts.REMOVED_BODY),
        NewFile.REPLACED: (texts.REPLACED_TITLE, texts.REPLACED_BODY),
    }[begun.why]
    return title, tr(body, file=begun.aside)
