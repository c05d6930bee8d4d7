"""`breakd config`: where the settings are, whether they are right, what holds, an editor, and help for editors."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from breakd.client.exit_codes import FAILED, OK, Stop
from breakd.config import LoadedConfig, dump_body, dump_config, load, own_folder
from breakd.engine.settings import Settings
from breakd.messages import config as texts
from breakd.messages import tr
from breakd.stretches.catalogue import load_all
from breakd.system import paths
from breakd.system.files import write_whole

EXAMPLE, BODY_EXAMPLE = "config.example.toml", "body.toml"
SCHEMA_FILE = "config.schema.json"
SCHEMA_LINE = f"#:schema ./{SCHEMA_FILE}\n"
"""The first line of the example, by which editors find it beside the file."""
USUAL_EDITORS = ("sensible-editor", "editor", "nano", "vi")


def run_config(action: str, config: Path | None) -> int:
    """One of `path`, `check`, `show`, `edit`, on `config` or the person's own file; Stop with a sentence."""
    actions: dict[str, Callable[[Path], int]] = {"path": _path, "check": _check, "show": _show, "edit": _edit}
    if config is not None and action != "edit" and not config.exists():
        raise Stop(FAILED, tr(texts.NOT_THERE, file=config))
    return actions[action](config or paths.config_file())


def _path(config: Path) -> int:
    print(config)
    return OK


def _check(config: Path) -> int:
    loaded = load(config, paths.body_file())
    if loaded.errors:
        print(*loaded.errors, sep="\n")
        return FAILED
    for file in (config, paths.body_file()):
        print(tr(texts.FINE if file.exists() else texts.MISSING_FINE, file=file))
    return OK


def _show(config: Path) -> int:
    loaded = load(config, paths.body_file())
    if loaded.settings is None:
        print(*loaded.errors, _until_fixed(loaded), sep="\n", file=sys.stderr)
        return FAILED
    print(dump_config(loaded.settings), texts.BODY_HEADING, dump_body(loaded.settings), sep="\n", end="")
    return OK


def _edit(config: Path) -> int:
    editor = _editor()
    if editor is None:
        raise Stop(FAILED, tr(texts.NO_EDITOR, file=config))
    _make(config)
    _make_schema(config)
    try:
        code = subprocess.run([*editor, str(config)], check=False).returncode
    except OSError as error:
        raise Stop(FAILED, tr(texts.EDITOR_FAILED, editor=editor[0], why=error.strerror)) from error
    if code:
        raise Stop(FAILED, tr(texts.EDITOR_FAILED, editor=editor[0], why=code))
    return _after(load(config, paths.body_file()))


def _until_fixed(loaded: LoadedConfig) -> str:
    return texts.until_fixed(config=loaded.config is None, body=loaded.body_is_faulty)


def _after(loaded: LoadedConfig) -> int:
    """A mistake that was just saved is reported at once."""
    if loaded.errors:
        print(*loaded.errors, _until_fixed(loaded), sep="\n", file=sys.stderr)
        return FAILED
    return OK


def _editor() -> list[str] | None:
    for variable in ("VISUAL", "EDITOR"):
        try:
            words_given = shlex.split(os.environ.get(variable, ""))
        except ValueError:  # an open quote
            continue
        if words_given:
            return words_given
    return next(([editor] for editor in USUAL_EDITORS if shutil.which(editor)), None)


def _make(config: Path) -> None:
    """Put the example where no config is yet; one that exists, whatever it is, is left alone."""
    example = example_text()
    try:
        paths.own(config.parent) if config == paths.config_file() else paths.made(config.parent)
        handle = os.open(config, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    except OSError as error:
        raise Stop(FAILED, tr(texts.CANNOT_WRITE, file=config, why=error.strerror)) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(example)


def _make_schema(config: Path) -> None:
    """Put the schema beside a config that names it, as this breakd has it; without it the editor only helps less."""
    with suppress(OSError, UnicodeDecodeError):
        if config.read_text("utf-8").startswith(SCHEMA_LINE):
            write_whole(config.with_name(SCHEMA_FILE), schema_text("config").encode())


def print_places() -> int:
    """The names of the places, one a line; of a faulty config those of the defaults."""
    print(*load(paths.config_file(), paths.body_file()).over(Settings()).places, sep="\n")
    return OK


def run_schema(name: str) -> int:
    """Print the JSON Schema of `config`, `body` or `stretches`."""
    print(schema_text(name), end="")
    return OK


def schema_text(name: str) -> str:
    """The same as a file holds it."""
    from breakd.config.json_schema import SchemaName, json_schema

    examples = {SchemaName.CONFIG: EXAMPLE, SchemaName.BODY: BODY_EXAMPLE}
    wanted = SchemaName(name)
    example = example_text(examples[wanted]) if wanted in examples else ""
    document = json_schema(wanted, load_all(own_folder(paths.body_file())), example)
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def example_text(name: str = EXAMPLE) -> str:
    """An example file: inside the package where it is installed, else in the source tree."""
    package = files("breakd")
    top = Path(str(package)).parent
    for file in (package / "data" / name, top / name, top / "examples" / name):
        if file.is_file():
            return file.read_text("utf-8")
    raise Stop(FAILED, texts.NO_EXAMPLE)
