"""Days in every situation in which breakd may be stopped, and how one of them is taken up again later.

tests/data/v0.1/snapshots.json has what breakd 0.1 kept in each of them, which is never written again: people have
such snapshots on their disks. `python -m tests.support.samples` writes anew what is seen after them, where a change
of behaviour is meant.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from breakd.engine.events import (
    Details,
    Dismissed,
    Done,
    Event,
    Feel,
    Hurts,
    Pause,
    Posture,
    QuietReason,
    RemindNow,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import Flare, ReportRedFlags, StartSession
from breakd.engine.status import Capabilities
from breakd.status_json import to_json
from breakd.stretches.safety_state import Urgency

from .openings import asked, standing
from .timeline import BERLIN, Day
from .weeks import person

FILE = Path(__file__).parents[1] / "data" / "v0.1" / "snapshots.json"
SETTINGS = person(pain="lumbar", side="left")
GAP = 5.0
"""Seconds between the end of one breakd and the start of the next."""
NIGHT = 22 * 3600.0
NOBODY = Capabilities("none", (), "none", False)


def at_work() -> Day:
    """Somebody with back pain, and the red-flag questions behind them."""
    return Day(settings=SETTINGS).work().say(ReportRedFlags(Urgency.NONE))


def shown() -> Day:
    """The first reminder of the day has just come up."""
    return at_work().run_until("shown")


SITUATIONS: dict[str, Callable[[], Day]] = {
    "sitting": lambda: at_work().minutes(10),
    "heads-up": lambda: at_work().run(1780),
    "away": lambda: at_work().minutes(10).lock().minutes(3),
    "rested": lambda: at_work().minutes(10).lock().minutes(8),
    "waiting": lambda: at_work().work(3.0).run(1810),
    "deferred": lambda: at_work().hold(QuietReason.CALL).minutes(33),
    "shown": lambda: shown().run(20),
    "asked for": lambda: at_work().minutes(12).say(RemindNow()).run(5),
    "steps": lambda: shown().say(Details(1)).run(40),
    "unanswered": lambda: shown().leave().minutes(2),
    "asked": lambda: asked().run(5),
    "started": lambda: shown().say(Start(1)).run(30),
    "snoozed": lambda: shown().say(Snooze(1)).minutes(4),
    "dismissed": lambda: shown().say(Dismissed(1)).minutes(4),
    "firm": lambda: shown().say(Skip(1)).run_until("firm").run(30),
    "mid-session": lambda: at_work().minutes(5).say(StartSession()).minutes(3),
    "urgent lock": lambda: at_work().say(ReportRedFlags(Urgency.URGENT)).minutes(35),
    "safety lock": lambda: at_work().say(ReportRedFlags(Urgency.EMERGENCY)).minutes(5),
    "flare": lambda: at_work().minutes(25).say(Flare(3)).run(5),
    "gentle day": lambda: at_work().say(Done(stretch="chin-tuck")).say(Feel("7")).minutes(5),
    "put away": lambda: at_work().say(Hurts("cobra")).say(Done(stretch="chin-tuck")).say(Feel("worse")).minutes(5),
    "standing": lambda: at_work().minutes(5).say(SetPosture(Posture.STANDING)).minutes(20),
    "standing for long": lambda: standing().run(10),
    "paused": lambda: at_work().minutes(20).say(Pause("2h")).minutes(15),
    "paused forever": lambda: at_work().minutes(20).say(Pause("forever")),
    "at home": lambda: at_work().say(SetPlace("home")).minutes(10),
    "a long day": lambda: a_long_day(),
}


def a_long_day() -> Day:
    """Something in every list: done, skipped, liked, several days, a session, all outcomes."""
    day = at_work()
    answers: list[tuple[str, Event]] = [
        ("shown", Done()),
        ("shown", Skip()),
        ("firm", Snooze()),
        ("firm", Done()),
        ("shown", Hurts()),
    ]
    for seen, request in answers:
        day.run_until(seen).say(request)
    day.say(Feel("better")).lock().minutes(40).unlock().say(StartSession()).minutes(9).say(Done()).say(Feel("3"))
    day.say(SetPosture(Posture.STANDING)).minutes(2).say(SetPosture(Posture.SITTING)).minutes(3)
    day.lock().suspend(NIGHT)
    return day.unlock().minutes(50)


def taken_up(sample: dict[str, Any], *, night: bool) -> Day:
    """The day goes on in a new process: at once, or the next morning after the machine was off."""
    wall = datetime.fromisoformat(sample["wall"]).astimezone(BERLIN)
    day = Day(f"{wall:%Y-%m-%d %H:%M:%S.%f}", settings=SETTINGS)
    day.boot, day.mono, day.zero = sample["boot"], sample["mono"], sample["boot"]
    day.quiet = frozenset(map(QuietReason, sample["quiet"]))
    if sample["working"]:
        day.every = 10.0
    day.seen.clear()
    if night:
        return day.restart(kept=sample["snapshot"], boot=50.0, off=NIGHT)
    return day.restart(kept=sample["snapshot"], gap=GAP)


def document(day: Day) -> dict[str, Any]:
    """What `breakd status --json` says."""
    return to_json(day.status(), NOBODY, "0.1.0")


def lived_on(day: Day) -> list[str]:
    """What the person sees in the next two hours of work."""
    if day.every is None:
        day.minutes(1).back()
    day.minutes(120)
    return [f"{round(item.at)} {item.what}" for item in day.seen]


def seen_anew(sample: dict[str, Any]) -> dict[str, Any]:
    """The same snapshot with what becomes of it now."""
    futures = {
        name: sample[name] | {"seen": lived_on(taken_up(sample, night=night).run(2))}
        for name, night in (("at once", False), ("after a night", True))
    }
    return sample | futures


if __name__ == "__main__":
    samples = {name: seen_anew(sample) for name, sample in json.loads(FILE.read_text()).items()}
    lines = [f"{json.dumps(name)}: {json.dumps(sample, separators=(',', ':'))}" for name, sample in samples.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
