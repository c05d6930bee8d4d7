"""`--notify`: who has clicked in the application's menu reads the answer on the screen, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Pause, Snooze, Start
from tests.cli.test_commands import PAUSED, Ended, House, breakd
from tests.cli.test_commands import house as house
from tests.support.fakes.notifications import FakeNotifications

NOT_RUNNING = "breakd is not running. To start it, open breakd."
COMMAND_OF = "breakd is not running. Start it with `breakd service install`, or try it out with `breakd run`.\n"


@pytest.fixture
def screen(private_bus: str) -> Iterator[FakeNotifications]:
    with FakeNotifications(private_bus) as screen:
        yield screen


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


async def test_where_nothing_can_be_shown_it_is_done_all_the_same(house: House) -> None:
    assert await breakd("skip", "--notify") == Ended(0, "", "")
    assert len(house.desk.wishes) == 1
