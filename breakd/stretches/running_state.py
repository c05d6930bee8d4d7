"""What the running breakd holds back, by its status document: without one, nothing is known of that. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any

from breakd.engine.settings import BodySettings, Place, Settings
from breakd.frozen import frozen
from breakd.messages import day_name, tr
from breakd.messages import stretches as texts

from . import selection
from .conditions import conditions_on, conditions_said
from .model import Catalogue, SafetyTexts, Stretch
from .safety_state import Card
from .selection import Exclusion, StretchHistory, SuggestionContext

LIMIT = "limit"
"""The word of the document for: done often enough."""


@frozen
class RunningState:
    """The place of now, empty if nobody knows it, and what the person's days and the safety lock rule out."""

    place: str = ""
    practice: StretchHistory = field(default_factory=StretchHistory)
    unread: bool = False
    """The disclaimer has not been confirmed."""
    asked: bool = False
    """Safety questions are open, and until they are answered only the gentle list comes."""
    away: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def why(self, exclusion: Exclusion, stretch: Stretch, place: Place) -> str:
        """Why it is not offered at this place, in a few words."""
        held = self.away.get(stretch.id)
        if exclusion is Exclusion.PLACE and stretch.setting not in place.settings:
            return texts.OUT_SETTING[stretch.setting]
        if exclusion is Exclusion.SAFETY_LOCK and self.unread:
            return texts.OUT_UNREAD
        if exclusion is Exclusion.NOT_TODAY and self.asked:
            return texts.OUT_ASKED
        if held is None or exclusion not in (Exclusion.PUT_AWAY, Exclusion.LIMIT):
            return texts.OUT[exclusion.value]
        if held["until"] is None:
            return texts.AWAY_BY_HAND
        until = datetime.fromisoformat(held["until"]).astimezone().date()
        return tr(texts.AWAY[held["why"]], day=day_name(until, self.practice.today or until))

    def is_put_away(self, id: str) -> bool:
        """Whether it, or what goes the same way, hurt: then the person can put it back."""
        return id in self.away and self.away[id]["why"] != LIMIT

    def way_out(self, exclusion: Exclusion, stretch: Stretch) -> str:
        """What the person can do about it; empty if there is nothing but to wait."""
        return tr(texts.WAY_OUT.get(exclusion.value, ""), id=stretch.id)

    def place_in(self, settings: Settings) -> str:
        """The place of now, else the usual one."""
        return self.place if self.place in settings.places else settings.place

    def moment(self, settings: Settings) -> SuggestionContext:
        """An ordinary break at the place of now."""
        place = settings.places[self.place_in(settings)]
        return SuggestionContext(
            place, on_call=False, firm=False, long_break=False, seconds=settings.stretches.break_, seed=0,
            may_stand=selection.may_stand(place, conditions_on(settings.body, self.practice.today)),
        )  # fmt: skip


def state_of(document: Mapping[str, Any], known: Catalogue, body: BodySettings, today: date) -> RunningState:
    """What a status document says to this person; with an empty one nothing is known but the day."""
    if not document:
        return RunningState(practice=StretchHistory(today=today))
    away = {one["stretch"]: one for one in document.get("away", []) if one["stretch"] in known.stretches}
    enough = {id: known.stretches[id].max_per_day for id, one in away.items() if one["why"] == LIMIT}
    planned = {one["stretch"]: one for one in document.get("plan", [])}
    done = {id: one["done"] for id, one in planned.items()}
    said = conditions_said(spread=document.get("spread_until") is not None)
    locked, unread = document["safety_lock"], document["ask_disclaimer"]
    history = StretchHistory(
        done_today={**done, **enough},
        done_minutes={id: 0.0 for id, one in planned.items() if one["next_at"] is not None},
        put_away=frozenset(away) - enough.keys(),
        safety_lock=locked and document["card"] == Card.EMERGENCY.value,
        walking_only=locked or unread,
        only=_only(document, known.safety, conditions_on(body, today) | said),
        easiest=_gentle(document) or document["flare_until"] is not None or document.get("easy_until") is not None,
        conditions=said,
        today=today,
    )
    return RunningState(document["place"], history, unread and not locked, bool(document["ask_red_flags"]), away)


def _only(document: Mapping[str, Any], safety: SafetyTexts, conditions: frozenset[str]) -> frozenset[str] | None:
    if _gentle(document):
        return frozenset(safety.gentle)
    return safety.in_flare(conditions) if document["flare_until"] is not None else None


def _gentle(document: Mapping[str, Any]) -> bool:
    """Whether only the gentle list comes: on a gentle day, and while the questions are open."""
    return document.get("gentle_until") is not None or bool(document["ask_red_flags"])
