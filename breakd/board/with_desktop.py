"""The switch *Start breakd with my desktop*: on is `breakd service install`, off disables the unit and no more."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from enum import Enum
from typing import Any

from breakd.messages import board as texts
from breakd.system import command, user_manager
from breakd.system.installed import UNIT, own_command
from breakd.web.server import Reply

SECONDS = 150
"""More than the command itself waits for systemd."""


class WithDesktop(Enum):
    """Whether breakd starts with the desktop; what the page hears."""

    ON = "on"
    """It does."""
    OFF = "off"
    """It does not."""
    NONE = ""
    """There is no systemd of the person's here: nothing can be switched."""


def state() -> WithDesktop:
    """What holds now."""
    if not user_manager.is_there():
        return WithDesktop.NONE
    return WithDesktop.ON if user_manager.is_enabled(UNIT) else WithDesktop.OFF


def switch(more: Mapping[str, Any]) -> Reply:
    """Turn it on or off as the page asks; why not, in the command's own words, and what holds then.

    Raises TypeError for what is no switch.
    """
    on = more["on"]
    if not isinstance(on, bool):
        raise TypeError(on)
    trouble = _turn_on() if on else _turn_off()
    now = state()
    if not trouble and (now is WithDesktop.ON) is not on:
        trouble = texts.FOR_EVERYBODY
    text = texts.tr(texts.CANNOT_SWITCH, why=trouble) if trouble else texts.STARTS if on else texts.STARTS_NO_MORE
    return {"ok": not trouble, "text": text, "with_desktop": now.value}


def _turn_on() -> str:
    """Why it could not be; empty if it is."""
    try:
        done = command.run(own_command("service", "install"), SECONDS, env=os.environ)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return user_manager.reason(done) if done.returncode else ""


def _turn_off() -> str:
    done = user_manager.ask("disable", "--quiet", UNIT)
    return user_manager.reason(done) if done.returncode else ""
