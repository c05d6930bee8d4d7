"""What every page of breakd is made of: one document around its own part, and the files that all of them ask for."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath
from string import Template

from .styles import style_sheet

PageFile = tuple[str, bytes]
"""The type and the contents of a path."""
SHARED = files("breakd") / "web" / "files"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


def whole(
    folder: Traversable, body: str, strings: Mapping[str, str], *, script: str, styles: Iterable[str], **parts: str
) -> str:
    """The document with this body, script and style sheets. `strings` are text, a `title` among them; `parts` are
    HTML.
    """
    links = "".join(f'<link rel="stylesheet" href="{html.escape(path)}">\n' for path in styles)
    main = filled(folder, body, strings, **parts)
    named = {"title": strings["title"], "script": script}
    return filled(SHARED, "document.html", named, styles=links, main=main)


def filled(folder: Traversable, name: str, strings: Mapping[str, str], **parts: str) -> str:
    """A file of `folder` with every sentence in its place."""
    template = Template((folder / name).read_text("utf-8"))
    return template.substitute({key: html.escape(text) for key, text in strings.items()}, **parts)


def files_of(document: str) -> dict[str, PageFile]:
    """The document and what every page asks for, by their paths."""
    return {
        "/": (TYPES[".html"], document.encode()),
        "/page.css": (TYPES[".css"], style_sheet()),
        "/icon.svg": file_of(SHARED / "icon.svg"),
        "/figure.js": file_of(SHARED / "figure.js"),
    }


def file_of(file: Traversable) -> PageFile:
    """A file as it is sent; KeyError for a type that no page has."""
    return TYPES[PurePath(file.name).suffix], file.read_bytes()
