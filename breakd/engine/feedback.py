"""How a movement felt, and what follows from it: the reactions of docs/stretches.md (`[safety.reaction]`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from breakd.core.catalogue import EASY_LEVEL
from breakd.core.journal import KEPT_LOGS, Log, Progress, PutAway, Resting, level_on, lowered

from . import history_view, safety, wall_time
from .effects import Refusal, Refused
from .health_requests import Card
from .records import FeelRow
from .reminder_stages import HasBeenShown, Started
from .state import Reminder
from .step import Turn

BETTER, SAME, WORSE, SPREADING, HURTS = "better", "same", "worse", "spreading", "hurts"
WORDS = frozenset({BETTER, SAME, WORSE, SPREADING})
NUMBERS = frozenset(map(str, range(11)))
AWAY = timedelta(days=7)
SILENT = timedelta(days=14)
"""After so long without a word the red-flag questions are asked again."""
ROUTINE = timedelta(days=7)
DOUBLE_CLICK = 5.0
"""Seconds in which "it hurts" said twice is said once."""
NEURAL, WALK = "neural", "walk"


def feel(turn: Turn, word: str) -> Refused | None:
    """About what runs, else the movement that was done last."""
    if word not in WORDS | NUMBERS:
        return Refused(Refusal.BAD_WORD, word)
    running = _running(turn)
    about = running.stretch if running is not None else turn.care.about
    session = tuple(one.stretch for one in running.session) if running is not None else turn.care.about_session
    _log(turn, about, word)
    match word:
        case "better" | "same":
            _settled(turn, about, better=word == BETTER)
        case "worse":
            safety.stop(turn)
            _worse(turn, about)
        case "spreading":
            _spreading(turn, (about,) if about else session)
        case _:
            _pain(turn, about, int(word))
    _no_better(turn, word)
    turn.care = replace(turn.care, about_until=None)
    safety.suggest_what_suits(turn)
    return None


def hurts(turn: Turn, stretch: str) -> Refused | None:
    """About `stretch`, or the one that is meant: as worse, without waiting for it to settle. What runs is over."""
    named = stretch or _meant(turn)
    if named is None:
        return Refused(Refusal.NOTHING_SUGGESTED)
    if named and turn.suggester.stretch(named) is None:
        return Refused(Refusal.UNKNOWN_STRETCH, named)
    if _just_said(turn, stretch):
        return None
    _log(turn, named, HURTS)
    safety.stop(turn)
    _worse(turn, named)
    if named == turn.care.about:
        turn.care = replace(turn.care, about_until=None)
    safety.suggest_what_suits(turn)
    return None


def _meant(turn: Turn) -> str | None:
    """The movement of a person who names none; empty for a session or a break of their own, None for nothing."""
    journal, body, reminder = turn.journal, turn.care, turn.reminder
    if (running := _running(turn)) is not None:
        return running.stretch
    if safety.feedback_until(turn) is not None:
        return body.about
    if reminder is not None and isinstance(reminder.stage, HasBeenShown) and reminder.stretch:
        return reminder.stretch
    unseen = reminder.stretch if reminder is not None and reminder.shown_at is None else ""
    suggested = [id for id in journal.suggested if id != unseen]
    return body.unsettled or (suggested[-1] if suggested else None)


def _running(turn: Turn) -> Reminder | None:
    """The movement or the session that somebody is guided through."""
    reminder = turn.reminder
    return reminder if reminder is not None and isinstance(reminder.stage, Started) else None


def _just_said(turn: Turn, stretch: str) -> bool:
    """Whether it was said seconds ago, of the same movement or without a name: a double click."""
    last = turn.journal.logs[-1:]
    return any(
        one.word == HURTS and stretch in ("", one.stretch) and wall_time.elapsed(one.at, turn.now.wall) < DOUBLE_CLICK
        for one in last
    )


# --- the reactions --------------------------------------------------------------------------------


def _settled(turn: Turn, stretch: str, *, better: bool) -> None:
    """Better: a small plus. What felt worse before, and was not done since, has settled: it only goes easier.

    Below the easy dose there is none, so it is left to its easier variant for today.
    """
    if stretch and turn.care.unsettled == stretch:
        _put_back(turn, stretch)
        if turn.care.easiest:
            _put_away(turn, stretch, wall_time.next_midnight(turn.now.wall))
    if turn.suggester.stretch(stretch) is not None:
        progress = replace(_progress(turn, stretch), hurt=0)
        _keep(turn, replace(progress, better=progress.better + 1) if better else progress)


def _put_back(turn: Turn, stretch: str) -> None:
    movement, journal = turn.suggester.stretch(stretch), turn.journal
    tonight = wall_time.next_midnight(turn.now.wall)
    direction = movement.direction if movement is not None else ""
    turn.journal = replace(
        turn.journal,
        put_away=tuple(item for item in journal.put_away if item.stretch != stretch or item.until is None),
        resting=tuple(item for item in journal.resting if item.direction != direction or item.until > tonight),
    )
    turn.care = replace(turn.care, unsettled="", card=None)


def _worse(turn: Turn, stretch: str) -> None:
    """One level lower; away for a week, its direction rests today. For the second time: away until it is put back."""
    movement, again = turn.suggester.stretch(stretch), turn.care.unsettled == stretch != ""
    if again:
        return  # the same break feels worse still, and that has been heard
    if movement is None:
        _worse_of_no_movement(turn)
        return
    before = _progress(turn, stretch)
    progress = replace(lowered(before), worse=before.worse + 1, hurt=before.hurt + 1)
    _keep(turn, progress)
    if stretch == turn.care.about:
        easiest = level_on(before, turn.now.wall.date(), turn.catalogue.select) == EASY_LEVEL
        turn.care = replace(turn.care, unsettled=stretch, easiest=easiest)
    twice = progress.hurt >= 2
    _put_away(turn, stretch, None if twice else turn.now.wall + AWAY)
    _rest(turn, movement.direction, wall_time.next_midnight(turn.now.wall))
    safety.announce(turn, Card.CLINICIAN if twice else Card.ADVICE)
    if twice or _worse_in_a_row(turn):
        safety.ask_red_flags(turn)


def _worse_of_no_movement(turn: Turn) -> None:
    """A session, or a break of one's own: nobody knows what it was, so it goes gently for the rest of the day."""
    turn.care = replace(turn.care, gentle_day=turn.now.wall.date())
    if _worse_in_a_row(turn):
        safety.announce(turn, Card.CLINICIAN)
        safety.ask_red_flags(turn)


def _spreading(turn: Turn, about: tuple[str, ...]) -> None:
    """The movement, its direction and the nerve sliders are away for a week.

    Of a session any may have been it: every way that they went rests, but for walking, and today goes gently.
    """
    until = turn.now.wall + AWAY
    movements = [movement for id in about if (movement := turn.suggester.stretch(id)) is not None]
    if len(movements) == 1:
        _put_away(turn, movements[0].id, until)
    else:
        turn.care = replace(turn.care, gentle_day=turn.now.wall.date())
    for direction in dict.fromkeys([*(movement.direction for movement in movements), NEURAL]):
        if direction != WALK or len(movements) == 1:
            _rest(turn, direction, until)
    turn.care = replace(turn.care, unsettled="")
    safety.stop(turn)
    safety.ask_red_flags(turn)


def _pain(turn: Turn, stretch: str, pain: int) -> None:
    """Up to `green_max` goes on, up to `amber_max` one level lower, above only the gentlest for this day."""
    safety = turn.catalogue.safety
    if pain <= safety.green_max or (turn.suggester.stretch(stretch) is None and pain < safety.red_min):
        return
    if turn.suggester.stretch(stretch) is not None:
        _keep(turn, lowered(_progress(turn, stretch)))
    if pain >= safety.red_min:
        if stretch and stretch not in safety.gentle:
            _put_away(turn, stretch, turn.now.wall + AWAY)
        turn.care = replace(turn.care, gentle_day=turn.now.wall.date())
        safety.stop(turn)
        safety.ask_red_flags(turn)


def _no_better(turn: Turn, word: str) -> None:
    """No better for weeks: the advice to see somebody, once a week at most."""
    journal, wall, told = turn.journal, turn.now.wall, turn.care.routine_day
    weeks = timedelta(weeks=turn.catalogue.safety.no_better_weeks)
    if word == BETTER or _eased(journal.logs):
        turn.journal = replace(turn.journal, first_log=None if word == BETTER else wall)
        return
    first = journal.first_log or wall
    turn.journal = replace(turn.journal, first_log=first)
    if wall - first >= weeks and (told is None or wall.date() - told >= ROUTINE):
        turn.care = replace(turn.care, routine_day=wall.date())
        safety.announce(turn, Card.ROUTINE)


# --- inside ---------------------------------------------------------------------------------------


def _log(turn: Turn, stretch: str, word: str) -> None:
    """Keep it; the first word after a long silence asks for the red-flag questions."""
    journal, wall = turn.journal, turn.now.wall
    if journal.logs and wall - journal.logs[-1].at >= SILENT:
        safety.ask_red_flags(turn)
    turn.journal = replace(turn.journal, logs=(*journal.logs, Log(wall, stretch, word))[-KEPT_LOGS:])
    turn.record(FeelRow(wall, stretch, word))


def _worse_in_a_row(turn: Turn) -> bool:
    """Whether the last two logs said that it got worse."""
    last = [item.word for item in turn.journal.logs[-2:]]
    return len(last) == 2 and set(last) <= {WORSE, HURTS}


def _eased(logs: tuple[Log, ...]) -> bool:
    """Whether the number that was just logged is lower than the one before."""
    numbers = [int(item.word) for item in logs if item.word in NUMBERS]
    return len(numbers) >= 2 and logs[-1].word in NUMBERS and numbers[-1] < numbers[-2]


def _progress(turn: Turn, stretch: str) -> Progress:
    return turn.journal.of(stretch)


def _keep(turn: Turn, progress: Progress) -> None:
    turn.journal = turn.journal.with_progress(progress)


def _put_away(turn: Turn, stretch: str, until: datetime | None) -> None:
    """A longer absence of the same movement stays."""
    kept = [item for item in turn.journal.put_away if history_view.away(item, turn.now.wall)]
    same = next((item for item in kept if item.stretch == stretch), None)
    if same is not None and (same.until is None or (until is not None and same.until >= until)):
        return
    others = (item for item in kept if item.stretch != stretch)
    turn.journal = replace(turn.journal, put_away=(*others, PutAway(stretch, until)))


def _rest(turn: Turn, direction: str, until: datetime) -> None:
    kept = [item for item in turn.journal.resting if item.until > turn.now.wall]
    if not any(item.direction == direction and item.until >= until for item in kept):
        kept = [item for item in kept if item.direction != direction]
        turn.journal = replace(turn.journal, resting=(*kept, Resting(direction, until)))
