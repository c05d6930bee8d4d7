"""What was recorded is erased at the person's wish, out of the memory too, so that nothing of it is written again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from breakd.stretches.progress import StretchLog
from breakd.stretches.safety_state import SafetyState

from . import sitting_clock
from .records import ErasedRow, Outcome
from .reminder import resolve
from .sitting_clock import Account
from .state import EngineState
from .step import Step


def erase(step: Step, before: date | None) -> None:
    """Forget the days before a day, or (None) everything; the history does the same, in one transaction with this."""
    if before is not None:
        step.state = without_days(step.state, before)
        step.record(ErasedRow(before))
        return
    if step.reminder is not None:
        resolve(step, Outcome.SKIPPED)
    step.state = without_anything(step.state)
    step.record(ErasedRow(None))


def without_days(state: EngineState, before: date) -> EngineState:
    """The memory without the days before `before`; what holds now, and how far the person is, stays."""
    log, ledger = state.stretch_log, state.ledger
    log = replace(
        log, done=tuple(one for one in log.done if one.day >= before),
        logs=tuple(one for one in log.logs if one.at.date() >= before),
        sessions=tuple(day for day in log.sessions if day >= before),
    )  # fmt: skip
    account, confirmed = (_account_since(one, before) for one in (ledger.account, ledger.confirmed))
    return replace(
        state, stretch_log=log, ledger=replace(ledger, account=account, confirmed=confirmed),
        tallies=tuple(one for one in state.tallies if one.day >= before),
    )  # fmt: skip


def without_anything(state: EngineState) -> EngineState:
    """The memory of somebody new, at the same desk: a pause, the place, and what protects them just now, still hold.

    The red-flag questions are open: what was answered is gone.
    """
    account, safety = state.ledger.account, state.safety
    begun = replace(sitting_clock.begun(_next_span(account)).account, posture=account.posture)
    return replace(
        state, ledger=sitting_clock.Ledger(begun, begun), reminder=None, last_start=None, hard_limit_met=False,
        stretch_log=StretchLog(), tallies=(),
        safety=SafetyState(
            lock=safety.lock, ask=True, flare_last=safety.flare_last, easy_last=safety.easy_last,
            spread_last=safety.spread_last, gentle_day=safety.gentle_day,
        ),
    )  # fmt: skip


def _account_since(account: Account, before: date) -> Account:
    return replace(
        account, days=tuple(one for one in account.days if one.day >= before),
        spans=tuple(one for one in account.spans if one.began.date() >= before), next_span=_next_span(account),
    )  # fmt: skip


def _next_span(account: Account) -> int:
    return account.spans[-1].number + 1 if account.spans else account.next_span
