"""The picture of one day: its timeline, with every reminder and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from breakd.engine.records import ReminderKind, ReminderRow, SpanRow
from breakd.engine.spans import Counted, During
from breakd.messages import board_history as texts

from .charts import Instant, TimelinePiece, day_line
from .section import PictureSection

KINDS = {
    "sitting": texts.SITTING, "standing": texts.STANDING, "call": texts.CALL, "away": texts.AWAY,
    "locked": texts.LOCKED,
}  # fmt: skip


def day_section(
    width: float, spans: Sequence[SpanRow], reminders: Sequence[ReminderRow], names: Mapping[str, str]
) -> PictureSection:
    """One day as it went, of all its rows; `names` are those of the stretches."""
    if not any(row.span.counted is not Counted.AWAY for row in spans):
        return PictureSection("day", texts.DAY_TITLE, texts.DAY_EMPTY, rows=())
    shown = list(_at_work(spans))
    pieces = [_piece(row) for row in shown]
    instants = [_instant(row, names) for row in reminders]
    sat, stood = (
        sum(row.span.seconds for row in spans if row.span.counted is counted)
        for counted in (Counted.SITTING, Counted.STANDING)
    )
    label = texts.tr(
        texts.DAY_LABEL, sitting=texts.minutes(sat), standing=texts.minutes(stood), first=_clock(pieces[0].began),
        last=_clock(pieces[-1].ended),
    )  # fmt: skip
    kinds = {piece.kind for piece in pieces}
    legend = [(kind, word) for kind, word in KINDS.items() if kind in kinds]
    outcomes = {one.kind for one in instants}
    legend += [(kind, word) for kind, word in (*texts.OUTCOMES.items(), ("open", texts.OPEN)) if kind in outcomes]
    rows = sorted(
        [(row.span.began, row.span.ended, KINDS[_kind(row)], texts.minutes(row.span.seconds)) for row in shown]
        + [(row.opened_at, None, one.title, "") for row, one in zip(reminders, instants, strict=True)],
        key=lambda one: one[0],
    )
    return PictureSection(
        "day", texts.DAY_TITLE, texts.DAY_EMPTY, day_line(width, label, pieces, instants), tuple(legend),
        texts.DAY_HEAD, tuple((_clock(a), _clock(b) if b else "", what, length) for a, b, what, length in rows),
    )  # fmt: skip


def _at_work(rows: Sequence[SpanRow]) -> Iterator[SpanRow]:
    """From the first time that somebody was there to the last: nobody wants to see the night."""
    there = [place for place, row in enumerate(rows) if row.span.counted is not Counted.AWAY]
    yield from rows[there[0] : there[-1] + 1]


def _kind(row: SpanRow) -> str:
    span = row.span
    if span.during is During.CALL and span.counted is Counted.SITTING:
        return "call"
    return "locked" if span.during is During.LOCKED else span.counted.value


def _piece(row: SpanRow) -> TimelinePiece:
    span, kind = row.span, _kind(row)
    title = texts.tr(
        texts.SPAN, what=KINDS[kind], began=_clock(span.began), ended=_clock(span.ended),
        length=texts.minutes(span.seconds),
    )  # fmt: skip
    return TimelinePiece(kind, span.began, span.ended, title)


def _instant(row: ReminderRow, names: Mapping[str, str]) -> Instant:
    outcome = row.outcome.value if row.outcome else ""
    title = texts.tr(
        texts.INSTANT, at=_clock(row.shown_at or row.opened_at), stretch=_what(row, names),
        outcome=texts.OUTCOMES[outcome] if outcome else texts.OPEN,
    )  # fmt: skip
    return Instant(outcome or "open", row.shown_at or row.opened_at, title)


def _what(row: ReminderRow, names: Mapping[str, str]) -> str:
    if row.kind is ReminderKind.CHANGE:
        return texts.CHANGE
    return texts.SESSION if row.session else names.get(row.stretch, row.stretch) or texts.UNNAMED


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}"
