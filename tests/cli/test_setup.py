"""`breakd setup` as a person meets it: answers typed into a pipe or a terminal."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import stat
import subprocess
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time as clock
from pathlib import Path

import pytest

from breakd.config import LoadedConfig
from breakd.config.types import MONTH
from breakd.config.watcher import ConfigWatcher
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import HOME, OFFICE, BodySettings, HoursRange
from breakd.messages import cards
from breakd.messages import setup as texts
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Card, Urgency
from breakd.system import paths
from tests.support.recording_handler import RecordingHandler, on_the_bus
from tests.support.setup_conversation import COMMAND, WELL, flat, health, holds, hurts, setup, typing, worse_with

SAFETY = catalogue.load().safety


def card_of(card: Card) -> str:
    """A card as the terminal shows it here, where no country is known."""
    title, action = cards.card(card, SAFETY)
    return f"{title.upper()} {action}"


def test_everything_may_be_skipped_and_then_nothing_is_written() -> None:
    ended = setup()
    assert (ended.code, ended.err) == (0, "")
    assert not paths.config_dir().exists()
    assert texts.OPEN in flat(ended.out)


def test_the_disclaimer_must_be_confirmed_and_is_kept() -> None:
    assert flat(setup(confirm="perhaps").out).count(texts.OPEN) == 1
    assert not paths.body_file().exists()
    ended = setup(confirm="Yes!")
    assert SAFETY.disclaimer in flat(ended.out)
    assert holds().body == BodySettings(disclaimer=True)
    assert stat.S_IMODE(paths.body_file().stat().st_mode) == 0o600
    again = setup()
    assert SAFETY.disclaimer not in flat(again.out)
    assert flat(again.out).endswith(texts.NOTHING_NEW)


def test_all_answers_become_settings() -> None:
    ended = setup(
        confirm="yes",
        pain=", ".join(hurts("sciatic", "buttock").split()),
        side="2",
        health=health("glaucoma", "vertigo"),
        worse=worse_with("flexion_worse"),
        eases="3",
        checkup="4",
        place="2",
        equipment="1 2 3 4 6",
        firm="no",
        hours="8-12 13:00 - 17:30",
        days="1 2 3 4",
    )
    assert (ended.code, ended.err) == (0, "")
    work = (HoursRange(clock(8), clock(12)), HoursRange(clock(13), clock(17, 30)))
    found = holds()
    assert found.body == BodySettings(
        frozenset({"sciatic", "buttock"}),
        "left",
        frozenset({"glaucoma", "vertigo", "flexion_worse"}),
        "extension",
        True,
    )
    assert found.stretches.checkup_every == 6 * MONTH
    assert found.place == "home"
    things = frozenset({"chair", "chair-with-back", "sturdy-chair-or-desk", "wall", "mat"})
    assert dict(found.places) == {"office": OFFICE, "home": replace(HOME, equipment=things)}
    assert found.hours == (work, work, work, work, (), (), ())
    assert stat.S_IMODE(paths.config_file().stat().st_mode) == 0o600
    assert len(paths.config_file().read_text().splitlines()) < 18


def test_a_config_that_exists_is_never_touched() -> None:
    paths.made(paths.config_dir())
    before = '# mine\n[sitting]\nlimit = "20m"\n'
    paths.config_file().write_text(before)
    ended = setup(confirm="yes", place="2", checkup="2", hours="9-17")
    assert paths.config_file().read_text() == before
    lines = re.split(r"change\s+these\s+lines:\n\n", ended.out)[1].split("\nThat is all")[0]
    paths.config_file().write_text(before + lines)
    found = holds()
    assert (found.place, found.sitting.limit, found.stretches.checkup_every) == ("home", 1200.0, 3 * MONTH)
    assert found.hours is not None
    assert found.hours[4:] == ((HoursRange(clock(9), clock(17)),), (), ())


def test_what_holds_is_offered_and_kept() -> None:
    setup(
        confirm="yes",
        pain="1 4",
        side="3",
        joints="11",
        worse="1 2",
        eases="5",
        checkup="4",
        hours="9-17",
        days="2 3",
    )
    before = holds()
    ended = setup()
    assert holds() == before
    for shown in ("[1 4] >", "[3] >", "[11] >", "[1 2] >", "[5] >", "[4] >", f"[{texts.OWN_HOURS}] >"):
        assert shown in ended.out
    ended = typing("0\n0\n0\nno\nnone\n0\n0\n0\n")  # nobody is asked for the side of nothing, nor what eases it
    assert texts.SIDE not in ended.out
    assert texts.EASES not in ended.out
    assert holds().body == BodySettings(frozenset(), "none", frozenset(), "none", True)


def test_a_wrong_answer_is_asked_again() -> None:
    ended = typing("yes\n0\n0\n0\nmaybe\nNo.\n14\nback\nYes!\n1 4\n7\nyes\n2\n0\n0\n")
    assert ended.code == 0
    assert texts.BAD_YES_NO in ended.out
    assert "“14”: please use numbers from 1 to 13" in ended.out
    assert "“back”: please use numbers from 1 to 13" in ended.out
    assert "“7” is not one of the numbers 1 to 4." in ended.out
    assert ended.out.count(texts.WHICH) == 2
    assert holds().body == BodySettings(frozenset({"neck", "lumbar"}), "left", disclaimer=True)


@pytest.mark.parametrize("hours", ["soon", "9", "17-9-17", "9-12 11-13", "25-26", "8:5-9", '9-17"', "9-9"])
def test_odd_hours_are_asked_again(hours: str) -> None:
    assert "is not a range like" in flat(setup(hours=hours, confirm="yes").out)
    assert holds().hours is None


def test_hours_over_midnight_and_none_at_all() -> None:
    setup(hours="22-6")
    assert holds().hours == ((HoursRange(clock(22), clock(6)),),) * 5 + ((), ())
    ended = setup(hours="0")
    assert "without the table [hours], reminders come at any time" in ended.out


@pytest.mark.parametrize(
    ("asked", "number", "urgency"), [("emergency", "2", "emergency"), ("urgent", "1 6", "urgent")]
)
def test_without_a_daemon_a_red_flag_confirms_and_writes_nothing(asked: str, number: str, urgency: str) -> None:
    ended = setup(confirm="yes", **{asked: number})
    assert f"{card_of(Card(urgency))} {texts.NOT_LOCKED}" in flat(ended.out)
    assert texts.PAIN not in ended.out
    assert not paths.config_dir().exists()


@pytest.mark.parametrize("typed", ["1\n", "0\n2\n"])
def test_without_a_daemon_a_red_flag_takes_the_confirmation_back(typed: str) -> None:
    setup(confirm="yes", pain=hurts("sciatic"), side="2")
    ended = typing(typed)
    assert (ended.code, ended.err) == (0, "")
    assert flat(ended.out).endswith(texts.NOT_LOCKED)
    assert holds().body == BodySettings(frozenset({"sciatic"}), "left")
    setup(confirm="yes")
    assert holds().body == BodySettings(frozenset({"sciatic"}), "left", disclaimer=True)


@pytest.fixture
async def desk(private_bus: str) -> AsyncIterator[RecordingHandler]:  # noqa: ARG001
    desk = RecordingHandler()
    async with on_the_bus(desk):
        yield desk


@pytest.mark.parametrize(
    ("typed", "urgency"),
    [
        ("yes\n1 14\n", Urgency.EMERGENCY),
        ("yes\n0\n3\n", Urgency.URGENT),
        (f"yes\n0\n0\n0\n{WELL}", Urgency.NONE),
        (f"yes\n0\n0\n5\n{WELL}", Urgency.ROUTINE),
    ],
)
async def test_the_daemon_is_told_of_the_answers(desk: RecordingHandler, typed: str, urgency: Urgency) -> None:
    ended = await asyncio.to_thread(typing, typed)
    assert (ended.code, desk.wishes) == (0, [ReportRedFlags(urgency)])
    locks = urgency in {Urgency.EMERGENCY, Urgency.URGENT}
    assert ("breakd cleared" in ended.out) == locks
    assert paths.body_file().exists() != locks


@pytest.mark.parametrize(("card", "end"), [(Card.EMERGENCY, texts.LOCKED), (Card.URGENT, texts.WALKING)])
async def test_under_the_lock_setup_ends_with_the_card(desk: RecordingHandler, card: Card, end: str) -> None:
    desk.now = replace(desk.now, safety_lock=True, card=card)
    ended = await asyncio.to_thread(typing, f"yes\n0\n0\n0\n{WELL}")
    assert ended.code == 0
    assert flat(ended.out).endswith(f"{card_of(card)} {end}")
    assert texts.FLAGS_NONE not in ended.out
    assert texts.FLAGS_NONE_LOCKED in flat(ended.out)
    again = await asyncio.to_thread(setup)
    assert flat(again.out).endswith(f"{texts.NOTHING_NEW} {card_of(card)} {end}")
    assert (texts.FLAGS_FIRST in flat(ended.out), texts.FLAGS_FIRST in flat(again.out)) == (True, False)


async def test_setup_ends_when_the_daemon_has_taken_the_answers_over(desk: RecordingHandler) -> None:
    desk.now = replace(desk.now, ask_disclaimer=True)

    def changed(loaded: LoadedConfig) -> None:
        assert loaded.settings is not None
        desk.now = replace(desk.now, ask_disclaimer=not loaded.settings.body.disclaimer)

    watcher = ConfigWatcher(paths.config_file(), paths.body_file(), changed)
    watcher.start()
    try:
        ended = await asyncio.to_thread(typing, f"yes\n0\n0\n0\n{WELL}")
        assert not desk.now.ask_disclaimer
        assert flat(ended.out).endswith(texts.READY)
    finally:
        watcher.stop()


async def test_a_daemon_that_does_not_take_them_over_is_not_waited_for_long(desk: RecordingHandler) -> None:
    desk.now = replace(desk.now, ask_disclaimer=True)
    ended = await asyncio.to_thread(typing, f"yes\n0\n0\n0\n{WELL}")
    assert (ended.code, flat(ended.out).endswith(texts.NOT_TAKEN_OVER)) == (0, True)
    assert texts.READY not in flat(ended.out)


async def test_sciatica_on_both_sides_is_asked_about_again(desk: RecordingHandler) -> None:
    ended = await asyncio.to_thread(typing, "yes\n0\n0\n0\nyes\n1\n4\n\n1\n")
    assert f"{texts.BOTH_SIDES} {texts.ANY_FLAGS} 1 {SAFETY.emergency_flags['E6']}" in flat(ended.out)
    assert f"{card_of(Card.EMERGENCY)} {texts.LOCKED}" in flat(ended.out)
    assert (ended.code, texts.BACK_AND_JOINTS in flat(ended.out)) == (0, False)
    assert desk.wishes == [ReportRedFlags(Urgency.NONE), ReportRedFlags(Urgency.EMERGENCY)]
    assert not paths.body_file().exists()


async def test_that_question_takes_back_nothing_of_what_was_worth_a_visit(desk: RecordingHandler) -> None:
    ended = await asyncio.to_thread(typing, "yes\n0\n0\n2\nyes\n1\n4\n0\n0\n0\n")
    assert texts.BOTH_SIDES in flat(ended.out)
    assert SAFETY.routine_note in flat(ended.out)
    assert desk.wishes == [ReportRedFlags(Urgency.ROUTINE)] * 2


@pytest.mark.parametrize(("pain", "side", "again"), [("1 6", "4", True), ("1 6", "2", False), ("1 4", "4", False)])
def test_both_sides_may_be_the_neck(pain: str, side: str, again: bool) -> None:
    ended = typing(f"yes\n0\n0\n0\nno\n{pain}\n{side}\n" + "0\n" * again + "0\n0\n\n5\n")
    assert (texts.BOTH_SIDES in flat(ended.out)) == again
    body = holds().body
    assert (body.side, body.eases, body.disclaimer) == (words_of(texts.SIDES, side), "walk", True)


def words_of(options: dict[str, str], number: str) -> str:
    return list(options)[int(number) - 1]


def test_a_body_file_that_cannot_be_read_is_kept_beside() -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text("[body]\npain = 3\n")
    ended = setup(confirm="yes")
    assert "body.toml.old" in flat(ended.out).replace(" ", "")
    assert paths.body_file().with_name("body.toml.old").read_text() == "[body]\npain = 3\n"
    assert holds().body == BodySettings(disclaimer=True)


def test_what_a_person_wrote_into_the_body_file_stays() -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text(
        "# mine\n[body]\nside = 'right'  # since May\npain = [\n  'neck',  # the desk\n  'calf',\n]\n# the end\n"
    )
    setup(confirm="yes", pain=hurts("neck", "sciatic"), health=health("glaucoma"))
    assert paths.body_file().read_text() == (
        "# mine\n[body]\nside = 'right'  # since May\npain = [\n  'neck',  # the desk\n  \"sciatic\",\n]\n# the end\n"
        'conditions = ["glaucoma"]\ndisclaimer = "confirmed"\n'
    )
    assert holds().body == BodySettings(
        frozenset({"neck", "sciatic"}), "right", frozenset({"glaucoma"}), disclaimer=True
    )


def test_a_link_of_a_dotfile_manager_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "body.toml"
    kept.parent.mkdir()
    kept.write_text('[body]\npain = ["neck"]\n')
    paths.made(paths.config_dir())
    paths.body_file().symlink_to(kept)
    setup(confirm="yes")
    assert paths.body_file().is_symlink()
    assert holds().body == BodySettings(frozenset({"neck"}), disclaimer=True)


def test_a_disk_that_refuses_is_a_sentence() -> None:
    home = Path(os.environ["HOME"])
    (home / ".config").write_text("a file where the folder should be")
    ended = setup(confirm="yes")
    assert (ended.code, "cannot be written" in flat(ended.err)) == (1, True)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_it_fits_the_terminal_and_each_question_one_screen(columns: int) -> None:
    out = typing("\n0\n0\n0\n\n\n\n0\n0\n", columns).out
    assert max(map(len, out.splitlines())) <= min(columns, 90)
    if columns == 80:
        parts = re.split(r"> |\n\n", out)
        assert max(part.count("\n") + 1 for part in parts) <= 23


def test_a_killed_one_has_written_nothing() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"yes\n0\n0\n0\nno\n1\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == -signal.SIGTERM
    assert not paths.config_dir().exists()
