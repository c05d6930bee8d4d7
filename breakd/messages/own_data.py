"""What a person reads who takes along what breakd recorded, or erases it."""

from __future__ import annotations

from . import day_name, minutes, tr, tr_count

__all__ = ["day_name", "minutes", "tr", "tr_count"]

# --- export ---------------------------------------------------------------------------------------

EXPORTED = "Everything breakd recorded is in {file}, for your eyes only: it tells how you were."
NO_FORMAT = "Say which form with --format json or --format csv, or give the file a name that ends in .json or .csv."
NOT_WRITTEN = "{file} cannot be written: {why}."
NOTHING_TO_EXPORT = "Nothing recorded yet, so there is nothing to take along."

# --- erase ----------------------------------------------------------------------------------------

ALL_OR_BEFORE = "Say what: `breakd erase --all`, or `breakd erase --before 2026-11-30`."
NOT_BOTH = "Say either --all or --before, not both."
ASK_FIRST = "Nobody is here to be asked. If you mean it, add --yes."
NOTHING_TO_ERASE = "There is nothing to erase."
TITLE_ALL = "This goes for good:"
TITLE_BEFORE = "This goes for good, of the days before {day}:"
ROWS = {
    "day": ("{count} day of sitting and standing", "{count} days of sitting and standing"),
    "reminder": ("{count} reminder with what became of it", "{count} reminders with what became of them"),
    "natural_break": ("{count} natural break", "{count} natural breaks"),
    "bout": ("{count} bout of sitting", "{count} bouts of sitting"),
    "span": ("{count} piece of the timeline", "{count} pieces of the timeline"),
    "posture": ("{count} change between sitting and standing", "{count} changes between sitting and standing"),
    "practice": ("{count} stretch that was done", "{count} stretches that were done"),
    "session": ("{count} session", "{count} sessions"),
    "feel": ("{count} word about how it felt", "{count} words about how it felt"),
}
"""By the table of the history."""
PROGRESS = "how far you are with each stretch, and which ones were put away because they hurt"
ANSWERS = "your answers to the safety questions; they are asked again before anything but the gentlest stretches"
EARLIER_ONE = "{count} earlier history that was kept aside"
EARLIER_MANY = "{count} earlier histories that were kept aside"
STAYS_TITLE = "This stays:"
STAYS_SETTINGS = "your settings, and what you said about your body in setup ({folder}): remove the files if you wish"
STAYS_NOW = "what holds now: a pause, a safety lock, a gentler day"
STAYS_LATER = "everything from {day} on, how far you are with each stretch, and which ones were put away"
STAYS_ASIDE = "{count} earlier histories beside it: `breakd erase --all` removes them too"
STAYS_ASIDE_ONE = "{count} earlier history beside it: `breakd erase --all` removes it too"
SURE = "Erase it? yes or no: "
YES = ("y", "yes")
KEPT = "Nothing was erased."
ERASED = "Erased."
RUNS_ELSEWHERE = "breakd is running and cannot be reached on this bus. Stop it first, then erase."
NOT_REMOVED = "{file} could not be removed ({why}): please remove it yourself."
NOT_SMALLER = "The file could not be made smaller just now: {why}. To try that once more, erase the same again."
