"""The help of the command line: what each command and each word is for, with examples; and words that are wrong."""

from __future__ import annotations

from . import board, tr

__all__ = ["tr"]

ABOUT = "Reminds you to get up or stretch after long sitting, at a good moment."
GROUPS = {
    "answer": "Answer a reminder",
    "break": "Take a break now",
    "day": "Your day",
    "body": "Your body",
    "record": "Look back",
    "program": "breakd itself",
}
EXAMPLES_TITLE = "examples"
MORE = "More"
MORE_ROWS = [
    ("COMMAND --help", "what a command takes, with examples"),
    ("--version", "print the version"),
]
HELP = {
    "run": "run breakd here, in the foreground",
    "board": "the window of breakd: all of it in one place, in your browser",
    "status": "how long you have been sitting, and what comes next",
    "done": "you did the stretch, or took a break of your own",
    "snooze": "remind me again later",
    "skip": "skip this reminder",
    "start": "follow a stretch step by step, in your browser",
    "another": "suggest another stretch",
    "now": "suggest a stretch right now",
    "pause": "no reminders for a while",
    "resume": "start reminders again",
    "standing": "you are standing now",
    "sitting": "you are sitting again",
    "place": "say where you work today",
    "feel": "how the last break felt",
    "hurts": "a stretch hurts: it is put away",
    "session": "ten minutes of stretches, one after the other",
    "flare": "gentler for some days",
    "questions": "answer the safety questions",
    "cleared": "say who has checked you and that you may exercise; this lifts the safety lock",
    "checkup": "your answer when a check-up is due",
    "history": "what was suggested and what you did",
    "stats": "the last days in numbers",
    "report": "one page to take to an appointment",
    "export": "everything that was recorded, in one file",
    "erase": "remove what was recorded, all of it or the days before one",
    "stretches": "the stretches breakd knows",
    "setup": "a few questions about you, your workplace and your hours",
    "config": "your settings: where they are and whether they are valid",
    "doctor": "what works on this desktop, and what to do about the rest",
    "service": "start breakd with your desktop, or stop starting it",
    "demo": "a simulated work day in a minute, or what a person would be given",
}
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "run": (
        ("run", "until Ctrl+C"),
        ("run --config examples/quick.toml", "with other settings, to try it out"),
    ),
    "status": (
        ("status", "once"),
        ("status --watch", "until Ctrl+C"),
        ("status --json", "for a script"),
        ("status --format waybar", "for a bar"),
    ),
    "board": (("board", "what is going on, and all the rest"), ("board about", "with another page open")),
    "done": (
        ("done", "the stretch that was suggested, or a break that nobody asked for"),
        ("done cat-cow", "it was another one"),
    ),
    "snooze": (("snooze 10m", "for ten minutes"), ("snooze", "for the first length of your settings")),
    "skip": (("skip", "no answer is asked for any more"),),
    "another": (("another", "when this one does not suit you"),),
    "now": (("now", "also while reminders are held back"),),
    "start": (
        ("start", "what is suggested"),
        ("start cat-cow", "the one you name"),
        ("start --terminal", "here instead of in the browser"),
    ),
    "session": (("session", "in your browser"), ("session --terminal", "here instead of in the browser")),
    "pause": (
        ("pause 1h", "for an hour"),
        ("pause 14:30", "until the clock shows that"),
        ("pause tomorrow", "until your next working morning"),
        ("pause 3d", "for three times 24 hours"),
        ("pause 2026-12-24", "until your working hours begin on that day"),
        ("pause forever", "until you resume"),
    ),
    "resume": (("resume", "after a pause"),),
    "standing": (("standing", "at a high desk; the sitting clock runs down"),),
    "sitting": (("sitting", "after standing"),),
    "place": (("place home", "at home today"), ("place", "show the current one")),
    "feel": (
        ("feel better", "it did you good"),
        ("feel 3", "pain from 0 to 10"),
        ("feel spreading", "pain moved down a leg or an arm"),
    ),
    "hurts": (("hurts", "the one in progress or the last one"), ("hurts cat-cow", "the one you name")),
    "flare": (
        ("flare 3", "for three days, today included"),
        ("flare off", "back to your usual stretches"),
    ),
    "questions": (("questions", "here"), ("questions --page", "in the browser")),
    "cleared": (("cleared --by doctor", "or physiotherapist, or other"),),
    "checkup": (("checkup done", "you have been there"), ("checkup later", "ask again in a week")),
    "stretches": (
        ("stretches", "all of them, and what is offered here"),
        ("stretches show cat-cow", "one with its steps, cautions and sources"),
        ("stretches back cat-cow", "suggest one again that was put away"),
    ),
    "history": (("history", "the last seven days"), ("history --days 30 --csv", "for a spreadsheet")),
    "stats": (("stats", "the last seven days"), ("stats --days 30", "the last thirty")),
    "report": (("report back.pdf", "the last six weeks"), ("report --weeks 12 back.html", "to look at and print")),
    "export": (("export breakd.json", "for a program"), ("export breakd.csv", "for a spreadsheet")),
    "erase": (
        ("erase --before 2026-11-30", "the days before that one; asks first"),
        ("erase --all", "everything; asks first"),
    ),
    "setup": (("setup", "in this terminal"),),
    "config": (
        ("config edit", "in your editor; saving applies at once"),
        ("config check", "name every fault"),
        ("config schema body", "for an editor that checks body.toml"),
    ),
    "service": (
        ("service install", "breakd starts with your desktop from now on"),
        ("service uninstall", "take that back; settings and history stay"),
    ),
    "doctor": (("doctor", "one screen"),),
    "demo": (
        ("demo", "a work day in a minute"),
        ("demo --body examples/sciatica.toml", "what the person of that file would be given"),
    ),
}
"""What may be typed after `breakd`, and what it does. The first of each stands for the command in the overview."""

# --- what a command takes ------------------------------------------------------------------------

BOARD = board.PAGES
DEFAULT = "{does} (default)"
BELOW = "one of the words below"
CONFIG_FILE = "use this settings file instead of your own"
JSON = "print JSON for programs"
CSV = "print CSV for a spreadsheet"
WATCH = "keep running and show every change"
BAR = "one line for a bar: waybar, i3blocks or plain"
STRETCH = "which stretch it was (default: the suggested one)"
START = "which stretch (default: the suggested one)"
TERMINAL = "show it in this terminal, not in a browser"
PAGE = "in the browser"
NOTIFY = "show the answer in a notification"
ADDRESS = "print the page's address instead of opening it"
SPEED = "play it this many times as fast, to try it out"
REMINDER = "only if this is the open reminder"
STRETCH_IDS = "print the ids alone, one a line"
PLACE_NAMES = "print the names of your places, one a line"
SCHEMA_OF = "whose schema: config (default), body or stretches"
STRETCH_ID = "the stretch to show or to bring back"
BODY = "what the person with this body.toml would be given, day by day"
DEMO_DAYS = "how many work days (default: 5)"
FROM = "the first day, as 2026-11-30 (default: the next Monday)"
DEMO_SEED = "a whole number; another one gives another choice among equals (default: 0)"
SEED = "only the five stretches that breakd began with"
LENGTH = "how long: 90s, 10m, 1h30m (default: the first of your settings)"
UNTIL = "a length (45m, 3d), a time (14:30), tomorrow, a date (2026-12-24) or forever (default: one hour)"
PLACE = "a place from your settings (default: show the current one)"
FEEL = (
    "better, same, worse, hurts, spreading (pain moved down a leg or arm), moved-up (it moved up towards the back), "
    "or pain from 0 to 10"
)
FEELINGS = "better, same, worse, hurts, spreading, moved-up, or pain from 0 to 10"
BY = "who has checked you: doctor, physiotherapist or other"
HURTS = "which stretch (default: the one in progress, the last one done, or the last one suggested)"
FLARE = "for how many days, today included (default: 1), or off"
DAYS = "how many days to look back, today included (default: 7)"
REPORT_FILE = "the file to write: its name ends in .pdf or .html"
WEEKS = "how many weeks, this one included (default: 6)"
EXPORT_FILE = "the file to write, or - for this screen"
EXPORT_FORM = "json or csv (default: by the ending of the file)"
ERASE_ALL = "everything that was recorded, with what is known of your body; your settings stay"
ERASE_BEFORE = "only the days before this date, as 2026-11-30"
ERASE_YES = "do not ask"
CHECKUP = {"done": "you have been there", "later": "ask again in a week"}
STRETCHES = {
    "list": "all of them, and what is offered here",
    "show": "one with its steps, cautions and sources",
    "back": "suggest one again that was put away because it hurt",
    "check": "name every fault in stretches of your own",
}
CONFIG = {
    "show": "print the settings that hold",
    "edit": "open the file in your editor; it is made if there is none",
    "check": "name every fault",
    "path": "print where the file is",
    "schema": "print a JSON Schema, by which an editor checks and completes",
}
SCHEMAS = {
    "config": "of config.toml",
    "body": "of body.toml",
    "stretches": "of files in stretches.d",
}
SERVICE = {
    "status": "say whether it runs",
    "install": "start breakd with your desktop from now on, and now",
    "uninstall": "stop it, and take back what install wrote; settings and history stay",
}

# --- words that cannot be read -------------------------------------------------------------------

NO_COMMAND = "There is no command “{word}”. `breakd --help` lists them."
NO_COMMAND_NEAR = "There is no command “{word}”. Did you mean `breakd {nearest}`?"
NOT_ONE_OF = "“{text}” is not one of the words: {words}."
NOT_ONE_OF_NEAR = "“{text}” is not one of the words: {words}. Did you mean “{nearest}”?"
BAD_LENGTH = "“{text}” is not a duration like 90s, 10m or 1h30m."
BAD_SPEED = "The speed must be a number from 0.1 to 1000, not “{text}”."
BAD_DAYS = "“{text}” is not a number of days (1 or more)."
BAD_WEEKS = "“{text}” is not a number of weeks (1 to {most})."
BAD_DATE = "“{text}” is not a date like 2026-11-30."
WHOSE_SCHEMA = "“{text}” belongs to `breakd config schema`."
WHOSE_BODY = "Of whom? Give `breakd demo` a body.toml with --body."
