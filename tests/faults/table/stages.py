"""The stages of a reminder at which a fault may come, how each is reached, and what the person does in the fault."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.desktops.daemon import Status

from .house import House

QUICK = """
[sitting]
limit = "{limit}"
hard_limit = "30m"
natural_break = "5m"
idle_after = "2m"
[reminder]
heads_up = "1s"
wait_for_pause = "{pause}"
wait_at_most = "{at_most}"
expires = "4s"
snooze = ["3s"]
max_snoozes = 5
[quiet]
settle = "1s"
"""
SOON = QUICK.format(limit="1s", pause="1s", at_most="1s")
"""A reminder about two seconds after the one before."""
TYPING = QUICK.format(limit="1s", pause="2s", at_most="8s")
LONG = QUICK.format(limit="30m", pause="1s", at_most="1s")


def _nothing(_house: House) -> None:
    pass


def _true(_status: Status) -> bool:
    return True


@dataclass(frozen=True)
class Stage:
    """A column of the table."""

    name: str
    reach: Callable[[House], object]
    act: Callable[[House], object] = _nothing
    """What the person does while the fault lasts."""
    leave: Callable[[House], object] = _nothing
    """What is done when the fault is over."""
    config: str = SOON
    holds: Callable[[Status], object] = _true
    """What must be true of the status after all."""
    clicks: bool = True
    """Whether a reminder can be answered at the end."""
    starts: bool = False
    """The daemon is killed before the fault, and starts in it."""


def _shown(house: House) -> None:
    house.daemon.wait_stage("shown", 40)


def _locked_screen(house: House) -> None:
    _shown(house)
    house.logind.hint(True)
    house.daemon.wait_stage("deferred", 40)


def _being_answered(house: House) -> None:
    _shown(house)
    threading.Thread(target=house.done, name="answer").start()


def _answered(_house: House) -> None:
    """The thread is over before anything is counted."""
    for thread in threading.enumerate():
        if thread.name == "answer":
            thread.join(30)


def _started(house: House) -> None:
    _shown(house)
    house.daemon.call("Start", "us", 0, "")
    house.daemon.wait_stage("started", 40)


def _guide_ends(house: House) -> None:
    """Once: in the fault, or after one in which nobody could be told."""
    if house.answers() and house.daemon.stage() == "started":
        house.ask("completed", "GuideDone", "uu", 0, 60)


def _snoozed(house: House) -> None:
    _shown(house)
    house.daemon.call("Snooze", "uu", 0, 3)


def _dismissed(house: House) -> None:
    _shown(house)
    for number in house.screen.reminders():
        house.screen.close(number)
    house.daemon.wait(lambda status: (status["reminder"] or {}).get("stage") != "shown", "the dismissal", 40)


def _paused(house: House) -> None:
    house.ask("paused", "Pause", "s", "forever")


def _locked(house: House) -> None:
    house.ask("locked", "ReportRedFlags", "s", "urgent")


def _is_paused(status: Status) -> bool:
    return bool(status["paused_until"] == "forever")


STAGES = (
    Stage("none open", _nothing, House.done, config=LONG),
    Stage("waiting", lambda house: house.daemon.wait_stage("waiting", 40), config=TYPING),
    Stage("deferred", _locked_screen, leave=lambda house: house.logind.hint(False)),
    Stage("shown", _shown),
    Stage("answered", _being_answered, _answered, leave=_answered),
    Stage("started", _started, _guide_ends, leave=_guide_ends),
    Stage("snoozed", _snoozed, House.done),
    Stage("dismissed", _dismissed),
    Stage("paused", _paused, holds=_is_paused, clicks=False),
    Stage("safety lock", _locked, holds=lambda status: status["safety_lock"], clicks=False),
    Stage("at its start", _shown, starts=True),
)
