"""The pictures of many weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from breakd.engine.records import Outcome
from breakd.history.sums import DaySum, WeekSum
from breakd.messages import board_history as texts
from breakd.stretches.model import Stretch

from .charts import Column, Piece, calendar, columns, curve, rows
from .practice import PlanRow
from .section import PictureSection

HOUR = 3600.0
TALL = 190.0
WORST = 10.0


def name_of(monday: date, last: date) -> str:
    """A week by its Monday."""
    return texts.day_name(monday, last).partition(" ")[2]


def calendar_section(width: float, weeks: Sequence[WeekSum], last: date) -> PictureSection:
    """Every day a square."""
    days = [day for week in weeks for day in week.days if day.sitting_seconds]
    section = PictureSection("weeks", texts.WEEKS_TITLE, texts.WEEKS_EMPTY)
    if not days:
        return section
    pieces = {day.day: Piece("", day.sitting_seconds, _told(day, last)) for day in days}
    most = max(days, key=lambda day: day.sitting_seconds)
    label = texts.tr(
        texts.WEEKS_LABEL, count=len(days), day=texts.day_name(most.day, last),
        sitting=texts.minutes(most.sitting_seconds),
    )  # fmt: skip
    table = []
    for week in reversed(weeks):
        if sat := [day for day in week.days if day.sitting_seconds]:
            a_day = [
                sum(getattr(day, name) for day in sat) / len(sat) for name in ("sitting_seconds", "standing_seconds")
            ]
            table.append((name_of(week.monday, last), str(len(sat)), *map(texts.minutes, a_day)))
    drawing = calendar(width, label, pieces, last, texts.WEEKDAYS, texts.MONTHS)
    legend = (("level-1", texts.LESS), ("level-4", texts.MORE))
    return PictureSection(section.id, section.title, section.empty, drawing, legend, texts.WEEKS_HEAD, tuple(table))


def _told(day: DaySum, last: date) -> str:
    return texts.tr(
        texts.DAY_SUM, day=texts.day_name(day.day, last), sitting=texts.minutes(day.sitting_seconds),
        standing=texts.minutes(day.standing_seconds),
    )  # fmt: skip


def bouts_section(width: float, weeks: Sequence[WeekSum], last: date, limit: float) -> PictureSection:
    """The longest bout and the mean of each week."""
    section = PictureSection("bouts", texts.BOUTS_TITLE, texts.BOUTS_EMPTY)
    if not any(week.longest_bout_seconds for week in weeks):
        return section
    found, table = [], []
    for week in weeks:
        name, mean = name_of(week.monday, last), week.mean_bout_seconds
        longest = texts.minutes(week.longest_bout_seconds)
        average = texts.minutes(mean) if mean is not None else ""
        pieces = [
            Piece("longest", week.longest_bout_seconds / 60, texts.tr(texts.BOUT_LONGEST, week=name, length=longest)),
            Piece("mean", (mean or 0.0) / 60, texts.tr(texts.BOUT_MEAN, week=name, length=average)),
        ]
        found.append(Column(name, tuple(pieces) if week.days else ()))
        if week.days:
            over = str(week.total("over_limit"))
            table.append((name, str(week.total("bouts")), average, longest, over))
    head = (*texts.BOUTS_HEAD[:-1], texts.tr(texts.BOUTS_HEAD[-1], limit=texts.minutes(limit)))
    drawing = columns(width, TALL, texts.BOUTS_LABEL, found, " min", stacked=False)
    legend = (("longest", texts.LONGEST), ("mean", texts.MEAN))
    return PictureSection(section.id, section.title, section.empty, drawing, legend, head, tuple(reversed(table)))


def outcomes_section(width: float, weeks: Sequence[WeekSum], last: date) -> PictureSection:
    """What became of each week's reminders."""
    section = PictureSection("outcomes", texts.OUTCOMES_TITLE, texts.OUTCOMES_EMPTY)
    if not any(week.outcome(outcome) for week in weeks for outcome in Outcome):
        return section
    found, table = [], []
    for week in weeks:
        name = name_of(week.monday, last)
        told = {outcome: week.outcome(outcome) for outcome in Outcome}
        pieces = [
            Piece(
                one.value, count, texts.tr(texts.OUTCOME, week=name, count=count, outcome=texts.OUTCOMES[one.value])
            )
            for one, count in told.items()
            if count
        ]
        found.append(Column(name, tuple(pieces)))
        if pieces:
            table.append((name, *map(str, told.values())))
    legend = tuple((one.value, texts.OUTCOMES[one.value]) for one in Outcome)
    head = (texts.WEEK, *(word for _, word in legend))
    drawing = columns(width, TALL, texts.OUTCOMES_LABEL, found)
    return PictureSection(section.id, section.title, section.empty, drawing, legend, head, tuple(reversed(table)))


def regions_section(width: float, practice: Mapping[str, int], known: Mapping[str, Stretch]) -> PictureSection:
    """What was done, by the main region of each stretch."""
    section = PictureSection("regions", texts.REGIONS_TITLE, texts.REGIONS_EMPTY)
    times, stretches = Counter[str](), dict[str, list[str]]()
    for id, count in practice.items():
        if (stretch := known.get(id)) is not None and stretch.regions:
            region = texts.REGION.get(stretch.regions[0], stretch.regions[0])
            times[region] += count
            stretches.setdefault(region, []).append(stretch.name)
    if not times:
        return section
    ordered = times.most_common()
    told = [texts.tr_count(count, *texts.REGION_TIMES, region=region) for region, count in ordered]
    found = [Column(label, (Piece("region", count, label),)) for label, (_, count) in zip(told, ordered, strict=True)]
    table = tuple((region, str(count), ", ".join(stretches[region])) for region, count in ordered)
    drawing = rows(width, texts.REGIONS_LABEL, found)
    return PictureSection(section.id, section.title, section.empty, drawing, (), texts.REGIONS_HEAD, table)


def pain_section(width: float, weeks: Sequence[WeekSum], last: date) -> PictureSection:
    """Pain and where it went, over the sitting of the same weeks. It draws no conclusion."""
    section = PictureSection("pain", texts.PAIN_TITLE, texts.PAIN_EMPTY)
    if not any(week.pain is not None or week.total("spread") or week.total("moved_up") for week in weeks):
        return section
    found, over, table = [], list[Piece | None](), []
    for week in weeks:
        name, pain = name_of(week.monday, last), week.pain
        sat = [day.sitting_seconds for day in week.days if day.sitting_seconds]
        hours = sum(sat) / len(sat) / HOUR if sat else 0.0
        found.append(Column(name, (Piece("longest", hours, f"{name}: {texts.minutes(hours * HOUR)}"),)))
        down, told = week.total("spread"), "" if pain is None else f"{pain:.1f}"
        form = texts.LEG if down else texts.PAIN
        has = pain is not None or down
        over.append(
            Piece("leg" if down else "pain", pain or 0.0, texts.tr(form, week=name, pain=told)) if has else None
        )
        if has or week.total("moved_up"):
            said = sum(len(day.pain) for day in week.days)
            counts = (str(said), str(down), str(week.total("moved_up")))
            table.append((name, told, *counts, texts.minutes(hours * HOUR)))
    drawing = curve(width, TALL, texts.PAIN_LABEL, found, over, WORST)
    legend = (("pain", texts.PAIN_WORD), ("leg", texts.LEG_WORD), ("longest", texts.HOURS_WORD))
    return PictureSection(
        section.id, section.title, section.empty, drawing, legend, texts.PAIN_HEAD, tuple(reversed(table))
    )


def sessions_section(width: float, weeks: Sequence[WeekSum], last: date, goal: int) -> PictureSection:
    """Sessions beside the goal of the settings; 0 is none."""
    section = PictureSection("sessions", texts.SESSIONS_TITLE, texts.SESSIONS_EMPTY)
    if not any(week.total("sessions") for week in weeks):
        return section
    found, table = [], []
    for week in weeks:
        name, count = name_of(week.monday, last), week.total("sessions")
        title = texts.tr_count(count, *texts.SESSIONS_WEEK, week=name)
        found.append(Column(name, (Piece("session", count, title),) if count else ()))
        table.append((name, str(count)))
    label = texts.tr(texts.SESSIONS_LABEL, goal=goal) if goal else texts.SESSIONS_LABEL_NO_GOAL
    legend = (("session", texts.SESSIONS_TITLE), *((("goal-word", texts.GOAL),) if goal else ()))
    drawing = columns(width, TALL - 50, label, found, goal=goal)
    table_rows = tuple(reversed(table))
    return PictureSection(section.id, section.title, section.empty, drawing, legend, texts.SESSIONS_HEAD, table_rows)


def plan_section(width: float, plan: Sequence[PlanRow], last: date) -> PictureSection:
    """The sets that were done of those that were prescribed."""
    section = PictureSection("plan", texts.PLAN_TITLE, texts.PLAN_EMPTY)
    if not plan:
        return section
    found = []
    for one in plan:
        form = texts.PLAN_ROW if one.sets else texts.PLAN_NO_SET
        label = texts.tr(form, stretch=one.name, done=one.done, sets=one.sets)
        found.append(Column(label, (Piece("sets", one.done / one.sets, label),) if one.done else ()))
    table = tuple(
        (one.name, str(one.done), str(one.sets), texts.day_name(one.since, last) if one.since else "") for one in plan
    )
    drawing = rows(width, texts.PLAN_LABEL, found, 1.0)
    return PictureSection(section.id, section.title, section.empty, drawing, (), texts.PLAN_HEAD, table)
