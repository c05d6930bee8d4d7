"""The life of one reminder, from due to its outcome (docs/behaviour.md 1.3)."""

from __future__ import annotations

from dataclasses import replace

from breakd.messages import cards
from breakd.stretches.safety_state import Urgency
from breakd.stretches.selection import Suggestion

from . import sitting_clock
from .effects import AskStretched, Closed, Refusal, Remind, Withdraw
from .events import Posture, QuietReason
from .records import Outcome, ReminderKind, ReminderRow
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
from .state import Opening, Reminder
from .status import Presence
from .step import Step
from .stretch_outcomes import record_skip

DISMISSAL_DELAY = 0.5
"""A dismissal is acted on this late: some servers send the close before the button."""
LATE_CLICK = 1.0
"""A click counts as the answer if it comes at most this long after the expiry: it was under way."""
GUIDE_SILENCE = 600.0
"""A guide that sends nothing for this long was left; the steps in a pop-up stay up this long."""


def opens_firm(step: Step) -> bool:
    """Whether a reminder to stretch that is opened now is firm from the beginning."""
    return step.account.bout >= step.settings.sitting.hard_limit - sitting_clock.EPSILON


def open_reminder(step: Step, kind: ReminderKind, *, by_program: bool, stretch_id: str = "") -> Reminder:
    """A new reminder, due now; with this stretch, or one that is picked."""
    state, rules = step.state, step.settings
    firm = kind is ReminderKind.STRETCH and opens_firm(step)
    log = state.stretch_log
    opening = Opening(step.boot, state.last_start, state.hard_limit_met, log.suggested, log.picks)
    suggestion = step.suggester.pick(firm=firm) if kind is ReminderKind.STRETCH and not stretch_id else None
    stretch_id = suggestion.stretch.id if suggestion else stretch_id
    step.record_suggestion(stretch_id)
    hold = None
    if by_program and state.last_start is not None and state.last_start + rules.sitting.limit / 2 > step.boot:
        hold = state.last_start + rules.sitting.limit / 2
    reminder = Reminder(
        id=state.next_id,
        kind=kind,
        by_program=by_program,
        opened_at=step.now.wall,
        day=step.now.wall.date(),
        stretch=stretch_id,
        reason=suggestion.reason if suggestion else None,
        rules=rules.reminder,
        level=suggestion.level if suggestion else step.suggester.dose_level(stretch_id),
        firm=firm,
        opening=opening if by_program else None,
        sat=step.account.bout,
        stage=Waiting(step.boot, not_before=hold),
    )
    step.state = replace(
        step.state, reminder=reminder, next_id=reminder.id + 1, hard_limit_met=state.hard_limit_met or firm,
        last_start=step.boot if by_program and hold is None else state.last_start,
    )  # fmt: skip
    record_reminder(step)
    return reminder


def record_reminder(step: Step, outcome: Outcome | None = None, guided: float | None = None) -> None:
    """Record the open reminder as it stands; one that may still be taken back leaves no record."""
    r = step.open
    if outcome is None and r.opening is not None:
        return
    step.record(ReminderRow(
        id=r.id, kind=r.kind, day=r.day, opened_at=r.opened_at, stretch=r.stretch, firm=r.firm,
        by_program=r.by_program, shown_at=r.shown_at, closed_at=step.now.wall if outcome else None, outcome=outcome,
        snoozes=r.snoozes, bout_seconds=r.sat, guided_seconds=guided, session=tuple(one.stretch for one in r.session),
    ))  # fmt: skip


def resolve(step: Step, outcome: Outcome, guided: float | None = None) -> None:
    """The open reminder has its outcome; every outcome sets the clock to 0."""
    reminder = step.open
    withdraw(step)
    record_reminder(step, outcome, guided)
    step.emit(Closed(reminder.id, outcome))
    if outcome is Outcome.SKIPPED:
        record_skip(step, reminder.stretch)
    if outcome is not Outcome.NATURAL:  # all natural breaks are counted where they happen
        step.count_outcome(reminder.day, outcome)
    step.reminder = None
    standing = 0.0 if reminder.kind is ReminderKind.CHANGE else step.account.standing
    step.begin_clock_anew(standing=standing)


def resolve_natural(step: Step) -> None:
    """The absence that holds was the break, also one in which a guide ran that nobody followed."""
    if isinstance(stage := step.open.stage, Started) and stage.break_at is not None:
        step.record_break(stage.break_at)
    resolve(step, Outcome.NATURAL)


def reset_standing_after_boot(step: Step) -> None:
    """A new boot ends standing, and a reminder about it is about nothing."""
    if step.reminder is not None and step.reminder.kind is ReminderKind.CHANGE:
        resolve(step, Outcome.UNSEEN)
    step.set_posture(Posture.SITTING)


def apply_counted(step: Step, counted: tuple[sitting_clock.Ledger, list[sitting_clock.LedgerEvent]]) -> None:
    """Keep what was counted. A natural break in it ends an open reminder, unless a guide leads through it."""
    if step.apply_ledger(*counted) and step.reminder is not None:
        resolve(step, Outcome.NATURAL)


def withdraw(step: Step) -> None:
    """Take the open reminder's pop-up off the screen; the caller says which stage comes next."""
    if step.open.popup is not None:
        step.emit(Withdraw(step.open.id))


def show(step: Step, *, details: bool = False, refused: Refusal | None = None) -> None:
    """On the screen, or again on the screen, with a new expiry; on a locked one after it."""
    reminder = step.open
    if step.facts.locked:
        withdraw(step)
        step.enter(Waiting(step.boot, details=details))
        return
    rules = reminder.rules
    expires_at = (
        None if reminder.firm else step.boot + (max(rules.expires, GUIDE_SILENCE) if details else rules.expires)
    )
    first = reminder.shown_at is None
    step.reminder = reminder = replace(
        reminder, stage=Shown(expires_at, details), shown_at=reminder.shown_at or step.now.wall, opening=None,
        sat=step.account.bout,
    )  # fmt: skip
    if first and reminder.by_program:
        step.state = replace(step.state, last_start=step.boot)
    seconds = step.account.standing if reminder.kind is ReminderKind.CHANGE else step.account.bout
    step.emit(
        Remind(
            id=reminder.id,
            kind=reminder.kind,
            firm=reminder.firm,
            stretch=reminder.stretch,
            level=reminder.level,
            sitting_seconds=seconds,
            snooze_seconds=rules.snooze[0],
            details=details,
            may_stand=step.suggester.may_stand,
            conditions=step.suggester.conditions,
            refused=refused,
            card=cards.emergency_line(step.catalogue.safety) if step.safety.lock is Urgency.EMERGENCY else "",
            ask_red_flags=step.safety.ask,
            asked=not reminder.by_program,
        )
    )
    if first:
        record_reminder(step)


def bring_up(step: Step) -> None:
    """On the screen at once, whatever the quiet reasons: it was asked for. On a locked screen: after it."""
    step.reminder = replace(step.open, at_once=True)
    show(step)


def ask_again(step: Step) -> None:
    """Off the screen, and asked again after the first snooze of the settings."""
    withdraw(step)
    again = step.boot + step.open.rules.snooze[0]
    step.reminder = replace(step.open, stage=Waiting(step.boot, not_before=again), at_once=False)


def dismiss(step: Step) -> None:
    """The person closed it, or left the guide: asks again once, then it is skipped."""
    reminder = step.open
    if isinstance(reminder.stage, Started) and reminder.stage.break_at is not None:
        resolve_natural(step)
        return
    end_session(step)
    if isinstance(reminder.popup, Asked):
        resolve(step, Outcome.IGNORED)
    elif reminder.dismissals:
        resolve(step, Outcome.SKIPPED)
    else:
        step.reminder = replace(step.open, dismissals=1)
        ask_again(step)


def end_session(step: Step) -> None:
    """A session was left: when it asks again, it asks for one stretch."""
    reminder = step.reminder
    if reminder is not None and reminder.session:
        step.reminder = replace(reminder, session=())
        set_suggestion(step, step.suggester.pick(firm=reminder.firm))
        record_reminder(step)


def resolve_unanswered(step: Step, unanswered: Unanswered) -> None:
    """No answer although the person is there. After reading the steps it counts as dismissed, not as ignored."""
    if unanswered.details:
        dismiss(step)
        return
    hidden = QuietReason.DO_NOT_DISTURB in step.quiet.reasons
    hidden = hidden or unanswered.unseen or step.open.losses >= 2
    resolve(step, Outcome.UNSEEN if hidden else Outcome.IGNORED)


def make_firm(step: Step) -> None:
    """The bout has reached `hard_limit`: the open reminder turns firm, and suggests getting up."""
    if not isinstance(step.open.stage, Started):
        set_suggestion(step, step.suggester.pick(firm=True))
    step.state = replace(step.state, reminder=replace(step.open, firm=True, firm_at=step.boot), hard_limit_met=True)
    record_reminder(step)
    if isinstance(popup := step.open.popup, Shown):
        show(step, details=popup.details)


def set_suggestion(step: Step, suggestion: Suggestion | None) -> None:
    """The open reminder with another stretch, or with none: what nothing allows any more does not stay."""
    if suggestion is None:
        step.reminder = replace(step.open, stretch="", reason=None)
        return
    step.record_suggestion(suggestion.stretch.id)
    step.reminder = replace(
        step.open, stretch=suggestion.stretch.id, reason=suggestion.reason, level=suggestion.level
    )  # fmt: skip


def replace_suggestion(step: Step, suggestion: Suggestion | None) -> None:
    """The open reminder with another stretch, or with none, and on the screen too."""
    set_suggestion(step, suggestion)
    record_reminder(step)
    if step.open.popup is not None:
        show(step)


def revalidate(step: Step) -> None:
    """What was picked in a call, or before the bout got long or something was said, need not suit this moment."""
    reminder = step.open
    if reminder.kind is ReminderKind.CHANGE:
        return
    if step.suggester.still_allowed(reminder.stretch, firm=reminder.firm):
        level = min(reminder.level, step.suggester.dose_level(reminder.stretch))
        step.reminder = replace(reminder, level=level)
    else:
        set_suggestion(step, step.suggester.pick(firm=reminder.firm))
        record_reminder(step)


def on_closed_by_program(step: Step) -> None:
    """A program took the pop-up off: it counts on to its expiry; one that has none asks again, as a dismissed one."""
    if step.open.firm and isinstance(step.open.popup, Shown):
        ask_again(step)


def on_popup_lost(step: Step, popup: Shown | Asked, *, no_server: bool) -> None:
    """The notification server vanished with the pop-up: shown again once. Where there is none it waits for one."""
    reminder = step.open
    losses = reminder.losses + (not no_server)
    again = losses == 1 and isinstance(popup, Shown) and not no_server
    unseen = no_server and isinstance(popup, Shown)
    lost = Unanswered(popup.details, step.boot + reminder.rules.expires, unseen=unseen)
    step.reminder = replace(reminder, losses=losses, stage=Waiting(step.boot) if again else lost)


def on_server_came(step: Step) -> None:
    """What no server could show is shown by the one that has come."""
    if isinstance(stage := step.open.stage, Unanswered) and stage.unseen and stage.expires is not None:
        step.enter(Waiting(step.boot))


def apply_quiet(step: Step) -> None:
    """Quiet reasons hold the reminder back, or take it off the screen; `settle` after the last one it goes on."""
    if step.reminder is None:
        return
    match step.reminder.stage, _is_held_back(step):
        case Waiting(not_before=held, details=details), True:
            step.enter(Deferred(held, details=details))
        case Shown() | Asked() | Closing(), True:
            details = isinstance(popup := step.open.popup, Shown) and popup.details
            withdraw(step)
            step.enter(Deferred(details=details))
        case Deferred() as deferred, True:
            step.enter(replace(deferred, settled_at=None))
        case Deferred(settled_at=None) as deferred, False:
            step.enter(replace(deferred, settled_at=step.boot + step.settings.quiet.settle))
        case Deferred(held, settled, details), False if step.is_past(settled):
            step.enter(Waiting(step.boot, held, details))


def _is_held_back(step: Step) -> bool:
    """Whether a quiet reason holds for the open reminder; one that was asked for heeds none but the lock."""
    asked_for = step.reminder is not None and step.reminder.at_once
    return step.facts.locked if asked_for else bool(step.quiet_reasons())


def expire(step: Step) -> None:
    """No answer: the pop-up closes, and whether somebody is there decides."""
    if step.reminder is None or not isinstance(stage := step.reminder.stage, HasBeenShown):
        return
    over = expires(stage)
    if over is None or not step.is_past(over):
        return
    clickable = step.reminder.popup is not None and not step.is_past(over + LATE_CLICK)
    withdraw(step)
    unanswered = expired(stage)
    if clickable:
        step.enter(replace(unanswered, expires=over + LATE_CLICK, late=True))
        return
    step.enter(unanswered)
    if _is_person_present(step):
        resolve_unanswered(step, unanswered)


def _is_person_present(step: Step) -> bool:
    facts = step.facts
    if step.presence is Presence.ACTIVE:
        return facts.pause_since is None or not facts.sees_input
    return step.presence is Presence.PASSIVE


def on_return(step: Step, absent_for: float) -> None:
    """The first input after the pop-up closed: a long enough absence is asked about, a short one was none."""
    reminder = step.reminder
    if reminder is None or not isinstance(stage := reminder.stage, Unanswered):
        return
    if stage.expires is not None and not stage.late:
        return
    if absent_for < step.settings.stretches.break_:
        if not stage.late:  # else a click may be under way, and the end of the wait for it decides
            resolve_unanswered(step, stage)
    elif reminder.kind is ReminderKind.CHANGE or step.safety.lock is Urgency.EMERGENCY:
        resolve(step, Outcome.COMPLETED)  # after standing work, an absence means walking; a locked one asks nothing
    elif _is_held_back(step):
        step.enter(Deferred())
    else:
        step.enter(Asked(step.boot + reminder.rules.expires, stage.details))
        step.emit(AskStretched(reminder.id))


def after_restart(reminder: Reminder, boot: float) -> Reminder:
    """After a restart: what was on the screen is not any more, and is shown again, once."""
    if reminder.popup is not None:
        return replace(reminder, stage=Waiting(boot))
    if isinstance(reminder.stage, Started):
        return replace(reminder, stage=replace(reminder.stage, silent_at=boot + GUIDE_SILENCE))
    return reminder
