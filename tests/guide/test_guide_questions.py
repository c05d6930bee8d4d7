"""The red-flag questions beside a real daemon: asked at once on the guide's page, or on a page of their own."""

from __future__ import annotations

from typing import Any

import pytest

from breakd.messages import health
from breakd.stretches import catalogue
from tests.support.desktops.daemon import Daemon
from tests.support.guide_visitor import Guide, Visitor

SAFETY = catalogue.load().safety
SPREADING = list(SAFETY.flags_after_spreading)


def page(guide: Guide) -> Visitor:
    visitor = Visitor(guide.url)
    visitor.enter()
    return visitor


def asked(answer: dict[str, Any]) -> list[list[str]]:
    """The ids of the questions, by screen."""
    return [[flag["id"] for flag in screen] for screen in answer["questions"]["screens"]]


def test_pain_that_moved_down_is_asked_about_on_the_same_page(daemon: Daemon) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("done", seconds=600)
            answer = visitor.say("feel", feeling="spreading")
            assert asked(answer) == [SPREADING]
            assert answer["questions"]["screens"][0][0]["text"] == SAFETY.emergency_flags["E1"]
            assert daemon.now()["ask_red_flags"]
            after = visitor.say("flags", ticked=[], screens=1)
            assert after["ok"]
            assert after["texts"][-1].startswith("The rest of today is gentle")
            assert not daemon.now()["ask_red_flags"]
            assert not visitor.say("flags", ticked=["E1"], screens=1)["ok"], "answered once"
        assert guide.end()[0] == 0
    assert daemon.now()["gentle_until"] is not None
    assert not daemon.now()["safety_lock"]


def test_pain_that_moves_down_meanwhile_stops_the_guide(daemon: Daemon) -> None:
    with Guide(daemon, "figure-four-seated") as guide:
        visitor = page(guide)
        with visitor.live():
            answer = visitor.say("spreading")
            assert asked(answer) == [SPREADING]
            assert "figure-four-seated" in {away["stretch"] for away in daemon.now()["away"]}
            assert not visitor.say("done", seconds=72)["ok"], "only the first ending counts"
            visitor.say("flags", ticked=[], screens=1)
        assert guide.end()[:2] == (0, "breakd leaves out Seated figure four for now.\n")
    assert daemon.reminders()[0]["outcome"] == "skipped"


@pytest.mark.parametrize("flag", ["E1", "E8"])
def test_a_yes_locks_and_shows_the_card(daemon: Daemon, flag: str) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("spreading")
            answer = visitor.say("flags", ticked=[flag], screens=1)
            assert answer["title"] == SAFETY.emergency_title
            assert answer["texts"][0].startswith("One of your answers needs a doctor now")
        guide.end()
    assert daemon.now()["safety_lock"]
    assert daemon.now()["card"] == "emergency"


def test_a_routine_one_locks_nothing_and_is_worth_a_visit(daemon: Daemon) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("spreading")
            answer = visitor.say("flags", ticked=["R5"], screens=1)
            assert answer["texts"][0] == SAFETY.routine_note
        guide.end()
    assert not daemon.now()["safety_lock"]


@pytest.mark.parametrize(
    "more",
    [{"ticked": ["U1"], "screens": 1}, {"ticked": ["x"], "screens": 1}, {"ticked": [], "screens": 0},
     {"ticked": [], "screens": 2}, {"screens": 1}, {"ticked": 7, "screens": 1}, {}],
)  # fmt: skip
def test_nonsense_is_no_answer(daemon: Daemon, more: dict[str, Any]) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            assert not visitor.say("flags", ticked=[], screens=1)["ok"], "nothing was asked yet"
            visitor.say("spreading")
            assert not visitor.say("flags", **more)["ok"]
            assert daemon.now()["ask_red_flags"]
            assert visitor.say("flags", ticked=[], screens=1)["ok"]
        guide.end()


def test_a_page_that_is_closed_leaves_them_open_and_says_so(daemon: Daemon) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("spreading")
        _, out, _ = guide.end()
    assert out.splitlines()[-1] == "Please answer a few safety questions now: `breakd questions`."
    assert daemon.now()["ask_red_flags"]


def test_a_good_word_asks_nothing(daemon: Daemon) -> None:
    with Guide(daemon, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("done", seconds=600)
            answer = visitor.say("feel", feeling="moved-up")
            assert answer == {"ok": True, "text": health.MOVED_UP}
        assert guide.end()[0] == 0


def test_who_never_answered_is_asked_all_of_them_with_the_first_word(newcomer: Daemon) -> None:
    with Guide(newcomer, "chin-tuck") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("done", seconds=600)
            assert [len(screen) for screen in asked(visitor.say("feel", feeling="same"))] == [
                len(SAFETY.emergency_flags), len(SAFETY.urgent_flags), len(SAFETY.routine_flags),
            ]  # fmt: skip
        guide.end()


# --- a page of their own --------------------------------------------------------------------------


def test_all_are_asked_screen_by_screen_where_nothing_is_open(daemon: Daemon) -> None:
    with Guide(daemon, command="questions") as guide:
        visitor = page(guide)
        with visitor.live():
            lists = (SAFETY.emergency_flags, SAFETY.urgent_flags, SAFETY.routine_flags)
            assert asked(visitor.plan()) == [list(flags) for flags in lists]
            assert visitor.say("flags", ticked=[], screens=1) == {"ok": True, "more": True}
            assert visitor.say("flags", ticked=[], screens=2) == {"ok": True, "more": True}
            assert visitor.say("flags", ticked=["R1"], screens=3)["texts"] == [SAFETY.routine_note]
        assert guide.end()[0] == 0


def test_an_urgent_one_ends_the_questions_with_its_card(daemon: Daemon) -> None:
    with Guide(daemon, command="questions") as guide:
        visitor = page(guide)
        with visitor.live():
            visitor.say("flags", ticked=[], screens=1)
            answer = visitor.say("flags", ticked=["U11"], screens=2)
            assert answer["title"] == SAFETY.urgent_title
            assert answer["texts"][1].startswith("Chest pain or trouble breathing with a swollen calf: ")
        assert guide.end()[0] == 0
    assert daemon.now()["card"] == "urgent"


def test_those_that_are_open_are_asked(daemon: Daemon) -> None:
    daemon.breakd("done", "chin-tuck")
    daemon.breakd("feel", "spreading")
    with Guide(daemon, command="questions") as guide:
        visitor = page(guide)
        with visitor.live():
            assert asked(visitor.plan()) == [SPREADING]
            visitor.say("flags", ticked=[], screens=1)
        assert guide.end()[0] == 0
    assert not daemon.now()["ask_red_flags"]


@pytest.mark.long
def test_the_card_is_read_although_the_daemon_is_gone(daemon: Daemon) -> None:
    with Guide(daemon, command="questions") as guide:
        visitor = page(guide)
        with visitor.live():
            daemon.end()
            answer = visitor.say("flags", ticked=["E1"], screens=1)
            assert answer["title"] == SAFETY.emergency_title
            assert answer["texts"][0].startswith("One of your answers needs a doctor now")
            assert len(answer["texts"]) == 2, "and that it was not kept"
        guide.end()


@pytest.mark.parametrize("argv", [("questions", "--page"), ("start", "--reminder=0")])
def test_without_a_browser_and_a_terminal_it_says_so(daemon: Daemon, argv: tuple[str, ...]) -> None:
    """The second is how the daemon starts them: no reminder has that number."""
    done = daemon.breakd(*argv)
    assert (done.code, done.err) == (1, "There is neither a browser nor a terminal to ask the questions in.\n")
