"""A file is written as a whole, or stays as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from breakd.system.files import write_whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    empty = tmp_path / "empty"
    empty.mkdir()
    return empty


@pytest.mark.parametrize("durable", [False, True])
def test_the_content_is_there_and_nothing_beside_it(folder: Path, durable: bool) -> None:
    file = folder / "body.toml"
    write_whole(file, b"first and longer", durable=durable)
    write_whole(file, b"second", durable=durable)
    assert file.read_bytes() == b"second"
    assert list(folder.iterdir()) == [file]


def test_it_is_for_the_person_only_whatever_it_was_before(folder: Path) -> None:
    file = folder / "body.toml"
    file.write_bytes(b"open to all")
    file.chmod(0o644)
    write_whole(file, b"mine")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_reader_keeps_the_old_content_that_it_has_open(folder: Path) -> None:
    file = folder / "entry.desktop"
    file.write_bytes(b"old")
    with file.open("rb") as reader:
        write_whole(file, b"new")
        assert reader.read() == b"old"


def test_a_name_that_cannot_be_replaced_leaves_nothing_behind(folder: Path) -> None:
    taken = folder / "taken"
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="taken"):
        write_whole(taken, b"new")
    assert list(folder.iterdir()) == [taken]


@pytest.mark.parametrize("stop", [OSError("no space"), KeyboardInterrupt()], ids=["full-disk", "ctrl-c"])
def test_a_write_that_ends_half_way_leaves_the_old_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    def fsync(_handle: int) -> None:
        assert len(list(folder.iterdir())) == 2, "the half is there in this moment"
        raise stop

    file = folder / "body.toml"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(type(stop)):
        write_whole(file, b"new", durable=True)
    assert file.read_bytes() == b"old"
    assert list(folder.iterdir()) == [file]


def test_a_folder_that_is_missing_is_an_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(folder / "none" / "file", b"new")
