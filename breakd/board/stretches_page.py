"""The page *Stretches*: all of them with pictures, what is away and why, and all about one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from breakd.messages import board_stretches as texts
from breakd.messages.stretch_details import facts, sources, steps
from breakd.stretches import selection
from breakd.stretches.model import USUAL_LEVEL, Catalogue, Stretch
from breakd.stretches.plan import is_prescribed
from breakd.stretches.running_state import RunningState, state_of
from breakd.stretches.selection import Exclusion
from breakd.stretches.sides import seconds_done
from breakd.system import paths
from breakd.web.server import Reply

from . import care
from .asking import ask, start_guide, status_of
from .page import Page, Tools
from .pictures import Pictures, picture_of
from .switches import CannotSwitch, is_on, switch


class StretchesPage(Page):
    """The catalogue as this person may have it."""

    name = "stretches"
    texts = texts.PAGE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.files = Pictures(tools.settings)

    def show(self, asked: Mapping[str, Any]) -> Reply:
        """All of them; or with `id` all about one."""
        id = asked.get("id", "")
        return self._one(self._named(id)) if id else self._all()

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:
        """Begin one, put it back, turn it off and on, or answer what is open first."""
        if word == "questions":
            return care.act(self._tools.daemon, word, more)
        stretch = self._named(more["id"])
        match word:
            case "start":
                return start_guide(self._tools.daemon, stretch.id)
            case "back":
                said = texts.tr(texts.PUT_BACK, name=stretch.name)
                return ask(self._tools.daemon, "Reinstate", "s", stretch.id, text=said)
            case "off" | "on":
                return self._switched(stretch, on=word == "on")
        raise ValueError(word)

    def _switched(self, stretch: Stretch, *, on: bool) -> Reply:
        config = self._tools.settings.loaded().config
        if config is None:  # what it says is not what was meant: a list would lose words
            return {"ok": False, "text": texts.tr(texts.CANNOT_CHANGE, file=paths.config_file())}
        try:
            switch(stretch, config.stretches, on=on)
        except CannotSwitch as refused:
            return {"ok": False, "text": str(refused)}
        return {"ok": True, "text": texts.tr(texts.TURNED_ON if on else texts.TURNED_OFF, name=stretch.name)}

    # --- what it shows ---------------------------------------------------------------------------

    def _all(self) -> Reply:
        settings, known, status = self._tools.settings.settings(), self._known(), status_of(self._tools.daemon)
        now = self._state(status)
        rows = [self._row(one, now) for one in known.stretches.values()]
        offered = sum(not row["why"] for row in rows)
        place = texts.place_name(now.place_in(settings))
        return {
            "ok": True,
            "care": list(care.questions(status)),
            "offered": texts.tr(texts.OFFERED, count=offered, total=len(rows), place=place),
            "groups": [
                {"setting": setting, "title": title, "stretches": [row for row in rows if row["setting"] == setting]}
                for setting, title in texts.SETTINGS.items()
            ],
            "settings": [{"word": word, "text": text} for word, text in texts.SETTINGS.items()],
            "regions": [{"word": word, "text": texts.REGION.get(word, word)} for word in _regions(known)],
        }

    def _row(self, stretch: Stretch, now: RunningState) -> Reply:
        settings = self._tools.settings.settings()
        exclusion = selection.exclusion_of(stretch, self._known(), settings, now.moment(settings), now.practice)
        seconds = round(seconds_done(stretch, USUAL_LEVEL, settings.body.side))
        regions = [texts.REGION.get(one, one) for one in stretch.regions]
        return {
            "id": stretch.id,
            "name": stretch.name,
            "setting": stretch.setting,
            "regions": list(stretch.regions),
            "where": ", ".join(regions),
            "words": " ".join((stretch.id, stretch.name, *stretch.aka, stretch.seed_title, *regions)).lower(),
            "long": texts.tr_count(seconds, *texts.LONG),
            "picture": picture_of(stretch),
            "why": now.why(exclusion, stretch, now.moment(settings).place) if exclusion else "",
            "locked": exclusion is Exclusion.SAFETY_LOCK and not now.unread,
            "away": now.is_put_away(stretch.id),
            "on": is_on(stretch, settings.stretches),
            "planned": is_prescribed(stretch),
        }

    def _one(self, stretch: Stretch) -> Reply:
        settings, known, status = self._tools.settings.settings(), self._known(), status_of(self._tools.daemon)
        now = self._state(status)
        told = [(head, text) for head, text in facts(stretch, known, settings, now, ways_out=False) if text]
        return {
            "ok": True,
            **self._row(stretch, now),
            "care": list(care.questions(status)),
            "facts": [_fact(head, text, known) for head, text in told],
            "steps": [{"text": one.text, "counts": one.counts} for one in steps(stretch, settings.body.side)],
            "sources": [{"title": title, "url": _web(url)} for title, url in sources(stretch, known)],
        }

    def _named(self, id: Any) -> Stretch:
        """The stretch with this id; raises KeyError and TypeError."""
        return self._known().stretches[id]

    def _known(self) -> Catalogue:
        return self._tools.settings.loaded().stretches.catalogue

    def _state(self, status: Mapping[str, Any]) -> RunningState:
        """What holds now; without a running breakd, what the files say."""
        return state_of(status, self._known(), self._tools.settings.settings().body, self._tools.now().date())


def _fact(head: str, text: str, known: Catalogue) -> Reply:
    """A line of the table; the easier stretch by its name, and the doses under the one before."""
    if head == texts.HEAD_EASIER and text in known.stretches:
        text = known.stretches[text].name
    return {"head": head.strip(), "text": text, "below": head.startswith(" ")}


def _regions(known: Catalogue) -> list[str]:
    """Those that a stretch works on first, in the order of the body."""
    used = {stretch.regions[0] for stretch in known.stretches.values()}
    return [region for region in texts.REGION if region in used]


def _web(url: str) -> str:
    """An address of the web, or none: a file of the person's may hold any text."""
    return url if url.startswith(("https://", "http://")) else ""
