"""All style sheets are loaded at once: what one page's says must not reach into another page."""

from __future__ import annotations

import re
from importlib.resources import files

from breakd.messages.board import PAGES

WEB = files("breakd") / "board" / "web"
FOLDER = WEB / "pages"


def text_of(name: str) -> str:
    """A file of the pages; empty if there is none."""
    file = FOLDER / name
    return file.read_text("utf-8") if file.is_file() else ""


def loose_selectors(page: str) -> set[frozenset[str]]:
    """The classes of each selector in the sheet of a page that does not say that it is for its own page.

    What bears the page's name (`history-table`) is used elsewhere on purpose only.
    """
    rules = re.sub(r"/\*.*?\*/", "", text_of(f"{page}.css"), flags=re.DOTALL)
    selectors = (one for group in re.findall(r"([^{}]+)\{", rules) for one in group.split(","))
    return {classes_in(one) for one in selectors if "#" not in one and "@" not in one and f".{page}-" not in one}


def classes_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\.([a-z][\w-]*)", text))


def classes_drawn(page: str) -> set[str]:
    """The classes that the script of a page gives to what it draws."""
    written = re.findall(r"""class:\s*["'`]([^"'`]*)["'`]""", text_of(f"{page}.js"))
    return {name for words in written for name in words.split()}


def test_a_pages_sheet_reaches_into_no_other_page() -> None:
    shared = classes_in((WEB / "board.css").read_text("utf-8"))
    met = [
        (one, other, sorted(selector))
        for one in PAGES
        for other in PAGES
        for selector in loose_selectors(one)
        if one != other and not (selector and selector <= shared) and selector <= classes_drawn(other)
    ]
    assert met == []


def test_a_sheet_that_would_is_noticed() -> None:
    assert frozenset({"remark"}) in loose_selectors("setup")
    assert {"clock", "time", "scene"} <= classes_drawn("now")
