"""Frozen classes do what frozen dataclasses do."""

from __future__ import annotations

import copy
import gc
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from breakd.frozen import frozen


@frozen
class Point:
    x: int
    y: int = 0
    note: str = field(default="", compare=False)
    seen: list[int] = field(default_factory=list, hash=False, repr=False)


@frozen
class Other:
    x: int


@frozen
class Nothing:
    """It has no values."""


@dataclass(frozen=True, slots=True)
class Plain:
    x: int
    y: int = 0


def test_values_that_count_make_instances_equal() -> None:
    assert Point(1, 2, "a") == Point(1, 2, "b")
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, seen=[1]) != Point(1, seen=[2])
    assert Nothing() == Nothing()


def test_instances_of_other_classes_are_not_equal() -> None:
    others: list[object] = [Point(1), Other(1), Plain(1), Nothing(), (), (1,)]
    assert [one == other for one in others for other in others].count(True) == len(others)


def test_equal_instances_are_one_key() -> None:
    assert {Point(1, 2, "a", [1]): "found"}[Point(1, 2, "b", [1])] == "found"
    assert len({Nothing(), Nothing(), Other(1), Other(1), Other(2)}) == 3


def test_it_shows_its_values() -> None:
    assert repr(Point(1, 2, "a", [3])) == "Point(x=1, y=2, note='a')"
    assert repr(Nothing()) == "Nothing()"


def test_nothing_can_be_changed() -> None:
    for name in ("x", "unknown"):
        with pytest.raises(FrozenInstanceError):
            setattr(Point(1), name, 2)
    with pytest.raises(FrozenInstanceError):
        del Point(1).x


def test_it_has_no_room_for_more() -> None:
    assert not hasattr(Point(1), "__dict__")


def test_it_can_be_replaced_matched_and_copied() -> None:
    assert replace(Point(1), y=3) == Point(1, 3)
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)
    for copied in (copy.deepcopy(Point(1, 2)), pickle.loads(pickle.dumps(Point(1, 2)))):
        assert copied == Point(1, 2)
    assert [one.name for one in fields(Point)] == ["x", "y", "note", "seen"]


def test_every_class_is_there_once() -> None:
    gc.collect()
    assert (
        sum(1 for one in object.__subclasses__() if one.__qualname__ == "Point" and one.__module__ == __name__) == 1
    )
