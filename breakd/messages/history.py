"""What a person reads when the history cannot be used."""

from __future__ import annotations

NEWER = (
    "The history was written by a newer breakd (format {found}; this one knows {known}). "
    "Please update breakd; nothing in the file has been touched."
)
OLDER = "The history was written by an older breakd. Start breakd once and it is updated."
