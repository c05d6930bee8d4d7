"""The page *Report*: one page for the appointment, everything that was recorded, and erasing it."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from breakd.client.erase_request import ask_daemon
from breakd.client.exit_codes import FAILED, Stop
from breakd.history import HistoryError
from breakd.messages import own_data
from breakd.messages import report as texts
from breakd.report.content import Content, content_of
from breakd.report.exporting import FORMS, exported
from breakd.report.making import pictures_of, report_html
from breakd.report.past import read_past
from breakd.report.printing import CannotPrint, pdf_of
from breakd.report.removal import CannotErase, MustBeAsked, clean_up, erase_alone, nothing_goes, what_goes
from breakd.system import paths
from breakd.web.server import Reply

from .history_page import chart_files
from .page import Page, Tools

WEEKS, MOST_WEEKS = 6, 520
PRINT_SECONDS = 15.0
"""The window waits for an answer for twenty (`web.server.ANSWER_SECONDS`)."""
TYPES = {"pdf": "application/pdf", "html": "text/html", "json": "application/json", "csv": "text/csv"}


class ReportPage(Page):
    """Reads the history itself; only to erase it is a running breakd asked."""

    name = "report"
    texts = texts.PAGE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.files = chart_files()
        self._asked: tuple[str, date | None] | None = None
        """The code of what was shown as going, and what that is."""

    def show(self, asked: Mapping[str, Any]) -> Reply:
        """What stands on the page of so many `weeks`."""
        weeks, loaded = _weeks(asked.get("weeks", WEEKS)), self._tools.settings.loaded()
        settings, now = self._tools.settings.settings(), self._tools.now()
        try:
            past = read_past(paths.history_file(), weeks, now.date(), settings.sitting.limit)
        except HistoryError as error:
            raise Stop(FAILED, str(error)) from error
        if past is None:
            return {"ok": True, "weeks": weeks, "empty": texts.NO_HISTORY}
        content = content_of(past, loaded.stretches.catalogue, settings, now)
        pictures = [picture.document() for picture in pictures_of(past, settings) if picture.drawing]
        return {"ok": True, "weeks": weeks, "empty": "", "parts": _parts(content), "pictures": pictures}

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:
        """Save the page or everything, or erase: that is asked for twice."""
        match word:
            case "save":
                return self._save(str(more["form"]), _weeks(more["weeks"]))
            case "export":
                return self._export(str(more["form"]))
            case "ask-erase":
                return self._ask(date.fromisoformat(more["before"]) if more["before"] is not None else None)
            case "erase":
                return self._erase(str(more["code"]), sure=more["sure"] is True)
        raise ValueError(word)

    # --- saving ----------------------------------------------------------------------------------

    def _save(self, form: str, weeks: int) -> Reply:
        if form not in ("pdf", "html"):
            raise ValueError(form)
        loaded = self._tools.settings.loaded()
        try:
            page = report_html(
                paths.history_file(), weeks, loaded.stretches.catalogue, self._tools.settings.settings(),
                self._tools.now(),
            )  # fmt: skip
            if page is None:
                return {"ok": False, "text": texts.NO_HISTORY}
            return self._file(form, page.encode() if form == "html" else pdf_of(page, PRINT_SECONDS))
        except (HistoryError, CannotPrint) as why:
            return {"ok": False, "text": str(why)}

    def _export(self, form: str) -> Reply:
        if form not in FORMS:
            raise ValueError(form)
        try:
            text = exported(paths.history_file(), form, self._tools.now().date())
        except HistoryError as error:
            return {"ok": False, "text": str(error)}
        return {"ok": False, "text": own_data.NOTHING_TO_EXPORT} if text is None else self._file(form, text.encode())

    def _file(self, form: str, content: bytes) -> Reply:
        """What the browser saves, by itself: nothing is written here."""
        name = f"{texts.tr(texts.NAME, day=self._tools.now().date().isoformat())}.{form}"
        data = base64.b64encode(content).decode()
        return {"ok": True, "text": texts.tr(texts.SAVED, name=name), "name": name, "type": TYPES[form], "data": data}

    # --- erasing ---------------------------------------------------------------------------------

    def _ask(self, before: date | None) -> Reply:
        try:
            lines = what_goes(before)
        except HistoryError as error:
            return {"ok": False, "text": str(error)}
        if lines is None:
            return {"ok": False, "text": nothing_goes()}
        self._asked = secrets.token_urlsafe(12), before
        return {"ok": True, "text": "", "code": self._asked[0], "lines": lines}

    def _erase(self, code: str, *, sure: bool) -> Reply:
        """What was shown, once; a code that is not the last one erases nothing."""
        if not sure:
            return {"ok": False, "text": texts.SURE_FIRST}
        asked, self._asked = self._asked, None
        if asked is None or not secrets.compare_digest(code.encode(), asked[0].encode()):
            return {"ok": False, "text": texts.ASK_AGAIN}
        try:
            erase_alone(asked[1])
        except MustBeAsked as why:
            if not ask_daemon(asked[1]):
                return {"ok": False, "text": str(why)}
        except CannotErase as why:
            return {"ok": False, "text": str(why)}
        return {"ok": True, "text": clean_up(asked[1])}


def _weeks(value: object) -> int:
    if type(value) is not int or not 1 <= value <= MOST_WEEKS:
        raise Stop(FAILED, texts.TOO_MANY_WEEKS)
    return value


def _parts(content: Content) -> list[Reply]:
    """The tables and lists of the page, in its order."""
    parts: list[Reply] = [{"title": texts.WEEKS_TITLE, "head": texts.WEEKS_HEAD, "rows": content.weeks}]
    if content.locked:
        parts.insert(0, {"title": "", "lines": [texts.LOCK]})
    if content.plan:
        parts.append({"title": texts.PLAN_TITLE, "head": texts.PLAN_HEAD, "rows": content.plan})
    parts.append({"title": texts.STRETCHES_TITLE, "head": texts.STRETCHES_HEAD, "rows": content.stretches})
    parts.append({"title": texts.PAIN_TITLE, "lines": [*content.pain, *content.log]})
    parts.append({"title": texts.AWAY_TITLE, "lines": content.away or [texts.AWAY_NONE]})
    for part in parts:
        if "rows" in part and not part["rows"]:
            part |= {"rows": [], "lines": [texts.NOTHING]}
    return parts
