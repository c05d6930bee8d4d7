"""What every page of breakd says before it is one: to whom it belongs, and that there is nothing else."""

from __future__ import annotations

OPENING = "Open the page"
USED = "This page has already been opened. Please open it from breakd again."
STRANGER = "This page belongs to the browser that opened it first. Please open it from breakd again."
NOTHING_HERE = "There is nothing here."
NOT_REACHED = "breakd is not answering, so this could not be saved."
