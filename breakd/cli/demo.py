"""`breakd demo`: a work day of the real engine, told in under a minute. The clocks and the person are simulated."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from breakd import catalogue
from breakd.core.effects import (
    AskEvidence,
    AskStretched,
    BreakRow,
    Closed,
    Effect,
    Record,
    Remind,
    WatchInput,
    WatchQuiet,
)
from breakd.core.engine import Engine
from breakd.core.events import (
    Beat,
    Done,
    Event,
    EvidenceSeen,
    InputSeen,
    Locked,
    NoInput,
    Now,
    Posture,
    QuietReason,
    QuietSeen,
    SetPosture,
    Skip,
    Snooze,
    SourceReady,
    Tick,
    Unlocked,
)
from breakd.core.settings import Body, Settings
from breakd.core.wording import demo as words

from .exits import OK

MORNING = (9, 0)
TYPING = 10.0
"""Seconds between two inputs of the simulated person."""
BEAT = 60.0
CONFIRMED = Settings(body=Body(disclaimer=True))
PAUSE, PAUSE_WEEK = 0.35, 0.05
"""Real seconds between two lines, so that the day can be followed."""


def run(profile: str = "") -> int:
    """Tell the day, or the week of a profile, line by line; at a terminal slowly enough to be read."""
    if profile:
        from .demo_week import PROFILES, week

        lines, pause = week(PROFILES[profile]), PAUSE_WEEK
    else:
        lines, pause = day(), PAUSE
    slow = sys.stdout.isatty()
    for line in lines:
        print(line, flush=True)
        if slow:
            time.sleep(pause)
    return OK


def day() -> Iterator[str]:
    """The lines of the day."""
    desk = Desk()
    yield words.TITLE
    for minute, line, act in SCRIPT:
        yield from desk.until(minute)
        yield f"{desk.clock()}  {line}"
        act(desk)
    yield from desk.until(END)
    yield ""
    yield from words.summary(desk.engine.status(desk.now()))


class Desk:
    """One simulated person at one simulated desktop, before the real engine."""

    def __init__(self, settings: Settings = CONFIRMED, start: datetime | None = None) -> None:
        today = start or datetime.now().astimezone()
        self._start = today.replace(hour=MORNING[0], minute=MORNING[1], second=0, microsecond=0)
        self._boot = 0.0
        self._beat = BEAT
        self._input: float | None = None
        self._last_input = 0.0
        self._told_idle = self._told_pause = True
        self._pause: float | None = None
        self._quiet: frozenset[QuietReason] = frozenset()
        self._watched = False
        self._said: list[str] = []
        self.settings = settings
        self.movements = catalogue.load()
        self.engine = Engine(self.settings, self.movements, self.now())
        self.tell(SourceReady("demo"))

    def now(self) -> Now:
        """This instant of the simulated day."""
        return Now(self._boot, self._boot, self._start + timedelta(seconds=self._boot))

    def clock(self) -> str:
        """What the clock on the wall shows."""
        return self.now().wall.strftime("%H:%M")

    @property
    def minute(self) -> float:
        """Minutes since the beginning."""
        return self._boot / 60

    @property
    def working(self) -> bool:
        """Whether the person sits there and types."""
        return self._input is not None

    def until(self, minute: float) -> Iterator[str]:
        """Let the day run; the lines of what breakd does meanwhile."""
        end = minute * 60
        while True:
            self._boot = min(self._next(), end)
            if self._boot >= end:
                break
            self._fire()
            yield from self._lines()
        yield from self._lines()

    # --- the person ------------------------------------------------------------------------------

    def work(self) -> None:
        """Sit down and type."""
        self._input = TYPING
        self._touch()

    def leave(self) -> None:
        """Take the hands off the keyboard."""
        self._input = None

    def lock(self) -> None:
        """Lock the screen and go."""
        self.leave()
        self.tell(Locked(self._boot))

    def unlock(self) -> None:
        """Come back to a locked screen."""
        self.tell(Unlocked(self._boot))
        self.work()

    def hold(self, *reasons: QuietReason) -> None:
        """The desktop's quiet reasons from now on."""
        self._quiet = frozenset(reasons)
        if self._watched:
            self.tell(QuietSeen(self._quiet))

    def tell(self, event: Event) -> None:
        """Hand an event to the engine, and carry its effects."""
        for effect in self.engine.handle(event, self.now()):
            self._carry(effect)

    # --- inside ----------------------------------------------------------------------------------

    def _next(self) -> float:
        wait = self.engine.next_wakeup().seconds_from(self.now())
        instants = [self._beat, *([self._boot + wait] if wait is not None else [])]
        if self._input is not None:
            instants.append(self._last_input + self._input)
        if not self._told_idle:
            instants.append(self._last_input + self.settings.sitting.idle_after)
        if self._pause is not None and not self._told_pause:
            instants.append(self._last_input + self._pause)
        return max(self._boot, min(instants))

    def _fire(self) -> None:
        quiet_for = self._boot - self._last_input
        if self._input is not None and quiet_for >= self._input:
            self._touch()
        elif self._pause is not None and not self._told_pause and quiet_for >= self._pause:
            self._told_pause = True
            self.tell(NoInput(self._last_input))
        elif not self._told_idle and quiet_for >= self.settings.sitting.idle_after:
            self._told_idle = True
            self.tell(NoInput(self._last_input))
        elif self._boot >= self._beat:
            self._beat += BEAT
            self.tell(Beat())
        else:
            self.tell(Tick())

    def _touch(self) -> None:
        away = self._told_idle or self._told_pause
        self._last_input, self._told_idle, self._told_pause = self._boot, False, False
        if away:
            self.tell(InputSeen(self._boot))

    def _carry(self, effect: Effect) -> None:
        match effect:
            case WatchInput(pause):
                self._pause, self._told_pause = pause, False
            case WatchQuiet(on):
                self._watched = on
                if on:
                    self.tell(QuietSeen(self._quiet))
            case AskEvidence():
                self.tell(EvidenceSeen(frozenset()))
            case Remind():
                self._said.append(words.shown(effect, self.movements.stretches.get(effect.stretch)))
            case AskStretched():
                self._said.append(words.ASKED)
            case Closed(_, outcome):
                self._said.append(words.OUTCOMES[outcome])
            case Record(BreakRow(reminder_id=None)):
                self._said.append(words.NATURAL)

    def _lines(self) -> Iterator[str]:
        for line in self._said:
            yield f"{self.clock()}    {line}"
        self._said.clear()


def _say(event: Event) -> Callable[[Desk], None]:
    return lambda desk: desk.tell(event)


END = 9 * 60.0
SCRIPT: tuple[tuple[float, str, Callable[[Desk], None]], ...] = (
    (0, words.ARRIVES, Desk.work),
    (31, words.DOES, _say(Done())),
    (62, words.SNOOZES, _say(Snooze())),
    (72.5, words.GETS_UP, Desk.leave),
    (80, words.COMES_BACK, Desk.work),
    (100, words.CALL, lambda desk: desk.hold(QuietReason.CALL)),
    (145, words.CALL_ENDS, lambda desk: desk.hold()),
    (146.5, words.WALKS, Desk.leave),
    (154, words.COMES_BACK, Desk.work),
    (180, words.LUNCH, Desk.lock),
    (225, words.AFTERNOON, Desk.unlock),
    (240, words.STANDS, _say(SetPosture(Posture.STANDING))),
    (270, words.SITS, _say(SetPosture(Posture.SITTING))),
    (301, words.SKIPS, _say(Skip())),
    (340, words.GETS_UP, Desk.leave),
    (347, words.COMES_BACK, Desk.work),
    (378, words.DOES, _say(Done())),
    (408.5, words.WALKS, Desk.leave),
    (416, words.COMES_BACK, Desk.work),
    (447, words.DOES, _say(Done())),
    (478, words.DOES, _say(Done())),
    (508, words.WALKS, Desk.leave),
    (515, words.COMES_BACK, Desk.work),
    (END, words.HOME, Desk.leave),
)
