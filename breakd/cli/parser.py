"""The grammar of the command line: every command, what it takes and where it is done."""

from __future__ import annotations

from argparse import SUPPRESS, Namespace
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple, NoReturn

from breakd import __version__
from breakd.client.exit_codes import USAGE, Stop
from breakd.messages import command_help as texts

from . import arguments, calls
from .grammar import Grammar, tables


class Group(Enum):
    """What commands are for, in the order of the help."""

    ANSWER = "answer"
    """To a reminder."""
    BREAK = "break"
    """Now."""
    DAY = "day"
    """What is going on today."""
    BODY = "body"
    """How it feels, and what follows from that."""
    RECORD = "record"
    """What was."""
    PROGRAM = "program"
    """breakd itself."""


class CommandEntry(NamedTuple):
    """One command: where it stands in the help, where it is done, what it takes."""

    group: Group
    call: Callable[[Namespace], int]
    learn: Callable[[Grammar], None] = arguments.nothing


COMMANDS: dict[str, CommandEntry] = {
    "done": CommandEntry(Group.ANSWER, calls.request, arguments.done),
    "snooze": CommandEntry(Group.ANSWER, calls.request, arguments.snooze),
    "skip": CommandEntry(Group.ANSWER, calls.request, arguments.notify),
    "another": CommandEntry(Group.ANSWER, calls.request, arguments.notify),
    "now": CommandEntry(Group.BREAK, calls.request, arguments.notify),
    "start": CommandEntry(Group.BREAK, calls.start, arguments.start),
    "session": CommandEntry(Group.BREAK, calls.session, arguments.guide),
    "board": CommandEntry(Group.DAY, calls.board, arguments.board),
    "status": CommandEntry(Group.DAY, calls.status, arguments.status),
    "pause": CommandEntry(Group.DAY, calls.pause, arguments.pause),
    "resume": CommandEntry(Group.DAY, calls.request, arguments.notify),
    "standing": CommandEntry(Group.DAY, calls.request, arguments.notify),
    "sitting": CommandEntry(Group.DAY, calls.request, arguments.notify),
    "place": CommandEntry(Group.DAY, calls.place, arguments.place),
    "feel": CommandEntry(Group.BODY, calls.feel, arguments.feel),
    "hurts": CommandEntry(Group.BODY, calls.hurts, arguments.hurts),
    "flare": CommandEntry(Group.BODY, calls.flare, arguments.flare),
    "questions": CommandEntry(Group.BODY, calls.questions, arguments.questions),
    "cleared": CommandEntry(Group.BODY, calls.cleared, arguments.cleared),
    "checkup": CommandEntry(Group.BODY, calls.checkup, arguments.checkup),
    "stretches": CommandEntry(Group.BODY, calls.stretches, arguments.stretches),
    "history": CommandEntry(Group.RECORD, calls.history, arguments.history),
    "stats": CommandEntry(Group.RECORD, calls.stats, arguments.stats),
    "report": CommandEntry(Group.RECORD, calls.report, arguments.report),
    "export": CommandEntry(Group.RECORD, calls.export, arguments.export),
    "erase": CommandEntry(Group.RECORD, calls.erase, arguments.erase),
    "setup": CommandEntry(Group.PROGRAM, calls.setup),
    "config": CommandEntry(Group.PROGRAM, calls.config, arguments.config),
    "service": CommandEntry(Group.PROGRAM, calls.service, arguments.service),
    "doctor": CommandEntry(Group.PROGRAM, calls.doctor, arguments.json),
    "demo": CommandEntry(Group.PROGRAM, calls.demo, arguments.demo),
    "run": CommandEntry(Group.PROGRAM, calls.run, arguments.file),
}
"""Every command, in the order of its group. Its words are in messages/command_help: HELP and EXAMPLES."""


class Overview(Grammar):
    """All commands in their groups, each by its first example."""

    learnt: tuple[Grammar, ...] = ()
    """The grammars of the commands."""

    def format_help(self) -> str:
        """Usage, what breakd is, the groups, and where more is said."""
        groups = [
            (
                texts.GROUPS[group.value],
                [
                    (texts.EXAMPLES[name][0][0], texts.HELP[name])
                    for name in COMMANDS
                    if COMMANDS[name].group is group
                ],
            )
            for group in Group
        ]
        return f"{self.format_usage()}\n{self.description}\n{tables([*groups, (texts.MORE, texts.MORE_ROWS)])}"

    def error(self, message: str) -> NoReturn:
        """Of what is left over after a command: with the usage of that command."""
        if len(self.learnt) == 1:
            self.learnt[0].error(message)
        super().error(message)


def parser(wanted: str = "") -> Overview:
    """The grammar; the parsed arguments carry `call`, the command to run (None: none was given), and its name.

    If `wanted` is a command, only that one is learnt: learning all of them takes 5 ms. Stop for one there is not.
    """
    if wanted and not wanted.startswith("-") and wanted not in COMMANDS:
        raise Stop(USAGE, _no_command(wanted))
    top = Overview("breakd", texts.ABOUT)
    top.usage = "breakd COMMAND ..."
    top.set_defaults(call=None)
    top.add_argument("--version", action="version", version=f"breakd {__version__}")
    commands = top.add_subparsers(prog="breakd", help=SUPPRESS, parser_class=Grammar)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        _, call, learn = COMMANDS[name]
        command = commands.add_parser(name, about=texts.HELP[name])
        command.set_defaults(call=call, command=name)
        learn(command)
        top.learnt += (command,)
        command.tables.append(
            (texts.EXAMPLES_TITLE, [(f"breakd {words}", does) for words, does in texts.EXAMPLES[name]])
        )
    return top


def _no_command(word: str) -> str:
    from breakd.toml.errors import nearest

    near = nearest(word, COMMANDS)
    return texts.tr(texts.NO_COMMAND_NEAR if near else texts.NO_COMMAND, word=word, nearest=near)
