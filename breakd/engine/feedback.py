"""How a stretch felt, and what follows from it: the reactions of docs/stretches.md (`[safety.reaction]`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from breakd.stretches.model import EASY_LEVEL, Stretch
from breakd.stretches.progress import (
    KEPT_LOGS,
    Feedback,
    Progress,
    PutAway,
    RestingDirection,
    level_on,
    lowered,
    with_good_word,
)
from breakd.stretches.safety_state import Card

from . import history_view, safety, wall_time
from .effects import Refusal, Refused
from .records import FeelRow
from .reminder_stages import HasBeenShown, Started
from .state import Reminder
from .step import Step

BETTER, SAME, WORSE, SPREADING, HURTS = "better", "same", "worse", "spreading", "hurts"
MOVED_UP = "moved-up"
"""Pain moved up towards the back: a good sign, as `BETTER`."""
WORDS = frozenset({BETTER, SAME, WORSE, HURTS, SPREADING, MOVED_UP})
GOOD_WORDS = frozenset({BETTER, SAME, MOVED_UP})
NUMBERS = frozenset(map(str, range(11)))
AWAY = timedelta(days=7)
SILENT = timedelta(days=14)
"""After so long without a word the red-flag questions are asked again."""
ROUTINE = timedelta(days=7)
DOUBLE_CLICK = 5.0
"""Seconds in which "it hurts" said twice is said once."""
NEURAL, NEUTRAL = "neural", "neutral"
EITHER_WAY = "flexion-extension"
"""The direction of what goes both ways, and rests when it spread by one of them."""
BENDS = frozenset({"flexion", "extension"})
NECK = "neck"
"""The region that rests as a whole when it spread there."""


def record_feeling(step: Step, word: str) -> Refused | None:
    """About what runs, else the stretch that was done last, or for a bad word what shows or was begun."""
    if word not in WORDS | NUMBERS:
        return Refused(Refusal.BAD_WORD, word)
    if word == HURTS:
        return record_hurt(step, "")
    about, session = _felt_stretches(step, word)
    _log_feedback(step, about, word)
    match word:
        case "better" | "same" | "moved-up":
            _on_settled(step, about, better=word != SAME)
        case "worse":
            safety.stop_guide(step)
            _on_worse(step, about)
        case "spreading":
            _on_spreading(step, (about,) if about else session)
        case _:
            _on_pain(step, about, int(word))
    _check_no_better(step, word)
    step.safety = replace(step.safety, about_until=None)
    safety.replace_if_not_allowed(step)
    return None


def _felt_stretches(step: Step, word: str) -> tuple[str, tuple[str, ...]]:
    """The stretch that a word is about, empty if it is none or a session; and the stretches of that session."""
    if (running := _running_reminder(step)) is not None:
        return running.stretch, tuple(one.stretch for one in running.session)
    bad, asked, begun = word not in GOOD_WORDS, safety.feedback_until(step) is not None, step.safety.begun
    if bad and not asked and (shown := _shown_stretch(step)):
        return shown, ()  # done from the pop-up, without a click on Done
    if bad and begun and (not asked or word == SPREADING):  # nobody is offered this word where it is asked
        return (begun[0], ()) if len(begun) == 1 else ("", begun)
    return step.safety.about, step.safety.about_session


def record_hurt(step: Step, stretch_id: str) -> Refused | None:
    """About `stretch`, or the one that is meant: as worse, without waiting for it to settle. What runs is over."""
    named = stretch_id or _meant_stretch(step)
    if named is None:
        return Refused(Refusal.NOTHING_SUGGESTED)
    if named and step.suggester.stretch(named) is None:
        return Refused(Refusal.UNKNOWN_STRETCH, named)
    if _is_double_click(step, stretch_id):
        return None
    _log_feedback(step, named, HURTS)
    safety.stop_guide(step)
    _on_worse(step, named)
    if named == step.safety.about:
        step.safety = replace(step.safety, about_until=None)
    safety.replace_if_not_allowed(step)
    return None


def _meant_stretch(step: Step) -> str | None:
    """The stretch of a person who names none; empty for a session or a break of their own, None for nothing."""
    stretch_log, body, reminder = step.stretch_log, step.safety, step.reminder
    if (running := _running_reminder(step)) is not None:
        return running.stretch
    if safety.feedback_until(step) is not None:
        return body.about
    if shown := _shown_stretch(step):
        return shown
    unseen = reminder.stretch if reminder is not None and reminder.shown_at is None else ""
    suggested = [id for id in stretch_log.suggested if id != unseen]
    return body.unsettled or (suggested[-1] if suggested else None)


def _shown_stretch(step: Step) -> str:
    """The stretch of the reminder that shows or has shown; empty if there is none."""
    reminder = step.reminder
    return reminder.stretch if reminder is not None and isinstance(reminder.stage, HasBeenShown) else ""


def _running_reminder(step: Step) -> Reminder | None:
    """The stretch or the session that somebody is guided through."""
    reminder = step.reminder
    return reminder if reminder is not None and isinstance(reminder.stage, Started) else None


def _is_double_click(step: Step, stretch_id: str) -> bool:
    """Whether it was said seconds ago, of the same stretch or without a name: a double click."""
    last = step.stretch_log.logs[-1:]
    return any(
        one.word == HURTS
        and stretch_id in ("", one.stretch)
        and wall_time.elapsed(one.at, step.now.wall) < DOUBLE_CLICK
        for one in last
    )


# --- the reactions --------------------------------------------------------------------------------


def _on_settled(step: Step, stretch_id: str, *, better: bool) -> None:
    """Better: a small plus. What felt worse before, and was not done since, has settled: it only goes easier.

    Below the easy dose there is none, so it is left to its easier variant for today.
    """
    if stretch_id and step.safety.unsettled == stretch_id:
        _undo_put_away(step, stretch_id)
        if step.safety.easiest:
            _put_away(step, stretch_id, wall_time.next_midnight(step.now.wall))
    if step.suggester.stretch(stretch_id) is not None:
        _store_progress(step, with_good_word(_progress(step, stretch_id), better=better))


def _undo_put_away(step: Step, stretch_id: str) -> None:
    stretch, stretch_log = step.suggester.stretch(stretch_id), step.stretch_log
    tonight = wall_time.next_midnight(step.now.wall)
    direction = stretch.direction if stretch is not None else ""
    step.stretch_log = replace(
        step.stretch_log,
        put_away=tuple(item for item in stretch_log.put_away if item.stretch != stretch_id or item.until is None),
        resting=tuple(item for item in stretch_log.resting if item.direction != direction or item.until > tonight),
    )
    step.safety = replace(step.safety, unsettled="", card=None)


def _on_worse(step: Step, stretch_id: str) -> None:
    """One level lower; away for a week, its direction rests today. For the second time: away until it is put back."""
    stretch, again = step.suggester.stretch(stretch_id), step.safety.unsettled == stretch_id != ""
    if again:
        return  # the same break feels worse still, and that has been heard
    if stretch is None:
        _on_worse_of_no_stretch(step)
        return
    before = _progress(step, stretch_id)
    progress = replace(lowered(before), worse=before.worse + 1, hurt=before.hurt + 1)
    _store_progress(step, progress)
    if stretch_id == step.safety.about and not _is_away(step, stretch_id):  # what hurt much or spread does not settle
        easiest = level_on(before, step.now.wall.date(), step.catalogue.select) == EASY_LEVEL
        step.safety = replace(step.safety, unsettled=stretch_id, easiest=easiest)
    twice = progress.hurt >= 2
    _put_away(step, stretch_id, None if twice else step.now.wall + AWAY)
    _rest_direction(step, stretch.direction, wall_time.next_midnight(step.now.wall))
    if twice:
        safety.show_card(step, Card.CLINICIAN, stretch_id)
    else:
        safety.show_card(step, Card.ADVICE)
    if twice or _worse_in_a_row(step):
        safety.ask_red_flags(step)


def _on_worse_of_no_stretch(step: Step) -> None:
    """A session, or a break of one's own: nobody knows what it was, so it goes gently for the rest of the day."""
    step.safety = replace(step.safety, gentle_day=step.now.wall.date())
    if _worse_in_a_row(step):
        safety.show_card(step, Card.CLINICIAN)
        safety.ask_red_flags(step)


def _on_spreading(step: Step, about: tuple[str, ...]) -> None:
    """The stretch, its direction and the nerve sliders are away for a week, and today goes gently. For the week the
    person is taken to have leg nerve pain.

    Of a session any may have been it: every way that they went rests, but for walking. Neutral is no way of its own
    (breathing is, and half of the catalogue), so of those each is away itself.
    """
    until = step.now.wall + AWAY
    stretches = [stretch for id in about if (stretch := step.suggester.stretch(id)) is not None]
    alone = len(stretches) == 1
    for stretch in stretches:
        if alone or stretch.direction == NEUTRAL:
            _put_away(step, stretch.id, until)
        _store_progress(step, lowered(_progress(step, stretch.id)))
    for word in _rests_after_spreading(stretches):
        if word != safety.WALK or alone:
            _rest_direction(step, word, until)
    step.safety = replace(step.safety, unsettled="", gentle_day=step.now.wall.date(), spread_last=until.date())
    safety.stop_guide(step)
    safety.ask_red_flags(step, few=True)


def _rests_after_spreading(stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """The directions that rest, and the neck if it may have been that."""
    words = {stretch.direction for stretch in stretches} - {NEUTRAL} | {NEURAL}
    if words & BENDS:
        words.add(EITHER_WAY)
    if any(NECK in stretch.regions for stretch in stretches):
        words.add(NECK)
    return tuple(sorted(words))


def _on_pain(step: Step, stretch_id: str, pain: int) -> None:
    """Up to `green_max` goes on, up to `amber_max` one level lower, above only the gentlest for this day."""
    safety_texts = step.catalogue.safety
    if pain <= safety_texts.green_max or (step.suggester.stretch(stretch_id) is None and pain < safety_texts.red_min):
        return
    if step.suggester.stretch(stretch_id) is not None:
        _store_progress(step, lowered(_progress(step, stretch_id)))
    if pain >= safety_texts.red_min:
        if stretch_id:
            _put_away(step, stretch_id, step.now.wall + AWAY)
        step.safety = replace(step.safety, unsettled="", gentle_day=step.now.wall.date())
        safety.stop_guide(step)
        safety.ask_red_flags(step)


def _check_no_better(step: Step, word: str) -> None:
    """No better for weeks: the advice to see somebody, once a week at most."""
    stretch_log, wall, advised = step.stretch_log, step.now.wall, step.safety.routine_day
    weeks = timedelta(weeks=step.catalogue.safety.no_better_weeks)
    better = word in (BETTER, MOVED_UP)
    if better or _eased(stretch_log.logs):
        step.stretch_log = replace(step.stretch_log, first_log=None if better else wall)
        return
    first = stretch_log.first_log or wall
    step.stretch_log = replace(step.stretch_log, first_log=first)
    if wall - first >= weeks and (advised is None or wall.date() - advised >= ROUTINE):
        step.safety = replace(step.safety, routine_day=wall.date())
        safety.show_card(step, Card.ROUTINE)


# --- inside ---------------------------------------------------------------------------------------


def _log_feedback(step: Step, stretch_id: str, word: str) -> None:
    """Keep it; the first word of all, and after a long silence, asks for the red-flag questions."""
    stretch_log, wall = step.stretch_log, step.now.wall
    silent = bool(stretch_log.logs) and wall - stretch_log.logs[-1].at >= SILENT
    if silent or step.safety.answered is None:
        safety.ask_red_flags(step)
    step.stretch_log = replace(
        step.stretch_log, logs=(*stretch_log.logs, Feedback(wall, stretch_id, word))[-KEPT_LOGS:]
    )
    step.record(FeelRow(wall, stretch_id, word))


def _worse_in_a_row(step: Step) -> bool:
    """Whether the last two logs said that it got worse."""
    last = [item.word for item in step.stretch_log.logs[-2:]]
    return len(last) == 2 and set(last) <= {WORSE, HURTS}


def _eased(logs: tuple[Feedback, ...]) -> bool:
    """Whether the number that was just logged is lower than the one before."""
    numbers = [int(item.word) for item in logs if item.word in NUMBERS]
    return len(numbers) >= 2 and logs[-1].word in NUMBERS and numbers[-1] < numbers[-2]


def _progress(step: Step, stretch_id: str) -> Progress:
    return step.stretch_log.progress_of(stretch_id)


def _store_progress(step: Step, progress: Progress) -> None:
    step.stretch_log = step.stretch_log.with_progress(progress)


def _put_away(step: Step, stretch_id: str, until: datetime | None) -> None:
    """A longer absence of the same stretch stays."""
    kept = [item for item in step.stretch_log.put_away if history_view.is_put_away(item, step.now.wall)]
    same = next((item for item in kept if item.stretch == stretch_id), None)
    if same is not None and (same.until is None or (until is not None and same.until >= until)):
        return
    others = (item for item in kept if item.stretch != stretch_id)
    step.stretch_log = replace(step.stretch_log, put_away=(*others, PutAway(stretch_id, until)))


def _is_away(step: Step, stretch_id: str) -> bool:
    return any(
        item.stretch == stretch_id and history_view.is_put_away(item, step.now.wall)
        for item in step.stretch_log.put_away
    )


def _rest_direction(step: Step, direction: str, until: datetime) -> None:
    kept = [item for item in step.stretch_log.resting if item.until > step.now.wall]
    if not any(item.direction == direction and item.until >= until for item in kept):
        kept = [item for item in kept if item.direction != direction]
        step.stretch_log = replace(step.stretch_log, resting=(*kept, RestingDirection(direction, until)))
