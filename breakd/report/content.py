"""What the page for the appointment says: numbers, what was done, what hurt. It draws no conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from breakd.engine.settings import Settings
from breakd.engine.state import EngineState
from breakd.frozen import frozen
from breakd.history.sums import WeekSum
from breakd.messages import report as texts
from breakd.messages.side_words import SIDES
from breakd.messages.stretch_details import plan_words
from breakd.stretches.model import Catalogue, Stretch
from breakd.stretches.plan import is_prescribed
from breakd.stretches.progress import level_on
from breakd.stretches.sides import SORE_SIDES

from .past import Past
from .practice import plan_rows
from .weeks import name_of

MOST_WEEKS, MOST_STRETCHES, MOST_LOG, MOST_AWAY, MOST_PLAN = 12, 9, 14, 4, 5
"""Lines: all of it is to stay on one page."""


@frozen
class Content:
    """All that stands on the page, but the pictures."""

    first: date
    last: date
    weeks: tuple[tuple[str, ...], ...]
    more_weeks: int
    """Before these; so with all that is called more: it has no room, and is counted."""
    stretches: tuple[tuple[str, ...], ...]
    more_stretches: int
    plan: tuple[tuple[str, ...], ...]
    more_plan: int
    pain: tuple[str, ...]
    """Sentences."""
    log: tuple[str, ...]
    more_log: int
    away: tuple[str, ...]
    more_away: int
    locked: bool


def content_of(past: Past, catalogue: Catalogue, settings: Settings, now: datetime) -> Content:
    """What is said of these weeks."""
    log = list(_log(past, catalogue.stretches))
    done = list(_stretches(past, catalogue, settings))
    weeks = [week for week in past.weeks if week.days]
    plan = list(_plan(past, catalogue.stretches))
    most_weeks = MOST_WEEKS - (1 + len(plan[:MOST_PLAN]) if plan else 0)  # both take their lines from the same page
    away = list(_away(past.memory, catalogue.stretches, settings, now))
    return Content(
        first=past.first,
        last=past.last,
        weeks=tuple(_week(week, past.last) for week in weeks[-most_weeks:]),
        more_weeks=max(0, len(weeks) - most_weeks),
        stretches=tuple(done[:MOST_STRETCHES]),
        more_stretches=max(0, len(done) - MOST_STRETCHES),
        plan=tuple(plan[:MOST_PLAN]),
        more_plan=max(0, len(plan) - MOST_PLAN),
        pain=tuple(_pain(past)),
        log=tuple(log[-MOST_LOG:]),
        more_log=max(0, len(log) - MOST_LOG),
        away=tuple(away[:MOST_AWAY]),
        more_away=max(0, len(away) - MOST_AWAY),
        locked=past.memory is not None and past.memory.safety.lock.locks,
    )


def _week(week: WeekSum, last: date) -> tuple[str, ...]:
    sat = [day for day in week.days if day.sitting_seconds]
    a_day = [
        sum(getattr(day, name) for day in sat) / max(1, len(sat)) for name in ("sitting_seconds", "standing_seconds")
    ]
    mean, pain = week.mean_bout_seconds, week.pain
    return (
        name_of(week.monday, last), str(len(sat)), *map(texts.minutes, a_day),
        texts.minutes(mean) if mean is not None else "", texts.minutes(week.longest_bout_seconds),
        str(week.total("breaks")),
        str(week.total("sessions")), "" if pain is None else f"{pain:.1f}",
    )  # fmt: skip


def _stretches(past: Past, catalogue: Catalogue, settings: Settings) -> Iterator[tuple[str, ...]]:
    """What was done, the most frequent first, with the dose of now."""
    for id, count in past.summary.practice.items():
        stretch = catalogue.stretches.get(id)
        yield (
            (stretch.name, str(count), _dose(stretch, past, catalogue, settings)) if stretch else (id, str(count), "")
        )


def _dose(stretch: Stretch, past: Past, catalogue: Catalogue, settings: Settings) -> str:
    if past.memory is None:
        return ""
    level = level_on(past.memory.stretch_log.progress_of(stretch.id), past.last, catalogue.select)
    dose = stretch.at_level(level)
    form = texts.DOSE if dose.hold_seconds else texts.DOSE_NO_HOLD
    told = texts.tr_count(dose.reps, *form, hold=dose.hold_seconds)
    side = settings.body.side
    if stretch.side_policy == "affected" and side in SORE_SIDES:
        return texts.tr(texts.DOSE_SIDE, dose=told, side=SIDES[side])
    return told


def _plan(past: Past, known: Mapping[str, Stretch]) -> Iterator[tuple[str, ...]]:
    words = {stretch.name: plan_words(stretch) for stretch in known.values() if is_prescribed(stretch)}
    for one in plan_rows(past.practice, known, past.first, past.last):
        told = texts.PLAN_NO_SET
        if one.sets:
            percent = round(100 * one.done / one.sets)
            told = texts.tr(texts.PLAN_DONE, done=one.done, sets=one.sets, percent=percent)
        yield one.name, words[one.name], told, texts.day_name(one.since, past.last) if one.since else ""


def _pain(past: Past) -> Iterator[str]:
    pain, said = past.summary.pain, past.summary.feelings
    down, up = said.get("spreading", 0), said.get("moved-up", 0)
    if pain is not None:
        form = texts.PAIN_SUM_ONE if pain.count == 1 else texts.PAIN_SUM
        numbers = {
            "count": pain.count,
            "average": f"{pain.average:.1f}",
            "lowest": pain.lowest,
            "highest": pain.highest,
        }
        yield texts.tr(form, **numbers)
    if down or up:
        yield texts.tr(texts.PAIN_MOVED, down=down, up=up)
    if pain is None and not (down or up):
        yield texts.PAIN_NONE


def _log(past: Past, known: Mapping[str, Stretch]) -> Iterator[str]:
    """What was said and says something: numbers, and words that are no good ones."""
    for row in past.feels:
        word = row.word if row.word.isdecimal() else texts.WORDS.get(row.word)
        if word is not None:
            day, stretch = texts.day_name(row.at.date(), past.last).partition(" ")[2], known.get(row.stretch)
            with_stretch = stretch is not None and not row.word.isdecimal()
            form = texts.LOG_OF if with_stretch else texts.LOG_LINE
            yield texts.tr(form, day=day, word=word, stretch=stretch.name if stretch else "")


def _away(
    memory: EngineState | None, known: Mapping[str, Stretch], settings: Settings, now: datetime
) -> Iterator[str]:
    """What is out just now, and why."""
    if memory is not None:
        for item in memory.stretch_log.put_away:
            if item.until is None or item.until > now:
                name = known[item.stretch].name if item.stretch in known else item.stretch
                day = texts.day_name(item.until.date(), now.date()) if item.until else ""
                yield texts.tr(texts.AWAY_HURT if item.until else texts.AWAY_HURT_OPEN, stretch=name, day=day)
        for rest in memory.stretch_log.resting:
            if rest.until > now:
                word = texts.DIRECTIONS.get(rest.direction) or texts.REGION.get(rest.direction, rest.direction)
                yield texts.tr(texts.AWAY_RESTS, direction=word, day=texts.day_name(rest.until.date(), now.date()))
    for id in sorted(settings.stretches.disable):
        if id in known:
            yield texts.tr(texts.AWAY_OFF, stretch=known[id].name)
