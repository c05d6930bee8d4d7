"""A notifier that a test plays by hand; it passes the contract suite of real notifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from breakd.desktop.notifications.actions import actions_for
from breakd.desktop.ports import EventSink
from breakd.engine.effects import AskStretched, Offer, Remind
from breakd.engine.events import Dismissed, Event, PopupLost
from breakd.messages import popup as texts
from breakd.messages.popup import Action, Popup
from breakd.stretches.catalogue import load

ANNOUNCEMENT = 100
"""The number of every announcement; the pop-up of a reminder has that of the reminder."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What is on the imaginary screen."""

    effect: Remind | AskStretched
    text: Popup
    answers: Mapping[Action, Event]


class FakeNotifier:
    """`press()` and `dismiss()` are the person; `showing` is the pop-up on the screen, `effects` all that came.

    With `works` False nothing can be shown, as without a server.
    """

    capabilities = frozenset({"actions", "body"})

    def __init__(self, report: EventSink) -> None:
        self.showing: Showing | None = None
        self.effects: list[Remind | AskStretched] = []
        self.announced: list[tuple[str, str]] = []
        self.waiting: list[tuple[str, str]] = []
        self._held = False
        self.answers: list[Offer | None] = []
        self.left_over: list[tuple[str, int]] = []
        self.works = True
        self._report = report
        self._catalogue = load()

    async def start(self) -> None:
        pass

    async def remind(self, popup: Remind) -> None:
        self._show(popup, texts.reminder(popup, self._catalogue.stretches.get(popup.stretch)))

    async def ask_stretched(self, question: AskStretched) -> None:
        self._show(question, texts.ask_stretched(question))

    async def announce(
        self, title: str, body: str, answer: Offer | None = None, *, health: bool = False
    ) -> None:  # fmt: skip
        del health
        self.answers.append(answer)
        (self.waiting if self._held else self.announced).append((title, body))

    async def withdraw(self, reminder_id: int) -> None:
        if self.showing and self.showing.effect.id == reminder_id:
            self.showing = None

    def shown(self) -> tuple[str, int] | None:
        return (":1.1", self.showing.effect.id) if self.showing else None

    def shown_announcements(self) -> list[tuple[str, int]]:
        return [(":1.1", ANNOUNCEMENT)] if self.announced else []

    def hold_announcements(self, on: bool) -> None:
        self._held = on
        if not on:
            self.announced += self.waiting
            self.waiting.clear()

    async def close_stale(self, server: str, popup: int) -> None:
        self.left_over.append((server, popup))

    async def stop(self) -> None:
        self.showing = None

    def _show(self, effect: Remind | AskStretched, text: Popup) -> None:
        self.effects.append(effect)
        if not self.works:
            self.lose()
            self._report(PopupLost(effect.id))
            return
        self.showing = Showing(effect, text, actions_for(effect))

    # -- the test's hands --------------------------------------------------------------------------------------

    def press(self, answer: Action) -> None:
        """The person answers, and the pop-up closes, as on most desktops; nothing showing: nothing happens."""
        if self.showing and answer in self.showing.answers:
            event = self.showing.answers[answer]
            self.showing = None
            self._report(event)

    def dismiss(self) -> None:
        """The person closes the pop-up."""
        if self.showing:
            shown, self.showing = self.showing, None
            self._report(Dismissed(shown.effect.id))

    def lose(self) -> None:
        """The server vanishes, with what it shows."""
        if self.showing:
            shown, self.showing = self.showing, None
            self._report(PopupLost(shown.effect.id))
