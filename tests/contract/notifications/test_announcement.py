"""A word that the daemon says once: it reaches the person although no server took it at first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from breakd.desktop.notifications import announcement, client
from breakd.engine.events import OpenBoard
from breakd.engine.health_requests import Checkup, OpenQuestions
from breakd.messages import cards
from tests.support.contract.notifier_rigs import (
    PATIENCE,
    ServerPerson,
    eventually,
    notifier_on,
    server_person,
    started_person,
)
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.notifications import CAPABILITIES, FakeNotifications
from tests.support.settled import settled

TITLE = "breakd is running"


@pytest_asyncio.fixture
async def person(private_bus: str) -> AsyncIterator[ServerPerson]:
    """A notifier that has started, and the server it found."""
    async with started_person(private_bus) as person:
        await eventually(lambda: person.notifier.capabilities)
        yield person


async def test_a_word_before_any_server_is_told_to_the_first(private_bus: str) -> None:
    async with session_bus(private_bus) as bus:
        notifier = notifier_on(bus, [])
        await notifier.start()
        await notifier.announce(TITLE, "")
        await notifier.announce("breakd: there is an error in the settings", "")
        with FakeNotifications(private_bus) as late:
            await eventually(lambda: late.screen, "the word")
            await settled(bus)
            assert [note.title for note in late.notes] == ["breakd: there is an error in the settings"]
            late.restart()
            await settled(bus)
            assert len(late.notes) == 1, "it was told"
            await notifier.stop()


@pytest.mark.parametrize("fault", ["refuses", "deaf"])
async def test_a_word_that_a_busy_server_did_not_take_is_told_again(
    person: ServerPerson, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcement, "AGAIN", (0.05, 0.05))
    setattr(person.server, fault, True)
    await person.notifier.announce(TITLE, "")
    await person.sees(0)
    if fault == "deaf":
        person.server.wake()
    else:
        person.server.refuses = False
    await asyncio.sleep(0.2)  # longer than all its tries: what is shown late is taken down, and then told again
    await person.sees(1)
    assert [note.title for note in person.server.screen.values()] == [TITLE]


async def test_a_newer_word_that_a_hung_server_shows_late_stays_on_the_screen(
    person: ServerPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the server shows too late is taken down, and that must not be the same one told again."""
    monkeypatch.setattr(client, "CALL_SECONDS", 0.2)
    monkeypatch.setattr(announcement, "AGAIN", (0.1,))
    await person.notifier.announce("older", "", Checkup(later=True))
    older = person.note.number
    person.server.deaf = True
    await person.notifier.announce("newer", "", OpenQuestions())
    person.server.press(older, announcement.ANSWER, closes=None)
    monkeypatch.setattr(client, "CALL_SECONDS", PATIENCE)  # it wakes in time for the next try
    await eventually(lambda: person.server.unanswered("Notify") == 2, "the next try")
    person.server.wake()
    await eventually(lambda: len(person.server.notes) == 2 + 1, "both tries")
    await eventually(lambda: "CloseNotification" in person.server.calls, "what came late is taken down")
    await person.quiet()
    assert titles(person) == ["newer"]
    assert person.reported == [], "the older one's button may be the newer one's by now"
    person.server.press(person.note.number, announcement.ANSWER)
    await eventually(lambda: person.reported == [OpenQuestions()], "the newer one's answer")


async def test_a_word_that_the_server_refuses_leaves_the_older_one(
    person: ServerPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says no, so nothing will be shown late; and of an older word something remains."""
    monkeypatch.setattr(announcement, "AGAIN", (0.1,))
    await person.notifier.announce("older", "")
    person.server.refuses = True
    await person.notifier.announce("newer", "")
    assert titles(person) == ["older"]
    person.server.refuses = False
    await eventually(lambda: titles(person) == ["newer"], "the next try")


async def test_a_word_that_nobody_takes_is_given_up(
    person: ServerPerson, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcement, "AGAIN", (0.02, 0.02))
    person.server.refuses = True
    with caplog.at_level(logging.WARNING):
        await person.notifier.announce(TITLE, "")
        await eventually(lambda: person.server.calls.count("Notify") == 3, "the tries")
        await person.quiet()
    assert person.server.calls.count("Notify") == 3
    assert len(caplog.records) == 1
    person.server.refuses = False
    person.server.restart()
    await person.quiet()
    await person.sees(0)


async def test_a_word_that_waits_is_forgotten_at_the_end(private_bus: str) -> None:
    async with session_bus(private_bus) as bus:
        notifier = notifier_on(bus, [])
        await notifier.start()
        await notifier.announce(TITLE, "")
        await notifier.stop()
        with FakeNotifications(private_bus) as late:
            await settled(bus)
            assert late.notes == []


# --- one of each kind -----------------------------------------------------------------------------


def titles(person: ServerPerson) -> list[str]:
    return [note.title for note in person.server.screen.values()]


async def test_a_card_about_health_is_replaced_by_nothing_else(person: ServerPerson) -> None:
    await person.notifier.announce("card", "", health=True)
    await person.notifier.announce("questions", "", OpenQuestions(), health=True)
    for word in ("cannot save", "settings"):
        await person.notifier.announce(word, "")
    assert titles(person) == ["card", "questions", "settings"]
    await person.notifier.announce("newer card", "", health=True)
    assert titles(person) == ["newer card", "questions", "settings"], "what is said of health last is what holds"
    person.server.close(person.note.number)
    await person.notifier.announce("word", "")
    assert sorted(titles(person)) == ["questions", "word"], "a card that was closed stays closed"


async def test_each_kind_waits_for_a_server(private_bus: str) -> None:
    async with session_bus(private_bus) as bus:
        notifier = notifier_on(bus, [])
        await notifier.start()
        await notifier.announce("card", "", health=True)
        await notifier.announce("word", "")
        with FakeNotifications(private_bus) as late:
            await eventually(lambda: len(late.screen) == 2, "both")
            assert sorted(note.title for note in late.screen.values()) == ["card", "word"]
            await eventually(lambda: len(notifier.shown_announcements()) == 2, "both answers")
            await notifier.stop()
            await eventually(lambda: not late.screen, "an empty screen")


async def test_all_are_off_a_locked_screen_and_come_back(person: ServerPerson) -> None:
    await person.notifier.announce("card", "", health=True)
    await person.notifier.announce("word", "")
    person.notifier.hold_announcements(True)
    await person.sees(0)
    person.notifier.hold_announcements(False)
    await person.sees(2)


async def test_the_button_of_a_question_beside_a_card(person: ServerPerson) -> None:
    await person.notifier.announce("questions", "", OpenQuestions(), health=True)
    question = person.note
    await person.notifier.announce("card", "", health=True)
    person.server.press(question.number, announcement.ANSWER)
    await eventually(lambda: person.reported == [OpenQuestions()], "the answer")


# --- an invitation -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "capabilities", "keys", "said"),
    [
        ("Xfce Notify Daemon", CAPABILITIES, ["answer"], "breakd"),
        ("gnome-shell", CAPABILITIES, ["default", "answer"], "Click: set up.\nbreakd"),
        ("mako", CAPABILITIES, ["default", "answer"], "Click: set up.\nbreakd"),
        ("other", CAPABILITIES - {"actions"}, [], "breakd\nTo set it up, type “breakd setup”."),
    ],
)
async def test_an_invitation_says_how_to_take_it_and_goes_by_itself(
    private_bus: str, name: str, capabilities: frozenset[str], keys: list[str], said: str
) -> None:
    """On mako nothing else takes it off the screen, and GNOME shows its button only under the pointer."""
    async with server_person(private_bus, name=name, capabilities=capabilities) as person:
        await person.notifier.start()
        await person.notifier.announce("breakd is on", "breakd", OpenBoard())
        assert (list(person.note.actions), person.note.body, person.note.timeout) == (keys, said, 30_000)
        assert person.note.hints["image-path"].value == person.note.icon, "our icon, also where names come first"
        for key in keys[:1]:
            person.server.hand_token(person.note.number, "token-1")
            person.server.press(person.note.number, key)
            await eventually(lambda: person.reported)
            assert person.reported == [OpenBoard(token="token-1")]
        await person.notifier.stop()


async def test_a_click_on_the_text_decides_nothing(private_bus: str) -> None:
    async with server_person(private_bus, name="gnome-shell") as person:
        await person.notifier.start()
        await person.notifier.announce("Time for your check-up", "Please.", Checkup(later=True))
        person.server.press(person.note.number, "default", closes=None)
        await person.quiet()
        assert person.reported == []
        await person.notifier.announce("A few questions, to be safe", "Please.", OpenQuestions())
        person.server.press(person.note.number, "default", closes=None)
        await eventually(lambda: person.reported)
        assert person.reported == [OpenQuestions()]
        await person.notifier.stop()


async def test_a_click_answers_what_is_on_the_screen_not_what_is_on_its_way(person: ServerPerson) -> None:
    """A newer one of its kind waits for a server that hangs; the button that the person sees belongs to the older."""
    await person.notifier.announce(TITLE, "", Checkup(later=True))
    await eventually(lambda: person.server.screen, "the check-up")
    number = person.note.number
    person.server.deaf = True
    newer = asyncio.create_task(person.notifier.announce(TITLE, "", OpenQuestions()))
    await eventually(lambda: person.server._waiting, "the newer one")
    person.server.press(number, announcement.ANSWER, closes=None)
    await eventually(lambda: person.reported, "the click")
    assert person.reported == [Checkup(later=True)]
    person.server.wake()
    await newer
    person.server.press(person.note.number, announcement.ANSWER)
    await eventually(lambda: len(person.reported) == 2, "the other click")
    assert person.reported == [Checkup(later=True), OpenQuestions()]


async def test_each_word_has_its_own_button_however_they_wait(person: ServerPerson) -> None:
    person.server.deaf = True
    older = asyncio.create_task(person.notifier.announce("older", "", OpenQuestions()))
    newer = asyncio.create_task(person.notifier.announce("newer", "", Checkup(later=True)))
    await eventually(lambda: person.server._waiting, "the first")
    person.server.wake()
    await asyncio.gather(older, newer)
    assert person.note.title == "newer"
    assert list(person.note.actions.values()) == [cards.button(Checkup(later=True))]


async def test_a_click_on_number_zero_answers_nothing_that_was_taken_off(person: ServerPerson) -> None:
    """No notification has this number (specification 1.2)."""
    await person.notifier.announce(TITLE, "", Checkup(later=True))
    await eventually(lambda: person.server.screen, "the check-up")
    person.notifier.hold_announcements(on=True)
    await eventually(lambda: not person.server.screen, "the locked screen")
    person.server.press(0, announcement.ANSWER)
    await person.quiet()
    assert person.reported == []
