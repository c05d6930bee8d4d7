"""The line that says why this stretch comes now, under a suggestion and in `status`.

It never names a condition or a diagnosis. It names the part of the body; what changes and since when the stretch was
not done follow where there is something to say.
"""

from __future__ import annotations

from breakd.stretches.reason import Change, Reason

from . import tr

CHANGE = {
    Change.CALL: "small enough for a call",
    Change.WALK_FIRM: "a few steps after this long on the chair",
    Change.STAND_FIRM: "on your feet for a moment",
    Change.WALK: "a few steps for a change",
    Change.STAND: "standing for a change",
}
"""Said in the middle of a line."""

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
"""By the stretch's first region."""
VARIETY = "Something different"

LINES = {
    (False, False): "{what}.",
    (True, False): "{what}, {change}.",
    (False, True): "{what}, {since}.",
    (True, True): "{what}, {change}, {since}.",
}
YESTERDAY = "last done yesterday"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SINCE_WEEKDAY = "last done on {weekday}"
SINCE_WEEK = "not done for a week"
SINCE_WEEKS = "not done for {weeks} weeks"


def line(reason: Reason | None) -> str:
    """The line; empty where the person named the stretch."""
    if reason is None:
        return ""
    what = next((REGION[name] for name in reason.regions if name in REGION), VARIETY)
    since = _since(reason.days, reason.weekday) if reason.days else ""
    change = CHANGE[reason.change] if reason.change else ""
    return tr(LINES[bool(change), bool(since)], what=what, change=change, since=since)


def _since(days: int, weekday: int) -> str:
    if days == 1:
        return YESTERDAY
    if days < 7:
        return tr(SINCE_WEEKDAY, weekday=WEEKDAYS[weekday])
    return SINCE_WEEK if days < 14 else tr(SINCE_WEEKS, weeks=days // 7)
