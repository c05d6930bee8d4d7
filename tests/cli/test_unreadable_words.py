"""A word that nobody can read is wrong usage, whether or not a breakd runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desktops.daemon import Daemon, environment


@pytest.fixture
def nobody(private_bus: str, bus_folder: Path) -> Daemon:
    """A breakd that does not run, on a bus that is there."""
    return Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus}, bus_folder)


def test_the_end_of_a_pause(nobody: Daemon) -> None:
    ended = nobody.breakd("pause", "soon")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("breakd cannot pause until “soon”.")


@pytest.mark.parametrize("until", ["", "45m", "14:30", "tomorrow", "forever"])
def test_one_that_can_be_read_finds_no_daemon(nobody: Daemon, until: str) -> None:
    assert nobody.breakd("pause", *until.split()).code == 3


def test_eleven_is_not_nearly_one(nobody: Daemon) -> None:
    ended = nobody.breakd("feel", "11")
    assert ended.code == 2
    assert "id you mean" not in ended.err
