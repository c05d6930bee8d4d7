"""A compositor, and the socket on which it listens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.fakes.compositor import FakeCompositor


@pytest.fixture
def socket(bus_folder: Path) -> Path:
    return bus_folder / "wayland-0"


@pytest.fixture
def compositor(socket: Path, short_waits: None) -> Iterator[FakeCompositor]:  # noqa: ARG001
    with FakeCompositor(socket) as compositor:
        yield compositor
