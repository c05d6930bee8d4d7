"""Classes of values that never change, made so that a hundred of them are light (decision 0252)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import Field, FrozenInstanceError, dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """A frozen dataclass with slots: `@frozen` does what `@dataclass(frozen=True, slots=True)` does.

    All share the methods that a dataclass has written and compiled for itself alone.
    """
    made = dataclass(frozen=True, slots=True, repr=False, eq=False)(cls)
    for name, method in SHARED.items():
        setattr(made, name, method)
    return made


def _represent(self: Any) -> str:
    values = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({values})"


def _equal(self: Any, other: Any) -> object:
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = _compared(self.__class__)
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(_hashed(self.__class__)(self))


def _refuse(self: object, name: str, *_value: object) -> NoReturn:  # noqa: ARG001
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


SHARED = {
    "__repr__": _represent, "__eq__": _equal, "__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse
}  # fmt: skip


@cache
def _compared(kind: Any) -> Callable[[object], object]:
    return _values(one for one in fields(kind) if one.compare)


@cache
def _hashed(kind: Any) -> Callable[[object], object]:
    return _values(one for one in fields(kind) if (one.compare if one.hash is None else one.hash))


def _values(of: Iterable[Field[Any]]) -> Callable[[object], object]:
    """Of an instance its class and these values: with the class, because attrgetter makes no tuple of one."""
    return attrgetter("__class__", *(one.name for one in of))
