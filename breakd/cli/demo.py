"""`breakd demo`: a work day of the real engine in under a minute. The clocks and the person are simulated."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from breakd.client.exit_codes import OK
from breakd.engine.effects import AskStretched, Closed, Effect, Record, Remind
from breakd.engine.events import Done, Event, Posture, QuietReason, SetPosture, Skip, Snooze
from breakd.engine.records import BreakRow
from breakd.engine.settings import BodySettings, Settings
from breakd.messages import demo as texts
from breakd.simulation import Simulation
from breakd.stretches import catalogue

MORNING = (9, 0)
CONFIRMED = Settings(body=BodySettings(disclaimer=True))
PAUSE = 0.35
"""Real seconds between two lines, so that the day can be followed."""


def run_demo() -> int:
    """Tell the day, line by line; at a terminal slowly enough to be read."""
    slow = sys.stdout.isatty()
    for line in day():
        print(line, flush=True)
        if slow:
            time.sleep(PAUSE)
    return OK


def day() -> Iterator[str]:
    """The lines of the day."""
    desktop = SimulatedDesktop()
    yield texts.TITLE
    for minute, line, act in SCRIPT:
        yield from desktop.until(minute)
        yield f"{desktop.clock()}  {line}"
        act(desktop)
    yield from desktop.until(END)
    yield ""
    yield from texts.summary(desktop.engine.status(desktop.now()))


class SimulatedDesktop(Simulation):
    """The simulated day of the demo: what breakd does becomes lines."""

    def __init__(self) -> None:
        morning = datetime.now().astimezone().replace(hour=MORNING[0], minute=MORNING[1], second=0, microsecond=0)
        self._lines: list[str] = []
        super().__init__(CONFIRMED, catalogue.load(), morning)

    def clock(self) -> str:
        """What the clock on the wall shows."""
        return self.now().wall.strftime("%H:%M")

    def until(self, minute: float) -> Iterator[str]:
        """Let the day run to a minute of it; the lines of what breakd does meanwhile."""
        self.run(minute * 60 - self.at)
        yield from self._lines
        self._lines.clear()

    def observe(self, effect: Effect) -> None:
        """Tell what a person would notice."""
        match effect:
            case Remind():
                line = texts.shown(effect, self.catalogue.stretches.get(effect.stretch))
            case AskStretched():
                line = texts.ASKED
            case Closed(_, outcome):
                line = texts.OUTCOMES[outcome]
            case Record(BreakRow(reminder_id=None)):
                line = texts.NATURAL
            case _:
                return
        self._lines.append(f"{self.clock()}    {line}")


def _say(event: Event) -> Callable[[SimulatedDesktop], object]:
    return lambda desktop: desktop.say(event)


END = 9 * 60.0
SCRIPT: tuple[tuple[float, str, Callable[[SimulatedDesktop], object]], ...] = (
    (0, texts.ARRIVES, SimulatedDesktop.work),
    (31, texts.DOES, _say(Done())),
    (62, texts.SNOOZES, _say(Snooze())),
    (72.5, texts.GETS_UP, SimulatedDesktop.leave),
    (80, texts.COMES_BACK, SimulatedDesktop.work),
    (100, texts.CALL, lambda desktop: desktop.hold(QuietReason.CALL)),
    (145, texts.CALL_ENDS, lambda desktop: desktop.hold()),
    (146.5, texts.WALKS, SimulatedDesktop.leave),
    (154, texts.COMES_BACK, SimulatedDesktop.work),
    (180, texts.LUNCH, SimulatedDesktop.lock),
    (225, texts.AFTERNOON, SimulatedDesktop.unlock),
    (240, texts.STANDS, _say(SetPosture(Posture.STANDING))),
    (270, texts.SITS, _say(SetPosture(Posture.SITTING))),
    (301, texts.SKIPS, _say(Skip())),
    (340, texts.GETS_UP, SimulatedDesktop.leave),
    (347, texts.COMES_BACK, SimulatedDesktop.work),
    (378, texts.DOES, _say(Done())),
    (408.5, texts.WALKS, SimulatedDesktop.leave),
    (416, texts.COMES_BACK, SimulatedDesktop.work),
    (447, texts.DOES, _say(Done())),
    (478, texts.DOES, _say(Done())),
    (508, texts.WALKS, SimulatedDesktop.leave),
    (515, texts.COMES_BACK, SimulatedDesktop.work),
    (END, texts.HOME, SimulatedDesktop.leave),
)
