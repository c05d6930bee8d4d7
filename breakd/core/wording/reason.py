"""Why this movement now: one line under a suggestion and in `status`. Never a condition, never a diagnosis.

Each line names what it is for; what it changes and since when it was not done follow where there is something to say.
"""

from __future__ import annotations

from enum import Enum

from ..catalogue import Stretch
from . import say


class Change(Enum):
    """What a movement changes at this moment; the values are said in the middle of a line."""

    CALL = "small enough for a call"
    """It goes unnoticed in a call."""
    WALK_FIRM = "a few steps do most after this long on the chair"
    """Walking, after long sitting."""
    STAND_FIRM = "on your feet for a moment"
    """Standing, after long sitting."""
    WALK = "a few steps for a change"
    """Walking, every few breaks."""
    STAND = "standing for a change"
    """Standing, after breaks on the chair."""


REGION = {
    "neck": "Neck",
    "thoracic": "Upper back",
    "chest": "Chest",
    "lumbar": "Lower back",
    "hips": "Hips",
    "piriformis": "Buttocks",
    "hip-flexors": "Front of the hips",
    "quadriceps": "Front of the thighs",
    "hamstrings": "Back of the legs",
    "sciatic-nerve": "A gentle glide for the leg",
    "calves": "Calves",
    "whole-body": "Whole body",
}
"""By the movement's first region."""
VARIETY = "Something different"

LINES = {
    (False, False): "{what}.",
    (True, False): "{what}, {change}.",
    (False, True): "{what}, {since}.",
    (True, True): "{what}, {change}, {since}.",
}
YESTERDAY = "not done since yesterday"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SINCE_WEEKDAY = "not done since {weekday}"
SINCE_WEEK = "not done for a week"
SINCE_WEEKS = "not done for {weeks} weeks"


def of(stretch: Stretch, change: Change | None, days: int | None, weekday: int) -> str:
    """The line. `days` since it was done last, on `weekday` (Monday is 0); None if nobody knows."""
    what = next((REGION[name] for name in stretch.regions if name in REGION), VARIETY)
    since = _since(days, weekday) if days else ""
    line = LINES[change is not None, bool(since)]
    return say(line, what=what, change=change.value if change else "", since=since)


def _since(days: int, weekday: int) -> str:
    if days == 1:
        return YESTERDAY
    if days < 7:
        return say(SINCE_WEEKDAY, weekday=WEEKDAYS[weekday])
    return SINCE_WEEK if days < 14 else say(SINCE_WEEKS, weeks=days // 7)
