"""What a look at the clocks brings about: every deadline that has passed, in one fixed order."""

from __future__ import annotations

from dataclasses import replace

from . import hours, sitting
from .effects import Kind, Outcome, WatchInput, WatchQuiet
from .memory import QuietWatch
from .presence import gone
from .reminder import close, dismiss, expire, harden, heed_quiet, open_reminder, show_if_ripe
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


def natural_break(turn: Turn) -> None:
    """A natural break ends an open reminder at every stage."""
    if turn.reminder is not None:
        close(turn, Outcome.NATURAL)


def leave(turn: Turn, since: float | None) -> None:
    """Nobody is there; if `since` is given, nobody has been since then."""
    turn.update(facts=gone(turn.memory.facts))
    if since is not None:
        ledger, happenings = sitting.count_again(turn.memory.ledger, since, turn.settings.sitting)
        if turn.happened(ledger, happenings):
            natural_break(turn)


def _calendar(turn: Turn) -> None:
    """Pauses end at their instant; a place chosen by hand holds until the next day begins."""
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
    account, rules, reminder = turn.account, turn.settings.sitting, turn.reminder
    over = account.bout >= rules.hard_limit - sitting.EPSILON
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
    reminder, memory = turn.reminder, turn.memory
    stage = reminder.stage if reminder is not None else None
    quiet = stage in (Stage.WAITING, Stage.DEFERRED, Stage.SHOWN)
    if quiet != memory.quiet.on:
        answer_by = turn.boot + PROBE_PATIENCE if quiet else None
        turn.update(quiet=QuietWatch(on=quiet, answer_by=answer_by))
        turn.emit(WatchQuiet(quiet))
    if memory.quiet.on and turn.past(memory.quiet.answer_by):
        turn.update(quiet=replace(memory.quiet, answer_by=None))
    pause = None
    if reminder is not None and not (reminder.firm and reminder.on_screen) and not _held_for_long(turn):
        pause = reminder.rules.wait_for_pause if stage in (Stage.WAITING, Stage.SHOWN) else None
        pause = reminder.rules.wait_for_pause if reminder.settled_at is not None else pause
    if pause != memory.pause_watched:
        if not memory.facts.idle:
            turn.update(facts=replace(memory.facts, pause_since=None))
        turn.update(pause_watched=pause)
        turn.emit(WatchInput(pause))


def _held_for_long(turn: Turn) -> bool:
    """Whether the reminder waits for an instant of its own, so that input does not matter yet."""
    return turn.reminder is not None and turn.reminder.not_before is not None
