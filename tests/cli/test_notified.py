"""`--notify`: who has clicked in the application's menu reads the answer on the screen, whatever it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Pause, Snooze, Start
from tests.cli.test_commands import PAUSED, Ended, House, breakd
from tests.cli.test_commands import house as house
from tests.support.fakes.notifications import FakeNotifications
from tests.support.recording_handler import DUE, REMINDER
from tests.support.rigs.bus import private_bus as other_bus

NOT_RUNNING = "breakd is not running. To start it, open breakd."
COMMAND_OF = "breakd is not running. Start it with `breakd service install`, or try it out with `breakd run`.\n"


def shown(screen: FakeNotifications) -> list[tuple[str, str]]:
    return [(note.title, note.body) for note in screen.notes]


async def test_what_was_granted_is_shown_in_place_of_what_is_printed(screen: FakeNotifications, house: House) -> None:
    house.desk.now = PAUSED
    assert await breakd("pause", "1h", "--notify") == Ended(0, "", "")
    assert house.desk.wishes == [Pause("1h")]
    assert shown(screen) == [("breakd", "No reminders until Sun 23 Nov 2036 08:00.")]


async def test_what_was_refused_is_shown_and_names_no_command(screen: FakeNotifications, house: House) -> None:
    house.desk.refuse[Snooze] = Refused(Refusal.NOT_DUE)
    house.desk.refuse[Start] = Refused(Refusal.QUESTIONS)
    assert (await breakd("snooze", "--notify")).code == 4
    assert (await breakd("start", "--notify")).code == 4
    assert [title for title, _ in shown(screen)] == ["breakd", "breakd"]
    assert [body.partition(". ")[0] for _, body in shown(screen)] == [
        "Nothing is due yet, so there is nothing to snooze",
        "Please answer a few safety questions first",
    ]
    assert "`" not in str(shown(screen))


@pytest.mark.parametrize("line", ["done", "snooze", "start", "pause 1h"])
async def test_without_a_daemon_the_click_says_so(screen: FakeNotifications, line: str) -> None:
    assert await breakd(*line.split(), "--notify") == Ended(3, "", COMMAND_OF)
    assert shown(screen) == [("breakd", NOT_RUNNING)]


@pytest.mark.parametrize(("capabilities", "body"), [({"body-markup"}, "Press &amp; hold"), (set(), "Press & hold")])
async def test_a_name_is_no_markup(
    screen: FakeNotifications, house: House, capabilities: set[str], body: str
) -> None:
    screen.capabilities = frozenset(capabilities)
    house.desk.now = replace(DUE, reminder=replace(REMINDER, name="Press & hold"))
    assert (await breakd("another", "--notify")).code == 0
    assert shown(screen) == [("breakd", f"Suggested: {body}.")]


async def test_a_server_that_does_not_run_yet_is_started(bus_folder: Path, tmp_path: Path, needs_bus: None) -> None:  # noqa: ARG001
    server, seen = Path(__file__).parents[1] / "packaging/notification_server.py", tmp_path / "seen"
    entry = tmp_path / "services/org.freedesktop.Notifications.service"
    entry.parent.mkdir()
    entry.write_text(f"[D-BUS Service]\nName={entry.stem}\nExec={sys.executable} {server} {seen}\n")
    with other_bus(bus_folder, services=entry.parent) as address:
        assert (await breakd("done", "--notify", DBUS_SESSION_BUS_ADDRESS=address)).code == 3
        assert '"title": "breakd"' in seen.read_text()


async def test_where_nothing_can_be_shown_it_is_done_all_the_same(house: House) -> None:
    assert await breakd("skip", "--notify") == Ended(0, "", "")
    assert len(house.desk.wishes) == 1
