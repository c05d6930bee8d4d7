"""The life of one reminder, from due to its outcome (docs/behaviour.md 1.3)."""

from __future__ import annotations

from dataclasses import replace

from breakd.core.selection import Choice

from . import sitting_clock
from .effects import AskStretched, Closed, Refusal, Remind, Withdraw
from .events import Posture, QuietReason
from .records import Kind, Outcome, ReminderRow
from .reminder_stages import (
    Asked,
    Closing,
    Deferred,
    HasBeenShown,
    Shown,
    Started,
    Unanswered,
    Waiting,
    expired,
    expires,
)
from .state import Reminder
from .status import Presence
from .step import Turn
from .stretch_outcomes import let_go

SECOND_THOUGHT = 0.5
"""A dismissal is acted on this late: some servers send the close before the button."""
ASK_AGAIN = 600.0
"""A dismissed reminder asks again after this long, once."""
GUIDE_SILENCE = 600.0
"""A guide that sends nothing for this long was left; the steps in a pop-up stay up this long."""


def open_reminder(turn: Turn, kind: Kind, *, by_program: bool, stretch: str = "") -> Reminder:
    """A new reminder, due now; with this movement, or one that is picked."""
    memory, rules = turn.memory, turn.settings
    firm = kind is Kind.STRETCH and turn.account.bout >= rules.sitting.hard_limit - sitting_clock.EPSILON
    choice = turn.suggester.pick(firm=firm) if kind is Kind.STRETCH and not stretch else None
    stretch = choice.stretch.id if choice else stretch
    turn.suggested(stretch)
    hold = None
    if by_program and memory.last_start is not None and memory.last_start + rules.sitting.limit / 2 > turn.boot:
        hold = memory.last_start + rules.sitting.limit / 2
    reminder = Reminder(
        id=memory.next_id, kind=kind, by_program=by_program, opened_at=turn.now.wall, day=turn.now.wall.date(),
        stretch=stretch, reason=choice.reason if choice else None, rules=rules.reminder,
        level=choice.level if choice else turn.suggester.dose(stretch), firm=firm, sat=turn.account.bout,
        stage=Waiting(turn.boot, not_before=hold),
    )  # fmt: skip
    turn.memory = replace(
        turn.memory, reminder=reminder, next_id=reminder.id + 1, hard_limit_met=memory.hard_limit_met or firm,
        last_start=turn.boot if by_program and hold is None else memory.last_start,
    )  # fmt: skip
    keep(turn)
    return reminder


def keep(turn: Turn, outcome: Outcome | None = None, guided: float | None = None) -> None:
    """Record the open reminder as it stands."""
    r = turn.open
    turn.record(ReminderRow(
        id=r.id, kind=r.kind, day=r.day, opened_at=r.opened_at, stretch=r.stretch, firm=r.firm,
        by_program=r.by_program, shown_at=r.shown_at, closed_at=turn.now.wall if outcome else None, outcome=outcome,
        snoozes=r.snoozes, bout_seconds=r.sat, guided_seconds=guided, session=tuple(one.stretch for one in r.session),
    ))  # fmt: skip


def close(turn: Turn, outcome: Outcome, guided: float | None = None) -> None:
    """The open reminder has its outcome; every outcome sets the clock to 0."""
    reminder = turn.open
    take_off(turn)
    keep(turn, outcome, guided)
    turn.emit(Closed(reminder.id, outcome))
    if outcome is Outcome.SKIPPED:
        let_go(turn, reminder.stretch)
    if outcome is not Outcome.NATURAL:  # all natural breaks are counted where they happen
        turn.tally(reminder.day, outcome)
    turn.reminder = None
    standing = 0.0 if reminder.kind is Kind.CHANGE else turn.account.standing
    turn.account = replace(turn.account, clock=0.0, standing=standing)


def stand_down(turn: Turn) -> None:
    """A new boot ends standing, and a reminder about it is about nothing."""
    if turn.reminder is not None and turn.reminder.kind is Kind.CHANGE:
        close(turn, Outcome.UNSEEN)
    turn.set_posture(Posture.SITTING)


def take_over(turn: Turn, counted: tuple[sitting_clock.Ledger, list[sitting_clock.Happening]]) -> None:
    """Keep what was counted. A natural break in it ends an open reminder, whatever its stage."""
    if turn.happened(*counted) and turn.reminder is not None:
        close(turn, Outcome.NATURAL)


def take_off(turn: Turn) -> None:
    """Take the open reminder's pop-up off the screen; the caller says which stage comes next."""
    if turn.open.popup is not None:
        turn.emit(Withdraw(turn.open.id))


def show(turn: Turn, *, details: bool = False, refused: Refusal | None = None) -> None:
    """On the screen, or again on the screen, with a new expiry."""
    reminder = turn.open
    rules = reminder.rules
    expires_at = (
        None if reminder.firm else turn.boot + (max(rules.expires, GUIDE_SILENCE) if details else rules.expires)
    )
    first = reminder.shown_at is None
    turn.reminder = reminder = replace(
        reminder, stage=Shown(expires_at, details), shown_at=reminder.shown_at or turn.now.wall, sat=turn.account.bout
    )
    if first and reminder.by_program:
        turn.memory = replace(turn.memory, last_start=turn.boot)
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


def ask_again(turn: Turn) -> None:
    """Off the screen, and asked again after a while."""
    take_off(turn)
    turn.reminder = replace(
        turn.open, stage=Waiting(turn.boot, not_before=turn.boot + ASK_AGAIN), at_once=False
    )  # fmt: skip


def dismiss(turn: Turn) -> None:
    """The person closed it, or left the guide: asks again once, then it is skipped."""
    reminder = turn.open
    end_session(turn)
    if isinstance(reminder.popup, Asked):
        close(turn, Outcome.IGNORED)
    elif reminder.dismissals:
        close(turn, Outcome.SKIPPED)
    else:
        turn.reminder = replace(turn.open, dismissals=1)
        ask_again(turn)


def end_session(turn: Turn) -> None:
    """A session was left: when it asks again, it asks for one stretch."""
    reminder = turn.reminder
    if reminder is not None and reminder.session:
        turn.reminder = replace(reminder, session=())
        suggest(turn, turn.suggester.pick(firm=reminder.firm))
        keep(turn)


def give_up(turn: Turn, unanswered: Unanswered) -> None:
    """Nobody answered although somebody is there. Whoever read the steps has not ignored them: it is as dismissed."""
    if unanswered.details:
        dismiss(turn)
        return
    hidden = QuietReason.DO_NOT_DISTURB in turn.quiet.reasons
    close(turn, Outcome.UNSEEN if hidden or turn.open.losses >= 2 else Outcome.IGNORED)


def harden(turn: Turn) -> None:
    """The bout has reached `hard_limit`: the open reminder turns firm, and suggests getting up."""
    if not isinstance(turn.open.stage, Started):
        suggest(turn, turn.suggester.pick(firm=True))
    turn.memory = replace(turn.memory, reminder=replace(turn.open, firm=True), hard_limit_met=True)
    keep(turn)
    if isinstance(popup := turn.open.popup, Shown):
        show(turn, details=popup.details)


def suggest(turn: Turn, choice: Choice | None) -> None:
    """The open reminder with another movement; without one it stays as it is."""
    if choice is not None:
        turn.suggested(choice.stretch.id)
        turn.reminder = replace(
            turn.open, stretch=choice.stretch.id, reason=choice.reason, level=choice.level
        )  # fmt: skip


def suggest_instead(turn: Turn, choice: Choice | None) -> None:
    """The open reminder with another movement, or with none."""
    turn.reminder = replace(turn.open, stretch="", reason=None)
    suggest(turn, choice)
    keep(turn)
    if turn.open.popup is not None:
        show(turn)


def reconsider(turn: Turn) -> None:
    """What was picked in a call or before the bout got long need not suit the moment of showing."""
    reminder = turn.open
    if reminder.kind is Kind.STRETCH and not turn.suggester.suits(reminder.stretch, firm=reminder.firm):
        suggest(turn, turn.suggester.pick(firm=reminder.firm))
        keep(turn)


def fade(turn: Turn) -> None:
    """A program took the pop-up off: it counts on to its expiry; one that has none asks again, as a dismissed one."""
    if turn.open.firm and isinstance(turn.open.popup, Shown):
        ask_again(turn)


def lose(turn: Turn, popup: Shown | Asked) -> None:
    """The notification server vanished with the pop-up: shown again once."""
    reminder = turn.open
    again = reminder.losses == 0 and isinstance(popup, Shown)
    stage = Waiting(turn.boot) if again else Unanswered(popup.details, turn.boot + reminder.rules.expires)
    turn.reminder = replace(reminder, losses=reminder.losses + 1, stage=stage)


def heed_quiet(turn: Turn) -> None:
    """Quiet reasons hold the reminder back, or take it off the screen; `settle` after the last one it goes on."""
    if turn.reminder is None:
        return
    match turn.reminder.stage, _held_back(turn):
        case Waiting(not_before=held), True:
            turn.enter(Deferred(held))
        case Shown() | Asked() | Closing(), True:
            take_off(turn)
            turn.enter(Deferred())
        case Deferred() as deferred, True:
            turn.enter(replace(deferred, settled_at=None))
        case Deferred(settled_at=None) as deferred, False:
            turn.enter(replace(deferred, settled_at=turn.boot + turn.settings.quiet.settle))
        case Deferred(held, settled), False if turn.past(settled):
            turn.enter(Waiting(turn.boot, held))


def _held_back(turn: Turn) -> bool:
    """Whether a quiet reason holds for the open reminder; one that was asked for heeds none but the lock."""
    asked_for = turn.reminder is not None and turn.reminder.at_once
    return turn.facts.locked if asked_for else bool(turn.quiet_reasons())


def expire(turn: Turn) -> None:
    """No answer: the pop-up closes, and whether somebody is there decides."""
    if turn.reminder is None or not isinstance(stage := turn.reminder.stage, HasBeenShown):
        return
    if not turn.past(expires(stage)):
        return
    take_off(turn)
    turn.enter(unanswered := expired(stage))
    if _somebody_there(turn):
        give_up(turn, unanswered)


def _somebody_there(turn: Turn) -> bool:
    facts = turn.facts
    if turn.presence is Presence.ACTIVE:
        return facts.pause_since is None or not facts.sees_input
    return turn.presence is Presence.PASSIVE


def answer_absence(turn: Turn, absent_for: float) -> None:
    """The first input after the pop-up closed: a long enough absence is asked about, a short one was none."""
    reminder = turn.reminder
    if reminder is None or not isinstance(stage := reminder.stage, Unanswered) or stage.expires is not None:
        return
    if absent_for < turn.settings.stretches.break_:
        give_up(turn, stage)
    elif reminder.kind is Kind.CHANGE:
        close(turn, Outcome.COMPLETED)  # whoever was away from a standing desk has walked
    elif _held_back(turn):
        turn.enter(Deferred())
    else:
        turn.enter(Asked(turn.boot + reminder.rules.expires, stage.details))
        turn.emit(AskStretched(reminder.id))


def recovered(reminder: Reminder, boot: float) -> Reminder:
    """After a restart: what was on the screen is not any more, and is shown again, once."""
    if reminder.popup is not None:
        return replace(reminder, stage=Waiting(boot))
    if isinstance(reminder.stage, Started):
        return replace(reminder, stage=Started(boot + GUIDE_SILENCE))
    return reminder
