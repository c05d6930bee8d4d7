"""How help looks: columns, and rows of what is typed and what it does, in the width of the terminal."""

from __future__ import annotations

import os
from argparse import ArgumentParser, HelpFormatter

Rows = list[tuple[str, str]]
WIDEST = 100
"""Columns; longer lines are hard to read."""
TYPED = 25
"""Columns of a row for what is typed."""


class Layout(HelpFormatter):
    """Help in columns. argparse makes one for every argument it learns, so it must cost nothing."""

    def __init__(self, prog: str) -> None:
        # width: or else argparse imports shutil and its compressors (8 ms), also where no help is printed;
        # indent: argparse forgets it when it measures the column, and breaks the longest command's line
        super().__init__(prog, indent_increment=1, width=columns() - 1)


class Grammar(ArgumentParser):
    """What a command takes; its help ends with tables of words and of examples."""

    def __init__(self, prog: str, about: str, *, color: bool = False) -> None:
        """`color` is what argparse of Python 3.14 hands on to each command: there is none."""
        super().__init__(prog=prog, description=about, formatter_class=Layout)
        self.color = color
        self.tables: list[tuple[str, Rows]] = []

    def format_help(self) -> str:
        """The help of argparse, and the tables."""
        return super().format_help() + tables(self.tables)


def tables(listed: list[tuple[str, Rows]]) -> str:
    """Each with its title: two columns, the second wrapped."""
    from textwrap import fill

    text = ""
    for title, rows in listed:
        text += f"\n{title}:\n"
        for typed, does in rows:
            head = f"  {typed:<{TYPED}}"
            if len(typed) >= TYPED:
                text += f"  {typed}\n"
                head = " " * len(head)
            text += fill(does, columns() - 1, initial_indent=head, subsequent_indent=" " * len(head)) + "\n"
    return text


def columns() -> int:
    """How many the terminal has, up to what reads well."""
    try:
        return min(WIDEST, int(os.environ.get("COLUMNS", "")))
    except ValueError:
        pass
    try:
        return min(WIDEST, os.get_terminal_size().columns or 80)  # one that has no size yet says 0
    except OSError:
        return 80
