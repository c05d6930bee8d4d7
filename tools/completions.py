"""Writes the completions of bash, zsh and fish anew, from the parser: python -m tools.completions.

shtab makes them; what it cannot see in the grammar it is told here, so that no command pays for it.
"""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, _SubParsersAction
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shtab

from breakd.cli.arguments import one_of
from breakd.cli.parser import parser
from breakd.messages import command_help as texts

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "share"
FILES = {
    "bash": Path("bash-completion/completions/breakd"),
    "zsh": Path("zsh/site-functions/_breakd"),
    "fish": Path("fish/vendor_completions.d/breakd.fish"),
}
STRETCHES: Mapping[str, str] = {
    "bash": "_breakd_stretches", "zsh": "_breakd_stretches", "fish": "(breakd stretches --ids 2>/dev/null)",
}  # fmt: skip
PLACES: Mapping[str, str] = {
    "bash": "_breakd_places", "zsh": "_breakd_places", "fish": "(breakd place --names 2>/dev/null)",
}  # fmt: skip
BY_DEST = {"stretch": STRETCHES, "id": STRETCHES, "place": PLACES}
"""What is asked of breakd itself while somebody types."""
PREAMBLES = {
    "bash": """
_breakd_stretches() { compgen -W "$(breakd stretches --ids 2>/dev/null)" -- "$1"; }
_breakd_places() { compgen -W "$(breakd place --names 2>/dev/null)" -- "$1"; }
""",
    "zsh": """
_breakd_stretches() { local -a ids=(${(f)"$(breakd stretches --ids 2>/dev/null)"}); _describe 'stretch' ids }
_breakd_places() { local -a names=(${(f)"$(breakd place --names 2>/dev/null)"}); _describe 'place' names }
""",
    "fish": "",
}


def completions() -> dict[Path, str]:
    """Every completion by its file, under share."""
    grammar = told(parser())
    preambles: Any = PREAMBLES  # shtab's types know one text alone
    return {file: shtab.complete(grammar, shell, preamble=preambles) for shell, file in FILES.items()}


def told(grammar: ArgumentParser) -> ArgumentParser:
    """The grammar with the words of each argument where shtab looks for them."""
    for commands in (action for action in grammar._actions if isinstance(action, _SubParsersAction)):
        commands.help = "command"
        for name, command in commands.choices.items():
            row: Any = commands._ChoicesPseudoAction(name, (), texts.HELP[name])
            commands._choices_actions.append(row)
            for action in command._actions:
                _tell(action)
    return grammar


def _tell(action: Action) -> None:
    if isinstance(action.type, one_of):
        action.choices = action.type.words
    elif action.metavar == "FILE":
        action.complete = shtab.FILE  # type: ignore[attr-defined]
    elif action.dest in BY_DEST:
        action.complete = BY_DEST[action.dest]  # type: ignore[attr-defined]


def main() -> int:
    """Write the files."""
    for name, text in completions().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
