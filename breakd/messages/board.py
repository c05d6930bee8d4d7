"""What the board says whichever page is open. The pages' own sentences are in `board_<page>.py`."""

from __future__ import annotations

from . import tr

__all__ = ["tr"]

TITLE = "breakd"
SHELL = {
    "pages": "Pages",
    "skip": "To the page",
    "loading": "One moment…",
    "unheard": "This window has lost breakd. Please close it and open it again.",
    "unheard_title": "Nothing answers here",
    "document": "{page} - breakd",
    "with_desktop": "Start breakd with my desktop",
}
"""The frame around the pages."""
PAGES = {
    "now": "what is going on, and what you can do about it",
    "setup": "where it hurts, what to keep away from, your desk and your hours",
    "stretches": "all stretches with pictures, what is put away and why",
    "plan": "what your physiotherapist prescribed",
    "history": "how your days went, in pictures",
    "settings": "your settings, with the lines that change in the file",
    "report": "one page for your appointment, and all that breakd knows of you",
    "about": "what breakd is and is not, keys and links",
}
"""The pages in the order of the window: their names, and what they are for."""
NO_BROWSER = "There is no browser to show the window in."
NOT_OPENED_TITLE = "The window did not open"
NOT_OPENED = (
    "If several windows of breakd are open, please close one. If none is, “breakd board” in a terminal says why."
)
STARTS = "breakd starts with your desktop from now on."
STARTS_NO_MORE = "breakd no longer starts with your desktop. If it runs now, it does so until you log out."
CANNOT_SWITCH = "This could not be changed: {why}"
FOR_EVERYBODY = "this computer decides it for everybody who uses it"
FAILED = "Something went wrong inside breakd ({error})."
