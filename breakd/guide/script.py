"""What is said and shown, second by second. Pure: the page and the terminal play the same script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from breakd.figures.poses import Pose
from breakd.frozen import frozen
from breakd.messages import guide as texts
from breakd.messages import health
from breakd.messages.side_words import fill_sides
from breakd.stretches.model import DONE_SHARE, Instruction, Stretch
from breakd.stretches.sides import sides_done

from .before import UNREAD, Before, feel_text


@frozen
class Cue:
    """One sentence and how long it holds; `frame` is where the figure is at its end, by its number in the pose."""

    text: str
    seconds: float
    part: str
    hold: bool
    side: str = ""
    """`left` or `right`; empty for a stretch without sides."""
    round: int = 1
    rounds: int = 1
    """Which repetition of how many; 1 of 1 outside of them."""
    frame: int = 0
    feel: str = ""
    """Where it is felt; empty where the step works nothing."""


@frozen
class Script:
    """One stretch at one dose, from the first sentence to the last."""

    stretch: Stretch
    level: int
    cues: tuple[Cue, ...]
    pose: Pose | None = None
    """None for a stretch of one's own that is not drawn."""
    before: Before = UNREAD
    """What is read before it begins."""

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return sum(cue.seconds for cue in self.cues)

    @property
    def lead_in(self) -> float | None:
        """Seconds to read what comes before the first step; they count for nothing. None: until the person begins."""
        stretch = self.stretch
        return None if self.before.waits else self.before.seconds(stretch.name, texts.READY, stretch.breathing)


def name(scripts: Sequence[Script]) -> str:
    """How a person calls the whole of it."""
    return scripts[0].stretch.name if len(scripts) == 1 else texts.SESSION


def practised(scripts: Sequence[Script], seconds: int) -> bool:
    """Whether the engine takes so many seconds of stretch for practice."""
    return seconds >= DONE_SHARE * sum(act.seconds for act in scripts)


def done_text(scripts: Sequence[Script], seconds: int) -> str:
    """What was written down of it."""
    text = texts.RECORDED if practised(scripts, seconds) else texts.SHORT
    return texts.tr(text, name=name(scripts), seconds=seconds, total=round(sum(act.seconds for act in scripts)))


def only(scripts: Sequence[Script]) -> str:
    """The stretch that whatever is said afterwards is about; empty for a session: it may be any of them."""
    return scripts[0].stretch.id if len(scripts) == 1 else ""


def hurts_text(*, alone: bool, may_stand: bool) -> str:
    """What follows from pain: of one stretch, or of a session where it may be any."""
    easy = texts.EASY if may_stand else texts.EASY_SEATED
    return texts.tr(texts.HURTS_TEXT if alone else texts.HURTS_SESSION, easy=easy)


def feeling_text(scripts: Sequence[Script], feeling: str, *, may_stand: bool) -> str:
    """What follows from how it felt, or from what it did meanwhile."""
    alone = len(scripts) == 1
    match feeling:
        case "better":
            return health.BETTER if alone else health.GOOD
        case "moved-up":
            return health.MOVED_UP
        case "worse":
            return health.WORSE if alone else health.PAIN_RED
        case "hurts":
            return hurts_text(alone=alone, may_stand=may_stand)
        case "spreading":
            return health.SPREADING if alone else health.SPREADING_SESSION
    return texts.THANKS


def script(
    stretch: Stretch, level: int, sore_side: str, poses: Mapping[str, Pose], before: Before = UNREAD
) -> Script:
    """The stretch at dose `level` (1 easy to 3 demanding), the less painful side first.

    The time follows `total_rule` of the catalogue: for each side setup, the rounds of the rep, and finish; a step
    that holds takes the hold of the level.
    """
    pose = poses.get(stretch.pose)
    way = pose.way(stretch.steps) if pose else (0,) * len(stretch.steps)
    steps = list(zip(stretch.steps, way, strict=True))
    cues = [cue for side in sides_done(stretch, sore_side) or ("",) for cue in _side(stretch, level, side, steps)]
    return Script(stretch, level, tuple(cues), pose, before)


def _side(stretch: Stretch, level: int, side: str, steps: Sequence[tuple[Instruction, int]]) -> Iterator[Cue]:
    dose = stretch.at_level(level)
    holds = any(step.hold for step, _ in steps)
    for part, rounds in (("setup", 1), ("rep", dose.reps), ("finish", 1)):
        for number in range(1, rounds + 1):
            for step, frame in steps:
                if step.part == part:
                    seconds = dose.hold_seconds if step.hold else step.seconds
                    works = step.hold if holds else part == "rep"
                    yield Cue(
                        fill_sides(step.text, side), seconds, part, step.hold, side, number, rounds, frame,
                        feel_text(stretch, side) if works else "",
                    )  # fmt: skip
