"""`status --json`: the document itself, to the letter, since bars and scripts are built on it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from breakd.engine.events import QuietReason
from breakd.engine.status import UnavailableReason, UnavailableStretch
from breakd.status_json import to_json
from tests.support.recording_handler import BERLIN, CAPABILITIES, DUE, SITTING

DATA = Path(__file__).parent / "data"
DOCS = Path(__file__).parents[1] / "docs" / "status-json.md"


def as_text(document: object) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def test_an_open_reminder_to_the_letter() -> None:
    assert as_text(to_json(DUE, CAPABILITIES, "0.1.0")) == (DATA / "status-due.json").read_text()


def test_nothing_open_to_the_letter() -> None:
    assert as_text(to_json(SITTING, CAPABILITIES, "0.1.0")) == (DATA / "status-sitting.json").read_text()


def test_times_carry_the_offset_of_their_place() -> None:
    summer = datetime(2026, 7, 1, 14, 30, 59, 999_999, tzinfo=BERLIN)
    status = replace(SITTING, paused_until=summer, snoozed_until=summer.astimezone(UTC), flare_until=summer)
    document = to_json(status, CAPABILITIES, "0.1.0")
    assert document["paused_until"] == document["flare_until"] == "2026-07-01T14:30:59+02:00"
    assert document["snoozed_until"] == "2026-07-01T12:30:59+00:00"


def test_a_pause_may_have_no_end() -> None:
    assert to_json(replace(SITTING, paused_until="forever"), CAPABILITIES, "")["paused_until"] == "forever"


def test_what_is_away_says_why_and_until_when() -> None:
    midnight = datetime(2026, 11, 23, tzinfo=BERLIN)
    away = (
        UnavailableStretch("cobra", UnavailableReason.HURTS, None),
        UnavailableStretch("sphinx", UnavailableReason.DIRECTION, midnight),
        UnavailableStretch("plow", UnavailableReason.LIMIT, midnight),
    )
    document = to_json(replace(SITTING, gentle_until=midnight, away=away), CAPABILITIES, "")
    assert document["gentle_until"] == "2026-11-23T00:00:00+01:00"
    assert document["away"] == [
        {"stretch": "cobra", "why": "hurts", "until": None},
        {"stretch": "sphinx", "why": "direction", "until": "2026-11-23T00:00:00+01:00"},
        {"stretch": "plow", "why": "limit", "until": "2026-11-23T00:00:00+01:00"},
    ]


def test_every_quiet_reason_is_its_word() -> None:
    document = to_json(replace(SITTING, quiet=tuple(QuietReason)), CAPABILITIES, "")
    assert document["quiet"] == [
        "call",
        "screen-share",
        "do-not-disturb",
        "fullscreen",
        "off-hours",
        "locked",
        "paused",
    ]


def test_the_documentation_tells_every_field() -> None:
    told = set(re.findall(r"`([a-z_.]+)`", DOCS.read_text()))
    document = to_json(DUE, CAPABILITIES, "0.1.0")
    fields = set(document)
    for name in ("reminder", "today", "capabilities"):
        fields |= {f"{name}.{inner}" for inner in document[name]}
    fields |= {f"today.outcomes.{word}" for word in document["today"]["outcomes"]}
    assert fields <= told, f"not in docs/status-json.md: {sorted(fields - told)}"
