"""A user manager on a private bus."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import Any

from dbus_fast import Message

from breakd.desktop.bus_names import SYSTEMD, SYSTEMD_MANAGER, SYSTEMD_PATH

from .service import Service

ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*", re.DOTALL)
"""What systemd takes into an environment; one other line, and it takes none of it."""


JOB = f"{SYSTEMD_PATH}/job/1"


class UserManager(Service):
    """As much of a user manager as is asked for."""

    names = (SYSTEMD,)

    def __init__(self, address: str, refuses: str = "") -> None:
        super().__init__(address)
        self.refuses = refuses
        self.running: list[str] = []
        self.asked: list[list[Any]] = []
        self.result = "done"
        """How each job ends; empty: it does not."""

    def answer(self, message: Message) -> Message | None:
        if message.member == "ListUnitsByPatterns":
            states, (pattern,) = message.body
            assert states == ["active", "activating"]
            found = [unit for unit in self.running if fnmatch(unit, pattern)]
            rows = [[unit, "", "loaded", "active", "running", "", "/", 0, "", "/"] for unit in found]
            return Message.new_method_return(message, "a(ssssssouso)", [rows])
        if message.member != "StartTransientUnit":
            return None
        environment = dict(message.body[2])["Environment"].value
        if not all(ASSIGNMENT.fullmatch(line) for line in environment):
            return Message.new_error(message, "org.freedesktop.DBus.Error.InvalidArgs", "Invalid environment block.")
        self.asked.append(message.body)
        if self.refuses:
            return Message.new_error(message, self.refuses, "no")
        if self.result:
            self.loop.call_soon(self.end_job, message.body[0], self.result)
        return Message.new_method_return(message, "o", [JOB])

    def end_job(self, unit: str, result: str) -> None:
        """Say how the job of this unit has ended; inside the thread."""
        self.emit(SYSTEMD_PATH, SYSTEMD_MANAGER, "JobRemoved", "uoss", [1, JOB, unit, result])
