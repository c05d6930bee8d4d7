"""What the guide takes from the daemon before it begins."""

from __future__ import annotations

from typing import Any

import pytest

from breakd.cli.start import scripts_of
from breakd.client.dbus_client import DaemonClient
from breakd.engine.settings import BodySettings
from breakd.guide.before import LineKind
from breakd.guide.client import GuideClient, GuidePlan
from breakd.stretches import catalogue

KNOWN = catalogue.load()
WHY = KNOWN.stretches["chair-back-stretch"].why["leg_nerve_pain"]


class Daemon(DaemonClient):
    """One that suggests the stretch on the chair's back to a person of whom this is known."""

    def __init__(self, known: dict[str, Any]) -> None:
        self._known = known

    def request(self, member: str, signature: str = "", *arguments: Any) -> None:
        """Everything is granted."""

    def status(self) -> dict[str, Any]:
        """The document, as far as it is read."""
        return {"reminder": {"id": 3, "stretch": "chair-back-stretch", "level": 1}, **self._known}


def plan(**known: Any) -> GuidePlan:
    return GuideClient(Daemon(known)).begin(0, "")


@pytest.mark.parametrize(
    ("known", "told"),
    [({"spread_until": "2026-12-03T00:00:00+01:00"}, True), ({"spread_until": None}, False), ({}, False)],
)
def test_after_it_spread_the_guide_says_what_to_mind(known: dict[str, Any], told: bool) -> None:
    """Nothing is ticked: for a week it is what was said that holds. An older daemon does not say it."""
    (script,) = scripts_of(plan(**known), BodySettings(), KNOWN)
    cautions = [line.text for line in script.before.lines if line.kind is LineKind.CAUTION]
    assert any(WHY in line for line in cautions) is told
