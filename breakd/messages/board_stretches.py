"""What the page *Stretches* says, beside what `breakd stretches` says too."""

from __future__ import annotations

from . import tr, tr_count
from .reason import REGION
from .stretches import HEAD_EASIER, SETTINGS
from .tray import place_name

__all__ = ["HEAD_EASIER", "REGION", "SETTINGS", "place_name", "tr", "tr_count"]

PAGE = {
    "title": "Stretches",
    "heading": "Stretches",
    "search": "Find by words",
    "setting": "How",
    "region": "Where it works",
    "any": "All",
    "only": "Only what is offered here",
    "none": "Nothing fits these words.",
    "show_me": "Show me",
    "back": "Back to all stretches",
    "put_back": "Put it back",
    "turn_off": "Turn it off",
    "turn_on": "Turn it on",
    "plan": "It is in your plan",
    "how": "How it is done",
    "about": "About it",
    "sources": "Sources",
    "offered": "offered here",
}
OFFERED = "{count} of {total} stretches are offered in a break at this place: {place}."
LONG = ("{count} second", "{count} seconds")
TURNED_OFF = "“{name}” is turned off. It does not come again until you turn it on."
TURNED_ON = "“{name}” is turned on."
PUT_BACK = "“{name}” may come again."
CANNOT_CHANGE = "{file} cannot be changed from here. In it, `[stretches]` has the lists `disable` and `enable`."
