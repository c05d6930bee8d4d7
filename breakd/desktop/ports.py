"""The contracts between the loop and the desktop. Each has one contract suite in `tests/contract/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from breakd.engine.effects import AskStretched, Offer, Refused, Remind
from breakd.engine.events import Event, Evidence, Request
from breakd.engine.records import Outcome, Unsaved
from breakd.engine.status import Capabilities, Status

EventSink = Callable[[Event], None]
"""Puts an event into the loop's inbox; never blocks, never raises."""
BootClock = Callable[[], float]
"""Seconds of CLOCK_BOOTTIME, for the `at` and `since` of reports."""


class Unavailable(Exception):
    """This desktop cannot do it; the text says why, in words for a log and for `status`."""


class NotSaved(Exception):
    """A request was granted, but it could not be written down: it holds in memory, and is lost if the daemon ends."""

    def __init__(self, why: Unsaved) -> None:
        super().__init__(why.value)
        self.why = why


class RequestHandler(Protocol):
    """What the person's ways in (D-Bus, tray, terminal) may ask of the daemon."""

    def status(self) -> Status:
        """The state right now."""

    def capabilities(self) -> Capabilities:
        """What the desktop was found to be able to do."""

    async def request(self, request: Request) -> Refused | None:
        """Grant a request or say why not; what it changed is on disk when this returns. Raises NotSaved."""


class PresenceSource(Protocol):
    """Where presence comes from. Reports SourceReady, then NoInput and InputSeen; repeats are harmless.

    Right after `start` it reports what it knows of the past: NoInput if the person is idle already, else
    InputSeen; one that knows nothing of it reports the first input or absence from then on. After every NoInput
    that reached `idle_after` (or the watched pause) it reports the next InputSeen. If its service goes away it
    reports SourceLost, and SourceReady when it is back.
    """

    @property
    def name(self) -> str:
        """The word for `status`: `mutter`, `x11` and so on."""

    @property
    def sees_input(self) -> bool:
        """False for a source that cannot see absences."""

    async def start(self, idle_after: float) -> None:
        """Begin to report; raises Unavailable."""

    def set_idle_after(self, seconds: float) -> None:
        """Report NoInput after this long from now on."""

    def watch_pause(self, seconds: float | None) -> None:
        """Also report input pauses of `seconds` (at once if there is one that is known of); None ends it."""

    async def beat(self) -> None:
        """The heartbeat: look for what no event tells. Most sources have nothing to do."""

    async def stop(self) -> None:
        """Stop reporting and let go of everything."""


class EvidenceProbe(Protocol):
    """One kind of evidence that somebody sits there without touching anything."""

    async def ask(self) -> frozenset[Evidence]:
        """What holds right now; takes two seconds at most and is empty if it cannot be known."""


class Sensors(Protocol):
    """Presence as one thing: source, lock, sleep and evidence put together."""

    def set_idle_after(self, seconds: float) -> None:
        """Report NoInput after this long from now on."""

    def watch_pause(self, seconds: float | None) -> None:
        """Also report input pauses of `seconds`; None ends it."""

    async def ask_evidence(self) -> frozenset[Evidence]:
        """What shows right now that somebody sits there; two seconds at most."""

    async def beat(self) -> None:
        """The heartbeat; what it finds is reported before it returns."""

    def snapshot_saved(self) -> None:
        """After Sleeping: the snapshot is on disk, the machine may sleep."""


class QuietWatch(Protocol):
    """The desktop's quiet reasons."""

    def watch(self, on: bool) -> None:
        """Report QuietSeen within two seconds and on every change; False ends it."""

    async def beat(self) -> None:
        """The heartbeat: look for what no event tells."""


class StatusSignals(Protocol):
    """Everybody who listens on the bus."""

    def publish(self, status: Status) -> None:
        """Publish the state; only what changed is signalled."""

    def emit_reminder_shown(self, id: int, stretch: str) -> None:
        """A reminder came up."""

    def emit_reminder_closed(self, id: int, outcome: Outcome) -> None:
        """A reminder has its outcome."""


class Notifier(Protocol):
    """Shows reminders and reports the answers: Done, Snooze, Another, Start, Details, NotNow, Dismissed, SetPosture,
    each with the reminder's own id, once per pop-up; PopupLost if the server vanished with it, and
    NotificationServerCame when one comes after there was none for it.

    A failure to show is logged and reported as PopupLost; it never raises and never counts as shown.
    """

    @property
    def capabilities(self) -> frozenset[str]:
        """What the running server says it can do; empty while there is none."""

    async def start(self) -> None:
        """Begin to listen; raises Unavailable."""

    async def remind(self, popup: Remind) -> None:
        """Show the reminder, replacing what shows of it."""

    async def ask_stretched(self, question: AskStretched) -> None:
        """Ask whether the stretch was done, replacing what shows of the reminder."""

    async def announce(
        self, title: str, body: str, answer: Offer | None = None, *, health: bool = False
    ) -> None:  # fmt: skip
        """Tell the person something; a click on its one button reports `answer`, where there are buttons.

        What is about the person's health is taken off the screen by nothing else.
        """

    async def withdraw(self, reminder_id: int) -> None:
        """Take everything of this reminder off the screen; nothing there is fine."""

    def shown(self) -> tuple[str, int] | None:
        """The server's unique name and its id of the pop-up now on the screen, for the snapshot."""

    def shown_announcements(self) -> list[tuple[str, int]]:
        """The same of the announcements now on the screen."""

    def hold_announcements(self, on: bool) -> None:
        """Show none while the screen is locked, and after that those which came meanwhile; returns at once."""

    async def close_stale(self, server: str, popup: int) -> None:
        """Close a pop-up or an announcement of an earlier run, if that very server still runs."""

    async def stop(self) -> None:
        """Take every pop-up off the screen and stop listening."""


class GuideLauncher(Protocol):
    """Opens the guide as a program of its own, which tells the rest itself."""

    async def open(self, reminder_id: int, token: str) -> None:
        """Open the guide of this reminder, with the desktop's activation token; raises Unavailable."""

    async def open_questions(self, token: str) -> None:
        """Open the page of the red-flag questions; raises Unavailable."""

    async def open_board(self, page: str, token: str) -> None:
        """Open the board at this page, beside others that are open, up to a few; raises Unavailable."""


class Tray(Protocol):
    """The icon: shows the status, and reports the person's requests."""

    @property
    def kind(self) -> str:
        """`sni` while an icon is shown, `none` while there is no host for it."""

    async def start(self) -> None:
        """Show up as soon as there is a host; raises Unavailable."""

    def show(self, status: Status) -> None:
        """Bring icon, tooltip and menu up to date; cheap if nothing a person sees has changed."""

    async def stop(self) -> None:
        """Remove the icon."""
