"""Callers who say too much at once: refused before anything else, and neither quoted nor written down nor kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Variant

from breakd.desktop.call_limits import MOST_TEXT, MOST_VALUES, is_too_much
from tests.support.desktops.daemon import CallFailed, Daemon, environment

MEGABYTE = 2**20
LONG = 16 * MEGABYTE
KEPT = 8
"""Megabytes that a daemon may have grown by whatever it did meanwhile: less than one such text."""
METHODS = (("Done", "us", (0,)), ("Feel", "s", ()), ("Hurts", "s", ()), ("Pause", "s", ()), ("SetPlace", "s", ()),
           ("SetPosture", "s", ()), ("Start", "us", (0,)), ("Cleared", "s", ()), ("Flare", "s", ()))  # fmt: skip


@pytest.fixture
def daemon(private_bus: str, bus_folder: Path) -> Iterator[Daemon]:
    env = environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    with Daemon(env | {"BREAKD_LOG": "DEBUG"}, bus_folder) as daemon:
        yield daemon


def test_long_texts_are_refused_and_not_quoted(daemon: Daemon) -> None:
    log = len(daemon.log())
    for member, signature, before in METHODS:
        with pytest.raises(CallFailed) as told:
            daemon.call(member, signature, *before, "A" * (MOST_TEXT + 1))
        assert "InvalidArgs" in str(told.value)
        assert "AAAA" not in str(told.value)
    assert "AAAA" not in daemon.log()
    assert len(daemon.log()) - log < 10_000


def test_megabytes_leave_nothing(daemon: Daemon, record_property: Callable[[str, object], None]) -> None:
    def resident() -> int:
        words = Path(f"/proc/{daemon.pid}/statm").read_text().split()
        return int(words[1]) * 4096

    with pytest.raises(CallFailed):
        daemon.call("Done", "us", 0, "A" * (MOST_TEXT + 1))  # what a refusal needs is there
    daemon.now()
    before = resident()
    for _ in range(2):
        with pytest.raises(CallFailed):
            daemon.call("Done", "us", 0, "A" * LONG)
    for _ in range(2):
        daemon.now()  # the buffer of a message is emptied when the next one comes, and given back after it
    kept = (resident() - before) / MEGABYTE
    record_property("measured", f"{kept:.1f} MiB after 2 x 16 MiB in one text")
    assert kept < KEPT
    assert "AAAA" not in daemon.log()


@pytest.mark.parametrize(
    ("body", "too_much"),
    [
        ([], False), ([0, "x" * MOST_TEXT], False), (["x" * (MOST_TEXT + 1)], True), ([b"x" * (MOST_TEXT + 1)], True),
        ([["x" * (MOST_TEXT + 1)]], True), ([{"a": Variant("s", "x" * (MOST_TEXT + 1))}], True),
        ([{"x" * (MOST_TEXT + 1): 1}], True), ([[0] * MOST_VALUES * 2], True), ([[[0] * 40] * 40], True),
        ([[1, 2], {"a": Variant("as", ["b"])}], False),
    ],
)  # fmt: skip
def test_what_is_too_much(body: list[Any], too_much: bool) -> None:
    assert is_too_much(body) is too_much
