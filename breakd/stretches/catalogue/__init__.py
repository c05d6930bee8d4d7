"""The catalogue's edge: `data/stretches.toml`, held to its rules and read into values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from breakd.messages import stretches as texts
from breakd.messages import tr
from breakd.stretches.model import Catalogue, HelpNumbers, Reference, SafetyTexts, SelectNumbers
from breakd.toml.document import parse

from .check import check, check_document
from .rows import stretch_of
from .user_stretches import LoadedCatalogue, documents, merge

__all__ = ["DamagedCatalogue", "LoadedCatalogue", "build", "check", "documents", "load", "load_all", "merge", "text"]

NAME = "stretches.toml"
_SAFETY_LISTS = ("flags_after_spreading", "stop_always", "walking", "gentle", "flare", "flare_leg")
_FLAGS = ("emergency_flags", "urgent_flags", "routine_flags")


class DamagedCatalogue(Exception):
    """The built-in stretches break their rules; the text is for the person who installed them."""


def text() -> str:
    """The built-in file as it stands."""
    return (Path(__file__).parents[2] / "data" / NAME).read_text("utf-8")


@cache
def load() -> Catalogue:
    """The built-in catalogue; raises Damaged. Read once: package data does not change while we run."""
    document = parse(text(), NAME)
    faults = check_document(document)
    if faults:
        raise DamagedCatalogue(tr(texts.DAMAGED, faults="\n".join(str(error) for error in faults)))
    return build(document.data)


def load_all(folder: Path) -> LoadedCatalogue:
    """The built-in stretches with the person's own of `folder`; raises Damaged."""
    return merge(load(), documents(folder), folder)


def build(data: dict[str, Any]) -> Catalogue:
    """Data that keep the rules, as values."""
    meta, select = data["meta"], data["select"]
    return Catalogue(
        stretches=MappingProxyType({row["id"]: stretch_of(row) for row in data["stretch"]}),
        conditions=MappingProxyType({tag: row["label"] for tag, row in data["condition"].items()}),
        regions=frozenset(meta["regions"]),
        targets=frozenset(meta["targets"]),
        directions=frozenset(meta["directions"]),
        settings=frozenset(meta["settings"]),
        equipment=frozenset(meta["equipment"]),
        sources=MappingProxyType({key: Reference(row["title"], row["url"]) for key, row in data["source"].items()}),
        select=_numbers(select),
        safety=_safety(data["safety"]),
    )


def _numbers(table: dict[str, Any]) -> SelectNumbers:
    lists: dict[str, Any] = {key: frozenset(value) for key, value in table.items() if isinstance(value, list)}
    return SelectNumbers(**(table | lists))


def _safety(table: dict[str, Any]) -> SafetyTexts:
    plain: dict[str, Any] = {key: value for key, value in table.items() if isinstance(value, str)}
    lists: dict[str, Any] = {key: tuple(table[key]) for key in _SAFETY_LISTS}
    answers = {key: table["reaction"][key] for key in ("advice_card", "no_better_weeks")}
    flags: dict[str, Any] = {key: MappingProxyType(table[key]) for key in _FLAGS}
    numbers = MappingProxyType({country: HelpNumbers(*pair) for country, pair in table["numbers"].items()})
    sets: dict[str, Any] = {key: frozenset(table[key]) for key in ("eu_countries", "flare_leg_with")}
    return SafetyTexts(**plain, **lists, **sets, **flags, **table["scale"], **answers, numbers=numbers)
