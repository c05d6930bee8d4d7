"""What the sensors and the pop-up report, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

from . import safety, sitting_clock
from .deadlines import mark_away
from .effects import AskEvidence
from .events import (
    Beat,
    Dismissed,
    Evidence,
    EvidenceSeen,
    InputSeen,
    Locked,
    NoInput,
    NotificationServerCame,
    NotNow,
    PopupLost,
    QuietSeen,
    SensorEvent,
    SettingsChanged,
    Sleeping,
    SourceLost,
    SourceReady,
    StateLost,
    Tick,
    Unlocked,
    Woke,
)
from .presence import LASTS_FROM, EvidenceRequest, PresenceFacts, mark_idle, mark_passive
from .records import Outcome
from .reminder import (
    DISMISSAL_DELAY,
    expire,
    on_closed_by_program,
    on_popup_lost,
    on_server_came,
    resolve,
    resolve_unanswered,
)
from .reminder_stages import Asked, Closing, Unanswered
from .returning import EVIDENCE_PATIENCE, away_since, come_back, is_absent, on_touch
from .settings import Settings
from .spans import During
from .status import Presence
from .step import Step
from .taken_back import count_as_away


def handle_event(step: Step, event: SensorEvent) -> None:
    """Take in one report."""
    match event:
        case Tick() | Woke():
            _mark_awake(step)
        case Beat():
            _on_beat(step)
        case SourceReady(name, sees_input):
            _on_source_ready(step, name, sees_input)
        case SourceLost():
            step.facts = replace(
                step.facts, reported=False, idle=False, passive_since=None, evidence_request=None, touch=None
            )
        case InputSeen(at):
            _on_input(step, at)
        case NoInput(since):
            _on_no_input(step, since)
        case EvidenceSeen(evidence):
            _on_evidence(step, evidence)
        case QuietSeen(reasons):
            step.quiet = replace(step.quiet, reasons=reasons, answer_by=None)
        case Locked(at):
            _on_lock(step, at)
        case Unlocked(at):
            step.facts = replace(step.facts, locked=False)
            expire(step)
            come_back(step, at, _absent_for(step, at))
        case Sleeping(at):
            _on_sleep(step, at)
        case StateLost():
            safety.ask_red_flags(step)
            safety.heed_changes(step)
        case SettingsChanged(settings, catalogue):
            said, step.catalogue = step.catalogue.safety.help, catalogue or step.catalogue
            _on_settings(step, settings)
            if step.catalogue.safety.help != said:
                safety.name_other_numbers(step)
        case _:
            _on_popup(step, event)


def _on_popup(step: Step, event: SensorEvent) -> None:
    """An answer of the pop-up; one for another reminder than the open one means nothing."""
    reminder = step.reminder
    if reminder is not None and isinstance(event, NotificationServerCame):
        on_server_came(step)
        return
    if reminder is None or getattr(event, "id", None) != reminder.id:
        return
    popup = reminder.popup
    match event:
        case Dismissed(by_person=True) if popup is not None:
            step.enter(Closing(step.boot + DISMISSAL_DELAY, popup))
        case Dismissed() if popup is not None:
            on_closed_by_program(step)
        case NotNow() if isinstance(popup, Asked):
            resolve(step, Outcome.IGNORED)
        case PopupLost(no_server=no_server) if popup is not None:
            on_popup_lost(step, popup, no_server=no_server)


def _mark_awake(step: Step) -> None:
    """Whatever was heard of sleep, the machine runs."""
    if step.facts.asleep:
        step.facts = replace(step.facts, asleep=False)


def _on_beat(step: Step) -> None:
    _mark_awake(step)
    if step.presence is Presence.PASSIVE:
        _ask_evidence(step, since=None)


def _on_source_ready(step: Step, name: str, sees_input: bool) -> None:
    locked = step.facts.locked
    step.facts = PresenceFacts(source=name, sees_input=sees_input, reported=not sees_input, locked=locked)


def _on_input(step: Step, at: float) -> None:
    expire(step)  # after a sleep the input may come before the tick: then the pop-up was gone before the person came
    if is_absent(step):
        on_touch(step, at, _absent_for(step, at))
    else:
        come_back(step, at, _absent_for(step, at))


def _absent_for(step: Step, at: float) -> float:
    last_input = step.facts.pause_since
    return max(step.account.absence, at - last_input if last_input is not None else 0.0)


def _on_no_input(step: Step, since: float) -> None:
    touch, known = step.facts.touch, step.facts.pause_since
    if touch is not None:
        known = touch.last
        if not touch.over and since - touch.first >= LASTS_FROM:
            known = min(known, since - 2.0)
    if known is not None and since > known + 1.0:
        _on_input(step, since)  # a pause that begins later tells of an input that nobody reported
    facts = step.facts
    if facts.touch is not None:
        step.facts = replace(facts, touch=replace(facts.touch, paused=True))
        return
    idle = step.boot - since >= step.rules.idle_after - DISMISSAL_DELAY
    known = facts.pause_since
    step.facts = replace(
        facts, pause_since=since if known is None else max(known, since), reported=facts.reported or not idle
    )
    known_already = (
        facts.locked or facts.idle or facts.passive_since is not None or facts.evidence_request is not None
    )
    if idle and not known_already:
        _ask_evidence(step, since=since)


def _ask_evidence(step: Step, since: float | None) -> None:
    step.facts = replace(step.facts, evidence_request=EvidenceRequest(step.boot + EVIDENCE_PATIENCE, since))
    step.emit(AskEvidence())


def _on_evidence(step: Step, evidence: frozenset[Evidence]) -> None:
    request = step.facts.evidence_request
    if request is None:
        return
    if not step.settings.quiet.call:  # calls are not heeded: a program may record all day
        evidence -= {Evidence.CALL}
    if not evidence or step.is_followed:  # a guide's own page may keep the screen on
        mark_away(step, request.since)
        return
    step.facts = mark_passive(step.facts, step.boot, in_call=Evidence.CALL in evidence)
    step.ledger = sitting_clock.confirm(step.ledger)
    reminder = step.reminder
    if reminder is not None and isinstance(stage := reminder.stage, Unanswered):
        resolve_unanswered(step, stage)


def _on_lock(step: Step, at: float) -> None:
    """Away at once, from the instant of the lock."""
    if not step.facts.locked:
        since = away_since(step.facts, at)
        count_as_away(step, since, During.LOCKED if since == at else None)
        step.facts = replace(step.facts, locked=True, evidence_request=None, passive_since=None, touch=None)


def _on_sleep(step: Step, at: float) -> None:
    """Away at once, from the instant of the sleep; presence by evidence alone ends."""
    count_as_away(step, away_since(step.facts, at))
    facts = replace(step.facts, touch=None)
    if facts.passive_since is not None:
        facts = mark_idle(facts)
    step.facts = replace(facts, asleep=True)


def _on_settings(step: Step, settings: Settings) -> None:
    """What was counted by the old settings stays as it is; a clock over the new limit is due at once."""
    if settings != step.settings:
        step.settings = settings
        step.ledger = sitting_clock.confirm(step.ledger)
        step.cap_clock()
    safety.heed_changes(step)
