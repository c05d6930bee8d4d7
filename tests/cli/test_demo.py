"""`breakd demo` tells a day of the real engine."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

import pytest

from breakd.cli import main
from breakd.cli.demo_week import PROFILES, lived
from breakd.cli.parser import PROFILE_NAMES
from breakd.messages import demo as texts


def test_the_day_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = "\n".join(lines)
    for sentence in (texts.ARRIVES, texts.LUNCH, texts.NATURAL, *list(texts.OUTCOMES.values())[:3]):
        assert sentence in told
    call, after = (lines.index(line) for line in lines if line.endswith((texts.CALL, texts.CALL_ENDS)))
    assert after == call + 1, "nothing is shown during the call"
    assert "time to get up" in lines[after + 1]


def test_the_day_is_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    main(["demo"])
    first = capsys.readouterr().out
    main(["demo"])
    assert capsys.readouterr().out == first


@pytest.mark.parametrize("name", PROFILES)
def test_a_week_of_each_profile(name: str) -> None:
    profile = PROFILES[name]
    breaks = lived(profile)
    body, place = profile.settings.body, profile.settings.places["office"]
    stretches = [one.stretch for one in breaks]
    counts = Counter(one.id for one in stretches if one is not None)
    assert len(breaks) >= 70, "a reminder after every half hour of work"
    assert None not in stretches, "never empty"
    assert all(a is not b for a, b in pairwise(stretches)), "never the same twice running"
    for one in stretches:
        assert one is not None
        assert not one.exclude_if & body.conditions
        assert one.setting in place.settings
    assert max(counts.values()) <= math.ceil(len(breaks) / 4), "none above a quarter"
    if profile.on_call:
        assert len(counts) == 4
        assert {(one.setting, one.discreet) for one in stretches if one} == {("seated", 3)}
        return
    assert len(counts) >= 6
    assert 0.3 <= sum(one.setting == "standing" for one in stretches if one) / len(breaks) <= 0.6


def test_a_week_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--profile", "careful"]) == 0
    told = capsys.readouterr().out
    for weekday in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        assert f"\n\n{weekday}\n" in told
    assert "standing for a change, last done" in told
    assert re.search(r"\n7\d breaks, 1\d different stretches, [345]\d % of the breaks standing or walking\.\n", told)


def test_an_unknown_profile_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["demo", "--profile", "nobody"])
    assert stopped.value.code == 2
    assert "careful" in capsys.readouterr().err


def test_every_profile_of_the_grammar_is_there() -> None:
    assert tuple(PROFILES) == PROFILE_NAMES
