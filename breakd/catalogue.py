"""The catalogue's edge: `data/stretches.toml`, read into values."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from .core.catalogue import Catalogue, Level, SelectNumbers, Source, Step, Stretch

DATA = "data/stretches.toml"
SETS = ("targets", "equipment", "exclude_if", "caution_if")
ROWS = ("aka", "regions", "cautions", "stop_if", "source")


@cache
def load() -> Catalogue:
    """The built-in catalogue; read once, since it is package data and cannot change while we run."""
    return build(tomllib.loads(files("breakd").joinpath(DATA).read_text("utf-8")))


def build(data: dict[str, Any]) -> Catalogue:
    """Sound data as values."""
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
        **{key: frozenset(row[key]) for key in SETS},
        **{key: tuple(row[key]) for key in ROWS},
        "levels": tuple(Level(**level) for level in row["levels"]),
        "steps": tuple(Step(**step) for step in row["steps"]),
    }
    return Stretch(**shaped)
