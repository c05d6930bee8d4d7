"""The sitting clock: a pure accountant of watched time. Durations are seconds.

How it counts (docs/behaviour.md 1.2):

1. Time comes in spans, each of one kind: SITTING, STANDING, AWAY, or NEITHER (nobody watched).
2. Sitting raises clock and bout, the clock never above `limit`. Away and standing lower the clock at
   `limit / natural_break` per second, so there is no cliff: one second of lock costs nothing.
3. An absence that reaches `natural_break` is a natural break, once; it ends the bout and the standing.
   As much standing ends the bout too, but is no break.
4. What was counted on the assumption that the person still sits there is *soft*: when the source says
   "no input since ...", it is counted again from that instant, as away. An input settles what came before it.
   So does anything that was recorded (a bout that ended, a natural break): it is never taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from breakd.frozen import frozen

from .events import Now, Posture
from .settings import SittingSettings
from .spans import CLOCK_JITTER, Counted, During, Span, TimelineSpan, appended, by_days
from .wall_time import later

EPSILON = 1e-3
"""Seconds within which a limit counts as reached: float sums never hit a number exactly."""
KEPT_DAYS = 8
"""Accounts of days kept: by when they were last written, since the date may be wrong for a while and come back."""


@frozen
class Day:
    """A local day's seconds so far; bouts belong to the day they began."""

    day: date
    sitting: float = 0.0
    standing: float = 0.0
    longest_bout: float = 0.0
    bouts: int = 0


@frozen
class BoutEnded:
    """A bout is over: its start, its end, its sitting seconds."""

    began: datetime
    ended: datetime
    seconds: float


@frozen
class NaturalBreak:
    """An absence became a natural break at this instant."""

    at: datetime


LedgerEvent = BoutEnded | NaturalBreak


@frozen
class Account:
    """Where the counting stands."""

    clock: float = 0.0
    bout: float = 0.0
    bout_began: datetime | None = None
    posture: Posture = Posture.SITTING
    absence: float = 0.0
    """Away seconds of the absence that holds."""
    rested: bool = False
    """This absence is a natural break already."""
    standing: float = 0.0
    """Standing seconds since the posture, or since the last reminder to change it."""
    upright: float = 0.0
    """Standing seconds that count towards the end of the bout."""
    days: tuple[Day, ...] = ()
    spans: tuple[TimelineSpan, ...] = ()
    """The timeline's end: what may still change, and what has not been recorded yet."""
    next_span: int = 1
    """The number of the first span, while there is none."""


@frozen
class Ledger:
    """The account, and the soft spans at its end with the account from before them."""

    STORED: ClassVar[Mapping[str, str]] = {"confirmed": "settled", "provisional": "soft"}
    """Fields whose name in a snapshot is an older one."""

    account: Account = Account()
    confirmed: Account = Account()
    provisional: tuple[Span, ...] = ()


def begun(first_span: int) -> Ledger:
    """Nothing was counted yet."""
    account = Account(next_span=first_span)
    return Ledger(account, account)


def numbered_from(ledger: Ledger, first_span: int) -> Ledger:
    """The ledger for a history in which numbers from `first_span` on are free.

    Where it knows later spans than the ledger does, what is there stays, and the timeline goes on after it.
    """
    spans = ledger.account.spans
    if spans and first_span <= spans[-1].number + 1:
        return ledger
    number = max(first_span, ledger.account.next_span)
    account, confirmed = (replace(one, spans=(), next_span=number) for one in (ledger.account, ledger.confirmed))
    return replace(ledger, account=account, confirmed=confirmed)


def advance(ledger: Ledger, span: Span, rules: SittingSettings) -> tuple[Ledger, list[LedgerEvent]]:
    """Count one more span."""
    account, events = _count(ledger.account, span, rules)
    if not span.provisional or events:
        return Ledger(account, account), events
    return Ledger(account, ledger.confirmed, _append(ledger.provisional, span)), events


def confirm(ledger: Ledger) -> Ledger:
    """What was assumed so far is so."""
    return Ledger(ledger.account, ledger.account)


def confirm_until(ledger: Ledger, at: float, rules: SittingSettings) -> Ledger:
    """Somebody was there at boot instant `at`: what was assumed until then is so, and the absence is over."""
    confirmed, provisional = ledger.confirmed, list[Span]()
    for span in ledger.provisional:
        before, after = _cut(span, at)
        confirmed, _nothing_new = _count(confirmed, before, rules)
        provisional += [after] if after.seconds > 0 else []
    confirmed = account = replace(confirmed, absence=0.0)
    for span in provisional:
        account, _nothing_new = _count(account, span, rules)
    return Ledger(account, confirmed, tuple(provisional))


def account_at(ledger: Ledger, at: float, rules: SittingSettings) -> Account:
    """Where the counting stood at boot instant `at`, as far as that can still be told: not before what is settled."""
    account = ledger.confirmed
    for span in ledger.provisional:
        before, _after = _cut(span, at)
        account, _nothing_new = _count(account, before, rules)
    return account


def recount_as_away(
    ledger: Ledger, since: float, rules: SittingSettings, during: During | None = None
) -> tuple[Ledger, list[LedgerEvent]]:
    """Nobody was there since boot instant `since`: count the soft spans after it as away, `during` what is known."""
    account, events = ledger.confirmed, list[LedgerEvent]()
    if ledger.provisional and since - _start(ledger.provisional[0]) < CLOCK_JITTER:
        since = _start(ledger.provisional[0])  # one touch of the mouse is no sitting
    for span in ledger.provisional:
        before, after = _cut(span, since)
        account, _nothing_new = _count(account, before, rules)
        account, news = _count(account, replace(after, counted=Counted.AWAY, during=during), rules)
        events += news
    return Ledger(account, account), events


def _start(span: Span) -> float:
    return span.boot_end - span.seconds


def _cut(span: Span, at: float) -> tuple[Span, Span]:
    """The span until boot instant `at`, and the rest of it; each may be empty."""
    before = min(max(at - _start(span), 0.0), span.seconds)
    after = span.seconds - before
    return (
        replace(span, seconds=before, boot_end=span.boot_end - after, end=later(span.end, -after)),
        replace(span, seconds=after),
    )


def without_recorded(ledger: Ledger) -> Ledger:
    """The same, without the spans that are recorded and will not change any more: all before the settled end."""
    settled = ledger.confirmed.spans
    if len(settled) < 2:
        return ledger
    first = settled[-1].number
    account, confirmed = (
        replace(one, spans=tuple(span for span in one.spans if span.number >= first))
        for one in (ledger.account, ledger.confirmed)
    )
    return replace(ledger, account=account, confirmed=confirmed)


def end_bout(ledger: Ledger, at: datetime) -> tuple[Ledger, list[LedgerEvent]]:
    """The bout ends here, by a break that got the person off the chair."""
    account, events = _end_bout(ledger.account, at)
    return Ledger(account, account), events


def _append(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Merge a span into the last one if time ran on evenly between them, so that the list stays short."""
    if spans:
        last = spans[-1]
        if last.counted is span.counted and last.during is span.during and span.follows(last.end):
            return (*spans[:-1], replace(span, seconds=last.seconds + span.seconds))
    return (*spans, span)


def _count(account: Account, span: Span, rules: SittingSettings) -> tuple[Account, list[LedgerEvent]]:
    if span.seconds <= 0:
        return account, []
    account = replace(account, spans=appended(account.spans, span, account.next_span))
    match span.counted:
        case Counted.SITTING:
            return _sit(account, span, rules), []
        case Counted.STANDING:
            return _stand(account, span, rules)
        case Counted.AWAY:
            return _leave(account, span, rules)
        case Counted.NEITHER:
            return account, []


def _sit(account: Account, span: Span, rules: SittingSettings) -> Account:
    began = account.bout_began or later(span.end, -span.seconds)
    days = _add_to_days(account.days, span)
    bout = account.bout + span.seconds
    days = _update_day(days, began.date(), bout, new=account.bout_began is None)
    clock = min(account.clock + span.seconds, rules.limit)
    return replace(
        account, clock=clock, bout=bout, bout_began=began, absence=0.0, rested=False, upright=0.0, days=days
    )


def _stand(account: Account, span: Span, rules: SittingSettings) -> tuple[Account, list[LedgerEvent]]:
    days = _add_to_days(account.days, span)
    upright = account.upright + span.seconds
    account = replace(
        account, clock=_fallen(account.clock, span.seconds, rules), absence=0.0, rested=False,
        standing=account.standing + span.seconds, upright=upright, days=days,
    )  # fmt: skip
    if upright < rules.natural_break - EPSILON:
        return account, []
    return _end_bout(replace(account, clock=0.0), later(span.end, rules.natural_break - upright))


def _leave(account: Account, span: Span, rules: SittingSettings) -> tuple[Account, list[LedgerEvent]]:
    absence = account.absence + span.seconds
    account = replace(account, clock=_fallen(account.clock, span.seconds, rules), absence=absence)
    if account.rested or absence < rules.natural_break - EPSILON:
        return account, []
    reached = later(span.end, min(0.0, rules.natural_break - absence))
    left = later(reached, -rules.natural_break)
    account, events = _end_bout(account, left)
    account = replace(account, clock=0.0, rested=True, posture=Posture.SITTING, standing=0.0, upright=0.0)
    return account, [*events, NaturalBreak(reached)]


def _end_bout(account: Account, at: datetime) -> tuple[Account, list[LedgerEvent]]:
    if account.bout_began is None:
        return account, []
    ended = BoutEnded(account.bout_began, at, account.bout)
    return replace(account, bout=0.0, bout_began=None), [ended]


def _fallen(clock: float, seconds: float, rules: SittingSettings) -> float:
    return max(0.0, clock - seconds * rules.limit / rules.natural_break)


def _add_to_days(days: tuple[Day, ...], span: Span) -> tuple[Day, ...]:
    """Sitting or standing, split at local midnights."""
    for began, piece in by_days(span):
        day = _day(days, began.date())
        if span.counted is Counted.SITTING:
            days = _replace_day(days, replace(day, sitting=day.sitting + piece.seconds))
        else:
            days = _replace_day(days, replace(day, standing=day.standing + piece.seconds))
    return days


def _update_day(days: tuple[Day, ...], day: date, bout: float, *, new: bool) -> tuple[Day, ...]:
    mine = _day(days, day)
    longest = max(mine.longest_bout, bout)
    return _replace_day(days, replace(mine, longest_bout=longest, bouts=mine.bouts + int(new)))


def _day(days: tuple[Day, ...], day: date) -> Day:
    return next((known for known in days if known.day == day), Day(day))


def _replace_day(days: tuple[Day, ...], changed: Day) -> tuple[Day, ...]:
    return (*(known for known in days if known.day != changed.day), changed)[-KEPT_DAYS:]


@frozen
class Gap:
    """What lies between two looks at the clocks: `awake` seconds, then `slept` seconds."""

    awake: float
    slept: float


def gap(last: Now, now: Now) -> Gap:
    """BOOTTIME counts sleep and MONOTONIC does not: the difference is how long the machine slept."""
    whole = max(0.0, now.boot - last.boot)
    awake = min(max(0.0, now.mono - last.mono), whole)
    slept = whole - awake
    return Gap(whole, 0.0) if slept < CLOCK_JITTER else Gap(awake, slept)
