"""My plan: what is prescribed comes first while a set is due, never otherwise, and never past a filter for safety."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.engine.settings import HOME, OFFICE, BodySettings, Settings
from breakd.messages import reason
from breakd.stretches import catalogue
from breakd.stretches.model import Catalogue
from breakd.stretches.plan import minutes_apart, sets_on
from breakd.stretches.scoring import choose_stretch
from breakd.stretches.selection import Exclusion, SelectionInput, StretchHistory, SuggestionContext, exclusion_of
from breakd.stretches.session import plan_session
from breakd.stretches.sides import seconds_done, sides_done
from breakd.toml.document import parse
from tests.stretches.test_selection_properties import MOMENTS, PEOPLE, PRACTICES

MONDAY = date(2026, 11, 23)
MOMENT = SuggestionContext(OFFICE, on_call=False, firm=False, long_break=False, seconds=90.0, seed=1)
NEW = StretchHistory(today=MONDAY)
SQUAT = """
[[stretch]]
id = "squat"
name = "Small squat"
regions = ["quadriceps"]
direction = "neutral"
setting = "standing"
reps = 10
sets_per_day = 3
steps = [{ seconds = 3, text = "Bend." }, { seconds = 5, hold = true, text = "Hold." }]
"""
PRESCRIBED = {
    "squat": SQUAT,
    "chair-twist": SQUAT.replace('"squat"', '"chair-twist"')
    .replace("standing", "seated")
    .replace("neutral", "rotation"),
    "bridge": '\n[[stretch]]\nid = "bridge"\nsets_per_day = 2\n',
}


def merged(*texts: str) -> Catalogue:
    loaded = catalogue.merge(catalogue.load(), (parse("".join(texts), "plan.toml"),), Path())
    assert not loaded.errors, [str(error) for error in loaded.errors]
    return loaded.catalogue


def faults(text: str) -> list[str]:
    loaded = catalogue.merge(catalogue.load(), (parse(text, "plan.toml"),), Path())
    return [str(error) for error in loaded.errors]


KNOWN = merged(*PRESCRIBED.values())
ALONE = merged(SQUAT)


def chosen(
    known: Catalogue = ALONE, moment: SuggestionContext = MOMENT, practice: StretchHistory = NEW,
    person: Settings | None = None,
) -> str | None:  # fmt: skip
    found = choose_stretch(known, person or Settings(), moment, practice)
    return found.stretch.id if found else None


@pytest.mark.parametrize(
    ("done", "ago", "comes"),
    [(0, None, True), (1, 119.9, False), (1, 120.0, True), (2, 120.0, True), (3, 600.0, False), (4, 600.0, False)],
)
def test_a_set_is_due_while_one_is_left_and_two_hours_after_the_last(
    done: int, ago: float | None, comes: bool
) -> None:
    since = {} if ago is None else {"squat": ago}
    practice = replace(NEW, done_today={"squat": done}, done_minutes=since)
    assert (chosen(practice=practice) == "squat") is comes
    out = exclusion_of(ALONE.stretches["squat"], ALONE, Settings(), MOMENT, practice)
    assert out is (None if comes else Exclusion.PLAN)


def test_the_days_of_the_week() -> None:
    known = merged(SQUAT + 'days = ["monday", "friday"]\n')
    stretch = known.stretches["squat"]
    week = [MONDAY + timedelta(days=n) for n in range(7)]
    assert [sets_on(stretch, day) for day in week] == [3, 0, 0, 0, 3, 0, 0]
    assert [chosen(known, practice=replace(NEW, today=day)) == "squat" for day in week] == [bool(n) for n in (
        1, 0, 0, 0, 1, 0, 0)]  # fmt: skip
    assert sets_on(catalogue.load().stretches["cobra"], MONDAY) == 0


def test_the_sets_are_apart_by_their_number() -> None:
    apart = {n: minutes_apart(replace(ALONE.stretches["squat"], sets_per_day=n)) for n in (1, 2, 3, 12)}
    assert apart == {1: 360, 2: 180, 3: 120, 12: 30}


def test_who_let_it_go_is_offered_something_else_in_between() -> None:
    order, practice = [], NEW
    for _ in range(6):
        found = chosen(practice=practice)
        assert found is not None
        order.append(found == "squat")
        practice = replace(practice, recent=(*practice.recent, found))
    assert order == [True, False, True, False, True, False]


def test_of_two_that_are_due_the_one_comes_of_which_less_is_done() -> None:
    moment = replace(MOMENT, place=HOME)
    long_ago = dict.fromkeys(PRESCRIBED, 600.0)
    practice = replace(NEW, done_minutes=long_ago, done_today={"squat": 1, "chair-twist": 2, "bridge": 1})
    assert chosen(KNOWN, moment, practice) == "squat"
    practice = replace(practice, done_today={"squat": 2, "chair-twist": 2, "bridge": 1})
    assert chosen(KNOWN, moment, practice) == "bridge"


def test_it_takes_as_long_as_it_takes_up_to_ten_minutes() -> None:
    usual = ALONE.stretches["squat"].at_level(2).total_seconds
    found = choose_stretch(ALONE, Settings(), replace(MOMENT, seconds=usual - 60), NEW)
    assert found
    assert (found.stretch.id, found.level) == ("squat", 2), "half of what was prescribed is none"
    long = merged(SQUAT.replace("seconds = 3,", "seconds = 56,"))
    assert chosen(long) != "squat"
    assert exclusion_of(long.stretches["squat"], long, Settings(), MOMENT, NEW) is Exclusion.TOO_LONG


def test_care_makes_the_dose_easy_and_practice_never_raises_it() -> None:
    def level(practice: StretchHistory) -> int:
        found = choose_stretch(KNOWN, Settings(), replace(MOMENT, place=HOME), practice)
        assert found
        return found.level

    bridge = replace(NEW, done_today={"squat": 3, "chair-twist": 3}, days=9)
    assert level(bridge) == 2
    assert level(replace(bridge, levels={"bridge": 3})) == 2
    assert level(replace(bridge, levels={"bridge": 1})) == 1
    assert level(replace(bridge, easiest=True)) == 1


def test_a_firm_reminder_asks_to_get_up_first() -> None:
    known = merged(PRESCRIBED["chair-twist"])
    assert chosen(known) == "chair-twist"
    for moment in (replace(MOMENT, firm=True), replace(MOMENT, long_break=True)):
        found = chosen(known, moment)
        assert found
        assert known.stretches[found].setting == "standing"


def test_walking_never_waits_for_its_plan() -> None:
    known = merged('[[stretch]]\nid = "walk-break"\nsets_per_day = 2\n')
    enough = replace(NEW, done_today={"walk-break": 2}, done_minutes={"walk-break": 5.0})
    assert chosen(known) == "walk-break"
    assert exclusion_of(known.stretches["walk-break"], known, Settings(), MOMENT, enough) is None
    assert chosen(known, practice=replace(enough, walking_only=True)) in known.safety.walking


def test_the_reason_says_which_set() -> None:
    found = choose_stretch(ALONE, Settings(), MOMENT, replace(NEW, done_today={"squat": 1}))
    assert found
    assert reason.line(found.reason) == "Front of the thighs. From your plan: set 2 of 3 today."


def test_a_session_begins_with_the_plan() -> None:
    person = Settings(body=BodySettings(disclaimer=True))
    planned = {one.stretch for one in plan_session(SelectionInput(KNOWN, person, replace(MOMENT, place=HOME), NEW))}
    assert planned >= set(PRESCRIBED)
    done = replace(NEW, done_today={"squat": 3, "chair-twist": 3, "bridge": 2})
    later = {one.stretch for one in plan_session(SelectionInput(KNOWN, person, replace(MOMENT, place=HOME), done))}
    assert later.isdisjoint(PRESCRIBED)


@settings(max_examples=100)
@given(
    PEOPLE, MOMENTS, PRACTICES, st.dictionaries(st.sampled_from(sorted(PRESCRIBED)), st.integers(0, 5)),
    st.dictionaries(st.sampled_from(sorted(PRESCRIBED)), st.floats(0, 700)),
)  # fmt: skip
def test_first_only_while_a_set_is_due_and_nothing_speaks_against_it(
    person: Settings, moment: SuggestionContext, practice: StretchHistory, done: dict[str, int], ago: dict[str, float]
) -> None:
    practice = replace(practice, done_today={**practice.done_today, **done}, done_minutes=ago)
    plain = replace(KNOWN, stretches={id: replace(one, sets_per_day=0) for id, one in KNOWN.stretches.items()})
    found = choose_stretch(KNOWN, person, moment, practice)
    due = {
        id
        for id in PRESCRIBED
        if practice.done_today.get(id, 0) < KNOWN.stretches[id].sets_per_day
        and ago.get(id, 999) >= minutes_apart(KNOWN.stretches[id])
    }
    if found is not None and found.stretch.id in PRESCRIBED:
        id = found.stretch.id
        assert id in due, "no set more than prescribed"
        out = exclusion_of(plain.stretches[id], plain, person, moment, practice)
        assert out in (None, Exclusion.TOO_LONG, Exclusion.RECENT), "what is excluded never comes"
        assert found.reason.planned_set == practice.done_today.get(id, 0) + 1
        return
    for id in due - set(practice.recent[-1:]):
        out = exclusion_of(KNOWN.stretches[id], KNOWN, person, moment, practice)
        assert out is not None, f"{id} is due, allowed, and was passed over"


# --- what the file may say ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("sets_per_day = 0", "sets_per_day: expected a whole number from 1 to 12"),
        ("sets_per_day = 13", "sets_per_day: expected a whole number from 1 to 12"),
        ("sets_per_day = 4\nmax_per_day = 3", "sets_per_day: 4 sets a day are more than max_per_day, 3"),
        (
            "sets_per_day = 3\nmax_per_week = 20",
            "sets_per_day: expected no more sets in a week than max_per_week, 20",
        ),
        ('sets_per_day = 3\ndays = ["mondays"]', 'days[0]: expected a day of the week, got "mondays"'),
        ('days = ["monday"]', "days: days belong to sets_per_day"),
        ("prescribed_on = 2026-11-23", "prescribed_on: prescribed_on belongs to sets_per_day"),
        ('sets_per_day = 3\nprescribed_on = "Monday"', "prescribed_on: "),
        ('sets_per_day = 3\nsides = "middle"', "sides: "),
        ('sets_per_day = 3\nsides = "left"\nside_policy = "both"', "side_policy: "),
    ],
)
def test_faults_of_a_plan(line: str, said: str) -> None:
    (fault,) = faults(SQUAT.replace("sets_per_day = 3", line))
    assert said in fault


def test_a_week_is_counted_by_its_days() -> None:
    assert not faults(SQUAT + 'max_per_week = 6\ndays = ["monday", "friday"]\n')


def test_a_cap_of_a_built_in_one_is_not_raised_without_a_word() -> None:
    (fault,) = faults('[[stretch]]\nid = "cobra"\nsets_per_day = 12\n')
    assert "more than max_per_day" in fault
    known = merged('[[stretch]]\nid = "cobra"\nsets_per_day = 12\nmax_per_day = 12\n')
    assert known.stretches["cobra"].sets_per_day == 12


def test_a_new_one_may_be_done_as_often_as_it_is_prescribed() -> None:
    assert merged(SQUAT).stretches["squat"].max_per_day == 6
    assert merged(SQUAT.replace("= 3\n", "= 9\n")).stretches["squat"].max_per_day == 9


def test_one_side_is_played_on_that_side_whichever_hurts() -> None:
    left = merged(SQUAT + 'sides = "left"\n').stretches["squat"]
    assert [sides_done(left, sore) for sore in ("none", "left", "right", "both")] == [("left",)] * 4
    assert left.dose == "hold 5 s, 10 times, on the left side"
    assert seconds_done(left, 2, "right") == left.at_level(2).total_seconds == 80
    both = merged(SQUAT + 'sides = "both"\n').stretches["squat"]
    assert both.at_level(2).total_seconds == 160
    built_in = merged('[[stretch]]\nid = "figure-four-seated"\nsides = "right"\nsets_per_day = 1\n')
    changed, before = built_in.stretches["figure-four-seated"], catalogue.load().stretches["figure-four-seated"]
    assert changed.at_level(2).total_seconds * 2 == before.at_level(2).total_seconds
    assert (sides_done(changed, "left"), changed.feel) == (("right",), before.feel)
