"""What CHANGELOG.md says, for those who want it in another form: a tag, AppStream, debian/changelog, man pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from textwrap import fill

from breakd.frozen import frozen

_HEAD = re.compile(r"^## \[(?P<name>[^\]]+)\](?: - (?P<day>\d{4}-\d\d-\d\d))?$", re.MULTILINE)
_SECTION = re.compile(r"^### (.+)$", re.MULTILINE)
_MARKS = re.compile(r"\*\*?|`|\[([^\]]+)\]\([^)]+\)")
UNRELEASED = "Unreleased"
BEFORE_RELEASES = date(2026, 11, 27)
"""The date of what is not released yet while there is no release."""
MOST_LINES = 8
"""Lines that a software centre shows of a release."""
MAINTAINER = "The breakd authors <breakd@users.noreply.github.com>"


@frozen
class Release:
    """One part of the changelog."""

    version: str
    day: date
    is_out: bool
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """Each heading (Added, Fixed ...) with its lines."""

    @property
    def debian_version(self) -> str:
        """What comes before the release, for dpkg."""
        return self.version if self.is_out else f"{self.version}~next"


def releases(changelog: str, coming: str) -> tuple[Release, ...]:
    """Every part with a line in it, the newest first; `coming` is the version of what is not released."""
    heads = list(_HEAD.finditer(changelog))
    ends = [*(head.start() for head in heads[1:]), len(changelog)]
    days = [date.fromisoformat(head["day"]) for head in heads if head["day"]]
    found = []
    for head, end in zip(heads, ends, strict=True):
        is_out = head["name"] != UNRELEASED
        day = date.fromisoformat(head["day"]) if head["day"] else max(days, default=BEFORE_RELEASES)
        sections = tuple(_sections(changelog[head.end() : end]))
        if sections:
            found.append(Release(head["name"] if is_out else coming, day, is_out, sections))
    return tuple(found)


def before_releases(version: str) -> Release:
    """What stands for the first release until it is made."""
    return Release(
        version, BEFORE_RELEASES, False, (("Added", ("The first version; CHANGELOG.md says what is in it.",)),)
    )


def released(changelog: str) -> date:
    """The day of the newest release."""
    return max((one.day for one in releases(changelog, "") if one.is_out), default=BEFORE_RELEASES)


def with_release(changelog: str, version: str, day: date) -> str:
    """The changelog with all that is unreleased as this release. ValueError: nothing is, or it is one already."""
    found = releases(changelog, version)
    if not found or found[0].is_out or any(one.version == version for one in found[1:]):
        raise ValueError(version)
    head = f"## [{UNRELEASED}]"
    return changelog.replace(head, f"{head}\n\n## [{version}] - {day}", 1)


def tag_text(release: Release) -> str:
    """What the tag of a release says."""
    parts = [f"breakd {release.version}"]
    parts += [f"{title}:\n" + "\n".join(_listed(lines, "- ")) for title, lines in release.sections]
    return "\n\n".join(parts) + "\n"


def debian_changelog(found: tuple[Release, ...]) -> str:
    """debian/changelog, deb-changelog(5)."""
    return "\n".join(_debian_entry(one) for one in found)


def _debian_entry(release: Release) -> str:
    lines = [line for _, section in release.sections for line in section]
    day = format_datetime(midnight(release.day))
    text = "\n".join(_listed(lines, "  * "))
    return f"breakd ({release.debian_version}) unstable; urgency=medium\n\n{text}\n\n -- {MAINTAINER}  {day}\n"


def appstream_releases(found: tuple[Release, ...]) -> str:
    """The element `releases` of the metainfo."""
    return "  <releases>\n" + "".join(_appstream_release(one) for one in found) + "  </releases>\n"


def _appstream_release(release: Release) -> str:
    kind = "stable" if release.is_out else "development"
    lines = [plain(line) for _, section in release.sections for line in section]
    items = "".join(f"          <li>{escape(line, quote=False)}</li>\n" for line in lines[:MOST_LINES])
    return (
        f'    <release version="{release.debian_version}" date="{release.day}" type="{kind}">\n      <description>\n'
        f"        <ul>\n{items}        </ul>\n      </description>\n    </release>\n"
    )


def plain(text: str) -> str:
    """A line without Markdown."""
    return _MARKS.sub(lambda found: found[1] or "", text)


def _sections(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    _, *parts = _SECTION.split(text)
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        lines = [" ".join(item.split()) for item in re.split(r"^- ", body, flags=re.MULTILINE)[1:]]
        if lines:
            yield title, tuple(lines)


def _listed(lines: tuple[str, ...] | list[str], mark: str) -> Iterator[str]:
    for line in lines:
        yield fill(plain(line), 78, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False)


def midnight(day: date) -> datetime:
    """When a day begins, in UTC: what packages have as its time."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
