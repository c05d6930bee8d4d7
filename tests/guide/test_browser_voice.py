"""The guide reads aloud in a real browser, whose voice keeps what it was to say and when."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breakd.guide.before import Before
from breakd.guide.script import Script, script
from breakd.guide.spoken import introduction, spoken
from breakd.stretches import catalogue
from tests.support.desktops.daemon import Daemon
from tests.support.guide_browser import stage
from tests.support.guide_visitor import Guide

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RECORDER = Path(__file__).parents[1] / "support" / "recording_voice.js"
STEP, HOLD, HALF, END, END_AGAIN = 520, 660, 587, 784, 1047
"""Hertz of the tones: a step or a side begins, a hold, its half, the end in two."""
FLOOR, ASKED = "figure-four-lying", "You will be on the floor: shall breakd read the steps aloud?"
PAUSED_AT = 60
"""Second of the page's clock from which on only the test moves it."""
PLAN = """async () => {
  const act = (await (await fetch('/plan.json')).json()).acts[0];
  const seconds = act.cues.reduce((sum, cue) => sum + cue.seconds, 0);
  return { seconds, introduction: act.introduction.map((one) => one.text) };
}"""
TICK = 0.1
"""Seconds between two looks of the page at its clock."""


def act_of(guide_page: Page, id: str) -> Script:
    """The stretch at the dose that the page plays."""
    seconds = guide_page.evaluate(PLAN)["seconds"]
    acts = [script(catalogue.load().stretches[id], level, "none", {}) for level in (1, 2, 3)]
    return next(act for act in acts if act.seconds == seconds)


def open_still(page: Page, guide: Guide) -> None:
    """Open the guide with a clock that stands until it is moved."""
    page.clock.install(time=0)
    page.add_init_script(path=RECORDER)
    page.goto(guide.url)
    stage(page, "ready")
    page.clock.pause_at(PAUSED_AT)


def said(page: Page) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = page.evaluate("() => window.said")
    return kept


def test_a_stretch_on_the_floor_is_read_aloud_as_the_script_says(
    daemon: Daemon, page: Page, faults: list[str]
) -> None:
    daemon.save("[guide]\nvoice = true\n")
    with Guide(daemon, FLOOR) as guide:
        open_still(page, guide)
        assert page.locator("#ask-voice").is_hidden(), "it is set"
        assert page.get_attribute("#voice", "aria-pressed") == "true"
        act = act_of(page, FLOOR)
        page.clock.run_for(90_000)
        before = [one["text"] for one in said(page)]
        assert before[:2] == [one.text for one in introduction(replace(act, before=Before(waits=True)))][:2]
        assert before == page.evaluate(PLAN)["introduction"]
        assert any(text.startswith("Stop if you feel") for text in before)
        assert any(text.startswith("Whatever you do, stop at once") for text in before)
        begun = page.evaluate("() => { window.said.length = 0; return performance.now(); }")
        page.click("#begin")
        page.clock.run_for(round(1000 * (act.seconds - 1)))
        heard = said(page)
        stage(page, "play")
        wanted = spoken(act)
        assert [one["text"] for one in heard] == [one.text for one in wanted]
        for one, utterance in zip(heard, wanted, strict=True):
            assert (one["begin"] - begun) / 1000 == pytest.approx(utterance.at, abs=TICK + 0.05)
        assert all(one["end"] <= other["begin"] for one, other in pairwise(heard))
        assert {one["voice"] for one in heard} == {"here"}, "a voice elsewhere would hear what is done"
        assert not any(one["cut"] for one in heard)
        assert [one["text"] for one in heard if "side" in one["text"]] == ["Left side.", "Other side: right."]
        page.clock.run_for(2000)
        stage(page, "over")
        page.get_by_text("Saved").wait_for()
        page.clock.run_for(5000)
        assert said(page)[len(heard)]["text"] == "Well done"
        page.click("#close")
    assert [fault for fault in faults if "close" not in fault] == []


def test_it_is_asked_once_and_kept_and_a_tap_pauses_in_mid_sentence(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        open_still(page, guide)
        page.clock.run_for(2000)
        assert said(page) == []
        assert page.inner_text("#ask-voice-text") == ASKED
        page.click("#voice-yes")
        page.wait_for_selector("#voice[aria-pressed=true]")
        assert page.locator("#ask-voice").is_hidden()
        page.click("#begin")
        page.evaluate("() => { window.said.length = 0; }")
        page.clock.run_for(1500)
        page.click("#sentence")
        page.wait_for_selector("#guide.paused")
        first = "Lie on your front, legs straight, hands flat under your shoulders."
        assert [(one["text"], one["cut"]) for one in said(page)] == [(first, True)]
        page.clock.run_for(5000)
        assert len(said(page)) == 1
        page.keyboard.press("Space")
        page.clock.run_for(500)
        assert [one["text"] for one in said(page)] == [first, first]
        page.keyboard.press("n")
        page.clock.run_for(1500)
        texts = [one["text"] for one in said(page)]
        assert texts[2] == "1 of 2.", "it is said although the step that had room for it was skipped"
        page.keyboard.press("v")
        page.wait_for_selector("#voice[aria-pressed=false]")
        page.clock.run_for(8000)
        assert [one["text"] for one in said(page)] == texts
        assert tomllib.loads(daemon.config.read_text())["guide"] == {"voice": True}


def test_who_does_not_answer_hears_nothing_and_is_not_held_up(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        open_still(page, guide)
        page.click("#begin")
        stage(page, "play")
        assert page.locator("#ask-voice").is_hidden()
        page.clock.run_for(10_000)
        assert said(page) == []


def test_without_a_voice_of_this_computer_the_button_says_so(daemon: Daemon, page: Page) -> None:
    page.add_init_script("window.withoutVoice = true")
    with Guide(daemon, "cobra") as guide:
        open_still(page, guide)
        page.keyboard.press("v")
        page.get_by_text("breakd sends no words to other computers").wait_for()
        assert page.inner_text("#voice span") == "No voice here"
        page.click("#begin")
        page.clock.run_for(10_000)
        assert said(page) == []


def test_a_browser_that_wants_a_click_first_is_explained(daemon: Daemon, page: Page) -> None:
    daemon.save("[guide]\nvoice = true\n")
    page.add_init_script("window.wantsClick = true")
    with Guide(daemon, "cobra") as guide:
        open_still(page, guide)
        page.clock.run_for(1000)
        page.get_by_text("The browser speaks only after a key or a click.").wait_for()
        page.evaluate("() => { window.wantsClick = false; }")
        page.click("#begin")
        page.clock.run_for(1000)
        assert [one["text"] for one in said(page)] == [spoken(act_of(page, "cobra"))[0].text]
        assert page.inner_text("#quiet") == ""


@pytest.mark.parametrize(("config", "sounds"), [
    ("[guide]\nvoice = true\n", True),
    ("[guide]\nvoice = false\n[reminder]\nsound = true\n", True),
    ("[guide]\nvoice = false\n", False),
])  # fmt: skip
def test_tones_mark_each_hold_its_half_and_the_end(daemon: Daemon, page: Page, config: str, sounds: bool) -> None:
    daemon.save(config)
    with Guide(daemon, FLOOR) as guide:
        open_still(page, guide)
        act = act_of(page, FLOOR)
        page.click("#begin")
        if sounds:  # audio comes up in its own time
            page.evaluate("async () => { await new AudioContext().resume(); }")
        begun = page.evaluate("() => performance.now()")
        page.clock.run_for(round(1000 * act.seconds) + 500)
        stage(page, "over")
        tones = page.evaluate("() => window.tones")
        page.keyboard.press("Tab")
    if not sounds:
        assert tones == []
        return
    starts = list(accumulate((cue.seconds for cue in act.cues), initial=0.0))
    holds = [(start, cue.seconds) for start, cue in zip(starts, act.cues, strict=False) if cue.hold]
    wanted = [(moment, tone) for start, seconds in holds for moment, tone in (
        (start, HOLD), (start + seconds / 2, HALF), (start + seconds, STEP),
    )]  # fmt: skip
    side = next(start for start, cue in zip(starts, act.cues, strict=False) if cue.side == "right")
    wanted = sorted([*wanted, (side, STEP), (act.seconds, END), (act.seconds, END_AGAIN)])
    heard = [((tone["at"] - begun) / 1000, tone["frequency"]) for tone in tones if tone["at"] > begun]
    assert [tone for _, tone in heard] == [tone for _, tone in wanted]
    for (at, _), (moment, _) in zip(heard, wanted, strict=True):
        assert at == pytest.approx(moment, abs=TICK + 0.05)
