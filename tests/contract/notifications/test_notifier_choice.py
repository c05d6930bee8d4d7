"""Which notifier shows reminders, and the one that only has text."""

from __future__ import annotations

import asyncio
import logging
import os
from pathlib import Path

import pytest

from breakd.desktop.dbus import Bus
from breakd.desktop.notifications import plyer as module
from breakd.desktop.notifications.notifier import DesktopNotifier
from breakd.desktop.notifications.notifier_choice import choose_notifier
from breakd.desktop.notifications.plyer import PlyerNotifier
from breakd.desktop.ports import Notifier, Unavailable
from breakd.desktop.terminal.notifier import TerminalNotifier
from breakd.desktop.terminal.screen import Terminal
from breakd.engine.effects import AskStretched, Remind
from breakd.engine.events import Event, PopupLost
from breakd.engine.records import ReminderKind
from breakd.engine.settings import Settings
from tests.support.contract.notifier_rigs import CATALOGUE

REMIND = Remind(7, ReminderKind.STRETCH, False, "figure-four-seated", 1800, 600)


@pytest.mark.parametrize(
    ("backend", "with_bus", "no_desktop", "kind"),
    [
        ("auto", True, False, DesktopNotifier),
        ("auto", True, True, TerminalNotifier),
        ("auto", False, True, TerminalNotifier),
        ("desktop", True, True, DesktopNotifier),
        ("terminal", True, False, TerminalNotifier),
        ("terminal", False, True, TerminalNotifier),
        ("plyer", True, False, PlyerNotifier),
        ("plyer", False, True, PlyerNotifier),
    ],
)
@pytest.mark.usefixtures("private_bus")
async def test_choice(backend: str, with_bus: bool, no_desktop: bool, kind: type[Notifier]) -> None:
    bus = await Bus.session() if with_bus else None
    settings = Settings(backend=backend)
    chosen = choose_notifier([].append, lambda: CATALOGUE, lambda: settings, bus, Terminal, no_desktop=no_desktop)  # type: ignore[arg-type]
    assert isinstance(chosen, kind)
    if bus:
        bus.close()
        await bus.wait_closed()


def test_a_desktop_that_is_asked_for_and_not_there() -> None:
    settings = Settings(backend="desktop")
    with pytest.raises(Unavailable, match="needs a session bus"):
        choose_notifier([].append, lambda: CATALOGUE, lambda: settings, None, Terminal, no_desktop=True)  # type: ignore[arg-type]


# --- plyer ----------------------------------------------------------------------------------------


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of programs, and a plyer that has not looked for its way yet."""
    import plyer

    # without this plyer keeps the way that it found first, for the life of the process
    object.__setattr__(plyer.notification, "_obj", None)
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def notify_send(folder: Path, script: str) -> None:
    """Put a program in the place of notify-send."""
    program = folder / "notify-send"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


async def test_text_says_where_to_answer(programs: Path, tmp_path: Path) -> None:
    notify_send(programs, f'printf "%s\\n" "$1" "$2" >> {tmp_path}/said')
    reported: list[Event] = []
    notifier = PlyerNotifier(reported.append, lambda: CATALOGUE, Settings)
    await notifier.start()
    await notifier.remind(REMIND)
    await notifier.ask_stretched(AskStretched(7))
    await notifier.announce("breakd is running", "Soon.")
    await notifier.withdraw(7)
    await notifier.stop()
    assert (tmp_path / "said").read_text().splitlines() == [
        "Seated figure four, about 1 minute",
        "30 min of sitting.",
        "Sit near the front; left ankle just above your right knee.",
        "Answer in the tray, or type “breakd done”, “breakd snooze” or “breakd another”.",
        "Did you stretch?",
        "You were away for a moment. If you stretched, it counts.",
        "If you did, answer in the tray or type “breakd done”.",
        "breakd is running",
        "Soon.",
    ]
    assert reported == []
    assert notifier.shown() is None


@pytest.mark.usefixtures("programs")
async def test_no_way_to_show_anything() -> None:
    with pytest.raises(Unavailable, match="neither dbus-python nor notify-send"):
        await PlyerNotifier([].append, lambda: CATALOGUE, Settings).start()  # type: ignore[arg-type]


async def test_a_program_that_fails_to_start_is_a_popup_lost(
    programs: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notify_send(programs, "exit 0")
    reported: list[Event] = []
    notifier = PlyerNotifier(reported.append, lambda: CATALOGUE, Settings)
    await notifier.start()
    (programs / "notify-send").unlink()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            await notifier.remind(REMIND)
    assert reported == [PopupLost(7)] * 3
    assert len(caplog.records) == 1


async def test_a_program_that_hangs_holds_nobody_up(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SEND_SECONDS", 0.3)
    hold = tmp_path / "hold"
    os.mkfifo(hold)
    notify_send(programs, f"echo >> {tmp_path}/started; read line < {hold}")
    reported: list[Event] = []
    notifier = PlyerNotifier(reported.append, lambda: CATALOGUE, Settings)
    await notifier.start()
    async with asyncio.timeout(10):
        await notifier.remind(REMIND)
        await notifier.remind(REMIND)
    assert reported == [PopupLost(7)] * 2
    assert (tmp_path / "started").read_text() == "\n", "not one more while it hangs"
    with hold.open("w") as let_go:
        let_go.write("\n")
    await asyncio.sleep(0.2)
    notify_send(programs, "exit 0")
    await notifier.remind(REMIND)
    assert reported == [PopupLost(7)] * 2
