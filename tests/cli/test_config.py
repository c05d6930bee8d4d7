"""`breakd config` as a person meets it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from breakd.config import load
from breakd.engine.settings import Settings
from breakd.system import paths

WRITE = "#!/bin/sh\nprintf '{text}' > \"$1\"\n"


def breakd(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "breakd", "config", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def written(text: str, body: str | None = None) -> None:
    paths.made(paths.config_dir())
    paths.config_file().write_text(text)
    if body is not None:
        paths.body_file().write_text(body)


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """A program in place of an editor; the test says what it does."""
    file = tmp_path / "my editor"
    file.touch(mode=0o755)
    return file


def test_the_path() -> None:
    done = breakd("path")
    assert (done.returncode, done.stdout) == (0, f"{paths.config_file()}\n")


def test_check_names_every_fault_of_both_files_on_its_own_line() -> None:
    written("[sitting]\nlimt = 1\nlimit = 2\n", '[body]\nside = "lft"\n')
    done = breakd("check")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        'config.toml:2: sitting.limt: unknown key; did you mean "limit"?',
        'config.toml:3: sitting.limit: expected a duration like "30m", got 2',
        'body.toml:2: body.side: expected a side, got "lft"; did you mean "left"?',
    ]


def test_check_says_when_all_is_well() -> None:
    done = breakd("check")
    assert done.returncode == 0
    assert f"There is no {paths.config_file()}; the defaults apply." in done.stdout
    written("")
    assert f"{paths.config_file()} is valid." in breakd("check").stdout


def test_another_file_is_checked_instead(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    assert breakd("check", "--config", str(other)).returncode == 1
    other.write_text("[sitting]\nlimit = 3\n")
    done = breakd("check", "--config", str(other))
    assert (done.returncode, done.stdout.split(":")[0]) == (1, "other.toml")


def test_show_is_toml_that_gives_the_same(tmp_path: Path) -> None:
    written('[sitting]\nlimit = "20m"\n', '[body]\npain = ["neck"]\n')
    done = breakd("show")
    assert done.returncode == 0
    config, body = tmp_path / "config.toml", tmp_path / "body.toml"
    config.write_text(done.stdout[: done.stdout.index("# and in body.toml")])
    body.write_text(done.stdout[done.stdout.index("[body]") :])
    assert load(config, body) == load(paths.config_file(), paths.body_file())


def test_show_of_a_faulty_file_says_the_faults() -> None:
    written("[sitting]\nlimit = 2\n")
    done = breakd("show")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("config.toml:2: sitting.limit: ")


def test_edit_makes_the_file_from_the_example_for_the_person_only(editor: Path) -> None:
    editor.write_text("#!/bin/sh\nexit 0\n")
    done = breakd("edit", VISUAL=f"'{editor}'")
    assert (done.returncode, done.stderr) == (0, "")
    file = paths.config_file()
    assert file.read_text() == (Path(__file__).parents[2] / "config.example.toml").read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert load(file, paths.body_file()).settings == Settings()


def test_edit_brings_the_schema_that_the_file_names(editor: Path) -> None:
    editor.write_text("#!/bin/sh\nexit 0\n")
    assert breakd("edit", VISUAL=f"'{editor}'").returncode == 0
    schema = paths.config_file().with_name("config.schema.json")
    assert schema.read_text() == breakd("schema").stdout
    schema.unlink()
    written("[tray]\n")
    breakd("edit", VISUAL=f"'{editor}'")
    assert not schema.exists(), "a file that does not ask for it gets none"


def test_a_schema_belongs_to_one_word_only() -> None:
    assert '"title": "body.toml"' in breakd("schema", "body").stdout
    done = breakd("check", "body")
    assert (done.returncode, done.stderr) == (2, "“body” belongs to `breakd config schema`.\n")


def test_edit_never_touches_a_config_that_exists(editor: Path) -> None:
    written("broken = [")
    editor.write_text("#!/bin/sh\nexit 0\n")
    done = breakd("edit", VISUAL=f"'{editor}'")
    assert paths.config_file().read_text() == "broken = ["
    assert done.returncode == 1, "who saves a fault hears of it at once"
    assert "config.toml:1: this is not TOML" in done.stderr


def test_edit_opens_the_editor_with_its_arguments(editor: Path) -> None:
    editor.write_text('#!/bin/sh\n[ "$1" = --wait ] || exit 9\nprintf \'[tray]\\nenabled = false\\n\' > "$2"\n')
    done = breakd("edit", VISUAL="", EDITOR=f"'{editor}' --wait")
    assert (done.returncode, done.stderr) == (0, "")
    settings = load(paths.config_file(), paths.body_file()).settings
    assert settings is not None
    assert not settings.tray


def test_edit_through_a_link_to_nothing_makes_nothing(editor: Path, tmp_path: Path) -> None:
    editor.write_text("#!/bin/sh\nexit 0\n")
    paths.made(paths.config_dir())
    paths.config_file().symlink_to(tmp_path / "dotfiles.toml")
    breakd("edit", VISUAL=f"'{editor}'")
    assert not (tmp_path / "dotfiles.toml").exists()


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"VISUAL": "/nonexistent/editor"}, "/nonexistent/editor failed (No such file or directory).\n"),
        ({"VISUAL": "false"}, "false failed (1).\n"),
        ({"VISUAL": "", "EDITOR": "'open", "PATH": "/nonexistent"}, "Set EDITOR to your editor, or open "),
    ],
)
def test_edit_without_a_working_editor(variables: dict[str, str], said: str) -> None:
    done = breakd("edit", **variables)
    assert done.returncode == 1
    assert done.stderr.startswith(said)


def test_edit_where_nothing_can_be_written(own_home: Path) -> None:
    (own_home / ".config").write_text("")
    done = breakd("edit", VISUAL="true")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
