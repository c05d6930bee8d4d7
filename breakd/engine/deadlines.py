"""Deadlines: what is due now, in one fixed order, and when the next one comes, always strictly later than now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from . import physio_reminder, sitting_clock, wall_time, work_hours
from .display_timing import ripe_at, show_if_ripe
from .effects import WatchInput, WatchQuiet
from .presence import gone
from .records import Kind
from .reminder import dismiss, expire, harden, heed_quiet, open_reminder, take_over
from .reminder_stages import Asked, Closing, Deferred, Shown, Snoozed, Started, Unanswered, Waiting, instants
from .requests import in_heads_up, seconds_to_due
from .sitting_clock import Counted
from .state import QuietWatch, Reminder
from .step import Turn

PROBE_PATIENCE = 5.0
"""Probes answer within two seconds; one that does not counts as "not quiet"."""


def look(turn: Turn) -> None:
    """Let everything happen that is due at `turn.now`."""
    _calendar(turn)
    question = turn.facts.question
    if question is not None and turn.past(question.until):
        leave(turn, question.since)
    _reminder_deadlines(turn)
    _fall_due(turn)
    heed_quiet(turn)
    watch(turn)
    show_if_ripe(turn)
    expire(turn)
    watch(turn)


def leave(turn: Turn, since: float | None) -> None:
    """Nobody is there since the last input, or from now on if there was evidence until now (None)."""
    turn.facts = gone(turn.facts)
    if since is None:
        turn.facts = replace(turn.facts, pause_since=turn.boot)
        turn.ledger = sitting_clock.settle(turn.ledger)
    else:
        take_over(turn, sitting_clock.count_again(turn.ledger, since, turn.rules))


def _calendar(turn: Turn) -> None:
    """The check-up is counted, pauses end at their instant, a place chosen by hand holds until the next day."""
    physio_reminder.count(turn)
    memory, wall = turn.memory, turn.now.wall
    if memory.paused_until is not None and wall_time.elapsed(memory.paused_until, wall) >= 0:
        turn.memory = replace(turn.memory, paused_until=None)
    if memory.place_day is not None and memory.place_day != wall.date():
        turn.memory = replace(turn.memory, place=None, place_day=None)


def _reminder_deadlines(turn: Turn) -> None:
    match turn.reminder.stage if turn.reminder is not None else None:
        case Closing(at=end) | Started(silent_at=end) if turn.past(end):
            dismiss(turn)
        case Snoozed(returns=end) | Waiting(not_before=end) if turn.past(end):
            turn.enter(Waiting(turn.boot))
        case Deferred(not_before=end) as deferred if turn.past(end):
            turn.enter(replace(deferred, not_before=None))


def _fall_due(turn: Turn) -> None:
    """Due: the clock reaches `limit`, or the bout crosses `hard_limit`; or somebody stood for long."""
    account, rules, reminder = turn.account, turn.rules, turn.reminder
    over = account.bout >= rules.hard_limit - sitting_clock.EPSILON
    if not over and turn.memory.hard_limit_met:
        turn.memory = replace(turn.memory, hard_limit_met=False)
    if reminder is not None:
        if over and not reminder.firm and reminder.kind is Kind.STRETCH:
            harden(turn)
        return
    if account.clock >= rules.limit - sitting_clock.EPSILON or (over and not turn.memory.hard_limit_met):
        open_reminder(turn, Kind.STRETCH, by_program=True)
    elif account.standing >= rules.standing_limit - sitting_clock.EPSILON:
        open_reminder(turn, Kind.CHANGE, by_program=True)


def watch(turn: Turn) -> None:
    """Watch quiet reasons while a reminder is open, and input while it matters; nothing otherwise."""
    quiet = turn.quiet
    wanted = turn.reminder is not None and not isinstance(turn.reminder.stage, Started | Snoozed)
    if wanted != quiet.on:
        turn.quiet = QuietWatch(on=wanted, answer_by=turn.boot + PROBE_PATIENCE if wanted else None)
        turn.emit(WatchQuiet(wanted))
    elif turn.past(quiet.answer_by):
        turn.quiet = replace(quiet, answer_by=None)
    pause = _pause_to_watch(turn.reminder)
    if pause != turn.memory.pause_watched:
        facts = turn.facts
        if not facts.idle:  # the source tells afresh what is so
            turn.facts = replace(facts, pause_since=None)
        turn.memory = replace(turn.memory, pause_watched=pause)
        turn.emit(WatchInput(pause))


def _pause_to_watch(reminder: Reminder | None) -> float | None:
    """Pauses matter for a good moment, soon before one may come, and for who is there when a pop-up expires."""
    match (reminder.popup or reminder.stage) if reminder is not None else None:
        case Waiting(not_before=None) | Deferred(not_before=None, settled_at=float()):
            matters = True
        case Shown(expires=float()) | Asked() | Unanswered():
            matters = True
        case _:
            matters = False
    return reminder.rules.wait_for_pause if reminder is not None and matters else None


def next_boot(turn: Turn) -> float | None:
    """The earliest deadline on the boot clock, strictly later than now."""
    found = (_counting(turn), _watching(turn), _reminder(turn))
    coming = [when for group in found for when in group if when is not None]
    return min(coming, default=None)


def next_wall(turn: Turn) -> datetime | None:
    """The earliest deadline in wall time: a pause's end, an edge of the work hours, the next day."""
    wall = turn.now.wall
    coming = [
        wall_time.next_midnight(wall),
        work_hours.next_edge(turn.settings.hours, wall),
        turn.memory.paused_until,
        turn.care.about_until,
    ]
    later = [when for when in coming if when is not None and wall_time.elapsed(wall, when) > 0]
    return min(later, key=lambda when: wall_time.elapsed(wall, when), default=None)


def _counting(turn: Turn) -> Iterator[float | None]:
    account, rules, reminder = turn.account, turn.rules, turn.reminder
    match turn.counts_as:
        case Counted.SITTING if reminder is None:
            due = seconds_to_due(turn)
            yield turn.boot + due
            if not in_heads_up(turn):
                yield turn.boot + due - turn.settings.reminder.heads_up
        case Counted.SITTING if reminder is not None and not reminder.firm and reminder.kind is Kind.STRETCH:
            yield turn.boot + rules.hard_limit - account.bout
        case Counted.STANDING:
            if account.bout_began is not None:
                yield turn.boot + rules.natural_break - account.upright
            if reminder is None:
                yield turn.boot + rules.standing_limit - account.standing
        case Counted.AWAY if not account.rested:
            yield turn.boot + rules.natural_break - account.absence
        case _:
            return


def _watching(turn: Turn) -> Iterator[float | None]:
    facts = turn.facts
    yield facts.question.until if facts.question is not None else None
    yield turn.quiet.answer_by


def _reminder(turn: Turn) -> Iterator[float | None]:
    reminder = turn.reminder
    if reminder is None:
        return
    yield from instants(reminder.stage)
    yield ripe_at(turn)
