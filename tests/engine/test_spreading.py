"""It spreads: in every situation answered at least as gently as pain 7, and nothing but the gentle list begins after.

Both words are said at the end of the same day, and what may come is compared: today, and on each day of the week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import pytest

from breakd.engine import safety
from breakd.engine.effects import OpenQuestionsPage, Remind
from breakd.engine.events import (
    Another,
    Details,
    Dismissed,
    Done,
    Event,
    Feel,
    GuideAbandoned,
    Hurts,
    Pause,
    Posture,
    RemindNow,
    Resume,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import (
    Checkup,
    Cleared,
    Flare,
    OpenQuestions,
    Reinstate,
    ReportRedFlags,
    StartSession,
)
from breakd.engine.settings import HOME, Settings
from breakd.engine.status import Stage
from breakd.engine.step import Step
from breakd.stretches.model import USUAL_LEVEL
from breakd.stretches.safety_state import Examiner, RedFlagList, Urgency
from breakd.stretches.selection import FILTERS, Exclusion
from tests.support.openings import last_popup
from tests.support.timeline import MOVEMENTS, Day
from tests.support.weeks import person

CLEAN = ReportRedFlags(Urgency.NONE)
GENTLE = frozenset(MOVEMENTS.safety.gentle)
STRETCHES = tuple(MOVEMENTS.stretches)
PEOPLE = {
    "office": person(pain="lumbar sciatic"),
    "home": person(place=HOME, pain="lumbar sciatic neck", side="left", enable="plow"),
    "careful": person(place=HOME, pain="sciatic", conditions="leg_nerve_pain knee_problem"),
}
DAY = 86400.0


def at_work(settings: Settings) -> Day:
    """At work, with the red-flag questions behind them."""
    return Day(settings=settings).work().say(CLEAN)


SITUATIONS: dict[str, Callable[[Settings], Day]] = {
    "nothing yet": at_work,
    "never answered": lambda who: Day(settings=who).work(),
    "a break of one's own": lambda who: at_work(who).say(Done()),
    "a reminder on the screen": lambda who: at_work(who).run_until("shown"),
    "a reminder of later": lambda who: at_work(who).run_until("shown").say(Snooze()),
    "a firm reminder": lambda who: at_work(who).run_until("firm"),
    "a session that runs": lambda who: at_work(who).say(StartSession()),
    "a session that was done": lambda who: at_work(who).say(StartSession()).say(Done()),
    "a session that was left": lambda who: at_work(who).say(StartSession()).say(GuideAbandoned(1)),
    "a flare-up": lambda who: at_work(who).say(Flare(3)).say(Done(stretch="walk-break")),
    "worse before": lambda who: at_work(who).say(Done(stretch="chin-tuck")).say(Feel("worse")),
    "a long silence": lambda who: at_work(who).say(Feel("same")).suspend(20 * DAY).say(Done(stretch="chin-tuck")),
    "a restart": lambda who: at_work(who).say(Done(stretch="chin-tuck")).restart(),
    "standing": lambda who: at_work(who).say(SetPosture(Posture.STANDING)).run_until("change"),
}
CASES = [(who, situation) for who in PEOPLE for situation in SITUATIONS]
"""Everybody in each of these, and by turns with each stretch below."""
for _number, _id in enumerate(STRETCHES):
    CASES += [(tuple(PEOPLE)[_number % len(PEOPLE)], f"{_id} {stage}") for stage in ("done", "runs")]
    SITUATIONS[f"{_id} done"] = partial(lambda stretch, who: at_work(who).say(Done(stretch=stretch)), _id)
    SITUATIONS[f"{_id} runs"] = partial(lambda stretch, who: at_work(who).say(Start(0, stretch)), _id)


class Possible(NamedTuple):
    """What a day has to offer, wherever the person is and however long the break."""

    doses: dict[str, int]
    """The highest dose of each stretch that neither the person's days nor the questions hold back."""
    begins: frozenset[str]
    """What would begin by its name."""


HELD_BACK = {Exclusion.SAFETY_LOCK, Exclusion.NOT_TODAY, Exclusion.OFF, Exclusion.EXCLUDED, Exclusion.PUT_AWAY}


def possible(day: Day) -> Possible:
    suggester = day.engine.suggester(day.now())
    given = suggester.selection_input(firm=False)
    history, filters = given.history, [passes for exclusion, passes in FILTERS if exclusion in HELD_BACK]
    free = [id for id, stretch in MOVEMENTS.stretches.items() if all(passes(stretch, given) for passes in filters)]
    doses = {id: 1 if history.easiest else history.levels.get(id, USUAL_LEVEL) for id in free}
    step = Step(day.engine.state, day.settings, MOVEMENTS, day.now())
    return Possible(doses, frozenset(id for id in STRETCHES if safety.refusal_for(step, id) is None))


def begins(day: Day, *wishes: Event) -> str | None:
    """What begins by these requests; None if nothing does. The day itself stays as it is."""
    twin = day.twin()
    if twin.stage() is Stage.STARTED:
        twin.say(Skip())
    for wish in wishes:
        twin.say(wish)
    reminder = twin.status().reminder
    if reminder is None or reminder.stage is not Stage.STARTED:
        return None
    return " ".join(one.stretch for one in reminder.session) or reminder.stretch


def milder(spread: Possible, hurt: Possible) -> dict[str, object]:
    """What "it spreads" leaves and pain 7 does not."""
    doses = {id: dose for id, dose in spread.doses.items() if dose > hurt.doses.get(id, 0)}
    return doses | dict.fromkeys(spread.begins - hurt.begins, "begins")


@pytest.mark.parametrize(("who", "situation"), CASES)
def test_it_is_never_answered_more_mildly_than_pain_seven(who: str, situation: str) -> None:
    spread, hurt = (SITUATIONS[situation](PEOPLE[who]).say(Feel(word)) for word in ("spreading", "7"))
    assert spread.status().ask_red_flags
    assert spread.status().gentle_until is not None
    assert spread.stage() is not Stage.STARTED, "what ran is over"
    assert milder(possible(spread), possible(hurt)) == {}
    assert set(possible(spread).doses) <= GENTLE
    for after in (0.0, DAY, 5 * DAY, DAY):  # the same day and the days until the seventh, the questions answered
        spread, hurt = (day.say(CLEAN).suspend(after) for day in (spread, hurt))
        assert milder(possible(spread), possible(hurt)) == {}, after


# --- nothing else begins until they are answered -------------------------------------------------------------


def spreading(who: str = "home") -> Day:
    return at_work(PEOPLE[who]).say(Done(stretch="cobra")).say(Feel("spreading"))


def way_ins() -> Iterator[tuple[Event, ...]]:
    """Every request, alone and before each that begins something."""
    first: list[Event] = [
        *(Feel(word) for word in ("better", "same", "worse", "hurts", "moved-up", "0", "5", "9")), Hurts("chin-tuck"),
        *map(Cleared, Examiner), Flare(0), Flare(3), Reinstate("cobra"), Checkup(), OpenQuestions(),
        Done(), Done(stretch="cobra"), Skip(), Another(), Snooze(0, 60.0), Details(1), Dismissed(1), Pause("1h"),
        Resume(), SetPlace("office"), SetPosture(Posture.STANDING), RemindNow(), StartSession(), Start(),
    ]  # fmt: skip
    last: list[tuple[Event, ...]] = [
        (Start(),), (StartSession(),), (RemindNow(), Start()), (RemindNow(), Another(), Start()),
        (RemindNow(), Another(), Another(), Start()),
        *((Start(0, id),) for id in ("cobra", "chin-tuck", "seated-sciatic-slider", "walk-break", "plow")),
    ]  # fmt: skip
    yield from ((Start(0, id),) for id in STRETCHES)
    yield from ((Reinstate(id), Start(0, id)) for id in STRETCHES)
    for end in last:
        yield end
        yield from ((one, *end) for one in first)


@pytest.mark.parametrize("nights", [0, 40])
@pytest.mark.parametrize("shown", [False, True], ids=["nothing open", "a reminder open"])
def test_nothing_but_the_gentle_list_begins_until_they_are_answered(nights: int, shown: bool) -> None:
    day = spreading().suspend(nights * DAY)
    if shown:
        day.run_until("shown")
    tried = list(way_ins())
    assert len(tried) > 400
    begun = {begins(day, *wishes) for wishes in tried}
    assert begun - {None} <= GENTLE | {""}
    assert begun & GENTLE, "and the gentle ones do"
    assert "cobra" not in begun
    assert "chin-tuck" in {begins(day.say(CLEAN).suspend(8 * DAY), Start(0, "chin-tuck"))}, "it was the questions"


@pytest.mark.parametrize("who", PEOPLE)
def test_reminders_bring_the_gentle_list_and_offer_the_questions(who: str) -> None:
    day = spreading(who).suspend(2 * DAY)
    for _ in range(6):
        day.run_until("shown")
        reminder = day.status().reminder
        assert reminder is not None
        assert reminder.stretch in GENTLE | {""}
        assert last_popup(day).ask_red_flags
        day.say(Done(stretch="walk-break"))


def test_what_is_open_gives_way_at_once() -> None:
    day = at_work(PEOPLE["office"]).say(Done(stretch="cobra")).run_until("shown").say(Feel("spreading"))
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.stretch in GENTLE


# --- which questions ----------------------------------------------------------------------------------------


def red_flag_list(*words: str) -> RedFlagList | None:
    day = at_work(PEOPLE["home"]).say(Done(stretch="cobra"))
    for word in words:
        day.say(Feel(word))
    return day.status().red_flag_list


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((), None),
        (("spreading",), RedFlagList.SPREADING),
        (("spreading", "spreading"), RedFlagList.SPREADING),
        (("spreading", "7"), RedFlagList.ALL),
        (("7", "spreading"), RedFlagList.ALL),
        (("7",), RedFlagList.ALL),
        (("moved-up",), None),
    ],
)
def test_after_spreading_alone_it_is_the_short_list(words: tuple[str, ...], asked: RedFlagList | None) -> None:
    assert red_flag_list(*words) is asked


def test_who_never_answered_is_asked_all_of_them() -> None:
    day = Day(settings=PEOPLE["home"]).work().say(Done(stretch="cobra")).say(Feel("spreading"))
    assert day.status().red_flag_list is RedFlagList.ALL


def test_the_questions_are_announced_once_with_a_button() -> None:
    day = spreading().say(Feel("spreading")).say(Feel("8"))
    assert [one.answer for one in day.announced] == [OpenQuestions()]
    assert "before the next stretch" in day.announced[0].body, "and not when it suits"


def after_the_click(day: Day) -> tuple[list[str], list[str]]:
    """The tokens with which the page is opened, and the stretches of reminders that are shown again."""
    effects = day.engine.handle(OpenQuestions("token"), day.now())
    pages = [effect.token for effect in effects if isinstance(effect, OpenQuestionsPage)]
    return pages, [effect.stretch for effect in effects if isinstance(effect, Remind)]


def test_a_click_opens_their_page_and_takes_no_reminder_off_the_screen() -> None:
    day = spreading()
    assert after_the_click(day) == (["token"], []), "nothing is open"
    shown = last_popup(day.run_until("shown")).stretch
    assert after_the_click(day) == (["token"], [shown]), "the click took it away, and it comes back"
    assert after_the_click(day.say(Snooze())) == (["token"], []), "it was asked to wait"


# --- the opposite --------------------------------------------------------------------------------------------


def test_moved_up_is_as_better() -> None:
    up, better = (
        at_work(PEOPLE["home"]).say(Done(stretch="cobra")).say(Feel(word)) for word in ("moved-up", "better")
    )
    assert up.engine.suggester(up.now()).history() == better.engine.suggester(better.now()).history()
    assert possible(up) == possible(better)


def test_moved_up_takes_nothing_back_of_what_spread() -> None:
    day = spreading()
    before = possible(day)
    assert possible(day.say(Feel("moved-up"))) == before
    assert day.status().ask_red_flags
