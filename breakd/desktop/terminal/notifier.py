"""Reminders in the terminal: the pop-up is a few lines above the bottom, the buttons are keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from breakd.desktop.notifications.actions import actions_for
from breakd.desktop.ports import EventSink
from breakd.engine.effects import AskStretched, Offer, Remind
from breakd.engine.events import Event, Skip
from breakd.engine.settings import Settings
from breakd.messages import cards
from breakd.messages import popup as texts
from breakd.messages.terminal import KEYS, SKIP_KEY, buttons
from breakd.stretches.model import Catalogue

from .screen import Terminal, bold

SLOT, BAR = "1-popup", "| "


class TerminalNotifier:
    """The port `Notifier` on a terminal; where there are no keys it only writes."""

    def __init__(
        self,
        terminal: Terminal,
        report: EventSink,
        catalogue: Callable[[], Catalogue],
        settings: Callable[[], Settings],
    ) -> None:
        self._terminal, self._report = terminal, report
        self._catalogue, self._settings = catalogue, settings
        self._shown: int | None = None
        self._keys: Mapping[str, Event] = {}

    @property
    def capabilities(self) -> frozenset[str]:
        """`terminal`, and `actions` while keys arrive."""
        return frozenset({"terminal", "actions"} if self._terminal.reading else {"terminal"})

    async def start(self) -> None:
        """Take the keys."""
        self._terminal.open(self)
        self._terminal.on_key(self._on_key)

    async def remind(self, popup: Remind) -> None:
        """Show the reminder, replacing what shows of it."""
        settings = self._settings()
        stretch = self._catalogue().stretches.get(popup.stretch)
        self._show(popup, texts.reminder(popup, stretch, settings.body.side))
        if settings.reminder.sound:
            self._terminal.bell()

    async def ask_stretched(self, question: AskStretched) -> None:
        """Ask whether the stretch was done, replacing what shows of the reminder."""
        self._show(question, texts.ask_stretched(question))

    async def announce(
        self, title: str, body: str, answer: Offer | None = None, *, health: bool = False
    ) -> None:  # fmt: skip
        """Write a line that stays; it says itself where to answer."""
        del health
        text = " ".join(filter(None, (f"{title}.", body, cards.elsewhere(answer))))
        self._terminal.say(*self._terminal.wrapped(text, ""))

    async def withdraw(self, reminder_id: int) -> None:
        """Take everything of this reminder off the screen; nothing there is fine."""
        if self._shown == reminder_id:
            self._take_down()

    def shown(self) -> tuple[str, int] | None:
        """None: what is in a terminal goes with the program."""
        return None

    def shown_announcements(self) -> list[tuple[str, int]]:
        """None, as with `shown`."""
        return []

    def hold_announcements(self, on: bool) -> None:
        """Nothing: a locked screen shows no terminal, and the lines are there after."""

    async def close_stale(self, server: str, popup: int) -> None:
        """Nothing is ever left over."""

    async def stop(self) -> None:
        """Take the pop-up off the screen and give the keys back."""
        self._take_down()
        self._terminal.forget(self._on_key)
        self._terminal.close(self)

    def _show(self, effect: Remind | AskStretched, text: texts.Popup) -> None:
        keys = {KEYS[answer]: event for answer, event in actions_for(effect).items()}
        self._keys = {SKIP_KEY: Skip(effect.id), **keys}
        self._shown = effect.id
        block = self._block(text)
        if self._terminal.live:
            self._terminal.put(SLOT, block)
        else:
            self._terminal.say(*block)

    def _block(self, text: texts.Popup) -> Sequence[str]:
        title = self._terminal.wrapped(text.title, BAR)
        lines = [bold(line) for line in title] if self._terminal.live else title
        lines += [line for part in text.lines for line in self._terminal.wrapped(part, BAR)]
        if self._terminal.reading:
            lines += [BAR.rstrip(), *self._terminal.wrapped(buttons(text.buttons), BAR)]
        return ["", *lines, ""]

    def _take_down(self) -> None:
        self._shown, self._keys = None, {}
        self._terminal.put(SLOT, [])

    def _on_key(self, key: str) -> bool:
        event = self._keys.get("Enter" if key == "\n" else key)
        if event is None:
            return False
        self._keys = {}  # the first answer counts
        self._report(event)
        return True
