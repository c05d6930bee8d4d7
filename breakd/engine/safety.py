"""What the person's body asks for: the safety lock and its cards, gentler days, what was put away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from breakd.messages import cards
from breakd.stretches.model import PlannedStretch, Stretch
from breakd.stretches.safety_state import Card, Examiner, RedFlagList, Urgency
from breakd.stretches.selection import FILTERS, Exclusion, SelectionInput, minds_bending

from . import history_view, sitting_clock, wall_time
from .effects import Announce, OpenQuestionsPage, Refusal, Refused
from .health_requests import Cleared, Flare, OpenQuestions, Reinstate, ReportRedFlags
from .records import Outcome
from .reminder import resolve, revalidate, show
from .reminder_stages import Shown, Started
from .state import Reminder
from .step import Step

LONGEST_FLARE = 31
"""Days."""
EASY_AFTER = timedelta(days=7)
"""For so long every dose is the easy one, after the lock was lifted."""
WALK = "walk"
"""The direction of walking."""
CARD_REFUSALS = {Card.URGENT: Refusal.URGENT, Card.EMERGENCY: Refusal.EMERGENCY}
"""The refusal that carries the card of a lock."""
FORBIDDEN = {
    Exclusion.EXCLUDED: Refusal.EXCLUDED,
    Exclusion.NOT_TODAY: Refusal.IN_FLARE,
    Exclusion.OFF: Refusal.OFF,
    Exclusion.PUT_AWAY: Refusal.PUT_AWAY,
    Exclusion.NO_LEG_PAIN: Refusal.NO_LEG_PAIN,
    Exclusion.LIMIT: Refusal.LIMIT,
    Exclusion.NOT_EASED: Refusal.NOT_EASED,
}
"""What keeps a stretch from beginning even if the person names it, the first that holds is told."""
STOPS_NOTHING = frozenset({Refusal.LIMIT, Refusal.NO_LEG_PAIN})
"""What keeps a stretch from beginning, but does not end one that runs."""


def handle_safety_request(
    step: Step, request: ReportRedFlags | Cleared | Flare | Reinstate | OpenQuestions
) -> Refused | None:
    """Do what is asked, or say why not."""
    match request:
        case ReportRedFlags(urgency):
            _on_red_flags(step, urgency)
            return None
        case Cleared(by):
            return _on_cleared(step, by)
        case OpenQuestions(token):
            step.emit(OpenQuestionsPage(token))
            if step.reminder is not None and isinstance(step.reminder.popup, Shown):
                show(step)  # the click may have taken it off the screen
            return None
        case Flare(days):
            return _flare(step, days)
        case Reinstate(stretch_id):
            return _reinstate(step, stretch_id)


# --- the lock -------------------------------------------------------------------------------------


def _on_red_flags(step: Step, urgency: Urgency) -> None:
    """A red flag locks; nothing but `Cleared` unlocks, and no milder answer makes the lock milder."""
    lock, today = step.safety.lock, step.now.wall.date()
    if lock is not Urgency.EMERGENCY and urgency.locks:
        lock = urgency
    if urgency is Urgency.ROUTINE:
        step.safety = replace(step.safety, routine_flag=True, routine_day=today)
    elif red_flag_list(step) is not RedFlagList.SPREADING:  # those few leave most of the routine ones out
        step.safety = replace(step.safety, routine_flag=False)
    step.safety = replace(step.safety, lock=lock, ask=False, ask_few=False, answered=today)
    if urgency.locks and lock.card is not None:
        show_card(step, lock.card)
        stop_guide(step)
    _refresh(step)


def _on_cleared(step: Step, by: Examiner) -> Refused | None:
    """A professional's word lifts the lock, and it begins again gently. Questions that are open stay so."""
    if not is_locked(step):
        return Refused(Refusal.NO_SAFETY_LOCK)
    if by is Examiner.OTHER:
        return Refused(Refusal.NOT_CHECKED)
    easy_last = step.now.wall.date() + EASY_AFTER
    step.safety = replace(step.safety, lock=Urgency.NONE, card=None, easy_last=easy_last)
    step.emit(Announce(cards.CLEARED_TITLE, cards.CLEARED))
    _refresh(step)
    return None


def is_locked(step: Step) -> bool:
    """Whether the safety lock holds."""
    return step.safety.lock is not Urgency.NONE


def refusal_of_all(step: Step) -> Refused | None:
    """Why nothing at all may be suggested now; None if something may, as walking under the urgent lock."""
    return _lock_refusal(step) if step.safety.lock is Urgency.EMERGENCY else None


def refusal_of_session(step: Step) -> Refused | None:
    """Why no session may begin now; None if one may."""
    if locked := _lock_refusal(step):
        return locked
    if not step.settings.body.disclaimer:
        return Refused(Refusal.NOT_CONFIRMED)
    return Refused(Refusal.QUESTIONS) if step.safety.ask else None


def _lock_refusal(step: Step) -> Refused | None:
    """The lock that holds, with its card; None without one."""
    card = step.safety.lock.card
    if card is None:
        return None
    text = cards.card(card, step.catalogue.safety, may_stand=step.suggester.may_stand)
    return Refused(CARD_REFUSALS[card], "\n".join(text))


def refusal_for(step: Step, stretch_id: str = "", given: SelectionInput | None = None) -> Refused | None:
    """Why this stretch, or what is suggested if none is named, may not begin now; None if it may.

    `given` is what the filters look at, where the caller has it already.
    """
    if refused := refusal_of_all(step):
        return refused
    stretch = step.suggester.stretch(stretch_id)
    more_than_walking = stretch is not None and stretch.id not in step.catalogue.safety.walking
    if more_than_walking and (locked := _lock_refusal(step)):
        return locked
    if more_than_walking and not step.settings.body.disclaimer:
        return Refused(Refusal.NOT_CONFIRMED)
    if stretch is None:
        return None
    return _forbidden(step, stretch, given or step.suggester.selection_input(firm=False))


def _forbidden(step: Step, stretch: Stretch, given: SelectionInput) -> Refused | None:
    """What is unsuitable, off, away or too much today does not begin by name; where to do it, the person knows."""
    filters = dict(FILTERS)
    exclusion = next((exclusion for exclusion in FORBIDDEN if not filters[exclusion](stretch, given)), None)
    if exclusion is Exclusion.LIMIT and stretch.direction == WALK:
        return None  # how often to walk is the person's own affair
    if exclusion is Exclusion.NOT_EASED and not minds_bending(given):
        return None  # a rest bent forward, which is only seldom good and so not suggested
    if exclusion is Exclusion.NOT_TODAY and step.safety.ask:
        return Refused(Refusal.QUESTIONS, stretch.id)
    if exclusion is Exclusion.NOT_TODAY and gentle_until(step) is not None:
        return Refused(Refusal.GENTLE_DAY, stretch.id)
    return None if exclusion is None else Refused(FORBIDDEN[exclusion], stretch.id)


def stop_guide(step: Step) -> None:
    """A guide or a session that runs is over."""
    if step.reminder is not None and isinstance(step.reminder.stage, Started):
        resolve(step, Outcome.SKIPPED)


def replace_if_not_allowed(step: Step) -> None:
    """The open reminder may name a stretch that is out by what was just said: then another, or none."""
    reminder = step.reminder
    if reminder is None or not reminder.stretch or isinstance(reminder.stage, Started):
        return
    revalidate(step)
    if step.open != reminder and step.open.popup is not None:
        show(step)


def heed_changes(step: Step) -> None:
    """The body, the settings or the stretches are others now: what is open or runs may be out, or too much."""
    stop_guide_if_not_allowed(step)
    replace_if_not_allowed(step)


def name_other_numbers(step: Step) -> None:
    """Whom to call has changed: a pop-up on the screen that says it says it anew."""
    if step.safety.lock is Urgency.EMERGENCY:
        _refresh(step)


def stop_guide_if_not_allowed(step: Step) -> None:
    """A guide that runs is over if its stretch is out by now, or its dose too much."""
    reminder = step.reminder
    if reminder is not None and isinstance(reminder.stage, Started) and not _may_go_on(step, reminder):
        stop_guide(step)


def _may_go_on(step: Step, running: Reminder) -> bool:
    planned = running.session or (PlannedStretch(running.stretch, running.level),)
    given = step.suggester.selection_input(firm=False)
    return all(
        ((refused := refusal_for(step, one.stretch, given)) is None or refused.refusal in STOPS_NOTHING)
        and one.level <= step.suggester.dose_level(one.stretch, given)
        for one in planned
    )


def _refresh(step: Step) -> None:
    """What may be suggested has changed, or what a reminder has to say beside it: the open one says it anew."""
    reminder = step.reminder
    if reminder is None or isinstance(reminder.stage, Started):
        return
    revalidate(step)
    if isinstance(reminder.popup, Shown):
        show(step)


# --- what the status says -------------------------------------------------------------------------


def feedback_until(step: Step) -> datetime | None:
    """Until when it is asked how the last stretch felt; None if it is not, as while the next one runs."""
    if step.reminder is not None and isinstance(step.reminder.stage, Started):
        return None
    until = step.safety.about_until
    return until if until is not None and wall_time.elapsed(step.now.wall, until) > 0 else None


# --- cards and questions --------------------------------------------------------------------------


def show_card(step: Step, card: Card, stretch_id: str = "") -> None:
    """Show a card now, about a stretch if one is named, and keep those of the day for the rest of it."""
    if card not in (Card.EMERGENCY, Card.URGENT):
        step.safety = replace(step.safety, card=card, card_day=step.now.wall.date(), card_stretch=stretch_id)
    may_stand = step.suggester.may_stand
    step.emit(Announce(*cards.card(card, step.catalogue.safety, may_stand=may_stand, stretch=stretch_id)))


def ask_red_flags(step: Step, *, few: bool = False) -> None:
    """Something was said that asks for the red-flag questions, or for those `few` that matter when it spreads."""
    if not step.safety.ask:
        step.emit(Announce(cards.QUESTIONS_TITLE, cards.QUESTIONS, OpenQuestions()))
    few = few and (step.safety.ask_few or not step.safety.ask)
    step.safety = replace(step.safety, ask=True, ask_few=few)


def red_flag_list(step: Step) -> RedFlagList | None:
    """Which of them should be answered; None if nothing was said that asks for them."""
    if not step.safety.ask:
        return None
    return RedFlagList.SPREADING if step.safety.ask_few else RedFlagList.ALL


def current_card(step: Step) -> Card | None:
    """What the person should read now: the lock's card, else the one of this day."""
    safety = step.safety
    if safety.lock.card is not None:
        return safety.lock.card
    return safety.card if safety.card_day == step.now.wall.date() else None


def card_stretch(step: Step) -> str:
    """The stretch that this card is about; empty for none."""
    return step.safety.card_stretch if current_card(step) is Card.CLINICIAN else ""


# --- gentler days ---------------------------------------------------------------------------------


def _flare(step: Step, days: int) -> Refused | None:
    """From now on the other limit holds; a clock that is over it is due at once."""
    if not 0 <= days <= LONGEST_FLARE:
        return Refused(Refusal.BAD_DAYS)
    last = step.now.wall.date() + timedelta(days=days - 1) if days else None
    step.ledger = sitting_clock.confirm(step.ledger)
    step.safety = replace(step.safety, flare_last=last)
    step.cap_clock()
    heed_changes(step)
    return None


def flare_until(step: Step) -> datetime | None:
    """When the gentler days end; None without a flare-up."""
    safety, today = step.safety, step.now.wall.date()
    if safety.flare_last is None or not history_view.is_flare_day(safety, today):
        return None
    return wall_time.at_clock(safety.flare_last + timedelta(days=1), time(0), step.now.wall)


def easy_until(step: Step) -> datetime | None:
    """When the easy days end that follow the lock; None on any other day."""
    last = step.safety.easy_last
    if last is None or not history_view.is_easy_day(step.safety, step.now.wall.date()):
        return None
    return wall_time.at_clock(last + timedelta(days=1), time(0), step.now.wall)


def spread_until(step: Step) -> datetime | None:
    """When the week ends in which the nerve is spared, after it spread; None on any other day."""
    last = step.safety.spread_last
    if last is None or not history_view.is_after_spreading(step.safety, step.now.wall.date()):
        return None
    return wall_time.at_clock(last + timedelta(days=1), time(0), step.now.wall)


def gentle_until(step: Step) -> datetime | None:
    """When a day with much pain ends; None on any other."""
    wall = step.now.wall
    return wall_time.next_midnight(wall) if step.safety.gentle_day == wall.date() else None


def _reinstate(step: Step, stretch_id: str) -> Refused | None:
    """The stretch may come again, so what goes the same way, or works on the same region, rests no more either."""
    stretch, stretch_log = step.suggester.stretch(stretch_id), step.stretch_log
    if stretch is None:
        return Refused(Refusal.UNKNOWN_STRETCH, stretch_id)
    rests, wall = (stretch.direction, *stretch.regions), step.now.wall
    away = [item for item in stretch_log.put_away if item.stretch == stretch_id]
    resting = [item for item in stretch_log.resting if item.direction in rests]
    until = (*(item.until for item in away), *(item.until for item in resting))
    if not any(end is None or wall_time.elapsed(wall, end) > 0 for end in until):
        return Refused(Refusal.NOT_AWAY, stretch_id)
    step.stretch_log = replace(
        stretch_log,
        put_away=tuple(item for item in stretch_log.put_away if item not in away),
        resting=tuple(item for item in stretch_log.resting if item not in resting),
    )
    return None
