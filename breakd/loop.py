"""The loop owns the engine: one inbox, each event handled alone, each effect carried to its edge."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from breakd import event_log
from breakd.desktop.ports import (
    GuideLauncher,
    Notifier,
    NotSaved,
    QuietWatch,
    Sensors,
    StatusSignals,
    Tray,
    Unavailable,
)
from breakd.engine.effects import (
    Announce,
    AskEvidence,
    AskStretched,
    Closed,
    Effect,
    Offer,
    OpenBoardPage,
    OpenGuide,
    OpenQuestionsPage,
    Record,
    Refused,
    Remind,
    WatchInput,
    WatchQuiet,
    Withdraw,
)
from breakd.engine.engine import Engine
from breakd.engine.events import Beat, Details, Event, EvidenceSeen, Now, Request, Sleeping, StateLost, Tick, Woke
from breakd.engine.records import Row
from breakd.engine.status import Capabilities, Presence, Status
from breakd.engine.time_accounting import HEARTBEAT
from breakd.frozen import frozen
from breakd.history.recorder import Recorder
from breakd.messages import board, cards
from breakd.system.clock import Clock
from breakd.system.tasks import TaskSet
from breakd.system.wakeup_timer import WakeupTimer

log = logging.getLogger(__name__)

RETRY_SECONDS = 5.0
"""After so many seconds what could not be written down is tried again, then after twice as many each time. When a
heartbeat comes sooner, that tries it (decision 0383).
"""
LAST_WORDS = 2.0
"""Seconds that effects under way have when the loop stops."""


@frozen
class Edges:
    """Where effects go."""

    sensors: Sensors
    quiet: QuietWatch
    notifier: Notifier
    tray: Tray
    signals: Sequence[StatusSignals]
    capabilities: Callable[[], Capabilities]
    """What the desktop can do now: servers and hosts come and go."""
    guides: GuideLauncher | None = None


class Loop:
    """The daemon's heart, and the RequestHandler that the person's ways in talk to.

    Everything here runs in one thread.
    """

    def __init__(self, engine: Engine, clock: Clock, recorder: Recorder, boot_id: str) -> None:
        self._engine = engine
        self._clock = clock
        self._recorder = recorder
        self._boot_id = boot_id
        self._edges: Edges | None = None
        self._inbox: deque[Event] = deque()
        self._draining = False
        self._alarm = WakeupTimer(lambda: self.post(Tick()))
        # a failed output never stops the loop, and never counts as success
        self._tasks = TaskSet(log, "an effect")
        self._signalled = 0
        self._locked = False
        self._retry: asyncio.TimerHandle | None = None
        self._tries = 0
        self._alive: Callable[[], object] = lambda: None
        self._stopped = False

    # --- life ------------------------------------------------------------------------------------

    def start(self, edges: Edges, first: Sequence[Effect], alive: Callable[[], object]) -> None:
        """Carry effects to `edges` from now on, the `first` ones at once; `alive` is called at each heartbeat."""
        self._edges = edges
        self._alive = alive
        self._alarm.start()
        self._schedule_beat()
        self._dispatch(first)
        self._persist(_rows(first), durable=False)
        self._drain()
        self._after()

    async def stop(self) -> None:
        """Keep everything up to this moment, and stop. Events that still come are not heard, requests only kept."""
        if self._stopped:
            return
        self._drain()
        self._handle(Beat())
        self._stopped = True
        self._alarm.stop()
        self._forget_tries()
        await self._tasks.wait(LAST_WORDS)
        self._tasks.cancel()
        self._persist([])

    # --- in --------------------------------------------------------------------------------------

    def post(self, event: Event) -> None:
        """Put an event into the inbox; it is handled in this turn of the loop, after those before it."""
        if self._stopped:
            return
        self._inbox.append(event)
        if self._edges is not None:
            self._drain_soon()

    async def request(self, request: Request) -> Refused | None:
        """Handle a request at once, after what came before it; what it changed is on disk when this returns.

        Raises NotSaved where that cannot be.
        """
        self._drain()
        refused = next((effect for effect in self._handle(request) if isinstance(effect, Refused)), None)
        self._after()
        if refused is None and self._recorder.trouble is not None:
            raise NotSaved(self._recorder.trouble)
        return refused

    def status(self) -> Status:
        """The state right now."""
        return self._status(self._clock.now())

    def capabilities(self) -> Capabilities:
        """What the desktop can do now."""
        assert self._edges is not None
        return self._edges.capabilities()

    # --- one event -------------------------------------------------------------------------------

    def _drain_soon(self) -> None:
        if not self._draining:
            self._draining = True
            asyncio.get_running_loop().call_soon(self._drain)

    def _drain(self) -> None:
        self._draining = False
        if not self._inbox:
            return
        try:
            while self._inbox:
                self._handle(self._inbox.popleft())
        finally:  # a fault in one event loses neither those after it nor the alarm
            if self._inbox:
                self._drain_soon()
            self._after()

    def _handle(self, event: Event) -> list[Effect]:
        now = self._clock.now()
        effects = self._engine.handle(event, now)
        rows = _rows(effects)
        event_log.tell(event, now, effects)
        if rows or isinstance(event, Request | Beat | Sleeping | StateLost):
            durable = isinstance(event, Request | Sleeping | StateLost)
            if durable:  # what somebody waits for is worth the short pauses again
                self._forget_tries()
            self._persist(rows, durable=durable)
        if not self._stopped:  # only now: what is shown must already be on disk if the process is killed
            self._dispatch(effects)
        if isinstance(event, Sleeping) and self._edges is not None:
            self._edges.sensors.snapshot_saved()
        if isinstance(event, Woke):
            self._clock_changed()
        return effects

    def _after(self) -> None:
        """After one or more events: the alarm and everybody who watches the state are brought up to date."""
        if self._stopped:
            return
        now = self._clock.now()
        wait = self._engine.next_wakeup().seconds_from(now)
        self._alarm.arm_for(None if wait is None else now.boot + wait, now.boot)
        if self._edges is not None:
            status = self._status(now)
            self._heed_lock(status.presence is Presence.LOCKED)
            self._edges.tray.show(status)
            for signals in self._edges.signals:
                signals.publish(status)

    def _heed_lock(self, locked: bool) -> None:
        """Nothing is shown on a locked screen: the engine holds its reminders, and this the announcements."""
        assert self._edges is not None
        if locked is not self._locked:
            self._locked = locked
            self._edges.notifier.hold_announcements(locked)

    def _status(self, now: Now) -> Status:
        return replace(self._engine.status(now), not_saved=self._recorder.trouble)

    # --- out -------------------------------------------------------------------------------------

    def _dispatch(self, effects: Sequence[Effect]) -> None:
        edges = self._edges
        assert edges is not None, "events are handled once the edges are there"
        for effect in effects:
            match effect:
                case Remind():
                    self._tasks.spawn(self._show(partial(edges.notifier.remind, effect)))
                    if effect.id > self._signalled:
                        self._signalled = effect.id
                        for signals in edges.signals:
                            signals.emit_reminder_shown(effect.id, effect.stretch)
                case AskStretched():
                    self._tasks.spawn(self._show(partial(edges.notifier.ask_stretched, effect)))
                case Announce(title, body, answer):
                    self.announce(title, body, answer, health=True)
                case Withdraw(id):
                    self._tasks.spawn(self._show(partial(edges.notifier.withdraw, id)))
                case Closed(id, outcome):
                    for signals in edges.signals:
                        signals.emit_reminder_closed(id, outcome)
                case WatchInput(pause):
                    edges.sensors.watch_pause(pause)
                case WatchQuiet(on):
                    edges.quiet.watch(on)
                case AskEvidence():
                    self._tasks.spawn(self._ask_evidence())
                case OpenGuide(id, token):
                    self._tasks.spawn(self._open_guide(id, token))
                case OpenQuestionsPage(token):
                    self._tasks.spawn(self._open_questions(token))
                case OpenBoardPage(page, token):
                    self._tasks.spawn(self._open_board(page, token))
                case Refused() | Record():
                    pass

    def announce(
        self, title: str, body: str, answer: Offer | None = None, *, health: bool = False
    ) -> None:  # fmt: skip
        """Tell the person something, beside the reminders."""
        assert self._edges is not None
        self._tasks.spawn(self._show(partial(self._edges.notifier.announce, title, body, answer, health=health)))

    async def _show(self, put: Callable[[], Awaitable[None]]) -> None:
        await put()
        self._persist([], durable=False)  # the snapshot names the pop-up on the screen

    async def _ask_evidence(self) -> None:
        assert self._edges is not None
        self.post(EvidenceSeen(await self._edges.sensors.ask_evidence()))

    async def _open_guide(self, id: int, token: str) -> None:
        await self._open(lambda guides: guides.open(id, token), lambda: self.post(Details(id)))

    async def _open_questions(self, token: str) -> None:
        await self._open(
            lambda guides: guides.open_questions(token), lambda: self.announce(cards.QUESTIONS_TITLE, cards.NO_PAGE)
        )

    async def _open_board(self, page: str, token: str) -> None:
        await self._open(
            lambda guides: guides.open_board(page, token),
            lambda: self.announce(board.NOT_OPENED_TITLE, board.NOT_OPENED),
        )

    async def _open(self, page: Callable[[GuideLauncher], Awaitable[None]], otherwise: Callable[[], None]) -> None:
        assert self._edges is not None
        try:
            if self._edges.guides is None:
                raise Unavailable("nothing here opens one")
            await page(self._edges.guides)
        except Unavailable as why:
            log.warning("a page cannot be opened: %s", why)  # which one, others need not know
            otherwise()

    def _persist(self, rows: list[Row], *, durable: bool = True) -> None:
        state = {"boot_id": self._boot_id, **self._on_screen(), "engine": self._engine.snapshot()}
        self._recorder.commit(rows, state, durable=durable)
        if self._stopped:
            return
        if self._edges is not None:
            for title, body in self._recorder.news():
                self.announce(title, body)
        if self._recorder.trouble is None:
            self._forget_tries()
        elif self._retry is None and (pause := RETRY_SECONDS * 2**self._tries) < HEARTBEAT:
            self._tries += 1
            self._retry = asyncio.get_running_loop().call_later(pause, self._try_again)

    def _forget_tries(self) -> None:
        """Nothing is waited for; what cannot be written down next is tried again soon."""
        self._tries = 0
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None

    def _on_screen(self) -> dict[str, object]:
        """What the next run has to take down, if this one is killed."""
        if self._edges is None:
            return {"popup": None, "announcements": []}
        return {"popup": self._edges.notifier.shown(), "announcements": self._edges.notifier.shown_announcements()}

    def _try_again(self) -> None:
        """Sooner than the next heartbeat: whoever made room should not lose what was done before."""
        self._retry = None
        self._persist([])
        self._after()

    # --- the beat --------------------------------------------------------------------------------

    def _schedule_beat(self) -> None:
        asyncio.get_running_loop().call_later(HEARTBEAT, lambda: self._tasks.spawn(self._beat()))

    async def _beat(self) -> None:
        """The one regular beat of the daemon. What is queued is handled before the gap is judged."""
        self._schedule_beat()
        if self._clock.moved():
            self._clock_changed()
        assert self._edges is not None
        await self._edges.sensors.beat()
        await self._edges.quiet.beat()
        await asyncio.sleep(0)
        self.post(Beat())
        self._alive()

    def _clock_changed(self) -> None:
        """A step or a resume: whatever the alarm was armed for, it is armed anew."""
        self._alarm.clock_changed()


def _rows(effects: Sequence[Effect]) -> list[Row]:
    return [effect.row for effect in effects if isinstance(effect, Record)]
