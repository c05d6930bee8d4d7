"""Values that are changed in a file that a person wrote: they are as asked for, and every comment is still there."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from breakd.toml.edit import changed

NEW: dict[str, str | list[str]] = {"pain": ["neck", "calf"], "side": "left", "conditions": []}
FILES = {
    "nothing": "",
    "comments only": "# mine\n",
    "plain": '# mine\n[body]  # b\npain = ["lumbar"]  # since May\nother = 1\nside = "both"# s\n# end',
    "many lines": 'x = 1\n[body]\n# mine\npain = [\n  "neck", # n\n  # c\n]\n\n[other] # o\n',
    "inline": 'body = {pain = ["lumbar"], other = 1} # mine\n',
    "dotted": '# mine\nbody.pain = ["lumbar"] # p\nbody.side = "none" # s\n',
    "windows": '# mine\r\n[body]\r\nside = "none" # s\r\n',
    "table below": "[body.more] # m\ny = 1\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_the_values_are_new_and_all_else_stays(text: str) -> None:
    before, now = tomllib.loads(text), changed(text, "body", NEW)
    body = tomllib.loads(now)["body"]
    assert {key: body[key] for key in NEW} == NEW
    assert tomllib.loads(now) == before | {"body": before.get("body", {}) | NEW}
    for comment in (line.split("#", 1)[1].strip() for line in text.splitlines() if "#" in line):
        assert f"# {comment}" in now or f"#{comment}" in now


def test_without_new_values_no_letter_changes() -> None:
    text = "[ body ]\t# b\r\n pain = [ 'neck' , ]\n\n\n# end"
    assert changed(text, "body", {}) == text
    assert changed(text, "body", {"pain": ["neck"]}) == text


@pytest.mark.parametrize("text", [*FILES.values(), '[body]\nday = "2026-01-02" # d\ngone = true # g\n'])
def test_days_are_written_and_what_is_none_is_gone(text: str) -> None:
    now = changed(text, "body", {"day": date(2026, 10, 20), "flag": True, "gone": None, "side": None})
    body = tomllib.loads(now)["body"]
    assert (body["day"], body["flag"]) == (date(2026, 10, 20), True)
    assert body.keys().isdisjoint({"gone", "side"})
