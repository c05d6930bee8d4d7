"""The life of one reminder, from due to its outcome (docs/behaviour.md 1.3)."""

from __future__ import annotations

from dataclasses import replace

from . import sitting
from .effects import AskStretched, Closed, Kind, Outcome, Refusal, Remind, ReminderRow, Withdraw
from .events import Posture, QuietReason
from .memory import Reminder
from .practised import let_go
from .selection import Choice
from .status import Presence, Stage
from .turn import Turn

SECOND_THOUGHT = 0.5
"""A dismissal is acted on this late: some servers send the close before the button."""
ASK_AGAIN = 600.0
"""A dismissed reminder asks again after this long, once."""
GUIDE_SILENCE = 600.0
"""A guide that is not heard of for this long was left; the steps in a pop-up stay up this long."""


def open_reminder(turn: Turn, kind: Kind, *, by_program: bool, stretch: str = "") -> Reminder:
    """A new reminder, due now; with this movement, or one that is picked."""
    memory, rules = turn.memory, turn.settings
    firm = kind is Kind.STRETCH and turn.account.bout >= rules.sitting.hard_limit - sitting.EPSILON
    choice = turn.pick(firm=firm) if kind is Kind.STRETCH and not stretch else None
    stretch = choice.stretch.id if choice else stretch
    turn.suggested(stretch)
    hold = None
    if by_program and memory.last_start is not None:
        hold = memory.last_start + rules.sitting.limit / 2
    reminder = Reminder(
        id=memory.next_id, kind=kind, by_program=by_program, opened_at=turn.now.wall, day=turn.now.wall.date(),
        stretch=stretch, reason=choice.reason if choice else "", rules=rules.reminder,
        level=choice.level if choice else turn.dose(stretch), firm=firm, sat=turn.account.bout,
        patient_since=turn.boot,
        not_before=hold if hold is not None and hold > turn.boot else None,
    )  # fmt: skip
    turn.update(reminder=reminder, next_id=reminder.id + 1, hard_limit_met=memory.hard_limit_met or firm)
    if by_program and reminder.not_before is None:
        turn.update(last_start=turn.boot)
    keep(turn)
    return reminder


def keep(turn: Turn, outcome: Outcome | None = None, guided: float | None = None) -> None:
    """Record the open reminder as it stands."""
    r = turn.reminder
    assert r is not None
    turn.record(ReminderRow(
        id=r.id, kind=r.kind, day=r.day, opened_at=r.opened_at, stretch=r.stretch, firm=r.firm,
        by_program=r.by_program, shown_at=r.shown_at, closed_at=turn.now.wall if outcome else None, outcome=outcome,
        snoozes=r.snoozes, bout_seconds=r.sat, guided_seconds=guided, session=tuple(one.stretch for one in r.session),
    ))  # fmt: skip


def close(turn: Turn, outcome: Outcome, guided: float | None = None) -> None:
    """The open reminder has its outcome; every outcome sets the clock to 0."""
    reminder = turn.reminder
    assert reminder is not None
    take_off(turn)
    keep(turn, outcome, guided)
    turn.emit(Closed(reminder.id, outcome))
    if outcome is Outcome.SKIPPED:
        let_go(turn, reminder.stretch)
    if outcome is not Outcome.NATURAL:  # all natural breaks are counted where they happen
        turn.tally(reminder.day, outcome)
    turn.update(reminder=None)
    standing = 0.0 if reminder.kind is Kind.CHANGE else turn.account.standing
    turn.update(ledger=sitting.change(turn.memory.ledger, clock=0.0, standing=standing))


def stand_down(turn: Turn) -> None:
    """A new boot ends standing, and a reminder about it is about nothing."""
    if turn.reminder is not None and turn.reminder.kind is Kind.CHANGE:
        close(turn, Outcome.UNSEEN)
    turn.set_posture(Posture.SITTING)


def take_over(turn: Turn, counted: tuple[sitting.Ledger, list[sitting.Happening]]) -> None:
    """Keep what was counted. A natural break in it ends an open reminder, whatever its stage."""
    if turn.happened(*counted) and turn.reminder is not None:
        close(turn, Outcome.NATURAL)


def take_off(turn: Turn) -> None:
    """Nothing of the reminder stays on the screen."""
    reminder = turn.reminder
    if reminder is not None and reminder.on_screen:
        turn.emit(Withdraw(reminder.id))
    turn.update_reminder(on_screen=False, question=False, expires=None, closing=None)


def show(turn: Turn, *, details: bool = False, refused: Refusal | None = None) -> None:
    """On the screen, or again on the screen, with a new expiry."""
    reminder = turn.reminder
    assert reminder is not None
    rules = reminder.rules
    expires = None if reminder.firm else turn.boot + (max(rules.expires, GUIDE_SILENCE) if details else rules.expires)
    first = reminder.shown_at is None
    reminder = turn.update_reminder(
        stage=Stage.SHOWN, on_screen=True, question=False, details=details, expires=expires, returns=None,
        closing=None, not_before=None, settled_at=None, guide_silent=None,
        shown_at=reminder.shown_at or turn.now.wall, sat=turn.account.bout,
    )  # fmt: skip
    if first and reminder.by_program:
        turn.update(last_start=turn.boot)
    seconds = turn.account.standing if reminder.kind is Kind.CHANGE else turn.account.bout
    turn.emit(
        Remind(
            id=reminder.id,
            kind=reminder.kind,
            firm=reminder.firm,
            stretch=reminder.stretch,
            level=reminder.level,
            sitting_seconds=seconds,
            snooze_seconds=rules.snooze[0],
            details=details,
            refused=refused,
        )
    )
    if first:
        keep(turn)


def wait_for(turn: Turn, seconds: float) -> None:
    """Off the screen, and asked again in so many seconds."""
    take_off(turn)
    turn.update_reminder(
        stage=Stage.WAITING, not_before=turn.boot + seconds, guide_silent=None, at_once=False, details=False
    )


def dismiss(turn: Turn) -> None:
    """The person closed it, or left the guide: asks again once, then it is skipped."""
    reminder = turn.reminder
    assert reminder is not None
    end_session(turn)
    if reminder.question:
        close(turn, Outcome.IGNORED)
    elif reminder.dismissals:
        close(turn, Outcome.SKIPPED)
    else:
        turn.update_reminder(dismissals=1)
        wait_for(turn, ASK_AGAIN)


def end_session(turn: Turn) -> None:
    """A session was left: when it asks again, it asks for one stretch."""
    reminder = turn.reminder
    if reminder is not None and reminder.session:
        turn.update_reminder(session=())
        suggest(turn, turn.pick(firm=reminder.firm))
        keep(turn)


def give_up(turn: Turn) -> None:
    """Nobody answered although somebody is there. Whoever read the steps has not ignored them: it is as dismissed."""
    reminder = turn.reminder
    assert reminder is not None
    if reminder.details:
        dismiss(turn)
        return
    hidden = QuietReason.DO_NOT_DISTURB in turn.memory.quiet.reasons
    close(turn, Outcome.UNSEEN if hidden or reminder.losses >= 2 else Outcome.IGNORED)


def harden(turn: Turn) -> None:
    """The bout has reached `hard_limit`: the open reminder turns firm, and suggests getting up."""
    reminder = turn.reminder
    assert reminder is not None
    if reminder.stage is not Stage.STARTED:
        suggest(turn, turn.pick(firm=True))
    turn.update_reminder(firm=True)
    turn.update(hard_limit_met=True)
    keep(turn)
    if reminder.on_screen and not reminder.question:
        show(turn, details=reminder.details)


def suggest(turn: Turn, choice: Choice | None) -> None:
    """The open reminder with another movement; without one it stays as it is."""
    if choice is not None:
        turn.suggested(choice.stretch.id)
        turn.update_reminder(stretch=choice.stretch.id, reason=choice.reason, level=choice.level)


def suggest_instead(turn: Turn, choice: Choice | None) -> None:
    """The open reminder with another movement, or with none."""
    reminder = turn.update_reminder(stretch="", reason="")
    suggest(turn, choice)
    keep(turn)
    if reminder.on_screen:
        show(turn)


def reconsider(turn: Turn) -> None:
    """What was picked in a call or before the bout got long need not suit the moment of showing."""
    reminder = turn.reminder
    assert reminder is not None
    if reminder.kind is Kind.STRETCH and not turn.suits(reminder.stretch, firm=reminder.firm):
        suggest(turn, turn.pick(firm=reminder.firm))
        keep(turn)


def fade(turn: Turn) -> None:
    """A program took the pop-up off: it counts on to its expiry; one that has none asks again, as a dismissed one."""
    reminder = turn.reminder
    if reminder is not None and reminder.firm and not reminder.question and reminder.stage is Stage.SHOWN:
        wait_for(turn, ASK_AGAIN)


def lose(turn: Turn) -> None:
    """The notification server vanished with the pop-up: shown again once."""
    reminder = turn.reminder
    assert reminder is not None
    losses = reminder.losses + 1
    turn.update_reminder(losses=losses, on_screen=False, question=False, closing=None)
    if losses == 1 and not reminder.question:
        turn.update_reminder(stage=Stage.WAITING, expires=None, patient_since=turn.boot)
    else:
        turn.update_reminder(expires=turn.boot + reminder.rules.expires)


def heed_quiet(turn: Turn) -> None:
    """Quiet reasons hold the reminder back, or take it off the screen; `settle` after the last one it goes on."""
    reminder = turn.reminder
    if reminder is None or reminder.stage not in (Stage.WAITING, Stage.DEFERRED, Stage.SHOWN):
        return
    if _held_back(turn):
        if reminder.stage is Stage.WAITING or reminder.on_screen:
            take_off(turn)
            turn.update_reminder(stage=Stage.DEFERRED)
        turn.update_reminder(settled_at=None)
    elif reminder.stage is Stage.DEFERRED:
        if reminder.settled_at is None:
            turn.update_reminder(settled_at=turn.boot + turn.settings.quiet.settle)
        elif turn.past(reminder.settled_at):
            turn.update_reminder(stage=Stage.WAITING, settled_at=None, patient_since=turn.boot)


def _held_back(turn: Turn) -> bool:
    """Whether a quiet reason holds for the open reminder; one that was asked for heeds none but the lock."""
    asked_for = turn.reminder is not None and turn.reminder.at_once
    return turn.memory.facts.locked if asked_for else bool(turn.quiet_reasons())


def expire(turn: Turn) -> None:
    """No answer: the pop-up closes, and whether somebody is there decides."""
    reminder = turn.reminder
    if reminder is None or reminder.stage is not Stage.SHOWN or not turn.past(reminder.expires):
        return
    take_off(turn)
    if _somebody_there(turn):
        give_up(turn)


def _somebody_there(turn: Turn) -> bool:
    facts = turn.memory.facts
    if turn.presence is Presence.ACTIVE:
        return facts.pause_since is None or not facts.sees_input
    return turn.presence is Presence.PASSIVE


def answer_absence(turn: Turn, absent_for: float) -> None:
    """The first input after the pop-up closed: a long enough absence is asked about, a short one was none."""
    reminder = turn.reminder
    if reminder is None or reminder.stage is not Stage.SHOWN or reminder.on_screen or reminder.expires is not None:
        return
    if absent_for < turn.settings.stretches.break_:
        give_up(turn)
    elif reminder.kind is Kind.CHANGE:
        close(turn, Outcome.COMPLETED)  # whoever was away from a standing desk has walked
    elif _held_back(turn):
        turn.update_reminder(stage=Stage.DEFERRED)
    else:
        turn.update_reminder(on_screen=True, question=True, expires=turn.boot + reminder.rules.expires)
        turn.emit(AskStretched(reminder.id))


def recovered(reminder: Reminder, boot: float) -> Reminder:
    """After a restart: what was on the screen is not any more, and is shown again, once."""
    if reminder.on_screen:
        reminder = replace(reminder, stage=Stage.WAITING, expires=None, patient_since=boot)
    if reminder.stage is Stage.STARTED:
        reminder = replace(reminder, guide_silent=boot + GUIDE_SILENCE)
    return replace(reminder, on_screen=False, question=False, closing=None)
