"""A terminal with everything that lives in it, for the tests of terminal mode."""

from __future__ import annotations

from breakd.desktop.terminal.notifier import TerminalNotifier
from breakd.desktop.terminal.panel import TerminalPanel
from breakd.desktop.terminal.screen import Terminal
from breakd.engine.events import Event
from breakd.engine.settings import Settings
from tests.support.recording_handler import SITTING, RecordingHandler
from tests.support.rigs.vt import Vt

from .notifier_rigs import CATALOGUE


class House:
    """A terminal with everything that lives in it, as `breakd run` has it."""

    def __init__(self, vt: Vt, settings: Settings | None = None) -> None:
        self.vt, self.desk = vt, RecordingHandler(SITTING)
        self.reported: list[Event] = []
        self.quits = 0
        self.terminal = Terminal(vt.slave, vt.slave)
        self.notifier = TerminalNotifier(
            self.terminal, self.reported.append, lambda: CATALOGUE, lambda: settings or Settings()
        )
        self.panel = TerminalPanel(self.terminal, self.desk, self._quit)

    def _quit(self) -> None:
        self.quits += 1

    async def start(self) -> None:
        await self.panel.start()
        await self.notifier.start()

    async def stop(self) -> None:
        await self.notifier.stop()
        await self.panel.stop()

    async def typed(self, keys: str) -> None:
        self.vt.type(keys)
        await self.vt.quiet()
