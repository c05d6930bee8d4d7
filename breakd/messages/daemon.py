"""What the daemon itself says: at start, about the settings, and when it cannot go on."""

from __future__ import annotations

from . import minutes, tr, tr_count

NO_CONFIG = "breakd: {file} does not exist. Name a file that does, or leave --config out."
ALREADY_RUNNING = "breakd is running already. `breakd status` shows how it is doing."
NO_LOCK = "breakd: {file} cannot be locked ({error}). Make the folder writable for you, then try again."
BUS_GONE = "breakd: the {kind} bus is gone, so breakd ends; as a service it starts again by itself."
CANNOT = "breakd cannot run here: {why}."
NOT_KEPT = "breakd: {error}. Nothing of today will be kept; reminders work all the same."
RUNNING = "breakd is running. Reminders come as notifications. Ctrl+C ends it."

FIRST_TITLE = "breakd is running"
FIRST_BODY = "First reminder after {limit} of sitting. `breakd setup` takes two minutes."
FAULTS_TITLE = "breakd: the settings have a fault"
FAULTS_BODY_ONE = "{first}\nThe last good settings hold until it is put right."
FAULTS_BODY = (
    "{first}\n{count} faults in all: `breakd config check` names them. The last good settings hold until then."
)
LOST_TITLE = "breakd: a stretch of your own has a fault"
LOST_BODY = "{first}\nIt is left out until then."
LOST_BODY_MANY = "{first}\n{count} faults in all: `breakd stretches check` names them. They are left out until then."


def first_start(limit: float) -> tuple[str, str]:
    """Title and text of the one greeting ever."""
    return FIRST_TITLE, tr(FIRST_BODY, limit=minutes(limit))


def faults(lines: list[str]) -> tuple[str, str]:
    """Title and text about settings that cannot be used."""
    return FAULTS_TITLE, tr_count(len(lines), FAULTS_BODY_ONE, FAULTS_BODY, first=lines[0])


def lost_stretches(lines: list[str]) -> tuple[str, str]:
    """Title and text about stretches of the person's own that cannot be used."""
    return LOST_TITLE, tr_count(len(lines), LOST_BODY, LOST_BODY_MANY, first=lines[0])
