"""What the person says about their body, beside `Feel` and `Hurts`."""

from __future__ import annotations

from breakd.frozen import frozen
from breakd.stretches.safety_state import Examiner, Urgency


@frozen
class ReportRedFlags:
    """The red-flag questions were answered."""

    urgency: Urgency


@frozen
class Cleared:
    """The person says: I have been checked and may exercise. The word of a professional lifts the safety lock."""

    by: Examiner


@frozen
class Flare:
    """A flare-up: gentler until the end of the local day `days` days from now (1: today); 0 ends it."""

    days: int = 1


@frozen
class Reinstate:
    """A stretch that was put away may be suggested again."""

    stretch: str


@frozen
class StartSession:
    """The ten-minute session begins; its stretches are those of the open reminder, and `Done` of that ends it."""


@frozen
class Checkup:
    """The answer to the check-up reminder: seen to, or `later`: ask again in a week."""

    later: bool = False


@frozen
class OpenQuestions:
    """Open the page of the red-flag questions, with the desktop's activation token."""

    token: str = ""


HealthRequest = ReportRedFlags | Cleared | Flare | Reinstate | StartSession | Checkup | OpenQuestions
