"""The page *Now*: what is going on, what comes next and why it waits, and everything that can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from breakd.client.dbus_client import NoDaemon
from breakd.client.exit_codes import Stop
from breakd.client.status_words import clock_time, headline
from breakd.history import HistoryError, Reader
from breakd.messages import board_now as texts
from breakd.messages.health import FEELINGS, PAIN_RED
from breakd.messages.history import WHY
from breakd.stretches.model import Stretch
from breakd.system import paths
from breakd.web.server import Reply

from . import care, starting
from .asking import ask, start_guide, start_session
from .care import Button, Status
from .figures import Figures
from .page import Page, Tools

FOREVER = "forever"
NUMBERS = tuple(str(pain) for pain in range(11))
"""Pain as a number, as `Feel` takes it."""


class NowPage(Page):
    """What the running breakd says of this moment."""

    name = "now"
    texts = texts.PAGE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._figures = Figures()

    def show(self, asked: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        """The moment; without a running breakd, that there is none."""
        try:
            status = self._tools.daemon.status()
        except NoDaemon:
            return {"ok": True, "running": False, "headline": texts.NOT_RUNNING, "more": texts.NOT_RUNNING_MORE}
        except Stop as stop:  # no bus, or no answer
            return {"ok": True, "running": False, "headline": texts.NOT_REACHED, "more": str(stop)}
        safety = self._tools.settings.loaded().stretches.catalogue.safety
        before = list(care.notices(status, safety))
        if care.stands_alone(status):
            return {"ok": True, "running": True, "alone": True, "care": before, "pause": _pause(status)}
        return {
            "ok": True,
            "running": True,
            "alone": False,
            "headline": headline(dict(status)),
            "lines": list(self._lines(status)),
            "care": before,
            "clock": _clock(status),
            "suggestion": self._suggestion(status),
            "buttons": list(self._buttons(status)),
            "snoozes": list(self._snoozes(status)),
            "feel": self._feel(status),
            "today": self._today(status),
            "postures": _postures(status),
            "places": self._places(status),
            "pause": _pause(status),
            "gentle": _gentle(status),
        }

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:
        """One of the buttons. The id of a reminder comes along: a late click must not hit the next one."""
        daemon = self._tools.daemon
        match word:
            case "start-breakd":
                return _start_breakd(self._tools)
            case "start":
                return start_guide(daemon, reminder=int(more.get("id", 0)))
            case "done":
                return ask(daemon, "Done", "us", int(more["id"]), "")
            case "snooze":
                return ask(daemon, "Snooze", "uu", int(more["id"]), int(more["seconds"]))
            case "skip" | "another":
                return ask(daemon, word.capitalize(), "u", int(more["id"]))
            case "now":
                return ask(daemon, "RemindNow")
            case "pause":
                return ask(daemon, "Pause", "s", str(more["until"]))
            case "resume":
                return ask(daemon, "Resume")
            case "posture":
                return ask(daemon, "SetPosture", "s", str(more["posture"]))
            case "place":
                return ask(daemon, "SetPlace", "s", str(more["place"]))
            case "gentle":
                return ask(daemon, "Flare", "s", "" if more["on"] is True else "off")
            case "feel":
                return self._say_feeling(str(more["feeling"]), str(more["stretch"]))
            case "session":
                return start_session(daemon)
        return care.act(daemon, word, more)

    # --- what it shows ---------------------------------------------------------------------------

    def _today(self, status: Status) -> Reply:
        today = status["today"]
        return {
            "sat": _whole(today["sitting_seconds"]),
            "stood": _whole(today["standing_seconds"]),
            "longest": _whole(today["longest_bout_seconds"]),
            "breaks": str(self._breaks(today["outcomes"])),
        }

    def _breaks(self, outcomes: Mapping[str, int]) -> int:
        """As everywhere; where the history cannot be read, by what the running breakd counted."""
        with suppress(HistoryError):
            reader = Reader.open(paths.history_file())
            if reader is not None:
                with reader:
                    return reader.breaks_taken(self._tools.now().date())
        return outcomes["completed"] + outcomes["natural"]

    def _lines(self, status: Status) -> Iterator[str]:
        """What comes next, and why it waits."""
        reminder, state = status["reminder"], status["state"]
        if self._tools.started.is_set():
            yield texts.STARTED_BY_WINDOW
        if status["paused_until"] is not None:
            yield _pause_line(status)
        elif state == "started":
            yield texts.STARTED_LINE
        elif status["snoozed_until"]:
            yield texts.tr(texts.BACK_AT, time=clock_time(status["snoozed_until"]))
        elif status["asks_again_at"]:
            yield texts.tr(texts.ASKS_AGAIN, time=clock_time(status["asks_again_at"]))
        elif reminder is not None and reminder["stage"] == "waiting":
            yield texts.WAITS
        elif reminder is not None and reminder["stage"] == "deferred":
            yield texts.HELD
        elif status["due_in_seconds"] is not None and state == "sitting":
            yield texts.tr(texts.DUE_AT, time=_in(self._tools.now(), status["due_in_seconds"]))
        yield from (texts.QUIET[why] for why in status["quiet"] if why in texts.QUIET and why != "paused")
        if status.get("not_saved"):
            yield texts.tr(texts.NOT_SAVING, why=WHY[status["not_saved"]])

    def _suggestion(self, status: Status) -> Reply | None:
        reminder = status["reminder"]
        if reminder is None:
            return None
        stretch = None if reminder["session"] else self._stretch(reminder["stretch"])
        body = self._tools.settings.settings().body
        return {
            "name": self._what(status),
            "why": reminder["reason"],
            "figure": None if stretch is None else self._figures.of(stretch, body),
        }

    def _what(self, status: Status) -> str:
        """What the open reminder asks for, by its name."""
        reminder, may_stand = status["reminder"], status["may_stand"]
        if reminder["kind"] == "change":
            return texts.CHANGE if may_stand else texts.CHANGE_SEATED
        if reminder["session"]:
            return texts.tr_count(len(reminder["session"]), texts.SESSION_ONE, texts.SESSION)
        stretch = self._stretch(reminder["stretch"])
        if stretch is not None:
            return stretch.name
        return reminder["stretch"] or (texts.GET_UP if may_stand else texts.GET_UP_SEATED)

    def _stretch(self, id: str) -> Stretch | None:
        return self._tools.settings.loaded().stretches.catalogue.stretches.get(id)

    def _buttons(self, status: Status) -> Iterator[Button]:
        """What can be done about the moment, the likeliest first; nothing that would be refused."""
        reminder = status["reminder"]
        id, stage = (reminder["id"], reminder["stage"]) if reminder else (0, "")
        running = stage == "started"
        stretch = reminder is not None and reminder["kind"] == "stretch"
        if running:
            yield care.button("done", texts.DONE, strong=True, id=id)
            yield care.button("skip", texts.SKIP, id=id)
            return
        may_start = reminder is None or (stretch and bool(reminder["stretch"]))
        if may_start and not status["ask_disclaimer"]:
            yield care.button("start", texts.START if reminder else texts.START_UNASKED, strong=True, id=id)
        yield care.button("done", texts.DONE if reminder else texts.DONE_UNASKED, id=id)
        if stretch:
            yield care.button("another", texts.ANOTHER, id=id)
        if reminder:
            yield care.button("skip", texts.SKIP, id=id)
        if stage != "shown" and status["presence"] != "locked":
            yield care.button("now", texts.REMIND_NOW)
        if reminder is None and not (status["safety_lock"] or status["ask_disclaimer"] or status["ask_red_flags"]):
            yield care.button("session", texts.SESSION_START)

    def _snoozes(self, status: Status) -> Iterator[Button]:
        """How much later it may come back."""
        reminder = status["reminder"]
        if reminder is None:
            may, id = status["in_heads_up"], 0
        else:
            may, id = reminder["stage"] == "snoozed" or reminder["snoozes_left"] > 0, reminder["id"]
            may = may and reminder["stage"] != "started"
        for seconds in sorted(self._tools.settings.settings().reminder.snooze) if may else ():
            length = texts.minutes(seconds)
            button = care.button("snooze", length, id=id, seconds=int(seconds))
            yield {**button, "name": texts.tr(texts.SNOOZE, time=length)}

    def _feel(self, status: Status) -> Reply | None:
        """How the last stretch felt, for as long as that is asked."""
        if status["feedback_until"] is None:
            return None
        id = status["feedback_stretch"]
        stretch = self._stretch(id)
        asked = texts.tr(texts.FEEL, stretch=stretch.name) if stretch is not None else texts.FEEL_UNNAMED
        words = [{"feeling": word, "text": text} for word, text in FEELINGS.items()]
        numbers = [{"feeling": pain, "text": pain} for pain in NUMBERS]
        return {"text": asked, "stretch": id, "words": words, "numbers": numbers}

    def _say_feeling(self, feeling: str, stretch: str) -> Reply:
        if feeling in NUMBERS:
            red = int(feeling) >= self._tools.settings.loaded().stretches.catalogue.safety.red_min
            return ask(self._tools.daemon, "Feel", "s", feeling, text=PAIN_RED if red else texts.PAIN_NOTED)
        if feeling not in FEELINGS:
            raise ValueError(feeling)
        if feeling == "hurts":
            return ask(self._tools.daemon, "Hurts", "s", stretch)
        return ask(self._tools.daemon, "Feel", "s", feeling)

    def _places(self, status: Status) -> list[Button]:
        names = dict.fromkeys((*self._tools.settings.settings().places, status["place"]))
        return [{"place": name, "text": texts.place_name(name), "on": name == status["place"]} for name in names]


def _start_breakd(tools: Tools) -> Reply:
    """The service that is installed, or else this breakd itself."""
    if starting.start_service(tools.bus) is starting.ServiceStart.ABSENT:
        starting.start_here()
    running = starting.wait_for(tools.daemon)
    return {"ok": running, "text": texts.STARTED if running else texts.NOT_STARTED}


def _clock(status: Status) -> Reply:
    """The sitting clock: how full the ring is, and what stands in it."""
    clock, limit = status["sitting_clock_seconds"], status["limit_seconds"]
    return {
        "share": min(1.0, clock / limit) if limit else 0.0,
        "time": _whole(clock),
        "limit": texts.minutes(limit),
    }


def _postures(status: Status) -> list[Button]:
    if not status["may_stand"] and status["posture"] == "sitting":
        return []  # nobody is asked to be what they cannot
    words = (("sitting", texts.SITTING), ("standing", texts.STANDING))
    return [{"posture": word, "text": text, "on": status["posture"] == word} for word, text in words]


def _pause(status: Status) -> Reply:
    choices = [{"until": until, "text": text} for until, text in texts.CHOICES]
    said = {"text": _pause_line(status)} if status["paused_until"] is not None else {}
    return {"on": bool(said), **said, "resume": texts.RESUME, "choices": choices}


def _pause_line(status: Status) -> str:
    until = status["paused_until"]
    if until == FOREVER:
        return texts.PAUSED_FOREVER
    return texts.tr(texts.PAUSED_UNTIL, time=clock_time(until))


def _gentle(status: Status) -> Reply:
    until = status["flare_until"]
    text = texts.tr(texts.GENTLE_UNTIL, time=clock_time(until)) if until else texts.GENTLE_ABOUT
    return {"on": until is not None, "text": text, "button": texts.GENTLE_OFF if until else texts.GENTLE_ON}


def _whole(seconds: float) -> str:
    """Whole minutes that have passed, as the headline counts them: 29 there and 30 below it would be two truths."""
    return texts.minutes(60 * (seconds // 60)) if seconds >= 60 else texts.NO_MINUTES


def _in(now: datetime, seconds: float) -> str:
    """The time in so many seconds, as a person reads it."""
    return f"{now + timedelta(seconds=seconds + 30):%H:%M}"
