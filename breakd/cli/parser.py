"""The grammar of the command line, and where each command is done. Nothing heavy is imported until it is called."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, HelpFormatter, Namespace
from collections.abc import Callable
from datetime import date

from breakd import __version__
from breakd.client.exit_codes import USAGE, Stop
from breakd.messages import command as texts

Call = Callable[[Namespace], int]
Learn = Callable[[ArgumentParser], None]
FEELINGS = ("better", "same", "worse", "hurts", "spreading", "moved-up", *map(str, range(11)))
EXAMINERS = ("doctor", "physiotherapist", "other")
DAYS = 7
"""How far `history` and `stats` look back by default."""
DEMO_DAYS = 5
"""How many work days `demo` tells of a person by default."""


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


def parser(wanted: str = "") -> ArgumentParser:
    """The grammar; the parsed arguments carry `call`, the command to run (None: none was given), and its name.

    If `wanted` is a command, only that one is learnt: learning all of them takes 5 ms.
    """
    top = ArgumentParser(prog="breakd", description=texts.ABOUT, formatter_class=Layout)
    top.set_defaults(call=None)
    top.add_argument("--version", action="version", version=f"breakd {__version__}", help=texts.HELP_VERSION)
    commands = top.add_subparsers(metavar="COMMAND", title=texts.HELP_COMMANDS)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        call, learn = COMMANDS[name]
        command = commands.add_parser(
            name, help=texts.HELP[name], description=texts.HELP[name], formatter_class=Layout
        )
        command.set_defaults(call=call, command=name)
        learn(command)
    return top


# --- what each command takes ----------------------------------------------------------------------


def _nothing(command: ArgumentParser) -> None:
    """It takes no arguments."""


def _file_argument(command: ArgumentParser) -> None:
    command.add_argument("--config", metavar="FILE", help=texts.HELP_CONFIG_FILE)


def _json_argument(command: ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help=texts.HELP_JSON)


def _status_arguments(command: ArgumentParser) -> None:
    _json_argument(command)
    command.add_argument("--watch", action="store_true", help=texts.HELP_WATCH)


def _done_arguments(command: ArgumentParser) -> None:
    command.add_argument("stretch", nargs="?", default="", metavar="STRETCH", help=texts.HELP_STRETCH)


def _start_arguments(command: ArgumentParser) -> None:
    command.add_argument("stretch", nargs="?", default="", metavar="STRETCH", help=texts.HELP_START)
    _guide_arguments(command)
    command.add_argument("--reminder", type=int, default=None, metavar="ID", help=texts.HELP_REMINDER)


def _guide_arguments(command: ArgumentParser) -> None:
    command.add_argument("--terminal", action="store_true", help=texts.HELP_TERMINAL)
    command.add_argument("--address", action="store_true", help=texts.HELP_ADDRESS)
    command.add_argument("--speed", type=_speed, default=1.0, metavar="X", help=texts.HELP_SPEED)


def _questions_arguments(command: ArgumentParser) -> None:
    command.add_argument("--page", action="store_true", help=texts.HELP_PAGE)
    command.add_argument("--address", action="store_true", help=texts.HELP_ADDRESS)


def _checkup_arguments(command: ArgumentParser) -> None:
    command.add_argument("answer", choices=["done", "later"], help=texts.HELP_CHECKUP)


def _snooze_arguments(command: ArgumentParser) -> None:
    command.add_argument("seconds", nargs="?", default=0, type=_seconds, metavar="10m", help=texts.HELP_LENGTH)


def _pause_arguments(command: ArgumentParser) -> None:
    command.add_argument("until", nargs="?", default="", metavar="UNTIL", help=texts.HELP_UNTIL)


def _place_arguments(command: ArgumentParser) -> None:
    command.add_argument("place", nargs="?", default="", metavar="NAME", help=texts.HELP_PLACE)


def _feel_arguments(command: ArgumentParser) -> None:
    command.add_argument("word", choices=FEELINGS, metavar="WORD", help=texts.HELP_FEEL)


def _hurts_arguments(command: ArgumentParser) -> None:
    command.add_argument("stretch", nargs="?", default="", metavar="STRETCH", help=texts.HELP_HURTS)


def _cleared_arguments(command: ArgumentParser) -> None:
    command.add_argument("--by", default="", choices=EXAMINERS, metavar="WHO", help=texts.HELP_BY)


def _flare_arguments(command: ArgumentParser) -> None:
    command.add_argument("days", nargs="?", default="", metavar="DAYS", help=texts.HELP_FLARE)


def _stats_arguments(command: ArgumentParser) -> None:
    command.add_argument("--days", type=_days, default=DAYS, metavar="N", help=texts.HELP_DAYS)
    _json_argument(command)


def _history_arguments(command: ArgumentParser) -> None:
    command.add_argument("--days", type=_days, default=DAYS, metavar="N", help=texts.HELP_DAYS)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=texts.HELP_JSON)
    form.add_argument("--csv", action="store_true", help=texts.HELP_CSV)


def _stretches_arguments(command: ArgumentParser) -> None:
    command.add_argument("action", nargs="?", default="list", choices=["list", "show", "check", "back"])
    command.add_argument("id", nargs="?", default="", metavar="ID", help=texts.HELP_STRETCH_ID)
    command.add_argument("--seed", action="store_true", help=texts.HELP_SEED)


def _demo_arguments(command: ArgumentParser) -> None:
    command.add_argument("--body", metavar="FILE", help=texts.HELP_BODY)
    _file_argument(command)
    command.add_argument("--days", type=_days, metavar="N", help=texts.HELP_DEMO_DAYS)
    command.add_argument("--from", dest="first", type=_date, metavar="DATE", help=texts.HELP_FROM)
    command.add_argument("--seed", type=int, metavar="N", help=texts.HELP_DEMO_SEED)
    _json_argument(command)


def _config_arguments(command: ArgumentParser) -> None:
    command.add_argument("action", nargs="?", default="show", choices=["path", "check", "show", "edit"])
    _file_argument(command)


def _service_arguments(command: ArgumentParser) -> None:
    command.add_argument("action", nargs="?", default="status", choices=["install", "uninstall", "status"])


def _seconds(text: str) -> int:
    from breakd.engine.durations import parse

    seconds = parse(text)
    if seconds is None:
        raise ArgumentTypeError(texts.tr(texts.BAD_LENGTH, text=text))
    return int(seconds)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.1 <= speed <= 1000:
        raise ArgumentTypeError(texts.tr(texts.BAD_SPEED, text=text))
    return speed


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 36500:
        raise ArgumentTypeError(texts.tr(texts.BAD_DAYS, text=text))
    return int(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(texts.tr(texts.BAD_DATE, text=text)) from None


# --- where each command is done -------------------------------------------------------------------


def _run(arguments: Namespace) -> int:
    from .run import run

    return run(arguments.config or "")


def _status(arguments: Namespace) -> int:
    from .reminder_commands import status

    return status(as_json=arguments.json, watch=arguments.watch)


def _request(arguments: Namespace) -> int:
    from .reminder_commands import send_request

    return send_request(arguments.command, vars(arguments))


def _start(arguments: Namespace) -> int:
    if arguments.reminder == 0:  # no reminder has it: how the daemon opens the page of the questions
        from .questions_page import questions_page

        return questions_page(print_address=arguments.address)
    from .start import start

    return start(
        arguments.stretch, reminder=arguments.reminder or 0, speed=arguments.speed,
        in_terminal=arguments.terminal, print_address=arguments.address,
    )  # fmt: skip


def _feel(arguments: Namespace) -> int:
    from .health_commands import feel

    return feel(arguments.word)


def _hurts(arguments: Namespace) -> int:
    from .health_commands import hurts

    return hurts(arguments.stretch)


def _flare(arguments: Namespace) -> int:
    from .health_commands import flare

    return flare(arguments.days)


def _cleared(arguments: Namespace) -> int:
    from .health_commands import cleared

    return cleared(arguments.by)


def _questions(arguments: Namespace) -> int:
    if arguments.page or arguments.address:
        from .questions_page import questions_page

        return questions_page(print_address=arguments.address)
    from .health_commands import questions

    return questions()


def _session(arguments: Namespace) -> int:
    from .session import session

    return session(speed=arguments.speed, in_terminal=arguments.terminal, print_address=arguments.address)


def _checkup(arguments: Namespace) -> int:
    from .health_commands import checkup

    return checkup(later=arguments.answer == "later")


def _history(arguments: Namespace) -> int:
    from .history import history

    return history(arguments.days, "json" if arguments.json else "csv" if arguments.csv else "text")


def _stats(arguments: Namespace) -> int:
    from .stats import stats

    return stats(arguments.days, as_json=arguments.json)


def _stretches(arguments: Namespace) -> int:
    from .stretches import run_stretches

    return run_stretches(arguments.action, arguments.id, seed=arguments.seed)


def _config(arguments: Namespace) -> int:
    from pathlib import Path

    from .config import run_config

    return run_config(arguments.action, Path(arguments.config) if arguments.config else None)


def _setup(arguments: Namespace) -> int:  # noqa: ARG001
    from .setup import run_setup

    return run_setup()


def _doctor(arguments: Namespace) -> int:
    from .doctor.report import run_doctor

    return run_doctor(as_json=arguments.json)


def _service(arguments: Namespace) -> int:
    from .service import run_service

    return run_service(arguments.action)


def _demo(arguments: Namespace) -> int:
    from pathlib import Path

    if arguments.body is None:
        from .demo import run_demo

        if arguments.json or any(
            given is not None for given in (arguments.config, arguments.days, arguments.first, arguments.seed)
        ):
            raise Stop(USAGE, texts.WHOSE_BODY)
        return run_demo()
    from .demo_body import run_demo_of

    return run_demo_of(
        Path(arguments.body), Path(arguments.config) if arguments.config else None, days=arguments.days or DEMO_DAYS,
        first=arguments.first, seed=arguments.seed or 0, as_json=arguments.json,
    )  # fmt: skip


COMMANDS: dict[str, tuple[Call, Learn]] = {
    "run": (_run, _file_argument),
    "status": (_status, _status_arguments),
    "done": (_request, _done_arguments),
    "snooze": (_request, _snooze_arguments),
    "skip": (_request, _nothing),
    "another": (_request, _nothing),
    "start": (_start, _start_arguments),
    "now": (_request, _nothing),
    "pause": (_request, _pause_arguments),
    "resume": (_request, _nothing),
    "standing": (_request, _nothing),
    "sitting": (_request, _nothing),
    "place": (_request, _place_arguments),
    "feel": (_feel, _feel_arguments),
    "hurts": (_hurts, _hurts_arguments),
    "session": (_session, _guide_arguments),
    "flare": (_flare, _flare_arguments),
    "questions": (_questions, _questions_arguments),
    "cleared": (_cleared, _cleared_arguments),
    "checkup": (_checkup, _checkup_arguments),
    "history": (_history, _history_arguments),
    "stats": (_stats, _stats_arguments),
    "stretches": (_stretches, _stretches_arguments),
    "setup": (_setup, _nothing),
    "config": (_config, _config_arguments),
    "doctor": (_doctor, _json_argument),
    "service": (_service, _service_arguments),
    "demo": (_demo, _demo_arguments),
}
"""Every command, in the order of the help."""
