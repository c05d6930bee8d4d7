"""A member of a zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from breakd.system.archive import member


@pytest.fixture(params=[zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def archive(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "faces.zip"
    with zipfile.ZipFile(path, "w", request.param) as out:
        out.writestr("a", b"first" * 100)
        out.writestr("b", b"second")
    return path


def test_the_first_member_that_is_there(archive: Path) -> None:
    assert member(archive, "a") == ("a", b"first" * 100)
    assert member(archive, "x", "b", "a") == ("b", b"second")
    assert member(archive, "x") is None


def test_an_archive_that_an_update_replaced_is_read_anew(archive: Path) -> None:
    assert member(archive, "b") == ("b", b"second")
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("c", b"before it " * 1000)
        out.writestr("b", b"newer")
    assert member(archive, "b") == ("b", b"newer")


@pytest.mark.parametrize("kept", [0, 10, -30])
def test_a_damaged_archive_is_an_os_error(archive: Path, kept: int) -> None:
    archive.write_bytes(archive.read_bytes()[:kept])
    with pytest.raises(OSError, match="damaged"):
        member(archive, "a")


def test_a_damaged_member_is_an_os_error(archive: Path) -> None:
    contents = bytearray(archive.read_bytes())
    contents[:4] = b"none"
    archive.write_bytes(contents)
    with pytest.raises(OSError, match="damaged"):
        member(archive, "a")


def test_no_archive_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.zip"):
        member(tmp_path / "none.zip", "a")
