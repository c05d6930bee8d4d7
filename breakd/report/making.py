"""The page for the appointment, from the files of this person."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from breakd.engine.settings import Settings
from breakd.stretches.model import Catalogue

from .content import content_of
from .past import Past, read_past
from .printed_page import document
from .section import PictureSection
from .weeks import bouts_section, pain_section

WIDTH = 380.0
"""Of a picture, in the pixels that it is drawn for: half a page."""


def report_html(history: Path, weeks: int, catalogue: Catalogue, settings: Settings, now: datetime) -> str | None:
    """The page of so many weeks; None where nothing was ever recorded. Raises HistoryError."""
    past = read_past(history, weeks, now.date(), settings.sitting.limit)
    if past is None:
        return None
    return document(content_of(past, catalogue, settings, now), pictures_of(past, settings))


def pictures_of(past: Past, settings: Settings) -> tuple[PictureSection, ...]:
    """The pictures of the page, side by side."""
    return (
        bouts_section(WIDTH, past.weeks, past.last, settings.sitting.limit),
        pain_section(WIDTH, past.weeks, past.last),
    )
