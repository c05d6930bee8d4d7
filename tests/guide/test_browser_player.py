"""The guide in a real browser: headless Chromium plays it at high speed, with a real daemon beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breakd.figures import poses
from breakd.stretches import catalogue
from tests.support.desktops.daemon import Daemon
from tests.support.guide_browser import QUIET, begin, choose_browser, give_runtime, stage, watched
from tests.support.guide_visitor import COBRA_SECONDS, HAMSTRING_SECONDS, Guide
from tests.support.rigs import needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

COBRA = poses.load()["cobra"]
NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Until what is to be drawn by now is drawn."""
POINTS = "() => [...document.querySelectorAll('.figure path')].map((path) => path.getAttribute('d')).join()"
WATCH = """() => {
  const guide = document.getElementById('guide');
  window.seen = [];
  new MutationObserver(() => {
    if (guide.dataset.stage !== 'play') return;
    window.seen.push([...['side', 'count', 'sentence'].map((id) => document.getElementById(id).textContent),
      document.querySelector('.figure > g').hasAttribute('transform'),
      [...document.querySelectorAll('.figure path')].map((path) => path.getAttribute('d')).join()]);
  }).observe(guide, {subtree: true, childList: true, characterData: true, attributes: true});
}"""
"""Keeps what the page shows while it plays: from outside, a busy machine misses what is there for a moment."""


def test_it_plays_to_the_end_by_itself(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Guide(daemon, "seated-hamstring-stretch", "--speed=12") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        assert "?" not in page.url, "the token is gone from the address; the history has it, used up"
        assert page.title() == "Guide - breakd", "the browser keeps titles: they name no stretch"
        page.evaluate(WATCH)
        begin(page)
        stage(page, "over")
        seen = page.evaluate("() => window.seen")
        sides, counts, sentences, _, figures = (dict.fromkeys(column) for column in zip(*seen, strict=True))
        mirrored = {(side, turned) for side, _, _, turned, _ in seen}
        assert {"Left side", "Right side"} <= sides.keys()
        assert "Now the right side" in sides
        near_right = {("Left side", True), ("Right side", False)}
        assert {seen for seen in mirrored if seen[0] in ("Left side", "Right side")} == near_right
        assert len(counts) > 6, "the countdown runs"
        assert len(figures) > 4, "the figure moves"
        assert next(iter(sentences)).startswith("Sit well forward, left heel in front")
        assert any("right heel" in sentence for sentence in sentences)
        page.get_by_text("Saved").wait_for()
        page.get_by_role("button", name="Better").click()
        assert guide.end()[:2] == (0, f"Seated hamstring stretch, {HAMSTRING_SECONDS} s: done.\n")
    (reminder,) = daemon.reminders()
    assert (reminder["stretch"], reminder["outcome"]) == ("seated-hamstring-stretch", "completed")
    assert reminder["guided_seconds"] == HAMSTRING_SECONDS
    assert [fault for fault in faults if "close" not in fault] == []


def test_the_five_of_the_article_play_to_their_end(daemon: Daemon, page: Page, faults: list[str]) -> None:
    daemon.save('[stretches]\nenable = ["plow"]\n')
    seeds = [id for id, stretch in catalogue.load().stretches.items() if stretch.seed]
    assert len(seeds) == 5
    for seed in seeds:
        with Guide(daemon, seed, "--speed=150") as guide:
            page.goto(guide.url)
            begin(page)
            stage(page, "over")
            page.click("#close")
            assert guide.end()[0] == 0
    kept = {row["stretch"]: row["guided_seconds"] for row in daemon.reminders() if row["outcome"] == "completed"}
    usual = {seed: catalogue.load().stretches[seed].total_seconds for seed in seeds}
    assert kept == usual | {"cobra": COBRA_SECONDS}
    assert [fault for fault in faults if "close" not in fault] == []


def test_a_session_goes_from_one_movement_to_the_next(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Guide(daemon, "--speed=25", command="session") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        names: list[str] = []
        while True:
            now, name = page.evaluate(
                "() => [document.getElementById('guide').dataset.stage, document.getElementById('name').innerText]"
            )
            if now == "over":  # its name is the session's
                break
            if name not in names:
                names.append(name)
                begin(page)
        assert len(names) > 3
        page.click("#close")
        assert guide.end()[0] == 0
    (reminder,) = daemon.reminders()
    assert reminder["outcome"] == "completed"
    assert reminder["guided_seconds"] > 200
    assert daemon.now()["sessions_this_week"] == 1
    assert [fault for fault in faults if "close" not in fault] == []


def test_the_keyboard_is_enough(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra", "--speed=2") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        for id in ("voice-yes", "voice-no", "begin"):
            page.keyboard.press("Tab")
            assert page.evaluate("() => document.activeElement.id") == id
        page.keyboard.press("Enter")
        stage(page, "play")
        page.keyboard.press("n")
        page.wait_for_selector("#guide[data-cue='1']")
        page.keyboard.press("Space")
        page.wait_for_selector("#guide.paused")
        assert page.inner_text("#pause span") == "Continue"
        assert page.inner_text("#held") == "Paused"
        page.evaluate(NEXT_FRAME)  # the one of the key press may still be to come
        count, figure = page.inner_text("#count"), page.evaluate(POINTS)
        page.wait_for_timeout(1500)
        assert (page.inner_text("#count"), page.evaluate(POINTS)) == (count, figure), "a pause holds everything"
        page.keyboard.press("Space")
        page.wait_for_selector("#guide:not(.paused)")
        page.wait_for_timeout(1000)
        page.keyboard.press("d")
        stage(page, "over")
        assert page.evaluate("() => document.activeElement.id") == "ending"
        page.get_by_role("button", name="Better").wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.textContent") == "Better"
        page.keyboard.press("Enter")
        assert guide.end()[0] == 0
    assert 0 < daemon.reminders()[0]["guided_seconds"] < COBRA_SECONDS


def test_a_reload_goes_on_where_it_was(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        page.click("#begin")
        page.click("#skip")
        page.click("#skip")
        page.wait_for_selector("#guide[data-cue='2']")
        page.wait_for_timeout(300)
        page.reload()
        page.wait_for_selector("#guide[data-cue='2']")
        assert page.inner_text("#sentence") == "Hold, hands light: let your back do the lifting."
        page.click("#done")
        stage(page, "over")
        page.click("#close")
        assert guide.end()[0] == 0


def test_a_tab_that_is_closed_is_leaving(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        page.click("#begin")
        page.close()
        assert guide.end() == (0, "Stopped early; nothing saved.\n", "")
    assert daemon.stage() == "waiting"
    assert daemon.reminders()[0]["outcome"] is None


@pytest.mark.parametrize(("button", "says", "ending"), [
    ("#hurts", "breakd leaves this stretch out", "We stop here"),
    ("#leave", "You can close this page.", "The guide has ended."),
])  # fmt: skip
def test_the_other_ways_out(daemon: Daemon, page: Page, button: str, says: str, ending: str) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        page.click("#begin")
        page.click(button)
        page.get_by_text(says).wait_for()
        assert page.inner_text("#ending") == ending
        if button == "#hurts":
            page.click("#close")
        assert guide.end()[0] == 0
    assert daemon.reminders()[0]["outcome"] is None


def test_escape_leaves_it_and_each_key_is_on_its_button(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        page.click("#begin")
        stage(page, "play")
        keys = {name: page.inner_text(f"#{name} kbd") for name in ("pause", "skip", "hurts", "done", "leave")}
        assert keys == {"pause": "space", "skip": "n", "hurts": "h", "done": "d", "leave": "Esc"}
        assert page.locator("#held").is_hidden()
        page.keyboard.press("Escape")
        assert guide.end() == (0, "Stopped early; nothing saved.\n", "")


def test_it_may_hurt_afterwards(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra", "--speed=100") as guide:
        page.goto(guide.url)
        begin(page)
        stage(page, "over")
        page.get_by_role("button", name="Better").wait_for()
        feelings = page.locator("#feel button").all_inner_texts()
        assert feelings == [
            "Better", "Same", "A bit worse", "Painful",
            "Pain moved down my leg or arm", "Pain moved up towards the back", *map(str, range(11)),
        ]  # fmt: skip
        page.keyboard.press("Tab")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("breakd leaves this stretch out").wait_for()
        assert page.locator("#feel").is_hidden()
        page.click("#close")
        assert guide.end()[0] == 0
    assert "cobra" in {away["stretch"] for away in daemon.now()["away"] if away["why"] == "hurts"}


def test_clicked_through_is_no_practice(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        page.click("#begin")
        while page.get_attribute("#guide", "data-stage") == "play":
            page.keyboard.press("n")
        page.get_by_text("Practice counts from half of it on").wait_for()
        assert page.inner_text("#ending") == "Good that you moved"
        page.get_by_role("button", name="Same").click()
        assert guide.end()[0] == 0


def test_a_guide_that_dies_says_so(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        page.click("#begin")
        guide.process.kill()
        page.get_by_text("The guide has ended.").wait_for()


def test_the_second_use_of_the_address_is_refused(daemon: Daemon, page: Page, chromium: Browser) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        with chromium.new_context() as other:
            stranger = other.new_page()
            reply = stranger.goto(guide.url)
            assert reply is not None
            assert reply.status == 403
            assert "already been opened" in stranger.inner_text("body")


def test_a_page_of_another_origin_gets_nothing(daemon: Daemon, page: Page) -> None:
    """A page of another site, in the browser that holds our cookie: it can neither read, say, show nor follow."""
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        ours = page.url
        evil = page.context.new_page()
        evil.route("http://evil.example/*", lambda route: route.fulfill(body="<p>evil</p>", content_type="text/html"))
        evil.goto("http://evil.example/")
        tried = evil.evaluate(
            """async (ours) => {
              const credentials = "include", body = JSON.stringify({word: "done", seconds: 54});
              const status = [(reply) => reply.status, () => "stopped"];
              const get = (path) => fetch(ours + path, {credentials}).then(...status);
              const say = (mode) => fetch(ours + "say", {method: "POST", mode, credentials, body}).then(...status);
              return [await get("plan.json"), await get(""), await say("cors"), await say("no-cors")];
            }""",
            ours,
        )
        assert tried == ["stopped"] * 4
        evil.goto("http://evil.example/")
        with evil.expect_response(ours) as link:
            evil.evaluate("(ours) => { location.href = ours }", ours)
        assert link.value.status == 403, "a link from elsewhere does not bring the cookie"
        assert daemon.stage() == "started"
        assert page.get_attribute("#guide", "data-stage") in ("ready", "play")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_axe_finds_nothing(daemon: Daemon, chromium: Browser, faults: list[str], scheme: str, motion: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with chromium.new_context(color_scheme=scheme, reduced_motion=motion) as context:  # type: ignore[arg-type]
        page = watched(context.new_page(), faults)
        with Guide(daemon, "figure-four-seated", "--speed=0.5") as guide:
            page.goto(guide.url)
            for part in ("ready", "play", "over"):
                stage(page, part)
                found = Axe().run(page)
                assert found.violations_count == 0, (part, found.generate_report())
                if part != "over":
                    page.click("#begin" if part == "ready" else "#done")
        assert faults == []


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
@pytest.mark.parametrize("stretch", ["chair-back-stretch", "cobra", "figure-four-seated"])
def test_in_a_low_window_the_figure_keeps_room_beside_the_words(
    daemon: Daemon, chromium: Browser, stretch: str, motion: str
) -> None:
    size: ViewportSize = {"width": 960, "height": 420}
    with (
        chromium.new_context(viewport=size, reduced_motion=motion) as context,  # type: ignore[arg-type]
        Guide(daemon, stretch) as guide,
    ):
        page = context.new_page()
        page.goto(guide.url)
        begin(page)
        boxes = {
            id: page.locator(f"#{id}").bounding_box() for id in ("figure", "say", "stop", "controls", "progress")
        }
        figure, bar = boxes["figure"], boxes["progress"]
        assert figure is not None
        assert bar is not None
        assert figure["height"] >= 200
        assert bar["y"] + bar["height"] <= size["height"], "nothing needs a scroll bar"
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        for id in ("say", "stop"):
            box = boxes[id]
            assert box is not None
            assert box["x"] >= figure["x"] + figure["width"], "no word is over the figure"


def test_a_held_figure_breathes_and_says_where_it_pulls(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "standing-side-bend") as guide:
        page.goto(guide.url)
        begin(page)
        page.wait_for_selector(".figure .felt")
        assert page.locator(".figure .felt").text_content() == "the left side,from hip to ribs"  # two lines
        page.wait_for_function("document.getElementById('clock').dataset.breath === 'in'")
        seen = set()
        for _ in range(6):
            page.wait_for_timeout(400)
            seen.add(page.evaluate(POINTS))
        assert len(seen) > 3, "the chest rises"


def test_who_wants_no_motion_sees_both_frames_side_by_side(daemon: Daemon, chromium: Browser) -> None:
    with chromium.new_context(reduced_motion="reduce") as context, Guide(daemon, "cobra", "--speed=5") as guide:
        page = context.new_page()
        page.goto(guide.url)
        page.click("#begin")
        assert page.locator(".figure").count() == 2
        before = page.evaluate(POINTS)
        page.wait_for_selector("#guide[data-cue='2']")
        assert page.evaluate(POINTS) == before
        assert "now" in (page.locator(".figure").nth(1).get_attribute("class") or "").split()
        captions = [page.locator(".figure").nth(n).get_attribute("aria-label") for n in (0, 1)]
        assert captions == [COBRA.frames[0].caption, COBRA.frames[-1].caption]


def test_it_chimes_only_if_sound_is_on(daemon: Daemon, page: Page) -> None:
    page.add_init_script(
        "window.tones = 0; const Old = OscillatorNode; "
        "window.OscillatorNode = class extends Old { start(t) { window.tones += 1; super.start(t); } };"
    )
    for sound, wanted in (("false", 0), ("true", 1)):
        daemon.save(f"[reminder]\nsound = {sound}\n")
        with Guide(daemon, "cobra", "--speed=20") as guide:
            page.goto(guide.url)
            page.click("#begin")
            stage(page, "over")
            assert (page.evaluate("() => window.tones") > 0) is bool(wanted)
            page.click("#close")
            guide.end()


def test_a_screen_reader_hears_each_sentence_and_not_each_second(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        page.click("#begin")
        live = page.locator("[aria-live], [role=status]")
        assert page.locator("#say").get_attribute("aria-live") == "polite"
        assert "count" not in json.dumps(live.evaluate_all("(all) => all.map((one) => one.innerHTML)"))
        assert page.locator("#clock").get_attribute("aria-hidden") == "true"
        assert page.locator("svg[role=img]").get_attribute("aria-label") == COBRA.frames[0].caption


@pytest.mark.parametrize("by_file", [True, False])
def test_an_app_window_closes_itself(daemon: Daemon, tmp_path: Path, by_file: bool) -> None:
    """As the person has it: our own way to start a browser, with what root and no screen need added.

    It comes from a file, or where there is no place for one by the plain address.
    """
    needs.require("browser")
    flags = " ".join((*QUIET, "--headless=new", f"--user-data-dir={tmp_path}/profile"))
    log = tmp_path / "browser"
    choose_browser(daemon, tmp_path, f'/usr/bin/chromium {flags} "$@" > {log} 2>&1\necho gone > {log}.gone')
    if by_file:
        give_runtime(daemon, tmp_path)
    daemon.breakd("done", "cobra")
    done = daemon.breakd("start", "cobra", "--speed=40")
    assert (done.code, done.err) == (0, ""), done
    assert done.out.endswith(f"Cobra, {COBRA_SECONDS} s: done.\n")
    assert daemon.reminders()[-1]["guided_seconds"] == COBRA_SECONDS
