"""The end of an absence: input that lasts. One touch is no return."""

from __future__ import annotations

from dataclasses import replace

from . import sitting_clock
from .effects import AskEvidence
from .events import GuideAbandoned, GuideKeepAlive, Request
from .presence import (
    IN_A_ROW,
    LASTS_FROM,
    LASTS_WITHIN,
    RECENT_INPUT_SECONDS,
    UNBROKEN,
    EvidenceRequest,
    PresenceFacts,
    Touch,
    mark_active,
)
from .reminder import on_return
from .reminder_stages import Waiting
from .spans import Counted
from .status import Presence
from .step import Step
from .taken_back import count_as_away

EVIDENCE_PATIENCE = 5.0
"""Evidence is answered within two seconds; no answer counts as none."""


def is_absent(step: Step) -> bool:
    """Whether input would end an absence. One that the machine slept through goes on when it wakes."""
    if step.presence is Presence.ACTIVE:
        slept = any(span.counted is Counted.AWAY for span in step.ledger.provisional)
        return step.account.absence > 0 or slept
    return step.presence is Presence.IDLE


def on_touch(step: Step, at: float, absent_for: float) -> None:
    """Input in an absence: the first, or more of it."""
    requested, touch = step.facts.requested_at, step.facts.touched
    if requested is not None and abs(at - requested) <= LASTS_WITHIN:
        come_back(step, at, absent_for)
    elif touch is None or at - touch.first > LASTS_WITHIN:
        if touch is not None:  # that one was none
            count_as_away(step, away_since(step.facts, touch.first))
            absent_for = touch.absent_for + at - touch.first
        nth = _nth(step, at)
        if nth == IN_A_ROW:
            come_back(step, at, absent_for)
        else:
            step.facts = replace(step.facts, idle=True, asleep=False, touch=Touch(at, at, absent_for, nth))
    elif at - touch.first < LASTS_FROM:
        step.facts = replace(step.facts, touch=replace(touch, last=max(touch.last, at), paused=False))
    else:
        if at - touch.last >= step.rules.idle_after:  # they may count as away after a second already
            count_as_away(step, touch.last)
        come_back(step, at, touch.absent_for)


def _nth(step: Step, at: float) -> int:
    before = step.facts.touch
    return before.nth + 1 if before is not None and at - before.last < step.rules.idle_after else 1


def on_request(step: Step, request: Request) -> None:
    """Who asks for something and touches something is there, were it one click; a guide's reports ask for nothing."""
    if isinstance(request, GuideKeepAlive | GuideAbandoned) or not is_absent(step):
        return
    touch = step.facts.touched
    if touch is not None:
        come_back(step, touch.last, touch.absent_for)
    else:  # the report of the click may come after it
        step.facts = replace(step.facts, requested_at=step.boot)


def come_back(step: Step, at: float, absent_for: float) -> None:
    """Somebody is there at boot instant `at`, after so many seconds."""
    locked = step.facts.locked
    step.facts = mark_active(step.facts)
    if not locked:  # nobody sits down at a locked screen: only the unlocking ends the absence
        step.ledger = sitting_clock.confirm_until(step.ledger, at, step.rules)
    reminder = step.reminder
    if reminder is not None and isinstance(waiting := reminder.stage, Waiting) and absent_for > RECENT_INPUT_SECONDS:
        step.enter(replace(waiting, patient_since=step.boot))
    if step.presence is Presence.ACTIVE:
        on_return(step, absent_for)


def judge_touch(step: Step) -> None:
    """Once it can be told, say whether a touch was a return. Who clicked into a call sits there without another."""
    touch = step.facts.touched
    if touch is None or not step.is_past(known_at(touch)):
        return
    if not touch.paused:
        come_back(step, touch.first + LASTS_FROM, touch.absent_for)
        return
    request = EvidenceRequest(step.boot + EVIDENCE_PATIENCE, away_since(step.facts, touch.first))
    step.facts = replace(step.facts, touch=replace(touch, over=True), evidence_request=request)
    step.emit(AskEvidence())


def known_at(touch: Touch) -> float:
    """When it is known whether a touch was a return, if nothing is heard before."""
    return touch.first + (LASTS_WITHIN if touch.paused else UNBROKEN)


def away_since(facts: PresenceFacts, at: float) -> float:
    """Since when nobody is there if nobody is from `at` on: a touch that did not last changes no absence."""
    if facts.touched is None or facts.pause_since is None:
        return at
    return min(at, facts.pause_since)
