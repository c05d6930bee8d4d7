"""One row of a file that somebody wrote, changed: all else stays, or nothing is changed at all."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.toml.table_rows import CannotChange, with_row, without_row

MINE = """# my plan
[source.sheet]
title = "Sheet" # of May

[[stretch]]
id = "a"    # the first
reps = 3    # keep

[[stretch]]
id = "b"
steps = [{ seconds = 3, text = "x" }]
"""


def test_a_row_is_changed_and_the_comments_stay() -> None:
    made = with_row(MINE, "stretch", "a", {"reps": 5, "days": ["monday"]})
    assert tomllib.loads(made)["stretch"][0] == {"id": "a", "reps": 5, "days": ["monday"]}
    for kept in (
        "# my plan",
        'title = "Sheet" # of May',
        'id = "a"    # the first',
        "reps = 5    # keep",
        "[{ seconds",
    ):
        assert kept in made


def test_a_new_row_stands_at_the_end_after_an_empty_line() -> None:
    steps = [{"seconds": 3, "text": 'Lift "it" {side}\n'}, {"seconds": 5, "hold": True, "text": "Hold"}]
    made = with_row(MINE, "stretch", "c", {"id": "c", "reps": None, "steps": steps})
    assert made.startswith(MINE)
    assert made[len(MINE) :].startswith('\n[[stretch]]\nid = "c"\n')
    assert tomllib.loads(made)["stretch"][2] == {"id": "c", "steps": steps}
    assert with_row("", "stretch", "c", {"id": "c"}) == '[[stretch]]\nid = "c"\n'


def test_a_key_that_is_none_is_taken_out() -> None:
    made = with_row(MINE, "stretch", "a", {"reps": None, "sides": None})
    assert tomllib.loads(made)["stretch"][0] == {"id": "a"}


def test_a_row_is_taken_out_and_the_last_one_too() -> None:
    one = without_row(MINE, "stretch", "a")
    assert [row["id"] for row in tomllib.loads(one)["stretch"]] == ["b"]
    none = without_row(one, "stretch", "b")
    assert "stretch" not in tomllib.loads(none)
    assert "# my plan" in none
    with pytest.raises(CannotChange):
        without_row(MINE, "stretch", "c")


def test_what_cannot_be_changed_without_touching_more_is_refused() -> None:
    inline = 'stretch = [{ id = "a" }]\n'
    assert tomllib.loads(with_row(inline, "stretch", "a", {"reps": 2}))["stretch"] == [{"id": "a", "reps": 2}]
    with pytest.raises(CannotChange):
        with_row(inline, "stretch", "b", {"id": "b"})


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ROWS = st.lists(st.fixed_dictionaries({"text": WORDS, "reps": st.integers(1, 99)}), max_size=4)


@settings(max_examples=60)
@given(ROWS, WORDS, st.integers(0, 4))
def test_any_text_comes_back_as_it_was_given(rows: list[dict[str, object]], text: str, at: int) -> None:
    document = "# begins\n"
    for number, row in enumerate(rows):
        document = with_row(document, "stretch", f"s{number}", {"id": f"s{number}", **row})
    made = with_row(document, "stretch", f"s{at}", {"id": f"s{at}", "text": text})
    found = {row["id"]: row for row in tomllib.loads(made)["stretch"]}
    assert found[f"s{at}"]["text"] == text
    assert {id: row["text"] for id, row in found.items() if id != f"s{at}"} == {
        f"s{number}": row["text"] for number, row in enumerate(rows) if number != at
    }
