"""The page *Stretches*: all of them, what is away and why, and what can be done about it."""

from __future__ import annotations

from typing import Any

import pytest

from breakd.board.pictures import Pictures
from breakd.board.stretches_page import StretchesPage
from breakd.config import load, own_folder
from breakd.messages import stretches as words
from breakd.stretches import catalogue
from breakd.system import paths
from breakd.web.own_picture import MOST_BYTES
from tests.support.board_pages import NotedDaemon, tools

KNOWN = catalogue.load()
PNG = b"\x89PNG"


@pytest.fixture
def daemon() -> NotedDaemon:
    return NotedDaemon()


@pytest.fixture
def page(daemon: NotedDaemon) -> StretchesPage:
    return StretchesPage(tools(daemon))


def rows(page: StretchesPage) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for group in page.show({})["groups"] for row in group["stretches"]}


def config(text: str) -> None:
    paths.made(paths.config_dir())
    paths.config_file().write_text(text)


def body(text: str) -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text(text)


def test_all_are_there_each_in_its_place_with_a_picture(page: StretchesPage) -> None:
    shown = page.show({})
    assert [group["setting"] for group in shown["groups"]] == ["seated", "standing", "floor"]
    assert rows(page).keys() == KNOWN.stretches.keys()
    for row in rows(page).values():
        for path in row["picture"].values():
            kind, content = page.files[path]
            assert (kind, content[:4]) == ("image/png", PNG), path
    offered = sum(not row["why"] for row in rows(page).values())
    assert shown["offered"] == f"{offered} of 44 stretches are offered in a break at this place: Office."


def test_why_one_is_not_offered(page: StretchesPage, daemon: NotedDaemon) -> None:
    body('[body]\ndisclaimer = "confirmed"\nconditions = ["cannot_stand"]\n')
    assert daemon.now is not None
    until = "2026-11-30T12:00:00+01:00"
    daemon.now["away"] = [
        {"stretch": "chin-tuck", "why": "hurts", "until": until},
        {"stretch": "neck-turns", "why": "hurts", "until": None},
        {"stretch": "seated-ankle-pumps", "why": "limit", "until": until},
    ]
    found = rows(page)
    assert found["cobra"]["why"] == words.OUT_SETTING["floor"]
    assert found["standing-back-extension"]["why"] == words.OUT["excluded"]
    assert (found["chin-tuck"]["why"], found["chin-tuck"]["away"]) == ("away until Mon 30 Nov", True)
    assert (found["neck-turns"]["why"], found["neck-turns"]["away"]) == (words.AWAY_BY_HAND, True)
    assert (found["seated-ankle-pumps"]["why"], found["seated-ankle-pumps"]["away"]) == (
        "done often enough until Mon 30 Nov",
        False,
    )
    assert found["plow"]["on"] is False
    daemon.now["safety_lock"], daemon.now["card"] = True, "emergency"
    assert {row["why"] for row in rows(page).values()} == {words.OUT["safety-lock"]}
    daemon.now = None
    assert rows(page)["chin-tuck"]["why"] == "", "without a running breakd nothing is known of that"


def test_open_questions_are_the_reason_and_can_be_answered_here(page: StretchesPage, daemon: NotedDaemon) -> None:
    assert daemon.now is not None
    assert page.show({})["care"] == []
    daemon.now["ask_red_flags"] = True
    assert rows(page)["chin-tuck"]["why"] == words.OUT_ASKED
    for shown in (page.show({}), page.show({"id": "cobra"})):
        assert [one["act"] for notice in shown["care"] for one in notice["buttons"]] == ["questions"]
    daemon.now["ask_red_flags"], daemon.now["gentle_until"] = False, "2026-11-24T00:00:00+01:00"
    assert rows(page)["chin-tuck"]["why"] == words.OUT["not-today"]


def test_nothing_can_be_begun_that_a_lock_keeps_back(page: StretchesPage, daemon: NotedDaemon) -> None:
    assert daemon.now is not None
    assert not any(row["locked"] for row in rows(page).values())
    daemon.now["safety_lock"], daemon.now["card"] = True, "urgent"
    assert {id for id, row in rows(page).items() if not row["locked"]} <= set(KNOWN.safety.walking)
    daemon.now["card"] = "emergency"
    assert all(row["locked"] for row in rows(page).values())


def test_a_page_with_buttons_names_no_command(page: StretchesPage, daemon: NotedDaemon) -> None:
    assert daemon.now is not None
    daemon.now["away"] = [{"stretch": "chin-tuck", "why": "hurts", "until": None}]
    for id in ("chin-tuck", "plow"):
        assert not [fact for fact in page.show({"id": id})["facts"] if "`" in fact["text"]]


def test_all_about_one(page: StretchesPage) -> None:
    body('[body]\ndisclaimer = "confirmed"\nconditions = ["knee_problem"]\n')
    cat = page.show({"id": "cat-cow"})
    told = {fact["head"]: fact["text"] for fact in cat["facts"]}
    assert [step["text"] for step in cat["steps"] if not step["counts"]] == ["Start:", "Then, 6 times:", "Finally:"]
    assert sum(step["counts"] for step in cat["steps"]) == len(KNOWN.stretches["cat-cow"].steps)
    assert "because of “Painful or operated knee”" in told["Gently"]
    assert told["Easier"] == KNOWN.stretches["seated-cat-cow"].name
    assert told["Take care"] == " ".join(KNOWN.stretches["cat-cow"].cautions)
    assert any(source["url"].startswith("https://") for source in cat["sources"])


def test_every_one_can_be_read(page: StretchesPage) -> None:
    for id in KNOWN.stretches:
        shown = page.show({"id": id})
        assert shown["ok"]
        assert shown["steps"]
        assert shown["sources"]


def test_off_and_on_keep_what_the_person_wrote(page: StretchesPage) -> None:
    written = '# mine\n[stretches]\ndisable = ["cobra"] # it pinches\nbreak = "2m"\n'
    config(written)
    assert page.act("off", {"id": "cat-cow"})["text"].startswith("“Arch and round on all fours” is turned off.")
    found = load(paths.config_file(), paths.body_file())
    assert found.settings is not None
    assert found.settings.stretches.disable == {"cobra", "cat-cow"}
    text = paths.config_file().read_text()
    assert all(kept in text for kept in ("# mine\n", "# it pinches", 'break = "2m"'))
    assert paths.config_file().with_name("config.toml.bak").read_text() == written
    assert rows(page)["cat-cow"]["why"] == words.OUT["off"]
    for id in ("cat-cow", "cobra", "plow"):
        assert page.act("on", {"id": id})["ok"]
    found = load(paths.config_file(), paths.body_file())
    assert found.settings is not None
    assert not found.settings.stretches.disable
    assert found.settings.stretches.enable == {"plow"}
    assert page.act("off", {"id": "plow"})["ok"]
    found = load(paths.config_file(), paths.body_file())
    assert found.settings is not None
    assert found.settings.stretches.disable == {"plow"}
    assert not found.settings.stretches.enable


def test_off_without_a_file_makes_one(page: StretchesPage) -> None:
    assert page.act("off", {"id": "cobra"})["ok"]
    assert rows(page)["cobra"]["on"] is False


@pytest.mark.parametrize("written", ["not toml", '[stretches]\ndisable = ["cobra", "nothing"]\n'])
def test_a_faulty_file_is_left_alone(page: StretchesPage, written: str) -> None:
    config(written)
    assert page.act("off", {"id": "cat-cow"})["ok"] is False
    assert paths.config_file().read_text() == written


def test_back_is_asked_of_the_daemon(page: StretchesPage, daemon: NotedDaemon) -> None:
    assert page.act("back", {"id": "cobra"}) == {"ok": True, "text": "“Cobra” may come again."}
    assert daemon.asked == [("Reinstate", "cobra")]


@pytest.mark.parametrize("id", [None, 5, "", "nothing", [], {}, "../x", True])
def test_hostile_words_change_nothing(page: StretchesPage, daemon: NotedDaemon, id: Any) -> None:
    for word in ("start", "back", "off", "on", "", "show"):
        with pytest.raises((KeyError, TypeError, ValueError)):
            page.act(word, {"id": id})
    if id:
        with pytest.raises((KeyError, TypeError)):
            page.show({"id": id})
    with pytest.raises(KeyError):
        page.act("off", {})
    assert daemon.asked == []
    assert not paths.config_file().exists()


def test_an_address_of_a_persons_own_file_is_one_of_the_web_or_none(page: StretchesPage) -> None:
    own = own_folder(paths.body_file()) / "a.toml"
    paths.made(own.parent)
    own.write_text(
        '[source.sheet]\ntitle = "<b>Sheet</b>"\nurl = "javascript:alert(1)"\n'
        '[[stretch]]\nid = "cobra"\nsource = ["sheet"]\n'
    )
    assert page.show({"id": "cobra"})["sources"][0] == {"title": "<b>Sheet</b>", "url": ""}


# --- pictures -------------------------------------------------------------------------------------


def test_a_picture_of_the_persons_own(page: StretchesPage) -> None:
    own = own_folder(paths.body_file())
    paths.made(own)
    (own / "a.toml").write_text('[[stretch]]\nid = "cobra"\npicture = "me.png"\n')
    (own / "me.png").write_bytes(PNG + b"mine")
    assert page.files["/pictures/light/cobra"] == ("image/png", PNG + b"mine")
    with (own / "me.png").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "/pictures/light/cobra" not in page.files
    (own / "me.png").unlink()
    assert "/pictures/light/cobra" in page.files, "what cannot be read is no stretch of the person's own"


@pytest.mark.parametrize(
    "path",
    ["/", "/pictures/", "/pictures/light/", "/pictures/light/nothing", "/pictures/../light/cobra",
     "/pictures/pink/cobra", "/pictures/light/../../config.toml",
     "/pictures/light/%2e%2e%2fconfig.toml", "/pictures/light/cobra/x"],
)  # fmt: skip
def test_nothing_else_is_a_picture(page: StretchesPage, path: str) -> None:
    assert isinstance(page.files, Pictures)
    assert path not in page.files


def test_the_working_side_is_in_the_picture(page: StretchesPage) -> None:
    own = own_folder(paths.body_file())
    paths.made(own)
    pictures = {}
    for side in ("left", "right", "both"):
        (own / "a.toml").write_text(f'[[stretch]]\nid = "figure-four-seated"\nsides = "{side}"\n# {side}\n')
        pictures[side] = page.files["/pictures/light/figure-four-seated"][1]
    assert pictures["left"] == pictures["both"] != pictures["right"]
