"""The log, which others than the person may read: it names what happens, and holds no text that came from elsewhere.

An exception's text may quote what it could not use, and the words of libraries are not ours to choose. So of an
exception its kind and the way to it are written, and of a library's word the part before anything that was filled in.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
import traceback
from types import TracebackType
from typing import Any

from breakd.printable import on_one_line

OURS = "breakd"
FORMAT = "%(levelname)s %(name)s: %(message)s"
PRIORITIES = ((logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6), (logging.NOTSET, 7))
"""From which level on a line has which priority of syslog(3)."""
_FILLED_IN = re.compile(r"[%<({\[:'\"\n]")
log = logging.getLogger(__name__)


class PrivateFormatter(logging.Formatter):
    """Lines in which no exception is quoted, and no library quotes anything."""

    def __init__(self) -> None:
        super().__init__(FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """The line, with the way to an exception below it."""
        ours = record.name == OURS or record.name.startswith(OURS + ".")
        if ours:
            record.message = on_one_line(record.getMessage())
        else:
            record.message = _FILLED_IN.split(str(record.msg), maxsplit=1)[0].rstrip()
        line = self.formatMessage(record)
        # not `record.exc_text`: another handler has put the exception's own words there
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line

    def formatException(  # noqa: N802 (the name is logging's)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The kind of the exception and of what led to it, each with its way; none of their words."""
        error, parts, seen = ei[1], [], set[int]()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            way = "".join(traceback.format_tb(error.__traceback__))
            parts.append(f"{way}{type(error).__name__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(reversed(parts))


class JournalFormatter(PrivateFormatter):
    """The same with the priority of each line, so that `journalctl -p warning` has the warnings (sd-daemon(3))."""

    def format(self, record: logging.LogRecord) -> str:
        """Each line with its prefix: the journal takes every line for an entry of its own."""
        return _with_priority(super().format(record), record.levelno)


def _with_priority(text: str, level: int) -> str:
    priority = next(number for least, number in PRIORITIES if level >= least)
    return "\n".join(f"<{priority}>{line}" for line in text.split("\n"))


def is_read_by_the_journal() -> bool:
    """Whether standard error is the stream that systemd has told of in $JOURNAL_STREAM (systemd.exec(5))."""
    try:
        at = os.fstat(sys.stderr.fileno())
    except (OSError, ValueError):
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{at.st_dev}:{at.st_ino}"


def complain(text: str, level: int = logging.ERROR) -> None:
    """A sentence for whoever started breakd, on standard error; in the journal with its priority."""
    print(_with_priority(text, level) if is_read_by_the_journal() else text, file=sys.stderr)


def set_up(level: str) -> None:
    """Write to standard error from this level on; a word that is no level is INFO."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JournalFormatter() if is_read_by_the_journal() else PrivateFormatter())
    known = logging.getLevelNamesMapping()
    logging.basicConfig(level=known.get(level.upper(), logging.INFO), handlers=[handler])


def log_lost_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An exception that nobody waits for: asyncio's own words would quote it, and what was being done."""
    error: BaseException | None = context.get("exception")
    log.error("%s", _FILLED_IN.split(str(context.get("message")), maxsplit=1)[0].rstrip(), exc_info=error)
