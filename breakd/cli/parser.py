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


class Command(NamedTuple):
    """One command: where it stands in the help, where it is done, what it takes."""

    group: Group
    call: Callable[[Namespace], int]
    learn: Callable[[Grammar], None] = arguments.nothing


COMMANDS: dict[str, Command] = {
    "done": Command(Group.ANSWER, calls.request, arguments.done),
    "snooze": Command(Group.ANSWER, calls.request, arguments.snooze),
    "skip": Command(Group.ANSWER, calls.request),
    "another": Command(Group.ANSWER, calls.request),
    "now": Command(Group.BREAK, calls.request),
    "start": Command(Group.BREAK, calls.start, arguments.start),
    "session": Command(Group.BREAK, calls.session, arguments.guide),
    "board": Command(Group.DAY, calls.board, arguments.board),
    "status": Command(Group.DAY, calls.status, arguments.status),
    "pause": Command(Group.DAY, calls.pause, arguments.pause),
    "resume": Command(Group.DAY, calls.request),
    "standing": Command(Group.DAY, calls.request),
    "sitting": Command(Group.DAY, calls.request),
    "place": Command(Group.DAY, calls.request, arguments.place),
    "feel": Command(Group.BODY, calls.feel, arguments.feel),
    "hurts": Command(Group.BODY, calls.hurts, arguments.hurts),
    "flare": Command(Group.BODY, calls.flare, arguments.flare),
    "questions": Command(Group.BODY, calls.questions, arguments.questions),
    "cleared": Command(Group.BODY, calls.cleared, arguments.cleared),
    "checkup": Command(Group.BODY, calls.checkup, arguments.checkup),
    "stretches": Command(Group.BODY, calls.stretches, arguments.stretches),
    "history": Command(Group.RECORD, calls.history, arguments.history),
    "stats": Command(Group.RECORD, calls.stats, arguments.stats),
    "setup": Command(Group.PROGRAM, calls.setup),
    "config": Command(Group.PROGRAM, calls.config, arguments.config),
    "service": Command(Group.PROGRAM, calls.service, arguments.service),
    "doctor": Command(Group.PROGRAM, calls.doctor, arguments.json),
    "demo": Command(Group.PROGRAM, calls.demo, arguments.demo),
    "run": Command(Group.PROGRAM, calls.run, arguments.file),
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


def parser(wanted: str = "") -> Grammar:
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
