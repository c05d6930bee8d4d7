"""The folder of X servers' sockets, as the desktops of the tests find it on a machine that is only a container."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.rigs.x11_sockets import offer_x11_sockets


@pytest.fixture(autouse=True)
def an_ordinary_umask() -> Iterator[None]:
    earlier = os.umask(0o022)
    yield
    assert os.umask(earlier) == 0o022, "the umask is another one"


def rights(folder: Path) -> int:
    return folder.stat().st_mode & 0o7777


def test_a_folder_that_is_missing_is_made_for_everybody(tmp_path: Path) -> None:
    offer_x11_sockets(tmp_path / "sockets")
    assert rights(tmp_path / "sockets") == 0o1777


def test_a_folder_of_one_compositor_is_opened_and_keeps_its_sockets(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"
    folder.mkdir(0o755)
    (folder / "X0").touch()
    offer_x11_sockets(folder)
    assert rights(folder) == 0o1777
    assert [path.name for path in folder.iterdir()] == ["X0"]
