"""Writes the man pages anew, from the parser, the schema and docs/dbus.md: python -m tools.man_pages."""

from __future__ import annotations

import re
import sys
from argparse import Action
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from breakd.cli.arguments import one_of
from breakd.cli.config import BODY_EXAMPLE, EXAMPLE, example_text
from breakd.cli.grammar import Grammar
from breakd.cli.parser import COMMANDS, Group, parser
from breakd.config.example_notes import Note, notes_of
from breakd.config.json_schema import PLACE
from breakd.config.schema import schema
from breakd.messages import command_help as texts
from breakd.stretches.catalogue import load
from breakd.toml.serialize import value as toml_value
from breakd.toml.value_types import JsonSchema

from . import man_texts as man
from .changelog import released
from .mdoc import escaped, head, prose, tagged, word

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "share/man"


def pages() -> dict[Path, str]:
    """Every page by its file, under share/man."""
    day = released((PROJECT / "CHANGELOG.md").read_text())
    return {
        Path("man1/breakd.1"): command_page(day),
        Path("man5/breakd.toml.5"): settings_page(day),
        Path("man7/breakd-dbus.7"): dbus_page((PROJECT / "docs/dbus.md").read_text(), day),
    }


# --- breakd(1) ------------------------------------------------------------------------------------


def command_page(day: date) -> str:
    """Every command with all that it takes."""
    grammar = parser()
    commands = dict(zip(COMMANDS, grammar.learnt, strict=True))
    lines = [
        *head("breakd", 1, day, "breakd", man.COMMAND_IS),
        ".Sh SYNOPSIS", ".Nm", ".Ar command", ".Op Ar words ...", ".Nm", ".Fl \\-version",
        ".Sh DESCRIPTION", *_paragraphs(man.COMMAND_ABOUT), ".Sh COMMANDS",
    ]  # fmt: skip
    for group in Group:
        lines.append(f".Ss {escaped(texts.GROUPS[group.value])}")
        rows = [(name, one) for name, one in commands.items() if COMMANDS[name].group is group]
        lines += tagged((_usage(name, one), _command(name, one)) for name, one in rows)
    lines += [".Sh ENVIRONMENT", *tagged((f"Ev {name}", prose(text)) for name, text in man.ENVIRONMENT.items())]
    lines += [".Sh FILES", *tagged((f"Pa {word(name)}", prose(text)) for name, text in man.FILES.items())]
    lines += [".Sh EXIT STATUS", *tagged((str(code), prose(text)) for code, text in man.EXIT_STATUS.items())]
    lines += [".Sh EXAMPLES", *_examples(commands), *_see(man.SEE["breakd"])]
    return _text(lines)


def _usage(name: str, command: Grammar) -> str:
    """The line of a command: its words in the order in which they are typed."""
    parts = [f"Ic {name}"]
    for action in _taken(command):
        if not action.option_strings:
            parts.append(f"Ar {word(str(action.metavar))}" if action.nargs is None else f"Op Ar {action.metavar}")
    return " ".join(parts)


def _command(name: str, command: Grammar) -> list[str]:
    lines = prose(_sentence(texts.HELP[name]))
    rows = [(_tag(action), prose(_help(action))) for action in _taken(command)]
    words = {metavar: table for metavar, table in command.tables if metavar != texts.EXAMPLES_TITLE}
    for place, action in enumerate(_taken(command)):
        if action.metavar in words:
            tag, said = rows[place]
            listed = tagged((f"Cm {one}", prose(_sentence(does))) for one, does in words[str(action.metavar)])
            rows[place] = (tag, [*said, *listed])
    return [*lines, *(tagged(rows) if rows else [])]


def _taken(command: Grammar) -> list[Action]:
    return [action for action in command._actions if action.dest != "help"]


def _help(action: Action) -> str:
    """What is said of it; words that are typed keep their small letters."""
    text = action.help or ""
    words = action.type.words if isinstance(action.type, one_of) else ()
    return _sentence(text, words)


def _tag(action: Action) -> str:
    if not action.option_strings:
        return f"Ar {action.metavar}"
    option = f"Fl {word(action.option_strings[-1].removeprefix('-'))}"
    return option if action.nargs == 0 else f"{option} Ar {action.metavar}"


def _examples(commands: Iterable[str]) -> list[str]:
    rows = [row for name in commands for row in texts.EXAMPLES[name]]
    return tagged((f"Ic {word(f'breakd {words}')}", prose(_sentence(does))) for words, does in rows)


# --- breakd.toml(5) -------------------------------------------------------------------------------


def settings_page(day: date) -> str:
    """Every key of config.toml and body.toml, as the schema has them and the examples explain them."""
    known = schema(load())
    lines = [
        *head("breakd.toml", 5, day, "breakd.toml", man.SETTINGS_ARE),
        ".Sh DESCRIPTION", *_paragraphs(man.SETTINGS_ABOUT), ".Sh SETTINGS",
    ]  # fmt: skip
    notes = {**notes_of(example_text(EXAMPLE)), **notes_of(example_text(BODY_EXAMPLE))}
    for table, rows in known.config.json["properties"].items():
        lines += _table(table, rows["properties"], notes)
        if rows["additionalProperties"]:
            lines += _table(PLACE, rows["additionalProperties"]["properties"], notes)
    lines += [".Sh BODY", *_paragraphs(man.BODY_ABOUT)]
    lines += _table("body", known.body.json["properties"]["body"]["properties"], notes)
    labels = load().conditions
    lines += [".Ss Conditions", *tagged((f"Cm {id}", prose(_sentence(label))) for id, label in labels.items())]
    lines += [".Sh OWN STRETCHES", *_paragraphs(man.OWN_ABOUT), *_see(man.SEE["breakd.toml"])]
    return _text(lines)


def _table(name: str, keys: Mapping[str, JsonSchema], notes: Mapping[tuple[str, str], Note]) -> list[str]:
    title = "place.NAME" if name == PLACE else name
    return [f".Ss Table {title}", *tagged((f"Ic {key}", _key(kind, notes[name, key])) for key, kind in keys.items())]


def _key(kind: JsonSchema, note: Note) -> list[str]:
    is_list = kind.get("type") == "array"
    words = tuple(kind["items"].get("enum", ()) if is_list else kind.get("enum", ()))
    said = prose(_sentence(note.text.removesuffix(":"), words)) if note.text else []
    listed = man.listed(words, any_of=is_list) if 0 < len(words) <= man.MOST_WORDS else kind["description"]
    default = [] if note.default is None else prose(f"Default: `{toml_value(note.default)}`.")
    return [*said, *prose(f"Holds {listed}."), *default]


# --- breakd-dbus(7) -------------------------------------------------------------------------------


def dbus_page(contract: str, day: date) -> str:
    """The contract, whose page is written in Markdown: paragraphs, two-column tables, code."""
    _, about, *sections = re.split(r"^#+ (.+)\n", contract, flags=re.MULTILINE)
    first, *rest = sections
    lines = [*head("breakd-dbus", 7, day, "breakd-dbus", man.DBUS_IS), ".Sh DESCRIPTION", *_markdown(first)]
    assert about == man.DBUS_TITLE, about
    for title, text in zip(rest[::2], rest[1::2], strict=True):
        lines += [f".Sh {man.DBUS_SECTIONS.get(title, title).upper()}", *_markdown(text)]
    return _text([*lines, *_see(man.SEE["breakd-dbus"])])


def _markdown(text: str) -> Iterator[str]:
    for number, block in enumerate(filter(None, re.split(r"\n\s*\n", text.strip("\n")))):
        yield from [".Pp"] if number and not block.startswith(("|", "    ")) else []
        if block.startswith("    "):
            yield from (".Bd -literal", *(escaped(line[4:]) for line in block.splitlines()), ".Ed")
        elif "\n|" in block or block.startswith("|"):
            before, _, table = block.partition("|")
            yield from prose(before) if before.strip() else []
            yield from _rows(f"|{table}".splitlines())
        else:
            yield from prose(block)


def _rows(lines: list[str]) -> list[str]:
    """A table of two columns; its head says nothing that the section does not."""
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]
    return tagged((f"Ic {word(_names(name))}", prose(_sentence(said)) if said else []) for name, said in cells)


def _names(cell: str) -> str:
    return cell.strip("| ").replace("` `", ", ").replace("`", "")


# --- all ------------------------------------------------------------------------------------------


def _sentence(text: str, words: tuple[str, ...] = ()) -> str:
    """A remark as a sentence; words that are typed keep their small letters."""
    text = text if text.startswith(("breakd", "true", *words)) else text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "...")) else f"{text}."


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        lines += [*([".Pp"] if lines else []), *prose(paragraph)]
    return lines


def _see(others: Iterable[tuple[str, int]]) -> list[str]:
    pages = [f".Xr {name} {section}" for name, section in others]
    return [".Sh SEE ALSO", *(f"{page} ," for page in pages[:-1]), pages[-1]]


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the pages."""
    for name, text in pages().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
