"""The page *My plan*: what a professional prescribed, ticked off through the day, and its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from breakd.client.status_words import clock_time
from breakd.config.keeping import BACKUP
from breakd.messages import board_plan as texts
from breakd.messages.stretch_details import plan_words
from breakd.stretches import catalogue
from breakd.stretches.catalogue.plan_form import (
    MOST_STEPS,
    MOST_TEXT,
    NUMBERS,
    Row,
    contrary_to,
    form_of,
    row_of_form,
    unusual_dose,
    with_care,
)
from breakd.stretches.conditions import conditions_on
from breakd.stretches.model import Stretch
from breakd.stretches.plan import WEEKDAYS, is_prescribed, sets_on
from breakd.stretches.running_state import RunningState, state_of
from breakd.stretches.selection import Exclusion, SelectionInput, held_back
from breakd.web.server import Reply

from . import care
from .asking import ask, start_guide, status_of
from .page import Page, Tools
from .pictures import Pictures, picture_of
from .plan_faults import sentences
from .plan_files import Faulty, NotChanged, PlanFiles, Unsure, WrittenRow


class PlanPage(Page):
    """What is prescribed, how far the day's sets are, and how to write it down."""

    name = "plan"
    texts = texts.PAGE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._files = PlanFiles()
        self.files = Pictures(tools.settings)

    def show(self, asked: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        """The plan, today's first, and what the form lets one choose."""
        status = status_of(self._tools.daemon)
        loaded, body = self._tools.settings.loaded().stretches, self._tools.settings.settings().body
        now = state_of(status, loaded.catalogue, body, self._tools.now().date())
        planned = [one for one in loaded.catalogue.stretches.values() if is_prescribed(one)]
        places = self._files.places()
        items = [self._item(one, places.get(one.id), self._today(one, status, now), now) for one in planned]
        return {
            "ok": True,
            "running": bool(status),
            "locked": bool(status) and status["safety_lock"],
            "care": list(care.questions(status)),
            "today": [one for one in items if one["sets"]],
            "others": [one for one in items if not one["sets"]],
            "faults": list(sentences(loaded.errors, loaded.catalogue.stretches, self._files.row)),
            "form": self._form(),
        }

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:
        """Tick a set off, begin one, write it down, or take it out."""
        match word:
            case "done":
                stretch = self._planned(more["id"])
                said = texts.tr(texts.NOTED, name=stretch.name)
                return ask(self._tools.daemon, "Done", "us", 0, stretch.id, text=said)
            case "start":
                return start_guide(self._tools.daemon, self._planned(more["id"]).id)
            case "save":
                return self._save(more)
            case "remove":
                return self._remove(self._planned(more["id"]), sure=_sure(more))
        return care.act(self._tools.daemon, word, more)

    # --- what it shows ---------------------------------------------------------------------------

    def _today(self, stretch: Stretch, status: Mapping[str, Any], now: RunningState) -> Mapping[str, Any] | None:
        """Its sets of this day: as the files say it, and as far as the running breakd has read them, what is done."""
        sets = sets_on(stretch, self._tools.now().date())
        if not status or not sets:
            return None
        told = next((one for one in status.get("plan", ()) if one["stretch"] == stretch.id), None)
        fresh = {"done": 0, "next_at": None, "held_back": self._held_back(stretch, now)}
        return {**(told or fresh), "sets": sets}

    def _held_back(self, stretch: Stretch, now: RunningState) -> Exclusion | None:
        settings, known = self._tools.settings.settings(), self._tools.settings.loaded().stretches.catalogue
        return held_back(stretch, SelectionInput(known, settings, now.moment(settings), now.practice))

    def _why(self, held: Exclusion, stretch: Stretch, now: RunningState) -> str:
        return texts.tr(
            texts.HELD_BACK, why=now.why(held, stretch, now.moment(self._tools.settings.settings()).place)
        )

    def _item(
        self, stretch: Stretch, place: WrittenRow | None, today: Mapping[str, Any] | None, now: RunningState
    ) -> Reply:
        sets, done = (today["sets"], today["done"]) if today else (0, 0)
        return {
            "id": stretch.id,
            "name": stretch.name,
            "picture": picture_of(stretch),
            "words": plan_words(stretch),
            "dose": stretch.dose,
            "sets": sets,
            "done": done,
            "count": texts.tr_count(sets, *texts.SETS_DONE, done=min(done, sets)),
            "ticks": [
                texts.tr(texts.TICKED if number <= done else texts.NOT_TICKED, number=number)
                for number in range(1, sets + 1)
            ],
            "lines": [*(self._lines(stretch, place, today, now) if today else ()), *_where(place)],
            "form": self._filled(stretch, place),
        }

    def _lines(
        self, stretch: Stretch, place: WrittenRow | None, today: Mapping[str, Any], now: RunningState
    ) -> Iterator[str]:
        """What is to be said of the next set."""
        if today["done"] >= today["sets"]:
            yield texts.ALL_DONE
        elif today["held_back"]:
            yield self._why(Exclusion(today["held_back"]), stretch, now)
            if contrary := self._contrary({}, place, stretch):
                yield texts.tr(texts.WAITS, conditions=self._listed(contrary))
        elif today["next_at"]:
            yield texts.tr(texts.NEXT_AT, time=clock_time(today["next_at"]))

    def _filled(self, stretch: Stretch, place: WrittenRow | None) -> dict[str, Any] | None:
        if place is None:
            return None
        return form_of(stretch, place.row, built_in=stretch.id in catalogue.load().stretches)

    def _form(self) -> Reply:
        """What can be chosen in it."""
        settings, known = self._tools.settings.settings(), self._tools.settings.loaded().stretches.catalogue
        holding = conditions_on(settings.body, self._tools.now().date())
        return {
            "stretches": [
                {"word": one.id, "text": one.name, "sides": one.sides != "none"}
                for one in sorted(known.stretches.values(), key=lambda one: one.name.lower())
                if not is_prescribed(one)
            ],
            "settings": _choices(texts.SETTINGS),
            "regions": _choices({word: text for word, text in texts.REGION.items() if word in known.regions}),
            "directions": _choices(texts.DIRECTIONS),
            "sides": _choices(texts.SIDES),
            "days": _choices(dict(zip(WEEKDAYS, texts.WEEKDAYS, strict=True))),
            "care": _choices({tag: text for tag, text in texts.CARE.items() if tag in holding}),
            "most": {**MOST_TEXT, "count": MOST_STEPS},
            "steps_limit": texts.tr_count(MOST_STEPS, *texts.STEPS_LIMIT, most=MOST_TEXT["steps"]),
            "numbers": {field: {"least": least, "most": most} for field, (least, most) in NUMBERS.items()},
        }

    # --- what it changes -------------------------------------------------------------------------

    def _save(self, more: Mapping[str, Any]) -> Reply:
        id = more["id"]
        loaded = self._tools.settings.loaded().stretches
        if id:
            self._planned(id)
        today = self._tools.now().date()
        row, faults = row_of_form(_form_in(more), id, loaded.catalogue, today, loaded.lost)
        if faults:
            return {"ok": False, "text": texts.LOOK_AT, "faults": faults}
        before = loaded.catalogue.stretches.get(row["id"])
        if more.get("sheet") is not True and (dose := unusual_dose(row, before)):
            return {"ok": False, "ask": texts.tr(texts.IS_ON_SHEET, dose=_listed_dose(dose)), "as": "sheet"}
        contrary = self._contrary(row, self._files.place_of(row["id"]), before)
        knows = more.get("knows")
        if contrary and not isinstance(knows, bool):
            return {"ok": False, "ask": self._question(row, before, contrary), "as": "knows"}
        if contrary and knows:
            row = with_care(row, before, contrary)
        sentence = texts.SAVED_WAITS if contrary and not knows else texts.SAVED
        reply = self._done(lambda: self._files.put(id, row, sure=_sure(more)), sentence, row["id"])
        if reply["ok"] and sentence == texts.SAVED:
            reply["text"] = " ".join([reply["text"], *self._held_now(row["id"])])
        return reply

    def _held_now(self, id: str) -> Iterator[str]:
        """Why no reminder offers it, if that is so."""
        known, body = self._tools.settings.loaded().stretches.catalogue, self._tools.settings.settings().body
        now = state_of(status_of(self._tools.daemon), known, body, self._tools.now().date())
        if held := self._held_back(known.stretches[id], now):
            yield self._why(held, known.stretches[id], now)

    def _contrary(self, row: Row, place: WrittenRow | None, before: Stretch | None) -> frozenset[str]:
        """The conditions that the way it moves often does not go with, as long as nobody said that it is meant so."""
        holding = conditions_on(self._tools.settings.settings().body, self._tools.now().date())
        return contrary_to(row, place.row if place else {}, before, holding)

    def _question(self, row: Row, before: Stretch | None, contrary: frozenset[str]) -> str:
        direction = row.get("direction", before.direction if before else "")
        return texts.tr(texts.KNOWS[direction], conditions=self._listed(contrary))

    def _listed(self, conditions: frozenset[str]) -> str:
        known = self._tools.settings.loaded().stretches.catalogue.conditions
        return "; ".join(label for tag, label in known.items() if tag in conditions)

    def _remove(self, stretch: Stretch, *, sure: bool) -> Reply:
        place = self._files.place_of(stretch.id)
        mine = place is not None and not place.ours
        file, backup = (place.document.name, place.file.name + BACKUP) if place else ("", "")
        if not sure:
            question = texts.SURE_REMOVE_FILE if mine else texts.SURE_REMOVE
            return {"ok": False, "ask": texts.tr(question, name=stretch.name, file=file, backup=backup)}
        sentence = texts.REMOVED_FILE if mine else texts.REMOVED
        return self._done(lambda: self._files.remove(stretch.id, sure=True), sentence, stretch.id, file=file)

    def _done(self, change: Callable[[], None], sentence: str, id: str, **more: str) -> Reply:
        before = self._tools.settings.loaded().stretches.catalogue.stretches.get(id)
        try:
            change()
        except Unsure as question:
            return {"ok": False, "ask": str(question)}
        except Faulty as faulty:
            return {"ok": False, "text": str(faulty), "faults": faulty.faults}
        except NotChanged as refused:
            return {"ok": False, "text": str(refused)}
        now = self._tools.settings.loaded().stretches.catalogue.stretches.get(id) or before
        return {"ok": True, "id": id, "text": texts.tr(sentence, name=now.name if now else id, **more)}

    def _planned(self, id: Any) -> Stretch:
        """The stretch of the plan with this id; raises KeyError."""
        stretch = self._tools.settings.loaded().stretches.catalogue.stretches[id]
        if not is_prescribed(stretch):
            raise KeyError(id)
        return stretch


def _listed_dose(dose: Mapping[str, int]) -> str:
    return ", ".join(texts.tr(texts.DOSE_OF[field], count=count) for field, count in dose.items())


def _where(place: WrittenRow | None) -> Iterator[str]:
    """A file that the page did not make is named."""
    if place is not None and not place.ours:
        yield texts.tr(texts.IN_FILE, file=place.document.name)


def _choices(words: Mapping[str, str]) -> list[Reply]:
    return [{"word": word, "text": text} for word, text in words.items()]


def _sure(more: Mapping[str, Any]) -> bool:
    return more.get("sure") is True


def _form_in(more: Mapping[str, Any]) -> Mapping[str, Any]:
    form = more["form"]
    if not isinstance(form, dict) or not isinstance(more["id"], str):
        raise TypeError(form)
    return form
