"""Which movement a reminder carries when it is shown, and at which dose."""

from __future__ import annotations

from dataclasses import replace

from breakd.core.effects import Remind
from breakd.core.events import Another, QuietReason
from breakd.core.settings import Settings
from breakd.core.wording import popup

from .timeline import MOVEMENTS, Day


def last_shown(day: Day) -> Remind:
    reminds = [item.effect for item in day.seen if isinstance(item.effect, Remind)]
    return reminds[-1]


def test_a_firm_one_after_a_call_gets_the_person_up(late: int | None) -> None:
    day = Day(late=late).hold(QuietReason.CALL).work().minutes(75).hold().run_until("firm")
    assert MOVEMENTS.stretches[last_shown(day).stretch].setting != "seated"


def test_what_is_shown_in_a_call_is_seated_and_discreet(late: int | None) -> None:
    settings = Settings()
    settings = replace(settings, quiet=replace(settings.quiet, call=False))
    day = Day(late=late, settings=settings).hold(QuietReason.CALL).work().run_until("shown")
    stretch = MOVEMENTS.stretches[last_shown(day).stretch]
    assert (stretch.setting, stretch.discreet) == ("seated", 3)


def test_the_popup_names_the_dose_that_was_picked() -> None:
    day = Day().work().run_until("shown")
    for _ in range(20):
        shown = last_shown(day)
        stretch = MOVEMENTS.stretches[shown.stretch]
        seconds = stretch.at_level(shown.level).total_seconds
        assert seconds <= Settings().stretches.break_
        assert f"{round(seconds)} s" in " ".join(popup.reminder(shown, stretch).lines)
        day.say(Another(1))
