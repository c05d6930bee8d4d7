"""The kinds of pictures: a day as a line of spans, weeks as a calendar, columns by week, and rows of bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from math import ceil

from breakd.frozen import frozen

from .drawing import Mark, box, dot, line, picture, words

GAP = 2.0
LEFT, RIGHT = 52.0, 22.0
"""Room for the words of an axis."""
FOOT = 18.0
HOUR = 3600.0


@frozen
class Piece:
    """A part of a column or a row, by the kind of what it shows, with its value and what it says."""

    kind: str
    value: float
    title: str = ""


@frozen
class Column:
    """One week, or one of whatever goes from left to right."""

    label: str
    pieces: tuple[Piece, ...]


@frozen
class TimelinePiece:
    """A piece of time on the line of a day."""

    kind: str
    began: datetime
    ended: datetime
    title: str


@frozen
class Instant:
    """Something that happened at one moment of the day."""

    kind: str
    at: datetime
    title: str


def day_line(width: float, label: str, spans: Sequence[TimelinePiece], instants: Sequence[Instant]) -> Mark:
    """A day from its first sitting to its last, in whole hours, by the seconds that have really passed."""
    height, top, thick = 86.0, 30.0, 32.0
    moments = [one.began for one in spans] + [one.ended for one in spans] + [one.at for one in instants]
    begin = min(moments).replace(minute=0, second=0, microsecond=0)
    hours = max(1, ceil((max(moments) - begin).total_seconds() / HOUR))
    scale = (width - 2 * GAP) / (hours * HOUR)

    def x(at: datetime) -> float:
        return GAP + (at - begin).total_seconds() * scale

    step = max(1, ceil(hours * 56 / width))
    marks = [box("ground", GAP, top, hours * HOUR * scale, thick)]
    marks += [
        box(one.kind, x(one.began), top, (one.ended - one.began).total_seconds() * scale, thick, one.title)
        for one in spans
    ]
    for hour in range(0, hours + 1, step):
        at = begin + timedelta(hours=hour)
        kind = "soft" if hour == 0 else "soft end" if hour == hours else "soft middle"
        marks.append(words(x(at), height - 6, f"{at.astimezone(moments[0].tzinfo):%H:%M}", kind))
    marks += [dot(f"instant {one.kind}", x(one.at), 15, 6, one.title) for one in instants]
    return picture(width, height, label, *marks)


def calendar(
    width: float, label: str, days: dict[date, Piece], last: date, weekdays: Sequence[str], months: Sequence[str]
) -> Mark:
    """The last weeks, as many as there is room for, each a column from Monday on; the more, the darker."""
    weeks = (last - min(days)).days // 7 + 2
    side = min(26.0, max(15.0, (width - LEFT) / weeks))
    count = max(1, min(weeks, int((width - LEFT) / side)))
    monday = last - timedelta(days=last.weekday(), weeks=count - 1)
    most = max((piece.value for piece in days.values()), default=0.0) or 1.0
    marks = [words(0, 16 + (n + 0.5) * side + 3, weekdays[n], "soft") for n in (0, 2, 4)]
    for week in range(count):
        first = monday + timedelta(weeks=week)
        x = LEFT + week * side
        if first.day <= 7 and week < count - 1:
            marks.append(words(x, 10, months[first.month - 1], "soft"))
        for n in range(7):
            day = first + timedelta(days=n)
            if day > last:
                break
            piece = days.get(day)
            level = min(4, ceil(4 * piece.value / most)) if piece and piece.value > 0 else 0
            marks.append(
                box(f"level-{level}", x, 16 + n * side, side - GAP, side - GAP, piece.title if piece else "")
            )
    return picture(width, 16 + 7 * side, label, *marks)


def columns(
    width: float, height: float, label: str, found: Sequence[Column], unit: str = "", *, stacked: bool = True,
    goal: float = 0.0, right: float = 0.0,
) -> Mark:  # fmt: skip
    """Columns, their pieces one on the other or side by side, over an axis of round numbers; `right` is left free."""
    tops = [(sum if stacked else max)([piece.value for piece in one.pieces] or [0.0]) for one in found]
    top = round_up(max([*tops, goal]))
    room, base = width - LEFT - right, height - FOOT
    each = room / max(1, len(found))
    scale = (base - 12) / top
    marks = []
    for part in (0.0, 0.5, 1.0):
        y = base - part * top * scale
        marks += [
            line("rule", (LEFT, y), (width - right, y)),
            words(LEFT - 6, y + 4, f"{top * part:g}{unit}", "soft end"),
        ]
    step = max(1, ceil(len(found) * 52 / room))
    for n, one in enumerate(found):
        x, y = LEFT + n * each, base
        gap = min(6.0, each * 0.2)
        wide = (each - gap) / (1 if stacked else max(1, len(one.pieces)))
        for place, piece in enumerate(one.pieces):
            tall = piece.value * scale
            at = x + gap / 2 + (0 if stacked else place * wide)
            marks.append(
                box(piece.kind, at, (y if stacked else base) - tall, wide - (0 if stacked else 1), tall, piece.title)
            )
            y -= tall
        if n % step == 0:
            marks.append(words(x + each / 2, height - 4, one.label, "soft middle"))
    if goal:
        marks.append(line("goal", (LEFT, base - goal * scale), (width - right, base - goal * scale)))
    return picture(width, height, label, *marks)


def curve(
    width: float, height: float, label: str, found: Sequence[Column], over: Sequence[Piece | None], top: float
) -> Mark:
    """Columns with a line of other numbers over them, from 0 to `top`; None leaves a gap in it."""
    ground = columns(width, height, label, found, " h", right=RIGHT)
    base, room = height - FOOT, width - LEFT - RIGHT
    each = room / max(1, len(found))
    scale = (base - 12) / top
    marks = [
        words(width, base - part * top * scale + 4, f"{part * top:g}", "of-pain end") for part in (0.0, 0.5, 1.0)
    ]
    points = [
        (LEFT + (n + 0.5) * each, base - one.value * scale, one) for n, one in enumerate(over) if one is not None
    ]
    marks += [line("pain-line", *((x, y) for x, y, _ in points))] if len(points) > 1 else []
    marks += [dot(one.kind, x, y, 5, one.title) for x, y, one in points]
    return Mark(ground.tag, ground.attributes, (*ground.children, *marks))


def rows(width: float, label: str, found: Sequence[Column], top: float = 0.0) -> Mark:
    """A bar for each, under its label, with what its pieces add up to at the end."""
    tall = 40.0
    top = top or max((sum(piece.value for piece in one.pieces) for one in found), default=0.0) or 1.0
    scale = (width - 4 * GAP) / top
    marks = []
    for n, one in enumerate(found):
        x, y = 0.0, n * tall
        marks.append(words(0, y + 13, one.label))
        marks.append(box("ground", 0, y + 19, top * scale, 12))
        for piece in one.pieces:
            marks.append(box(piece.kind, x, y + 19, piece.value * scale, 12, piece.title))
            x += piece.value * scale
    return picture(width, max(1, len(found)) * tall, label, *marks)


def round_up(value: float) -> float:
    """The next number that divides well in two."""
    steps = (1, 2, 4, 6, 8, 10, 12, 16, 20, 24, 30, 40, 50, 60, 80, 100)
    factor = 1
    while value > steps[-1] * factor:
        factor *= 10
    return next(float(step * factor) for step in steps if step * factor >= value)
