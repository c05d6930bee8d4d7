"""How a guide ended, in the browser or in the terminal."""

from __future__ import annotations

from enum import Enum

from breakd.frozen import frozen


class Ending(Enum):
    """What became of it."""

    DONE = "done"
    """To its end, or the person said so."""
    SHORT = "short"
    """To its end, but with too little stretch to count as practice."""
    LEFT = "left"
    """Before its end."""
    HURT = "hurt"
    """Because it hurt."""
    UNSEEN = "unseen"
    """It could not be shown."""


@frozen
class PlayResult:
    """The ending, with the seconds of stretch until then."""

    ending: Ending
    seconds: int = 0
    trouble: str = ""
    """Why the daemon did not take it; empty if it did."""
