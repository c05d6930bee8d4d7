"""Makes a release of what CHANGELOG.md has under Unreleased: python -m tools.release 0.2.0

It writes the version, the day, the AppStream release, debian/changelog and the man pages, and puts the text of the
tag into build/tag.txt. Without a version it brings the files that follow from CHANGELOG.md up to date. It commits
nothing.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import breakd

from . import man_pages
from .changelog import appstream_releases, before_releases, debian_changelog, releases, tag_text, with_release

PROJECT = Path(__file__).parents[1]
CHANGELOG = PROJECT / "CHANGELOG.md"
VERSION_FILE = PROJECT / "breakd/__init__.py"
METAINFO = PROJECT / "packaging/io.github.breakd.metainfo.xml"
SPEC, PKGBUILD = PROJECT / "packaging/rpm/breakd.spec", PROJECT / "packaging/aur/PKGBUILD"
DEBIAN = PROJECT / "packaging/debian/changelog"
TAG = PROJECT / "build/tag.txt"
_VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
_IN_RECIPES = re.compile(r"^(Version: +|pkgver=)\S+$", re.MULTILINE)
_RELEASES = re.compile(r" *<releases>.*</releases>\n", re.DOTALL)
_NUMBER = re.compile(r"\d+\.\d+\.\d+")


def follow(changelog: str, version: str, metainfo: str) -> tuple[str, str]:
    """debian/changelog and the metainfo, as they follow from the releases in the changelog."""
    found = tuple(one for one in releases(changelog, version) if one.is_out) or (before_releases(version),)
    return debian_changelog(found), _RELEASES.sub(lambda _: appstream_releases(found), metainfo)


def main(words: list[str]) -> int:
    """The exit code; 2 for a version that cannot be released."""
    changelog, version = CHANGELOG.read_text(), breakd.__version__
    if words:
        version = words[0]
        try:
            if not _NUMBER.fullmatch(version):
                raise ValueError(version)
            changelog = with_release(changelog, version, datetime.now(UTC).date())
        except ValueError:
            print(f"{version} is no version like 0.2.0, is released already, or has nothing in it.", file=sys.stderr)
            return 2
        CHANGELOG.write_text(changelog)
        VERSION_FILE.write_text(_VERSION.sub(f'__version__ = "{version}"', VERSION_FILE.read_text()))
        for recipe in (SPEC, PKGBUILD):
            recipe.write_text(_IN_RECIPES.sub(rf"\g<1>{version}", recipe.read_text()))
        TAG.parent.mkdir(exist_ok=True)
        TAG.write_text(tag_text(releases(changelog, version)[0]))
    debian, metainfo = follow(changelog, version, METAINFO.read_text())
    DEBIAN.write_text(debian)
    METAINFO.write_text(metainfo)
    man_pages.main()
    if words:
        print(f"Look at the changes, commit them, then: git tag --annotate --file {TAG.name} v{version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
