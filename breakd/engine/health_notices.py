"""What breakd says of health by itself: seldom, one at a time, when the person has just answered a reminder.

They are there then, and nothing is quiet.
"""

from __future__ import annotations

from dataclasses import replace

from breakd.messages import cards
from breakd.stretches.conditions import HEALING_WEEKS

from . import physio_reminder, safety
from .effects import Announce
from .feedback import ROUTINE
from .health_requests import OpenQuestions
from .step import Step


def announce_one(step: Step) -> None:
    """The first of them that is due. Under the safety lock its card is enough."""
    if safety.is_locked(step):
        return
    for announced in (_visit, _release, physio_reminder.announce_once):
        if announced(step):
            return


def _visit(step: Step) -> bool:
    """A routine red flag: once a week, until the questions are answered without one."""
    advised, today = step.safety.routine_day, step.now.wall.date()
    if not step.safety.routine_flag or step.safety.ask or (advised is not None and today - advised < ROUTINE):
        return False
    step.safety = replace(step.safety, routine_day=today)
    step.emit(Announce(cards.VISIT_TITLE, cards.VISIT, OpenQuestions()))
    return True


def _release(step: Step) -> bool:
    """Twelve weeks after an operation: once, whether the team has released the person."""
    body = step.settings.body
    operated = body.surgery
    if operated is None or body.surgery_released or step.safety.release_asked == operated:
        return False
    if step.now.wall.date() - operated < HEALING_WEEKS:
        return False
    step.safety = replace(step.safety, release_asked=operated)
    step.emit(Announce(cards.RELEASE_TITLE, cards.RELEASE))
    return True
