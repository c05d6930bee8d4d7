"""The contract of notifiers, on every one: the fake, a server that is played, a terminal, real Xfce and GNOME."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
import pytest_asyncio

from breakd.engine.effects import AskStretched, Refusal, Remind
from breakd.engine.events import Another, Details, Dismissed, Done, Event, NotNow, Posture, SetPosture, Snooze, Start
from breakd.engine.records import ReminderKind
from breakd.messages.popup import Action
from tests.support.contract.notifier_rigs import (
    FakePerson,
    Person,
    eventually,
    gnome_person,
    server_person,
    terminal_person,
    xfce_person,
)

REMIND = Remind(7, ReminderKind.STRETCH, False, "figure-four-seated", 1800, 600)
CHANGE = Remind(7, ReminderKind.CHANGE, False, "", 2700, 600)
ASK = AskStretched(7)
EVENTS: list[tuple[Remind | AskStretched, Action, Event]] = [
    (REMIND, Action.START, Start(7, token="")),
    (REMIND, Action.DONE, Done(7)),
    (REMIND, Action.SNOOZE, Snooze(7, 600)),
    (REMIND, Action.ANOTHER, Another(7)),
    (CHANGE, Action.SIT, SetPosture(Posture.SITTING)),
    (CHANGE, Action.SNOOZE, Snooze(7, 600)),
    (ASK, Action.DONE, Done(7)),
    (ASK, Action.NOT_NOW, NotNow(7)),
]


@pytest_asyncio.fixture(
    params=[
        "fake",
        pytest.param("server", marks=pytest.mark.bus),
        "terminal",
        pytest.param("xfce", marks=pytest.mark.x11),
        pytest.param("gnome", marks=pytest.mark.gnome),
    ]
)
async def person(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Person]:
    """Somebody at a desktop with nothing on its screen, and a notifier that has started."""
    monkeypatch.setenv("TERM", "xterm")
    async with AsyncExitStack() as stack:
        match request.param:
            case "server":
                address = request.getfixturevalue("private_bus")
                person: Person = await stack.enter_async_context(server_person(address))
            case "terminal":
                person = await stack.enter_async_context(terminal_person())
            case "xfce":
                person = await stack.enter_async_context(xfce_person(request.getfixturevalue("xfce")))
            case "gnome":
                person = await stack.enter_async_context(gnome_person(request.getfixturevalue("gnome")))
            case _:
                person = FakePerson([])
        await person.notifier.start()
        await person.sees(0)
        yield person
        await person.notifier.stop()


async def show(person: Person, effect: Remind | AskStretched) -> None:
    person.showing = effect
    await (person.notifier.remind(effect) if isinstance(effect, Remind) else person.notifier.ask_stretched(effect))
    await person.sees(1)


async def test_shows_what_how_long_and_the_answers(person: Person) -> None:
    await show(person, REMIND)
    await person.reads("Seated figure four, about 1 minute", "30 min of sitting.", "Sit near the front")
    await person.reads("Done", "Snooze 10 min", "Another")
    assert person.reported == []


async def test_a_new_word_replaces_the_old_one(person: Person) -> None:
    await show(person, REMIND)
    for other in (
        replace(REMIND, firm=True, sitting_seconds=3600),
        replace(REMIND, refused=Refusal.NO_MORE_SNOOZES),
        ASK,
        CHANGE,
    ):
        await show(person, other)
    await person.reads("Sit down for a while, or walk a few steps", "45 min of standing.")
    await person.quiet()
    assert person.count() == 1
    assert person.reported == []


async def test_all_steps(person: Person) -> None:
    await show(person, replace(REMIND, details=True))
    await person.reads("Stop if you feel: knee pain", "Tip forward from the hips")


async def test_withdrawn(person: Person) -> None:
    await show(person, REMIND)
    await person.notifier.withdraw(8)
    await person.quiet()
    assert person.count() == 1
    await person.notifier.withdraw(7)
    await person.sees(0)
    await person.notifier.withdraw(7)
    await person.quiet()
    assert person.reported == []


async def test_withdrawn_while_it_comes(person: Person) -> None:
    await asyncio.gather(person.notifier.remind(REMIND), person.notifier.withdraw(7))
    await person.quiet()
    await person.sees(0)
    await asyncio.gather(person.notifier.remind(REMIND), person.notifier.withdraw(7), person.notifier.remind(REMIND))
    await person.sees(1)
    assert person.reported == []


@pytest.mark.parametrize(("shown", "answer", "event"), EVENTS)
async def test_every_answer_once(person: Person, shown: Remind | AskStretched, answer: Action, event: Event) -> None:
    if answer is Action.START and not person.can_start:
        answer, event = Action.STEPS, Details(7)
    await show(person, shown)
    person.press(answer)
    await eventually(lambda: person.reported, "an answer")
    person.press(answer)
    await person.quiet()
    (said,) = person.reported
    if isinstance(said, Start):
        assert said.token is not None
        assert re.fullmatch(person.tokens, said.token)
        said = replace(said, token="")
    assert said == event


async def test_the_first_answer_counts(person: Person) -> None:
    await show(person, REMIND)
    person.press(Action.SNOOZE)
    person.press(Action.DONE)
    await person.quiet()
    await eventually(lambda: person.reported)
    assert person.reported == [Snooze(7, 600)]


async def test_shown_again_after_an_answer(person: Person) -> None:
    """Another stretch, all steps, a refused snooze: the reminder goes on after the click."""
    await show(person, REMIND)
    for other in ("chin-tuck", "heel-raises"):
        person.press(Action.ANOTHER)
        await eventually(lambda: person.reported, "an answer")
        person.reported.clear()
        await show(person, replace(REMIND, stretch=other))
    await person.reads("Heel raises")
    person.press(Action.DONE)
    await eventually(lambda: person.reported == [Done(7)], "done")


async def test_dismissed(person: Person) -> None:
    if not person.can_dismiss:
        pytest.skip("a terminal has nothing to close")
    await show(person, REMIND)
    person.dismiss()
    await eventually(lambda: person.reported, "a dismissal")
    await person.quiet()
    assert person.reported == [Dismissed(7)]
    assert person.notifier.shown() is None
    await show(person, REMIND)


async def test_nothing_to_answer_any_more(person: Person) -> None:
    await show(person, REMIND)
    await person.notifier.withdraw(7)
    await person.sees(0)
    person.press(Action.DONE)
    await person.quiet()
    assert person.reported == []


async def test_an_announcement_wants_no_answer(person: Person) -> None:
    await person.notifier.announce("breakd is running", "First reminder after 30 min of sitting.")
    await person.sees(1)
    await person.reads("breakd is running", "First reminder after 30 min of sitting.")
    assert person.notifier.shown() is None


async def test_stop_leaves_an_empty_screen(person: Person) -> None:
    await show(person, REMIND)
    await person.notifier.stop()
    await person.sees(0)
    assert person.reported == []
