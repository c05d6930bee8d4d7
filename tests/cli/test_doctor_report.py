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
    lines = as_text(checks, 60).splitlines()
    assert lines[0] == "ok        first       short"
    assert all(len(line) <= 60 for line in lines)
    assert {line[:22] for line in lines[2:]} == {" " * 22}
