"""What the command line says: answers to requests, the status, what went wrong. Its help is in command_help."""

from __future__ import annotations

from . import minutes, tr, tr_count

__all__ = ["minutes", "tr", "tr_count"]

# --- what went wrong ----------------------------------------------------------------------------

UNEXPECTED = "Something went wrong inside breakd: {error} (BREAKD_DEBUG=1 shows more)"
NOT_PRINTED = "The answer cannot be written: {why}."
NO_HOME = "breakd does not know where your files are. Set HOME to your home folder, as in HOME=/home/you."
ODD_HOME = "HOME is “{home}”, but must be a whole path. Set it to your home folder, as in HOME=/home/you."
NO_DAEMON = "breakd is not running. Start it with `breakd service install`, or try it out with `breakd run`."
NOT_RUNNING = "breakd is not running. To start it, open breakd."
"""For who has clicked: names no command."""
NO_BUS = "There is no session bus to find breakd on ({error})."
NO_ANSWER = "breakd is running but has not answered for {seconds} s."
DAEMON_LEFT = "breakd has stopped."
DAEMON_FAILED = "breakd could not do that: {error}"

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
LABEL_PLAN = "your plan"
PLAN = ("{done} of one set done today", "{done} of {count} sets done today")
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
STATS_BREAKS = "breaks taken"
STATS_UNASKED = "breaks of your own"
STATS_NATURAL = "natural breaks"
STATS_BOUTS = "bouts"
STATS_SESSIONS = "sessions"
STATS_WEEK = "{count:>4}  in the week from {monday}"
STATS_RATE = "{count:>4}  {percent:>3} %  {bar}"
STATS_BOUTS_WHOLE = "{count:>4}  {average} on average, the longest {longest}"
STATS_BOUTS_LONGEST = "{count:>4}  the longest {longest}"
STATS_PAIN_SAID = "pain, 0 to 10"
STATS_PAIN_ONE = "{count:>4}  {lowest}"
STATS_PAIN = "{count:>4}  {average} on average, from {lowest} to {highest}"
STATS_LEG = {"spreading": "pain moved down", "moved-up": "pain moved up"}
STATS_A_DAY = "sitting a day"
STATS_MEAN = "      {sitting}"
STATS_LESS = "      {sitting}, {difference} less than in the days before"
STATS_MORE = "      {sitting}, {difference} more than in the days before"
STATS_DAYS = "sitting (#) and standing (=) per day, a sign for every half hour"
