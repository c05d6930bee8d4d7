"""What no page of ours says: the guide and the questions answer it with one sentence, and do nothing."""

from __future__ import annotations

import pytest

from breakd.client.dbus_client import DaemonClient
from breakd.guide.browser_player import BrowserPlayer
from breakd.guide.client import GuideClient
from breakd.guide.guide_page import PlaybackOptions
from breakd.guide.red_flag_page import QuestionsPage, RedFlagQuestions
from breakd.guide.script import script
from breakd.stretches import catalogue
from breakd.stretches.safety_state import RedFlagList


class NobodyThere(GuideClient):
    """No daemon: what makes no sense must not get as far as one."""

    def __init__(self) -> None:
        super().__init__(DaemonClient(None))  # type: ignore[arg-type]


@pytest.mark.parametrize("seconds", [float("inf"), float("-inf"), float("nan"), "x", None, [], {}])
@pytest.mark.parametrize(("word", "key"), [("done", "seconds"), ("hurts", "act")])
def test_the_guide_itself_survives_a_number_that_is_none(word: str, key: str, seconds: object) -> None:
    """It is the page's only listener: an exception here would leave the reminder open for ten minutes."""
    played = script(catalogue.load().stretches["cobra"], 1, "none", {})
    player = BrowserPlayer([played], NobodyThere(), PlaybackOptions(), catalogue.load().safety, lambda _on: "")
    assert player.hear(word, {key: seconds}) == {"ok": False, "text": "There is nothing here."}
    assert not player.over


@pytest.mark.parametrize("screens", [float("inf"), float("nan"), "x", None, 0, 99, -1])
def test_the_questions_survive_it_too(screens: object) -> None:
    page = QuestionsPage(RedFlagQuestions(RedFlagList.ALL, catalogue.load().safety, NobodyThere()))
    assert page.hear("flags", {"screens": screens, "ticked": []}) == {"ok": False, "text": "There is nothing here."}
    assert not page.over
