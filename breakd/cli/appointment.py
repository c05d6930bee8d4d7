"""`breakd report`: one page for the appointment, as HTML or PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.config import load
from breakd.engine.settings import Settings
from breakd.history import HistoryError
from breakd.messages import report as texts
from breakd.report.making import report_html
from breakd.report.printing import CannotPrint, pdf_of
from breakd.system import paths
from breakd.system.files import write_whole

from .start import be_interrupted

ENDINGS = (".pdf", ".html")


def report(file: str, weeks: int) -> int:
    """Write the page to `file`; its ending says the form."""
    target = Path(file)
    if target.suffix.lower() not in ENDINGS:
        raise Stop(USAGE, texts.NO_ENDING)
    be_interrupted()  # or the page for the printing browser stays in the person's home
    page = page_of(weeks)
    try:
        content = pdf_of(page) if target.suffix.lower() == ".pdf" else page.encode()
        write_whole(target, content)
    except CannotPrint as why:
        raise Stop(FAILED, str(why)) from why
    except OSError as error:
        raise Stop(FAILED, texts.tr(texts.NOT_WRITTEN, file=file, why=error.strerror or error)) from error
    print(texts.tr(texts.WRITTEN, file=file))
    return OK


def page_of(weeks: int) -> str:
    """The page as HTML. Raises Stop."""
    loaded = load(paths.config_file(), paths.body_file())
    settings, now = loaded.over(Settings()), datetime.now().astimezone()
    try:
        page = report_html(paths.history_file(), weeks, loaded.stretches.catalogue, settings, now)
    except HistoryError as error:
        raise Stop(FAILED, str(error)) from error
    if page is None:
        raise Stop(FAILED, texts.NO_HISTORY)
    return page
