"""The page *History*: a day as it went, and many weeks in pictures with a table each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from breakd.client.exit_codes import FAILED, Stop
from breakd.history import HistoryError, Reader
from breakd.history.documents import stats_document
from breakd.history.summary import Summary
from breakd.messages import board_history as texts
from breakd.report.day import day_section
from breakd.report.past import Past, read_past
from breakd.report.practice import plan_rows
from breakd.report.section import PictureSection
from breakd.report.weeks import (
    bouts_section,
    calendar_section,
    outcomes_section,
    pain_section,
    plan_section,
    regions_section,
    sessions_section,
)
from breakd.system import paths
from breakd.web.html_document import PageFile, file_of
from breakd.web.server import Reply

from .page import Page, Tools

CHARTS = "/charts.css"
WEEKS, MOST_WEEKS = 12, 520
NARROWEST, WIDEST = 240.0, 1400.0


def chart_files() -> Mapping[str, PageFile]:
    """The style of the pictures."""
    return {CHARTS: file_of(files("breakd") / "report" / "files" / "charts.css")}


class HistoryPage(Page):
    """What was. It reads the history itself, as `breakd stats` does, and needs no running breakd."""

    name = "history"
    texts = texts.PAGE

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.files = chart_files()

    def show(self, asked: Mapping[str, Any]) -> Reply:
        """`weeks` back (0: everything), the timeline of `day`, drawn for so many pixels of `width`."""
        today = self._tools.now().date()
        weeks = asked.get("weeks", WEEKS)
        weeks = min(MOST_WEEKS, max(0, weeks)) if type(weeks) is int else WEEKS
        day = date.fromisoformat(asked["day"]) if "day" in asked else today
        width = asked.get("width", WIDEST / 2)
        width = min(WIDEST, max(NARROWEST, float(width))) if type(width) in (int, float) else WIDEST / 2
        settings = self._tools.settings.settings()
        try:
            past = read_past(paths.history_file(), weeks, today, settings.sitting.limit)
            sections = list(self._sections(past, day, width)) if past is not None else []
        except HistoryError as error:
            raise Stop(FAILED, str(error)) from error
        return {
            "ok": True,
            "weeks": weeks,
            "ranges": list(_ranges()),
            "day": day.isoformat(),
            "day_name": texts.TODAY if day == today else texts.tr(texts.A_DAY, day=texts.day_name(day, today)),
            "is_today": day >= today,
            "numbers": stats_document(past.first, past.last, past.summary) if past else None,
            "line": _line(past.summary) if past and not past.summary.empty else texts.NOTHING_YET,
            "sections": [section.document() for section in sections],
        }

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        """Nothing can be done about what was."""
        raise ValueError(word)

    def _sections(self, past: Past, day: date, width: float) -> Iterator[PictureSection]:
        loaded, settings = self._tools.settings.loaded(), self._tools.settings.settings()
        known, weeks, last = loaded.stretches.catalogue.stretches, past.weeks, past.last
        names = {id: stretch.name for id, stretch in known.items()}
        reader = Reader.open(paths.history_file())
        if reader is not None:
            with reader:
                yield day_section(width, reader.spans(day, day), reader.reminders(day, day), names)
        yield calendar_section(width, weeks, last)
        yield bouts_section(width, weeks, last, settings.sitting.limit)
        yield outcomes_section(width, weeks, last)
        yield regions_section(width, past.summary.practice, known)
        yield pain_section(width, weeks, last)
        yield sessions_section(width, weeks, last, settings.stretches.sessions_per_week)
        yield plan_section(width, list(plan_rows(past.practice, known, past.first, last)), last)


def _ranges() -> Iterator[Reply]:
    """How far back one may look."""
    for weeks in (4, WEEKS, 26):
        yield {"weeks": weeks, "text": texts.tr_count(weeks, *texts.WEEKS)}
    yield {"weeks": 52, "text": texts.A_YEAR}
    yield {"weeks": 0, "text": texts.EVERYTHING}


def _line(summary: Summary) -> str:
    done = sum(summary.outcomes[one] for one in summary.outcomes if one.value == "completed")
    return texts.tr(
        texts.NUMBERS if summary.reminders else texts.NUMBERS_NOT_REMINDED,
        sitting=texts.minutes(summary.sitting_seconds), standing=texts.minutes(summary.standing_seconds),
        reminders=summary.reminders, done=done, unasked=summary.unasked, natural=summary.natural_breaks,
        breaks=summary.breaks,
    )  # fmt: skip
