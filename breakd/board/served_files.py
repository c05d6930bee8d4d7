"""What the board's browser may fetch: the document, its scripts and styles, what every page is told, their files."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath

from breakd.messages import board as texts
from breakd.web.html_document import TYPES, PageFile, file_of, files_of, whole

from .page import Page

WEB = files("breakd") / "board" / "web"
SCRIPT = "/board.js"


def board_files(pages: Sequence[Page], first: str) -> Mapping[str, PageFile]:
    """Every path with its type and contents; `first` is the name of the page that opens."""
    own = {f"/{path}": file_of(file) for path, file in _below(WEB) if not path.endswith(".html")}
    styles = ["/board.css", *(path for path in sorted(own) if path.startswith("/pages/") and path.endswith(".css"))]
    strings = {"title": texts.TITLE, **texts.SHELL}
    document = whole(WEB, "board.html", strings, script=SCRIPT, styles=styles)
    told = {
        "first": first,
        "texts": texts.SHELL,
        "pages": [{"name": page.name, "texts": dict(page.texts)} for page in pages],
    }
    shared: dict[str, PageFile] = {
        **files_of(document),
        **own,
        "/board.json": ("application/json", json.dumps(told, ensure_ascii=False).encode()),
    }
    return ChainMap(shared, *(page.files for page in pages))  # type: ignore[arg-type]  # they are only read


def _below(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{above}{entry.name}/")
        elif PurePath(entry.name).suffix in TYPES:
            yield f"{above}{entry.name}", entry
