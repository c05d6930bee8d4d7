"""`tools/release`: one changelog becomes the tag, AppStream, debian/changelog and the date of the man pages."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ElementTree
from datetime import date
from pathlib import Path

import pytest

import breakd
from tools import release
from tools.changelog import appstream_releases, debian_changelog, released, releases, tag_text, with_release

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- `breakd fly` & a [page](https://example.org/fly) of **it**, which is so long that a line of eighty columns
  cannot hold all of it.

### Fixed

- A fault.

## [0.1.0] - 2026-12-01

### Added

- All.
"""
DAY = date(2027, 1, 30)


def test_a_release_takes_what_is_unreleased() -> None:
    text = with_release(CHANGELOG, "0.2.0", DAY)
    assert "## [Unreleased]\n\n## [0.2.0] - 2027-01-30\n\n### Added\n" in text
    assert [(one.version, one.day, one.is_out) for one in releases(text, "0.2.0")] == [
        ("0.2.0", DAY, True),
        ("0.1.0", date(2026, 12, 1), True),
    ]
    assert released(text) == DAY


@pytest.mark.parametrize("version", ["0.1.0", "0.2.0"])
def test_a_release_is_made_once_and_of_something(version: str) -> None:
    with pytest.raises(ValueError, match=version):
        with_release(with_release(CHANGELOG, "0.2.0", DAY) if version == "0.2.0" else CHANGELOG, version, DAY)


def test_the_tag_has_every_line_without_marks() -> None:
    assert tag_text(releases(CHANGELOG, "0.2.0")[0]) == (
        "breakd 0.2.0\n\nAdded:\n- breakd fly & a page of it, which is so long that a line of eighty columns\n"
        "  cannot hold all of it.\n\nFixed:\n- A fault.\n"
    )


def test_debian_gets_an_entry_for_each() -> None:
    text = debian_changelog(releases(CHANGELOG, "0.2.0"))
    assert text.startswith("breakd (0.2.0~next) unstable; urgency=medium\n\n  * breakd fly")
    assert text.endswith(
        " -- The breakd authors <breakd@users.noreply.github.com>  Tue, 01 Dec 2026 00:00:00 +0000\n"
    )


def test_appstream_gets_one_release_for_each() -> None:
    element = ElementTree.fromstring(appstream_releases(releases(CHANGELOG, "0.2.0")))
    assert [(one.get("version"), one.get("type")) for one in element] == [
        ("0.2.0~next", "development"), ("0.1.0", "stable"),
    ]  # fmt: skip
    assert [item.text for item in element[0].iter("li")][1] == "A fault."


def test_what_is_kept_follows_from_the_changelog() -> None:
    debian, metainfo = release.follow(release.CHANGELOG.read_text(), breakd.__version__, release.METAINFO.read_text())
    assert (release.DEBIAN.read_text(), release.METAINFO.read_text()) == (debian, metainfo), "python -m tools.release"


@pytest.mark.packages
def test_dpkg_itself_agrees(tmp_path: Path) -> None:
    file = tmp_path / "changelog"
    file.write_text(debian_changelog(releases(CHANGELOG, "0.2.0")))
    done = subprocess.run(["dpkg-parsechangelog", "-l", file, "--all"], capture_output=True, text=True, check=True)
    assert (done.stderr, "Version: 0.2.0~next" in done.stdout) == ("", True)
