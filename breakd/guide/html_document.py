"""What every page of breakd is made of: one document around its own part, and the files that all of them ask for."""

from __future__ import annotations

import html
from collections.abc import Mapping
from importlib.resources import files
from string import Template

from .styles import style_sheet

PageFile = tuple[str, bytes]
"""The type and the contents of a path."""
WEB = files("breakd") / "guide" / "web"


def whole(body: str, script: str, strings: Mapping[str, str], **parts: str) -> str:
    """The document with this body and script. `strings` are text, a `title` among them; `parts` are HTML."""
    main = filled(body, strings, **parts)
    return filled("document.html", {"title": strings["title"], "script": f"/{script}"}, main=main)


def files_of(document: str, script: str) -> dict[str, PageFile]:
    """The document and what it asks for, by their paths."""
    scripts = {f"/{name}": (WEB / name).read_bytes() for name in (script, "questions.js")}
    return {
        "/": ("text/html; charset=utf-8", document.encode()),
        **{path: ("text/javascript; charset=utf-8", code) for path, code in scripts.items()},
        "/guide.css": ("text/css; charset=utf-8", style_sheet()),
        "/icon.svg": ("image/svg+xml", (WEB / "icon.svg").read_bytes()),
    }


def filled(name: str, strings: Mapping[str, str], **parts: str) -> str:
    """A file of `web/` with every sentence in its place."""
    template = Template((WEB / name).read_text("utf-8"))
    return template.substitute({key: html.escape(text) for key, text in strings.items()}, **parts)
