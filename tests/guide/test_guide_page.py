"""The page: every sentence from the messages, nothing from elsewhere, and a plan that plays for every stretch."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from breakd.figures import poses
from breakd.guide import red_flag_page
from breakd.guide.guide_page import PlaybackOptions, document, files_of, plan
from breakd.guide.script import script
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

STRETCHES = catalogue.load().stretches
COBRA = script(STRETCHES["cobra"], 2, "none", poses.load())
WEB = files("breakd") / "guide" / "web"


@pytest.mark.parametrize("stretch", STRETCHES.values(), ids=STRETCHES)
def test_the_plan_of_every_movement_can_be_played(stretch: Stretch) -> None:
    act = script(stretch, 2, "none", poses.load())
    (told,) = json.loads(files_of([act], PlaybackOptions())["/plan.json"][1])["acts"]
    figure = told["figure"]
    assert len(told["cues"]) == len(act.cues)
    assert all(cue["frame"] < len(figure["keys"]) for cue in told["cues"])
    assert len(figure["marks"]) == len(figure["captions"]) == len(figure["keys"])
    last = len(figure["film"]) - 1
    assert figure["keys"][-1] == (last / 2 if figure["beat"] else last)  # of a walk the film is two steps
    for instant in figure["film"]:
        assert len(instant) == len(figure["shapes"])
        for points, shape in zip(instant, figure["shapes"], strict=True):
            assert points is None or len(points) % (5 if shape.get("round") else 2) == 0


@pytest.mark.parametrize("id", [id for id, stretch in STRETCHES.items() if stretch.sides == "both"])
def test_the_page_and_a_reminder_show_the_same_picture_of_a_side(id: str) -> None:
    act = script(STRETCHES[id], 2, "none", poses.load())
    (told,) = plan([act], PlaybackOptions())["acts"]
    assert {cue["side"] for cue in told["cues"]} == {"left", "right"}
    for side in ("left", "right"):
        assert (side in told["figure"]["mirrored"]) == poses.load()[STRETCHES[id].pose].is_mirrored(side)


def test_the_plan_has_the_words_that_the_page_says_and_no_others() -> None:
    words = plan([COBRA], PlaybackOptions())["words"]
    assert used_words("guide.js", "questions.js") == set(words)


def test_the_page_of_the_questions_has_the_words_that_it_says_and_no_others() -> None:
    assert used_words("questions_page.js", "questions.js") == set(red_flag_page.words())


def used_words(*scripts: str) -> set[str]:
    """The names of the words that scripts say; none is looked up by a name that is made up on the way."""
    text = "".join((WEB / script).read_text() for script in scripts)
    assert not re.search(r"\bwords\[", text)
    return set(re.findall(r"\bwords\.(\w+)", text))


def test_every_place_that_the_script_fills_is_in_the_page() -> None:
    ids = set(re.findall(r'id="([\w-]+)"', document([COBRA])))
    script_text = (WEB / "guide.js").read_text()
    used = set(re.findall(r'\$\("([\w-]+)"\)', script_text))
    assert used
    assert used <= ids


def test_nothing_comes_from_elsewhere() -> None:
    for _, content in files_of([COBRA], PlaybackOptions()).values():
        text = content.decode().replace('"http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?://|url\((?!#)|@import|//cdn|data:", text)


def test_the_document_has_no_script_or_style_inside() -> None:
    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag != "style"
            assert tag != "script" or dict(attrs).get("src")
            assert not any(name == "style" or name.startswith("on") for name, _ in attrs)

    Reader().feed(document([COBRA]))


def test_a_name_of_ones_own_cannot_write_the_page() -> None:
    odd = replace(COBRA, stretch=replace(COBRA.stretch, name='<script>alert("1")</script>'))
    assert "<script>alert" not in document([odd])
    assert "&lt;script&gt;" in document([odd])


def test_a_picture_of_ones_own_is_shown_instead_of_the_figure(tmp_path: Path) -> None:
    picture = tmp_path / "mine.PNG"
    mine = replace(COBRA, stretch=replace(COBRA.stretch, picture=str(picture)))
    assert plan([mine], PlaybackOptions())["acts"][0]["picture"] is None, "it is not there"
    picture.write_bytes(b"pixels")
    told = plan([COBRA, mine], PlaybackOptions())["acts"][1]
    assert (told["picture"], told["figure"]) == ("/own-1", None)
    assert files_of([COBRA, mine], PlaybackOptions())["/own-1"] == ("image/png", b"pixels")
    other = replace(COBRA, stretch=replace(COBRA.stretch, picture="/etc/passwd"))
    assert "/own-0" not in files_of([other], PlaybackOptions())


def test_a_movement_without_a_drawing_has_no_figure() -> None:
    assert plan([replace(COBRA, pose=None)], PlaybackOptions())["acts"][0]["figure"] is None
