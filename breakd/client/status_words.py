"""The status document as every client says it: what is going on, and times on the local clock."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from breakd.messages import until as end
from breakd.messages.status_sentence import sentence

if TYPE_CHECKING:
    from datetime import datetime

_UNTIL = {"snoozed": "snoozed_until", "paused": "paused_until"}
"""Where the time of the sentence is, by the state; else it is when a dismissed reminder asks again."""


def headline(document: dict[str, Any]) -> str:
    """What is going on now, as the tray says it."""
    until = document[_UNTIL.get(document["state"], "asks_again_at")]
    return sentence(document, clock_time(until) if until not in (None, "forever") else "")


def clock_time(text: str | None, now: datetime | None = None) -> str:
    """When something of the document ends, on the local clock; with its day unless that is today."""
    from datetime import datetime  # 2 ms that most answers do without

    if text is None:
        return "?"
    today = (now or local_now()).date()
    return end(datetime.fromisoformat(text).astimezone(), today)


def local_now() -> datetime:
    """This instant on the clock on the wall. The C library keeps the zone that it saw first; a laptop travels."""
    from datetime import datetime

    time.tzset()
    return datetime.now().astimezone()
