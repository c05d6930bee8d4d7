"""What the page *Set up* says beside the questions, which are those of the terminal."""

from __future__ import annotations

from . import setup, tr

__all__ = ["tr"]

PAGE = {
    "title": "Set up",
    "heading": "Set up breakd",
    "notice": "Before you begin",
    "agree": "I have read this and agree",
    "not_now": "Not now",
    "next": "Next",
    "back": "Back",
    "skip": "Skip",
    "some": "The ticked ones apply",
    "said": "what you said before",
    "yes": "Yes",
    "no": "No",
    "summary": "Is this right?",
    "change": "Change",
    "change_what": "Change: {label}",
    "write": "Yes, write it",
    "nothing_new": "Nothing is different from what breakd knows already.",
    "file_lines": "The lines in your settings that this changes",
    "done": "You are set up",
    "closed": "Nothing more to ask",
    "to_now": "See what is going on now",
    "again": "Go through the questions again",
    "lines": "Lines to change",
    "weeks": "Weeks",
    "hours": "Hours",
}
ON_THE_PAGE = {
    setup.ANY_FLAGS: "Do any of these apply to you now?",
    setup.READY: "That is all. It applies at once; you can come back here at any time.",
    setup.READY_NOT_RUNNING: "That is all. breakd is not running now: the page Now starts it.",
    setup.NOT_TAKEN_OVER: (
        "That is all, but breakd has not applied it yet. The page Settings shows whether there is an error in a file."
    ),
    setup.OPEN: (
        "Not confirmed yet: breakd reminds you to move, but suggests no stretches. You can come back here any time."
    ),
    setup.LOCKED: "breakd suggests no stretches until you say on the page Now that you have been checked.",
    setup.WALKING: "breakd suggests only walking until you say on the page Now that you have been checked.",
    setup.SET_UP_LATER: "The rest can wait. When you have been checked, say so on the page Now; then come back here.",
    setup.NOT_LOCKED: (
        "breakd cannot remember this for now. To be safe, your confirmation was taken back: until you have been "
        "checked and confirm again here, breakd suggests only standing up and walking."
    ),
    setup.HOSPITAL_FIRST: (
        "What your hospital's exercise sheet says comes first. In the first twelve weeks breakd offers only a few "
        "very gentle movements; after that, please come back here."
    ),
    setup.STILL_GENTLE: "breakd goes on gently. When your team says yes, please come back here.",
}
"""Sentences of the terminal that name a command or a key, as the page says them."""
EXAMPLES = {"hours": "For example 9-17, or 8-12 13-17:30. Leave it empty for any time."}
"""Under a question that is answered with words."""
FIRST_STRETCH = "Begin a first stretch"
WALK = "Only walk for now"
