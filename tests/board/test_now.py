"""What the page *Now* says of every situation, and that it offers nothing that would be refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from breakd.board.current_settings import CurrentSettings
from breakd.board.now import NowPage
from breakd.board.page import Tools
from breakd.client.dbus_client import DaemonClient
from breakd.client.session_client import SessionClient
from breakd.engine.events import (
    Another,
    Done,
    Event,
    Feel,
    Hurts,
    Pause,
    Posture,
    RemindNow,
    Resume,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import Checkup, Flare, OpenQuestions
from breakd.engine.settings import Settings
from breakd.stretches import catalogue
from tests.support.samples import SETTINGS, SITUATIONS, document
from tests.support.timeline import Day

Said = Mapping[str, Any]
REQUESTS: dict[str, Callable[[Said], Event]] = {
    "start": lambda more: Start(more["id"]),
    "done": lambda more: Done(more["id"]),
    "snooze": lambda more: Snooze(more["id"], more["seconds"]),
    "skip": lambda more: Skip(more["id"]),
    "another": lambda more: Another(more["id"]),
    "now": lambda _: RemindNow(),
    "pause": lambda more: Pause(more["until"]),
    "resume": lambda _: Resume(),
    "posture": lambda more: SetPosture(Posture(more["posture"])),
    "place": lambda more: SetPlace(more["place"]),
    "gentle": lambda more: Flare(1 if more["on"] else 0),
    "feel": lambda more: Hurts(more["stretch"]) if more["feeling"] == "hurts" else Feel(more["feeling"]),
    "checkup": lambda more: Checkup(more["later"]),
    "questions": lambda _: OpenQuestions(),
}
"""What each button asks of the engine."""


class DaemonOf(DaemonClient):
    """A daemon that is at this moment of a day."""

    def __init__(self, day: Day) -> None:
        super().__init__(SessionClient())
        self._day = day

    def status(self) -> dict[str, Any]:
        return document(self._day)


class SettingsOf(CurrentSettings):
    """Those of the sample's person."""

    def settings(self) -> Settings:
        return SETTINGS


def now_of(day: Day) -> Said:
    clock: Callable[[], datetime] = lambda: day.now().wall  # noqa: E731
    page = NowPage(Tools(SessionClient(), DaemonOf(day), SettingsOf(), clock))
    shown = page.show({})
    assert shown["ok"] is True
    return shown


def offered(shown: Said) -> list[tuple[str, Said]]:
    """Every button of the page, with what it says along."""
    buttons = [
        *shown["buttons"],
        *shown["snoozes"],
        *(one for care in shown["care"] for one in care.get("buttons", ())),
    ]
    acts = [(button["act"], button["more"]) for button in buttons]
    acts += [("posture", one) for one in shown["postures"]] + [("place", one) for one in shown["places"]]
    acts += [("pause", one) for one in shown["pause"]["choices"]] + [("gentle", {"on": not shown["gentle"]["on"]})]
    if shown["pause"]["on"]:
        acts.append(("resume", {}))
    if shown["feel"]:
        acts += [("feel", {**one, "stretch": shown["feel"]["stretch"]}) for one in shown["feel"]["words"]]
    return acts


def texts(value: object) -> list[str]:
    """Every text in it."""
    if isinstance(value, Mapping):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("situation", SITUATIONS)
def test_nothing_is_offered_that_would_be_refused(situation: str) -> None:
    for act, more in offered(now_of(SITUATIONS[situation]())):
        day = SITUATIONS[situation]()
        before = len(day.seen)
        day.say(REQUESTS[act](more))
        assert [one.what for one in day.seen[before:] if one.what.startswith("refused")] == [], (act, more)


def test_the_day_counts_as_the_headline_does() -> None:
    shown = now_of(Day().work().minutes(17).run(45))
    assert shown["headline"].startswith("Sitting 17 min")
    assert (shown["today"]["sat"], shown["today"]["longest"]) == ("17 min", "17 min")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_sentence_is_whole(situation: str) -> None:
    shown = now_of(SITUATIONS[situation]())
    for text in texts({name: one for name, one in shown.items() if name not in ("suggestion", "ok")}):
        assert text
        assert not re.search(r"[{}]|None|\bnull\b|T\d\d:", text), text


@pytest.mark.parametrize(
    ("situation", "line"),
    [
        ("sitting", "The next reminder comes at about"),
        ("deferred", "You seem to be in a call."),
        ("waiting", "The reminder waits for a pause in your typing."),
        ("snoozed", "The reminder comes back at"),
        ("dismissed", "breakd asks again at"),
        ("started", "breakd waits until you are done."),
        ("paused", "Reminders are paused until"),
        ("paused forever", "Reminders are paused until you resume."),
    ],
)
def test_what_comes_next_and_why_it_waits(situation: str, line: str) -> None:
    assert any(line in one for one in now_of(SITUATIONS[situation]())["lines"])


def test_under_the_emergency_lock_the_card_stands_alone() -> None:
    shown = now_of(SITUATIONS["safety lock"]())
    ((card,), acts) = shown["care"], {act for act, _ in offered(shown)}
    assert card["title"] == catalogue.load().safety.emergency_title
    assert acts.isdisjoint({"start", "another", "now"})


def test_what_is_suggested_is_named_and_drawn() -> None:
    suggestion = now_of(SITUATIONS["shown"]())["suggestion"]
    assert suggestion["name"][0].isupper()
    assert suggestion["why"]
    assert suggestion["figure"]["data"]["film"]
