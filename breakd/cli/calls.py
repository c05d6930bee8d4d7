"""Where each command is done. Nothing heavy is imported until it is called."""

from __future__ import annotations

import sys
from argparse import Namespace

from breakd.client.exit_codes import USAGE, Stop
from breakd.client.stretch_word import FROM_INPUT
from breakd.messages import command_help as texts

MOST_ID = 200
"""Characters of a stretch's id that are read from the input."""
DEMO_DAYS = 5
"""How many work days `demo` tells of a person by default."""


def run(given: Namespace) -> int:
    from .run import run

    return run(given.config or "")


def status(given: Namespace) -> int:
    if given.format:
        from .bar import bar

        return bar(given.format, watch=given.watch)
    from .reminder_commands import status

    return status(as_json=given.json, watch=given.watch)


def board(given: Namespace) -> int:
    from .board import board

    return board(given.page or "", print_address=given.address)


def request(given: Namespace) -> int:
    from .reminder_commands import send_request

    return send_request(given.command, vars(given))


def place(given: Namespace) -> int:
    if given.names:
        from .config import print_places

        return print_places()
    return request(given)


def pause(given: Namespace) -> int:
    from breakd.client.dbus_client import NoDaemon

    from .reminder_commands import refuse_pause, send_request

    until = " ".join(given.until)
    try:
        return send_request("pause", {"until": until})
    except NoDaemon:
        refuse_pause(until)  # a word that nobody can read is one wherever breakd is
        raise


def start(given: Namespace) -> int:
    if given.reminder == 0:  # no reminder has it: how the daemon opens the page of the questions
        from .questions_page import questions_page

        return questions_page(print_address=given.address)
    from .start import start

    # the board names it where nobody else reads it
    stretch = sys.stdin.readline(MOST_ID).strip() if given.stretch == FROM_INPUT else given.stretch
    return start(
        stretch, reminder=given.reminder or 0, speed=given.speed,
        in_terminal=given.terminal, print_address=given.address,
    )  # fmt: skip


def feel(given: Namespace) -> int:
    from .health_commands import feel

    return feel(given.word)


def hurts(given: Namespace) -> int:
    from .health_commands import hurts

    return hurts(given.stretch)


def flare(given: Namespace) -> int:
    from .health_commands import flare

    return flare(given.days)


def cleared(given: Namespace) -> int:
    from .health_commands import cleared

    return cleared(given.by)


def questions(given: Namespace) -> int:
    if given.page or given.address:
        from .questions_page import questions_page

        return questions_page(print_address=given.address)
    from .health_commands import questions

    return questions()


def session(given: Namespace) -> int:
    from .session import session

    return session(speed=given.speed, in_terminal=given.terminal, print_address=given.address)


def checkup(given: Namespace) -> int:
    from .health_commands import checkup

    return checkup(later=given.answer == "later")


def history(given: Namespace) -> int:
    from .history import history

    return history(given.days, "json" if given.json else "csv" if given.csv else "text")


def stats(given: Namespace) -> int:
    from .stats import stats

    return stats(given.days, as_json=given.json)


def report(given: Namespace) -> int:
    from .appointment import report

    return report(given.file, given.weeks)


def export(given: Namespace) -> int:
    from .export import export

    return export(given.file, given.format or "")


def erase(given: Namespace) -> int:
    from .erase import erase

    return erase(given.before, everything=given.all, sure=given.yes)


def stretches(given: Namespace) -> int:
    from .stretches import run_stretches

    return run_stretches(given.action, given.id, seed=given.seed, ids=given.ids)


def config(given: Namespace) -> int:
    from pathlib import Path

    from .config import run_config, run_schema

    if given.action == "schema":
        return run_schema(given.of or "config")
    if given.of:
        raise Stop(USAGE, texts.tr(texts.WHOSE_SCHEMA, text=given.of))
    return run_config(given.action, Path(given.config) if given.config else None)


def setup(given: Namespace) -> int:  # noqa: ARG001
    from .setup import run_setup

    return run_setup()


def doctor(given: Namespace) -> int:
    from .doctor.report import run_doctor

    return run_doctor(as_json=given.json)


def service(given: Namespace) -> int:
    from .service import run_service

    return run_service(given.action)


def demo(given: Namespace) -> int:
    from pathlib import Path

    if given.body is None:
        from .demo import run_demo

        if given.json or any(more is not None for more in (given.config, given.days, given.first, given.seed)):
            raise Stop(USAGE, texts.WHOSE_BODY)
        return run_demo()
    from .demo_body import run_demo_of

    return run_demo_of(
        Path(given.body), Path(given.config) if given.config else None, days=given.days or DEMO_DAYS,
        first=given.first, seed=given.seed or 0, as_json=given.json,
    )  # fmt: skip
