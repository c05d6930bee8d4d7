"""What becomes of the other answers when one is changed, and where two of them cannot both be so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from breakd.engine.settings import BodySettings, Settings
from breakd.setup.conversation import Conversation
from tests.setup.walks import FIRST

from .test_conversation import SORE, WELL, asked, body_of, said

LEGS = SORE | {"leg": True, "pain": [], "side": "both", "both-legs": False}
HEALED = WELL | {"health": ["recent_surgery", "glaucoma"], "surgery-weeks": 20, "released": True}


def changed(talk: Conversation, *answers: tuple[str, Any]) -> Conversation:
    """The conversation after its answers were changed, one after the other, in its summary."""
    for id, answer in answers:
        talk = talk.again(id).answer(id, answer)
    return talk


@pytest.mark.parametrize(
    ("first", "changes", "asks"),
    [
        (LEGS, [("side", "left"), ("side", "both")], "both-legs"),
        (LEGS, [("pain", ["neck"])], "both-legs"),
        (LEGS, [("hurts", "no"), ("hurts", "yes")], "both-legs"),
        (HEALED, [("surgery-weeks", 30)], "released"),
        (HEALED, [("health", []), ("health", ["recent_surgery"])], "surgery-weeks"),
        (WELL | {"health": ["pregnancy"], "pregnancy-week": 10}, [("health", []), ("health", ["pregnancy"])],
         "pregnancy-week"),
        (SORE | {"worse": ["flexion_worse"], "eases": "flexion", "eases-or-flexion_worse": "eases"},
         [("eases", "none"), ("eases", "flexion")], "eases-or-flexion_worse"),
        (WELL | {"hurts": "elsewhere", "pain": [], "nowhere": "no"},
         [("pain", ["neck"]), ("pain", [])], "nowhere"),
    ],
)  # fmt: skip
def test_an_answer_falls_with_the_one_that_it_hangs_on(
    first: dict[str, Any], changes: list[tuple[str, Any]], asks: str
) -> None:
    talk = said(first)
    assert asks in asked(talk)
    talk = changed(talk, *changes)
    question = talk.position.question
    assert question is not None
    assert (question.id, question.said) == (asks, None)


@pytest.mark.parametrize(
    ("first", "change"),
    [
        (LEGS, ("side", "both")),
        (HEALED, ("surgery-weeks", 20)),
        (HEALED, ("health", ["recent_surgery", "hernia"])),
        (HEALED, ("joints", ["knee_problem"])),
    ],
)
def test_and_stays_where_that_one_says_the_same(first: dict[str, Any], change: tuple[str, Any]) -> None:
    talk = said(first)
    assert changed(talk, change).position.question is None


EASED = replace(
    FIRST, settings=Settings(body=BodySettings(pain=frozenset({"lumbar"}), eases="flexion")),
    said=frozenset({"pain", "eases"}),
)  # fmt: skip


@pytest.mark.parametrize("answers", [SORE, WELL | {"hurts": "elsewhere", "pain": ["eyes"]}], ids=["sore", "eyes"])
@pytest.mark.parametrize(
    ("right", "eases", "worse"), [("eases", "flexion", set()), ("worse", "none", {"flexion_worse"})]
)
def test_the_short_way_asks_which_of_two_contrary_words_is_right(
    answers: dict[str, Any], right: str, eases: str, worse: set[str]
) -> None:
    """What eases it was said before; that bending forward makes it worse is new."""
    minds = {"flexion_worse"}
    known = replace(EASED, settings=Settings(body=replace(EASED.settings.body, conditions=frozenset(minds))))
    talk = said(answers | {"worse": [*minds], "eases-or-flexion_worse": right}, known, short=True)
    assert (body_of(talk).eases, set(body_of(talk).conditions)) == (eases, worse)
