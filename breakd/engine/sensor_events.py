"""What the sensors and the pop-up report, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

from . import sitting_clock
from .deadlines import leave
from .effects import AskEvidence
from .events import (
    Beat,
    Dismissed,
    Evidence,
    EvidenceSeen,
    InputSeen,
    Locked,
    NoInput,
    NotNow,
    PopupLost,
    QuietSeen,
    Report,
    SettingsChanged,
    Sleeping,
    SourceLost,
    SourceReady,
    Tick,
    Unlocked,
    Woke,
)
from .presence import THERE, Facts, Question, gone, passive, with_input
from .records import Outcome
from .reminder import SECOND_THOUGHT, answer_absence, close, expire, fade, give_up, lose, take_over
from .reminder_stages import Asked, Closing, Unanswered, Waiting
from .settings import Settings
from .status import Presence
from .step import Turn

EVIDENCE_PATIENCE = 5.0
"""Evidence is answered within two seconds; no answer counts as none."""


def take(turn: Turn, report: Report) -> None:
    """Take in one report."""
    match report:
        case Tick() | Woke():
            _awake(turn)
        case Beat():
            _beat(turn)
        case SourceReady(name, sees_input):
            _source_ready(turn, name, sees_input)
        case SourceLost():
            turn.facts = replace(turn.facts, reported=False, idle=False, passive_since=None, question=None)
        case InputSeen(at):
            _input(turn, at)
        case NoInput(since):
            _no_input(turn, since)
        case EvidenceSeen(evidence):
            _evidence(turn, evidence)
        case QuietSeen(reasons):
            turn.quiet = replace(turn.quiet, reasons=reasons, answer_by=None)
        case Locked(at):
            _lock(turn, at)
        case Unlocked(at):
            turn.facts = replace(turn.facts, locked=False)
            _input(turn, at)
        case Sleeping(at):
            _sleep(turn, at)
        case SettingsChanged(settings, catalogue):
            turn.catalogue = catalogue or turn.catalogue
            _settings(turn, settings)
        case _:
            _popup(turn, report)


def _popup(turn: Turn, report: Report) -> None:
    """An answer of the pop-up; one for another reminder than the open one means nothing."""
    reminder = turn.reminder
    if reminder is None or getattr(report, "id", None) != reminder.id:
        return
    popup = reminder.popup
    match report:
        case Dismissed(by_person=True) if popup is not None:
            turn.enter(Closing(turn.boot + SECOND_THOUGHT, popup))
        case Dismissed() if popup is not None:
            fade(turn)
        case NotNow() if isinstance(popup, Asked):
            close(turn, Outcome.IGNORED)
        case PopupLost() if popup is not None:
            lose(turn, popup)


def _awake(turn: Turn) -> None:
    """Whatever was heard of sleep, the machine runs."""
    if turn.facts.asleep:
        turn.facts = replace(turn.facts, asleep=False)


def _beat(turn: Turn) -> None:
    _awake(turn)
    if turn.presence is Presence.PASSIVE:
        _ask_evidence(turn, since=None)


def _source_ready(turn: Turn, name: str, sees_input: bool) -> None:
    locked = turn.facts.locked
    turn.facts = Facts(source=name, sees_input=sees_input, reported=not sees_input, locked=locked)


def _input(turn: Turn, at: float) -> None:
    expire(turn)  # after a sleep the input may come before the tick: then the pop-up was gone before the person came
    facts = turn.facts
    last_input = facts.pause_since
    absent_for = max(turn.account.absence, at - last_input if last_input is not None else 0.0)
    turn.facts = with_input(facts)
    if not facts.locked:  # nobody sits down at a locked screen: only the unlocking ends the absence
        turn.ledger = sitting_clock.seen(turn.ledger, at, turn.rules)
    reminder = turn.reminder
    if reminder is not None and isinstance(waiting := reminder.stage, Waiting) and absent_for > THERE:
        turn.enter(replace(waiting, patient_since=turn.boot))
    if turn.presence is Presence.ACTIVE:
        answer_absence(turn, absent_for)


def _no_input(turn: Turn, since: float) -> None:
    known = turn.facts.pause_since
    if known is not None and since > known + 1.0:
        _input(turn, since)  # a pause that begins later tells of an input that nobody reported
    facts = turn.facts
    idle = turn.boot - since >= turn.rules.idle_after - SECOND_THOUGHT
    known = facts.pause_since
    turn.facts = replace(
        facts, pause_since=since if known is None else max(known, since), reported=facts.reported or not idle
    )
    known_already = facts.locked or facts.idle or facts.passive_since is not None or facts.question is not None
    if idle and not known_already:
        _ask_evidence(turn, since=since)


def _ask_evidence(turn: Turn, since: float | None) -> None:
    turn.facts = replace(turn.facts, question=Question(turn.boot + EVIDENCE_PATIENCE, since))
    turn.emit(AskEvidence())


def _evidence(turn: Turn, evidence: frozenset[Evidence]) -> None:
    question = turn.facts.question
    if question is None:
        return
    if not evidence:
        leave(turn, question.since)
        return
    turn.facts = passive(turn.facts, turn.boot)
    turn.ledger = sitting_clock.settle(turn.ledger)
    reminder = turn.reminder
    if reminder is not None and isinstance(stage := reminder.stage, Unanswered):
        give_up(turn, stage)


def _lock(turn: Turn, at: float) -> None:
    """Away at once, from the instant of the lock."""
    if not turn.facts.locked:
        take_over(turn, sitting_clock.count_again(turn.ledger, at, turn.rules))
        turn.facts = replace(turn.facts, locked=True, question=None, passive_since=None)


def _sleep(turn: Turn, at: float) -> None:
    """Away at once, from the instant of the sleep; whoever was there by evidence alone is so no more."""
    take_over(turn, sitting_clock.count_again(turn.ledger, at, turn.rules))
    facts = turn.facts
    if facts.passive_since is not None:
        facts = gone(facts)
    turn.facts = replace(facts, asleep=True)


def _settings(turn: Turn, settings: Settings) -> None:
    """What was counted by the old settings stays as it is; a clock over the new limit is due at once."""
    turn.settings = settings
    turn.ledger = sitting_clock.settle(turn.ledger)
    turn.limit_clock()
