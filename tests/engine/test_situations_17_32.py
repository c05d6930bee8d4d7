"""The behaviour played through: docs/situations.md 17 to 32."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from breakd.engine.events import Done, Evidence, GuideKeepAlive, NotNow, QuietReason, SettingsChanged, Snooze, Start
from breakd.engine.settings import HoursRange, Settings
from breakd.engine.status import Presence, Stage, State
from breakd.simulation import BEAT
from tests.support.timeline import Day

CALL, DND = QuietReason.CALL, QuietReason.DO_NOT_DISTURB


def test_17_restart_with_a_source_that_cannot_tell_the_past(late: int | None) -> None:
    day = Day(late=late).work().minutes(10).leave().run(30)
    counted = day.status().sitting_clock_seconds
    day.restart(gap=60, told_past=False)
    assert day.status().presence is Presence.UNKNOWN
    day.idle_reported = True  # the source has no word about what was before it came
    day.minutes(3)
    assert day.status().sitting_clock_seconds <= counted
    day.back().minutes(1)
    assert day.status().sitting_clock_seconds <= counted + 61


def test_18_call_and_do_not_disturb(late: int | None) -> None:
    day = Day(late=late).hold(CALL, DND).work().minutes(35)
    day.hold(CALL).minutes(1).hold().run(10).hold(DND).minutes(5)
    assert day.story() == []
    assert day.stage() is Stage.DEFERRED
    day.hold()
    ended = day.at
    day.run_until("shown")
    assert 20 <= day.at - ended <= 32 + day.slack
    day.expect("shown")


def test_19_ten_seconds_short_of_a_break(late: int | None) -> None:
    day = Day(late=late).work().minutes(25).leave().run(290).back()
    assert abs(day.status().bout_seconds - 1500) <= 10
    assert day.status().sitting_clock_seconds <= 1
    back = day.at
    day.run_until("shown").say(Snooze(1, 300))
    assert 30 * 60 - 1 <= day.at - back <= 30 * 60 + 12 + 2 * day.slack
    day.run_until("firm")
    assert 35 * 60 - 1 <= day.at - back <= 35 * 60 + 24 + 4 * day.slack
    day.expect("shown", "withdrawn", "firm")


def test_20_start_just_before_the_expiry(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").run(85).say(Start(1)).leave()
    assert day.status().state is State.STARTED
    day.run(60).say(GuideKeepAlive(1)).run(60).say(Done(1))
    day.expect("shown", "withdrawn", "completed")


def test_20b_a_guide_that_is_not_heard_of_was_left(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Start(1)).run_until("shown").run(10)
    assert day.at - day.when("shown", 0) >= 1200
    day.expect("shown", "withdrawn", "shown")


def test_21_a_call_begins_while_it_shows(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").run(10).hold(CALL).minutes(10)
    day.expect("shown", "withdrawn")
    assert day.stage() is Stage.DEFERRED
    day.hold().run_until("shown").run(5)
    day.expect("shown", "withdrawn", "shown")
    assert list(day.reminder_rows()) == [1]


def film(late: int | None, minutes: float) -> Day:
    day = Day(late=late).work().minutes(5).leave()
    day.evidence = frozenset({Evidence.INHIBITOR})
    day.quiet = frozenset({QuietReason.FULLSCREEN})
    day.minutes(4)
    assert day.status().presence is Presence.PASSIVE
    return day.minutes(minutes - 4)


def test_22_the_film_ends_an_hour_after_its_viewer_left(late: int | None) -> None:
    day = film(late, 60)
    assert day.status().presence is Presence.PASSIVE
    assert day.status().bout_seconds >= 64 * 60
    day.evidence = frozenset()
    ended = day.at
    day.run_until("break")
    assert 300 <= day.at - ended <= 360 + 2 * day.slack
    day.expect("break", "natural")


def test_23_a_webinar_of_three_hours(late: int | None) -> None:
    day = Day(late=late).work().leave()
    day.evidence = frozenset({Evidence.CALL})
    day.hold(CALL).minutes(180)
    assert day.status().bout_seconds <= 2 * 3600 + 120 + 2 * day.slack + 60
    assert day.status().bout_seconds >= 2 * 3600 - 1
    day.evidence = frozenset()
    day.hold().back().run_until("firm").run(5)
    day.expect("firm")


def test_24_left_a_minute_before(late: int | None) -> None:
    day = Day(late=late).work().minutes(29).leave().minutes(7)
    day.expect("break")
    assert day.status().bout_seconds == 0


def test_25_the_machine_is_off_over_lunch(late: int | None) -> None:
    day = Day(late=late).work().minutes(20)
    day.restart(boot=100.0, off=40 * 60).minutes(2)
    day.expect("break")
    assert day.status().sitting_clock_seconds <= 120


def test_25b_off_and_the_clock_was_set_back(late: int | None) -> None:
    day = Day(late=late).work().minutes(20)
    day.restart(boot=100.0, off=-3600).minutes(2)
    day.expect("break")


def test_26_logged_out_overnight(late: int | None) -> None:
    day = Day("2026-11-23 17:00", late=late).work().minutes(20).leave()
    day.restart(gap=14 * 3600, told_past=False).back().minutes(1)
    day.expect()
    assert day.status().bout_seconds <= 60
    assert day.status().sitting_clock_seconds <= 60


def test_27_done_with_nothing_open(late: int | None) -> None:
    day = Day(late=late).work().minutes(10).say(Done())
    day.expect()
    assert day.outcomes() == {"completed": 1}
    (row,) = day.reminder_rows().values()
    assert row.by_program is False
    assert day.status().sitting_clock_seconds == 0


def test_28_no_idle_source(late: int | None) -> None:
    day = Day(late=late, sees_input=False).minutes(20).lock().run(60).unlock()
    assert day.status().presence is Presence.ACTIVE
    day.run_until("shown")
    # a minute of lock cost six minutes of clock
    assert abs(day.status().bout_seconds - 36 * 60) <= 12 + 2 * day.slack


def test_29_back_right_after_the_popup_expired(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").leave().minutes(2).run(day_slack(late)).back().run(4)
    day.expect("shown", "withdrawn", "asked").say(NotNow(1)).minutes(1)
    day.expect("shown", "withdrawn", "asked", "withdrawn", "ignored")


def test_29b_did_you_stretch_yes(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").leave().minutes(2).run(day_slack(late)).back().say(Done(1))
    day.minutes(1).expect("shown", "withdrawn", "asked", "withdrawn", "completed")
    assert day.outcomes() == {"completed": 1}


def day_slack(late: int | None) -> float:
    return 0.0 if late is None else 60.0


@pytest.mark.parametrize("step", [3600.0, -3600.0])
def test_30_the_wall_clock_is_set_just_before_due(late: int | None, step: float) -> None:
    day = Day(late=late).work().run(1795).set_clock(step)
    day.run_until("shown").near("shown", 30, within=60)


def test_30b_a_new_time_zone(late: int | None) -> None:
    hours = ((HoursRange(time(8), time(18)),),) * 7
    day = Day("2026-11-23 16:00", late=late, settings=Settings(hours=hours)).work().run(1795)
    day.zone = ZoneInfo("Asia/Tokyo")  # 00:29 there
    day.run(130)
    assert day.status().state is State.OFF_HOURS
    day.expect()
    assert day.stage() is Stage.DEFERRED


def test_31_a_nap_of_twenty_seconds(late: int | None) -> None:
    day = Day(late=late).work().minutes(20)
    day.suspend(20)
    assert abs(day.status().sitting_clock_seconds - (20 * 60 - 120)) <= 1
    assert abs(day.status().bout_seconds - 20 * 60) <= 1


@pytest.mark.parametrize("told", [True, False], ids=["told", "signals lost"])
def test_31b_two_hours(late: int | None, told: bool) -> None:
    day = Day(late=late).work().run_until("shown").suspend(7200, told=told).minutes(1).run(day_slack(late))
    day.expect("shown", "break", "withdrawn", "natural")
    assert day.status().bout_seconds <= 60 + 2 * day.slack


def test_31c_in_a_snooze(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Snooze(1)).run(30).suspend(20)
    day.run_until("shown").expect("shown", "withdrawn", "shown")
    day.say(Snooze(1)).suspend(7200).minutes(12)
    day.expect("shown", "withdrawn", "shown", "withdrawn", "break", "natural")


def test_31d_while_started(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Start(1)).suspend(7200).minutes(12)
    day.expect("shown", "withdrawn", "break", "natural")


def test_31e_a_nap_while_it_shows(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").suspend(20).run(5)
    day.expect("shown")
    assert day.stage() is Stage.SHOWN


def test_32_stopped_for_150_seconds(late: int | None) -> None:
    day = Day(late=late).work().minutes(10)
    before, lost = day.status(), day.unlooked  # what was not yet looked at before the stop goes with it
    day.freeze(150).run(0.1)
    after = day.status()
    assert lost <= BEAT + day.slack
    assert before.sitting_clock_seconds - after.sitting_clock_seconds == pytest.approx(lost, abs=0.2)
    assert before.bout_seconds - after.bout_seconds == pytest.approx(lost, abs=0.2)
    day.minutes(5).expect()
    assert -1 - day.slack <= day.status().bout_seconds - after.bout_seconds - 300 <= 1


def test_settings_changed_while_open_keeps_its_own(late: int | None) -> None:
    from dataclasses import replace

    day = Day(late=late).work().run_until("shown")
    longer = replace(day.settings, reminder=replace(day.settings.reminder, expires=600.0))
    day.say(SettingsChanged(longer)).run(200)
    day.expect("shown", "withdrawn", "ignored")
    assert day.now().wall - day.reminder_rows()[1].opened_at < timedelta(minutes=10)
