"""Where an open reminder is in its life: one type for each situation. Numbers are instants on the boot clock.

`Status.stage` shows the five words of the contract; `word` gives the one for each type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Self

from breakd.frozen import frozen

from .status import Stage


@frozen
class Waiting:
    """Due. It waits for the person to be there, or for a pause in the typing."""

    TAG: ClassVar[str] = "waiting"
    patient_since: float
    """Since when it has waited for a pause in the typing."""
    not_before: float | None = None
    """Held until then: reminders of the program keep a distance, a dismissed one asks again later."""
    details: bool = False
    """All steps were asked for, and come with it."""

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, patient_since=self.patient_since + by, not_before=moved(self.not_before, by))


@frozen
class Deferred:
    """A quiet reason holds it back."""

    TAG: ClassVar[str] = "deferred"
    not_before: float | None = None
    """As for `Waiting`, which comes next."""
    settled_at: float | None = None
    """When the quiet after the last quiet reason has lasted long enough; None while a reason holds."""
    details: bool = False
    """As for `Waiting`."""

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, not_before=moved(self.not_before, by), settled_at=moved(self.settled_at, by))


@frozen
class Shown:
    """The pop-up is on the screen."""

    TAG: ClassVar[str] = "shown"
    expires: float | None
    """None for a firm reminder, which has no expiry."""
    details: bool = False
    """All steps were asked for: they stay up as long as a guide that sends nothing."""

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, expires=moved(self.expires, by))


@frozen
class Asked:
    """The question "Did you stretch?" is on the screen."""

    TAG: ClassVar[str] = "asked"
    expires: float
    details: bool = False
    """The pop-up before it showed all steps."""

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, expires=self.expires + by)


@frozen
class Closing:
    """The person closed the pop-up. That counts at `at`, so that an answer that comes with it wins."""

    TAG: ClassVar[str] = "closing"
    at: float
    popup: Shown | Asked

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, at=self.at + by, popup=self.popup.rebased(by))


@frozen
class Unanswered:
    """The pop-up went away without an answer; the first input decides the outcome."""

    TAG: ClassVar[str] = "unanswered"
    details: bool = False
    """The pop-up showed all steps."""
    expires: float | None = None
    """The server lost the pop-up: it counts as expired then. None: it has expired."""
    late: bool = False
    """Its time is over, but until `expires` a click may be under way."""
    unseen: bool = False
    """There was no server that could have shown it."""

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, expires=moved(self.expires, by))


@frozen
class Started:
    """The guide runs."""

    TAG: ClassVar[str] = "started"
    silent_at: float
    """The guide counts as left then, unless it sends something before."""
    break_at: datetime | None = None
    """When the time without a touch was as long as a natural break: one, if the guide turns out to have been left."""

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, silent_at=self.silent_at + by)


@frozen
class Snoozed:
    """The person asked for later."""

    TAG: ClassVar[str] = "snoozed"
    returns: float

    def rebased(self, by: float) -> Self:
        """The same on a boot clock that reads `by` seconds more."""
        return replace(self, returns=self.returns + by)


HasBeenShown = Shown | Asked | Closing | Unanswered
"""The pop-up was shown and the outcome is open."""
ReminderStage = Waiting | Deferred | HasBeenShown | Started | Snoozed


def word(stage: ReminderStage) -> Stage:
    """The contract's word for a stage."""
    match stage:
        case Waiting():
            return Stage.WAITING
        case Deferred():
            return Stage.DEFERRED
        case Shown() | Asked() | Closing() | Unanswered():
            return Stage.SHOWN
        case Started():
            return Stage.STARTED
        case Snoozed():
            return Stage.SNOOZED


def popup(stage: ReminderStage) -> Shown | Asked | None:
    """What is on the screen; None if nothing is."""
    match stage:
        case Shown() | Asked():
            return stage
        case Closing():
            return stage.popup
        case _:
            return None


def instants(stage: ReminderStage) -> Iterator[float | None]:
    """The instants at which this stage ends or changes."""
    match stage:
        case Waiting(not_before=held):
            yield held
        case Deferred(not_before=held, settled_at=settled):
            yield from (held, settled)
        case Shown(expires=expires) | Asked(expires=expires) | Unanswered(expires=expires):
            yield expires
        case Closing(at=at, popup=shown):
            yield from (at, shown.expires)
        case Started(silent_at=silent):
            yield silent
        case Snoozed(returns=returns):
            yield returns


def expires(stage: HasBeenShown) -> float | None:
    """When the pop-up counts as unanswered."""
    return stage.popup.expires if isinstance(stage, Closing) else stage.expires


def expired(stage: HasBeenShown) -> Unanswered:
    """The stage after the pop-up has gone without an answer."""
    if isinstance(stage, Closing):
        return Unanswered(stage.popup.details)
    return Unanswered(stage.details, unseen=isinstance(stage, Unanswered) and stage.unseen)


def moved(instant: float | None, by: float) -> float | None:
    """An instant on a boot clock that reads `by` seconds more."""
    return None if instant is None else instant + by
