"""The accountant alone: spans in, clock, bout, absence and days out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from breakd.engine import sitting_clock
from breakd.engine.events import Now, Posture
from breakd.engine.settings import SittingSettings
from breakd.engine.sitting_clock import Account, BoutEnded, Ledger, LedgerEvent, NaturalBreak
from breakd.engine.spans import Counted, Span

RULES = SittingSettings()
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Book:
    """A ledger with its own clock, so that a test reads like a day."""

    def __init__(self, account: Account | None = None) -> None:
        self.ledger = Ledger(account or Account(), account or Account())
        self.boot = 0.0
        self.told: list[LedgerEvent] = []

    def wall(self, boot: float) -> datetime:
        return NOON + timedelta(seconds=boot)

    def count(self, counted: Counted, seconds: float, *, soft: bool = True) -> Book:
        self.boot += seconds
        span = Span(counted, seconds, self.boot, self.wall(self.boot), soft)
        self.ledger, news = sitting_clock.advance(self.ledger, span, RULES)
        self.told += news
        return self

    def sit(self, seconds: float) -> Book:
        return self.count(Counted.SITTING, seconds)

    def stand(self, seconds: float) -> Book:
        return self.count(Counted.STANDING, seconds)

    def away(self, seconds: float) -> Book:
        return self.count(Counted.AWAY, seconds)

    def neither(self, seconds: float) -> Book:
        return self.count(Counted.NEITHER, seconds)

    def nobody_since(self, boot: float) -> Book:
        self.ledger, news = sitting_clock.recount_as_away(self.ledger, boot, RULES)
        self.told += news
        return self

    def seen(self, boot: float | None = None) -> Book:
        self.ledger = sitting_clock.confirm_until(self.ledger, self.boot if boot is None else boot, RULES)
        return self

    @property
    def now(self) -> Account:
        return self.ledger.account

    def breaks(self) -> list[datetime]:
        return [item.at for item in self.told if isinstance(item, NaturalBreak)]

    def bouts(self) -> list[float]:
        return [item.seconds for item in self.told if isinstance(item, BoutEnded)]


def standing_account() -> Account:
    return Account(posture=Posture.STANDING, bout=600.0, bout_began=NOON - timedelta(seconds=600), clock=600.0)


def test_sitting_raises_clock_and_bout_and_the_clock_stops_at_the_limit() -> None:
    book = Book().sit(2000)
    assert (book.now.clock, book.now.bout) == (1800, 2000)


def test_a_second_away_costs_six_seconds_of_clock_and_nothing_of_the_bout() -> None:
    book = Book().sit(600).away(1)
    assert (book.now.clock, book.now.bout) == (594, 600)


def test_a_natural_break_is_told_once_at_its_own_instant() -> None:
    book = Book().sit(600).away(400).away(400)
    assert book.breaks() == [book.wall(900)]
    assert book.bouts() == [600]
    assert (book.now.clock, book.now.bout) == (0, 0)


def test_the_ended_bout_ended_when_the_person_left() -> None:
    (ended, _) = Book().sit(600).away(400).told
    assert isinstance(ended, BoutEnded)
    assert ended.ended == NOON + timedelta(seconds=600)


def test_short_absences_do_not_add_up() -> None:
    book = Book().sit(600)
    for _ in range(5):
        book.away(200).seen().sit(60)
    assert book.breaks() == []
    assert book.now.bout == 900


def test_nobody_since_turns_what_was_assumed_into_away() -> None:
    book = Book().sit(600).seen().sit(120).nobody_since(600)
    assert (book.now.bout, book.now.absence) == (600, 120)
    assert book.now.clock == 0  # 120 s away lower the clock by 720 s
    assert book.now.days[0].sitting == 600


def test_nobody_since_cuts_a_span_in_two() -> None:
    book = Book().sit(100).nobody_since(40)
    assert (book.now.bout, book.now.absence) == (40, 60)


def test_what_is_settled_is_not_taken_back() -> None:
    """The call that was counted as sitting stays so, whatever is said later of an input before it."""
    book = Book().sit(60).count(Counted.SITTING, 120, soft=False).nobody_since(60)
    assert (book.now.bout, book.now.absence) == (180, 0)


def test_not_a_moment_after_a_late_input_is_lost() -> None:
    assert Book().sit(600.8).seen(600).now.bout == pytest.approx(600.8)


def test_what_was_counted_again_is_not_counted_a_third_time() -> None:
    book = Book().sit(600).seen().sit(120).nobody_since(600).nobody_since(600)
    assert book.now.absence == 120


def test_input_settles_only_what_came_before_it() -> None:
    """An input that is reported late says nothing about the time after it."""
    book = Book().sit(600).seen(500).nobody_since(500)
    assert (book.now.bout, book.now.absence) == (500, 100)


def test_input_ends_an_absence_even_if_nothing_comes_after_it() -> None:
    """Somebody bumps the desk after four minutes and is gone again: five minutes from the bump make a break."""
    book = Book().sit(600).away(240).seen().sit(120).nobody_since(840)
    assert book.breaks() == []
    assert book.now.absence == 120
    book.away(180)
    assert book.breaks() == [book.wall(1140)]


def test_a_bump_in_a_long_absence_makes_no_second_break() -> None:
    book = Book().sit(600).away(900).seen().sit(120).nobody_since(1500).away(900)
    assert len(book.breaks()) == 1


def test_clocks_read_one_after_the_other_make_no_sitting() -> None:
    book = Book().sit(600).away(900).seen().sit(120).nobody_since(1500.01).away(900)
    assert len(book.breaks()) == 1
    assert book.now.bout == 0


def test_it_makes_no_difference_how_the_assumed_time_was_cut() -> None:
    """The wall clock was set a moment before the last input, so the spans were not joined."""
    whole, pieces = Book().sit(100).sit(50), Book().sit(100)
    pieces.boot += 50
    end = pieces.wall(pieces.boot) + timedelta(hours=1)
    pieces.ledger, _ = sitting_clock.advance(pieces.ledger, Span(Counted.SITTING, 50, pieces.boot, end, True), RULES)
    assert len(pieces.ledger.provisional) == 2
    whole.nobody_since(100.2)
    pieces.nobody_since(100.2)
    assert (whole.now.clock, whole.now.bout, whole.now.absence) == (
        pieces.now.clock, pieces.now.bout, pieces.now.absence,
    )  # fmt: skip


def test_a_minute_of_standing_is_a_minute_off_the_clock_and_no_end_of_the_bout() -> None:
    """Standing up for a moment buys no half hour: it counts as a minute away does."""
    book = Book(replace(standing_account(), clock=1800.0, bout=1800.0)).stand(60)
    assert (book.now.clock, book.now.bout, book.told) == (1440, 1800, [])


def test_standing_is_not_in_the_days_sitting() -> None:
    (day,) = Book().sit(100).stand(60).now.days
    assert (day.sitting, day.standing) == (100, 60)


def test_a_day_with_a_lunch_and_a_coffee_has_two_breaks_though_nobody_sat_between() -> None:
    """After lunch at the standing desk the next absence is another break."""
    book = Book().sit(600).away(400).stand(60).away(400)
    assert book.breaks() == [book.wall(900), book.wall(1360)]


def test_five_minutes_of_standing_end_the_bout_but_are_no_break() -> None:
    book = Book(standing_account()).stand(400)
    assert book.bouts() == [600]
    assert book.breaks() == []
    assert (book.now.clock, book.now.bout, book.now.standing) == (0, 0, 400)


def test_a_bout_that_was_told_as_ended_is_not_told_again() -> None:
    """Stood for five minutes as far as was known; then it turns out that the person had left after four."""
    book = Book(standing_account()).stand(300).stand(60).nobody_since(240).away(600)
    assert book.bouts() == [600]
    assert len(book.breaks()) == 1


def test_a_break_ends_standing() -> None:
    book = Book(standing_account()).stand(100).away(300)
    assert book.now.posture is Posture.SITTING
    assert book.now.standing == 0


def test_neither_counts_nothing_but_can_be_counted_again_as_away() -> None:
    book = Book().sit(600).seen().neither(200)
    assert (book.now.clock, book.now.bout, book.now.absence) == (600, 600, 0)
    book.nobody_since(600)
    assert book.now.absence == 200


def test_soft_spans_do_not_pile_up() -> None:
    book = Book()
    for _ in range(1000):
        book.sit(7)
    assert len(book.ledger.provisional) == 1


def test_days_are_split_at_midnight_and_the_bout_belongs_to_the_first() -> None:
    book = Book()
    book.boot = 12 * 3600 - 600
    book.sit(1500)
    first, second = sorted(book.now.days, key=lambda day: day.day)
    assert (first.sitting, second.sitting) == (600, 900)
    assert (first.bouts, second.bouts) == (1, 0)
    assert (first.longest_bout, second.longest_bout) == (1500, 0)


def test_a_wrong_date_for_a_while_costs_no_day_its_account() -> None:
    """The clock was set three days ahead by mistake, and back: the day's account goes on from where it was."""
    book = Book().sit(600)
    end = book.wall(book.boot) + timedelta(days=3, seconds=60)
    book.ledger, _ = sitting_clock.advance(book.ledger, Span(Counted.SITTING, 60, 660, end, False), RULES)
    book.boot = 660
    book.sit(60)
    assert {day.day.day: day.sitting for day in book.now.days} == {23: 660, 26: 60}


def test_the_accounts_of_long_ago_are_forgotten() -> None:
    book = Book()
    for day in range(40):
        end = NOON + timedelta(days=day, hours=1)
        book.ledger, _ = sitting_clock.advance(book.ledger, Span(Counted.SITTING, 60, day * 60.0, end, False), RULES)
    assert len(book.now.days) <= sitting_clock.KEPT_DAYS
    assert max(day.day for day in book.now.days) == (NOON + timedelta(days=39)).date()


def test_a_gap_is_slept_as_far_as_the_monotonic_clock_stood_still() -> None:
    last, now = Now(100, 50, NOON), Now(200, 60, NOON)
    assert sitting_clock.gap(last, now) == sitting_clock.Gap(awake=10, slept=90)


def test_reading_the_clocks_one_after_the_other_is_no_sleep() -> None:
    assert sitting_clock.gap(Now(100, 50, NOON), Now(200, 149.7, NOON)) == sitting_clock.Gap(awake=100, slept=0)
