"""Every interruption in every stage: a short one loses no reminder, a long one is the break, however it is told."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from breakd.engine.events import (
    Done,
    Event,
    Locked,
    Pause,
    PopupLost,
    QuietReason,
    Resume,
    SettingsChanged,
    Sleeping,
    Snooze,
    SourceLost,
    SourceReady,
    Start,
    Unlocked,
    Woke,
)
from breakd.engine.settings import HoursRange, Settings
from breakd.engine.status import Presence, Stage
from tests.support.timeline import Day

Act = Callable[[Day], object]
MakeDay = Callable[..., Day]
"""A day in a stage, with a driver that is so late, and if need be from another start."""
START = "2026-11-23 09:30"
LIMIT = 600.0
QUICK = replace(Settings(), sitting=replace(Settings().sitting, limit=LIMIT))
"""Due after ten minutes; a minute away takes two off the clock."""


@pytest.fixture(params=[None, 2], ids=["punctual", "late"])
def late(request: pytest.FixtureRequest) -> int | None:
    """Two drivers are enough for so many days."""
    seed: int | None = request.param
    return seed


# -- stages --------------------------------------------------------------------------------------------------------


def until_stage(day: Day, stage: Stage) -> Day:
    """Let time pass until the reminder is there."""
    day.minutes(9)
    end = day.boot + 600
    while day.stage() is not stage:
        assert day.boot < end, f"never {stage}: {day.story()}"
        day.run(1)
    return day


def waiting(late: int | None, start: str = START) -> Day:
    """Somebody types without a pause."""
    return until_stage(Day(start, settings=QUICK, late=late).work(2), Stage.WAITING)


def deferred(late: int | None, start: str = START) -> Day:
    """A call."""
    return until_stage(Day(start, settings=QUICK, late=late).hold(QuietReason.CALL).work(), Stage.DEFERRED).run(5)


def shown(late: int | None, start: str = START) -> Day:
    """On the screen."""
    return Day(start, settings=QUICK, late=late).work().run_until("shown").run(2)


def started(late: int | None, start: str = START) -> Day:
    """The guide runs."""
    return shown(late, start).say(Start(1)).run(5)


def snoozed(late: int | None, start: str = START) -> Day:
    """It returns in ten minutes."""
    return shown(late, start).say(Snooze(1)).run(5)


def expired(late: int | None, start: str = START) -> Day:
    """The pop-up is closed, nobody is there, the outcome is open."""
    return shown(late, start).leave().run_until("withdrawn").run(1)


def asked(late: int | None, start: str = START) -> Day:
    """The question whether they stretched is on the screen."""
    day = expired(late, start).run(45).back().run(4)
    assert day.story()[-1] == "asked"
    return day


@cache
def _reached(stage: MakeDay, late: int | None) -> Day:
    return stage(late)


def in_stage(stage: MakeDay, late: int | None) -> Day:
    """A day of one's own in that stage; how it got there is played once."""
    return _reached(stage, late).twin()


STAGES: list[MakeDay] = [waiting, deferred, shown, started, snoozed, expired, asked]


def back_at_work(day: Day) -> Day:
    """Whatever it was, it is over, and the person goes on."""
    day.hold()
    if day.status().presence is Presence.LOCKED:
        day.handle(Unlocked(day.boot))
    return day.work()


def on_screen(day: Day) -> bool:
    count = {word: day.story().count(word) for word in ("shown", "firm", "asked", "withdrawn")}
    return count["shown"] + count["firm"] + count["asked"] > count["withdrawn"]


# -- short ---------------------------------------------------------------------------------------------------------


def nap(day: Day) -> None:
    day.suspend(20)


def nap_untold(day: Day) -> None:
    day.suspend(20, told=False)


def nap_whose_end_is_untold(day: Day) -> None:
    day.handle(Sleeping(day.boot))
    day.boot += 20
    day.start_beats()
    day.run(5)


def lock(day: Day) -> None:
    day.lock().run(15)


def source_goes(day: Day) -> None:
    day.handle(SourceLost(day.boot))
    day.run(3)
    day.idle_reported = day.pause_reported = False
    day.handle(SourceReady("test"))


def reason(reason: QuietReason) -> Act:
    def act(day: Day) -> None:
        day.hold(reason).run(4).hold()

    act.__name__ = reason.value
    return act


def pause(day: Day) -> None:
    day.say(Pause("1h")).run(4).say(Resume())


def off_hours(day: Day) -> None:
    """They end in three seconds, and begin again six seconds later."""
    end, begin = ((day.now().wall + timedelta(seconds=ahead)).time() for ahead in (3, 9))
    day.settings = replace(day.settings, hours=((HoursRange(time(0), end), HoursRange(begin, time(23, 59))),) * 7)
    day.say(SettingsChanged(day.settings)).run(12)


def gone_from_screen(day: Day) -> None:
    """With its server, or closed by its name: the engine needs not say so."""
    day.seen.append(replace(day.seen[-1], at=day.at, what="withdrawn"))


def server_goes(day: Day) -> None:
    if on_screen(day):
        gone_from_screen(day)
        day.handle(PopupLost(1))


def crash(day: Day) -> None:
    if on_screen(day):
        gone_from_screen(day)
    day.restart(gap=5)


SHORT: dict[str, Act] = {
    "nap": nap, "nap untold": nap_untold, "nap whose end is untold": nap_whose_end_is_untold, "lock": lock,
    "stopped": lambda day: day.freeze(30), "clock forward": lambda day: day.set_clock(3600),
    "clock back": lambda day: day.set_clock(-3600), "east": lambda day: setattr(day, "zone", ZoneInfo("Asia/Tokyo")),
    "west": lambda day: setattr(day, "zone", ZoneInfo("America/Los_Angeles")), "source": source_goes,
    "do not disturb": reason(QuietReason.DO_NOT_DISTURB), "call": reason(QuietReason.CALL),
    "screen share": reason(QuietReason.SCREEN_SHARE), "full screen": reason(QuietReason.FULLSCREEN), "pause": pause,
    "off hours": off_hours, "server": server_goes, "crash": crash,
}  # fmt: skip


LOSES_SIGHT = ((expired, "source"), (expired, "crash"), (asked, "server"))
"""How long the person was away is not known any more, or nobody is there to ask: the first input decides."""
CASES = [(stage, what) for stage in STAGES for what in SHORT if (stage, what) not in LOSES_SIGHT]


@pytest.mark.parametrize(("stage", "interruption"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_a_short_interruption_loses_no_reminder(stage: MakeDay, interruption: str, late: int | None) -> None:
    """The same reminder comes back by itself, or is still there, and the person's answer to it counts."""
    popups = (day := in_stage(stage, late)).story().count("shown")
    SHORT[interruption](day)
    returns_and_counts(day, popups)


def returns_and_counts(day: Day, popups: int) -> None:
    """`popups` were shown before it."""
    assert day.status().reminder is not None, day.story()
    assert "break" not in day.story()
    back_at_work(day).run(1)
    if day.stage() is not Stage.STARTED and not on_screen(day):
        day.minutes(0.1)
        while not on_screen(day):
            day.run(1)
            assert day.status().reminder is not None, f"lost: {day.story()}"
            assert day.at < 3 * 3600, f"never shown again: {day.stage()} {day.story()}"
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.id == 1
    assert day.story().count("shown") - popups <= 1, "shown again once"
    day.say(Done(1))
    assert day.outcomes() == {"completed": 1}
    assert list(day.reminder_rows()) == [1]


@pytest.mark.parametrize("interruption", SHORT)
def test_a_short_interruption_before_anything_is_due(interruption: str, late: int | None) -> None:
    """Twenty seconds away cost forty of the clock, and nothing else costs more."""
    day = Day(settings=QUICK, late=late).work().minutes(6)
    bout, lost = day.status().bout_seconds, day.unlooked
    SHORT[interruption](day)
    back_at_work(day).run(1)
    assert bout - 1 - max(lost, day.slack) <= day.status().bout_seconds <= bout + 31 + day.slack
    day.run_until("shown")
    assert LIMIT - 1 <= day.at <= LIMIT + 20 + 40 + 40 + 3 * day.slack
    assert "break" not in day.story()


# -- long ----------------------------------------------------------------------------------------------------------


def lunch_locked(day: Day) -> None:
    day.lock().minutes(20).unlock()


def lunch_asleep(day: Day) -> None:
    day.suspend(1200)


def lunch_asleep_untold(day: Day) -> None:
    day.suspend(1200, told=False)


def lunch_locked_and_asleep(day: Day) -> None:
    day.lock().run(30).suspend(1200).run(5)
    day.unlock()


def lunch_off(day: Day) -> None:
    day.restart(boot=100.0, off=1200)


def lunch_away(day: Day) -> None:
    day.leave().minutes(20).back()


LONG = [lunch_locked, lunch_asleep, lunch_asleep_untold, lunch_locked_and_asleep, lunch_off, lunch_away]


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
@pytest.mark.parametrize("interruption", LONG, ids=lambda act: act.__name__)
def test_a_long_interruption_is_the_break(interruption: Act, stage: MakeDay, late: int | None) -> None:
    """It answers the reminder, once, and whoever comes back is not greeted with one."""
    day = in_stage(stage, late)
    interruption(day)
    back_at_work(day).minutes(5)
    assert day.story().count("break") == 1
    assert day.story().count("natural") == 1
    assert day.outcomes() == {"natural": 1}
    after = day.story()[day.story().index("natural") + 1 :]
    assert after == [], "nothing after it"
    assert day.status().reminder is None
    assert day.status().bout_seconds <= 5 * 60 + 5 + 2 * day.slack


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_a_night_that_nobody_watched_is_no_break(stage: MakeDay, late: int | None) -> None:
    """Logged out, the machine on: nobody knows what the person did."""
    day = in_stage(stage, late)
    day.leave().restart(gap=14 * 3600, told_past=False)
    day.hold().back().minutes(5)
    assert "break" not in day.story()
    assert day.status().reminder is None
    assert day.reminder_rows()[1].outcome is not None
    assert day.status().bout_seconds <= 5 * 60 + 5 + day.slack


# -- signals -------------------------------------------------------------------------------------------------------

SIGNALS = ("lock", "sleep", "wake", "unlock")
ORDERS = list(itertools.permutations(SIGNALS))
LOST = [kept for n in range(4) for kept in itertools.combinations(SIGNALS, n)]
DOUBLED = [tuple(word for word in SIGNALS for _ in range(1 + (word == doubled))) for doubled in SIGNALS]
NAP = 20.0


def signal(day: Day, word: str) -> None:
    event: dict[str, Event] = {
        "lock": Locked(day.boot), "sleep": Sleeping(day.boot), "wake": Woke(day.boot), "unlock": Unlocked(day.boot)
    }  # fmt: skip
    day.handle(event[word])


@pytest.mark.parametrize("words", [*ORDERS, *LOST, *DOUBLED], ids=lambda words: "-".join(words) or "none")
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_a_locked_nap_whatever_its_signals_do(stage: MakeDay, words: tuple[str, ...], late: int | None) -> None:
    """The machine sleeps in the middle of them; the screen lock says its last word when somebody unlocks."""
    day = in_stage(stage, late)
    day.leave()
    bout = day.status().bout_seconds
    for number, word in enumerate(words or ("",)):
        if number == len(words) // 2:
            day.boot += NAP
            day.start_beats()
        if word:
            signal(day, word)
        day.run(1)
    shown_before = day.story().count("shown")
    locked = day.status().presence is Presence.LOCKED
    assert locked == (last(words, "lock") > last(words, "unlock"))
    day.run(5)
    if locked:
        assert not on_screen(day)
        assert day.story().count("shown") == shown_before, "nothing is shown on a locked screen"
    back_at_work(day).run(4)
    assert day.status().presence is Presence.ACTIVE
    assert day.status().reminder is not None
    assert "break" not in day.story()
    more = day.status().bout_seconds - bout
    assert more <= 15 + day.slack, "nobody sat through the nap"
    assert more >= -15 - day.slack or stage is expired, "where they were away before, that comes off only now"
    sat = day.status().bout_seconds
    day.run(60)
    assert abs(day.status().bout_seconds - sat - 60) <= 1 + day.slack, "and it counts again"


def last(words: tuple[str, ...], word: str) -> int:
    """The place of its last mention; -1 if there is none."""
    return max((place for place, said in enumerate(words) if said == word), default=-1)
