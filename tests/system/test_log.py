"""The log's lines: ours as they are, of an exception its kind and its way, of a library what it did not fill in."""

from __future__ import annotations

import asyncio
import io
import logging
import os
from collections.abc import Iterator

import pytest

from breakd.system.log import JournalFormatter, PrivateFormatter, complain, log_lost_error


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that a process would have written, at every level."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PrivateFormatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


def _fail() -> None:
    try:
        raise KeyError("glaucoma")
    except KeyError as error:
        raise ValueError("sciatic, on the left") from error


def test_an_exception_is_not_quoted(written: io.StringIO) -> None:
    try:
        _fail()
    except ValueError:
        logging.getLogger("breakd.loop").exception("an effect failed")
    lines = written.getvalue().splitlines()
    assert lines[0] == "ERROR breakd.loop: an effect failed"
    assert [line for line in lines if line in ("KeyError", "ValueError")] == ["KeyError", "ValueError"]
    assert "in _fail" in written.getvalue()
    assert "glaucoma" not in written.getvalue().replace('raise KeyError("glaucoma")', "")
    assert "sciatic" not in written.getvalue().replace('raise ValueError("sciatic, on the left")', "")


def test_a_library_quotes_nothing(written: io.StringIO) -> None:
    library = logging.getLogger("dbus_fast.message_bus")
    library.warning("A message handler raised an exception: %s", "glaucoma")
    library.warning(f"{'Words'} filled in before: {'glaucoma'}")
    library.warning("Executing <Handle glaucoma> took 0.2 seconds")
    assert written.getvalue().splitlines() == [
        "WARNING dbus_fast.message_bus: A message handler raised an exception",
        "WARNING dbus_fast.message_bus: Words filled in before",
        "WARNING dbus_fast.message_bus: Executing",
    ]


async def test_what_asyncio_lost_is_not_quoted(written: io.StringIO) -> None:
    def callback(word: str) -> None:
        raise ValueError(word)

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_lost_error)
    loop.call_soon(callback, "glaucoma")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert "Exception in callback" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "glaucoma" not in written.getvalue()


def test_the_journal_gets_the_priority_of_each_line() -> None:
    """sd-daemon(3): it takes each line for an entry, and what has no prefix for INFO."""
    try:
        _fail()
    except ValueError as fault:
        trouble = (type(fault), fault, fault.__traceback__)
    lines = [
        logging.LogRecord("breakd.loop", level, "", 0, "what happened", None, exc)
        for level, exc in (
            (logging.DEBUG, None),
            (logging.INFO, None),
            (logging.WARNING, None),
            (logging.ERROR, trouble),
        )
    ]
    debug, info, warning, failed = (JournalFormatter().format(line) for line in lines)
    assert [debug[:3], info[:3], warning] == ["<7>", "<6>", "<4>WARNING breakd.loop: what happened"]
    assert len(failed.splitlines()) > 4
    assert all(line.startswith("<3>") for line in failed.splitlines())


@pytest.mark.parametrize("is_journal", [True, False])
def test_a_complaint_has_a_priority_in_the_journal_alone(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], is_journal: bool
) -> None:
    at = os.fstat(2)
    monkeypatch.setattr("sys.stderr", open(2, "w", buffering=1, closefd=False))  # noqa: SIM115 (pytest's own has no file)
    monkeypatch.setenv("JOURNAL_STREAM", f"{at.st_dev}:{at.st_ino + (not is_journal)}")
    complain("no bus", logging.WARNING)
    assert capfd.readouterr().err == ("<4>no bus\n" if is_journal else "no bus\n")
