"""`breakd stretches`: what there is, what is offered here and why not the rest, and all of one stretch."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace

from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.config import load, own_folder
from breakd.engine.settings import Settings
from breakd.messages import config as config_words
from breakd.messages import reason, tr, tr_count
from breakd.messages import stretches as texts
from breakd.messages.side_words import fill_sides
from breakd.stretches import catalogue, selection, session
from breakd.stretches.conditions import conditions_on
from breakd.stretches.model import USUAL_LEVEL, Catalogue, Stretch
from breakd.stretches.plan import WEEKDAYS, is_prescribed
from breakd.stretches.selection import SuggestionContext
from breakd.stretches.sides import seconds_done, sides_done
from breakd.system import paths
from breakd.toml.errors import nearest

from .unavailable_stretches import RunningState, running_state

NARROWEST, WIDEST = 40, 100
"""Columns of text; lines longer than that are hard to read."""
REST = 34
"""Columns of the list beside id and name."""
FLOOR = "floor"
MARK, NO_MARK = "*", " "


def run_stretches(action: str, id: str, *, seed: bool = False) -> int:
    """One of `list`, `check`, and with an id `show` and `back`; `seed` keeps to the five that breakd began with."""
    if action == "check":
        return _check()
    settings, known = _loaded()
    if action == "back":
        from .health_commands import reinstate

        return reinstate(_named(id, known).id)
    if action == "show":
        print("\n".join(_one(_named(id, known), known, settings, running_state(known, settings.body))))
    else:
        print("\n".join(_list(known, settings, running_state(known, settings.body), seed=seed)))
    return OK


def _check() -> int:
    faults = catalogue.check(catalogue.text(), catalogue.NAME)
    stretches = None if faults else catalogue.load_all(own_folder(paths.body_file()))
    if stretches is None or stretches.errors:
        print(*(stretches.errors if stretches else faults), sep="\n")
        return FAILED
    count, own = len(stretches.catalogue.stretches), len(stretches.own)
    print(tr_count(own, texts.SOUND_ONE_OWN, texts.SOUND_OWN, total=count) if own else tr(texts.SOUND, count=count))
    return OK


def _loaded() -> tuple[Settings, Catalogue]:
    """The settings, or the defaults, and every stretch; what is wrong with either is said beside the answer."""
    loaded = load(paths.config_file(), paths.body_file())
    if loaded.settings is None:
        print(*loaded.errors, config_words.DEFAULTS_HOLD, sep="\n", file=sys.stderr)
    if loaded.stretches.errors:
        print(*loaded.stretches.errors, texts.LEFT_OUT, sep="\n", file=sys.stderr)
    return loaded.over(Settings()), loaded.stretches.catalogue


def _named(id: str, known: Catalogue) -> Stretch:
    if not id:
        raise Stop(USAGE, texts.WHICH)
    stretch = known.stretches.get(id)
    if stretch is None:
        near = nearest(id, known.stretches)
        raise Stop(FAILED, tr(texts.NO_STRETCH_NEAR if near else texts.NO_STRETCH, id=id, nearest=near))
    return stretch


def _place(settings: Settings, now: RunningState) -> str:
    """The place of now, else the usual one."""
    return now.place if now.place in settings.places else settings.place


def _moment(settings: Settings, now: RunningState) -> SuggestionContext:
    """An ordinary break at the place of now."""
    place = settings.places[_place(settings, now)]
    return SuggestionContext(
        place, on_call=False, firm=False, long_break=False, seconds=settings.stretches.break_, seed=0,
        may_stand=selection.may_stand(place, conditions_on(settings.body, now.practice.today)),
    )  # fmt: skip


# --- the list -------------------------------------------------------------------------------------


def _list(known: Catalogue, settings: Settings, now: RunningState, *, seed: bool) -> Iterator[str]:
    context, place = _moment(settings, now), _place(settings, now)
    stretches = [stretch for stretch in known.stretches.values() if stretch.seed or not seed]
    doses = {
        one.stretch.id: one.level for one in selection.allowed_suggestions(known, settings, context, now.practice)
    }
    offered = sum(stretch.id in doses for stretch in stretches)
    yield tr(texts.OFFERED, count=offered, total=len(stretches), place=place, seconds=round(context.seconds))
    if seed:
        yield from _wrapped("", _floor_elsewhere(stretches, known, settings, now))
    columns = _columns(stretches)
    for setting, heading in texts.SETTINGS.items():
        rows = [stretch for stretch in stretches if stretch.setting == setting]
        yield from ("", heading) if rows else ()
        for stretch in rows:
            level = doses.get(stretch.id, USUAL_LEVEL)
            exclusion = selection.exclusion_of(stretch, known, settings, context, now.practice)
            cells = (
                NO_MARK if exclusion else MARK,
                *columns(stretch),
                f"{seconds_done(stretch, level, settings.body.side):>3.0f} s",
            )
            yield (
                " ".join((*cells, f" {now.why(exclusion, stretch, context.place)}")) if exclusion else " ".join(cells)
            )
            if seed:
                yield from _table([row for row in _in_short(stretch) if row[1]], indent=4)
    yield ""
    yield texts.LEGEND


def _floor_elsewhere(stretches: list[Stretch], known: Catalogue, settings: Settings, now: RunningState) -> str:
    """Which place has the floor that some of these need; empty where this one has it, or none."""
    if FLOOR in settings.places[_place(settings, now)].settings:
        return ""
    floor = [one for one in stretches if one.setting == FLOOR]
    for name, place in settings.places.items():
        there = replace(_moment(settings, now), place=place, session=True, seconds=session.LONGEST)
        outs = [selection.exclusion_of(one, known, settings, there, now.practice) for one in floor]
        if count := outs.count(None):
            return tr_count(count, *texts.FLOOR, place=name)
    return ""


def _columns(stretches: list[Stretch]) -> Callable[[Stretch], tuple[str, ...]]:
    """The aligned id and name of a stretch; on a narrow terminal the id has to do."""
    id_width = max(len(stretch.id) for stretch in stretches)
    name_width = max(len(stretch.name) for stretch in stretches)
    if _width() < id_width + name_width + REST:
        return lambda stretch: (f"{stretch.id:<{id_width}}",)
    return lambda stretch: (f"{stretch.id:<{id_width}}", f"{stretch.name:<{name_width}}")


def _in_short(stretch: Stretch) -> Iterator[tuple[str, str]]:
    """What one should know before one begins."""
    yield texts.HEAD_SEED, stretch.seed_title
    yield texts.HEAD_DOSE, stretch.dose
    yield texts.HEAD_BREATHING, stretch.breathing
    yield texts.HEAD_CAUTIONS, " ".join(stretch.cautions)
    yield texts.HEAD_PICTURE, _picture(stretch)
    yield texts.HEAD_GUIDE, tr(texts.GUIDE, id=stretch.id)


# --- one stretch ---------------------------------------------------------------------------------


def _one(stretch: Stretch, known: Catalogue, settings: Settings, now: RunningState) -> Iterator[str]:
    yield from _wrapped("", tr(texts.TITLE, name=stretch.name, id=stretch.id))
    yield ""
    rows = [row for row in _facts(stretch, known, settings, now) if row[1]]
    yield from _table(rows)
    yield ""
    yield from _steps(stretch, settings.body.side)
    yield ""
    yield from _table([(texts.HEAD_SOURCES, source) for source in _sources(stretch, known)])


def _now(stretch: Stretch, known: Catalogue, settings: Settings, now: RunningState) -> str:
    """Whether it is offered, and if not, why and what can be done about it."""
    context = _moment(settings, now)
    exclusion = selection.exclusion_of(stretch, known, settings, context, now.practice)
    if exclusion is None:
        return texts.NOW_OFFERED
    why, way_out = now.why(exclusion, stretch, context.place), now.way_out(exclusion, stretch)
    return tr(texts.NOT_OFFERED_BUT if way_out else texts.NOT_OFFERED, why=why, way_out=way_out)


def _for_the_person(stretch: Stretch, known: Catalogue, holding: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Which of their conditions leave it out, or keep it at the easy dose, and why."""
    for head, tags in ((texts.HEAD_LEFT_OUT, stretch.exclude_if), (texts.HEAD_GENTLY, stretch.caution_if)):
        for tag, label in known.conditions.items():
            if tag in tags & holding:
                why = stretch.why.get(tag)
                yield head, tr(texts.BECAUSE_WHY if why else texts.BECAUSE, label=label, why=why)


def _facts(stretch: Stretch, known: Catalogue, settings: Settings, now: RunningState) -> Iterator[tuple[str, str]]:
    holding = conditions_on(settings.body, now.practice.today) | now.practice.conditions
    yield texts.HEAD_NOW, _now(stretch, known, settings, now)
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
    yield texts.HEAD_PICTURE, _picture(stretch)
    yield texts.HEAD_GUIDE, tr(texts.GUIDE, id=stretch.id)


def _limit(stretch: Stretch) -> str:
    a_day = tr_count(stretch.max_per_day, *texts.LIMIT_DAY)
    return tr_count(stretch.max_per_week, *texts.LIMIT_WEEK, a_day=a_day) if stretch.max_per_week else a_day


def plan_words(stretch: Stretch) -> str:
    """What is prescribed of it; empty where nothing is."""
    if not is_prescribed(stretch):
        return ""
    sets = tr_count(stretch.sets_per_day, *texts.PLAN_SETS)
    days = [name for day, name in zip(WEEKDAYS, reason.WEEKDAYS, strict=True) if day in stretch.days]
    return tr(texts.PLAN_DAYS, sets=sets, days=", ".join(days)) if days else sets


def _for_first_side(text: str, turns: tuple[str, ...]) -> str:
    return fill_sides(text, next(iter(turns), "left"))


def _steps(stretch: Stretch, sore_side: str) -> Iterator[str]:
    turns = sides_done(stretch, sore_side)
    before = ""
    for number, step in enumerate(stretch.steps, start=1):
        if step.part != before and step.part == "rep" and stretch.reps > 1:
            yield tr(texts.REPEAT, reps=stretch.reps)
        elif step.part != before:
            yield texts.PARTS[step.part]
        before = step.part
        text = _for_first_side(step.text, turns)
        yield from _wrapped(f"{number:>4}. ", tr(texts.STEP, text=text, seconds=round(step.seconds)))
    if len(turns) == 1:
        yield from _wrapped("", texts.SORE_SIDE_ALONE)
    elif turns:
        yield from _wrapped("", texts.OTHER_SIDE_SORE if stretch.side_policy == "affected" else texts.OTHER_SIDE)


def _sources(stretch: Stretch, known: Catalogue) -> Iterator[str]:
    for key in stretch.source:
        source = known.sources[key]
        yield tr(texts.SOURCE_AT, title=source.title, url=source.url) if source.url else source.title
    yield texts.BASIS_SHOWN[stretch.basis]


def _picture(stretch: Stretch) -> str:
    """The path of its picture; empty if it has none, or none can be had now."""
    from zipfile import BadZipFile

    from breakd.figures.picture_store import cached

    if stretch.picture:
        return stretch.picture
    try:
        return str(cached(stretch.pose, "", dark=False) or "")
    except (OSError, BadZipFile):
        return ""


def _labels(tags: frozenset[str], known: Catalogue) -> str:
    return "; ".join(label for tag, label in known.conditions.items() if tag in tags)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _table(rows: list[tuple[str, str]], indent: int = 0) -> Iterator[str]:
    """A word on the left, wrapped text on the right; a word that repeats is said once."""
    width = max(len(head) for head, _ in rows)
    before = ""
    for head, text in rows:
        yield from _wrapped(" " * indent + f"{'' if head == before else head:<{width}}  ", text)
        before = head


def _wrapped(start: str, text: str) -> list[str]:
    return textwrap.wrap(
        text, min(WIDEST, _width()), initial_indent=start, subsequent_indent=" " * len(start), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _width() -> int:
    return max(NARROWEST, shutil.get_terminal_size().columns)
