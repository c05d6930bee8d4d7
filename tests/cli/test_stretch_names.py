"""Names of stretches in what a person reads, and in what a person types."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakd.cli.stretch_names import care_after, names, one_that_is_meant
from breakd.client.exit_codes import REFUSED, USAGE, Stop


def test_a_stretch_has_its_name_and_one_that_is_gone_its_id() -> None:
    assert names(["cat-cow", "gone", "chin-tuck"]) == "Arch and round on all fours, gone, Chin tuck"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("cat-caw", REFUSED, 'There is no stretch "cat-caw"; did you mean "cat-cow"?'),
        ("zzz", REFUSED, "as it was"),
        ("cat-cow", REFUSED, "as it was"),
        ("cat-caw", USAGE, "as it was"),
        ("", REFUSED, "as it was"),
    ],
)
def test_a_refusal_because_there_is_no_such_stretch_says_which_was_meant(typed: str, code: int, said: str) -> None:
    with pytest.raises(Stop) as stop, one_that_is_meant(typed):
        raise Stop(code, "as it was")
    assert (stop.value.code, str(stop.value)) == (code, said)


def test_who_has_done_what_breakd_leaves_out_is_told(own_home: Path) -> None:
    """It is done, and nobody is scolded; but "Noted." alone would say that it was all right."""
    body = own_home / ".config/breakd/body.toml"
    body.parent.mkdir(parents=True, exist_ok=True)
    body.write_text('[body]\nconditions = ["osteoporosis"]\n')
    assert care_after("plow").startswith("For you breakd leaves this one out; `breakd stretches show plow` says why.")
    body.write_text("")
    assert care_after("plow").startswith("breakd does not suggest this one to you: it is off.")
    assert care_after("chin-tuck") == care_after("gone") == care_after("") == ""
