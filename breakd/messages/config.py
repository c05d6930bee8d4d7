"""What is said about a config file: faults, one line each, and the answers of `breakd config`."""

from __future__ import annotations

from . import tr

# --- one fault ------------------------------------------------------------------------------------
WHERE = "{file}: {problem}"
WHERE_LINE = "{file}:{line}: {problem}"
WHERE_KEY = "{file}: {key}: {problem}"
WHERE_LINE_KEY = "{file}:{line}: {key}: {problem}"

EXPECTED = "expected {wanted}, got {got}"
EXPECTED_NEAR = 'expected {wanted}, got {got}; did you mean "{nearest}"?'
NO_SUCH_KEY = "unknown key"
NO_SUCH_KEY_NEAR = 'unknown key; did you mean "{nearest}"?'
KEY_ELSEWHERE = "this key belongs in {elsewhere}"
MISSING = "is missing"
NOT_TOML = "this is not TOML: {detail}"
UNQUOTED = 'text needs quotes: {key} = "{value}"'
SMALL = "true and false are written small: {key} = {value}"
NESTED = "the brackets are nested too deeply"
LONG_KEY = "a key has more than {most} parts"
MORE_FAULTS = "there are more faults than the {most} that are listed"
NOT_UTF8 = "expected text in UTF-8, got the byte 0x{byte:02x}"
NOT_A_FILE = "expected a file, got {got}"
FOLDER = "a folder"
PIPE = "a pipe"
DEVICE = "a device"
UNFIT = "something that is not a file"
UNREADABLE = "cannot be read: {why}"
TOO_BIG = "expected at most {most} KiB, got more"

# --- what was wanted ------------------------------------------------------------------------------
DURATION = 'a duration like "30m"'
CHECKUP = '"off", or an interval like "26 weeks" or "6 months"'
FLAG = "true or false"
DISCLAIMER = '"confirmed" (after reading it) or "open"'
TEXT = "text in quotes"
NUMBER = "a number"
WHOLE = "a whole number from {least} to {most}"
LIST = "a list"
HOURS_LIST = 'a list of hours like ["09:00-17:00"]'
COMMAND = 'a program and its words, as a list like ["notify-send", "Well done"]'
DURATIONS = 'a list of durations like ["10m", "5m"]'
LIST_FILLED = "a list with at least one element"
TABLE = "a table"
TABLES = "tables in double brackets"
ONE_OF = "one of {words}"
DAY = "a date like 2026-10-20"
HOURS = 'hours like "08:00-18:00"'
STRETCH = "a stretch from `breakd stretches list`"
CONDITION = "a condition"
REGION = "a part of the body"
DIRECTION = "a direction"
SIDE = "a side"
SETTING = "a setting"
EQUIPMENT = "a piece of equipment"
BACKEND = "a backend"
NUMBER_TO_CALL = 'a number like "112", in at most 60 characters on one line, all of them visible'

# --- what does not fit together -------------------------------------------------------------------
LIMIT_OVER_HARD = 'expected at most the hard_limit of "{hard}", got "{limit}"'
HARD_UNDER_LIMIT = 'expected at least the limit of "{limit}", got "{hard}"'
OVERLAP = 'expected hours that do not overlap, got "{got}" beside "{other}" of {day}'
NO_HOURS = "expected hours on at least one day; to be reminded at any time, remove the table [hours]"
BOTH_ON_AND_OFF = 'expected "{movement}" in enable or in disable, not in both'
KNOWN_PLACE = "a place that has a table, {places}"
FUTURE = "expected a day up to today, got {got}; please check the year"
TOO_EARLY = "expected a day since {earliest}, got {got}; please check the year"
RELEASED_FROM_NOTHING = "expected the day of the operation too, as in surgery = 2026-10-20"
PLACE_NAME = "a name of up to 32 letters, digits, - and _"

# --- breakd config --------------------------------------------------------------------------------
FINE = "{file} is valid."
MISSING_FINE = "There is no {file}; the defaults apply."
NOT_THERE = "There is no {file}."
UNTIL_FIXED = {
    (True, False): "Until this is fixed, the last good settings apply.",
    (False, True): "Until this is fixed, breakd suggests no stretches.",
    (True, True): "Until this is fixed, the last good settings apply, and breakd suggests no stretches.",
}
"""What it costs, by whether config.toml and body.toml are faulty."""
DEFAULTS_HOLD = "Until this is fixed, the defaults are shown for that file."
WITHOUT_KEY = "# without the line {key}"
NOT_EDITABLE = "config.toml is written in a way that breakd cannot change without changing more."
WITHOUT_HOURS = "# without the table [hours], reminders come at any time\n"
BODY_HEADING = "# and in body.toml, apart from the config because people publish that:"
NO_EDITOR = "Set EDITOR to your editor, or open {file} in any editor."
EDITOR_FAILED = "{editor} failed ({why})."
CANNOT_WRITE = "{file} cannot be written: {why}."
NO_EXAMPLE = "The example config is missing from this installation."
NO_RELOAD = "Changes to the settings take effect within a minute, and not at once: {why}"


def until_fixed(*, config: bool, body: bool) -> str:
    """What a fault in these files costs."""
    return tr(UNTIL_FIXED[config, body])
