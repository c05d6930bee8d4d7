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
from breakd.engine.health_requests import Checkup, Cleared, Flare, OpenQuestions, StartSession
from breakd.engine.settings import Settings
from breakd.messages import board_now as texts_of_now
from breakd.messages import health
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Examiner
from tests.support.board_pages import NotedDaemon, tools
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
    "cleared": lambda more: Cleared(Examiner(more["by"])),
    "session": lambda _: StartSession(),
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
        *shown.get("buttons", ()),
        *shown.get("snoozes", ()),
        *(one for care in shown["care"] for one in care.get("buttons", ())),
        *(one for care in shown["care"] if "cleared" in care for one in care["cleared"]["choices"]),
    ]
    acts = [(button["act"], button["more"]) for button in buttons]
    acts += [(act, one) for act in ("posture", "place") for one in shown.get(f"{act}s", ())]
    acts += [("pause", one) for one in shown["pause"]["choices"]]
    if "gentle" in shown:
        acts.append(("gentle", {"on": not shown["gentle"]["on"]}))
    if shown["pause"]["on"]:
        acts.append(("resume", {}))
    if feel := shown.get("feel"):
        acts += [("feel", {**one, "stretch": feel["stretch"]}) for one in (*feel["words"], *feel["numbers"])]
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
        if more.get("by") == "other":
            continue  # who says so is thanked, and told who else could look
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


@pytest.mark.parametrize("minutes", [0, 40])
def test_under_the_emergency_lock_the_card_stands_alone(minutes: int) -> None:
    shown = now_of(SITUATIONS["safety lock"]().say(Pause("1h")).minutes(minutes))
    assert shown.keys() == {"ok", "running", "alone", "care", "pause"}
    ((card,), acts) = shown["care"], {act for act, _ in offered(shown)}
    assert card["title"] == catalogue.load().safety.emergency_title
    assert acts == {"cleared", "pause", "resume"}
    assert now_of(SITUATIONS["urgent lock"]())["alone"] is False


@pytest.mark.parametrize("situation", ["safety lock", "urgent lock"])
def test_whoever_was_checked_can_say_so_here(situation: str) -> None:
    day = SITUATIONS[situation]()
    (card,) = now_of(day)["care"]
    assert card["cleared"]["asks"] == health.CLEARED_BY
    assert [one["more"]["by"] for one in card["cleared"]["choices"]] == list(health.EXAMINERS)
    day.say(Cleared(Examiner.PHYSIOTHERAPIST))
    assert now_of(day)["care"] == []


def test_who_has_checked_is_told_to_breakd_and_no_other_word() -> None:
    daemon = NotedDaemon()
    page = NowPage(tools(daemon))
    assert page.act("cleared", {"by": "doctor"})["text"] == texts_of_now.CLEARED
    assert daemon.asked == [("Cleared", "doctor")]
    assert daemon.now is not None
    daemon.now["ask_disclaimer"] = True
    assert page.act("cleared", {"by": "doctor"})["text"] == texts_of_now.CLEARED_UNREAD
    with pytest.raises(ValueError, match="cleared"):
        page.act("cleared", {"by": "me"})


def test_pain_can_be_said_as_a_number() -> None:
    day = SITUATIONS["sitting"]().say(Done(stretch="chin-tuck"))
    feel = now_of(day)["feel"]
    assert [one["feeling"] for one in feel["numbers"]] == [str(pain) for pain in range(11)]
    daemon = NotedDaemon()
    page = NowPage(tools(daemon))
    assert page.act("feel", {"feeling": "3", "stretch": ""}) == {"ok": True, "text": texts_of_now.PAIN_NOTED}
    assert page.act("feel", {"feeling": "10", "stretch": ""})["text"] == health.PAIN_RED
    assert daemon.asked == [("Feel", "3"), ("Feel", "10")]
    for wrong in ("11", "-1", "3.5", "٣"):
        with pytest.raises(ValueError, match=wrong):
            page.act("feel", {"feeling": wrong, "stretch": ""})


def test_a_session_can_begin_here_unless_something_comes_first() -> None:
    def offers(day: Day) -> bool:
        return "session" in {act for act, _ in offered(now_of(day))}

    assert offers(SITUATIONS["sitting"]())
    assert not offers(SITUATIONS["urgent lock"]())
    assert not offers(Day(settings=SETTINGS).work().minutes(5).say(Done(stretch="chin-tuck")).say(Feel("8")))


def test_it_says_that_the_opening_of_the_window_has_started_breakd() -> None:
    with_one = tools(NotedDaemon())
    page = NowPage(with_one)
    assert texts_of_now.STARTED_BY_WINDOW not in page.show({})["lines"]
    with_one.started.set()
    assert page.show({})["lines"][0] == texts_of_now.STARTED_BY_WINDOW


def test_what_is_suggested_is_named_and_drawn() -> None:
    suggestion = now_of(SITUATIONS["shown"]())["suggestion"]
    assert suggestion["name"][0].isupper()
    assert suggestion["why"]
    assert suggestion["figure"]["data"]["film"]
