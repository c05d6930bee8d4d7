"""`breakd doctor`: one screen on what works here, what is missing, and what to do about it."""

from __future__ import annotations

import json
import shutil
import textwrap

from breakd.client.exit_codes import FAILED, OK
from breakd.messages import doctor as texts
from breakd.messages import tr

from .checks import DEGRADED, MISSING, Finding, everything

SCHEMA = 1
WIDTH = 80
"""Columns where the screen does not say; wider lines are hard to read anyway."""


def run_doctor(*, as_json: bool) -> int:
    """Print the findings; FAILED if something is missing that breakd needs."""
    found = everything()
    if as_json:
        checks = [check._asdict() for check in found]
        print(json.dumps({"schema": SCHEMA, "checks": checks}, indent=2, ensure_ascii=False))
    else:
        print(as_text(found, min(shutil.get_terminal_size((WIDTH, 0)).columns, WIDTH)))
    return FAILED if any(check.verdict == MISSING for check in found) else OK


def as_text(found: list[Finding], width: int) -> str:
    """Verdict, name and finding in columns; why, and what to do, below it."""
    verdicts = {word: tr(text) for word, text in texts.VERDICTS.items()}
    verdict_width, name_width = max(map(len, verdicts.values())), max(len(check.name) for check in found)
    lines = []
    for check in found:
        head = f"{verdicts[check.verdict]:<{verdict_width}}  {check.name:<{name_width}}  "
        more = [*check.because, *([check.remedy] if check.remedy else [])]
        lines += _column(check.text, head, width)
        for text in more:
            lines += _column(text, " " * len(head), width)
    return "\n".join((*lines, "", *_column(_summary(found), "", width)))


def _summary(found: list[Finding]) -> str:
    """What to look at, in one sentence."""
    missing, limited = (
        ", ".join(check.name for check in found if check.verdict == verdict) for verdict in (MISSING, DEGRADED)
    )
    if missing:
        return tr(texts.NEEDED_AND_LIMITED if limited else texts.NEEDED, missing=missing, limited=limited)
    return tr(texts.LIMITED, limited=limited) if limited else tr(texts.ALL_WELL)


def _column(text: str, head: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
