"""A day with a plan: offered first while a set is due, spread over the day, ticked off by Done, kept by a restart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from breakd.engine.events import Done, Hurts, RemindNow, SettingsChanged, Skip
from breakd.engine.health_requests import Flare, ReportRedFlags
from breakd.engine.settings import BodySettings, Settings
from breakd.engine.status import Stage
from breakd.stretches import catalogue
from breakd.stretches.model import Catalogue
from breakd.stretches.safety_state import Urgency
from breakd.stretches.selection import Exclusion
from breakd.toml.document import parse
from tests.support.timeline import MOVEMENTS, Day

SQUAT = """
[[stretch]]
id = "squat"
name = "Small squat"
regions = ["quadriceps"]
direction = "neutral"
setting = "standing"
sets_per_day = 3
steps = [{ seconds = 3, text = "Bend." }, { seconds = 5, hold = true, text = "Hold." }]
"""


def planned(text: str = SQUAT) -> Catalogue:
    loaded = catalogue.merge(catalogue.load(), (parse(text, "plan.toml"),), Path())
    assert not loaded.errors
    return loaded.catalogue


def at_work(late: int | None = None, text: str = SQUAT, start: str = "2026-11-23 08:00") -> Day:
    return Day(start, late=late, catalogue=planned(text)).work()


def offered(day: Day) -> str:
    """The stretch of the next reminder that shows."""
    for _ in range(90):
        day.minutes(1)
        if day.stage() is Stage.SHOWN and (reminder := day.status().reminder) is not None:
            return reminder.stretch
    raise AssertionError(f"no reminder in 90 minutes; seen: {day.story()}")


def test_three_sets_are_spread_over_the_day(late: int | None) -> None:
    day, order, at = at_work(late), [], []
    for _ in range(12):
        order.append(offered(day))
        if order[-1] == "squat":
            at.append(day.at / 3600)
        day.say(Done(0, "", None))
    assert order[0] == "squat"
    assert order.count("squat") == 3
    assert all(2.0 <= later - sooner < 2.8 for sooner, later in pairwise(at)), at
    (one,) = day.status().plan
    assert (one.stretch, one.done, one.sets, one.next_at, one.held_back) == ("squat", 3, 3, None, None)
    assert [row.stretch for row in day.reminder_rows().values()].count("squat") == 3, "history keeps it as any other"


def test_the_status_says_when_the_next_set_comes() -> None:
    day = at_work()
    assert offered(day) == "squat"
    assert [(one.done, one.next_at) for one in day.status().plan] == [(0, None)]
    day.say(Done(0, "", None))
    (one,) = day.status().plan
    assert one.next_at is not None
    assert abs((one.next_at - day.now().wall).total_seconds() - 2 * 3600) < 1
    day.restart()
    assert day.status().plan == (one,)


def test_what_else_is_done_puts_the_next_set_off_by_nothing() -> None:
    day = at_work()
    assert offered(day) == "squat"
    day.say(Done(0, "", None))
    (before,) = day.status().plan
    assert offered(day) != "squat"
    day.say(Done(0, "", None))
    (after,) = day.status().plan
    assert after.next_at == before.next_at is not None


def test_one_set_a_day_is_a_plan_too_and_a_seated_one_is_held_back_by_nothing() -> None:
    day = at_work(text=SQUAT.replace("sets_per_day = 3", "sets_per_day = 1").replace("standing", "seated"))
    (one,) = day.status().plan
    assert (one.sets, one.held_back) == (1, None)
    order = []
    for _ in range(8):
        order.append(offered(day))
        day.say(Done(0, "", None))
    assert order[0] == "squat"
    assert order.count("squat") == 1


def test_done_unasked_ticks_a_set_off() -> None:
    day = at_work().minutes(5)
    for done in (1, 2, 3, 4):
        day.say(Done(0, "squat", None))
        assert [one.done for one in day.status().plan] == [done]


def test_who_skips_it_is_asked_every_second_time() -> None:
    day, order = at_work(), []
    for _ in range(4):
        order.append(offered(day) == "squat")
        day.say(Skip(0))
    assert order == [True, False, True, False]


def test_a_new_day_begins_anew_and_a_day_off_the_plan_has_none() -> None:
    day = at_work(text=SQUAT + 'days = ["monday", "wednesday"]\n')
    assert offered(day) == "squat"
    day.say(Done(0, "", None)).leave().until("07:00").until("08:00").work()
    assert day.status().plan == ()
    assert offered(day) != "squat"
    day.say(Done(0, "", None)).leave().until("07:00").until("08:00").work()
    assert [(one.done, one.next_at) for one in day.status().plan] == [(0, None)]
    assert offered(day) == "squat"


def test_what_hurts_is_away_though_it_is_prescribed() -> None:
    day = at_work()
    assert offered(day) == "squat"
    day.say(Hurts("squat")).say(ReportRedFlags(Urgency.NONE))
    assert [one.held_back for one in day.status().plan] == [Exclusion.PUT_AWAY]
    for _ in range(3):
        assert offered(day) != "squat"
        day.say(Skip(0))


def test_flare_up_red_flags_and_conditions_hold_it_back() -> None:
    flare = at_work().say(Flare(3))
    assert [one.held_back for one in flare.status().plan] == [Exclusion.NOT_TODAY]
    assert offered(flare) != "squat"
    locked = at_work().say(ReportRedFlags(Urgency.URGENT))
    assert [one.held_back for one in locked.status().plan] == [Exclusion.SAFETY_LOCK]
    assert offered(locked) == "walk-break"
    body = BodySettings(conditions=frozenset({"surgery_0_6"}), disclaimer=True)
    after = Day("2026-11-23 08:00", settings=Settings(body=body), catalogue=planned()).work()
    assert [one.held_back for one in after.status().plan] == [Exclusion.EXCLUDED]
    assert offered(after) != "squat"


def test_a_plan_for_these_weeks_comes_at_its_easy_dose_twice_a_day() -> None:
    body = BodySettings(conditions=frozenset({"surgery_0_6"}), disclaimer=True)
    known = planned(SQUAT + 'caution_if = ["surgery_0_6"]\n')
    day, given = Day("2026-11-23 08:00", settings=Settings(body=body), catalogue=known).work(), []
    for _ in range(14):
        offered(day)
        reminder = day.status().reminder
        assert reminder is not None
        given.append((reminder.stretch, reminder.level))
        day.say(Done(0, "", None))
    assert [level for stretch, level in given if stretch == "squat"] == [1, 1]
    assert [(one.done, one.held_back) for one in day.status().plan] == [(2, Exclusion.LIMIT)]


def test_a_plan_that_is_saved_while_breakd_runs_holds_from_the_next_reminder() -> None:
    day = Day("2026-11-23 08:00").work().minutes(10)
    assert day.status().plan == ()
    day.handle(SettingsChanged(day.settings, planned()))
    assert [one.stretch for one in day.status().plan] == ["squat"]
    assert offered(day) == "squat"
    day.handle(SettingsChanged(day.settings, MOVEMENTS))
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.stretch not in ("", "squat"), "a plan that is taken back leaves an open reminder"


def test_now_offers_it_too() -> None:
    day = at_work().minutes(3).say(RemindNow())
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.stretch, reminder.reason and reminder.reason.planned_sets) == ("squat", 3)


def test_without_a_plan_there_is_none() -> None:
    assert replace(Day().work().status(), plan=()).plan == Day().work().status().plan == ()
