"""What is written into a person's own files, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

from breakd.config.keeping import write_config, write_file
from breakd.system import paths
from breakd.toml.table_changes import Changes

WANTED: Changes = {("sitting",): {"limit": "45m"}}


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def test_a_link_out_of_the_folder_changes_nothing_of_the_other_one(tmp_path: Path) -> None:
    """A dotfile manager may share its folder with a group."""
    dotfiles = tmp_path / "dotfiles"
    dotfiles.mkdir()
    dotfiles.chmod(0o775)
    (dotfiles / "config.toml").write_text('[sitting]\nlimit = "30m"\n')
    config = paths.config_file()
    paths.made(config.parent).chmod(0o775)
    config.symlink_to(dotfiles / "config.toml")
    write_config(config, WANTED)
    assert mode(dotfiles) == 0o775
    assert '"45m"' in (dotfiles / "config.toml").read_text()
    assert config.is_symlink()
    assert mode(config.parent) == 0o755, "the copy is in our own folder, which is the person's alone"


def test_a_config_elsewhere_has_its_folder_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    write_config(shared / "mine.toml", WANTED)
    write_config(shared / "mine.toml", {("sitting",): {"limit": "50m"}})
    assert mode(shared) == 0o777


def test_stretches_of_the_persons_own_are_theirs_alone() -> None:
    folder = paths.made(paths.config_dir() / "stretches.d")
    folder.chmod(0o777)
    write_file(folder / "my-plan.toml", None, "")
    assert mode(folder) == 0o755
