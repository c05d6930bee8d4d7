"""What the person's body asks for: the safety lock and its cards, gentler days, what was put away."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from breakd.core.catalogue import Stretch
from breakd.core.selection import FILTERS, Out
from breakd.core.wording import cards

from . import history_view, sitting_clock, wall_time
from .effects import Announce, Refusal, Refused
from .health_requests import Card, Checked, Flare, PutBack, RedFlag, Urgency
from .records import Kind, Outcome
from .reminder import close, suggest_instead
from .reminder_stages import Started
from .step import Turn

LONGEST_FLARE = 31
"""Days."""
LOCKS = {Urgency.URGENT: (Card.URGENT, Refusal.URGENT), Urgency.EMERGENCY: (Card.EMERGENCY, Refusal.EMERGENCY)}
"""The card of each lock, and the refusal that carries it."""
FORBIDDEN = {Out.NOT_TODAY: Refusal.IN_FLARE, Out.OFF: Refusal.OFF, Out.PUT_AWAY: Refusal.PUT_AWAY}
"""What keeps a movement from beginning even if the person names it."""


def grant(turn: Turn, wish: RedFlag | Checked | Flare | PutBack) -> Refused | None:
    """Do what is asked, or say why not."""
    match wish:
        case RedFlag(urgency):
            _answered(turn, urgency)
            return None
        case Checked():
            turn.care = replace(turn.care, lock=Urgency.NONE, ask=False, card=None)
            suggest_what_suits(turn)
            return None
        case Flare(days):
            return _flare(turn, days)
        case PutBack(stretch):
            return _put_back(turn, stretch)


# --- the lock -------------------------------------------------------------------------------------


def _answered(turn: Turn, urgency: Urgency) -> None:
    """A red flag locks; nothing but `Checked` unlocks, and no milder answer makes the lock milder."""
    lock = turn.care.lock
    if lock is not Urgency.EMERGENCY and urgency is not Urgency.NONE:
        lock = urgency
    turn.care = replace(turn.care, lock=lock, ask=False, answered=turn.now.wall.date())
    if urgency is not Urgency.NONE:
        announce(turn, LOCKS[lock][0])
        stop(turn)
        suggest_what_suits(turn)


def locked(turn: Turn) -> bool:
    """Whether the safety lock holds."""
    return turn.care.lock is not Urgency.NONE


def refusal(turn: Turn, stretch: str = "") -> Refused | None:
    """Why nothing, or not this movement, may begin now; None if it may."""
    if locked(turn):
        card, refused = LOCKS[turn.care.lock]
        return Refused(refused, "\n".join(cards.card(card, turn.catalogue.safety)))
    movement = turn.suggester.stretch(stretch)
    if movement is not None and movement.direction != "walk" and not turn.settings.body.disclaimer:
        return Refused(Refusal.NOT_CONFIRMED)
    if movement is not None and movement.exclude_if & turn.settings.body.conditions:
        return Refused(Refusal.EXCLUDED, movement.id)
    return _out_by_choice(turn, movement) if movement is not None else None


def _out_by_choice(turn: Turn, movement: Stretch) -> Refused | None:
    """What is off, away or too much today does not begin by name either. Where to do it is the person's affair."""
    question = turn.suggester.question(firm=False)
    out = next((out for out, passes in FILTERS if out in FORBIDDEN and not passes(movement, question)), None)
    if out is Out.NOT_TODAY and gentle_until(turn) is not None:
        return Refused(Refusal.GENTLE_DAY, movement.id)
    return None if out is None else Refused(FORBIDDEN[out], movement.id)


def stop(turn: Turn) -> None:
    """A guide or a session that runs is over."""
    if turn.reminder is not None and isinstance(turn.reminder.stage, Started):
        close(turn, Outcome.SKIPPED)


def suggest_what_suits(turn: Turn) -> None:
    """The open reminder may name a movement that is out by what was just said: then another, or none."""
    reminder = turn.reminder
    if reminder is None or reminder.kind is Kind.CHANGE or isinstance(reminder.stage, Started):
        return
    if reminder.stretch and not turn.suggester.suits(reminder.stretch, firm=reminder.firm):
        suggest_instead(turn, turn.suggester.pick(firm=reminder.firm))


# --- what the status says -------------------------------------------------------------------------


def feedback_until(turn: Turn) -> datetime | None:
    """Until when it is asked how the last movement felt; None if it is not, as while the next one runs."""
    if turn.reminder is not None and isinstance(turn.reminder.stage, Started):
        return None
    until = turn.care.about_until
    return until if until is not None and wall_time.elapsed(turn.now.wall, until) > 0 else None


# --- cards and questions --------------------------------------------------------------------------


def announce(turn: Turn, card: Card) -> None:
    """Show a card now, and keep those of the day for the rest of it."""
    if card not in (Card.EMERGENCY, Card.URGENT):
        turn.care = replace(turn.care, card=card, card_day=turn.now.wall.date())
    turn.emit(Announce(*cards.card(card, turn.catalogue.safety)))


def ask_red_flags(turn: Turn) -> None:
    """Something was said that asks for the red-flag questions."""
    if not asks_red_flags(turn):
        turn.emit(Announce(cards.QUESTIONS_TITLE, cards.QUESTIONS))
    turn.care = replace(turn.care, ask=True)


def asks_red_flags(turn: Turn) -> bool:
    """Whether they should be answered: never so far, or something was said since."""
    care = turn.care
    return care.ask or care.answered is None


def card(turn: Turn) -> Card | None:
    """What the person should read now: the lock's card, else the one of this day."""
    care = turn.care
    if locked(turn):
        return LOCKS[care.lock][0]
    return care.card if care.card_day == turn.now.wall.date() else None


# --- gentler days ---------------------------------------------------------------------------------


def _flare(turn: Turn, days: int) -> Refused | None:
    """From now on the other limit holds; a clock that is over it is due at once."""
    if not 0 <= days <= LONGEST_FLARE:
        return Refused(Refusal.BAD_DAYS)
    last = turn.now.wall.date() + timedelta(days=days - 1) if days else None
    turn.ledger = sitting_clock.settle(turn.ledger)
    turn.care = replace(turn.care, flare_last=last)
    turn.limit_clock()
    suggest_what_suits(turn)
    return None


def flare_until(turn: Turn) -> datetime | None:
    """When the gentler days end; None without a flare-up."""
    care, today = turn.care, turn.now.wall.date()
    if care.flare_last is None or not history_view.flaring(care, today):
        return None
    return wall_time.at(care.flare_last + timedelta(days=1), time(0), turn.now.wall)


def gentle_until(turn: Turn) -> datetime | None:
    """When a day with much pain ends; None on any other."""
    wall = turn.now.wall
    return wall_time.next_midnight(wall) if turn.care.gentle_day == wall.date() else None


def _put_back(turn: Turn, stretch: str) -> Refused | None:
    """The movement may come again, so what goes the same way rests no more either."""
    movement, journal = turn.suggester.stretch(stretch), turn.journal
    if movement is None:
        return Refused(Refusal.UNKNOWN_STRETCH, stretch)
    turn.journal = replace(
        turn.journal,
        put_away=tuple(item for item in journal.put_away if item.stretch != stretch),
        resting=tuple(item for item in journal.resting if item.direction != movement.direction),
    )
    return None
