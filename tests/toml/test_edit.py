"""Values that are changed in a file that a person wrote: they are as asked for, and every comment is still there."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from breakd.toml.edit import NotEditable, changed
from breakd.toml.table_changes import Changes

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
    before, now = tomllib.loads(text), changed(text, {("body",): NEW})
    body = tomllib.loads(now)["body"]
    assert {key: value if isinstance(value, str) else sorted(value) for key, value in NEW.items()} == {
        key: value if isinstance(value, str) else sorted(value) for key, value in body.items() if key in NEW
    }
    old = before.get("body", {})
    assert tomllib.loads(now) == before | {
        "body": old | {key: in_place(old.get(key), value) for key, value in NEW.items()}
    }
    for comment in (line.split("#", 1)[1].strip() for line in text.splitlines() if "#" in line):
        assert f"# {comment}" in now or f"#{comment}" in now


def test_without_new_values_no_letter_changes() -> None:
    text = "[ body ]\t# b\r\n pain = [ 'neck' , ]\n\n\n# end"
    assert changed(text, {("body",): {}}) == text
    assert changed(text, {("body",): {"pain": ["neck"]}}) == text


@pytest.mark.parametrize("text", [*FILES.values(), '[body]\nday = "2026-01-02" # d\ngone = true # g\n'])
def test_days_are_written_and_what_is_none_is_gone(text: str) -> None:
    now = changed(text, {("body",): {"day": date(2026, 10, 20), "flag": True, "gone": None, "side": None}})
    body = tomllib.loads(now)["body"]
    assert (body["day"], body["flag"]) == (date(2026, 10, 20), True)
    assert body.keys().isdisjoint({"gone", "side"})


def in_place(old: list[str] | None, new: str | list[str]) -> str | list[str]:
    """A list keeps the order in which its words stood."""
    if old is None or isinstance(new, str):
        return new
    return [*(word for word in old if word in new), *(word for word in new if word not in old)]


PLACES = {
    "none": "# mine\n",
    "plain": '[place]\nnow = "home" # n\n\n[place.home]\ndiscreet = 1 # d\n\n[tray] # t\nenabled = true\n',
    "lone": "[place.home] # h\ndiscreet = 2\n",
    "dotted": 'place.home.discreet = 2 # d\nplace.now = "office"\n',
    "inline": "place = {home = {discreet = 2}} # i\n",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES.keys())
def test_tables_inside_tables_change_as_others_do(text: str) -> None:
    wanted: Changes = {
        ("place", "home"): {"discreet": 3, "equipment": ["mat"]},
        ("reminder",): {"snooze": ("20m", "5m")},
    }
    now = changed(text, wanted)
    data = tomllib.loads(now)
    assert data["place"]["home"] == {"discreet": 3, "equipment": ["mat"]}
    assert data["reminder"]["snooze"] == ["20m", "5m"]
    assert all(f"#{part.split(chr(10))[0]}" in now for part in text.split("#")[1:])
    turned = tomllib.loads(changed(now, {("reminder",): {"snooze": ("5m", "20m")}}))
    assert turned["reminder"] == {"snooze": ["5m", "20m"]}, "the first one is the button"


def test_a_table_goes_and_what_stands_around_it_stays() -> None:
    text = '# mine\n[hours] # h\nmonday = ["09:00-17:00"]\n\n[tray] # t\nenabled = true\n'
    assert changed(text, {("hours",): None}) == "# mine\n[tray] # t\nenabled = true\n"


@pytest.mark.parametrize("text", ["[[place]]\nx = 1\n", "place = 3\n", "[sitting]\n[sitting.limit]\nx = 1\n"])
def test_what_cannot_be_changed_alone_is_refused(text: str) -> None:
    with pytest.raises(NotEditable):
        changed(text, {("place", "home"): {"discreet": 1}, ("sitting", "limit", "x"): {"y": 1}})
