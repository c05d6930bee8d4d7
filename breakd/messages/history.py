"""What a person reads when the history cannot be used, or what happens cannot be written down."""

from __future__ import annotations

from . import tr

NEWER = (
    "The history was written by a newer breakd (format {found}; this one knows {known}). "
    "Please update breakd; nothing in the file has been touched."
)
NO_FILE = "{file} is no file"
NO_VALUE = "there is something in it that breakd did not write"
OLDER = "The history was written by an older breakd. Start breakd once and it is updated."

# --- what cannot be written down ------------------------------------------------------------------

WHY = {
    "disk-full": "the disk is full",
    "read-only": "the disk or the folder is read-only",
    "in-use": "another program is using the history",
    "newer": "the history was written by a newer breakd",
    "fault": "the history cannot be written",
}
"""By the word of `status --json`."""
NOTED_FOR_NOW = "Noted for now; {why}. breakd keeps trying to save it. If breakd ends before that, it is lost."
UNSAVED_TITLE = "breakd cannot save anything right now"
UNSAVED_BODY = (
    "{why}. Reminders go on, and breakd keeps trying. If it ends before that, what you did meanwhile is lost."
)

# --- a new history --------------------------------------------------------------------------------

DAMAGED_TITLE = "breakd: the history was damaged"
DAMAGED_BODY = "It is kept as {file}, and a new one has begun."
REMOVED_TITLE = "breakd: the history was removed"
REMOVED_BODY = "A new one has begun. What holds for today still holds."
REPLACED_TITLE = "breakd: the history was replaced"
REPLACED_BODY = (
    "Another file took its place while breakd was running. That file is kept as {file}, and a new one has begun. "
    "To put a backup in place, stop breakd first."
)


def noted_for_now(why: str) -> str:
    """The answer to a request that was granted, and is in memory alone; `why` is a word of `WHY`."""
    return tr(NOTED_FOR_NOW, why=WHY[why])


def unsaved_body(why: str) -> str:
    """The text of the one notification about it."""
    return tr(UNSAVED_BODY, why=WHY[why][0].upper() + WHY[why][1:])
