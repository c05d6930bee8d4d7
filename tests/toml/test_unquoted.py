"""The likeliest mistake in a settings file: words without quotes. The fault says what to write."""

from __future__ import annotations

import pytest

from breakd.toml.document import parse


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sitting]\nlimit = 45m\n", 'a.toml:2: text needs quotes: limit = "45m"'),
        ("[hours]\nmonday = 9-17 # mine\n", 'a.toml:2: text needs quotes: monday = "9-17"'),
        ("place.now = home\n", 'a.toml:1: text needs quotes: place.now = "home"'),
        ("[reminder]\nsound = True\n", "a.toml:2: true and false are written small: sound = true"),
        ('limit = 45m "a"\n', "a.toml:1: this is not TOML: "),
        ("limit = [45m]\n", "a.toml:1: this is not TOML: "),
        ("limit 45m\n", "a.toml:1: this is not TOML: "),
    ],
)
def test_the_fault_says_what_to_write(text: str, said: str) -> None:
    (fault,) = parse(text, "a.toml").errors
    assert str(fault).startswith(said)


def test_what_it_says_is_toml() -> None:
    (fault,) = parse("limit = 45m", "a.toml").errors
    assert parse(fault.problem.split(": ", 1)[1], "a.toml").data == {"limit": "45m"}
