"""Nobody was there after all: time is counted again as away, and what fell due on it alone was never due."""

from __future__ import annotations

from dataclasses import replace

from . import sitting_clock
from .records import ReminderKind
from .reminder import apply_counted, record_reminder, show
from .reminder_stages import Shown
from .settings import SittingSettings
from .sitting_clock import Account
from .spans import During
from .status import Presence
from .step import Step

REPORTED_WITHIN = 10.0
"""Seconds after `idle_after` within which it is heard, and the evidence asked, that nobody is there."""


def what_is_due(account: Account, rules: SittingSettings, *, hard_limit_met: bool) -> ReminderKind | None:
    """The kind of reminder that this account makes due, if any."""
    over = account.bout >= rules.hard_limit - sitting_clock.EPSILON
    if account.clock >= rules.limit - sitting_clock.EPSILON or (over and not hard_limit_met):
        return ReminderKind.STRETCH
    return ReminderKind.CHANGE if account.standing >= rules.standing_limit - sitting_clock.EPSILON else None


def count_as_away(step: Step, since: float, during: During | None = None) -> None:
    """Nobody was there since boot instant `since`: what was assumed after it is counted again, as away.

    A reminder that fell due on that time alone, and was never shown, was never due; nor did one turn firm on it.
    """
    then = sitting_clock.account_at(step.ledger, since, step.rules)
    recounted = sitting_clock.recount_as_away(step.ledger, since, step.rules, during)
    _take_back(step, since, then)
    apply_counted(step, recounted)


def settle_opening(step: Step) -> None:
    """Who had left before it fell due would count as away by now: it was due, and is recorded like any other."""
    reminder = step.reminder
    if reminder is None or reminder.opening is None or step.presence not in (Presence.ACTIVE, Presence.PASSIVE):
        return
    if step.boot > reminder.opening.at + step.rules.idle_after + REPORTED_WITHIN:
        step.reminder = replace(reminder, opening=None)
        record_reminder(step)


def _take_back(step: Step, since: float, then: Account) -> None:
    reminder, rules = step.reminder, step.rules
    if reminder is None:
        return
    opening, firm_at = reminder.opening, reminder.firm_at
    if opening is not None and opening.at > since:
        if what_is_due(then, rules, hard_limit_met=opening.hard_limit_met) is None:
            step.stretch_log = replace(step.stretch_log, suggested=opening.suggested, picks=opening.picks)
            step.state = replace(
                step.state, reminder=None, last_start=opening.last_start, hard_limit_met=opening.hard_limit_met
            )  # fmt: skip
    elif firm_at is not None and firm_at > since and then.bout < rules.hard_limit - sitting_clock.EPSILON:
        _turn_back(step)


def _turn_back(step: Step) -> None:
    """It is not firm after all, and its pop-up has a time again."""
    step.state = replace(step.state, reminder=replace(step.open, firm=False, firm_at=None), hard_limit_met=False)
    record_reminder(step)
    if isinstance(popup := step.open.popup, Shown):
        show(step, details=popup.details)
