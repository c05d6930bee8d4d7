"""Input as a Wayland compositor sees it, by its idle alarms: KWin, sway, Hyprland, niri, labwc, COSMIC and others.

How compositors behave (tried on KWin 5.27 and sway 1.7): an alarm counts from its making, then from each input. What
was before its making nobody tells. An alarm of a millisecond is idle at once, even between two steps of a moving
mouse, and so tells the next input.

Where an alarm goes not by input alone (see `IdleNotifier.input_only`), a program that keeps the screen on holds it
up: such an absence is not seen. In wlroots an idle alarm even resumes when such a program begins, without any input.
So there a resume is doubted until an alarm of a millisecond, set then, goes idle: the program would hold that up too.

Alarms bear no time. Going idle says that the last input was so many seconds ago *when it was sent*; read late, that
makes the last input later than it was, never earlier.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path

from breakd.desktop.ports import BootClock, EventSink, Unavailable
from breakd.desktop.protocols.wayland import socket_path
from breakd.engine.events import InputSeen, NoInput, SourceLost, SourceReady
from breakd.messages import presence as texts
from breakd.messages import tr
from breakd.system.inotify import FileEvent, Inotify, Mask

from .idle_notify import IdleChange, IdleNotifier, IdleTimeout

log = logging.getLogger(__name__)

START_SECONDS = 5.0
AT_ONCE = 0.001
"""Seconds: an alarm so short tells the next input."""
SURELY_GONE = 31.0
"""Seconds. Somebody counts as there for 30 s after the last input (docs/behaviour.md 1.3.4)."""
JUST_NOW = 1.0
"""Seconds. An alarm made so soon after an input that was seen is as good as one that was there before it."""
TOLERANCE = 0.001
PROVEN_WITHIN = 1.0
"""Seconds from a doubtful resume until an alarm of a millisecond must have proven it an input."""
RETRIES = (0.0, 0.2, 1.0)
"""Seconds between tries to connect again: a socket is there a moment before anybody listens on it."""


class WaylandSource:
    """The port `PresenceSource` on a compositor.

    It cannot tell the past: when it starts, and when a pause begins to be watched, it does not know for how long
    there has been no input. `idle_after` then counts from now. A watched pause may be older than it looks, and would
    show a reminder to somebody who left a minute ago: so it is reported only after some input, or when it is so long
    that nobody counts as there any more.
    """

    name = "wayland"
    sees_input = True

    def __init__(self, report: EventSink, boot_clock: BootClock, environ: Mapping[str, str]) -> None:
        self._report, self._clock, self._environ = report, boot_clock, environ
        self._idle_after = 0.0
        self._pause: float | None = None
        self._socket = Path()
        self._compositor: IdleNotifier | None = None
        self._announced = False
        self._alarms: dict[float, IdleTimeout] = {}
        """By their seconds. One that is idle stays until the next input, wanted or not: it tells of it."""
        self._idle: set[IdleTimeout] = set()
        self._sure: set[IdleTimeout] = set()
        """Alarms that there was input for: they know the last one, not only that there was none since they began."""
        self._next_input: IdleTimeout | None = None
        self._doubted: float | None = None
        """When there was a resume of which it is not known yet whether it is an input."""
        self._since: float | None = None
        """No input since then; None while there may be some."""
        self._last_seen = 0.0
        """The last input that was reported."""
        self._timer: asyncio.TimerHandle | None = None
        """For what is not reported yet: an alarm came early, or it is in doubt whether somebody counts as there."""
        self._returning: asyncio.Task[None] | None = None
        self._try_again = asyncio.Event()

    @property
    def held_up(self) -> bool:
        """Whether programs that keep the screen on hide absences here; known after `start`."""
        return self._compositor is not None and not self._compositor.input_only

    # -- the port ----------------------------------------------------------------------------------------------

    async def start(self, idle_after: float) -> None:
        """Begin to report; raises Unavailable."""
        self._idle_after, self._socket = idle_after, socket_path(self._environ)
        try:
            await asyncio.wait_for(self._connect(), START_SECONDS)
        except TimeoutError:
            raise Unavailable(tr(texts.NO_ANSWER, name=self._socket, why="timeout")) from None
        except Unavailable:
            await self.stop()
            raise

    def set_idle_after(self, seconds: float) -> None:
        """Report NoInput after this long from now on."""
        self._idle_after = seconds
        self._set_alarms()
        self._tell()

    def watch_pause(self, seconds: float | None) -> None:
        """Also report input pauses of `seconds`, beginning with what is known now; None ends it."""
        self._pause = seconds
        self._set_alarms()
        if seconds is not None:
            self._listen()
        self._tell()

    async def beat(self) -> None:
        """Try to connect again, in case no event announced that a lost compositor is back."""
        self._try_again.set()

    async def stop(self) -> None:
        """Stop reporting and let go of everything."""
        if self._returning is not None:
            self._returning.cancel()
            await asyncio.wait({self._returning})
        self._disconnect()

    # -- the connection ----------------------------------------------------------------------------------------

    async def _connect(self) -> None:
        compositor = IdleNotifier(self._changed, self._lost)
        await compositor.open(self._socket)
        self._compositor = compositor
        self._set_alarms()
        self._listen()
        try:
            await compositor.roundtrip()  # from now on the next input is seen
        except BaseException:
            self._disconnect()
            raise
        self._announce()

    def _announce(self) -> None:
        if not self._announced:
            self._announced = True
            self._report(SourceReady(self.name))

    def _disconnect(self) -> None:
        self._announced = False
        self._alarms.clear()
        self._idle.clear()
        self._sure.clear()
        self._next_input = self._since = self._doubted = None
        self._cancel_timer()
        compositor, self._compositor = self._compositor, None
        if compositor is not None:
            compositor.close()

    def _lost(self) -> None:
        if not self._announced:
            return  # it broke while connecting, and the caller of connect gets the error
        self._disconnect()
        self._report(SourceLost(self._clock()))
        if self._returning is None or self._returning.done():
            self._returning = asyncio.get_running_loop().create_task(self._return())

    async def _return(self) -> None:
        """Connect again: at once, as KWin's socket outlives KWin, when the socket comes anew, with the heartbeat."""
        folder: Inotify | None = None
        try:
            folder = Inotify(self._came)
            folder.add(self._socket.parent, Mask.CREATE | Mask.MOVED_TO | Mask.ONLYDIR)
        except OSError as error:
            log.debug("presence: %s: the heartbeat tries instead: %s", self._socket.parent, error)
        try:
            while not await self._tried():
                await self._try_again.wait()
                self._try_again.clear()
        finally:
            if folder is not None:
                folder.close()

    def _came(self, event: FileEvent) -> None:
        if event.name == self._socket.name:
            self._try_again.set()

    async def _tried(self) -> bool:
        for pause in RETRIES:
            await asyncio.sleep(pause)
            try:
                await self._connect()
            except Unavailable as error:
                log.debug("presence: %s", error)
            else:
                return True
        return False

    # -- alarms ------------------------------------------------------------------------------------------------

    def _set_alarms(self) -> None:
        compositor, wanted = self._compositor, set(filter(None, (self._idle_after, self._pause)))
        if compositor is None:
            return
        for seconds in wanted - self._alarms.keys():
            self._alarms[seconds] = compositor.set(seconds)
            if self._clock() - self._last_seen < JUST_NOW:
                self._sure.add(self._alarms[seconds])
        for seconds in self._alarms.keys() - wanted:
            if self._alarms[seconds] not in self._idle:
                alarm = self._alarms.pop(seconds)
                self._sure.discard(alarm)
                compositor.drop(alarm)

    def _listen(self) -> None:
        """Hear the next input, unless an idle alarm tells it anyway."""
        if self._compositor is not None and self._next_input is None and not self._idle:
            self._next_input = self._compositor.set(AT_ONCE)

    def _changed(self, changes: list[IdleChange]) -> None:
        self._announce()
        now = self._clock()
        if self._doubted is not None and any(change.alarm is self._next_input and change.idle for change in changes):
            changes = [change for change in changes if change.alarm is not self._next_input]
            self._prove(now)
        resumed = [index for index, change in enumerate(changes) if not change.idle]
        after = changes[resumed[-1] + 1 :] if resumed else changes
        idle = [change.alarm for change in after if change.alarm is not self._next_input]
        if resumed:
            # what went idle since tells how long ago that was at least
            self._resumed(now - max((alarm.seconds for alarm in idle), default=0.0), proven=bool(idle))
        for alarm in idle:
            self._idle.add(alarm)
            # one that there was input for knows better than one that began later
            since = max(now - alarm.seconds, self._last_seen)
            self._since = since if self._since is None else min(since, self._since)
        self._set_alarms()
        self._tell()

    def _resumed(self, at: float, *, proven: bool) -> None:
        if proven or not self.held_up:
            self._input(at)
            return
        self._doubted = at
        self._idle.clear()
        self._sure.clear()
        self._drop_next_input()
        self._listen()

    def _prove(self, now: float) -> None:
        """No program holds alarms up: the resume before was an input, unless such a program has ended meanwhile."""
        at, self._doubted = self._doubted, None
        if at is not None and now - at < PROVEN_WITHIN:
            self._input(at)

    def _input(self, at: float) -> None:
        self._doubted = None
        self._since, self._last_seen = None, at
        self._idle.clear()
        self._sure.update(self._alarms.values())
        self._drop_next_input()
        self._report(InputSeen(at))

    def _drop_next_input(self) -> None:
        if self._next_input is not None and self._compositor is not None:
            self._compositor.drop(self._next_input)
            self._next_input = None

    # -- reports -----------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        """Report the pause that is now, as far as it is known."""
        self._cancel_timer()
        if self._since is None:
            return
        age = self._clock() - self._since + TOLERANCE
        paused = self._pause is not None and age >= self._pause
        known = self._idle & self._sure or age >= SURELY_GONE
        if age >= self._idle_after or (paused and known):
            self._report(NoInput(self._since))
        again = [alarm.seconds for alarm in self._idle] + ([SURELY_GONE] if paused and not known else [])
        ahead = [seconds - age for seconds in again if seconds > age]
        if ahead:
            self._timer = asyncio.get_running_loop().call_later(min(ahead), self._tell)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
