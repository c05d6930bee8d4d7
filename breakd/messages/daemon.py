"""What the daemon itself says: at start, about the settings, and when it cannot go on."""

from __future__ import annotations

from . import minutes, tr, tr_count
from .config import until_fixed

NO_CONFIG = "breakd: {file} does not exist. Name an existing file, or leave out --config."
ALREADY_RUNNING = "breakd is running already. `breakd status` shows how it is doing."
NO_LOCK = "breakd: {file} cannot be locked ({error}). Only the session bus now keeps a second breakd from starting."
LOCK_ELSEWHERE = (
    "breakd: {file} cannot be locked ({error}), so {other} is locked instead. A breakd on another machine with "
    "the same home would not be noticed."
)
NO_LOCK_NO_BUS = "the lock file cannot be locked, and no session bus keeps a second breakd from starting"
BUS_GONE = "breakd: the {kind} bus is gone, so breakd stops. As a service it restarts by itself."
CANNOT = "breakd cannot run here: {why}."
PRIVATE_FAULT = "{file}: there is an error; `breakd config check` names it."
PRIVATE_STRETCH = "There is an error in one of your own stretches; `breakd stretches check` names it."
RUNNING = "breakd is running. Reminders come as notifications. Ctrl+C ends it."

STOPPED = "Stopping. Your day is saved."
STOPPED_UNSAVED = "Stopping. What could not be saved is lost."

FIRST_TITLE = "breakd is on"
FIRST_BODY = "First reminder after {limit} of sitting. Until you have set it up, breakd suggests only a walk."
FAULTS_TITLE = "breakd: there is an error in the settings"
FAULTS_ONE = "{first}\n{until}"
FAULTS_MANY = "{first}\n{count} errors in all: `breakd config check` lists them. {until}"
LOST_TITLE = "breakd: there is an error in one of your own stretches"
LOST_BODY = "{first}\nIt is left out until this is fixed."
LOST_BODY_MANY = (
    "{first}\n{count} errors in all: `breakd stretches check` lists them. They are left out until this is fixed."
)


def first_start(limit: float) -> tuple[str, str]:
    """Title and text of the one greeting ever."""
    return FIRST_TITLE, tr(FIRST_BODY, limit=minutes(limit))


def faults(lines: list[str], *, config: bool, body: bool) -> tuple[str, str]:
    """Title and text about settings that cannot be used, in which of the two files."""
    until = until_fixed(config=config, body=body)
    return FAULTS_TITLE, tr_count(len(lines), FAULTS_ONE, FAULTS_MANY, first=lines[0], until=until)


def lost_stretches(lines: list[str]) -> tuple[str, str]:
    """Title and text about stretches of the person's own that cannot be used."""
    return LOST_TITLE, tr_count(len(lines), LOST_BODY, LOST_BODY_MANY, first=lines[0])
