"""The grammar of the command line, and where each command is done. Nothing heavy is imported until it is called."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter, Namespace
from collections.abc import Callable

from breakd import __version__
from breakd.core.wording import command as words

Call = Callable[[Namespace], int]
Add = Callable[[str, Call], ArgumentParser]
DAYS = 7
"""How far `history` and `stats` look back unless told."""


class Layout(HelpFormatter):
    """Help in columns. argparse makes one for every argument it learns, so it must cost nothing."""

    def __init__(self, prog: str) -> None:
        # width: or else argparse imports shutil and its compressors (8 ms), also where no help is printed;
        # indent: argparse forgets it when it measures the column, and breaks the longest command's line
        super().__init__(prog, indent_increment=1, width=_columns())


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS", "")) - 2
    except ValueError:
        pass
    try:
        return os.get_terminal_size().columns - 2
    except OSError:
        return 78


def parser() -> ArgumentParser:
    """The whole grammar; the parsed arguments carry `call`, the command to run (None: none was given)."""
    top = ArgumentParser(prog="breakd", description=words.ABOUT, formatter_class=Layout)
    top.set_defaults(call=None)
    top.add_argument("--version", action="version", version=f"breakd {__version__}", help=words.HELP_VERSION)
    commands = top.add_subparsers(metavar="COMMAND", title=words.HELP_COMMANDS)

    def add(name: str, call: Call) -> ArgumentParser:
        command = commands.add_parser(
            name, help=words.HELP[name], description=words.HELP[name], formatter_class=Layout
        )
        command.set_defaults(call=call, command=name)
        return command

    _add_the_day(add)
    _add_wishes(add)
    _add_looking_back(add)
    _add_setting_up(add)
    return top


def _add_the_day(add: Add) -> None:
    add("run", _run).add_argument("--config", metavar="FILE", help=words.HELP_CONFIG_FILE)
    status = add("status", _status)
    status.add_argument("--json", action="store_true", help=words.HELP_JSON)
    status.add_argument("--watch", action="store_true", help=words.HELP_WATCH)


def _add_wishes(add: Add) -> None:
    add("done", _wish).add_argument("stretch", nargs="?", default="", metavar="STRETCH", help=words.HELP_STRETCH)
    snooze = add("snooze", _wish)
    snooze.add_argument("seconds", nargs="?", default=0, type=_seconds, metavar="10m", help=words.HELP_LENGTH)
    for name in ("skip", "another", "now"):
        add(name, _wish)
    add("pause", _wish).add_argument("until", nargs="?", default="", metavar="UNTIL", help=words.HELP_UNTIL)
    for name in ("resume", "standing", "sitting"):
        add(name, _wish)
    add("place", _wish).add_argument("place", nargs="?", default="", metavar="NAME", help=words.HELP_PLACE)


def _add_looking_back(add: Add) -> None:
    history = add("history", _history)
    history.add_argument("--days", type=_days, default=DAYS, metavar="N", help=words.HELP_DAYS)
    form = history.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=words.HELP_JSON)
    form.add_argument("--csv", action="store_true", help=words.HELP_CSV)
    stats = add("stats", _stats)
    stats.add_argument("--days", type=_days, default=DAYS, metavar="N", help=words.HELP_DAYS)
    stats.add_argument("--json", action="store_true", help=words.HELP_JSON)


def _add_setting_up(add: Add) -> None:
    stretches = add("stretches", _stretches)
    stretches.add_argument("action", nargs="?", default="list", choices=["list", "show", "check"])
    stretches.add_argument("id", nargs="?", default="", metavar="ID", help=words.HELP_STRETCH_ID)
    stretches.add_argument("--seed", action="store_true", help=words.HELP_SEED)
    config = add("config", _config)
    config.add_argument("action", nargs="?", default="show", choices=["path", "check", "show", "edit"])
    config.add_argument("--config", metavar="FILE", help=words.HELP_CONFIG_FILE)
    add("doctor", _doctor).add_argument("--json", action="store_true", help=words.HELP_JSON)
    service = add("service", _service)
    service.add_argument("action", nargs="?", default="status", choices=["install", "uninstall", "status"])
    add("demo", _demo)


def _seconds(text: str) -> int:
    from breakd.core.durations import parse

    seconds = parse(text)
    if seconds is None:
        raise ArgumentTypeError(words.say(words.BAD_LENGTH, text=text))
    return int(seconds)


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 36500:
        raise ArgumentTypeError(words.say(words.BAD_DAYS, text=text))
    return int(text)


def _run(arguments: Namespace) -> int:
    from pathlib import Path

    from breakd.daemon import run

    return run(Path(arguments.config) if arguments.config else None)


def _status(arguments: Namespace) -> int:
    from .day import status

    return status(as_json=arguments.json, watch=arguments.watch)


def _wish(arguments: Namespace) -> int:
    from .day import wish

    return wish(arguments.command, vars(arguments))


def _history(arguments: Namespace) -> int:
    from .history import history

    return history(arguments.days, "json" if arguments.json else "csv" if arguments.csv else "text")


def _stats(arguments: Namespace) -> int:
    from .stats import stats

    return stats(arguments.days, as_json=arguments.json)


def _stretches(arguments: Namespace) -> int:
    from .stretches import run

    return run(arguments.action, arguments.id, seed=arguments.seed)


def _config(arguments: Namespace) -> int:
    from pathlib import Path

    from .config import run

    return run(arguments.action, Path(arguments.config) if arguments.config else None)


def _doctor(arguments: Namespace) -> int:
    from .doctor import run

    return run(as_json=arguments.json)


def _service(arguments: Namespace) -> int:
    from .service import run

    return run(arguments.action)


def _demo(arguments: Namespace) -> int:  # noqa: ARG001
    from .demo import run

    return run()
