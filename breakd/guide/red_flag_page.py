"""The red-flag questions on a page: which are asked, and what the answers bring."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from breakd.client.exit_codes import Stop
from breakd.messages import cards, setup
from breakd.messages import guide as texts
from breakd.messages.web import NOTHING_HERE
from breakd.stretches.model import SafetyTexts
from breakd.stretches.red_flag_lists import screens, urgency_of
from breakd.stretches.safety_state import Card, RedFlagList, Urgency
from breakd.web.html_document import PageFile, file_of, files_of, filled, whole
from breakd.web.server import Reply
from breakd.web.serving import Serving, Show

from .client import GuideClient

WEB = files("breakd") / "guide" / "web"
SCRIPT, QUESTIONS, STYLE = "questions_page.js", "questions.js", "guide.css"


class RedFlagQuestions:
    """One round of the questions, asked of the person at a page."""

    def __init__(self, which: RedFlagList, safety: SafetyTexts, client: GuideClient) -> None:
        self._safety, self._client, self._which = safety, client, which
        self._screens = screens(safety, which)
        self.answered = False

    def told(self) -> dict[str, Any]:
        """What the page's script asks."""
        return {
            "intro": setup.FLAGS_INTRO[self._which],
            "screens": [[{"id": id, "text": line} for id, line in screen.items()] for screen in self._screens],
        }

    def hear(self, more: Mapping[str, Any]) -> Reply:
        """The flags that were ticked so far, on so many screens: ask on, or the card. ValueError for others."""
        done = int(more["screens"])
        if not 1 <= done <= len(self._screens):
            raise ValueError(done)
        asked = {id for screen in self._screens[:done] for id in screen}
        ticked = frozenset(map(str, more["ticked"]))
        if not ticked <= asked:
            raise ValueError(ticked)
        urgency = urgency_of(ticked, self._safety)
        if not urgency.locks and done < len(self._screens):
            return {"more": True}
        return self._result(ticked, urgency)

    def _result(self, ticked: frozenset[str], urgency: Urgency) -> Reply:
        """Tell the daemon, and the person whatever it says: a card is read also where it cannot be kept."""
        card, gentle, may_stand, trouble = urgency.card, False, False, []
        try:
            self._client.report(urgency)
            status = self._client.status()
        except Stop as stop:
            trouble = [str(stop)]
        else:
            self.answered = True
            trouble = [self._client.not_saved] if self._client.not_saved else []
            gentle, may_stand = status["gentle_until"] is not None, status["may_stand"]
            # an earlier lock may be the stricter one
            card = Card(status["card"]) if status["safety_lock"] else card
        beside = list(cards.beside(ticked, self._safety))
        if card is not None:
            title, text = cards.card(card, self._safety, may_stand=may_stand)
            return {"title": title, "texts": [text, *beside, *trouble]}
        rest = [texts.GENTLE_TODAY] if gentle else []
        return {"title": texts.THANKS, "texts": [*(beside or [setup.FLAGS_NONE]), *rest, *trouble]}


class QuestionsPage:
    """The questions as a page of their own."""

    def __init__(self, questions: RedFlagQuestions) -> None:
        self._questions = questions
        self._trouble = ""

    @property
    def over(self) -> bool:
        """Whether they are answered."""
        return self._questions.answered

    def run(self, show: Show) -> bool:
        """Serve the page until it is closed; whether it could be shown at all."""
        serving = Serving(page_files(self._questions), self)
        serving.run(show)
        return serving.came

    def hear(self, word: str, more: Mapping[str, Any]) -> Reply:
        """What the page says."""
        try:
            if word != "flags" or self.over:
                raise ValueError(word)
            return {"ok": True, **self._questions.hear(more)}
        except (KeyError, TypeError, ValueError, OverflowError):
            return {"ok": False, "text": NOTHING_HERE}

    def beat(self) -> None:
        """Nobody waits for a word."""


def page_files(questions: RedFlagQuestions) -> Mapping[str, PageFile]:
    """Every path of the page with its type and contents."""
    strings = {"title": cards.QUESTIONS_TITLE, "close": texts.CLOSE}
    told = {"questions": questions.told(), "words": words()}
    return {
        **files_of(
            whole(WEB, "questions.html", strings, script=f"/{SCRIPT}", styles=[f"/{STYLE}"], questions=form())
        ),
        **{f"/{name}": file_of(WEB / name) for name in (SCRIPT, QUESTIONS, STYLE)},
        "/plan.json": ("application/json", json.dumps(told, ensure_ascii=False).encode()),
    }


def form() -> str:
    """The form of the questions, for each page that asks them."""
    strings = {
        "title": cards.QUESTIONS_TITLE,
        "any": texts.ANY_FLAGS,
        "none": texts.NO_FLAG,
        "some": texts.TICKED_FLAGS,
    }
    return filled(WEB, "questions_form.html", strings)


def words() -> Mapping[str, str]:
    """The sentences of the page's script."""
    return {"unheard": texts.FLAGS_UNHEARD, "may_close": texts.MAY_CLOSE, "screen": texts.ROUND}
