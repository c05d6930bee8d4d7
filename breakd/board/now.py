"""The page *Now*: what is going on, what comes next and why it waits, and everything that can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from breakd.client.dbus_client import NoDaemon
from breakd.client.exit_codes import Stop
from breakd.client.status_words import clock_time, headline
from breakd.messages import board_now as texts
from breakd.messages import cards
from breakd.messages.health import FEELINGS
from breakd.messages.history import WHY
from breakd.stretches.model import Stretch
from breakd.stretches.safety_state import Card
from breakd.web.server import Reply

from . import starting
from .asking import ask, open_questions, start_guide
from .figures import Figures
from .page import Page, Tools

FOREVER = "forever"
Status = Mapping[str, Any]
Button = dict[str, Any]


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
        return {
            "ok": True,
            "running": True,
            "headline": headline(dict(status)),
            "lines": list(self._lines(status)),
            "care": list(self._care(status)),
            "clock": _clock(status),
            "suggestion": self._suggestion(status),
            "buttons": list(self._buttons(status)),
            "snoozes": list(self._snoozes(status)),
            "feel": self._feel(status),
            "today": _today(status),
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
            case "questions":
                return open_questions(daemon)
            case "checkup":
                return ask(daemon, "Checkup", "b", more["later"] is True)
        raise ValueError(word)

    # --- what it shows ---------------------------------------------------------------------------

    def _lines(self, status: Status) -> Iterator[str]:
        """What comes next, and why it waits."""
        reminder, state = status["reminder"], status["state"]
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

    def _care(self, status: Status) -> Iterator[Reply]:
        """What comes before any stretch, and which page it is done on."""
        if status["safety_lock"]:
            safety = self._tools.settings.loaded().stretches.catalogue.safety
            title, text = cards.card(Card(status["card"]), safety, may_stand=status["may_stand"])
            yield {"title": title, "text": text}
            if status["card"] == Card.EMERGENCY.value:
                return  # that one stands alone
        elif status["ask_disclaimer"]:
            yield {"text": texts.NOT_CONFIRMED, "page": "setup", "link": texts.SET_UP}
        elif status["ask_red_flags"]:
            yield {"text": texts.QUESTIONS, "buttons": [_button("questions", texts.ANSWER)]}
        if status["checkup_due"]:
            later = _button("checkup", texts.CHECKUP_LATER, later=True)
            yield {"text": texts.CHECKUP, "buttons": [_button("checkup", texts.CHECKUP_DONE, later=False), later]}

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
        emergency, running = status["card"] == "emergency", stage == "started"
        stretch = reminder is not None and reminder["kind"] == "stretch"
        if running:
            yield _button("done", texts.DONE, strong=True, id=id)
            yield _button("skip", texts.SKIP, id=id)
            return
        may_start = reminder is None or (stretch and bool(reminder["stretch"]))
        if may_start and not (emergency or status["ask_disclaimer"]):
            yield _button("start", texts.START if reminder else texts.START_UNASKED, strong=True, id=id)
        yield _button("done", texts.DONE if reminder else texts.DONE_UNASKED, id=id)
        if stretch and not emergency:
            yield _button("another", texts.ANOTHER, id=id)
        if reminder:
            yield _button("skip", texts.SKIP, id=id)
        if stage != "shown" and not emergency and status["presence"] != "locked":
            yield _button("now", texts.REMIND_NOW)

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
            button = _button("snooze", length, id=id, seconds=int(seconds))
            yield {**button, "name": texts.tr(texts.SNOOZE, time=length)}

    def _feel(self, status: Status) -> Reply | None:
        """How the last stretch felt, for as long as that is asked."""
        if status["feedback_until"] is None:
            return None
        id = status["feedback_stretch"]
        stretch = self._stretch(id)
        asked = texts.tr(texts.FEEL, stretch=stretch.name) if stretch is not None else texts.FEEL_UNNAMED
        words = [{"feeling": word, "text": text} for word, text in FEELINGS.items()]
        return {"text": asked, "stretch": id, "words": words}

    def _say_feeling(self, feeling: str, stretch: str) -> Reply:
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
    if not starting.start_service(tools.bus):
        starting.start_here()
    running = starting.wait_for(tools.daemon)
    return {"ok": running, "text": texts.STARTED if running else texts.NOT_STARTED}


def _button(act: str, text: str, *, strong: bool = False, **more: Any) -> Button:
    return {"act": act, "text": text, "strong": strong, "more": more}


def _clock(status: Status) -> Reply:
    """The sitting clock: how full the ring is, and what stands in it."""
    clock, limit = status["sitting_clock_seconds"], status["limit_seconds"]
    return {
        "share": min(1.0, clock / limit) if limit else 0.0,
        "time": _whole(clock),
        "limit": texts.minutes(limit),
    }


def _today(status: Status) -> Reply:
    today = status["today"]
    taken = today["outcomes"]["completed"] + today["outcomes"]["natural"]
    return {
        "sat": _whole(today["sitting_seconds"]),
        "stood": _whole(today["standing_seconds"]),
        "longest": _whole(today["longest_bout_seconds"]),
        "breaks": str(taken),
    }


def _postures(status: Status) -> list[Button]:
    if not status["may_stand"] and status["posture"] == "sitting":
        return []  # nobody is asked to be what they cannot
    words = (("sitting", texts.SITTING), ("standing", texts.STANDING))
    return [{"posture": word, "text": text, "on": status["posture"] == word} for word, text in words]


def _pause(status: Status) -> Reply:
    choices = [{"until": until, "text": text} for until, text in texts.CHOICES]
    return {"on": status["paused_until"] is not None, "resume": texts.RESUME, "choices": choices}


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
