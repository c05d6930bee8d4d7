"""What each command takes, and how its words are read: Stop, with what was probably meant, for a wrong one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from breakd.client.exit_codes import USAGE, Stop
from breakd.messages import command_help as texts

from .grammar import Grammar

FEELINGS = ("better", "same", "worse", "hurts", "spreading", "moved-up", *map(str, range(11)))
EXAMINERS = ("doctor", "physiotherapist", "other")
DAYS = 7
"""How far `history` and `stats` look back by default."""
MOST_DAYS = 36500
MOST_DIGITS = 5
"""Python refuses to turn thousands of them into a number."""
WEEKS, MOST_WEEKS = 6, 520
"""How far back the page for the appointment goes by default, and at most."""


def nothing(command: Grammar) -> None:
    """It takes no arguments."""


def notify(command: Grammar) -> None:
    command.add_argument("--notify", action="store_true", help=texts.NOTIFY)


def file(command: Grammar) -> None:
    command.add_argument("--config", metavar="FILE", help=texts.CONFIG_FILE)


def json(command: Grammar) -> None:
    command.add_argument("--json", action="store_true", help=texts.JSON)


def status(command: Grammar) -> None:
    from .bar_lines import FORMS

    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=texts.JSON)
    form.add_argument("--format", type=one_of(FORMS), metavar="BAR", help=texts.BAR)
    command.add_argument("--watch", action="store_true", help=texts.WATCH)


def board(command: Grammar) -> None:
    # without a word: what is going on, or the questions of who has confirmed nothing yet
    command.add_argument("page", nargs="?", type=one_of(texts.BOARD), metavar="PAGE", help=texts.BELOW)
    command.tables.append(("PAGE", list(texts.BOARD.items())))
    command.add_argument("--address", action="store_true", help=texts.ADDRESS)


def done(command: Grammar) -> None:
    command.add_argument("stretch", nargs="?", default="", metavar="STRETCH", help=texts.STRETCH)
    notify(command)


def start(command: Grammar) -> None:
    command.add_argument("stretch", nargs="?", default="", metavar="STRETCH", help=texts.START)
    guide(command)
    command.add_argument("--reminder", type=int, default=None, metavar="ID", help=texts.REMINDER)
    notify(command)


def guide(command: Grammar) -> None:
    command.add_argument("--terminal", action="store_true", help=texts.TERMINAL)
    command.add_argument("--address", action="store_true", help=texts.ADDRESS)
    command.add_argument("--speed", type=speed, default=1.0, metavar="X", help=texts.SPEED)


def questions(command: Grammar) -> None:
    command.add_argument("--page", action="store_true", help=texts.PAGE)
    command.add_argument("--address", action="store_true", help=texts.ADDRESS)


def checkup(command: Grammar) -> None:
    _choice(command, "answer", "ANSWER", texts.CHECKUP)


def snooze(command: Grammar) -> None:
    command.add_argument("seconds", nargs="?", default=0, type=seconds, metavar="LENGTH", help=texts.LENGTH)
    notify(command)


def pause(command: Grammar) -> None:
    command.add_argument("until", nargs="*", metavar="UNTIL", help=texts.UNTIL)
    notify(command)


def place(command: Grammar) -> None:
    command.add_argument("place", nargs="?", default="", metavar="NAME", help=texts.PLACE)
    command.add_argument("--names", action="store_true", help=texts.PLACE_NAMES)


def feel(command: Grammar) -> None:
    command.add_argument("word", type=one_of(FEELINGS, texts.FEELINGS), metavar="WORD", help=texts.FEEL)


def hurts(command: Grammar) -> None:
    command.add_argument("stretch", nargs="?", default="", metavar="STRETCH", help=texts.HURTS)


def cleared(command: Grammar) -> None:
    command.add_argument("--by", type=one_of(EXAMINERS), metavar="WHO", help=texts.BY)


def flare(command: Grammar) -> None:
    command.add_argument("days", nargs="?", default="", metavar="DAYS", help=texts.FLARE)


def stats(command: Grammar) -> None:
    command.add_argument("--days", type=days, default=DAYS, metavar="N", help=texts.DAYS)
    json(command)


def history(command: Grammar) -> None:
    command.add_argument("--days", type=days, default=DAYS, metavar="N", help=texts.DAYS)
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=texts.JSON)
    form.add_argument("--csv", action="store_true", help=texts.CSV)


def report(command: Grammar) -> None:
    command.add_argument("file", metavar="FILE", help=texts.REPORT_FILE)
    command.add_argument("--weeks", type=weeks, default=WEEKS, metavar="N", help=texts.WEEKS)


def export(command: Grammar) -> None:
    command.add_argument("file", metavar="FILE", help=texts.EXPORT_FILE)
    command.add_argument("--format", type=one_of(("json", "csv")), metavar="FORM", help=texts.EXPORT_FORM)


def erase(command: Grammar) -> None:
    command.add_argument("--all", action="store_true", help=texts.ERASE_ALL)
    command.add_argument("--before", type=day, metavar="DATE", help=texts.ERASE_BEFORE)
    command.add_argument("--yes", action="store_true", help=texts.ERASE_YES)


def stretches(command: Grammar) -> None:
    _choice(command, "action", "ACTION", texts.STRETCHES, "list")
    command.add_argument("id", nargs="?", default="", metavar="ID", help=texts.STRETCH_ID)
    command.add_argument("--ids", action="store_true", help=texts.STRETCH_IDS)
    command.add_argument("--seed", action="store_true", help=texts.SEED)


def demo(command: Grammar) -> None:
    command.add_argument("--body", metavar="FILE", help=texts.BODY)
    file(command)
    command.add_argument("--days", type=days, metavar="N", help=texts.DEMO_DAYS)
    command.add_argument("--from", dest="first", type=day, metavar="DATE", help=texts.FROM)
    command.add_argument("--seed", type=int, metavar="N", help=texts.DEMO_SEED)
    json(command)


def config(command: Grammar) -> None:
    _choice(command, "action", "ACTION", texts.CONFIG, "show")
    command.add_argument("of", nargs="?", type=one_of(texts.SCHEMAS), metavar="OF", help=texts.SCHEMA_OF)
    file(command)


def service(command: Grammar) -> None:
    _choice(command, "action", "ACTION", texts.SERVICE, "status")


def _choice(
    command: Grammar, name: str, metavar: str, choices: Mapping[str, str], default: str | None = None
) -> None:
    """One of these words, each with what it does; without a default one must be given."""
    optional = None if default is None else "?"
    command.add_argument(
        name, nargs=optional, default=default, type=one_of(choices), metavar=metavar, help=texts.BELOW
    )
    rows = [(word, texts.tr(texts.DEFAULT, does=does) if word == default else does) for word, does in choices.items()]
    command.tables.append((metavar, rows))


# --- words that may be wrong ----------------------------------------------------------------------


class one_of:  # noqa: N801 - called like the functions beside it
    """Reads one of these words; `listed` is how a sentence lists them. A default that is text is read too."""

    def __init__(self, words: Collection[str], listed: str = "") -> None:
        self.words = tuple(words)
        self._listed = listed or ", ".join(words)

    def __call__(self, text: str) -> str:
        if text in self.words:
            return text
        from breakd.toml.errors import nearest

        near = None if text.isdecimal() else nearest(text, self.words)  # 11 is not nearly 1
        sentence = texts.NOT_ONE_OF_NEAR if near else texts.NOT_ONE_OF
        raise Stop(USAGE, texts.tr(sentence, text=text, words=self._listed, nearest=near))


def seconds(text: str) -> int:
    """A length such as 10m."""
    from breakd.engine.durations import parse

    length = parse(text)
    if length is None:
        raise Stop(USAGE, texts.tr(texts.BAD_LENGTH, text=text))
    return int(length)


def speed(text: str) -> float:
    """How many times as fast."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.1 <= number <= 1000:
        raise Stop(USAGE, texts.tr(texts.BAD_SPEED, text=text))
    return number


def days(text: str) -> int:
    """A number of days."""
    return _number(text, MOST_DAYS, texts.BAD_DAYS)


def weeks(text: str) -> int:
    """A number of weeks."""
    return _number(text, MOST_WEEKS, texts.BAD_WEEKS)


def _number(text: str, most: int, bad: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and 1 <= int(text) <= most:
        return int(text)
    raise Stop(USAGE, texts.tr(bad, text=text, most=most))


def day(text: str) -> date:
    """A date such as 2026-11-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(USAGE, texts.tr(texts.BAD_DATE, text=text)) from None
