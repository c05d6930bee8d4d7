"""The catalogue's edge: `data/stretches.toml`, held to its rules and read into values."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from breakd.core.catalogue import Catalogue, Level, SelectNumbers, Source, Step, Stretch
from breakd.core.wording import catalogue as words
from breakd.core.wording import say
from breakd.toml.document import parse

from .check import check, check_document

__all__ = ["Damaged", "build", "check", "load", "text"]

NAME = "stretches.toml"
_SETS = ("targets", "equipment", "exclude_if", "caution_if")
_ROWS = ("aka", "regions", "cautions", "stop_if", "source")


class Damaged(Exception):
    """The built-in movements break their rules; the text is for the person who installed them."""


def text() -> str:
    """The built-in file as it stands."""
    return files("breakd").joinpath("data", NAME).read_text("utf-8")


@cache
def load() -> Catalogue:
    """The built-in catalogue; raises Damaged. Read once: package data does not change while we run."""
    document = parse(text(), NAME)
    faults = check_document(document)
    if faults:
        raise Damaged(say(words.DAMAGED, faults="\n".join(str(fault) for fault in faults)))
    return build(document.data)


def build(data: dict[str, Any]) -> Catalogue:
    """Data that keep the rules, as values."""
    meta, select = data["meta"], data["select"]
    return Catalogue(
        stretches=MappingProxyType({row["id"]: _stretch(row) for row in data["stretch"]}),
        conditions=MappingProxyType({tag: row["label"] for tag, row in data["condition"].items()}),
        targets=frozenset(meta["targets"]),
        directions=frozenset(meta["directions"]),
        settings=frozenset(meta["settings"]),
        equipment=frozenset(meta["equipment"]),
        sources=MappingProxyType({key: Source(row["title"], row["url"]) for key, row in data["source"].items()}),
        select=SelectNumbers(select["no_repeat_window"], select["neural_only_with"]),
    )


def _stretch(row: dict[str, Any]) -> Stretch:
    shaped = {
        "seed_title": "",
        **row,
        **{key: frozenset(row[key]) for key in _SETS},
        **{key: tuple(row[key]) for key in _ROWS},
        "levels": tuple(Level(**level) for level in row["levels"]),
        "steps": tuple(Step(**step) for step in row["steps"]),
    }
    return Stretch(**shaped)
