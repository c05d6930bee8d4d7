"""What every tray does: the menu says what is possible now, and a click asks for exactly that."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from breakd.desktop.tray.menu import MenuActions, build
from breakd.desktop.tray.pystray_model import Menu
from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import (
    Another,
    Details,
    Done,
    Event,
    Feel,
    Hurts,
    OpenBoard,
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
from breakd.engine.health_requests import Checkup, Cleared, Flare, OpenQuestions
from breakd.engine.records import ReminderKind
from breakd.engine.settings import ReminderSettings, Settings
from breakd.engine.status import Presence, Stage, State, Status
from breakd.stretches.safety_state import Card, Examiner
from tests.support.contract.tray_rigs import TEN, FakeRig, Rig, fake_rig, sni_rig
from tests.support.recording_handler import BERLIN, DUE, REMINDER, SITTING

pytestmark = pytest.mark.usefixtures("private_bus")
HEADS_UP = replace(SITTING, in_heads_up=True)
SOON = datetime(2026, 11, 22, 10, 52, tzinfo=BERLIN)
FLARE = replace(SITTING, flare_until=SOON)
LOCKED = replace(SITTING, safety_lock=True, card=Card.EMERGENCY)
URGENT = replace(SITTING, safety_lock=True, card=Card.URGENT)
QUESTIONS = replace(SITTING, ask_red_flags=True)
CHECKUP = replace(SITTING, checkup_due=True)
ASKING = replace(SITTING, feedback_until=SOON, feedback_stretch="cobra")
PAUSED = replace(SITTING, state=State.PAUSED, paused_until="forever")


@pytest_asyncio.fixture(params=["sni", "fake"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    made: AbstractAsyncContextManager[Rig] = sni_rig(SITTING) if request.param == "sni" else fake_rig(SITTING)
    async with made as rig:
        await rig.tray.start()
        yield rig


@pytest.mark.parametrize(
    ("status", "label", "asked"),
    [
        (DUE, "Start the stretch", Start(7, token="")),
        (SITTING, "Stretch with the guide", Start(0, token="")),
        (URGENT, "Stretch with the guide", Start(0, token="")),
        (DUE, "Done", Done(7)),
        (SITTING, "Open breakd", OpenBoard()),
        (DUE, "5 min", Snooze(7, 300.0)),
        (DUE, "10 min", Snooze(7, 600.0)),
        (DUE, "15 min", Snooze(7, 900.0)),
        (DUE, "Another stretch", Another(7)),
        (DUE, "Skip", Skip(7)),
        (DUE, "Show it again", Details(7)),
        (SITTING, "I took a break", Done(0)),
        (SITTING, "Remind me now", RemindNow()),
        (SITTING, "Standing", SetPosture(Posture.STANDING)),
        (SITTING, "Home", SetPlace("home")),
        (SITTING, "30 minutes", Pause("30m")),
        (SITTING, "1 hour", Pause("1h")),
        (SITTING, "2 hours", Pause("2h")),
        (SITTING, "Until tomorrow", Pause("tomorrow")),
        (SITTING, "Until I resume", Pause("forever")),
        (HEADS_UP, "10 min", Snooze(0, 600.0)),
        (PAUSED, "Resume", Resume()),
        (SITTING, "Go gently today", Flare(1)),
        (FLARE, "Back to normal", Flare(0)),
        (LOCKED, "By a doctor: I may exercise", Cleared(Examiner.DOCTOR)),
        (LOCKED, "By a physiotherapist: I may exercise", Cleared(Examiner.PHYSIOTHERAPIST)),
        (LOCKED, "By somebody else, or not yet", Cleared(Examiner.OTHER)),
        (QUESTIONS, "Answer the safety questions", OpenQuestions()),
        (CHECKUP, "I had my check-up", Checkup()),
        (CHECKUP, "Check-up: ask again in a week", Checkup(later=True)),
        (ASKING, "Better", Feel("better")),
        (ASKING, "Same", Feel("same")),
        (ASKING, "A bit worse", Feel("worse")),
        (ASKING, "Painful", Hurts("cobra")),
        (ASKING, "Pain moved down my leg or arm", Feel("spreading")),
        (ASKING, "Pain moved up towards the back", Feel("moved-up")),
    ],
)
async def test_a_click_asks_for_what_the_line_says(rig: Rig, status: Status, label: str, asked: Event) -> None:
    await rig.show(status)
    await rig.click((await rig.line(label)).handle)
    assert [*rig.desk.wishes, *rig.reports] == [asked]


async def test_quit_ends_the_program(rig: Rig) -> None:
    await rig.click((await rig.line("Quit breakd")).handle)
    assert (rig.quits, rig.desk.wishes) == (1, [])


NO_ANSWER = {"Another stretch", "Skip", "Snooze"}
ROWS = [
    "Open breakd", HEADLINE := "what is going on", "", "Done", "Start", "Snooze", "Pause", "", "Today", "Your body",
    "", "Quit breakd",
]  # fmt: skip
"""The rows, and the lines between them, by what they are for."""
LABELS = {
    "I took a break": "Done", "Start the stretch": "Start", "Stretch with the guide": "Start",
    "How did it feel?": "Your body", "Safety questions": "Your body",
}  # fmt: skip
"""What a row may say instead."""


@pytest.mark.parametrize(
    ("status", "labels"),
    [
        (SITTING, NO_ANSWER | {"Your body", "Resume"}),
        (HEADS_UP, {"Another stretch", "Skip", "Your body", "Resume"}),
        (DUE, {"Resume"}),
        (replace(DUE, reminder=replace(REMINDER, snoozes_left=0)), {"Snooze", "Resume"}),
        (PAUSED, NO_ANSWER | {"Your body"}),
        (
            replace(DUE, reminder=replace(REMINDER, kind=ReminderKind.CHANGE, stretch="")),
            {"Start the stretch", "Another stretch", "Your body", "Resume"},
        ),
        (
            replace(DUE, reminder=replace(REMINDER, stage=Stage.STARTED)),
            {"Start the stretch", "Another stretch", "Remind me now", "Your body", "Resume"},
        ),
        (
            replace(SITTING, state=State.AWAY, presence=Presence.LOCKED),
            NO_ANSWER | {"Stretch with the guide", "Remind me now", "Your body", "Resume"},
        ),
        (LOCKED, NO_ANSWER | {"Stretch with the guide", "Remind me now", "Resume"}),
    ],
)
async def test_what_would_be_refused_is_greyed_out_and_deaf(rig: Rig, status: Status, labels: set[str]) -> None:
    await rig.show(status)
    window, headline, *lines = await rig.lines()
    assert window.enabled
    assert not headline.enabled
    greyed = [line for line in lines if not line.enabled]
    assert {line.label for line in greyed} == labels
    for line in [headline, *greyed]:
        await rig.click(line.handle)
    assert (rig.desk.wishes, rig.reports, rig.quits) == ([], [], 0)


MANY = replace(
    DUE, safety_lock=True, card=Card.EMERGENCY, ask_red_flags=True, checkup_due=True, feedback_until=SOON,
    flare_until=SOON, paused_until="forever", places=("office", "home", "train", "garden"),
)  # fmt: skip


@pytest.mark.parametrize(
    "status",
    [SITTING, HEADS_UP, DUE, URGENT, LOCKED, QUESTIONS, CHECKUP, ASKING, PAUSED, FLARE, MANY,
     *(replace(DUE, reminder=replace(REMINDER, stage=stage)) for stage in Stage),
     *(replace(SITTING, state=state) for state in State), replace(SITTING, places=("office",), may_stand=False)],
)  # fmt: skip
def test_nine_rows_always_the_same_in_the_same_places(status: Status) -> None:
    """Rows that move make people click on what they did not mean: somebody quit breakd where *Pause* had been."""
    actions = MenuActions(print, print, print)
    rows = ["" if item is Menu.SEPARATOR else item.text for item in build(status, HEADLINE, (300.0,), actions)]
    assert [LABELS.get(row, row) for row in rows] == ROWS
    assert sum(row != "" for row in rows) == 9


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.DEFERRED, Stage.SNOOZED])
async def test_a_reminder_that_is_not_on_the_screen_can_be_asked_for(rig: Rig, stage: Stage) -> None:
    await rig.show(replace(DUE, reminder=replace(REMINDER, stage=stage)))
    await rig.click((await rig.line("Remind me now")).handle)
    assert rig.desk.wishes == [RemindNow()]


async def test_a_late_click_on_an_earlier_reminder_does_nothing(rig: Rig) -> None:
    await rig.show(DUE)
    old = [await rig.line(label) for label in ("Done", "5 min", "Another stretch", "Skip", "Show it again")]
    for status in (SITTING, replace(DUE, reminder=replace(REMINDER, id=8))):
        await rig.show(status)
        for line in old:
            await rig.click(line.handle)
    assert (rig.desk.wishes, rig.reports) == ([], [])
    await rig.click((await rig.line("Done")).handle)
    assert rig.desk.wishes == [Done(8)]


async def test_a_late_word_about_an_earlier_break_does_nothing(rig: Rig) -> None:
    await rig.show(ASKING)
    old = [await rig.line(label) for label in ("A bit worse", "Painful")]
    for status in (SITTING, replace(ASKING, feedback_until=SOON + timedelta(minutes=30))):
        await rig.show(status)
        for line in old:
            await rig.click(line.handle)
    assert rig.desk.wishes == []


async def test_under_the_emergency_lock_there_is_no_other_stretch(rig: Rig) -> None:
    await rig.show(replace(DUE, safety_lock=True, card=Card.EMERGENCY))
    assert not (await rig.line("Another stretch")).enabled
    assert (await rig.line("Skip")).enabled


async def test_how_it_felt_is_asked_only_as_long_as_it_matters(rig: Rig) -> None:
    await rig.show(SITTING)
    labels = {line.label for line in await rig.lines()}
    assert not labels & {"How did it feel?", "Better", "Painful", "I have been checked, for this"}


async def test_what_must_not_wait_for_done_can_be_said_of_what_shows(rig: Rig) -> None:
    await rig.show(DUE)
    labels = {line.label for line in await rig.lines()}
    assert {"Painful", "Pain moved down my leg or arm"} <= labels
    assert not labels & {"Better", "Same"}
    await rig.click((await rig.line("Pain moved down my leg or arm")).handle)
    await rig.click((await rig.line("Painful")).handle)
    assert DUE.reminder is not None
    assert rig.desk.wishes == [Feel("spreading"), Hurts(DUE.reminder.stretch)]


async def test_one_of_each_group_is_marked(rig: Rig) -> None:
    await rig.show(replace(SITTING, posture=Posture.STANDING, place="home"))
    marks = {line.label: line.checked for line in await rig.lines() if line.checked is not None}
    assert marks == {"Sitting": False, "Standing": True, "Office": False, "Home": True}


@pytest.mark.parametrize(
    ("places", "shown"), [(("office",), []), (("office", "my_shed", "home"), ["Office", "my__shed", "Home"])]
)
async def test_places_are_offered_if_there_is_a_choice(rig: Rig, places: tuple[str, ...], shown: list[str]) -> None:
    await rig.show(replace(SITTING, places=places))
    labels = [line.label for line in await rig.lines() if line.checked is not None]
    if isinstance(rig, FakeRig):  # the doubled underscore belongs to the bus
        shown = [label.replace("__", "_") for label in shown]
    assert labels == ["Sitting", "Standing", *shown]


async def test_standing_is_not_offered_to_who_cannot(rig: Rig) -> None:
    await rig.show(replace(SITTING, may_stand=False))
    assert not {line.label for line in await rig.lines()} & {"Sitting", "Standing"}
    await rig.show(replace(SITTING, may_stand=False, posture=Posture.STANDING))
    assert (await rig.line("Standing")).checked, "whoever said so by mistake can take it back"
    assert not (await rig.line("Sitting")).checked
    await rig.show(SITTING)
    assert (await rig.line("Sitting")).checked


async def test_new_settings_offer_other_snoozes(rig: Rig) -> None:
    await rig.show(DUE)
    rig.settings = Settings(reminder=ReminderSettings(snooze=(45.0, 3600.0)))
    await rig.show(DUE)
    labels = [line.label for line in await rig.lines()]
    at = labels.index("Snooze")
    assert labels[at + 1 : at + 4] == ["45 s", "1 h", "Pause"]


async def test_a_refusal_and_a_failing_daemon_leave_the_menu_alive(rig: Rig) -> None:
    rig.desk.refuse[Pause] = Refused(Refusal.BAD_TIME, "30m")
    await rig.click((await rig.line("30 minutes")).handle)
    rig.desk.fail = OSError("disk full")
    await rig.click((await rig.line("Remind me now")).handle)
    rig.desk.fail = None
    await rig.click((await rig.line("Home")).handle)
    assert rig.desk.wishes == [Pause("30m"), SetPlace("home")]
    if not isinstance(rig, FakeRig):
        assert rig.refused == [Refused(Refusal.BAD_TIME, "30m")]


async def test_showing_is_harmless_before_the_start_and_after_the_end() -> None:
    for made in (sni_rig(SITTING), fake_rig(SITTING)):
        async with made as rig:
            rig.tray.show(DUE)
            await rig.tray.start()
            await rig.tray.stop()
            rig.tray.show(SITTING)
            assert rig.tray.kind == "none"


async def test_the_menu_tells_the_state(rig: Rig) -> None:
    until = TEN + timedelta(days=2)
    for status, headline in (
        (SITTING, "Sitting 20 min, next reminder in 15 min"),
        (DUE, "Sitting 20 min: time for a stretch"),
        (replace(PAUSED, paused_until=until), "Paused until Tue 24 Nov 10:00"),
    ):
        await rig.show(status)
        assert (await rig.lines())[1].label == headline


# --- with or without an icon --------------------------------------------------------------------------
