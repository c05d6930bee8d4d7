"""`breakd doctor`: one screen on what works here, what is missing, and what to do about it."""

from __future__ import annotations

import json

from breakd.core.wording import doctor as words
from breakd.core.wording import say

from .checks import MISSING, Check, everything
from .exits import FAILED, OK

SCHEMA = 1


def run(*, as_json: bool) -> int:
    """Print the findings; FAILED if something is missing that breakd needs."""
    found = everything()
    if as_json:
        checks = [check._asdict() for check in found]
        print(json.dumps({"schema": SCHEMA, "checks": checks}, indent=2, ensure_ascii=False))
    else:
        print(as_text(found))
    return FAILED if any(check.verdict == MISSING for check in found) else OK


def as_text(found: list[Check]) -> str:
    """Verdict, name and finding in columns; what to do stands below its line."""
    verdicts = {word: say(text) for word, text in words.VERDICTS.items()}
    verdict_width, name_width = max(map(len, verdicts.values())), max(len(check.name) for check in found)
    lines = []
    for check in found:
        lines.append(f"{verdicts[check.verdict]:<{verdict_width}}  {check.name:<{name_width}}  {check.text}")
        if check.remedy:
            lines.append(f"{'':<{verdict_width + name_width + 4}}{check.remedy}")
    return "\n".join(lines)
