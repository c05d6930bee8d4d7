"""A notification server that is late, wrong, foreign, restarted or not there at all."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from breakd.desktop.dbus import CALL_SECONDS
from breakd.desktop.notifications.notifier import LATE_ANSWER
from breakd.engine.effects import AskStretched, Remind
from breakd.engine.events import Dismissed, Done, Event, NotificationServerCame, PopupLost, Snooze
from breakd.engine.records import ReminderKind
from tests.support.contract.notifier_rigs import (
    ServerPerson,
    eventually,
    let_the_bus_start_xfce,
    notifier_on,
    server_person,
    started_person,
    xfce_person,
)
from tests.support.contract.presence_rigs import session_bus
from tests.support.contract.time_limits import time_limits
from tests.support.fakes.notifications import (
    CAPABILITIES,
    CLOSED,
    DISMISSED,
    EXPIRED,
    NAME,
    PATH,
    UNDEFINED,
    FakeNotifications,
)
from tests.support.fakes.service import Service
from tests.support.rigs import needs
from tests.support.rigs.x11 import X11Desktop

REMIND = Remind(7, ReminderKind.STRETCH, False, "figure-four-seated", 1800, 600)
CHANGE = Remind(7, ReminderKind.CHANGE, False, "", 2700, 600)
LATE = LATE_ANSWER + 0.01
"""Seconds after which an answer to what has closed comes too late."""


@pytest_asyncio.fixture
async def person(private_bus: str) -> AsyncIterator[ServerPerson]:
    """A notifier that has started, and the server it found."""
    async with started_person(private_bus) as person:
        yield person


def number(person: ServerPerson) -> int:
    """The server's number of the pop-up that shows."""
    shown = person.notifier.shown()
    assert shown is not None
    assert shown[0] == person.server.unique_name
    return shown[1]


# --- answers --------------------------------------------------------------------------------------


async def test_a_double_click_counts_once(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    for _ in range(3):
        person.server.press(number(person), "snooze", closes=None)
    await person.quiet()
    assert person.reported == [Snooze(7, 600)]


@pytest.mark.parametrize("reason", [EXPIRED, DISMISSED, CLOSED, UNDEFINED])
async def test_a_close_after_an_answer_is_nothing_whatever_its_reason(person: ServerPerson, reason: int) -> None:
    await person.notifier.remind(REMIND)
    person.server.press(number(person), "done", closes=reason)
    await person.quiet()
    assert person.reported == [Done(7)]


async def test_an_answer_that_comes_just_after_its_close_counts(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    person.server.press(number(person), "done", closed_first=True)
    await person.quiet()
    assert person.reported == [Dismissed(7), Done(7)]


async def test_a_click_on_what_closed_long_ago_is_nothing(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    gone = number(person)
    person.server.close(gone)
    await asyncio.sleep(LATE)
    person.server.press(gone, "done")
    await person.quiet()
    assert person.reported == [Dismissed(7)]


async def test_a_click_on_what_was_withdrawn_is_nothing(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    gone = number(person)
    await person.notifier.withdraw(7)
    await asyncio.sleep(LATE)
    person.server.press(gone, "done")
    await person.quiet()
    assert person.reported == []


@pytest.mark.parametrize("reason", [EXPIRED, CLOSED, UNDEFINED])
async def test_a_close_that_nobody_made_is_told_as_such(person: ServerPerson, reason: int) -> None:
    await person.notifier.remind(REMIND)
    person.server.close(number(person), reason)
    await eventually(lambda: person.notifier.shown() is None)
    assert person.reported == [Dismissed(7, by_person=False)]


async def test_forged_numbers_and_keys_are_nothing(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    person.server.press(number(person) + 1, "done")
    person.server.press(0, "done")
    person.server.press(number(person), "skip", closes=None)
    person.server.press(number(person), "not-now", closes=None)
    person.server.close(number(person) + 1)
    await person.quiet()
    assert person.reported == []
    person.server.press(number(person), "done")
    await eventually(lambda: person.reported == [Done(7)])


async def test_a_foreign_sender_is_nobody(person: ServerPerson, private_bus: str) -> None:
    await person.notifier.remind(REMIND)
    with Foreigner(private_bus) as foreigner:
        foreigner.shout("ActionInvoked", "us", [number(person), "done"])
        foreigner.shout("NotificationClosed", "uu", [number(person), DISMISSED])
        await person.quiet()
        assert person.reported == []
        person.server.press(number(person), "done")
        foreigner.shout("ActionInvoked", "us", [person.note.number, "snooze"])
        await eventually(lambda: person.reported)
        await person.quiet()
    assert person.reported == [Done(7)]


class Foreigner(Service):
    """Somebody on the bus who is not the notification server, as GNOME's second sender is."""

    def shout(self, member: str, signature: str, body: list[object]) -> None:
        self.do(lambda: self.emit(PATH, NAME, member, signature, body))


@pytest.mark.parametrize(
    ("signal", "event"),
    [(("ActionInvoked", "done", 0), Done(7)), (("NotificationClosed", "", DISMISSED), Dismissed(7))],
)
async def test_a_signal_on_the_heels_of_the_reply_is_heard(
    person: ServerPerson, signal: tuple[str, str, int], event: object
) -> None:
    person.server.says_at_once = signal
    await person.notifier.remind(REMIND)
    await eventually(lambda: person.reported)
    assert person.reported == [event]


# --- a server that goes, comes, hangs -------------------------------------------------------------


async def test_a_killed_server_takes_the_popup_with_it(person: ServerPerson) -> None:
    await eventually(lambda: person.notifier.capabilities)
    await person.notifier.remind(REMIND)
    person.server.stop()
    await eventually(lambda: person.reported)
    assert person.reported == [PopupLost(7)]
    assert person.notifier.shown() is None
    assert person.notifier.capabilities == frozenset()


async def test_a_restarted_server_counts_from_one_again(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    old = number(person)
    person.server.restart()
    await eventually(lambda: person.reported == [PopupLost(7)])
    person.server.calls.clear()
    await person.notifier.withdraw(7)
    person.server.press(old, "done")
    await person.quiet()
    assert "CloseNotification" not in person.server.calls
    assert person.reported == [PopupLost(7)]
    await person.notifier.remind(REMIND)
    assert person.note.replaces == 0
    person.server.press(number(person), "done")
    await eventually(lambda: person.reported == [PopupLost(7), Done(7)])


async def test_a_restarted_server_does_not_answer_for_the_old_one(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    old = number(person)
    person.server.close(old)
    await eventually(lambda: person.reported == [Dismissed(7)])
    person.server.restart()
    await eventually(lambda: person.notifier.capabilities)
    person.server.press(old, "done")
    await person.quiet()
    assert person.reported == [Dismissed(7)]


async def test_another_server_is_asked_what_it_can_do(person: ServerPerson) -> None:
    await eventually(lambda: person.notifier.capabilities == CAPABILITIES)
    person.server.capabilities = frozenset({"body"})
    person.server.restart()
    await eventually(lambda: person.notifier.capabilities == {"body"})
    await person.notifier.remind(REMIND)
    assert person.note.actions == {}
    assert "breakd done" in person.note.body


async def test_an_answered_popup_cannot_be_lost(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    person.server.press(number(person), "done", closes=None)
    await eventually(lambda: person.reported)
    person.server.stop()
    await person.quiet()
    assert person.reported == [Done(7)]


async def test_no_server_at_all(private_bus: str, caplog: pytest.LogCaptureFixture) -> None:
    reported: list[object] = []
    async with session_bus(private_bus) as bus:
        notifier = notifier_on(bus, reported)  # type: ignore[arg-type]
        await notifier.start()
        assert notifier.capabilities == frozenset()
        with caplog.at_level(logging.WARNING):
            for _ in range(3):
                await notifier.remind(REMIND)
        assert reported == [PopupLost(7, no_server=True)] * 3
        assert notifier.shown() is None
        assert len(caplog.records) == 1, "logged once per cause"
        await notifier.withdraw(7)
        with FakeNotifications(private_bus) as late:
            await eventually(lambda: notifier.capabilities == CAPABILITIES)
            await notifier.remind(REMIND)
            assert list(late.screen) == [1]
            late.press(1, "done")
            await eventually(lambda: reported[3:] == [NotificationServerCame(), Done(7)])
            await notifier.stop()


async def test_a_server_that_refuses(person: ServerPerson, caplog: pytest.LogCaptureFixture) -> None:
    person.server.refuses = True
    with caplog.at_level(logging.WARNING):
        await person.notifier.remind(REMIND)
        await person.notifier.ask_stretched(AskStretched(7))
    assert person.reported == [PopupLost(7), PopupLost(7)]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    person.server.refuses = False
    await person.notifier.remind(REMIND)
    await person.sees(1)
    person.server.refuses = True
    with caplog.at_level(logging.WARNING):
        await person.notifier.remind(replace(REMIND, firm=True))
    assert person.reported == [PopupLost(7)] * 3
    assert len(caplog.records) == 2, "another outage"
    await person.sees(0)


async def test_at_the_end_of_the_session_nothing_is_lost(private_bus: str, caplog: pytest.LogCaptureFixture) -> None:
    """The bus goes while a reminder comes: the next run shows it, and it is not counted as shown and gone."""
    reported: list[Event] = []
    async with session_bus(private_bus) as bus:
        with FakeNotifications(private_bus) as server:
            notifier = notifier_on(bus, reported)
            await notifier.start()
            server.deaf = True
            coming = asyncio.create_task(notifier.remind(REMIND))
            await eventually(lambda: server.waits, "a call")
            bus.close()
            await coming
    assert reported == []
    assert caplog.text == ""


async def test_a_hung_server_costs_two_seconds_and_what_it_shows_late_is_taken_down(person: ServerPerson) -> None:
    await eventually(lambda: person.notifier.capabilities)
    person.server.deaf = True
    begun = time.monotonic()
    with time_limits() as limits:
        await asyncio.gather(person.notifier.remind(REMIND), person.notifier.withdraw(7))
    assert time.monotonic() - begun >= CALL_SECONDS
    assert 0 < limits.waited <= CALL_SECONDS, "both wait at the same time"
    assert person.reported == [PopupLost(7)]
    person.server.wake()
    assert person.note.title == "Seated figure four, about 1 minute"
    await person.sees(0)
    await person.notifier.remind(REMIND)
    await person.sees(1)


async def test_what_a_replaced_server_answers_late_takes_nothing_down_at_the_next_one(
    person: ServerPerson, private_bus: str
) -> None:
    await eventually(lambda: person.notifier.capabilities)
    person.server.deaf = True
    await person.notifier.remind(REMIND)
    assert person.reported == [PopupLost(7)]
    person.server.give_way()
    with FakeNotifications(private_bus) as following:  # it counts from 1 again
        await person.notifier.remind(REMIND)
        assert list(following.screen) == [1]
        person.server.wake()
        await person.quiet()
        assert list(person.server.screen) == [1]
        assert list(following.screen) == [1]
        await person.notifier.stop()


async def test_a_server_that_hangs_from_the_start_delays_nobody(private_bus: str) -> None:
    async with server_person(private_bus) as person:
        person.server.deaf = True
        with time_limits() as limits:
            await person.notifier.start()
            assert limits.waited == 0
            await person.notifier.remind(REMIND)
        assert 0 < limits.waited <= CALL_SECONDS, "the reminder alone waits"
        assert person.reported == [PopupLost(7)]
        await person.notifier.stop()


async def test_a_server_that_dies_over_a_replacement_is_lost_once(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    person.server.deaf = True
    showing = asyncio.create_task(person.notifier.remind(replace(REMIND, firm=True)))
    await person.quiet()
    person.server.stop()
    await showing
    await person.quiet()
    assert person.reported == [PopupLost(7)]


async def test_the_left_over_popup_of_an_earlier_run(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    left_over = number(person)
    await person.notifier.close_stale(":1.4711", left_over)
    assert list(person.server.screen) == [left_over]
    await person.notifier.close_stale(person.server.unique_name, left_over)
    await person.sees(0)
    server = person.server.unique_name
    person.server.stop()
    await person.notifier.close_stale(server, left_over)


@pytest.mark.x11
async def test_the_bus_starts_a_server_where_none_runs() -> None:
    needs.require("xfce")
    with X11Desktop(notify=None) as desktop:
        async with xfce_person(desktop) as person:
            await person.notifier.start()
            assert person.notifier.capabilities == frozenset()
            let_the_bus_start_xfce(desktop)
            await person.notifier.remind(REMIND)
            await person.sees(1)
            assert "actions" in person.notifier.capabilities
            await person.notifier.stop()
