"""What doctor says of calls: whether they are seen, and who records the microphone just now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.cli.doctor.desktop import quiet
from breakd.cli.doctor.desktop_probe import ProbeResult
from breakd.cli.doctor.environment import Environment
from breakd.cli.doctor.finding import Finding
from breakd.engine.events import QuietReason
from breakd.engine.settings import QuietSettings, Settings
from tests.support import nowhere


def call(heeded: bool, *programs: str) -> Finding:
    here = Environment.here()
    settings = replace(Settings(), quiet=replace(QuietSettings(), call=heeded))
    loaded = replace(here.loaded, settings=settings, config=settings)
    environment = Environment({"DISPLAY": nowhere.DISPLAY}, None, loaded)
    probed = ProbeResult("x11", False, (), {}, programs)
    return next(found for found in quiet(environment, None, probed) if found.id == QuietReason.CALL.value)


def test_nobody_records() -> None:
    assert (call(True).verdict, call(True).text, call(True).remedy) == ("ok", "seen", "")


def test_the_program_that_records_is_named_and_what_to_do_if_it_is_no_call() -> None:
    found = call(True, "Teams", "Firefox", "Teams")
    assert found.verdict == "ok"
    assert found.text == 'seen; the microphone is in use now, by "Firefox", "Teams"'
    assert "call = false" in found.remedy


def test_where_calls_are_not_heeded_nothing_needs_doing() -> None:
    found = call(False, "Recorder")
    assert found.text == 'turned off: call = false in [quiet] (the microphone is in use now, by "Recorder")'
    assert found.remedy == ""


@pytest.mark.parametrize("name", ["\x1b[2J", "two\nlines", "x" * 10_000])
def test_a_name_does_nothing_to_the_terminal(name: str) -> None:
    text = call(True, name).text
    assert text.isprintable()
    assert len(text) < 200
