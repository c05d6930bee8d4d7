"""The grammar of the command line: what a wrong word is answered with, and that the help can be read and typed."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import datetime
from typing import cast

import pytest

from breakd import cli
from breakd.cli import parser
from breakd.cli.grammar import Grammar
from breakd.cli.status_text import status_text
from breakd.messages import command_help
from breakd.status_json import to_json
from tests.support.recording_handler import CAPABILITIES, SITTING

WRONG = {
    "": "usage: breakd COMMAND",
    "sttaus": "There is no command “sttaus”. Did you mean `breakd status`?\n",
    "xyzzy": "There is no command “xyzzy”. `breakd --help` lists them.\n",
    "feel bettr": "Did you mean “better”?\n",
    "feel great": "“great” is not one of the words: better, same, worse, hurts, spreading, moved-up, or pain from 0",
    "snooze soon": "“soon” is not a duration like 90s, 10m or 1h30m.\n",
    "snooze 0s": "“0s” is not a duration",
    # Python 3.14 takes it for a value, those before for an option
    "snooze -5m": "usage: breakd snooze" if sys.version_info < (3, 14) else "“-5m” is not a duration",
    "history --days 0": "“0” is not a number of days (1 or more).\n",
    f"history --days {'9' * 5000}": "9” is not a number of days (1 or more).\n",
    "report --weeks 000000001521": "“000000001521” is not a number of weeks (1 to 520).\n",
    f"report --weeks 000000001{'9' * 5000}": "9” is not a number of weeks (1 to 520).\n",
    "history --json --csv": "usage: breakd history",
    "service instal": "“instal” is not one of the words: status, install, uninstall. Did you mean “install”?\n",
    "config chek": "Did you mean “check”?\n",
    "checkup": "usage: breakd checkup",
    "cleared --by docter": "Did you mean “doctor”?\n",
    "demo --body x --from 31.11.": "“31.11.” is not a date like 2026-11-30.\n",
}


@pytest.mark.parametrize(("line", "said"), WRONG.items(), ids=[line[:40] for line in WRONG])
def test_wrong_usage_says_what_was_meant(line: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        code = cli.main(line.split())
    except SystemExit as end:  # of argparse
        code = cast(int, end.code)
    printed = capfd.readouterr()
    assert (code, printed.out) == (2, "")
    assert said in printed.err


@pytest.mark.parametrize("command", parser.COMMANDS)
def test_each_example_can_be_typed_as_it_stands(command: str) -> None:
    for words, _ in command_help.EXAMPLES[command]:
        assert words.split()[0] == command
        assert parser.parser(command).parse_args(words.split()).command == command


def test_help_has_no_colours_on_any_python() -> None:
    """Python 3.14 would colour its half of the help, and hands that on to the grammar of each command."""
    assert not parser.parser().color
    assert not Grammar("breakd done", "", color=False).color


def test_no_line_of_any_help_is_too_long(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for command in parser.COMMANDS:
        with pytest.raises(SystemExit):
            parser.parser(command).parse_args([command, "--help"])
        out = capsys.readouterr().out
        assert f"  breakd {command_help.EXAMPLES[command][0][0]}" in out
        assert max(map(len, out.splitlines())) < 80


def test_each_word_of_an_action_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    for command, words in {"config": command_help.CONFIG, "service": command_help.SERVICE}.items():
        with pytest.raises(SystemExit):
            parser.parser(command).parse_args([command, "--help"])
        out = capsys.readouterr().out
        for word in words:
            assert re.search(rf"^  {word} +\w", out, re.MULTILINE)


def test_no_line_of_the_status_is_longer_than_the_terminal() -> None:
    status = replace(SITTING, ask_red_flags=True, flare_until=datetime(2036, 11, 23).astimezone())
    document = to_json(status, CAPABILITIES, "0.1.0")
    lines = status_text(document, 80).splitlines()
    assert max(map(len, lines)) <= 80
    assert max(map(len, status_text(document).splitlines())) > 80, "what a program reads is not cut"
    words = " ".join(" ".join(lines).split())
    assert "only the gentlest stretches, until you answer a few safety questions: `breakd questions`" in words
    assert "until the end of Sat 22 Nov 2036" in words
