"""`breakd setup` on a terminal: keys that end it leave nothing half written, and pass no safety question."""

from __future__ import annotations

import pytest

from breakd.engine.settings import BodySettings
from breakd.messages import setup as texts
from breakd.stretches import catalogue
from breakd.system import paths
from tests.support.pseudo_terminal import Terminal, flat
from tests.support.setup_conversation import holds

SAFETY = catalogue.load().safety


def test_a_whole_conversation() -> None:
    terminal = Terminal("setup")
    terminal.until("no stretches. >")
    terminal.type("yes\r")
    for shown, answer in [
        (texts.HURTS, "yes"),
        (SAFETY.emergency_flags["E1"], "0"), (SAFETY.urgent_flags["U1"], "0"), (SAFETY.routine_flags["R1"], "0"),
        (texts.LEG, "yes"), (texts.PAIN_TOO, "4"),
        (texts.SIDE, "left"), (texts.BACK_AND_JOINTS, "0"), (texts.HEALTH, "0"), (texts.WORSE, "sitting"),
        (texts.EASES, ""), (texts.CHECKUP, ""), (texts.PLACE, ""), (texts.THINGS["mat"], ""),
        (texts.FIRM_CHAIR[:40], ""),
        (texts.HOURS_HOW, "9-17"), (texts.DAYS_HOW, "mo-fr"), ("everything as it was. >", "yes"),
    ]:  # fmt: skip
        terminal.until(shown)
        terminal.type(answer + "\r")
    assert terminal.ended() == 0
    sitting = frozenset({"sitting_worse"})
    assert holds().body == BodySettings(frozenset({"lumbar", "sciatic"}), "left", sitting, disclaimer=True)
    assert holds().hours is not None


@pytest.mark.parametrize("answers", [0, 3, 8])
def test_ctrl_c_leaves_nothing_half_written(answers: int) -> None:
    terminal = Terminal("setup")
    terminal.until("no stretches. >")
    for number in range(answers):
        terminal.type("yes\r" if number == 0 else "2\r" if number == 1 else "0\r" if number < 5 else "\r")
        terminal.until(">", number + 2)
    terminal.type("\x03")
    # again if nothing happens, as people do: one that comes just before readline waits is heard with the next key
    assert terminal.ended("\x03") == 130
    # the terminal echoes the second one while the program is still ending
    assert terminal.seen.rstrip("^C\r\n").endswith(texts.LEFT)
    assert not paths.config_dir().exists()


def test_ctrl_d_is_no_enter() -> None:
    terminal = Terminal("setup")
    terminal.until("no stretches. >")
    terminal.type("yes\rno\r0\r0\r0\r0\r0\r")
    terminal.until(texts.PLACE)
    assert terminal.ended("\x04") == 1
    assert flat(terminal.seen).endswith(texts.NOT_ANSWERED)
    assert not paths.config_dir().exists()


@pytest.mark.parametrize("answered", range(3))
def test_ctrl_d_at_a_safety_question_confirms_nothing(answered: int) -> None:
    terminal = Terminal("setup")
    terminal.until("no stretches. >")
    terminal.type("yes\rno\r" + "0\r" * answered)
    terminal.until(texts.ANY_FLAGS, answered + 1)
    assert terminal.ended("\x04") == 1
    assert flat(terminal.seen).endswith(texts.NOT_ANSWERED)
    assert not paths.config_dir().exists()


def test_enter_alone_passes_no_safety_question() -> None:
    terminal = Terminal("setup")
    terminal.until("no stretches. >")
    terminal.type("yes\rno\r")
    for number in range(1, 4):
        terminal.until(texts.ANY_FLAGS, number)
        terminal.type("\r\r")
        terminal.until("or 0 for none. >", 2 * number)
        terminal.type("yes\r")
        terminal.until(texts.WHICH, number)
        terminal.type("0\r")
    terminal.until(texts.FLAGS_NONE)
    terminal.type("\x03")
    assert terminal.ended("\x03") == 130
    assert not paths.config_dir().exists()
