"""What `breakd doctor` prints: package names as the distribution has them, and columns."""

from __future__ import annotations

import re

import pytest

from breakd.cli.doctor.finding import Finding
from breakd.cli.doctor.report import as_text
from breakd.messages import packages


@pytest.mark.parametrize(
    ("os_release", "command"),
    [
        ("ID=debian", "`sudo apt install mako-notifier`"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"', "`sudo apt install mako-notifier`"),
        ("NAME=Fedora\nID=fedora", "`sudo dnf install mako`"),
        ("ID=rocky\nID_LIKE='rhel centos fedora'", "`sudo dnf install mako`"),
        ("ID=manjaro\nID_LIKE=arch", "`sudo pacman -S mako`"),
        ('ID=opensuse-tumbleweed\nID_LIKE="opensuse suse"', "Debian/Ubuntu: mako-notifier; Fedora: mako; Arch: mako"),
        ("", "Debian/Ubuntu: mako-notifier; Fedora: mako; Arch: mako"),
    ],
)
def test_packages_are_named_as_this_distribution_calls_them(os_release: str, command: str) -> None:
    assert packages.how_to_install(packages.MAKO, packages.family_of(os_release)) == command


def test_every_need_has_a_package_in_each_family() -> None:
    for need, names in packages.PACKAGES.items():
        assert len(names) == len(packages.FAMILIES) == len(packages.COMMANDS), need
        assert all(re.fullmatch(r"[a-z0-9.+-]+", name) for name in names), need


def test_long_texts_stay_in_their_column() -> None:
    because = ("why " * 20, "and why")
    checks = [
        Finding("a", "first", "ok", "short"),
        Finding("b", "second one", "degraded", "word " * 30, "do " * 40, because),
    ]
    *lines, empty, summary = as_text(checks, 60).splitlines()
    assert lines[0] == "ok       first       short"
    assert lines[1].startswith("limited  second one  ")
    assert all(len(line) <= 60 for line in lines)
    assert {line[:21] for line in lines[2:]} == {" " * 21}
    assert (empty, summary) == ("", "breakd works here. Limited: second one.")


@pytest.mark.parametrize(
    ("verdicts", "summary"),
    [
        ("ok ok", "Everything that breakd can use works here."),
        ("degraded ok degraded", "breakd works here. Limited: 0, 2."),
        ("missing ok", "breakd needs: 0."),
        ("degraded missing", "breakd needs: 1. Limited: 0."),
    ],
)
def test_the_last_line_says_what_to_look_at(verdicts: str, summary: str) -> None:
    """Four lines that say "limited" are usual on a good desktop, and no sign of a fault."""
    found = [Finding("id", str(n), verdict, "text") for n, verdict in enumerate(verdicts.split())]
    assert as_text(found, 80).splitlines()[-1] == summary
