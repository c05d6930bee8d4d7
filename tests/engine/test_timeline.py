"""The timeline of a day: what the rows of it, kept as the history keeps them, add up to."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakd.engine.events import Beat, Evidence, Posture, QuietReason, SetPosture, SourceLost
from breakd.engine.records import DayRow, SpanRow
from breakd.engine.settings import Settings, SittingSettings
from breakd.engine.sitting_clock import Ledger, numbered_from
from breakd.engine.spans import Counted, During, TimelineSpan
from tests.support.chaos import PROFILE, memory_of
from tests.support.chaos_plans import Plan, plans
from tests.support.timeline import Day

TOKYO, LOS_ANGELES = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")
TWO_DAYS = 2 * 86_400.0
PATIENT = Settings(sitting=SittingSettings(limit=36_000.0, hard_limit=36_000.0, passive_cap=360_000.0))
"""Never due, and nobody sits without touching anything for too long."""


def kept(rows: list[object]) -> list[SpanRow]:
    """What the history has in the end: a row replaces those of its number and of later ones."""
    found: dict[int, SpanRow] = {}
    for row in rows:
        if isinstance(row, SpanRow):
            found = {number: one for number, one in found.items() if number < row.span.number}
            found[row.span.number] = row
    return list(found.values())


def timeline(day: Day) -> list[TimelineSpan]:
    """What is kept, and the absence that goes on: it is kept once it is over."""
    day.handle(Beat())
    going_on = memory_of(day.engine).ledger.account.spans
    return [row.span for row in kept([*day.rows, *(SpanRow(one.began.date(), one) for one in going_on)])]


def words(spans: list[TimelineSpan]) -> list[tuple[str, str | None, int]]:
    """In half minutes: somebody who leaves was there until the last key, up to ten seconds before."""
    return [(one.counted.value, one.during and one.during.value, 30 * round(one.seconds / 30)) for one in spans]


def by_day(rows: list[SpanRow], counted: Counted) -> dict[date, float]:
    sums = defaultdict[date, float](float)
    for row in rows:
        if row.span.counted is counted:
            sums[row.day] += row.span.seconds
    return dict(sums)


# --- what it tells --------------------------------------------------------------------------------


def test_a_morning() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(20).lock().minutes(10).unlock().minutes(5)
    day.say(SetPosture(Posture.STANDING)).minutes(15).leave().minutes(10).back().say(SetPosture(Posture.SITTING))
    day.minutes(1)
    assert words(timeline(day)) == [
        ("sitting", None, 1200), ("away", "locked", 600), ("sitting", None, 300), ("standing", None, 900),
        ("away", None, 600), ("sitting", None, 60),
    ]  # fmt: skip


def test_a_call_in_which_nobody_touches_anything_is_seen() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10)
    day.evidence = frozenset({Evidence.CALL})
    day.leave().minutes(30)
    assert words(timeline(day)) == [("sitting", None, 720), ("sitting", "call", 1680)]


def test_a_film_is_no_call() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10)
    day.evidence = frozenset({Evidence.INHIBITOR})
    day.leave().minutes(30)
    assert words(timeline(day)) == [("sitting", None, 2400)]


def test_a_call_that_holds_a_reminder_back_is_seen() -> None:
    day = Day("2026-11-23 09:00").work().hold(QuietReason.CALL).minutes(40)
    assert words(timeline(day)) == [("sitting", None, 1800), ("sitting", "call", 600)]


@pytest.mark.parametrize("late", [None, 1])
def test_a_day_over_midnight(late: int | None) -> None:
    day = Day("2026-11-23 23:50", settings=PATIENT, late=late).work().minutes(30)
    spans = timeline(day)
    assert words(spans) == [("sitting", None, 600), ("sitting", None, 1200)]
    assert [span.number for span in spans] == [1, 2]
    assert spans[0].ended == spans[1].began
    assert spans[1].began.time().isoformat() == "00:00:00"


@pytest.mark.parametrize(("start", "offsets"), [("2026-03-29 01:30", (1, 2)), ("2026-10-25 02:30", (2, 1))])
def test_the_hour_that_goes_and_the_one_that_comes_twice(start: str, offsets: tuple[int, int]) -> None:
    day = Day(start, settings=PATIENT).work().minutes(60)
    (*_, first, second) = timeline(day)
    assert round(first.seconds + second.seconds) == 3600
    assert [first.began.utcoffset(), second.ended.utcoffset()] == [timedelta(hours=one) for one in offsets]


def test_two_days_asleep_are_a_span_for_each() -> None:
    day = Day("2026-11-27 17:00", settings=PATIENT).work().minutes(30).leave().suspend(TWO_DAYS).work().minutes(5)
    assert words(timeline(day)) == [
        ("sitting", None, 1800), ("away", None, 23_400), ("away", None, 86_400), ("away", None, 63_000),
        ("sitting", None, 300),
    ]  # fmt: skip


def test_what_nobody_watched_is_a_gap() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10)
    lost = day.unlooked + 900
    first, second = timeline(day.freeze(900).bump().minutes(5))
    assert (second.began - first.ended).total_seconds() == pytest.approx(lost)
    assert first.seconds + second.seconds == pytest.approx(day.at - lost)


# --- what it adds up to ---------------------------------------------------------------------------


@PROFILE
@given(plans())
def test_the_sums_of_any_day_are_those_of_its_account(plan: Plan) -> None:
    """Whatever is counted again, over restarts, midnights, zones and clocks that are set."""
    day = plan.play()
    day.handle(Beat())
    rows = kept(day.rows)
    account = memory_of(day.engine).ledger.account
    sitting, standing = by_day(rows, Counted.SITTING), by_day(rows, Counted.STANDING)
    for one in account.days:
        assert sitting.get(one.day, 0.0) == pytest.approx(one.sitting, abs=1e-6)
        assert standing.get(one.day, 0.0) == pytest.approx(one.standing, abs=1e-6)
    assert [row.span.number for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.span.seconds > 0 and row.day == row.span.began.date() for row in rows)
    assert len(account.spans) <= 40, "what is remembered stays a short list"


STARTS = ["2026-11-23 22:50", "2026-03-29 00:30", "2026-03-28 23:30", "2026-10-25 01:10", "2026-12-31 20:00"]
WATCHED = st.tuples(
    st.sampled_from(["work", "leave", "lock", "unlock", "stand", "sit", "call", "sleep", "tokyo", "los angeles"]),
    st.sampled_from([0.0, 1.0, 45.0, 130.0, 400.0, 5000.0]),
)


@PROFILE
@given(st.sampled_from(STARTS), st.sampled_from([None, 3]), st.lists(WATCHED, min_size=3, max_size=20))
def test_the_spans_are_all_the_time_that_was_watched(
    start: str, late: int | None, actions: list[tuple[str, float]]
) -> None:
    """Not a second more or less: over midnight, both changes of the clock, travel, and two days asleep."""
    day = Day(start, settings=PATIENT, late=late).work()
    for name, seconds in actions:
        match name:
            case "work":
                day.unlock() if day._locked else day.work()
            case "leave":
                day.leave()
            case "lock":
                day.lock()
            case "unlock":
                day.unlock()
            case "stand" | "sit":
                day.say(SetPosture(Posture.STANDING if name == "stand" else Posture.SITTING))
            case "call":
                day.evidence = frozenset() if day.evidence else frozenset({Evidence.CALL})
            case "sleep":
                day.suspend(TWO_DAYS)
            case "tokyo" | "los angeles":
                day.zone = TOKYO if name == "tokyo" else LOS_ANGELES
        day.run(seconds)
    spans = timeline(day)
    assert sum(span.seconds for span in spans) == pytest.approx(day.at, abs=1e-3)
    for one, other in pairwise(spans):
        assert abs((other.began.astimezone(UTC) - one.ended.astimezone(UTC)).total_seconds()) < 0.001
    for span in spans:
        assert (span.ended.astimezone(UTC) - span.began.astimezone(UTC)).total_seconds() == pytest.approx(
            span.seconds, abs=0.01
        )


# --- numbers --------------------------------------------------------------------------------------


def test_a_restart_goes_on_with_the_next_number() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10)
    lost = day.unlooked + 5
    spans = timeline(day.restart(gap=5).minutes(10))
    assert [span.number for span in spans] == [1, 2]
    assert sum(span.seconds for span in spans) == pytest.approx(day.at - lost)


def test_what_was_assumed_before_a_kill_is_counted_again_after_it() -> None:
    """Nobody was there for the last minute: the source says so to the next process."""
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10).leave().run(60).restart(gap=5).minutes(10)
    assert words(timeline(day)) == [("sitting", None, 600), ("away", None, 660)]


def test_numbers_that_the_history_has_given_are_not_given_again() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10)
    ledger = memory_of(day.engine).ledger
    assert numbered_from(ledger, 2) is ledger
    later = numbered_from(ledger, 40)
    assert (later.account.spans, later.confirmed.spans) == ((), ())
    assert (later.account.next_span, later.confirmed.next_span) == (40, 40)
    assert numbered_from(later, 7).account.next_span == 40
    assert numbered_from(Ledger(), 7).account.next_span == 7


def test_an_absence_that_goes_on_wakes_no_disk() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10).lock().minutes(20)
    count = len(day.rows)
    day.minutes(60)
    assert len(day.rows) == count
    assert words([row.span for row in kept(day.unlock().minutes(1).rows)])[1] == ("away", "locked", 4800)


def test_the_engine_forgets_what_is_recorded() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT)
    for _ in range(30):
        day.work().minutes(5).leave().minutes(5)
    assert len(timeline(day)) == 60
    assert len(memory_of(day.engine).ledger.account.spans) == 1


def test_a_lost_source_leaves_a_gap_and_days_still_add_up() -> None:
    day = Day("2026-11-23 09:00", settings=PATIENT).work().minutes(10)
    day.handle(SourceLost(day.boot))
    day.silence_source().minutes(10)
    (span,) = timeline(day)
    (row,) = {row.day: row for row in day.rows if isinstance(row, DayRow)}.values()
    assert span.seconds == pytest.approx(row.sitting_seconds)


def test_a_locked_screen_in_a_call_is_locked() -> None:
    day = Day("2026-11-23 09:00").work().hold(QuietReason.CALL).minutes(40).lock().minutes(5)
    assert timeline(day)[-1].during is During.LOCKED
