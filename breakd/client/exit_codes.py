"""How a command ends: the exit codes of the contract, and the exception that carries one with its sentence."""

from __future__ import annotations

OK = 0
FAILED = 1
"""It failed, or a check found something wrong."""
USAGE = 2
"""The command was not understood."""
NO_DAEMON = 3
"""No breakd runs, or there is no session bus to find it on."""
REFUSED = 4
"""breakd says no, and why; also: it runs already."""


class Stop(Exception):
    """End the command with `code` and this sentence on standard error."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class NotedForNow(Stop):
    """It was done, but holds in the daemon's memory alone: whoever has more to say goes on, and says this too."""
