"""TAB in the real shells: what they offer after the words of breakd."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.system import paths
from tests.support.pseudo_terminal import Terminal
from tests.support.rigs import needs
from tools import completions

SHARE = completions.FOLDER
SHELLS = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "--no-rcs", "-i"),
    "fish": ("fish", "--interactive", "--no-config"),
}
READY = {
    "bash": f". {SHARE / completions.FILES['bash']}",
    "zsh": (
        f"fpath=({(SHARE / completions.FILES['zsh']).parent} $fpath); autoload -U compinit; compinit -u -D; "
        "setopt list_ambiguous; unsetopt menu_complete"
    ),
    "fish": f"source {SHARE / completions.FILES['fish']}",
}
"""How each shell is told of the completions, where no package has put them into its place."""
LISTED = {
    "bash": "breakd checkup \t\t",
    "zsh": "breakd checkup \t",
    "fish": "complete --do-complete 'breakd checkup '\n",  # its list needs more than a simple terminal
}
"""What makes a shell list what there is."""
TABS = {
    "breakd sno": "breakd snooze",
    "breakd feel spr": "breakd feel spreading",
    "breakd start cat": "breakd start cat-cow",
    "breakd place lib": "breakd place library",
    "breakd stretches show cobr": "breakd stretches show cobra",
    "breakd config sch": "breakd config schema",
    "breakd cleared --by phy": "breakd cleared --by physiotherapist",
    "breakd export --format c": "breakd export --format csv",
    "breakd status --wa": "breakd status --watch",
}
"""What is typed, and what TAB makes of it."""


def test_the_files_are_those_of_this_grammar() -> None:
    for name, text in completions.completions().items():
        assert (SHARE / name).read_text() == text, "python -m tools.completions"


@pytest.fixture(params=[pytest.param(name, marks=[] if name == "bash" else pytest.mark.packages) for name in SHELLS])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Terminal]]:
    """A shell of a person who has a place of their own, and breakd on the path."""
    needs.require(request.param)
    paths.made(paths.config_dir())
    paths.config_file().write_text("[place.library]\ndiscreet = 3\n")
    command = tmp_path / "breakd"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m breakd "$@"\n')
    command.chmod(0o755)
    env = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(paths.home()), "TERM": "dumb", "LANG": "C.UTF-8",
        "PYTHONPATH": str(completions.PROJECT), "PS1": "", "COLUMNS": "200",
    }  # fmt: skip
    terminal = Terminal(argv=SHELLS[request.param], env=env)
    terminal.type(f"{READY[request.param]}\necho is-'2'3-ready\n")
    terminal.until("is-23-ready")
    yield request.param, terminal
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.ended()


def test_tab_completes_commands_words_stretches_and_places(shell: tuple[str, Terminal]) -> None:
    _, terminal = shell
    for typed, completed in TABS.items():
        terminal.seen = ""
        terminal.type(f"{typed}\t")
        terminal.until(completed)
        terminal.type("\x15")


def test_tab_offers_the_words_of_an_argument(shell: tuple[str, Terminal]) -> None:
    name, terminal = shell
    terminal.type(LISTED[name])
    terminal.until("later")
    terminal.until("done")
    terminal.type("\x15")
