"""`breakd setup` as a person meets it: answers typed into a pipe or a terminal."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
from dataclasses import replace
from datetime import time as clock
from pathlib import Path

import pytest

from breakd.engine.durations import MONTH
from breakd.engine.settings import HOME, OFFICE, BodySettings, HoursRange
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.stretches import catalogue
from breakd.system import paths
from tests.support.setup_conversation import (
    COMMAND,
    flat,
    health,
    holds,
    hurts,
    known,
    lines,
    setup,
    typing,
    worse_with,
)

SAFETY = catalogue.load().safety


def test_who_does_not_agree_and_leaves_all_out_writes_nothing() -> None:
    ended = setup(hurts="")
    assert (ended.code, ended.err) == (0, "")
    assert holds().body.disclaimer is False
    assert flat(ended.out).count(texts.OPEN) == 2, "at once, and at the end"
    assert flat(ended.out).index(texts.OPEN) < flat(ended.out).index(texts.HURTS)


@pytest.mark.parametrize("word", ["banana", "", "perhaps yes", "2"])
def test_the_disclaimer_wants_a_yes_or_a_no(word: str) -> None:
    ended = setup(notice=f"{word}\nno")
    assert texts.BAD_YES_NO in ended.out
    assert not holds().body.disclaimer


@pytest.mark.parametrize("word", ["Yes!", "I agree", "ja"])
def test_the_disclaimer_must_be_confirmed_and_is_kept(word: str) -> None:
    ended = setup(notice=word, hurts="")
    assert SAFETY.disclaimer in flat(ended.out)
    assert holds().body == BodySettings(disclaimer=True)
    assert stat.S_IMODE(paths.body_file().stat().st_mode) == 0o600
    again = setup(hurts="")
    assert SAFETY.disclaimer not in flat(again.out)
    assert flat(again.out).endswith(texts.NOTHING_NEW)


def test_whom_nothing_hurts_is_asked_five_questions_and_nothing_is_ticked_for_them() -> None:
    ended = setup(notice="yes", hurts="no")
    assert "5 of 5" in ended.out
    assert not re.search(r"\[.*\] >", ended.out), "nothing stands for an answer that nobody gave"
    for question in (texts.LEG, texts.PAIN, texts.SIDE, texts.WORSE, texts.EASES, texts.CHECKUP, texts.FIRM_CHAIR):
        assert question not in flat(ended.out)
    assert holds().body == BodySettings(pain=frozenset(), disclaimer=True)


def test_all_answers_become_settings() -> None:
    ended = setup(
        notice="yes",
        leg="yes",
        pain=", ".join(hurts("buttock").split()),
        side="left",
        health=health("glaucoma", "vertigo"),
        worse=worse_with("flexion_worse"),
        eases="backward",
        checkup="4",
        place="home",
        things="1 2 3 4 6",
        firm="no",
        hours="8-12 13:00 - 17:30",
        days="mo-th",
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


def test_a_config_that_exists_keeps_its_comments_and_a_copy() -> None:
    paths.made(paths.config_dir())
    before = '# mine\n[sitting]\nlimit = "20m"  # short\n'
    paths.config_file().write_text(before)
    ended = setup(notice="yes", place="2", checkup="2", hours="9-17")
    assert "config.toml.bak" in flat(ended.out).replace(" ", "")
    assert paths.config_file().with_name("config.toml.bak").read_text() == before
    assert paths.config_file().read_text().startswith(before)
    found = holds()
    assert (found.place, found.sitting.limit, found.stretches.checkup_every) == ("home", 1200.0, 3 * MONTH)
    assert found.hours is not None
    assert found.hours[4:] == ((HoursRange(clock(9), clock(17)),), (), ())


def test_a_config_that_cannot_be_read_is_left_and_the_lines_are_shown() -> None:
    paths.made(paths.config_dir())
    paths.config_file().write_text("[sitting\n")
    ended = setup(notice="yes", place="2", checkup="2", hours="9-17")
    assert paths.config_file().read_text() == "[sitting\n"
    lines = re.split(r"change\s+these\s+lines:\n\n", ended.out)[1].split("\nThat is all")[0]
    paths.config_file().write_text(lines)
    assert (holds().place, holds().stretches.checkup_every) == ("home", 3 * MONTH)


def test_what_was_said_is_offered_and_kept() -> None:
    setup(
        notice="yes",
        leg="no",
        pain="1 4",
        side="3",
        joints="11",
        worse="1 2",
        eases="5",
        checkup="4",
        hours="9-17",
        days="tu we",
    )
    before = holds()
    ended = setup()
    assert holds() == before
    for shown in ("[no] >", "[1 4] >", "[3] >", "[11] >", "[1 2] >", "[5] >", "[4] >", "[09:00-17:00] >", "[2 3] >"):
        assert shown in ended.out
    ended = setup(hurts="no", joints="0", worse="0", hours="0")
    assert texts.SIDE not in ended.out
    assert texts.EASES not in ended.out
    assert holds().body == BodySettings(frozenset(), "none", frozenset(), "none", True)
    assert holds().hours is None


def test_a_wrong_answer_is_asked_again() -> None:
    ended = setup(notice="yes", leg="maybe\nNo.", pain="14\nelbow\nYes!\n1 4", side="7\nyes\n2")
    assert ended.code == 0
    assert texts.BAD_YES_NO in ended.out
    assert "“14”: please use numbers from 1 to 13" in ended.out
    assert "“7” is not one of these. Please type one number from 1 to 4" in ended.out
    assert ended.out.count(texts.WHICH) == 2
    assert holds().body == BodySettings(frozenset({"neck", "lumbar"}), "left", disclaimer=True)


@pytest.mark.parametrize("hours", ["soon", "9", "17-9-17", "9-12 11-13", "25-26", "8:5-9", '9-17"', "9-9"])
def test_odd_hours_are_asked_again(hours: str) -> None:
    assert "is not a range like" in flat(setup(hours=f"{hours}\n0", notice="yes").out)
    assert holds().hours is None


def test_hours_over_midnight_are_asked_about() -> None:
    setup(hours="22-6", night="yes")
    assert holds().hours == ((HoursRange(clock(22), clock(6)),),) * 5 + ((), ())
    ended = setup(hours="17-9", night="no")
    assert tr(texts.OVER_MIDNIGHT, hours="17:00-09:00") in flat(ended.out)
    assert holds().hours == ((HoursRange(clock(9), clock(17)),),) * 5 + ((), ())
    setup(hours="0")
    assert holds().hours is None
    assert "[hours]" not in paths.config_file().read_text()


def test_what_contradicts_itself_is_asked_about() -> None:
    both = {"worse": "backward, forward", "eases": "backward"}
    ended = setup(notice="yes", **both, eases_or_extension_worse="2")
    assert texts.BOTH_SAID["extension"] in flat(ended.out)
    body = holds().body
    assert (body.eases, body.conditions) == ("none", frozenset({"extension_worse", "flexion_worse"}))
    setup(**both, eases_or_extension_worse="eases")
    body = holds().body
    assert (body.eases, body.conditions) == ("extension", frozenset({"flexion_worse"}))
    ended = setup(pain="0", leg="no", nowhere="nothing")
    assert texts.NOWHERE in flat(ended.out)
    assert holds().body.pain == frozenset()


def test_b_goes_back_and_the_summary_back_to_any_line() -> None:
    typed = "b\nyes\n3\nb\nb\nyes\n2\n0\n0\n0\nneck\nb\nb\n0\nshoulder\nleft\n0\n0\n\n\n\n\n\n\n\n3\neyes\nyes\n"
    ended = typing(typed)
    assert texts.FIRST_QUESTION in ended.out
    assert ended.code == 0, ended.out
    assert holds().body == BodySettings(frozenset({"eyes"}), "none", disclaimer=True)


def test_only_a_number_of_a_line_of_the_summary_leads_back_to_it() -> None:
    ended = setup(notice="yes", write=f"00099\n00012\n{'1' * 5000}\n²\nyes")
    assert ended.code == 0, ended.out
    assert ended.out.count(texts.SUMMARY) == 1
    assert holds().body.disclaimer


def test_no_at_the_summary_changes_nothing() -> None:
    ended = setup(notice="yes", write="perhaps\n99\nno")
    assert (ended.code, flat(ended.out).endswith(texts.LEFT)) == (0, True)
    assert not paths.config_dir().exists()


@pytest.mark.parametrize("typed", ["yes\nno\n0\n0\n0\n", "yes\n", "yes\nno\n0\n0\n0\n0\n0\n\n\n"])
def test_the_end_of_input_is_no_answer(typed: str) -> None:
    ended = typing(typed)
    assert (ended.code, flat(ended.err)) == (1, texts.NOT_ANSWERED)
    assert not paths.config_dir().exists()


def test_a_body_file_that_cannot_be_read_is_kept_beside() -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text("[body]\npain = 3\n")
    ended = setup(notice="yes")
    assert "body.toml.old" in flat(ended.out).replace(" ", "")
    assert paths.body_file().with_name("body.toml.old").read_text() == "[body]\npain = 3\n"
    assert holds().body == BodySettings(disclaimer=True)


def test_what_a_person_wrote_into_the_body_file_stays() -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text(
        "# mine\n[body]\nside = 'right'  # since May\npain = [\n  'neck',  # the desk\n  'calf',\n]\n# the end\n"
    )
    setup(notice="yes", pain=hurts("neck", "sciatic"), health=health("glaucoma"))
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
    setup(notice="yes")
    assert paths.body_file().is_symlink()
    assert holds().body == BodySettings(frozenset({"neck"}), disclaimer=True)


def test_a_disk_that_refuses_is_a_sentence() -> None:
    home = Path(os.environ["HOME"])
    (home / ".config").write_text("a file where the folder should be")
    ended = setup(notice="yes")
    assert (ended.code, "cannot be written" in flat(ended.err)) == (1, True)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_it_fits_the_terminal_and_each_question_one_screen(columns: int) -> None:
    out = typing("".join(f"{line}\n" for line in lines(known(), {"notice": "yes", "hours": "9-17"})), columns).out
    lengths = (len(line) for line in out.splitlines() if "/" not in line)  # the way to a file has no place to break
    assert max(lengths) <= min(columns, 90)
    if columns == 80:
        parts = re.split(r"> |\n\n", out)
        assert max(part.count("\n") + 1 for part in parts) <= 23


def test_a_killed_one_has_written_nothing() -> None:
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"yes\n2\n0\n0\n0\n1\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == -signal.SIGTERM
    assert not paths.config_dir().exists()
