"""`breakd erase`: what was recorded goes, all of it or the days before one, after saying what that is."""

from __future__ import annotations

import sys
from datetime import date

from breakd.client.erase_request import ask_daemon
from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.history import HistoryError
from breakd.messages import own_data as texts
from breakd.report.removal import CannotErase, MustBeAsked, clean_up, erase_alone, nothing_goes, what_goes


def erase(before: date | None, *, everything: bool, sure: bool) -> int:
    """Say what goes, ask unless the person is `sure`, and erase it."""
    if everything and before is not None:
        raise Stop(USAGE, texts.NOT_BOTH)
    if not everything and before is None:
        raise Stop(USAGE, texts.ALL_OR_BEFORE)
    try:
        lines = what_goes(before)
    except HistoryError as error:
        raise Stop(FAILED, str(error)) from error
    if lines is None:
        print(nothing_goes())
        return OK
    print("\n".join(lines))
    if not sure and not _is_sure():
        print(texts.KEPT)
        return OK
    print(erase_now(before))
    return OK


def erase_now(before: date | None) -> str:
    """Erase it, with or without a running breakd, and say so. Raises Stop."""
    try:
        erase_alone(before)
    except MustBeAsked as why:
        if not ask_daemon(before):
            raise Stop(FAILED, str(why)) from why
    except CannotErase as why:
        raise Stop(FAILED, str(why)) from why
    return clean_up(before)


def _is_sure() -> bool:
    if not sys.stdin.isatty():
        raise Stop(USAGE, texts.ASK_FIRST)
    print()
    try:
        return input(texts.SURE).strip().lower() in texts.YES
    except EOFError:
        print()
        return False
