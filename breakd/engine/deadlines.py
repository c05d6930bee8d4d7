"""Deadlines: what is due now, in one fixed order, and when the next one comes, always strictly later than now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from . import physio_reminder, sitting_clock, wall_time, work_hours
from .display_timing import show_at, show_when_ready
from .effects import WatchInput, WatchQuiet
from .presence import LASTS_FROM, mark_idle
from .records import ReminderKind
from .reminder import apply_quiet, dismiss, expire, make_firm, open_reminder
from .reminder_stages import Asked, Closing, Deferred, Shown, Snoozed, Started, Unanswered, Waiting, instants
from .requests import in_heads_up, seconds_to_due
from .returning import judge_touch, known_at
from .spans import Counted
from .state import QuietState, Reminder
from .step import Step
from .taken_back import count_as_away, settle_opening, what_is_due

AT_ONCE = 0.01
"""Seconds until something is noticed that was due before this step: a break that new settings have made one, or that
somebody stands for long, which waited for the reminder before to close."""
PROBE_PATIENCE = 5.0
"""Probes answer within two seconds; one that does not counts as "not quiet"."""


def fire_due(step: Step) -> None:
    """Let everything happen that is due at `step.now`."""
    _fire_calendar(step)
    judge_touch(step)
    request = step.facts.evidence_request
    if request is not None and step.is_past(request.until):
        mark_away(step, request.since)
    _fire_reminder(step)
    _open_when_due(step)
    settle_opening(step)
    apply_quiet(step)
    update_watches(step)
    show_when_ready(step)
    expire(step)
    update_watches(step)


def mark_away(step: Step, since: float | None) -> None:
    """Nobody is there since the last input, or from now on if there was evidence until now (None)."""
    step.facts = mark_idle(step.facts)
    if since is None:
        step.facts = replace(step.facts, pause_since=step.boot)
        step.ledger = sitting_clock.confirm(step.ledger)
    else:
        count_as_away(step, since)


def _fire_calendar(step: Step) -> None:
    """The check-up is counted, pauses end at their instant, a place chosen by hand holds until the next day."""
    physio_reminder.start_counting(step)
    state, wall = step.state, step.now.wall
    if _pause_is_over(step):
        step.state = replace(step.state, paused_until=None, pause_elapses=None)
    if state.place_day is not None and state.place_day != wall.date():
        step.state = replace(step.state, place=None, place_day=None)


def _pause_is_over(step: Step) -> bool:
    """A pause of a length ends by elapsed time, one until a time of day by the wall clock."""
    state = step.state
    if state.pause_elapses is not None:
        return step.is_past(state.pause_elapses)
    return state.paused_until is not None and wall_time.elapsed(state.paused_until, step.now.wall) >= 0


def _fire_reminder(step: Step) -> None:
    match step.reminder.stage if step.reminder is not None else None:
        case Closing(at=end) | Started(silent_at=end) if step.is_past(end):
            dismiss(step)
        case Snoozed(returns=end) | Waiting(not_before=end) if step.is_past(end):
            step.enter(Waiting(step.boot))
        case Deferred(not_before=end) as deferred if step.is_past(end):
            step.enter(replace(deferred, not_before=None))


def _open_when_due(step: Step) -> None:
    """Due: the clock reaches `limit`, or the bout crosses `hard_limit`; or somebody stood for long."""
    account, rules, reminder = step.account, step.rules, step.reminder
    over = account.bout >= rules.hard_limit - sitting_clock.EPSILON
    if not over and step.state.hard_limit_met:
        step.state = replace(step.state, hard_limit_met=False)
    if reminder is not None:
        if over and not reminder.firm and reminder.kind is ReminderKind.STRETCH:
            make_firm(step)
        return
    due = what_is_due(account, rules, hard_limit_met=step.state.hard_limit_met)
    if due is not None:
        open_reminder(step, due, by_program=True)


def update_watches(step: Step) -> None:
    """Watch quiet reasons while a reminder is open, and input while it matters; nothing otherwise."""
    quiet = step.quiet
    wanted = step.reminder is not None and not isinstance(step.reminder.stage, Started | Snoozed)
    if wanted != quiet.on:
        step.quiet = QuietState(on=wanted, answer_by=step.boot + PROBE_PATIENCE if wanted else None)
        step.emit(WatchQuiet(wanted))
    elif step.is_past(quiet.answer_by):
        step.quiet = replace(quiet, answer_by=None)
    pause = _pause_to_watch(step.reminder)
    if step.facts.touched is not None:
        pause = LASTS_FROM if pause is None else min(pause, LASTS_FROM)
    if pause != step.state.pause_watched:
        facts = step.facts
        if not facts.idle:  # the source tells afresh what is so
            step.facts = replace(facts, pause_since=None)
        step.state = replace(step.state, pause_watched=pause)
        step.emit(WatchInput(pause))


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


def next_boot_deadline(step: Step) -> float | None:
    """The earliest deadline on the boot clock, strictly later than now."""
    found = (_counting_deadlines(step), _watching_deadlines(step), _reminder_deadlines(step))
    coming = [when for group in found for when in group if when is not None]
    return min(coming, default=None)


def next_wall_deadline(step: Step) -> datetime | None:
    """The earliest deadline in wall time: a pause's end, an edge of the work hours, the next day."""
    wall = step.now.wall
    coming = [
        wall_time.next_midnight(wall),
        work_hours.next_edge(step.settings.hours, wall),
        step.state.paused_until if step.state.pause_elapses is None else None,
        step.safety.about_until,
    ]
    later = [when for when in coming if when is not None and wall_time.elapsed(wall, when) > 0]
    return min(later, key=lambda when: wall_time.elapsed(wall, when), default=None)


def _counting_deadlines(step: Step) -> Iterator[float | None]:
    account, rules, reminder = step.account, step.rules, step.reminder
    match step.counts_as:
        case Counted.SITTING if reminder is None:
            due = seconds_to_due(step)
            yield step.boot + due
            if not in_heads_up(step):
                yield step.boot + due - step.settings.reminder.heads_up
        case Counted.SITTING if reminder is not None and not reminder.firm and reminder.kind is ReminderKind.STRETCH:
            yield step.boot + rules.hard_limit - account.bout
        case Counted.STANDING:
            if account.bout_began is not None:
                yield step.boot + max(AT_ONCE, rules.natural_break - account.upright)
            if reminder is None:
                yield step.boot + max(AT_ONCE, rules.standing_limit - account.standing)
        case Counted.AWAY if not account.rested:
            yield step.boot + max(AT_ONCE, rules.natural_break - account.absence)
        case _:
            return


def _watching_deadlines(step: Step) -> Iterator[float | None]:
    facts = step.facts
    yield known_at(facts.touched) if facts.touched is not None else None
    yield facts.evidence_request.until if facts.evidence_request is not None else None
    yield step.quiet.answer_by
    yield step.state.pause_elapses


def _reminder_deadlines(step: Step) -> Iterator[float | None]:
    reminder = step.reminder
    if reminder is None:
        return
    yield from instants(reminder.stage)
    yield show_at(step)
