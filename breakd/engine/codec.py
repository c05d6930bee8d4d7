"""Frozen dataclasses to plain JSON values and back, by their type hints: how the engine's memory is kept.

Knows what the engine's memory is made of and nothing more: dataclasses, enums, datetimes, dates, times,
tuples, frozensets, mappings, optional values and plain ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Json = Any
TAG = "is"
"""The key that says which class of a union a value is of: its `TAG`."""


class Unreadable(ValueError):
    """The kept value is not of the expected shape; the text names the place."""


def encode(value: object) -> Json:
    """The value in JSON's terms."""
    if is_dataclass(value) and not isinstance(value, type):
        tag = getattr(value, "TAG", None)
        encoded = {} if tag is None else {TAG: tag}
        stored = _stored_names(type(value))
        return encoded | {kept: encode(getattr(value, name)) for name, kept in stored.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(encode(item) for item in value)
    if isinstance(value, Mapping):
        return {str(encode(key)): encode(item) for key, item in value.items()}
    return value


def decode(kind: type[T], value: Json, where: str = "") -> T:
    """A value of `kind` again. A field that is missing takes its default; raises Unreadable.

    Numbers are finite, and times carry their zone.
    """
    try:
        result: T = _decode(kind, value, where)
    except Unreadable:
        raise
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise Unreadable(f"{where or 'value'}: {error}") from error
    return result


def _decode(kind: Any, value: Json, where: str) -> Any:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _decode_union(args, value, where)
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise Unreadable(f"{where}: expected a list, found {value!r}")
        items = [_decode(args[0], item, f"{where}[{n}]") for n, item in enumerate(value)]
        return origin(items)
    if origin is not None:  # Mapping[K, V]
        return {_decode(args[0], k, where): _decode(args[1], v, f"{where}.{k}") for k, v in value.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        tag = getattr(kind, "TAG", None)
        if tag is not None and value.get(TAG) != tag:
            raise Unreadable(f"{where}: expected {tag}, found {value.get(TAG)!r}")
        hints = _hints(kind)
        names = {stored: name for name, stored in _stored_names(kind).items()}
        given = {
            names[stored]: _decode(hints[names[stored]], item, f"{where}.{stored}")
            for stored, item in value.items()
            if stored in names
        }
        return kind(**given)
    if issubclass(kind, Enum):
        return kind(value)
    if issubclass(kind, (datetime, date, time)):
        instant = kind.fromisoformat(value)
        if isinstance(instant, datetime) and instant.tzinfo is None:
            raise Unreadable(f"{where}: {value} has no zone")
        return instant
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind or (kind is float and not isfinite(value)):
        raise Unreadable(f"{where}: expected {kind.__name__}, found {value!r}")
    return value


@cache
def _stored_names(kind: type[Any]) -> Mapping[str, str]:
    """Each field's name in a snapshot: its own, unless the class keeps an older one in `STORED`."""
    older: Mapping[str, str] = getattr(kind, "STORED", {})
    return {field.name: older.get(field.name, field.name) for field in fields(kind)}


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    """The type of each field; worked out once, for it is parsed from the annotations' text."""
    return get_type_hints(kind)


def _decode_union(options: tuple[Any, ...], value: Json, where: str) -> Any:
    if value is None and NoneType in options:
        return None
    for option in options:
        if option is not NoneType:
            try:
                return decode(option, value, where)
            except Unreadable:
                continue
    raise Unreadable(f"{where}: found {value!r}")
