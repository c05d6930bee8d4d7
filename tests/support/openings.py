"""Days that begin where a story gets interesting, and what they left behind."""

from __future__ import annotations

from breakd.engine.effects import Remind
from breakd.engine.events import Posture, SetPosture
from breakd.engine.records import ReminderRow
from breakd.engine.settings import Settings

from .timeline import Day


def shown(late: int | None = None, settings: Settings | None = None) -> Day:
    return Day(settings=settings, late=late).work().run_until("shown")


def standing(late: int | None = None) -> Day:
    day = Day(late=late).work().minutes(1).say(SetPosture(Posture.STANDING))
    return day.run_until("change")


def asked(late: int | None = None) -> Day:
    """Left with the pop-up on the screen, and back after more than `break` but before a natural break."""
    day = shown(late).leave().minutes(2).run(0 if late is None else 60)
    return day.bump().run(3).bump()


def last_popup(day: Day) -> Remind:
    return next(item.effect for item in reversed(day.seen) if isinstance(item.effect, Remind))


def row(day: Day, id: int = 1) -> ReminderRow:
    return day.reminder_rows()[id]
