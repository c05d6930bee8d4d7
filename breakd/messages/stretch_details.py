"""All of one stretch in words, for the command line and for the window. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from breakd.engine.settings import Settings
from breakd.frozen import frozen
from breakd.stretches import selection
from breakd.stretches.conditions import conditions_on
from breakd.stretches.model import Catalogue, Stretch
from breakd.stretches.plan import WEEKDAYS, is_prescribed
from breakd.stretches.running_state import RunningState
from breakd.stretches.sides import SORE_SIDES, seconds_done, sides_done

from . import reason, tr, tr_count
from . import stretches as texts
from .side_words import SIDES, fill_sides


@frozen
class StepLine:
    """One line of how it is done."""

    text: str
    counts: bool = False
    """It is a sentence of the stretch, and no heading or note."""


def facts(
    stretch: Stretch, known: Catalogue, settings: Settings, now: RunningState, *, ways_out: bool = True
) -> Iterator[tuple[str, str]]:
    """All of a stretch as heads and texts, the texts empty where there is nothing to say.

    Without `ways_out` no command is named: who reads it has buttons.
    """
    holding = conditions_on(settings.body, now.practice.today) | now.practice.conditions
    yield texts.HEAD_NOW, _offer(stretch, known, settings, now, ways_out=ways_out)
    yield from _for_the_person(stretch, known, holding)
    yield texts.HEAD_ALSO, ", ".join(stretch.aka)
    yield texts.HEAD_SEED, stretch.seed_title
    yield texts.HEAD_WHERE, texts.SETTINGS[stretch.setting]
    yield texts.HEAD_NEEDS, ", ".join(sorted(stretch.equipment))
    yield texts.HEAD_DOSE, stretch.dose
    for number, level in enumerate(stretch.levels, start=1):
        form = texts.LEVEL if level.hold_seconds else texts.LEVEL_NO_HOLD
        yield (
            texts.LEVELS_SHOWN[number - 1],
            tr(
                form,
                reps=level.reps,
                hold=level.hold_seconds,
                minutes=_clock(seconds_done(stretch, number, settings.body.side)),
            ),
        )
    yield texts.HEAD_BREATHING, stretch.breathing
    yield texts.HEAD_FEEL, _for_first_side(stretch.feel, sides_done(stretch, settings.body.side))
    yield texts.HEAD_NORMAL, stretch.normal or known.safety.normal_feeling
    yield texts.HEAD_CAUTIONS, " ".join(stretch.cautions)
    yield texts.HEAD_STOP, ", ".join(stretch.stop_if)
    yield texts.HEAD_STOP, "; ".join(known.safety.stop_always)
    yield texts.HEAD_EXCLUDED, _labels(stretch.exclude_if - holding, known)
    yield texts.HEAD_CAUTION_IF, _labels(stretch.caution_if - holding, known)
    yield texts.HEAD_PLAN, plan_words(stretch)
    yield texts.HEAD_LIMIT, _limit(stretch)
    yield texts.HEAD_EASIER, stretch.easier


def steps(stretch: Stretch, sore_side: str) -> Iterator[StepLine]:
    """Its sentences in order, each part with its heading, and what is said after them."""
    turns, before = sides_done(stretch, sore_side), ""
    for step in stretch.steps:
        if step.part != before:
            repeats = step.part == "rep" and stretch.reps > 1
            yield StepLine(tr(texts.REPEAT, reps=stretch.reps) if repeats else texts.PARTS[step.part])
        before = step.part
        yield StepLine(
            tr(texts.STEP, text=_for_first_side(step.text, turns), seconds=round(step.seconds)), counts=True
        )
    if stretch.sides in SORE_SIDES:
        yield StepLine(tr(texts.THIS_SIDE_ALONE, side=SIDES[stretch.sides]))
    elif len(turns) == 1:
        yield StepLine(texts.SORE_SIDE_ALONE)
    elif turns:
        yield StepLine(texts.OTHER_SIDE_SORE if stretch.side_policy == "affected" else texts.OTHER_SIDE)


def sources(stretch: Stretch, known: Catalogue) -> Iterator[tuple[str, str]]:
    """Where it and its dose were found, each with its address if it has one; then how it follows them."""
    for key in stretch.source:
        yield known.sources[key].title, known.sources[key].url
    yield texts.BASIS_SHOWN[stretch.basis], ""


def plan_words(stretch: Stretch) -> str:
    """What is prescribed of it; empty where nothing is."""
    if not is_prescribed(stretch):
        return ""
    sets = tr_count(stretch.sets_per_day, *texts.PLAN_SETS)
    days = [name for day, name in zip(WEEKDAYS, reason.WEEKDAYS, strict=True) if day in stretch.days]
    return tr(texts.PLAN_DAYS, sets=sets, days=", ".join(days)) if days else sets


def _offer(stretch: Stretch, known: Catalogue, settings: Settings, now: RunningState, *, ways_out: bool) -> str:
    """Whether it is offered, and if not, why and what can be done about it."""
    context = now.moment(settings)
    exclusion = selection.exclusion_of(stretch, known, settings, context, now.practice)
    if exclusion is None:
        return texts.NOW_OFFERED
    why = now.why(exclusion, stretch, context.place)
    way_out = now.way_out(exclusion, stretch) if ways_out else ""
    return tr(texts.NOT_OFFERED_BUT if way_out else texts.NOT_OFFERED, why=why, way_out=way_out)


def _for_the_person(stretch: Stretch, known: Catalogue, holding: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Which of their conditions leave it out, or keep it at the easy dose, and why."""
    for head, tags in ((texts.HEAD_LEFT_OUT, stretch.exclude_if), (texts.HEAD_GENTLY, stretch.caution_if)):
        for tag, label in known.conditions.items():
            if tag in tags & holding:
                why = stretch.why.get(tag)
                yield head, tr(texts.BECAUSE_WHY if why else texts.BECAUSE, label=label, why=why)


def _limit(stretch: Stretch) -> str:
    a_day = tr_count(stretch.max_per_day, *texts.LIMIT_DAY)
    return tr_count(stretch.max_per_week, *texts.LIMIT_WEEK, a_day=a_day) if stretch.max_per_week else a_day


def _for_first_side(text: str, turns: tuple[str, ...]) -> str:
    return fill_sides(text, next(iter(turns), "left"))


def _labels(tags: frozenset[str], known: Catalogue) -> str:
    return "; ".join(label for tag, label in known.conditions.items() if tag in tags)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
