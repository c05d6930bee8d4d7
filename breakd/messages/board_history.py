"""What the page *History* says, and what pictures and tables of the past are called everywhere."""

from __future__ import annotations

from . import day_name, minutes, tr, tr_count
from .command import OUTCOMES
from .reason import REGION

__all__ = ["OUTCOMES", "REGION", "day_name", "minutes", "tr", "tr_count"]

PAGE = {
    "title": "History",
    "heading": "How your days went",
    "range": "How far back",
    "table": "The same as a table",
    "before": "The day before",
    "after": "The day after",
}
WEEKS = ("{count} week", "{count} weeks")
A_YEAR, EVERYTHING = "A year", "Everything"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOTHING_YET = "Nothing recorded yet. Once breakd is running, your days appear here."
TODAY, A_DAY = "Today", "{day}"
NUMBERS = (
    "{sitting} of sitting and {standing} of standing in this time. Breaks taken: {breaks}. Reminders done: {done} of "
    "{reminders}. Breaks you took without one: {unasked}. Times you were up and away for a while: {natural}."
)
NUMBERS_NOT_REMINDED = (
    "{sitting} of sitting and {standing} of standing in this time. Breaks taken: {breaks}. Breaks you took without a "
    "reminder: {unasked}. Times you were up and away for a while: {natural}."
)
WEEK = "week from"
SITTING, STANDING, AWAY, CALL, LOCKED = "sitting", "standing", "away", "in a call", "screen locked"
SPAN = "{what} from {began} to {ended}, {length}"
INSTANT = "{at} {stretch}: {outcome}"
OPEN = "open"
UNNAMED = "a break of your own"
CHANGE = "sit or walk"
SESSION = "a session"

DAY_TITLE = "The day as it went"
DAY_EMPTY = "Nothing was recorded on this day. The line begins with the first minute that breakd watches."
DAY_LABEL = "{sitting} sitting and {standing} standing between {first} and {last}"
DAY_HEAD = ("from", "to", "what", "length")

WEEKS_TITLE = "Sitting, day by day"
WEEKS_EMPTY = "Each day with some sitting becomes a square here, the darker the more."
WEEKS_LABEL = "A calendar of {count} days with sitting; the longest was {day} with {sitting}"
DAY_SUM = "{day}: {sitting} sitting, {standing} standing"
WEEKS_HEAD = ("week from", "days", "sitting a day", "standing a day")
LESS, MORE = "little", "much"

BOUTS_TITLE = "How long you sat without a break"
BOUTS_EMPTY = "A bout is unbroken sitting. Bouts appear here once one has ended."
BOUTS_LABEL = "The longest bout by week, and how long one was on average"
LONGEST, MEAN = "the longest", "on average"
BOUT_LONGEST = "Week from {week}: the longest bout was {length}"
BOUT_MEAN = "Week from {week}: a bout took {length} on average"
BOUTS_HEAD = ("week from", "bouts", "on average", "the longest", "longer than {limit}")

OUTCOMES_TITLE = "What became of the reminders"
OUTCOMES_EMPTY = "Once breakd has reminded you, this shows what came of it."
OUTCOMES_LABEL = "Reminders by week, by what became of them"
OUTCOME = "Week from {week}: {count} {outcome}"

REGIONS_TITLE = "What your stretches were for"
REGIONS_EMPTY = "Each stretch that you do is counted here by the part of the body that it is for."
REGIONS_LABEL = "How often stretches for each part of the body were done"
REGION_TIMES = ("{region}: once", "{region}: {count} times")
REGIONS_HEAD = ("part of the body", "times", "stretches")

PAIN_TITLE = "Pain beside sitting"
PAIN_EMPTY = (
    "Say after a stretch how much it hurts, from 0 to 10, at the end of the guide or on the page Now, and it stands "
    "here beside your sitting. Two things that happen together need not be cause and effect."
)
PAIN_LABEL = "Pain from 0 to 10 by week, over the hours of sitting a day"
PAIN = "Week from {week}: pain {pain} on average"
LEG = "Week from {week}: pain {pain}; it moved down a leg or arm"
PAIN_WORD, LEG_WORD, HOURS_WORD = "pain, 0 to 10", "it moved down", "hours of sitting a day"
PAIN_HEAD = ("week from", "pain", "said", "moved down", "moved up", "sitting a day")

SESSIONS_TITLE = "Sessions"
SESSIONS_EMPTY = "A session is about ten minutes of stretches. “Ten-minute session” on the page Now begins one."
SESSIONS_LABEL = "Sessions by week; the goal is {goal}"
SESSIONS_LABEL_NO_GOAL = "Sessions by week"
SESSIONS_WEEK = ("Week from {week}: one session", "Week from {week}: {count} sessions")
SESSIONS_HEAD = ("week from", "sessions")
GOAL = "your goal"

PLAN_TITLE = "Your plan"
PLAN_EMPTY = "What a physiotherapist prescribed can be added on the page My plan. Then this shows the sets you did."
PLAN_LABEL = "Sets that were done of those that were prescribed"
PLAN_ROW = "{stretch}: {done} of {sets} sets"
PLAN_NO_SET = "{stretch}: no set yet"
PLAN_HEAD = ("stretch", "sets done", "sets prescribed", "since")
