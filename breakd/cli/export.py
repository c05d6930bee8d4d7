"""`breakd export`: everything that was recorded, in one file for the person or another program."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.history import HistoryError
from breakd.messages import own_data as texts
from breakd.report.exporting import FORMS, exported
from breakd.system import paths
from breakd.system.files import write_whole

TO_SCREEN = "-"


def export(file: str, form: str) -> int:
    """Write it to `file`, or print it for "-"; the form is that of the file's ending unless one is named."""
    form = form or Path(file).suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise Stop(USAGE, texts.NO_FORMAT)
    try:
        text = exported(paths.history_file(), form, datetime.now().astimezone().date())
    except HistoryError as error:
        raise Stop(FAILED, str(error)) from error
    if text is None:
        raise Stop(FAILED, texts.NOTHING_TO_EXPORT)
    if file == TO_SCREEN:
        sys.stdout.write(text)
        return OK
    try:
        write_whole(Path(file), text.encode())
    except OSError as error:
        raise Stop(FAILED, texts.tr(texts.NOT_WRITTEN, file=file, why=error.strerror or error)) from error
    print(texts.tr(texts.EXPORTED, file=file))
    return OK
