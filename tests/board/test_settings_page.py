"""The page *Settings*: without a browser what it answers, and in a real Chromium that what is typed is saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakd.board.current_settings import CurrentSettings
from breakd.board.page import Tools
from breakd.board.settings_page import SettingsPage
from breakd.client.dbus_client import DaemonClient
from breakd.client.session_client import SessionClient
from breakd.messages import board as shell
from breakd.messages import board_settings as texts
from breakd.system import paths
from tests.support.desktops.daemon import Daemon
from tests.support.guide_visitor import Board

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def settings_page() -> SettingsPage:
    bus = SessionClient()
    return SettingsPage(Tools(bus, DaemonClient(bus), CurrentSettings(), lambda: datetime.now().astimezone()))


def wrote(text: str) -> None:
    paths.made(paths.config_dir())
    paths.config_file().write_text(text)


def all_fields(shown: Any) -> dict[str, Any]:
    rows = [*shown["first"], *(field for section in shown["sections"] for field in section["fields"])]
    return {one["id"]: one for row in rows for one in row.get("days", [row])}


def test_ten_come_first_and_every_field_once(settings_page: SettingsPage) -> None:
    shown = dict(settings_page.show({}))
    json.dumps(shown)
    assert len(shown["first"]) == 10
    found = all_fields(shown)
    assert len(found) == 10 - 1 + 7 + sum(len(section["fields"]) for section in shown["sections"])
    assert found["sitting.limit"]["value"] == "30m"
    assert [one["label"] for one in found["place.now"]["options"]] == ["Office", "Home"]


def test_it_shows_the_lines_and_writes_only_then(settings_page: SettingsPage) -> None:
    wrote('# mine\n[sitting]\nlimit = "20m"  # short\n')
    values = {"values": {"sitting.limit": "45m", "reminder.sound": True}}
    looked = settings_page.act("look", values)
    assert looked["lines"] == '[sitting]\nlimit = "45m"\n\n[reminder]\nsound = true'
    assert "20m" in paths.config_file().read_text()
    written = settings_page.act("write", values)
    assert (written["ok"], written["text"]) == (True, texts.SAVED)
    text = '# mine\n[sitting]\nlimit = "45m"  # short\n\n[reminder]\nsound = true\n'
    assert paths.config_file().read_text() == text
    assert (
        paths.config_file().with_name("config.toml.bak").read_text() == '# mine\n[sitting]\nlimit = "20m"  # short\n'
    )
    assert all_fields(settings_page.show({}))["sitting.limit"]["value"] == "45m"


def test_a_fault_is_named_and_nothing_is_written(settings_page: SettingsPage) -> None:
    refused = settings_page.act("write", {"values": {"sitting.limit": "soon", "reminder.sound": True}})
    assert (refused["ok"], refused["text"]) == (False, texts.FAULTS)
    assert refused["faults"] == {"sitting.limit": 'expected a duration like "30m", got "soon"'}
    assert not paths.config_dir().exists()


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("45 min", "45m"),
        ("1 hour 30 minutes", "1h30m"),
        ("90 Sec.", "90s"),
        ("45", "45"),
        ("1 month", "1 month"),
        ("5 m x", "5 m x"),
    ],
)
def test_a_length_may_be_typed_as_people_write_it(settings_page: SettingsPage, typed: str, means: str) -> None:
    looked = settings_page.act("look", {"values": {"sitting.natural_break": typed}})
    assert looked["lines"] == f'[sitting]\nnatural_break = "{means}"'


def test_each_of_several_lengths_too(settings_page: SettingsPage) -> None:
    looked = settings_page.act("look", {"values": {"reminder.snooze": "5 min, 1 hour"}})
    assert looked["lines"] == '[reminder]\nsnooze = ["5m", "1h"]'


def test_nothing_new_writes_nothing(settings_page: SettingsPage) -> None:
    same = settings_page.act("write", {"values": {"sitting.limit": "30m"}})
    assert (same["ok"], same["text"]) == (True, texts.NOTHING_NEW)
    assert not paths.config_dir().exists()


def test_faults_that_are_there_are_shown(settings_page: SettingsPage) -> None:
    wrote("[sitting]\nlimit = 45m\n")
    shown = settings_page.show({})
    assert shown["trouble"] == ['config.toml:2: text needs quotes: limit = "45m"']
    refused = settings_page.act("write", {"values": {"sitting.limit": "45m"}})
    assert not refused["ok"]
    assert refused["lines"] == '[sitting]\nlimit = "45m"'
    assert paths.config_file().read_text() == "[sitting]\nlimit = 45m\n"
    wrote('[sitting]\nlimit = "x"\n')
    assert settings_page.show({})["faults"] == {"sitting.limit": 'expected a duration like "30m", got "x"'}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
IDS = st.sampled_from(
    ["sitting.limit", "hours.monday", "place.now", "place.home.equipment", "body.pain", "__class__"]
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["look", "read", ""]), VALUES | st.fixed_dictionaries({"values": st.dictionaries(IDS, VALUES)})
)
def test_hostile_words_are_refused(settings_page: SettingsPage, word: str, more: Any) -> None:
    try:
        reply = settings_page.act(word, more)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
        return  # the board answers these with one sentence
    json.dumps(dict(reply))
    assert not paths.config_dir().exists()


# --- in a browser -----------------------------------------------------------------------------------


BELOW = "() => document.querySelector('#settings-save').getBoundingClientRect().top > innerHeight"
"""Whether one has to scroll to it."""


@pytest.fixture
def at_settings(daemon: Daemon, page: Page) -> Iterator[Page]:
    daemon.save('# mine\n[sitting]\nlimit = "30m"  # the usual\n')
    with Board(daemon, "settings") as board:
        page.goto(board.url)
        page.wait_for_selector(".page[data-ready=true]")
        yield page


@pytest.mark.browser
def test_a_limit_is_changed_by_the_keyboard_and_holds_at_once(
    at_settings: Page, daemon: Daemon, faults: list[str]
) -> None:
    page = at_settings
    page.focus("#setting-sitting\\.limit")
    page.keyboard.press("Control+A")
    page.keyboard.type("soon")
    page.wait_for_selector("#setting-sitting\\.limit[aria-invalid]")
    assert 'got "soon"' in page.locator("#setting-sitting\\.limit-fault").inner_text()
    assert page.locator("#settings-save").is_disabled()
    page.keyboard.press("Control+A")
    page.keyboard.type("45m")
    page.wait_for_selector("#settings-save:not(:disabled)")
    assert page.locator("#settings-lines").inner_text() == '[sitting]\nlimit = "45m"'
    page.keyboard.press("Enter")
    page.wait_for_selector(".page[data-lines=none] #setting-sitting\\.limit")
    assert daemon.config.read_text() == '# mine\n[sitting]\nlimit = "45m"  # the usual\n'
    daemon.wait(lambda status: status["limit_seconds"] == 45 * 60, "the new limit", 30)
    assert page.evaluate("document.activeElement.id") == "setting-sitting.limit", "the person is where they were"
    assert faults == []


@pytest.mark.browser
def test_the_bar_to_save_is_there_from_the_first_change_on(at_settings: Page) -> None:
    page = at_settings
    assert not page.locator("#settings-save").is_visible() or page.evaluate(BELOW), "nothing is in the way before"
    page.fill("#setting-sitting\\.limit", "45 min")
    page.wait_for_selector("#settings-save:not(:disabled)")
    assert not page.evaluate(BELOW), "it can be reached at once"
    page.click("#settings-save")
    page.locator("#said", has_text=texts.SAVED).wait_for()
    page.wait_for_selector("#settings-save:disabled")  # drawn anew, with what holds now
    said, bar = page.locator("#said").bounding_box(), page.locator(".changes .buttons").bounding_box()
    assert said
    assert bar
    assert said["y"] + said["height"] <= bar["y"], "no word stands over its buttons"
    page.click("[data-page=about]")
    page.wait_for_selector("#main[data-open=about]")
    assert page.locator("#said").inner_text() == "", "it was about another page"


SYSTEMCTL = """#!/bin/sh
case "$*" in
  *is-enabled*) test -e enabled ;;
  *reenable*) touch enabled ;;
  *disable*) rm enabled ;;
  *ActiveState*) echo ActiveState=active ;;
esac
"""
"""As far as a systemd is asked here."""


@pytest.mark.browser
def test_the_switch_acts_at_once_and_shows_what_holds(
    newcomer: Daemon, page: Page, tmp_path: Path, faults: list[str]
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/systemctl").write_text(SYSTEMCTL)
    (tmp_path / "bin/systemctl").chmod(0o755)
    newcomer.env["PATH"] = f"{tmp_path / 'bin'}:{newcomer.env['PATH']}"
    with Board(newcomer, "settings") as board:
        page.goto(board.url)
        box = page.locator("#with-desktop").bounding_box()
        words = page.locator("#with-desktop + span").bounding_box()
        assert box
        assert words
        assert 4 < words["x"] - (box["x"] + box["width"]) < 24, "beside the box, and not at it"
        switch = page.get_by_role("checkbox", name="Start breakd with my desktop")
        for on, said in ((True, shell.STARTS), (False, shell.STARTS_NO_MORE)):
            switch.click()
            page.locator("#said", has_text=said).wait_for()
            page.wait_for_selector("#with-desktop:enabled:focus")
            assert switch.is_checked() is on
            assert (newcomer.folder / "enabled").exists() is on
        (tmp_path / "bin/systemctl").write_text(SYSTEMCTL.replace("touch enabled", "echo No. >&2; exit 1"))
        switch.click()
        page.locator("#said", has_text="This could not be changed: ").wait_for()
        page.wait_for_selector("#with-desktop:enabled:not(:checked)")
    assert faults == []


@pytest.mark.browser
def test_hours_boxes_and_the_way_back_to_a_default(at_settings: Page, daemon: Daemon, faults: list[str]) -> None:
    page = at_settings
    page.fill("#setting-hours\\.monday", "9-17")
    page.click("#same-hours")
    page.check("#setting-reminder\\.sound")
    page.click("[data-default='sitting.limit']")
    page.click("#settings-rest > summary")
    page.select_option("#setting-notify\\.backend", "desktop")
    page.check("#setting-place\\.office\\.equipment input[value=mat]")
    page.wait_for_selector("#settings-save:not(:disabled)")
    page.wait_for_selector("#settings-lines:has-text('mat')")
    page.click("#settings-save")
    page.wait_for_selector(".page[data-lines=none]")
    text = daemon.config.read_text()
    assert "limit" not in text
    for line in ('friday = ["09:00-17:00"]', "sound = true", 'backend = "desktop"', '"mat"'):
        assert line in text
    assert "saturday" not in text
    assert faults == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1920])
def test_axe_finds_nothing(at_settings: Page, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = at_settings
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.click("#settings-rest > summary")
    page.fill("#setting-sitting\\.limit", "soon")
    page.wait_for_selector("#setting-sitting\\.limit[aria-invalid]")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off"
