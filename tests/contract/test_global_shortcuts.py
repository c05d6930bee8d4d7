"""Keys for every window: what is asked of the portal, and what a pressed key does."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from dbus_fast import Variant

from breakd.desktop import retry
from breakd.desktop.bus_names import PORTAL_PATH
from breakd.desktop.global_shortcuts import GlobalShortcuts
from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Done, OpenBoard, Request, Snooze
from breakd.messages.shortcuts import DESCRIPTIONS, NO_KEYS
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.portal import FakePortal
from tests.support.recording_handler import RecordingHandler
from tests.support.settled import settled


class Keyboard:
    """Keys that are wanted, beside a portal."""

    def __init__(self, portal: FakePortal) -> None:
        self.portal, self.desk = portal, RecordingHandler()
        self.keys = GlobalShortcuts(self.desk)

    async def asked(self, number: int) -> None:
        await eventually(lambda: len(self.portal.bound) >= number)

    async def did(self, *requests: Request) -> None:
        await eventually(lambda: len(self.desk.wishes) >= len(requests))
        assert self.desk.wishes == list(requests)


@pytest.fixture
async def keyboard(private_bus: str) -> AsyncIterator[Keyboard]:
    with FakePortal(private_bus) as portal:
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        yield keyboard
        await keyboard.keys.turn(on=False)


async def test_the_desktop_is_asked_once_and_keys_act(keyboard: Keyboard) -> None:
    await keyboard.asked(1)
    await keyboard.keys.turn(on=True)  # the settings were saved again
    keyboard.keys.beat()
    portal = keyboard.portal
    assert portal.registered == ["io.github.breakd"]
    assert portal.bound == [(portal.sessions[0], DESCRIPTIONS)]
    portal.press("done")
    portal.press("snooze")
    portal.press("open", activation_token=Variant("s", "token-1"))
    await keyboard.did(Done(), Snooze(0, 0.0), OpenBoard(token="token-1"))


async def test_a_key_that_is_not_ours_does_nothing(keyboard: Keyboard) -> None:
    await keyboard.asked(1)
    keyboard.portal.press("shutdown")
    keyboard.portal.press_in(f"{PORTAL_PATH}/session/1_1/other", "done")
    keyboard.portal.press("snooze")
    await keyboard.did(Snooze(0, 0.0))


async def test_what_is_not_due_is_refused_without_a_word(
    keyboard: Keyboard, caplog: pytest.LogCaptureFixture
) -> None:
    await keyboard.asked(1)
    keyboard.desk.refuse[Snooze] = Refused(Refusal.NOT_DUE)
    keyboard.portal.press("snooze")
    keyboard.portal.press("done")
    await keyboard.did(Snooze(0, 0.0), Done())
    assert [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")] == []


async def test_a_portal_that_comes_back_is_asked_again(keyboard: Keyboard) -> None:
    await keyboard.asked(1)
    keyboard.portal.restart()
    await keyboard.asked(2)
    keyboard.portal.press("done")
    await keyboard.did(Done())


@pytest.mark.parametrize("gap", [True, False])
@pytest.mark.parametrize("member", ["Register", "CreateSession", "ListShortcuts", "BindShortcuts"])
async def test_a_portal_that_goes_while_it_is_asked_is_asked_again(
    private_bus: str, member: str, gap: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at a login whose start script restarts the portal; its `--replace` leaves no moment without one."""
    monkeypatch.setattr(retry, "PAUSES", (0.1, 0.1))
    with FakePortal(private_bus) as portal:
        portal.thinks_about = member
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await eventually(lambda: member in portal.asked)
        if gap:
            portal.restart()
        else:
            portal.give_way()
        await eventually(lambda: portal.bound and portal.bound[-1][0] in portal.sessions, "the new one is asked")
        assert portal.registered == ["io.github.breakd"]
        portal.press("done")
        await keyboard.did(Done())
        await keyboard.keys.turn(on=False)


async def test_a_portal_that_falls_over_the_question_is_not_asked_on_and_on(
    private_bus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "PAUSES", (600.0,))
    with FakePortal(private_bus) as portal:
        portal.thinks_about = "BindShortcuts"
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await eventually(lambda: "BindShortcuts" in portal.asked)
        portal.restart()
        portal.thinks_about = "BindShortcuts"
        async with session_bus(private_bus) as bus:
            await settled(bus)
        assert portal.asked == [], "the pause of a retry comes first"
        await keyboard.keys.turn(on=False)


async def test_a_portal_that_is_replaced_is_asked_again(keyboard: Keyboard) -> None:
    await keyboard.asked(1)
    keyboard.portal.give_way()
    await keyboard.asked(2)
    keyboard.portal.press("done")
    await keyboard.did(Done())


async def test_switched_off_no_key_acts(keyboard: Keyboard) -> None:
    await keyboard.asked(1)
    session = keyboard.portal.sessions[0]
    await keyboard.keys.turn(on=False)
    keyboard.portal.press_in(session, "done")
    await keyboard.keys.turn(on=True)
    await keyboard.asked(2)
    keyboard.portal.press("snooze")
    await keyboard.did(Snooze(0, 0.0))


async def test_an_older_portal_registers_nobody(private_bus: str) -> None:
    with FakePortal(private_bus, has_registry=False) as portal:
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await keyboard.asked(1)
        portal.press("done")
        await keyboard.did(Done())
        await keyboard.keys.turn(on=False)


@pytest.mark.parametrize("code", [1, 2])
async def test_a_person_who_says_no_is_not_asked_again(
    private_bus: str, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    with FakePortal(private_bus) as portal:
        portal.refusal = code
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await eventually(lambda: "BindShortcuts was refused" in caplog.text)
        keyboard.keys.beat()
        assert len(portal.bound) == 1
        await keyboard.keys.turn(on=False)


async def test_without_a_portal_it_is_asked_again_at_a_heartbeat(private_bus: str) -> None:
    keyboard = Keyboard(FakePortal(private_bus))
    await keyboard.keys.turn(on=True)
    await keyboard.keys._asked.tried()
    with keyboard.portal as portal:
        keyboard.keys.beat()
        await keyboard.asked(1)
        portal.press("done")
        await keyboard.did(Done())
        await keyboard.keys.turn(on=False)


async def test_keys_that_are_bound_are_no_refusal_whatever_the_answers_number(
    private_bus: str, caplog: pytest.LogCaptureFixture
) -> None:
    with FakePortal(private_bus) as portal:
        portal.granted = 2
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await keyboard.keys._asked.tried()
        portal.press("done")
        await keyboard.did(Done())
        assert [record for record in caplog.records if record.levelname == "WARNING"] == []
        await keyboard.keys.turn(on=False)


async def test_keys_of_an_earlier_start_are_not_asked_for_again(private_bus: str) -> None:
    with FakePortal(private_bus) as portal:
        portal.lists = True
        for _start in range(2):
            keyboard = Keyboard(portal)
            await keyboard.keys.turn(on=True)
            await keyboard.keys._asked.tried()
            portal.press("done")
            await keyboard.did(Done())
            await keyboard.keys.turn(on=False)
        assert len(portal.bound) == 1
        assert {session.rpartition("/")[2] for session in portal.sessions} == {"breakd"}, "keys are kept by this name"


async def test_a_key_that_is_held_down_is_one_press(keyboard: Keyboard) -> None:
    await keyboard.asked(1)
    for _repeat in range(20):
        keyboard.portal.press("done")
    keyboard.portal.press("snooze")
    await keyboard.did(Done(), Snooze(0, 0.0))


async def test_who_is_in_no_menu_is_told_so(private_bus: str, caplog: pytest.LogCaptureFixture) -> None:
    with FakePortal(private_bus) as portal:
        portal.has_entry = False
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await eventually(lambda: "`breakd service install`" in caplog.text)
        await keyboard.keys.turn(on=False)


async def test_plasma_5_is_not_asked_since_it_binds_nothing(
    private_bus: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDE_SESSION_VERSION", "5")
    with FakePortal(private_bus) as portal:
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await keyboard.keys._asked.tried()
        assert "Plasma 5" in caplog.text
        assert portal.sessions == [], "or System Settings opens at every start"
        await keyboard.keys.turn(on=False)


async def test_an_answer_without_keys_is_said(private_bus: str, caplog: pytest.LogCaptureFixture) -> None:
    with FakePortal(private_bus) as portal:
        portal.binds = False
        keyboard = Keyboard(portal)
        await keyboard.keys.turn(on=True)
        await keyboard.keys._asked.tried()
        assert NO_KEYS in caplog.text
        await keyboard.keys.turn(on=False)


async def test_that_no_portal_takes_keys_is_said_once(private_bus: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    keyboard = Keyboard(FakePortal(private_bus))
    await keyboard.keys.turn(on=True)
    for _heartbeat in range(3):
        await keyboard.keys._asked.tried()
        keyboard.keys._asked.start()
    await keyboard.keys._asked.tried()
    assert caplog.text.count("no portal takes keys") == 1
    await keyboard.keys.turn(on=False)
