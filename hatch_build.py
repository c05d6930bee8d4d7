"""The README as PyPI shows it: its links lead to the repository, since the files are not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

PAGES = "https://github.com/breakd/breakd/blob/main/"
PICTURES = "https://raw.githubusercontent.com/breakd/breakd/main/"
_LINK = re.compile(r"(?P<mark>!?)\[(?P<text>(?:\[[^\]]*\]|[^\[\]])*)\]\((?P<to>(?!https?:|#)[^)]+)\)")
_PICTURE = re.compile(r"\.(png|webp|svg)$")


class ReadmeHook(MetadataHookInterface):
    """Called by hatchling (pyproject.toml names this file)."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put the README into the metadata."""
        text = Path(self.root, "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": _LINK.sub(_whole, text)}


def _whole(link: re.Match[str]) -> str:
    base = PICTURES if _PICTURE.search(link["to"]) else PAGES
    return f"{link['mark']}[{link['text']}]({base}{link['to']})"
