"""From files to settings: what each key means, and every fault with its place."""

from __future__ import annotations

import os
import re
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from breakd.config import LoadedConfig, load
from breakd.engine.settings import HOME, OFFICE, BodySettings, HoursRange, Place, Settings
from tests.config.conftest import TODAY


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(config: Path, text: str = "", body: str | None = None) -> LoadedConfig:
    config.write_text(text)
    beside = config.with_name("body.toml")
    if body is not None:
        beside.write_text(body)
    return load(config, beside)


def good(config: Path, text: str = "", body: str | None = None) -> Settings:
    loaded = read(config, text, body)
    assert loaded.errors == ()
    assert loaded.settings is not None
    return loaded.settings


def bad(config: Path, text: str = "", body: str | None = None) -> list[str]:
    loaded = read(config, text, body)
    assert loaded.settings is None
    return [str(error) for error in loaded.errors]


# --- what is read -----------------------------------------------------------------------------------


def test_nothing_is_all_defaults(config: Path) -> None:
    assert load(config, config.with_name("body.toml")) == LoadedConfig(Settings())
    assert good(config, "") == Settings()


def test_every_key_arrives(config: Path) -> None:
    settings = good(
        config,
        """
        sitting = {limit = "20m", hard_limit = "1h30m", natural_break = "90s", idle_after = "1s"}
        [reminder]
        snooze = ["1m", "1m30s"]
        max_snoozes = 0
        sound = true
        [quiet]
        call = false
        settle = "1s"
        [place]
        now = "cafe"
        home.discreet = 3
        [place.cafe]
        equipment = []
        [stretches]
        enable = ["plow"]
        disable = ["cobra", "walk-break"]
        break = "1m"
        checkup_every = "6 months"
        [tray]
        enabled = false
        [notify]
        backend = "plyer"
        """,
        '[body]\npain = ["neck", "sciatic"]\nside = "left"\nconditions = ["glaucoma"]\neases = "extension"\n',
    )
    assert (settings.sitting.limit, settings.sitting.hard_limit) == (1200, 5400)
    assert (settings.sitting.natural_break, settings.sitting.idle_after) == (90, 1)
    assert settings.sitting.passive_cap == 7200
    assert settings.reminder.snooze == (60, 90)
    assert (settings.reminder.max_snoozes, settings.reminder.sound) == (0, True)
    assert (settings.quiet.call, settings.quiet.fullscreen, settings.quiet.settle) == (False, True, 1)
    assert settings.place == "cafe"
    assert settings.places["office"] == OFFICE
    assert settings.places["home"] == Place(HOME.settings, HOME.equipment, 3)
    assert settings.places["cafe"] == Place(OFFICE.settings, frozenset(), OFFICE.discreet)
    assert settings.stretches.enable == {"plow"}
    assert settings.stretches.disable == {"cobra", "walk-break"}
    assert settings.stretches.break_ == 60
    assert settings.stretches.checkup_every == pytest.approx(182.625 * 86400)
    assert (settings.tray, settings.backend) == (False, "plyer")
    assert settings.body == BodySettings(frozenset({"neck", "sciatic"}), "left", frozenset({"glaucoma"}), "extension")


def test_work_hours(config: Path) -> None:
    assert good(config, "").hours is None
    settings = good(
        config, '[hours]\nmonday = ["08:00-12:00", "13:30 - 24:00"]\nfriday = ["22:00-06:00"]\nsunday = []'
    )
    assert settings.hours is not None
    assert settings.hours[0] == (HoursRange(time(8), time(12)), HoursRange(time(13, 30), time(0)))
    assert settings.hours[4] == (HoursRange(time(22), time(6)),)
    assert [len(day) for day in settings.hours] == [2, 0, 0, 0, 1, 0, 0], "a day that is not named is a day off"
    assert good(config, '[hours]\nmonday = ["00:00-24:00"]\n').hours == (((HoursRange(time(0), time(0)),)), *[()] * 6)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("off", None), ("26 weeks", 26 * 604800), ("26w", 26 * 604800), ("1 week", 604800), ("1 month", 2629800),
     ("90s", 90), ("24h", 86400)],
)  # fmt: skip
def test_the_check_up(config: Path, text: str, seconds: float | None) -> None:
    assert good(config, f'[stretches]\ncheckup_every = "{text}"').stretches.checkup_every == seconds


@pytest.mark.parametrize("day", ["2026-10-20", '"2026-10-20"', "' 2026-10-20 '"])
def test_days_of_the_body(config: Path, day: str) -> None:
    body = good(config, "", f"[body]\nsurgery = {day}\nsurgery_released = true\npregnant_since = {day}\n").body
    assert body == BodySettings(surgery=date(2026, 10, 20), surgery_released=True, pregnant_since=date(2026, 10, 20))


def test_the_old_words_for_weeks_stay_valid(config: Path) -> None:
    words = frozenset({"pregnancy", "recent_surgery"})
    assert good(config, "", f"[body]\nconditions = {sorted(words)}\n").body.conditions == words


def test_a_byte_order_mark_and_windows_lines_are_fine(config: Path) -> None:
    config.write_bytes(b'\xef\xbb\xbf[sitting]\r\nlimit = "20m"\r\n')
    loaded = load(config, config.with_name("body.toml"))
    assert loaded.settings is not None
    assert loaded.settings.sitting.limit == 1200


# --- what is not ------------------------------------------------------------------------------------


def test_the_fault_of_the_contract(config: Path) -> None:
    text = "\n" * 10 + '[sitting]\nlimit = "thirty"\n'
    assert bad(config, text) == ['config.toml:12: sitting.limit: expected a duration like "30m", got "thirty"']


def test_five_faults_are_five_lines_at_once(config: Path) -> None:
    text = """
[sitting]
limt = "30m"
hard_limit = 60
[reminder]
snooze = []
[qiet]
call = true
"""
    assert bad(config, text, '[body]\npain = ["lumber"]\n') == [
        'config.toml:3: sitting.limt: unknown key; did you mean "limit"?',
        'config.toml:4: sitting.hard_limit: expected a duration like "30m", got 60',
        'config.toml:6: reminder.snooze: expected a list of durations like ["10m", "5m"], got an empty list',
        'config.toml:7: qiet: unknown key; did you mean "quiet"?',
        'body.toml:2: body.pain[0]: expected a part of the body, got "lumber"; did you mean "lumbar"?',
    ]


TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("surgery = 20261020", "surgery: expected a date like 2026-10-20, got 20261020"),
        ('surgery = "20.10.2026"', 'surgery: expected a date like 2026-10-20, got "20.10.2026"'),
        ('surgery = "2026-02-30"', 'surgery: expected a date like 2026-10-20, got "2026-02-30"'),
        ("surgery = 2026-10-20T08:30:00", "surgery: expected a date like 2026-10-20, got 2026-10-20 08:30:00"),
        ("surgery = true", "surgery: expected a date like 2026-10-20, got true"),
        (
            f"surgery = {TOMORROW}",
            f"surgery: expected a day up to today, got {TOMORROW}; please check the year",
        ),
        (
            f"pregnant_since = {TOMORROW}",
            f"pregnant_since: expected a day up to today, got {TOMORROW}; please check the year",
        ),
        (
            "pregnant_since = 0226-09-01",
            "pregnant_since: expected a day since 1900-01-01, got 0226-09-01; please check the year",
        ),
        (
            "surgery_released = true",
            "surgery_released: expected the day of the operation too, as in surgery = 2026-10-20",
        ),
        ('surgery_released = "yes"', 'surgery_released: expected true or false, got "yes"'),
    ],
)
def test_days_that_cannot_be(config: Path, line: str, fault: str) -> None:
    assert bad(config, "", f"[body]\n{line}\n") == [f"body.toml:2: body.{fault}"]


def test_a_day_that_was_right_does_not_become_wrong_with_time(config: Path) -> None:
    assert good(config, "", "[body]\npregnant_since = 2009-01-01\n").body.pregnant_since == date(2009, 1, 1)


@pytest.mark.parametrize(
    "length", ["30", "0s", "", "m", "1.5h", "-5m", "30 m", "5m3h", "1h 30m", "٣m", "9" * 5000 + "s"]
)
def test_what_is_no_duration(config: Path, length: str) -> None:
    (fault,) = bad(config, f'[reminder]\nexpires = "{length}"\n')
    assert fault.startswith('config.toml:2: reminder.expires: expected a duration like "30m", got "')
    assert len(fault) < 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sitting]\nlimit = 30", "config.toml:2: sitting.limit: "),
        ("sitting = 3", "config.toml:1: sitting: expected a table, got 3"),
        ('[reminder]\nsound = "yes"', 'config.toml:2: reminder.sound: expected true or false, got "yes"'),
        ("[reminder]\nmax_snoozes = true",
         "config.toml:2: reminder.max_snoozes: expected a whole number from 0 to 100"),
        ("[reminder]\nmax_snoozes = -1", "got -1"),
        ("[reminder]\nmax_snoozes = 2.0", "got 2.0"),
        ('[reminder]\nsnooze = "10m"',
         'config.toml:2: reminder.snooze: expected a list of durations like ["10m", "5m"], got "10m"'),
        ('[reminder]\nsnooze = [\n"10m",\n"x"\n]',
         'config.toml:4: reminder.snooze[1]: expected a duration like "30m", got "x"'),
        ("[stretches]\nlong_break_every = 0",
         "config.toml:2: stretches.long_break_every: expected a whole number from 1"),
        ('[stretches]\nenable = ["cat-cwo"]',
         'config.toml:2: stretches.enable[0]: expected a stretch from `breakd stretches list`, got "cat-cwo"; '
         'did you mean "cat-cow"?'),
        ('[stretches]\nenable = ["xyzzy"]', 'got "xyzzy"'),
        ('[stretches]\nenable = ["plow"]\ndisable = ["plow"]',
         'config.toml:3: stretches.disable: expected "plow" in enable or in disable'),
        ('[stretches]\ncheckup_every = "0 weeks"', 'expected "off", or an interval like "26 weeks"'),
        ('[notify]\nbackend = "popup"',
         'config.toml:2: notify.backend: expected one of "auto", "desktop", "terminal", "plyer", got "popup"'),
        ('[place]\nnow = "mars"',
         'config.toml:2: place.now: expected a place that has a table, one of "office", "home", got "mars"'),
        ("[place]\nnwo = 3", 'config.toml:2: place.nwo: unknown key; did you mean "now"?'),
        ('[place."a b"]\n', 'config.toml:1: place."a b": expected a name'),
        ("[place.home]\ndiscreet = 4",
         "config.toml:2: place.home.discreet: expected a whole number from 1 to 3, got 4"),
        ('[place.home]\nequipment = ["mat", "sofa"]', "config.toml:2: place.home.equipment[1]: expected one of"),
        ('[place.home]\nsettings = ["flor"]', 'did you mean "floor"?'),
        ("[place.now]\n", "config.toml:1: place.now: expected text in quotes, got a table"),
        ('[hours]\nmonday = ["8-18"]',
         'config.toml:2: hours.monday[0]: expected hours like "08:00-18:00", got "8-18"'),
        ('[hours]\nmonday = ["08:00-25:00"]', "hours.monday[0]"),
        ('[hours]\nmonday = ["08:60-09:00"]', "hours.monday[0]"),
        ('[hours]\nmonday = ["24:00-01:00"]', "hours.monday[0]"),
        ('[hours]\nmonday = ["08:00-24:30"]', "hours.monday[0]"),
        ('[hours]\nmonday = ["08:00-08:00"]', "hours.monday[0]"),
        ('[hours]\nmonday = "08:00-18:00"', "config.toml:2: hours.monday: expected a list"),
        ('[hours]\nmoonday = ["08:00-18:00"]',
         'config.toml:2: hours.moonday: unknown key; did you mean "monday"?'),
        ('[hours]\nmonday = "9-17"',
         'config.toml:2: hours.monday: expected a list of hours like ["09:00-17:00"], got "9-17"'),
        ("[hours]\n", "config.toml:1: hours: expected hours on at least one day"),
        ("[hours]\nsunday = []", "config.toml:1: hours: expected hours on at least one day"),
        ('[body]\npain = ["neck"]', "config.toml:1: body: this key belongs in body.toml"),
        ('limit = "30m"', "config.toml:1: limit: this key belongs in [sitting]"),
        ('[reminder]\nlimit = "30m"',
         "config.toml:2: reminder.limit: this key belongs in [sitting]"),
        ("discreet = 2", "config.toml:1: discreet: this key belongs in [place.NAME]"),
        ('[sitting]\nlimit = "2h"',
         'config.toml:2: sitting.limit: expected at most the hard_limit of "60m", got "2h"'),
        ('[sitting]\nhard_limit = "20m"',
         'config.toml:2: sitting.hard_limit: expected at least the limit of "30m", got "20m"'),
        ('[sitting]\nhard_limit = "5m"\nlimit = "6m"', 'config.toml:3: sitting.limit: expected at most'),
        ('[sitting]\nlimit = "\\u001b[31m\\u202e"', r'got "\x1b[31m\u202e"'),
        ("[sitting]\nlimit = 1979-05-27", "got 1979-05-27"),
        ("[sitting]\nlimit = [1]", "got a list"),
    ],
)  # fmt: skip
def test_each_fault(config: Path, text: str, said: str) -> None:
    faults = bad(config, text)
    assert len(faults) == 1, faults
    assert said in faults[0]


@pytest.mark.parametrize(
    ("hours", "lines"),
    [
        ({"monday": ["08:00-12:00", "11:00-13:00"]}, [2]),
        ({"monday": ["11:00-13:00", "08:00-12:00"]}, [2]),
        ({"monday": ["08:00-18:00", "09:00-10:00", "17:00-19:00"]}, [2, 2]),
        ({"friday": ["22:00-06:00"], "saturday": ["05:00-07:00"]}, [3]),
        ({"sunday": ["22:00-06:00"], "monday": ["05:00-07:00"]}, [3]),
        ({"monday": ["08:00-12:00", "12:00-13:00"], "sunday": ["20:00-08:00"]}, []),
        ({"monday": ["00:00-24:00"], "tuesday": ["00:00-24:00"]}, []),
        ({"monday": ["08:00-12:00", "08:00-12:00"]}, [2]),
    ],
)
def test_hours_that_overlap(config: Path, hours: dict[str, list[str]], lines: list[int]) -> None:
    text = "[hours]\n" + "".join(f"{day} = {ranges}\n" for day, ranges in hours.items())
    loaded = read(config, text)
    assert [error.line for error in loaded.errors] == lines
    assert all("do not overlap" in error.problem for error in loaded.errors)


@pytest.mark.parametrize(
    "junk", ["[]", '["confirmed"]', '[["30m"]]', "{}", "{a = 1}", "true", "1.5", "inf", "07:30:00"]
)
def test_no_value_of_any_key_stops_it(config: Path, junk: str) -> None:
    """A value of another kind is a fault on its line; breakd goes on by what it had, and never ends over a file."""
    example, body = (Path(__file__).parents[2] / name for name in ("config.example.toml", "examples/body.toml"))
    for file, text in ((config, example.read_text()), (config.with_name("body.toml"), body.read_text())):
        lines = [
            line.removeprefix("#") if re.match(r"#\[?\w+(\]| = \[\"?)", line) else line for line in text.splitlines()
        ]
        for number, line in enumerate(lines):
            key, equals, _ = line.partition(" = ")
            if not equals or not re.fullmatch(r"[\w.]+", key):
                continue
            file.write_text("\n".join([*lines[:number], f"{key} = {junk}", *lines[number + 1 :]]))
            loaded = load(config, config.with_name("body.toml"))
            if loaded.settings is None:
                assert {error.line for error in loaded.errors} >= {number + 1}, (line, loaded.errors)
        file.write_text("\n".join(lines))
        assert load(config, config.with_name("body.toml")).errors == ()


@pytest.mark.parametrize("raw", ['["confirmed"]', "{confirmed = true}", '"yes"', "true"])
def test_what_does_not_confirm_the_disclaimer_is_a_fault(config: Path, raw: str) -> None:
    (fault,) = bad(config, "", f"[body]\ndisclaimer = {raw}\n")
    assert fault.startswith("body.toml:2: body.disclaimer: expected ")


def test_a_wrong_value_is_not_judged_twice(config: Path) -> None:
    assert len(bad(config, '[sitting]\nlimit = "thirty"\nhard_limit = "10m"')) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[sitting]\nlimit = 30m "a"\n', "config.toml:2: this is not TOML: "),
        ("[sitting\n", "config.toml:1: this is not TOML: "),
        ('\n\na = 1\na = 2\n"', "config.toml:"),
        ("x = " + "[" * 5000, "config.toml:1: the brackets are nested too deeply"),
        ("x = " + "9" * 5000, "config.toml: this is not TOML: "),
        ("x = " + "#" * (1 << 20), "config.toml: expected at most 64 KiB, got more"),
    ],
)
def test_what_is_no_toml(config: Path, text: str, said: str) -> None:
    (fault,) = bad(config, text)
    assert fault.startswith(said)


def test_a_fault_in_one_file_does_not_hide_those_of_the_other(config: Path) -> None:
    assert len(bad(config, "x = [", '[body]\nside = "lft"\nmain = 3\n')) == 3


def test_what_is_not_utf8(config: Path) -> None:
    config.write_bytes(b"[sitting]\n# caf\xe9\n")
    (error,) = load(config, config).errors[:1]
    assert str(error) == "config.toml:2: expected text in UTF-8, got the byte 0xe9"


def _folder(file: Path) -> None:
    file.mkdir()


def _pipe(file: Path) -> None:
    os.mkfifo(file)


def _circle(file: Path) -> None:
    file.symlink_to(file.name)


def _device(file: Path) -> None:
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_folder, "config.toml: expected a file, got a folder"),
        (_pipe, "config.toml: expected a file, got a pipe"),
        (_device, "config.toml: expected a file, got a device"),
        (_circle, "config.toml: cannot be read: "),
    ],
)
def test_what_is_no_file(config: Path, make: Any, said: str) -> None:
    make(config)
    (error,) = load(config, config.with_name("body.toml")).errors
    assert str(error).startswith(said)


def test_a_file_that_may_not_be_read(config: Path) -> None:
    beside = config / "config.toml"  # root may read everything, but not a file inside a file
    config.write_text("")
    (error,) = load(beside, config.with_name("body.toml")).errors
    assert str(error) == "config.toml: cannot be read: Not a directory"


def test_a_link_to_nothing_is_a_missing_file(config: Path) -> None:
    config.symlink_to("nowhere")
    assert load(config, config.with_name("body.toml")).settings == Settings()
