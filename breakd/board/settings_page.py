"""The page *Settings*: a form of `config.toml`, that shows the lines it would change before it writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from breakd.config import LoadedConfig
from breakd.config.form import FieldKind, SettingField, Verdict, faults_of, fields_of, judged, text_of
from breakd.config.keeping import NotWritten, write_config
from breakd.messages import board_settings as texts
from breakd.messages import setup as set_up_texts
from breakd.system import paths
from breakd.toml.document import Document, read
from breakd.toml.edit import NotEditable
from breakd.toml.table_changes import Value
from breakd.web.server import Reply

from . import with_desktop
from .page import Page, Tools


class SettingsPage(Page):
    """Every key of `config.toml`: the ten that people change first, then the others by their tables."""

    name = "settings"
    texts = texts.PAGE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def show(self, asked: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        """All fields, and what is wrong in the files."""
        loaded, config = self._loaded(), read(paths.config_file())
        fields = self._fields(loaded, config)
        faults = faults_of(fields, loaded.errors)
        beside = [str(error) for error in loaded.errors if error.key not in faults]
        by_id = {one.id: _field(one, loaded) for one in fields}
        days = [by_id.pop(id) for id in list(by_id) if id.startswith("hours.")]
        first = [
            {"id": "hours", "kind": "week", "days": days} if id == "hours" else by_id.pop(id) for id in texts.FIRST
        ]
        return {
            "ok": True,
            "file": paths.with_tilde(str(paths.config_file())),
            "first": first,
            "sections": list(_sections(fields, by_id)),
            "faults": faults,
            "trouble": beside,
            "with_desktop": with_desktop.state().value,
        }

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:
        """`look` says what would change, `write` does it. Only what the person has touched comes along.

        `with-desktop` is no line of the file: it acts at once.
        """
        if word == "with-desktop":
            return with_desktop.switch(more)
        loaded, config, body = self._loaded(), read(paths.config_file()), read(paths.body_file())
        fields = self._fields(loaded, config)
        verdict = judged(_values(more["values"]), fields, config, body, loaded.stretches)
        match word:
            case "look":
                return {"ok": True, "text": "", **_told(verdict)}
            case "write":
                return self._write(verdict)
        raise ValueError(word)

    def _write(self, verdict: Verdict) -> Reply:
        told = _told(verdict)
        if verdict.trouble:
            return {"ok": False, "text": texts.tr(texts.BY_HAND, file=paths.config_file()), **told}
        if verdict.faults:
            return {"ok": False, "text": texts.FAULTS, **told}
        if not verdict.is_good:
            return {"ok": True, "text": texts.NOTHING_NEW, **told}
        try:
            written = write_config(paths.config_file(), verdict.changes)
        except NotWritten as why:
            return {"ok": False, "text": str(why), **told}
        except NotEditable:
            return {"ok": False, "text": texts.tr(texts.BY_HAND, file=paths.config_file()), **told}
        return {"ok": True, "text": texts.SAVED, "written": written}

    def _loaded(self) -> LoadedConfig:
        return self._tools.settings.loaded()

    def _fields(self, loaded: LoadedConfig, config: Document) -> tuple[SettingField, ...]:
        return fields_of(self._tools.settings.settings(), loaded.stretches.catalogue, config)


def _values(given: Any) -> Mapping[str, object]:
    if not isinstance(given, dict) or not all(isinstance(id, str) for id in given):
        raise TypeError(given)
    return given


def _told(verdict: Verdict) -> Reply:
    return {"lines": verdict.lines, "faults": dict(verdict.faults), "trouble": list(verdict.trouble)}


def _sections(fields: tuple[SettingField, ...], left: Mapping[str, Reply]) -> Iterator[Reply]:
    """The fields that are not among the first, by their tables; each place has a part of its own."""
    ways = dict.fromkeys(one.way for one in fields)
    for way in ways:
        rows = [left[one.id] for one in fields if one.way == way and one.id in left]
        if rows:
            title = texts.SECTIONS[way[0]] if len(way) == 1 else texts.tr(texts.PLACE, place=_place_name(way[1]))
            yield {"title": title, "fields": rows}


def _field(one: SettingField, loaded: LoadedConfig) -> Reply:
    said = texts.TEXTS.get(f"{one.way[0]}.{one.key}")
    as_list = one.kind is FieldKind.CHOICES
    return {
        "id": one.id,
        "kind": one.kind.value,
        "label": said.label if said else _day_name(one.key),
        "hint": said.hint if said else "",
        "value": _plain(one.value, as_list=as_list),
        "default": _default(one, loaded),
        "written": one.is_written,
        "options": [{"word": word, "label": _label(one, word, loaded)} for word in one.options],
    }


def _plain(value: Value, *, as_list: bool) -> object:
    if as_list and isinstance(value, list | tuple):
        return list(value)
    return value if isinstance(value, bool) else text_of(value)


def _default(one: SettingField, loaded: LoadedConfig) -> str:
    match one.kind:
        case FieldKind.HOURS:
            return ""
        case FieldKind.FLAG:
            return set_up_texts.YES if one.default else set_up_texts.NO
        case FieldKind.CHOICES | FieldKind.CHOICE:
            words = one.default if isinstance(one.default, list | tuple) else [str(one.default)]
            return ", ".join(_label(one, word, loaded) for word in words) or texts.PAGE["none"]
    return text_of(one.default) or texts.PAGE["none"]


def _label(one: SettingField, word: str, loaded: LoadedConfig) -> str:
    if one.way == ("place",):
        return _place_name(word)
    stretch = loaded.stretches.catalogue.stretches.get(word)
    return stretch.name if stretch is not None else texts.OPTIONS.get(word, word)


def _place_name(word: str) -> str:
    return word.capitalize()


def _day_name(word: str) -> str:
    return word.capitalize()
