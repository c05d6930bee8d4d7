"""What a notification carries, on each kind of server: keys, hints, text, icon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import pytest_asyncio
from dbus_fast import Variant
from dbus_fast.annotations import DBusStr, DBusVariant
from dbus_fast.service import ServiceInterface, dbus_method
from PIL import Image

from breakd.desktop.bus_names import PORTAL, PORTAL_PATH
from breakd.desktop.notifications import picture
from breakd.desktop.notifications.notifier import DesktopNotifier
from breakd.desktop.notifications.picture import SETTINGS, PictureFinder
from breakd.engine.effects import AskStretched, Refusal, Remind
from breakd.engine.events import Dismissed, Event, Skip, Start
from breakd.engine.health_requests import Checkup, OpenQuestions
from breakd.engine.records import ReminderKind
from breakd.engine.settings import BodySettings, ReminderSettings, Settings
from breakd.messages.popup import Action
from breakd.stretches.model import Instruction
from breakd.system.paths import cache_dir
from tests.support.contract.notifier_rigs import (
    CATALOGUE,
    ServerPerson,
    eventually,
    notifier_on,
    server_person,
    started_person,
)
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.notifications import CAPABILITIES, DISMISSED, EXPIRED, FakeNotifications

REMIND = Remind(7, ReminderKind.STRETCH, False, "figure-four-seated", 1800, 600)
CHANGE = Remind(7, ReminderKind.CHANGE, False, "", 2700, 600)


def number(person: ServerPerson) -> int:
    """The server's number of the pop-up that shows."""
    shown = person.notifier.shown()
    assert shown is not None
    return shown[1]


@pytest_asyncio.fixture
async def person(private_bus: str) -> AsyncIterator[ServerPerson]:
    """A notifier that has started, and the server it found."""
    async with started_person(private_bus) as person:
        yield person


async def test_a_reminder_carries_its_picture(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    address = person.note.hints["image-path"]
    assert address.signature == "s"
    (file,) = cache_dir().iterdir()
    assert address.value == file.as_uri()
    assert file.name.startswith("figure-four-seated-left-light-2x-")
    for other in (CHANGE, replace(REMIND, stretch="gone")):
        await person.notifier.remind(other)
        assert "image-path" not in person.note.hints


async def test_gnome_is_given_what_can_be_seen_in_32_pixels(private_bus: str) -> None:
    async with server_person(private_bus, name="gnome-shell") as person:
        await person.notifier.start()
        await eventually(lambda: person.notifier.capabilities)
        await person.notifier.remind(REMIND)
        assert "figure-four-seated-left-close-" in person.note.hints["image-path"].value
        await person.notifier.stop()


async def test_the_picture_is_of_the_side_that_is_worked_first(private_bus: str) -> None:
    stretch = CATALOGUE.stretches["figure-four-seated"]
    async with session_bus(private_bus) as bus:
        names = [(await PictureFinder(bus).of(stretch, sore)).split("/")[-1] for sore in ("left", "right", "none")]
    assert [name.split("-")[3] for name in names] == ["right", "left", "left"]


async def test_a_reminder_without_a_cache_has_no_picture(person: ServerPerson, own_home: Path) -> None:
    (own_home / ".cache").write_text("")
    await person.notifier.remind(REMIND)
    assert "image-path" not in person.note.hints
    assert list(person.note.actions) == ["default", "done", "snooze", "another"]


async def test_a_movement_of_ones_own_carries_its_own_picture(private_bus: str, tmp_path: Path) -> None:
    own = tmp_path / "my picture.png"
    own.write_bytes(b"")
    mine = replace(CATALOGUE.stretches["cobra"], picture=str(own))
    async with session_bus(private_bus) as bus:
        assert await PictureFinder(bus).of(mine, "none") == own.as_uri()
        own.unlink()
        assert "cobra-light" in await PictureFinder(bus).of(mine, "none")


@pytest.mark.parametrize(("scheme", "theme"), [(1, "dark"), (2, "light"), (0, "light")])
async def test_the_picture_goes_with_the_desktops_colours(private_bus: str, scheme: int, theme: str) -> None:
    async with session_bus(private_bus) as portal, session_bus(private_bus) as bus:
        portal.raw.export(PORTAL_PATH, FakeSettings(scheme))
        await portal.raw.request_name(PORTAL)
        assert f"cobra-{theme}-" in await PictureFinder(bus).of(CATALOGUE.stretches["cobra"], "none")


class FakeSettings(ServiceInterface):
    """The settings portal: a variant in a variant, as the real one answers."""

    def __init__(self, scheme: int) -> None:
        super().__init__(SETTINGS)
        self.scheme = scheme

    @dbus_method("Read")
    def read(self, namespace: DBusStr, key: DBusStr) -> DBusVariant:
        assert (namespace, key) == ("org.freedesktop.appearance", "color-scheme")
        return Variant("v", Variant("u", self.scheme))


async def test_a_click_brings_the_token_that_came_before_it(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    person.server.hand_token(person.note.number, "token-1")
    person.press(Action.START)
    await eventually(lambda: person.reported)
    assert person.reported == [Start(7, token="token-1")]


async def test_what_a_reminder_carries(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    assert person.note.timeout == 0, "our own timer closes it"
    assert list(person.note.actions) == ["default", "done", "snooze", "another"]
    hints = {name: (hint.signature, hint.value) for name, hint in person.note.hints.items()}
    assert hints == {
        "urgency": ("y", 1),
        "category": ("s", "x-breakd.break"),
        "desktop-entry": ("s", "io.github.breakd"),
        "suppress-sound": ("b", True),
        "image-path": hints["image-path"],
    }
    await person.notifier.remind(replace(REMIND, details=True))
    assert list(person.note.actions) == ["done", "snooze", "another"], "the steps show already"
    await person.notifier.remind(CHANGE)
    assert list(person.note.actions) == ["sit", "snooze"]
    await person.notifier.ask_stretched(AskStretched(7))
    assert list(person.note.actions) == ["done", "not-now"]
    await person.notifier.announce("breakd is running", "")
    assert person.note.timeout == -1
    assert person.note.actions == {}


async def test_what_a_reminder_carries_under_the_lock_and_while_questions_are_open(person: ServerPerson) -> None:
    await person.notifier.remind(replace(REMIND, stretch="", card="Please get medical help now."))
    assert (person.note.title, list(person.note.actions)) == ("Please get medical help now.", ["close"])
    person.press(Action.CLOSE)
    await eventually(lambda: person.reported)
    await person.notifier.remind(replace(REMIND, ask_red_flags=True))
    assert list(person.note.actions) == ["default", "done", "snooze", "questions"]
    person.server.hand_token(person.note.number, "token-1")
    person.press(Action.QUESTIONS)
    await eventually(lambda: person.reported[1:])
    assert person.reported == [Skip(7), OpenQuestions("token-1")]


@pytest.mark.parametrize(("closes", "first"), [(None, False), (DISMISSED, False), (DISMISSED, True)])
async def test_an_announcement_has_a_button_for_its_answer(
    person: ServerPerson, closes: int | None, first: bool
) -> None:
    await person.notifier.announce("A few questions, to be safe", "Please.", OpenQuestions())
    assert person.note.actions == {"answer": "Answer the questions"}
    asked = person.note.number
    person.server.hand_token(asked, "token-1")
    for _ in range(2):  # GNOME sends every signal twice
        person.server.press(asked, "answer", closes=closes, closed_first=first)
    await eventually(lambda: person.reported)
    await person.notifier.announce("Time for your check-up", "Please.", Checkup(later=True))
    assert person.note.actions == {"answer": "Remind me in a week"}
    person.server.press(person.note.number, "answer", closes=closes, closed_first=first)
    await eventually(lambda: person.reported[1:])
    assert person.reported == [OpenQuestions("token-1"), Checkup(later=True)]


async def test_a_server_that_keeps_what_was_answered_gets_it_closed(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    kept = number(person)
    person.server.press(kept, "another", closes=None)
    await eventually(lambda: person.reported)
    await person.notifier.remind(replace(REMIND, stretch="chin-tuck"))
    assert list(person.server.screen) == [kept + 1]
    assert person.note.replaces == 0


async def test_what_still_shows_is_replaced_by_its_number(person: ServerPerson) -> None:
    await person.notifier.remind(REMIND)
    first = number(person)
    await person.notifier.remind(replace(REMIND, firm=True))
    assert person.note.replaces == first
    person.server.close(first, EXPIRED)
    await eventually(lambda: person.notifier.shown() is None)
    await person.notifier.remind(REMIND)
    assert person.note.replaces == 0


@pytest.mark.parametrize(
    ("name", "plain", "firm", "details"),
    [("gnome-shell", 1, 2, 2), ("Xfce Notify Daemon", 1, 1, 1), ("Plasma", 1, 1, 1)],
)
async def test_only_gnome_needs_critical_for_what_must_stay(
    private_bus: str, name: str, plain: int, firm: int, details: int
) -> None:
    async with server_person(private_bus, name=name) as person:
        await person.notifier.start()
        for remind, urgency in ((REMIND, plain), (replace(REMIND, firm=True), firm),
                                (replace(REMIND, details=True), details)):  # fmt: skip
            await person.notifier.remind(remind)
            assert person.note.hints["urgency"].value == urgency
        await person.notifier.stop()


async def test_gnome_hides_what_is_replaced_so_it_gets_a_new_one(private_bus: str) -> None:
    async with server_person(private_bus, name="gnome-shell") as person:
        await person.notifier.start()
        await person.notifier.remind(REMIND)
        await person.notifier.remind(replace(REMIND, refused=Refusal.NO_MORE_SNOOZES))
        assert list(person.server.screen) == [2]
        assert person.note.replaces == 0
        await person.notifier.remind(CHANGE)
        assert "default" in person.note.actions, "else a click would start a program"
        person.server.press(person.note.number, "default")
        await eventually(lambda: person.reported == [Dismissed(7)])
        await person.notifier.stop()


async def test_gnome_shows_six_lines_and_no_more(private_bus: str) -> None:
    async with server_person(private_bus, name="gnome-shell") as person:
        await person.notifier.start()
        for stretch in CATALOGUE.stretches:
            await person.notifier.remind(replace(REMIND, stretch=stretch, details=True))
            body = person.note.body
            assert len(body) <= 330
            assert "\n" not in body
            whole = CATALOGUE.stretches[stretch].cautions[-1] in body
            assert whole != body.endswith(f"“breakd stretches show {stretch}”.")
        await person.notifier.stop()


@pytest.mark.parametrize("name", ["Xfce Notify Daemon", "Plasma"])
async def test_every_other_server_shows_all_steps(private_bus: str, name: str) -> None:
    async with server_person(private_bus, name=name) as person:
        await person.notifier.start()
        for stretch, movement in CATALOGUE.stretches.items():
            await person.notifier.remind(replace(REMIND, stretch=stretch, details=True))
            assert person.note.body.count("\n") >= len(movement.steps)
            assert movement.cautions[-1] in person.note.body
            assert f"breakd stretches show {stretch}" not in person.note.body
        await person.notifier.stop()


@pytest.mark.parametrize(("name", "click"), [("dunst", "Middle click: guide."), ("mako", "Click: guide.")])
async def test_a_server_without_buttons_says_where_to_answer(private_bus: str, name: str, click: str) -> None:
    """What a click does comes before the step, for mako shows five lines of 26 letters, the title among them."""
    async with server_person(private_bus, name=name) as person:
        await person.notifier.start()
        await person.notifier.remind(REMIND)
        assert person.note.body.splitlines()[1] == f"{click} Tray: more."
        assert person.note.body.endswith("type “breakd done”, “breakd snooze” or “breakd another”.")
        assert name == "dunst" or len(person.note.body.splitlines()[1]) <= 26
        assert list(person.note.actions) == ["default", "done", "snooze", "another"]
        await person.notifier.stop()


@pytest.mark.parametrize("name", ["gnome-shell", "Plasma", "xfce4-notifyd"])
async def test_what_a_click_does_is_said_where_no_button_says_it(private_bus: str, name: str) -> None:
    async with server_person(private_bus, name=name) as person:
        await person.notifier.start()
        for remind, guided in ((REMIND, True), (CHANGE, False), (replace(REMIND, details=True), False)):
            await person.notifier.remind(remind)
            assert person.note.body.endswith("Click: be guided.") is (guided and name != "xfce4-notifyd")
        await person.notifier.stop()


@pytest.mark.parametrize(
    ("capabilities", "said"),
    [(CAPABILITIES, "Push &amp; &lt;b&gt;pull&lt;/b&gt;"), (CAPABILITIES - {"body-markup"}, "Push & <b>pull</b>")],
)
async def test_markup_is_escaped_where_it_means_something(
    private_bus: str, capabilities: frozenset[str], said: str
) -> None:
    own = replace(CATALOGUE.stretches["chin-tuck"], steps=(Instruction("rep", 5, False, "Push & <b>pull</b>."),))
    catalogue = replace(CATALOGUE, stretches={"own": own})
    async with session_bus(private_bus) as bus:
        with FakeNotifications(private_bus, capabilities) as server:
            reported: list[Event] = []
            notifier = DesktopNotifier(bus, reported.append, lambda: catalogue, Settings)
            await notifier.start()
            await notifier.remind(replace(REMIND, stretch="own"))
            assert said in server.notes[-1].body
            await notifier.stop()


async def test_a_stretch_that_came_later_has_its_name(private_bus: str) -> None:
    catalogues = [CATALOGUE]
    async with session_bus(private_bus) as bus:
        with FakeNotifications(private_bus, CAPABILITIES) as server:
            reported: list[Event] = []
            notifier = DesktopNotifier(bus, reported.append, lambda: catalogues[-1], Settings)
            await notifier.start()
            own = replace(CATALOGUE.stretches["chin-tuck"], name="My own")
            catalogues.append(replace(CATALOGUE, stretches={"own": own}))
            await notifier.remind(replace(REMIND, stretch="own"))
            assert server.notes[-1].title == "My own, about 1 minute"
            await notifier.stop()


async def test_new_settings_hold_from_the_next_popup_on(private_bus: str) -> None:
    settings = [Settings(), Settings(reminder=ReminderSettings(sound=True), body=BodySettings(side="left"))]
    capabilities = CAPABILITIES | {"sound"}
    async with session_bus(private_bus) as bus:
        with FakeNotifications(private_bus, capabilities) as server:
            notifier = notifier_on(bus, [], lambda: settings[0])
            await notifier.start()
            await notifier.remind(REMIND)
            del settings[0]
            await notifier.remind(REMIND)
            silent, loud = server.notes
            assert "suppress-sound" in silent.hints
            assert "left ankle just above" in silent.body
            assert loud.hints["sound-name"].value == "message-new-instant"
            assert "suppress-sound" not in loud.hints
            assert "right ankle just above" in loud.body
            await notifier.stop()


async def test_a_popup_that_waits_for_its_turn_shows_the_side_of_now(private_bus: str) -> None:
    settings = [Settings(body=BodySettings(side="right"))]
    async with session_bus(private_bus) as bus:
        with FakeNotifications(private_bus) as server:
            notifier = notifier_on(bus, [], lambda: settings[-1])
            await notifier.start()
            server.deaf = True
            word = asyncio.create_task(notifier.announce("breakd is running", ""))
            await eventually(lambda: server._waiting, "what hangs")
            reminder = asyncio.create_task(notifier.remind(REMIND))
            await asyncio.sleep(0)
            settings.append(Settings(body=BodySettings(side="left")))
            server.wake()
            await asyncio.gather(word, reminder)
            assert "right ankle just above" in server.notes[-1].body
            await notifier.stop()


async def test_our_icon_is_a_file_of_ours_whatever_the_theme_has(
    person: ServerPerson, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`app_icon` is a name or a file URI (specification 1.2); a name that a theme lacks is drawn as a blank sheet."""
    await person.notifier.remind(REMIND)
    reminder = person.note
    await person.notifier.announce("breakd is running", "")
    assert person.note.icon == reminder.icon
    address = urlsplit(reminder.icon)
    assert (address.scheme, address.netloc) == ("file", "")
    with Image.open(unquote(address.path)) as icon:
        assert (icon.format, icon.size) == ("PNG", (64, 64))
    monkeypatch.setattr(picture, "_APP_ICON", own_home / "gone.png")
    await person.notifier.remind(REMIND)
    assert person.note.icon == "", "an installation that lacks it shows none, and no fault"


async def test_a_reminder_that_falls_due_under_the_greeting(person: ServerPerson) -> None:
    """It comes all the same, above the greeting, and takes answers; the greeting goes by itself."""
    await person.notifier.announce("breakd is running", "")
    greeting = person.note
    await person.notifier.remind(REMIND)
    reminder = person.note
    assert list(person.server.screen.values()) == [greeting, reminder]
    assert (greeting.timeout, reminder.replaces) == (-1, 0)
    person.server.press(reminder.number, "done")
    await eventually(lambda: person.reported)
    assert [type(event).__name__ for event in person.reported] == ["Done"]


async def test_a_newer_announcement_replaces_the_one_before(person: ServerPerson) -> None:
    for word in ("one fault", "two faults"):
        await person.notifier.announce("Your settings", word)
    assert [note.body for note in person.server.screen.values()] == ["two faults"]
    person.server.close(person.note.number)
    await person.quiet()
    await person.notifier.announce("Your settings", "three faults")
    assert person.note.replaces == 0
    assert person.reported == []
