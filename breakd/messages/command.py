"""What the command line says: help, answers to requests, the status, what went wrong."""

from __future__ import annotations

from . import minutes, tr, tr_count

__all__ = ["minutes", "tr", "tr_count"]

# --- help ---------------------------------------------------------------------------------------

ABOUT = "Reminds you to get up or stretch after long sitting, at a good moment."
HELP_COMMANDS = "commands"
HELP_VERSION = "print the version"
HELP_CONFIG_FILE = "use this settings file instead of your own"
HELP_JSON = "print JSON for programs"
HELP_CSV = "print CSV for a spreadsheet"
HELP_WATCH = "keep running and show every change"
HELP_STRETCH = "which stretch it was (default: the suggested one)"
HELP_START = "which stretch (default: the suggested one)"
HELP_TERMINAL = "show it in this terminal, not in a browser"
HELP_PAGE = "in the browser"
HELP_ADDRESS = "print the page's address instead of opening it"
HELP_SPEED = "play it this many times as fast, to try it out"
HELP_REMINDER = "only if this is the open reminder"
BAD_SPEED = 'the speed must be a number from 0.1 to 1000, not "{text}"'
HELP_STRETCH_ID = "the stretch to show"
HELP_BODY = "what the person with this body.toml would be given, day by day"
HELP_DEMO_DAYS = "how many work days (default: 5)"
HELP_FROM = "the first day, as 2026-11-30 (default: the next Monday)"
HELP_DEMO_SEED = "a whole number; another one gives another choice among equals (default: 0)"
HELP_SEED = "only the five stretches that breakd began with"
HELP_LENGTH = "how long: 90s, 10m, 1h30m (default: the first of your settings)"
HELP_UNTIL = "a length (45m, 3d), a time (14:30), tomorrow, a date (2026-12-24) or forever (default: one hour)"
HELP_PLACE = "a place from your settings (default: show the current one)"
HELP_FEEL = (
    "better, same, worse, hurts, spreading (pain moved down a leg or arm), moved-up (it moved up towards the back), "
    "or pain from 0 to 10"
)
HELP_BY = "who has checked you: doctor, physiotherapist or other"
HELP_HURTS = "which stretch (default: the one in progress, the last one done, or the last one suggested)"
HELP_FLARE = "for how many days, today included (default: 1), or off"
HELP_CHECKUP = "done: you have been there; later: ask again in a week"
HELP_DAYS = "how many days to look back, today included (default: 7)"
HELP = {
    "run": "run breakd here, in the foreground",
    "status": "how long you have been sitting, and what comes next",
    "done": "you did the stretch, or took a break of your own",
    "snooze": "remind me again later",
    "skip": "skip this reminder",
    "start": "follow a stretch step by step, in your browser or here",
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
    "stretches": "the stretches breakd knows",
    "setup": "a few questions about you, your workplace and your hours",
    "config": "your settings: where they are and whether they are valid",
    "doctor": "what works on this desktop, and what to do about the rest",
    "service": "start breakd with your desktop, or stop starting it",
    "demo": "a simulated work day in a minute, or what a person would be given",
}

# --- what went wrong ----------------------------------------------------------------------------

UNEXPECTED = "Something went wrong inside breakd: {error} (BREAKD_DEBUG=1 shows more)"
NOT_PRINTED = "The answer cannot be written: {why}."
NO_HOME = "breakd does not know where your files are. Set HOME to your home folder, as in HOME=/home/you."
ODD_HOME = "HOME is “{home}”, but must be a whole path. Set it to your home folder, as in HOME=/home/you."
NO_DAEMON = "breakd is not running. Start it with `breakd service install`, or try it out with `breakd run`."
NO_BUS = "There is no session bus to find breakd on ({error})."
NO_ANSWER = "breakd is running but has not answered for {seconds} s."
DAEMON_LEFT = "breakd has stopped."
DAEMON_FAILED = "breakd could not do that: {error}"
BAD_LENGTH = "“{text}” is not a duration like 90s, 10m or 1h30m"
BAD_DATE = "“{text}” is not a date like 2026-11-30"
WHOSE_BODY = "Of whom? Give `breakd demo` a body.toml with --body."
BAD_DAYS = "“{text}” is not a number of days (1 or more)"

# --- answers to requests --------------------------------------------------------------------------

DONE = "Noted."
DONE_NEXT = "Noted. The next reminder comes after {due} of sitting."
SNOOZED = "Back at {time}."
SKIPPED = "Skipped."
SKIPPED_NEXT = "Skipped. The next reminder comes after {due} of sitting."
SUGGESTED = "Suggested: {suggestion}."
PAUSED = "No reminders until {time}."
PAUSED_FOREVER = "No reminders until you say `breakd resume`."
RESUMED = "Reminders are on again."
RESUMED_NEXT = "Reminders are on again. The next one comes after {due} of sitting."
STANDING = "Standing. The sitting clock runs down while you stand."
SITTING = "Sitting."
SITTING_NEXT = "Sitting. The next reminder comes after {due}."
PLACE = "Place: {place}."

# --- the status ---------------------------------------------------------------------------------

A_SESSION_ONE = "a session of {count} stretch"
A_SESSION = "a session of {count} stretches"
NO_STRETCH, NO_STRETCH_SEATED = "stand up or walk a few steps", "shift your weight, and sit in another way"
CHANGE, CHANGE_SEATED = "sit down or walk a little", "sit down"
"""The second where the person cannot be asked to stand up or walk."""
PRESENCE = {
    "active": "active",
    "idle": "no input",
    "passive": "no input, but a call or a video",
    "locked": "locked",
    "unknown": "not known yet",
}
LABEL_SUGGESTION = "suggests"
LABEL_CLOCK = "clock"
LABEL_PRESENCE = "presence"
LABEL_PLACE = "place"
LABEL_TODAY = "today"
LABEL_BREAKS = "breaks"
LABEL_WHY = "why"
CLOCK = "{bar} {clock} of {limit}"
PRESENCE_FROM = "{presence} (seen by {source})"
PRESENCE_ALWAYS = "{presence} (breakd cannot see absences on this desktop)"
TODAY = "{sitting} sitting, {standing} standing"
TODAY_BOUTS_ONE = "{today}, {count} bout of {longest}"
TODAY_BOUTS = "{today}, {count} bouts, the longest {longest}"
BREAKS = "{completed} done, {natural} natural, {skipped} skipped, {ignored} ignored, {unseen} unseen"
LABEL_SESSIONS = "sessions"
SESSIONS_OF = "{count} of {goal} this week"
SESSIONS_ONE = "{count} this week"
SESSIONS = "{count} this week"
LABEL_CARE = "care"
LOCK = "stretches are locked until you say `breakd cleared`"
NOT_CONFIRMED = "no stretches until you confirm the notice in `breakd setup`"
QUESTIONS_OPEN = "only the gentlest stretches, until you answer a few safety questions: `breakd questions`"
LABEL_SAVING = "saving"
NOT_SAVING = "nothing can be saved: {why}"
LABEL_FLARE = "gentler"
GENTLER = "until {time}"

# --- looking back -------------------------------------------------------------------------------

NOTHING_YET = "Nothing recorded yet. Once breakd is running, your days appear here."
NOTHING_THEN = "Nothing was recorded from {first} to {last}."
DAY_LINE = "{day}  {account}"
ACCOUNT = "{sitting} sitting, {standing} standing"
NATURAL_BREAK = "natural break"
CHANGE_REMINDER = "after long standing"
STILL_OPEN = "open"
UNNAMED = "a break of your own"
SESSION_ONE = "session ({count} stretch)"
SESSION_MANY = "session ({count} stretches)"
OUTCOMES = {
    "completed": "done",
    "natural": "got up",
    "skipped": "skipped",
    "ignored": "no answer",
    "unseen": "not seen",
}
SNOOZED_ONE = "snoozed once"
SNOOZED_MANY = "snoozed {count} times"
AFTER = "after {bout} of sitting"
GUIDED = "guided for {length}"
RANGE_ONE = "Today"
RANGE_MANY = "The last {count} days"
STATS_REMINDERS = "reminders"
STATS_UNASKED = "breaks of your own"
STATS_NATURAL = "natural breaks"
STATS_BOUTS = "bouts"
STATS_SESSIONS = "sessions"
STATS_WEEK = "{count:>4}  in the week from {monday}"
STATS_RATE = "{count:>4}  {percent:>3} %  {bar}"
STATS_BOUTS_WHOLE = "{count:>4}  {average} on average, the longest {longest}"
STATS_BOUTS_LONGEST = "{count:>4}  the longest {longest}"
STATS_SITTING = "sitting per day"
