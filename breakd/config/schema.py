"""Every key of `config.toml` and `body.toml`, as data: the tables, their keys, and what each key may hold."""

from __future__ import annotations

from collections.abc import Collection

from breakd.frozen import frozen
from breakd.messages import config as texts
from breakd.stretches.conditions import HALVES
from breakd.stretches.model import Catalogue
from breakd.stretches.plan import WEEKDAYS
from breakd.toml.value_types import DAY, FLAG, TEXT, ValueType, each, table, whole, word, words_of

from .types import DISCLAIMER, DURATION, HOURS, INTERVAL, NUMBER_TO_CALL

DAYS = WEEKDAYS
SIDES = ("none", "left", "right", "both")
BACKENDS = ("auto", "desktop", "terminal", "plyer")
HOOKS = ("shown", "done", "snoozed", "paused", "away", "back")
NONE = "none"
_ANY_PLACE = "[place.NAME]"

CONFIG_NAME, BODY_NAME = "config.toml", "body.toml"


@frozen
class Schema:
    """The two files' tables, and each as one kind that reads the whole file."""

    tables: dict[str, dict[str, ValueType]]
    place: dict[str, ValueType]
    """The keys of every `[place.NAME]`."""
    config: ValueType
    body: ValueType


def schema(catalogue: Catalogue, lost: Collection[str] = ()) -> Schema:
    """The schema with the words that this catalogue knows, and those of stretches that a fault has lost."""
    stretches = words_of((*catalogue.stretches, *lost), texts.STRETCH)
    place = {
        "settings": words_of(catalogue.settings, texts.SETTING),
        "equipment": words_of(catalogue.equipment, texts.EQUIPMENT),
        "discreet": whole(1, 3),
    }
    tables = {
        "sitting": {
            "limit": DURATION,
            "hard_limit": DURATION,
            "natural_break": DURATION,
            "idle_after": DURATION,
            "passive_cap": DURATION,
            "standing_limit": DURATION,
        },
        "reminder": {
            "heads_up": DURATION,
            "wait_for_pause": DURATION,
            "wait_at_most": DURATION,
            "expires": DURATION,
            "snooze": each(DURATION, least=1, wanted=texts.DURATIONS),
            "max_snoozes": whole(0, 100),
            "sound": FLAG,
        },
        "quiet": {
            "do_not_disturb": FLAG,
            "call": FLAG,
            "screen_share": FLAG,
            "fullscreen": FLAG,
            "settle": DURATION,
        },
        "hours": {day: each(HOURS, wanted=texts.HOURS_LIST) for day in DAYS},
        "place": {"now": TEXT},
        "stretches": {
            "enable": stretches,
            "disable": stretches,
            "break": DURATION,
            "long_break_every": whole(1, 100),
            "long_break": DURATION,
            "sessions_per_week": whole(0, 100),
            "checkup_every": INTERVAL,
        },
        "guide": {"voice": FLAG},
        "tray": {"enabled": FLAG},
        "shortcuts": {"enabled": FLAG},
        "notify": {"backend": word(BACKENDS, texts.BACKEND)},
        "hooks": dict.fromkeys(HOOKS, each(TEXT, wanted=texts.COMMAND)),
        "help": {"emergency": NUMBER_TO_CALL, "advice": NUMBER_TO_CALL},
        "body": {
            "pain": words_of(catalogue.targets, texts.REGION),
            "side": word(SIDES, texts.SIDE),
            "conditions": words_of(tuple(dict.fromkeys((*catalogue.conditions, *HALVES))), texts.CONDITION),
            "eases": word((NONE, *sorted(catalogue.directions)), texts.DIRECTION),
            "disclaimer": DISCLAIMER,
            "surgery": DAY,
            "surgery_released": FLAG,
            "pregnant_since": DAY,
        },
    }
    homes = {key: f"[{name}]" for name, keys in tables.items() for key in keys}
    config = {name: _table(name, tables[name], homes, place) for name in tables if name != "body"}
    return Schema(
        tables,
        place,
        table(config, elsewhere=homes | {"body": BODY_NAME} | dict.fromkeys(place, _ANY_PLACE)),
        table(
            {"body": table(tables["body"], elsewhere=homes)},
            elsewhere=dict.fromkeys(config, CONFIG_NAME) | homes,
        ),
    )


def _table(name: str, keys: dict[str, ValueType], homes: dict[str, str], place: dict[str, ValueType]) -> ValueType:
    strays = {key: home for key, home in homes.items() if home != f"[{name}]"}
    if name == "place":
        return table(keys, others=table(place, elsewhere=strays), elsewhere=strays | dict.fromkeys(place, _ANY_PLACE))
    return table(keys, elsewhere=strays)
