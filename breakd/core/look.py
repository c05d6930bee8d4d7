"""What a look at the clocks brings about: every deadline that has passed, in one fixed order."""

from __future__ import annotations

from dataclasses import replace

from . import checkup, hours, sitting
from .effects import Kind, WatchInput, WatchQuiet
from .good_moment import show_if_ripe
from .memory import QuietWatch, Reminder
from .presence import gone
from .reminder import dismiss, expire, harden, heed_quiet, open_reminder, take_over
from .status import Stage
from .turn import Turn

PROBE_PATIENCE = 5.0
"""Probes answer within two seconds; one that does not counts as "not quiet"."""


def look(turn: Turn) -> None:
    """Let everything happen that is due at `turn.now`."""
    _calendar(turn)
    question = turn.memory.facts.question
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
    turn.update(facts=gone(turn.memory.facts))
    if since is None:
        turn.update(
            facts=replace(turn.memory.facts, pause_since=turn.boot), ledger=sitting.settle(turn.memory.ledger)
        )
    else:
        take_over(turn, sitting.count_again(turn.memory.ledger, since, turn.rules))


def _calendar(turn: Turn) -> None:
    """The check-up is counted, pauses end at their instant, a place chosen by hand holds until the next day."""
    checkup.count(turn)
    memory, wall = turn.memory, turn.now.wall
    if memory.paused_until is not None and hours.elapsed(memory.paused_until, wall) >= 0:
        turn.update(paused_until=None)
    if memory.place_day is not None and memory.place_day != wall.date():
        turn.update(place=None, place_day=None)


def _reminder_deadlines(turn: Turn) -> None:
    reminder = turn.reminder
    if reminder is None:
        return
    if turn.past(reminder.closing) or turn.past(reminder.guide_silent):
        dismiss(turn)
    elif turn.past(reminder.returns):
        turn.update_reminder(stage=Stage.WAITING, returns=None, patient_since=turn.boot)
    elif turn.past(reminder.not_before):
        turn.update_reminder(not_before=None, patient_since=turn.boot)


def _fall_due(turn: Turn) -> None:
    """Due: the clock reaches `limit`, or the bout crosses `hard_limit`; or somebody stood for long."""
    account, rules, reminder = turn.account, turn.rules, turn.reminder
    over = account.bout >= rules.hard_limit - sitting.EPSILON
    if not over and turn.memory.hard_limit_met:
        turn.update(hard_limit_met=False)
    if reminder is not None:
        if over and not reminder.firm and reminder.kind is Kind.STRETCH:
            harden(turn)
        return
    if account.clock >= rules.limit - sitting.EPSILON or (over and not turn.memory.hard_limit_met):
        open_reminder(turn, Kind.STRETCH, by_program=True)
    elif account.standing >= rules.standing_limit - sitting.EPSILON:
        open_reminder(turn, Kind.CHANGE, by_program=True)


def watch(turn: Turn) -> None:
    """Watch quiet reasons while a reminder is open, and input while it matters; nothing otherwise."""
    quiet = turn.memory.quiet
    wanted = turn.reminder is not None and turn.reminder.stage in (Stage.WAITING, Stage.DEFERRED, Stage.SHOWN)
    if wanted != quiet.on:
        turn.update(quiet=QuietWatch(on=wanted, answer_by=turn.boot + PROBE_PATIENCE if wanted else None))
        turn.emit(WatchQuiet(wanted))
    elif turn.past(quiet.answer_by):
        turn.update(quiet=replace(quiet, answer_by=None))
    pause = _pause_to_watch(turn.reminder)
    if pause != turn.memory.pause_watched:
        facts = turn.memory.facts
        if not facts.idle:  # the source tells afresh what is so
            turn.update(facts=replace(facts, pause_since=None))
        turn.update(pause_watched=pause)
        turn.emit(WatchInput(pause))


def _pause_to_watch(reminder: Reminder | None) -> float | None:
    """Pauses matter for a good moment, soon before one may come, and for who is there when a pop-up expires."""
    if reminder is None:
        return None
    soon = reminder.stage is Stage.WAITING or (reminder.stage is Stage.DEFERRED and reminder.settled_at is not None)
    judges = reminder.stage is Stage.SHOWN and (reminder.expires is not None or not reminder.on_screen)
    return reminder.rules.wait_for_pause if judges or (soon and reminder.not_before is None) else None
