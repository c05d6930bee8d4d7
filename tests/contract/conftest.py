"""What holds for the contract suites: a test that says nothing about a rig is not run there, instead of skipped."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what bears `not_on(RIG, ...)` with its own rig's name."""
    out = [item for item in items if any(_rig(item) in mark.args for mark in item.iter_markers("not_on"))]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


def _rig(item: pytest.Item) -> str:
    callspec = getattr(item, "callspec", None)
    first = None if callspec is None else next(iter(callspec.params.values()), None)
    return first if isinstance(first, str) else ""
