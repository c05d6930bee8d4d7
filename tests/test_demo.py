"""`breakd demo` tells a day of the real engine."""

from __future__ import annotations

import pytest

from breakd.cli import main
from breakd.core.wording import demo as words


def test_the_day_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    lines = capsys.readouterr().out.splitlines()
    told = "\n".join(lines)
    for sentence in (words.ARRIVES, words.LUNCH, words.NATURAL, *list(words.OUTCOMES.values())[:3]):
        assert sentence in told
    call, after = (lines.index(line) for line in lines if line.endswith((words.CALL, words.CALL_ENDS)))
    assert after == call + 1, "nothing is shown during the call"
    assert "time to get up" in lines[after + 1]


def test_the_day_is_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    main(["demo"])
    first = capsys.readouterr().out
    main(["demo"])
    assert capsys.readouterr().out == first
