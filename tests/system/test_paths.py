"""Where files go."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from breakd.system import paths


def test_a_person_reads_their_home_as_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths.with_tilde(f"Wrote {tmp_path}/.config/x. Kept as {tmp_path}/y.") == "Wrote ~/.config/x. Kept as ~/y."
    assert paths.with_tilde(f"{tmp_path}er/y") == f"{tmp_path}er/y"


def test_the_defaults_are_below_home(own_home: Path) -> None:
    assert paths.config_file() == own_home / ".config/breakd/config.toml"
    assert paths.body_file() == own_home / ".config/breakd/body.toml"
    assert paths.state_dir() == own_home / ".local/state/breakd"
    assert paths.cache_dir() == own_home / ".cache/breakd"


@pytest.mark.parametrize(
    ("variable", "place"),
    [
        ("XDG_CONFIG_HOME", paths.config_dir),
        ("XDG_STATE_HOME", paths.state_dir),
        ("XDG_CACHE_HOME", paths.cache_dir),
    ],
)
def test_the_environment_decides_if_it_is_absolute(
    variable: str, place: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert callable(place)
    monkeypatch.setenv(variable, str(tmp_path))
    assert place() == tmp_path / "breakd"
    monkeypatch.setenv(variable, "some/where")
    assert place().is_relative_to(Path.home())


def test_every_folder_that_is_made_is_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = paths.made(tmp_path / "a/b/c")
    finally:
        os.umask(before)
    assert paths.made(folder) == folder
    for one in (tmp_path / "a", tmp_path / "a/b", folder):
        assert stat.S_IMODE(one.stat().st_mode) == 0o700


def test_a_folder_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    folder.chmod(0o750)
    paths.made(folder / "inner")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
