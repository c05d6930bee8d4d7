"""What is written into a person's own files, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from breakd.config import keeping
from breakd.config.changes import body_changes
from breakd.config.keeping import NotWritten, keep_body, text_with, write_config, write_file
from breakd.engine.settings import BodySettings, Settings
from breakd.system import paths
from breakd.toml.document import Document
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


@pytest.mark.parametrize("theirs", ["[sitting]\nlimit = '20m'\n", "not TOML", None])
@pytest.mark.parametrize("ours", ["[sitting]\nlimit = '30m'\n", None])
def test_what_another_hand_writes_in_the_same_moment_stays(
    monkeypatch: pytest.MonkeyPatch, ours: str | None, theirs: str | None
) -> None:
    """The guide keeps the voice, the window writes settings, and the person's editor is open."""
    config = paths.config_file()
    paths.made(config.parent)
    if ours is not None:
        config.write_text(ours)

    def slow(written: Document, wanted: Changes) -> str:
        text = text_with(written, wanted)
        if theirs is not None:
            config.write_text(theirs)
        else:
            config.unlink(missing_ok=True)
        return text

    monkeypatch.setattr(keeping, "text_with", slow)
    if ours == theirs:
        write_config(config, WANTED)
        return
    with pytest.raises(NotWritten, match="just now"):
        write_config(config, WANTED)
    assert (config.read_text() if config.exists() else None) == theirs


def test_a_plan_and_the_answers_stay_too(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, body = paths.made(paths.config_dir() / "stretches.d") / "my-plan.toml", paths.body_file()
    plan.write_text("# of another window\n")
    with pytest.raises(NotWritten, match="just now"):
        write_file(plan, "# what was read\n", "# ours\n")
    assert plan.read_text() == "# of another window\n"
    change = body_changes

    def slow(*arguments: Any) -> Changes:
        body.write_text("[body]\ndisclaimer = false\n")
        return change(*arguments)

    monkeypatch.setattr(keeping, "body_changes", slow)
    after = replace(Settings(), body=BodySettings(side="left"))
    with pytest.raises(NotWritten, match="just now"):
        keep_body(Settings(), after, frozenset(), body)
    assert body.read_text() == "[body]\ndisclaimer = false\n"


def test_stretches_of_the_persons_own_are_theirs_alone() -> None:
    folder = paths.made(paths.config_dir() / "stretches.d")
    folder.chmod(0o777)
    write_file(folder / "my-plan.toml", None, "")
    assert mode(folder) == 0o755
