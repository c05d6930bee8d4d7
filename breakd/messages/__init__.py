"""Every sentence that a person reads, by where they read it. Short, kind, without blame, ready for translation.

Texts are whole sentences with named gaps, never glued from parts, so that a translator can turn them around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from breakd.printable import printable

if TYPE_CHECKING:
    from datetime import date, datetime


def tr(sentence: str, **values: object) -> str:
    """Fill the gaps of a sentence: the one door that a translation will come through, and nothing that is no text."""
    return printable(sentence.format(**values))


def tr_count(count: int, one: str, many: str, **values: object) -> str:
    """A sentence for one or for many; `{count}` is the number."""
    return tr(one if count == 1 else many, count=count, **values)


def minutes(seconds: float) -> str:
    """A length as a person says it: "45 s", "10 min", "1 h", "1 h 15 min"."""
    whole = max(0, round(seconds))
    if whole < 60:
        return tr("{seconds} s", seconds=whole)
    total = max(1, round(whole / 60))
    hours, rest = divmod(total, 60)
    if not hours:
        return tr("{minutes} min", minutes=total)
    if not rest:
        return tr("{hours} h", hours=hours)
    return tr("{hours} h {minutes} min", hours=hours, minutes=rest)


def day_name(day: date, today: date) -> str:
    """A day as a person says it: "Sat 27 Nov", with the year unless it is this one."""
    return f"{day:%a %d %b}" if day.year == today.year else f"{day:%a %d %b %Y}"


def when(moment: datetime, today: date) -> str:
    """A moment as a person says it, everywhere: "14:30", "Sat 27 Nov 14:30"."""
    clock = f"{moment:%H:%M}"
    return clock if moment.date() == today else f"{day_name(moment.date(), today)} {clock}"


def until(moment: datetime, today: date) -> str:
    """The same for an end: midnight is the end of the day before it."""
    if moment.hour or moment.minute:
        return when(moment, today)
    from datetime import timedelta

    last = moment.date() - timedelta(days=1)
    return tr("the end of today") if last == today else tr("the end of {day}", day=day_name(last, today))


def about(seconds: float) -> str:
    """A length in round words, for what nobody times: "20 seconds", "1 minute", "1½ minutes"."""
    if seconds < 55:
        return tr("{count} seconds", count=max(10, 10 * round(seconds / 10)))
    halves = max(2, round(seconds / 30))
    if halves == 2:
        return tr("1 minute")
    whole, half = divmod(halves, 2)
    return tr("{count}½ minutes", count=whole) if half else tr("{count} minutes", count=whole)
