"""A picture beside a plan: read if it is one that a page can load, and never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from breakd.web.own_picture import MOST_BYTES, own_picture


def test_a_picture_has_its_type(tmp_path: Path) -> None:
    file = tmp_path / "squat.PNG"
    file.write_bytes(b"x" * MOST_BYTES)
    assert own_picture(file) == ("image/png", b"x" * MOST_BYTES)


@pytest.mark.parametrize("name", ["", ".", "squat", "squat.svg", "squat.html", "nowhere.png", "folder.png"])
def test_what_is_none_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.png").mkdir()
    for there in ("squat", "squat.svg", "squat.html"):
        (tmp_path / there).write_text("<script>")
    assert own_picture(tmp_path / name) is None


def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "zero.png").symlink_to("/dev/zero")
    (tmp_path / "large.png").touch()
    os.truncate(tmp_path / "large.png", 2**40)
    assert [own_picture(tmp_path / f"{name}.png") for name in ("pipe", "zero", "large")] == [None] * 3
