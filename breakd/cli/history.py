"""`breakd history`: the reminders and natural breaks of the last days, for people, programs and spreadsheets."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter

from breakd.client.exit_codes import OK
from breakd.engine.records import DayRow, ReminderKind
from breakd.history import Reader
from breakd.history.documents import lists_document
from breakd.history.listing import LISTS, Event, ToldEvent
from breakd.history.read import guarded
from breakd.messages import command as texts
from breakd.messages.command import minutes, tr, tr_count

from .history_query import DayRange, nothing, read_history

STRETCH = ReminderKind.STRETCH.value
NATURAL_BREAK = "natural-break"


def history(days: int, form: str) -> int:
    """Print the last days as `text`, `json` or `csv`."""
    if form == "json":
        span, lists = read_history(days, json_lists)
        print(as_json(span, lists or {}))
    elif form == "csv":
        _, rows = read_history(days, Reader.events)
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(Event._fields)
        table.writerows(rows or [])
    else:
        names = _names()
        span, text = read_history(days, lambda reader, since: as_text(reader, since, names))
        print(text or nothing(span, begun=text is not None))
    return OK


# --- for programs ---------------------------------------------------------------------------------


def json_lists(reader: Reader, since: date) -> Mapping[str, Sequence[str]]:
    """The lists of the document, each element as JSON."""
    return {name: reader.json_lines(name, since) for name in LISTS}


def as_json(span: DayRange, lists: Mapping[str, Sequence[str]]) -> str:
    """The document of docs/json.md, an element of its lists on each line."""
    days = {"first_day": span.first.isoformat(), "last_day": span.last.isoformat()}
    return lists_document(days, {name: lists.get(name, ()) for name in LISTS})


# --- for people -----------------------------------------------------------------------------------


def _names() -> Mapping[str, str]:
    """What people call the stretches, by id."""
    from breakd.system import paths

    from .built_in_names import built_in_names

    if any(paths.body_file().with_name("stretches.d").glob("*.toml")):  # some are the person's own
        from .stretch_names import all_names

        return all_names()
    return built_in_names()


def as_text(reader: Reader, since: date, names: Mapping[str, str]) -> str:
    """A block per day; a day without anything has none. A stretch that has no name any more keeps its id."""
    accounts = {day.day: day for day in reader.days(since)}
    blocks: dict[date, list[tuple[str, str, str, str]]] = {day: [] for day in accounts}
    with guarded():
        for text, events in groupby(reader.told_events(since), key=attrgetter("day")):
            blocks[date.fromisoformat(text)] = [_told(event, names) for event in events]
        return "\n\n".join(_day(day, accounts.get(day), blocks[day]) for day in sorted(blocks))


def _day(day: date, account: DayRow | None, rows: Sequence[tuple[str, str, str, str]]) -> str:
    lines = [tr(texts.DAY_LINE, day=f"{day:%a %d %b %Y}", account=_account(account)).rstrip()]
    width, outcome_width = (max((len(row[column]) for row in rows), default=0) for column in (1, 2))
    for clock, what, outcome, more in rows:
        lines.append("  ".join(("", clock, what.ljust(width), outcome.ljust(outcome_width), more)).rstrip())
    return "\n".join(lines)


def _account(account: DayRow | None) -> str:
    if account is None:
        return ""
    return tr(texts.ACCOUNT, sitting=minutes(account.sitting_seconds), standing=minutes(account.standing_seconds))


def _told(event: ToldEvent, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    if event.event == NATURAL_BREAK:
        return event.clock, _word(texts.NATURAL_BREAK), "", ""
    is_stretch = event.event == STRETCH
    what = _stretch(event, names) if is_stretch else _word(texts.CHANGE_REMINDER)
    more = _more(event.bout_seconds if is_stretch else 0, event.guided_seconds, event.snoozes)
    return event.clock, what, _outcome(event.outcome), more


def _stretch(event: ToldEvent, names: Mapping[str, str]) -> str:
    if event.session:
        return _session(event.session)
    return names.get(event.stretch, event.stretch) or _word(texts.UNNAMED)


# Ten years have some thousand different words of these.

_word = cache(tr)


@cache
def _session(session: str) -> str:
    return tr_count(len(session.split()), texts.SESSION_ONE, texts.SESSION_MANY)


@cache
def _outcome(word: str | None) -> str:
    return tr(texts.OUTCOMES[word] if word else texts.STILL_OPEN)


@cache
def _more(bout_seconds: int, guided_seconds: int, snoozes: int) -> str:
    more = [tr(texts.AFTER, bout=minutes(bout_seconds))] if bout_seconds else []
    if guided_seconds:
        more.append(tr(texts.GUIDED, length=minutes(guided_seconds)))
    if snoozes:
        more.append(tr_count(snoozes, texts.SNOOZED_ONE, texts.SNOOZED_MANY))
    return ", ".join(more)
