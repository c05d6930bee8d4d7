"""`breakd demo` tells a day of the real engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from breakd.cli import main
from breakd.cli.demo_body import given, next_monday
from breakd.engine.settings import BodySettings, Settings
from breakd.messages import demo as texts
from breakd.stretches import catalogue
from breakd.system import paths

KEYS = ["day", "time", "stretch", "level", "side", "firm", "reason"]
LEG = """
[body]
pain = ["sciatic"]
side = "right"
disclaimer = "confirmed"
"""
OWN = """
[[stretch]]
id = "mine"
name = "My own"
regions = ["lumbar"]
targets = ["sciatic"]
direction = "neutral"
setting = "seated"
steps = [{ part = "setup", seconds = 5, text = "Sit tall." }, { seconds = 10, text = "Breathe out." }]
"""
Objects = Callable[..., list[dict[str, Any]]]


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


@pytest.mark.parametrize("arguments", [["--json"], ["--days", "3"], ["--seed", "0"], ["--from", "2026-11-23"]])
def test_what_a_person_would_be_given_needs_a_person(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", *arguments]) == 2
    assert "--body" in capsys.readouterr().err


class TestOfABody:
    """`breakd demo --body FILE`."""

    @pytest.fixture
    def person(self, tmp_path: Path) -> Path:
        file = tmp_path / "somebody.toml"
        file.write_text(LEG)
        return file

    @pytest.fixture
    def objects(self, capsys: pytest.CaptureFixture[str]) -> Objects:
        def told(*arguments: object) -> list[dict[str, Any]]:
            assert main(["demo", "--json", *map(str, arguments)]) == 0
            return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

        return told

    def test_every_break_of_every_day_with_its_reason(self, person: Path, objects: Objects) -> None:
        lines = objects("--body", person, "--days", 10)
        assert [list(line) for line in lines] == [KEYS] * len(lines)
        assert [*dict.fromkeys(line["day"] for line in lines)] == [*range(1, 11)]
        for day in range(1, 11):
            times = [line["time"] for line in lines if line["day"] == day]
            assert times == sorted(times)
            assert len(times) >= 14, "a reminder after every half hour of work"
            assert times[0] == "09:30"
        assert all(line["reason"].endswith(".") for line in lines)
        assert any("Last done on Friday." in line["reason"] for line in lines if line["day"] == 6)
        assert all(a["stretch"] != b["stretch"] for a, b in pairwise(lines)), "never the same twice running"

    def test_the_dose_the_side_and_the_firm_ones_are_those_of_the_reminder(
        self, person: Path, objects: Objects
    ) -> None:
        lines = objects("--body", person, "--days", 10)
        stretches = catalogue.load().stretches
        assert {line["firm"] for line in lines} == {False, True}
        for line in lines:
            stretch = stretches[line["stretch"]]
            assert line["level"] in (1, 2, 3)
            alone = stretch.side_policy == "affected"
            assert line["side"] == ({True: "right", False: "both"}[alone] if stretch.sides == "both" else None)
            assert not line["firm"] or stretch.setting == "standing"
        assert {line["side"] for line in lines} == {None, "both", "right"}

    def test_the_same_body_and_seed_give_the_same_lines(self, person: Path, objects: Objects) -> None:
        lines = objects("--body", person, "--days", 2)
        assert objects("--body", person, "--days", 2) == lines
        assert objects("--body", person, "--days", 2, "--seed", 0) == lines
        assert objects("--body", person, "--days", 2, "--from", "2030-07-01") == lines, "another Monday"
        other = objects("--body", person, "--days", 2, "--seed", 1)
        assert [line["stretch"] for line in other] != [line["stretch"] for line in lines]

    def test_nobody_works_on_saturday(self, person: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["demo", "--body", str(person), "--days", "2", "--from", "2026-11-27"]) == 0
        told = capsys.readouterr().out
        assert re.findall("Day .*", told) == ["Day 1, Friday 2026-11-27", "Day 2, Monday 2026-11-30"]

    def test_the_days_are_told_and_counted(self, person: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["demo", "--body", str(person)]) == 0
        told = capsys.readouterr().out
        assert len(re.findall("^Day", told, re.MULTILINE)) == 5
        assert "Sciatic nerve glide" in told
        assert re.search(r"Sciatic nerve glide \(sitting\), right side only\. Easy, 39 s\.", told), (
            "one side is one side"
        )
        assert "(time to get up)\n" in told
        (all_in_all,) = re.findall(r"\n(\d+) breaks, \d+ different stretches, [345]\d % of the breaks", told)
        assert sum(int(count) for count in re.findall(r"^ +(\d+)  .+: ", told, re.MULTILINE)) == int(all_in_all)

    def test_the_settings_of_a_file_hold_and_no_others(self, person: Path, objects: Objects, tmp_path: Path) -> None:
        before = objects("--body", person, "--days", 1)
        own = paths.made(paths.config_dir()) / "config.toml"
        own.write_text('[sitting]\nlimit = "45m"\n')
        assert objects("--body", person, "--days", 1) == before
        config = tmp_path / "home.toml"
        config.write_text('[place]\nnow = "home"\n[hours]\nwednesday = ["20:00-22:00"]\n')
        lines = objects("--body", person, "--config", config, "--days", 5)
        assert {line["time"] for line in lines if line["day"] == 1} <= {"20:30", "21:00", "21:01", "21:31", "21:32"}
        settings = {catalogue.load().stretches[line["stretch"]].setting for line in lines}
        assert settings == {"seated", "standing", "floor"}

    def test_hours_over_midnight_and_none_at_all(self, objects: Objects, person: Path, tmp_path: Path) -> None:
        config = tmp_path / "night.toml"
        config.write_text('[hours]\nmonday = ["23:00-01:00"]\n')
        lines = objects("--body", person, "--config", config, "--days", 1)
        assert [line["time"][:2] for line in lines] == ["23", "00", "00"]

    def test_without_the_confirmed_notice_only_walking_comes(
        self, objects: Objects, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        body = tmp_path / "open.toml"
        body.write_text("[body]\n")
        assert {line["stretch"] for line in objects("--body", body, "--days", 1)} <= {"walk-break", None}
        main(["demo", "--body", str(body), "--days", "1"])
        assert texts.PERSON_OPEN in capsys.readouterr().out

    def test_where_nothing_is_allowed_it_says_what_the_person_reads(
        self, person: Path, objects: Objects, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        config = tmp_path / "none.toml"
        config.write_text(f"[stretches]\ndisable = {json.dumps(sorted(set(catalogue.load().stretches)))}\n")
        lines = objects("--body", person, "--config", config, "--days", 1)
        assert lines
        for line in lines:
            assert (line["stretch"], line["level"], line["side"]) == (None, None, None)
            assert line["reason"].endswith(".")
        assert main(["demo", "--body", str(person), "--config", str(config), "--days", "1"]) == 0
        assert f"09:30  {lines[0]['reason']}\n" in capsys.readouterr().out

    def test_what_is_wrong_in_a_file_is_told(self, person: Path, capsys: pytest.CaptureFixture[str]) -> None:
        person.write_text('[body]\npain = ["elbow"]\nside = "up"\n')
        assert main(["demo", "--body", str(person)]) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert "somebody.toml:2" in told.err
        assert "somebody.toml:3" in told.err

    def test_a_file_that_is_not_there_is_named(self, person: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["demo", "--body", str(person.with_name("nobody.toml"))]) == 1
        assert "nobody.toml" in capsys.readouterr().err
        assert main(["demo", "--body", str(person), "--config", str(person.with_name("no-config.toml"))]) == 1
        assert "no-config.toml" in capsys.readouterr().err

    def test_stretches_of_their_own_beside_the_file_come_too(self, person: Path, objects: Objects) -> None:
        own = paths.made(person.parent / "stretches.d")
        (own / "mine.toml").write_text(OWN)
        assert "mine" in {line["stretch"] for line in objects("--body", person, "--days", 5)}

    @pytest.mark.parametrize("day", ["tomorrow", "2026-13-01"])
    def test_a_day_is_a_date(self, day: str, person: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["demo", "--body", str(person), "--from", day]) == 2
        assert day in capsys.readouterr().err


@pytest.mark.parametrize(("day", "monday"), [(23, 23), (24, 30), (29, 30), (30, 30)])
def test_the_first_day_is_the_next_monday(day: int, monday: int) -> None:
    assert next_monday(date(2026, 11, day)) == date(2026, 11, monday)


def test_on_a_call_only_what_goes_unnoticed_comes() -> None:
    settings = Settings(body=BodySettings(disclaimer=True))
    known = catalogue.load()
    breaks = [*given(settings, known, date(2026, 11, 23), days=2, on_call=True)]
    assert len(breaks) >= 28
    found = {known.stretches[one.stretch] for one in breaks if one.stretch is not None}
    assert {(one.setting, one.discreet) for one in found} == {("seated", 3)}
