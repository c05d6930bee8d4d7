"""In which country a computer is, as its language and its time zone tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from breakd.config import load
from breakd.config.country import countries
from breakd.stretches.model import HelpNumbers
from breakd.system import paths


@pytest.fixture
def zones(tmp_path: Path) -> Path:
    folder = tmp_path / "zoneinfo"
    (folder / "Europe").mkdir(parents=True)
    (folder / "Europe" / "Warsaw").write_text("")
    (folder / "Etc").mkdir()
    (folder / "Etc" / "UTC").write_text("")
    (folder / "zone.tab").write_text("# code\tcoordinates\tTZ\nPL\t+5215+02100\tEurope/Warsaw\nJP\t+35\tAsia/Tokyo\n")
    return folder


def found(zones: Path, localtime: str, **environ: str) -> set[str]:
    link = zones.parent / "localtime"
    link.symlink_to(zones / localtime)
    return set(countries(environ, link, zones))


@pytest.mark.parametrize(
    ("localtime", "environ", "wanted"),
    [
        ("Europe/Warsaw", {}, {"PL"}),
        ("Europe/Warsaw", {"LANG": "pl_PL.UTF-8"}, {"PL"}),
        ("Europe/Warsaw", {"LANG": "en_US.UTF-8"}, {"PL", "US"}),
        ("Europe/Warsaw", {"TZ": "Asia/Tokyo", "LANG": "ja_JP"}, {"JP"}),
        ("Europe/Warsaw", {"TZ": ":Asia/Tokyo"}, {"JP"}),
        ("Etc/UTC", {"LANG": "C.UTF-8"}, set()),
        ("Etc/UTC", {"LANG": "de_AT@euro"}, {"AT"}),
        ("Etc/UTC", {"LC_ALL": "fr_FR.UTF-8", "LANG": "de_DE"}, {"FR"}),
        ("Etc/UTC", {"LC_ALL": "", "LC_MESSAGES": "pt_BR", "LANG": "de_DE"}, {"BR"}),
        ("Etc/UTC", {"LC_ALL": "C", "LANG": "de_DE"}, set()),
        ("Etc/UTC", {"LANG": "en"}, set()),
    ],
)
def test_language_and_clock(zones: Path, localtime: str, environ: dict[str, str], wanted: set[str]) -> None:
    assert found(zones, localtime, **environ) == wanted


def test_a_computer_without_a_table_or_a_zone_goes_by_its_language(tmp_path: Path) -> None:
    nowhere = tmp_path / "none"
    assert countries({"LANG": "de_DE"}, nowhere, nowhere) == {"DE"}


@pytest.mark.parametrize(
    ("localtime", "environ", "wanted"),
    [
        ("Arctic/Longyearbyen", {}, {"SJ"}),
        ("Poland", {}, {"PL"}),
        ("Poland", {"TZ": "Arctic/Longyearbyen"}, {"SJ"}),
        ("Poland", {"TZ": ":Poland"}, {"PL"}),
    ],
)
def test_a_zone_that_is_a_link_to_one_like_it(
    zones: Path, localtime: str, environ: dict[str, str], wanted: set[str]
) -> None:
    """The country is that of the name which was chosen; of an old name, that of the new one."""
    (zones / "Arctic").mkdir()
    (zones / "Arctic" / "Longyearbyen").symlink_to("../Europe/Warsaw")
    (zones / "Poland").symlink_to(zones / "Europe" / "Warsaw")
    with (zones / "zone.tab").open("a") as table:
        table.write("SJ\t+7800+01600\tArctic/Longyearbyen\n")
    assert found(zones, localtime, **environ) == wanted


def test_a_zone_by_the_name_of_its_link(zones: Path) -> None:
    """glibc looks at the file itself when it has an absolute name."""
    assert found(zones, "Europe/Warsaw", TZ=f":{zones.parent}/localtime") == {"PL"}


def test_links_that_go_in_a_circle_are_no_zone(zones: Path) -> None:
    (zones / "Poland").symlink_to("Poland")
    assert found(zones, "Poland") == set()


def numbers() -> HelpNumbers:
    return load(paths.config_file(), paths.body_file()).stretches.catalogue.safety.help


def test_the_settings_come_before_the_country(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert numbers() == HelpNumbers("112", "116 117")
    paths.made(paths.config_dir())
    paths.config_file().write_text('[help]\nadvice = "the surgery, 030 123"\n[sitting]\nlimit = "soon"\n')
    assert numbers() == HelpNumbers("112", "the surgery, 030 123"), "a fault elsewhere takes no number away"
