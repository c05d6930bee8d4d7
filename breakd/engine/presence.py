"""What is known about whether somebody is there, and what time counts as by it. Instants are boot seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from breakd.frozen import frozen

from .events import Posture
from .spans import Counted
from .status import Presence

LASTS_FROM, LASTS_WITHIN = 2.0, 30.0
"""Input in an absence is a return if more comes between so many seconds after its first."""
IN_A_ROW = 3
"""So many touches in a row are somebody who reads, and turns a page now and then."""
UNBROKEN = LASTS_FROM + LASTS_FROM + 1.0
"""Seconds after which it lasts if no pause of `LASTS_FROM` was reported; a report may be a second late."""
RECENT_INPUT_SECONDS = 30.0
"""Somebody who touched something within this many seconds is taken to be at the screen."""


@frozen
class EvidenceRequest:
    """The evidence is being asked; no answer by `until` means there is none."""

    until: float
    since: float | None
    """Away since this last input, if nothing shows otherwise; None: away from the answer on."""


@frozen
class Touch:
    """Input in an absence: a return if it lasts, else a knock at the table, a cat, a cleaner."""

    first: float
    last: float
    """The latest input of it that was heard of."""
    absent_for: float
    """Seconds of the absence before it."""
    nth: int = 1
    """Its number in a row of touches, each less than `idle_after` after the one before."""
    paused: bool = False
    """The source says that nothing came after `last`."""
    over: bool = False
    """It was no return; remembered, so that it is known again when the source tells of it."""


@frozen
class PresenceFacts:
    """The latest reports of the sensors."""

    STORED: ClassVar[Mapping[str, str]] = {"evidence_request": "question"}
    """Fields whose name in a snapshot is an older one."""

    source: str = ""
    sees_input: bool = True
    reported: bool = False
    """The source has said something about the person since it came."""
    locked: bool = False
    asleep: bool = False
    idle: bool = False
    passive_since: float | None = None
    in_call: bool = False
    """A call is what shows it, or part of it."""
    evidence_request: EvidenceRequest | None = None
    pause_since: float | None = None
    """No input since then, as far as reported, a touch aside; None while input may be coming."""
    touch: Touch | None = None
    requested_at: float | None = None
    """The person asked for something then, in an absence; input beside it needs no more."""

    @property
    def touched(self) -> Touch | None:
        """The touch that may still turn out to be a return."""
        return self.touch if self.touch is not None and not self.touch.over else None


def presence_of(facts: PresenceFacts) -> Presence:
    """Whether somebody is there."""
    if facts.locked:
        return Presence.LOCKED
    if facts.asleep:
        return Presence.IDLE
    if not facts.reported:
        return Presence.UNKNOWN
    if facts.passive_since is not None:
        return Presence.PASSIVE
    return Presence.IDLE if facts.idle else Presence.ACTIVE


def counted_as(facts: PresenceFacts, posture: Posture) -> Counted:
    """What watched time counts as right now, `passive_cap` aside."""
    if facts.touched is not None and not facts.locked:  # it is counted again as away if it does not last
        return Counted.STANDING if posture is Posture.STANDING else Counted.SITTING
    match presence_of(facts):
        case Presence.ACTIVE | Presence.PASSIVE:
            return Counted.STANDING if posture is Posture.STANDING else Counted.SITTING
        case Presence.IDLE | Presence.LOCKED:
            return Counted.AWAY
        case Presence.UNKNOWN:
            return Counted.NEITHER


def mark_active(facts: PresenceFacts) -> PresenceFacts:
    """The person touched something."""
    return replace(
        facts, reported=True, asleep=False, idle=False, passive_since=None, evidence_request=None, pause_since=None,
        touch=None, requested_at=None,
    )  # fmt: skip


def mark_idle(facts: PresenceFacts) -> PresenceFacts:
    """Nothing shows that somebody is there."""
    return replace(facts, reported=True, idle=True, passive_since=None, evidence_request=None)


def mark_passive(facts: PresenceFacts, now: float, *, in_call: bool) -> PresenceFacts:
    """Evidence shows that somebody sits there without touching anything."""
    since = now if facts.passive_since is None else facts.passive_since
    return replace(
        facts, reported=True, idle=False, passive_since=since, in_call=in_call, evidence_request=None, touch=None
    )  # fmt: skip
