"""Notification servers that lie, vanish or keep what was replaced: nothing counts as shown that nobody could see."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from breakd.engine.effects import Remind
from breakd.engine.events import NotificationServerCame, PopupLost
from breakd.engine.records import ReminderKind
from breakd.messages.popup import Action
from tests.support.contract.notifier_rigs import ServerPerson, eventually, notifier_on, server_person, started_person
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.notifications import FakeNotifications
from tests.support.settled import settled

REMIND = Remind(1, ReminderKind.STRETCH, False, "cobra", 1800, 600)
LIES: dict[str, tuple[tuple[str, list[Any]], ...]] = {
    "GetCapabilities": (("", []), ("u", [5]), ("s", ["actions"]), ("a{sv}", [{}]), ("asas", [["actions"], []])),
    "GetServerInformation": (("", []), ("s", ["fake"]), ("uuuu", [1, 2, 3, 4]), ("as", [["fake", "", "", ""]])),
    "Notify": (("", []), ("s", ["7"]), ("i", [7]), ("u", [0]), ("uu", [7, 7]), ("au", [[7]])),
}


@pytest_asyncio.fixture
async def person(private_bus: str) -> AsyncIterator[ServerPerson]:
    async with started_person(private_bus) as person:
        yield person


@pytest.mark.parametrize(("member", "lie"), [(member, lie) for member, lies in LIES.items() for lie in lies])
async def test_a_server_that_lies_has_shown_nothing(
    private_bus: str, caplog: pytest.LogCaptureFixture, member: str, lie: tuple[str, list[Any]]
) -> None:
    async with server_person(private_bus) as person:
        person.server.lies[member] = lie
        await person.notifier.start()
        await person.notifier.remind(REMIND)
        assert person.reported == [PopupLost(1)]
        assert person.notifier.shown() is None
        await person.notifier.announce("breakd", "a word")
        assert person.notifier.shown_announcements() == []
        assert [record for record in caplog.records if record.levelno > logging.WARNING] == []
        person.server.lies.clear()
        await person.notifier.remind(REMIND)
        assert person.notifier.shown() is not None, "it is believed as soon as it tells the truth"
        await person.notifier.stop()


async def test_signals_that_are_none(person: ServerPerson, caplog: pytest.LogCaptureFixture) -> None:
    await person.notifier.remind(REMIND)
    number = person.note.number
    for member, signature, body in (
        ("ActionInvoked", "u", [number]), ("ActionInvoked", "su", ["done", number]), ("ActionInvoked", "", []),
        ("NotificationClosed", "u", [number]), ("NotificationClosed", "us", [number, "2"]),
        ("ActivationToken", "uu", [number, 1]),
    ):  # fmt: skip
        person.server.do(
            lambda told=(member, signature, body): person.server._signal(*told)  # type: ignore[misc]
        )
    await person.quiet()
    assert person.reported == []
    assert caplog.records == []
    person.press(Action.DONE)
    await eventually(lambda: person.reported)


async def test_what_a_server_gives_another_number_leaves_nothing_behind(person: ServerPerson) -> None:
    person.server.numbers_anew = True
    for _ in range(3):
        await person.notifier.remind(REMIND)
        await person.quiet()
        assert list(person.server.screen) == [person.note.number], "one pop-up, and its buttons live"
    for word in ("first", "second"):
        await person.notifier.announce(word, "")
    await person.quiet()
    assert [note.title for note in person.server.screen.values()][1:] == ["second"]
    person.press(Action.DONE)
    assert person.reported == []


async def test_without_a_server_it_waits_for_one(private_bus: str) -> None:
    """No server is no loss: the engine hears of the next one, once."""
    reported: list[object] = []
    async with session_bus(private_bus) as bus:
        notifier = notifier_on(bus, reported)  # type: ignore[arg-type]
        await notifier.start()
        await notifier.remind(REMIND)
        assert reported == [PopupLost(1, no_server=True)]
        with FakeNotifications(private_bus) as late:
            await eventually(lambda: len(reported) == 2, "the server")
            assert reported[1] == NotificationServerCame()
            await notifier.remind(REMIND)
            late.restart()
            await settled(bus)
            assert reported[2:] == [PopupLost(1)], "that one vanished, which is a loss"
            await notifier.stop()


async def test_a_server_that_comes_while_it_is_being_looked_for(private_bus: str) -> None:
    reported: list[object] = []
    async with session_bus(private_bus) as bus:
        notifier = notifier_on(bus, reported)  # type: ignore[arg-type]
        await notifier.start()
        notifier._lose(1, None)
        assert reported == [PopupLost(1, no_server=True)]
        with FakeNotifications(private_bus):
            await eventually(lambda: len(reported) == 2, "the server")
            notifier._lose(1, None)
            assert reported[2:] == [PopupLost(1, no_server=True), NotificationServerCame()]
            await notifier.stop()


# --- a locked screen ------------------------------------------------------------------------------


async def test_no_announcement_on_a_locked_screen(person: ServerPerson) -> None:
    person.notifier.hold_announcements(True)
    await person.notifier.announce("first", "")
    await person.notifier.announce("second", "")
    await person.quiet()
    assert person.server.notes == []
    person.notifier.hold_announcements(False)
    await eventually(lambda: person.server.notes, "the word")
    assert [note.title for note in person.server.screen.values()] == ["second"]


async def test_what_just_came_up_is_shown_again_after_the_lock(person: ServerPerson) -> None:
    await person.notifier.announce("word", "")
    person.notifier.hold_announcements(True)
    await person.sees(0)
    person.server.restart()
    await person.quiet()
    assert person.count() == 0, "not by the next server either"
    person.notifier.hold_announcements(False)
    await person.sees(1)


async def test_what_has_been_seen_does_not_come_back(person: ServerPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakd.desktop.notifications.announcement.SEEN_SECONDS", 0.0)
    await person.notifier.announce("word", "")
    person.notifier.hold_announcements(True)
    await person.sees(0)
    person.notifier.hold_announcements(False)
    await person.quiet()
    await asyncio.sleep(0)
    assert (person.count(), len(person.server.notes)) == (0, 1)
