"""What an open window knows of the settings is what they are now, and where the computer is now."""

from __future__ import annotations

import pytest

from breakd.board.current_settings import CurrentSettings
from breakd.stretches.model import HelpNumbers


def numbers(settings: CurrentSettings) -> HelpNumbers:
    return settings.loaded().stretches.catalogue.safety.help


def test_a_window_that_travels_names_the_numbers_of_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    settings = CurrentSettings()
    assert numbers(settings) == HelpNumbers("112", "116 117")
    assert settings.loaded() is settings.loaded(), "nothing is made again while nothing changes"
    monkeypatch.setenv("TZ", "America/New_York")
    assert numbers(settings) == HelpNumbers()
