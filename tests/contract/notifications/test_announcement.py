"""A word that the daemon says once: it reaches the person although no server took it at first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from breakd.desktop.notifications import announcement
from tests.support.contract.notifier_rigs import ServerPerson, eventually, notifier_on, started_person
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.notifications import FakeNotifications
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
