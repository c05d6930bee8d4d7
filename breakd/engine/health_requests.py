"""What the person says about their body, beside `Feel` and `Hurts`, and which card is the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Urgency(Enum):
    """What the answers to the red-flag questions amount to; the questions are the catalogue's."""

    NONE = "none"
    """None of them is so."""
    URGENT = "urgent"
    """One of the urgent ones is so: a doctor within days, and no stretches until then."""
    EMERGENCY = "emergency"
    """One of the emergency ones is so: help now."""


class Card(Enum):
    """A text of the catalogue that the person should read; `wording.cards` has them."""

    EMERGENCY = "emergency"
    """Get help now; nothing but this until `Cleared`."""
    URGENT = "urgent"
    """See a doctor soon; at most walking until `Cleared`."""
    ADVICE = "advice"
    """A movement made it worse: what usually helps."""
    CLINICIAN = "clinician"
    """It got worse twice: somebody should have a look."""
    ROUTINE = "routine"
    """The pain has not got better for weeks."""


@dataclass(frozen=True, slots=True)
class ReportRedFlags:
    """The red-flag questions were answered."""

    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Cleared:
    """The person says: I have been checked and may exercise. It lifts the safety lock."""


@dataclass(frozen=True, slots=True)
class Flare:
    """A flare-up: gentler until the end of the local day `days` days from now (1: today); 0 ends it."""

    days: int = 1


@dataclass(frozen=True, slots=True)
class Reinstate:
    """A movement that was put away may be suggested again."""

    stretch: str


@dataclass(frozen=True, slots=True)
class StartSession:
    """The ten-minute session begins; its movements are those of the open reminder, and `Done` of that ends it."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """The answer to the check-up reminder: seen to, or `later`: ask again in a week."""

    later: bool = False


HealthRequest = ReportRedFlags | Cleared | Flare | Reinstate | StartSession | Checkup
