"""What the person's body asks for just now: the safety lock, gentler days, and which feelings are still awaited."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from breakd.frozen import frozen


class Card(Enum):
    """A text of the catalogue that the person should read; `messages.cards` has them."""

    EMERGENCY = "emergency"
    """Get help now; nothing but this until `Cleared`."""
    URGENT = "urgent"
    """See a doctor soon; at most walking until `Cleared`."""
    ADVICE = "advice"
    """A stretch made it worse: what usually helps."""
    CLINICIAN = "clinician"
    """It got worse twice: somebody should have a look."""
    ROUTINE = "routine"
    """The pain has not got better for weeks."""


class Urgency(Enum):
    """What the answers to the red-flag questions amount to; the questions are the catalogue's."""

    NONE = "none"
    """None of them is so."""
    ROUTINE = "routine"
    """One of the routine ones is so: worth a visit to a doctor or physiotherapist, and nothing waits for it."""
    URGENT = "urgent"
    """One of the urgent ones is so: a doctor within days, and no stretches until then."""
    EMERGENCY = "emergency"
    """One of the emergency ones is so: help now."""

    @property
    def locks(self) -> bool:
        """Whether it closes the safety lock."""
        return self.card is not None

    @property
    def card(self) -> Card | None:
        """The card of the safety lock that it closes; None if it closes none."""
        return {Urgency.URGENT: Card.URGENT, Urgency.EMERGENCY: Card.EMERGENCY}.get(self)


class RedFlagList(Enum):
    """Which of the red-flag questions should be answered; `red_flag_lists` has their lines."""

    ALL = "all"
    """All of them."""
    SPREADING = "spreading"
    """It spread: those about the nerves of back and legs, neck and arms, so that they are answered at once."""


class Examiner(Enum):
    """Who has looked at a red flag since."""

    DOCTOR = "doctor"
    """A doctor."""
    PHYSIOTHERAPIST = "physiotherapist"
    """A physiotherapist."""
    OTHER = "other"
    """Somebody else, or nobody yet."""


@frozen
class SafetyState:
    """What the person's body asks for just now."""

    lock: Urgency = Urgency.NONE
    """The safety lock, by the sign that closed it."""
    flare_last: date | None = None
    """The last day of a flare-up."""
    answered: date | None = None
    """When the red-flag questions were answered last; None: never."""
    ask: bool = False
    """Something was logged that asks for them again: only the gentlest stretches until they are answered."""
    ask_few: bool = False
    """For those alone that matter when it spreads."""
    easy_last: date | None = None
    """The last day on which every dose is the easy one, after the lock was lifted."""
    spread_last: date | None = None
    """The last day on which leg nerve pain is taken to hold, after it spread."""
    card: Card | None = None
    card_day: date | None = None
    """The card of a day, for that day."""
    card_stretch: str = ""
    """The stretch that it is about; empty for none."""
    gentle_day: date | None = None
    """A day with much pain, or on which it spread: only the gentlest stretches for the rest of it."""
    about: str = ""
    """The stretch that was done last: feelings are about it."""
    about_session: tuple[str, ...] = ()
    """The stretches of the session, if that was done last."""
    about_until: datetime | None = None
    """Until then they are asked for."""
    begun: tuple[str, ...] = ()
    """The stretches of a guide that has begun since, and was not finished: a bad word is about them."""
    unsettled: str = ""
    """The stretch done last felt worse, and may still settle."""
    easiest: bool = False
    """That was at its easy dose already."""
    routine_flag: bool = False
    """A routine red flag is so, by the last answer to its question."""
    routine_day: date | None = None
    """When the advice to see somebody, about that or about pain that stays, was given last."""
    release_asked: date | None = None
    """The day of the operation for which it was asked whether the team has released the person."""
    checkup_from: date | None = None
    """The check-up is counted from this day."""
    checkup_after: date | None = None
    """It was put off until this day."""
    checkup_told: bool = False
    """The person has been reminded that it is due."""
