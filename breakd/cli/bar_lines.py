"""The status as one line for a bar: of waybar, of i3blocks, or plain. Pure, over the status document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from breakd.client.status_words import clock_time, headline
from breakd.messages import bar
from breakd.messages.command import minutes

Document = dict[str, Any]
"""That of docs/status-json.md."""
NOT_RUNNING = "not-running"
"""What stands for the state where no breakd answers."""


def line(form: str, document: Document | None) -> str:
    """What the bar shows; None: no breakd answers."""
    return FORMS[form](document)


def _plain(document: Document | None) -> str:
    return bar.NOT_RUNNING if document is None else headline(document)


def _waybar(document: Document | None) -> str:
    """waybar-custom(5): `alt` chooses among `format-icons`, `class` is for the style sheet."""
    state = NOT_RUNNING if document is None else str(document["state"])
    classes = [state, "firm"] if document and document["reminder"] and document["reminder"]["firm"] else [state]
    return _json(
        text=_short(document),
        alt=state,
        tooltip=_plain(document),
        percentage=_percentage(document),
        **{"class": classes},
    )


def _i3blocks(document: Document | None) -> str:
    """i3blocks(1) with `format=json` and `interval=persist`; the words are those of i3bar's protocol."""
    urgent = document is not None and document["state"] == "due"
    return _json(full_text=_plain(document), short_text=_short(document), urgent=urgent)


FORMS: Mapping[str, Callable[[Document | None], str]] = {"waybar": _waybar, "i3blocks": _i3blocks, "plain": _plain}
"""How each is written, by the word of `--format`."""


def _short(document: Document | None) -> str:
    """A word or two; nothing where there is nothing to say."""
    if document is None:
        return ""
    match document["state"]:
        case "sitting":
            return minutes(document["bout_seconds"])
        case "standing":
            return minutes(document["standing_seconds"])
        case "snoozed":
            return clock_time(document["snoozed_until"])
        case state:
            return bar.SHORT[state]


def _percentage(document: Document | None) -> int:
    """How full the sitting clock is."""
    return 0 if document is None else round(100 * document["sitting_clock_seconds"] / document["limit_seconds"])


def _json(**words: object) -> str:
    return json.dumps(words, ensure_ascii=False)
