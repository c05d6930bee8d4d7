"""Writes settings into a person's own files: their comments stay, a copy is kept, and nothing is half written."""

from __future__ import annotations

import os
from pathlib import Path

from breakd.engine.settings import Settings
from breakd.frozen import frozen
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.system import paths
from breakd.system.files import write_whole
from breakd.toml.document import Document, read
from breakd.toml.edit import NotEditable, changed
from breakd.toml.table_changes import Changes

from .changes import BODY, body_changes, config_changes, lines_of
from .loader import load

BACKUP, FAULTY = ".bak", ".old"
"""What the copies are called: of a file that was changed, and of one that could not be read."""


class NotWritten(Exception):
    """A file cannot be written; the text says which, and why."""


@frozen
class KeptSettings:
    """What was written."""

    said: tuple[str, ...] = ()
    """A sentence for each file."""
    by_hand: str = ""
    """The lines of config.toml that the person has to change, where the file itself cannot be."""

    @property
    def anything(self) -> bool:
        """Whether there was anything to keep."""
        return bool(self.said or self.by_hand)


def keep_settings(before: Settings, after: Settings, said: frozenset[str], config: Path, body: Path) -> KeptSettings:
    """Write what is new: of the body also what was `said` and has no line yet. Raises NotWritten."""
    sentences = keep_body(before, after, said, body)
    wanted = config_changes(before, after)
    if not wanted:
        return KeptSettings(sentences)
    try:
        return KeptSettings((*sentences, *write_config(config, wanted)))
    except NotEditable:
        return KeptSettings(sentences, lines_of(wanted))


def would_keep(before: Settings, after: Settings, said: frozenset[str], body: Path) -> bool:
    """Whether there is anything to write."""
    return bool(body_changes(before, after, said, read(body).data.get("body", {})) or config_changes(before, after))


def keep_body(before: Settings, after: Settings, said: frozenset[str], file: Path) -> tuple[str, ...]:
    """Write what is new of the body; a sentence for each file. Raises NotWritten."""
    faulty = bool(load(file.with_name("none.toml"), file).errors)
    written = Document(file.name, exists=False) if faulty else read(file)
    wanted = body_changes(before, after, said, written.data.get("body", {}))
    if not wanted:
        return ()
    sentences = (_kept_faulty(file),) if faulty else ()
    try:
        text = changed(written.text, wanted) if written.exists else texts.BODY_HEAD + lines_of(wanted)
    except NotEditable:
        # whatever the way in which it is written: the same keys in ours
        text = texts.BODY_HEAD + lines_of({BODY: {**written.data["body"], **(wanted[BODY] or {})}})
        _copied(file, written.text)
    _put(file, text, written.text if written.exists else None)
    return (*sentences, tr(texts.WROTE, file=file))


def write_config(file: Path, wanted: Changes) -> tuple[str, ...]:
    """Change these keys of config.toml and keep a copy; raises NotWritten, and NotEditable where that cannot be."""
    written = read(file)
    text = text_with(written, wanted)
    if not written.exists:
        _put(file, text, None)
        return (tr(texts.WROTE, file=file),)
    kept = _copied(file, written.text)
    _put(file, text, written.text)
    return (tr(texts.WROTE, file=file), tr(texts.KEPT_BEFORE, kept=kept))


def text_with(config: Document, wanted: Changes) -> str:
    """The text of config.toml with these keys. Raises NotEditable."""
    if config.errors:
        raise NotEditable
    return changed(config.text, wanted) if config.exists else texts.CONFIG_HEAD + lines_of(wanted)


def write_file(file: Path, before: str | None, text: str) -> None:
    """Write a file of the person's anew, with a copy of what it was; None: there was none. Raises NotWritten."""
    if before is not None:
        _copied(file, before)
    _put(file, text, before)


def _copied(file: Path, text: str) -> Path:
    """The file as it was, beside the person's own name of it, and not where a link may lead to."""
    kept = file.with_name(file.name + BACKUP)
    _whole(kept, text)
    return kept


def _kept_faulty(file: Path) -> str:
    """What a person wrote by hand and we cannot read is not thrown away."""
    kept = file.with_name(file.name + FAULTY)
    try:
        file.rename(kept)
    except OSError as error:
        raise NotWritten(tr(texts.CANNOT_WRITE, file=kept, why=error.strerror)) from error
    return tr(texts.FAULTY, file=file, kept=kept)


def _put(file: Path, text: str, before: str | None) -> None:
    """Write all of it or nothing; through a link, as dotfile managers make them.

    What somebody else wrote since we read `before` is not lost: then nothing is written. Raises NotWritten.
    """
    now = read(file)
    if now.errors or (now.text if now.exists else None) != before:
        raise NotWritten(tr(texts.CHANGED_JUST_NOW, file=file))
    _whole(Path(os.path.realpath(file)), text)


def _whole(file: Path, text: str) -> None:
    try:
        write_whole(_folder(file) / file.name, text.encode(), durable=True)
    except OSError as error:
        raise NotWritten(tr(texts.CANNOT_WRITE, file=file, why=error.strerror)) from error


def _folder(file: Path) -> Path:
    """Its folder, there: ours is made the person's alone; where a link or `--config` leads to, it stays as it is."""
    ours = file.parent.is_relative_to(paths.config_dir())
    return paths.own(file.parent) if ours else paths.made(file.parent)
