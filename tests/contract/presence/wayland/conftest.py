"""A played compositor, the socket on which it listens, and short waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.desktop.presence import wayland
from tests.support.contract.wayland_source import PROVEN_WITHIN, RETRIES
from tests.support.fakes.compositor import FakeCompositor


@pytest.fixture
def socket(bus_folder: Path) -> Path:
    return bus_folder / "wayland-0"


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wayland, "PROVEN_WITHIN", PROVEN_WITHIN)
    monkeypatch.setattr(wayland, "RETRIES", RETRIES)


@pytest.fixture
def compositor(socket: Path, short_waits: None) -> Iterator[FakeCompositor]:  # noqa: ARG001
    with FakeCompositor(socket) as compositor:
        yield compositor
