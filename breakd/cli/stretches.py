"""`breakd stretches`: what there is, what is offered here and why not the rest, and all of one movement."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator

from breakd import paths
from breakd.config import load, own_folder
from breakd.core.wording import catalogue as words
from breakd.core.wording import config as config_words
from breakd.core.wording import say, say_count
from breakd.core.wording.popup import SIDES, sides
from breakd.engine.settings import Settings
from breakd.stretches import catalogue, selection
from breakd.stretches.model import USUAL_LEVEL, Catalogue, Stretch
from breakd.stretches.selection import SuggestionContext
from breakd.toml.faults import nearest

from .exits import FAILED, OK, USAGE, Stop
from .held import Held, held

NARROWEST, WIDEST = 40, 100
"""Columns of text; lines longer than that are hard to read."""
REST = 34
"""Columns of the list beside id and name."""
MARK, NO_MARK = "*", " "


def run(action: str, id: str, *, seed: bool = False) -> int:
    """One of `list`, `check`, and with an id `show` and `back`; `seed` keeps to the five that breakd began with."""
    if action == "check":
        return _check()
    settings, known = _loaded()
    if action == "back":
        from .coach import put_back

        return put_back(_named(id, known).id)
    if action == "show":
        print("\n".join(_one(_named(id, known), known, settings, held(known))))
    else:
        print("\n".join(_list(known, settings, held(known), seed=seed)))
    return OK


def _check() -> int:
    faults = catalogue.check(catalogue.text(), catalogue.NAME)
    stretches = None if faults else catalogue.load_all(own_folder(paths.body_file()))
    if stretches is None or stretches.faults:
        print(*(stretches.faults if stretches else faults), sep="\n")
        return FAILED
    count, own = len(stretches.catalogue.stretches), len(stretches.own)
    print(say_count(own, words.SOUND_ONE_OWN, words.SOUND_OWN, total=count) if own else say(words.SOUND, count=count))
    return OK


def _loaded() -> tuple[Settings, Catalogue]:
    """The settings, or the defaults, and every movement; what is wrong with either is said beside the answer."""
    loaded = load(paths.config_file(), paths.body_file())
    if loaded.settings is None:
        print(*loaded.faults, config_words.DEFAULTS_HOLD, sep="\n", file=sys.stderr)
    if loaded.movements.faults:
        print(*loaded.movements.faults, words.LEFT_OUT, sep="\n", file=sys.stderr)
    return loaded.settings or Settings(), loaded.movements.catalogue


def _named(id: str, known: Catalogue) -> Stretch:
    if not id:
        raise Stop(USAGE, words.WHICH)
    stretch = known.stretches.get(id)
    if stretch is None:
        near = nearest(id, known.stretches)
        raise Stop(FAILED, say(words.NO_STRETCH_NEAR if near else words.NO_STRETCH, id=id, nearest=near))
    return stretch


def _place(settings: Settings, now: Held) -> str:
    """The place of now, else the usual one."""
    return now.place if now.place in settings.places else settings.place


def _moment(settings: Settings, now: Held) -> SuggestionContext:
    """An ordinary break at the place of now."""
    place = settings.places[_place(settings, now)]
    return SuggestionContext(
        place, on_call=False, firm=False, long_break=False, seconds=settings.stretches.break_, seed=0
    )


# --- the list -------------------------------------------------------------------------------------


def _list(known: Catalogue, settings: Settings, now: Held, *, seed: bool) -> Iterator[str]:
    context, place = _moment(settings, now), _place(settings, now)
    stretches = [stretch for stretch in known.stretches.values() if stretch.seed or not seed]
    doses = {
        one.stretch.id: one.level for one in selection.allowed_suggestions(known, settings, context, now.practice)
    }
    offered = sum(stretch.id in doses for stretch in stretches)
    yield say(words.OFFERED, count=offered, total=len(stretches), place=place, seconds=round(context.seconds))
    columns = _columns(stretches)
    for setting, heading in words.SETTINGS.items():
        rows = [stretch for stretch in stretches if stretch.setting == setting]
        yield from ("", heading) if rows else ()
        for stretch in rows:
            level = doses.get(stretch.id, USUAL_LEVEL)
            exclusion = selection.exclusion_of(stretch, known, settings, context, now.practice)
            cells = (
                NO_MARK if exclusion else MARK,
                *columns(stretch),
                f"{stretch.levels[level - 1].total_seconds:>3.0f} s",
            )
            yield " ".join((*cells, f" {now.why(exclusion, stretch)}")) if exclusion else " ".join(cells)
            if seed:
                yield from _table([row for row in _in_short(stretch) if row[1]], indent=4)
    yield ""
    yield words.LEGEND


def _columns(stretches: list[Stretch]) -> Callable[[Stretch], tuple[str, ...]]:
    """The aligned id and name of a movement; on a narrow terminal the id has to do."""
    id_width = max(len(stretch.id) for stretch in stretches)
    name_width = max(len(stretch.name) for stretch in stretches)
    if _width() < id_width + name_width + REST:
        return lambda stretch: (f"{stretch.id:<{id_width}}",)
    return lambda stretch: (f"{stretch.id:<{id_width}}", f"{stretch.name:<{name_width}}")


def _in_short(stretch: Stretch) -> Iterator[tuple[str, str]]:
    """What one should know before one begins."""
    yield words.HEAD_SEED, stretch.seed_title
    yield words.HEAD_DOSE, stretch.dose
    yield words.HEAD_BREATHING, stretch.breathing
    yield words.HEAD_CAUTIONS, " ".join(stretch.cautions)
    yield words.HEAD_PICTURE, _picture(stretch)
    yield words.HEAD_GUIDE, say(words.GUIDE, id=stretch.id)


# --- one movement ---------------------------------------------------------------------------------


def _one(stretch: Stretch, known: Catalogue, settings: Settings, now: Held) -> Iterator[str]:
    yield from _wrapped("", say(words.TITLE, name=stretch.name, id=stretch.id))
    yield ""
    rows = [row for row in _facts(stretch, known, settings, now) if row[1]]
    yield from _table(rows)
    yield ""
    yield from _steps(stretch, settings.body.side)
    yield ""
    yield from _table([(words.HEAD_SOURCES, source) for source in _sources(stretch, known)])


def _now(stretch: Stretch, known: Catalogue, settings: Settings, now: Held) -> str:
    """Whether it is offered, and if not, why and what can be done about it."""
    exclusion = selection.exclusion_of(stretch, known, settings, _moment(settings, now), now.practice)
    if exclusion is None:
        return words.NOW_OFFERED
    way_out = now.way_out(exclusion, stretch)
    return say(
        words.NOT_OFFERED_BUT if way_out else words.NOT_OFFERED, why=now.why(exclusion, stretch), way_out=way_out
    )


def _facts(stretch: Stretch, known: Catalogue, settings: Settings, now: Held) -> Iterator[tuple[str, str]]:
    yield words.HEAD_NOW, _now(stretch, known, settings, now)
    yield words.HEAD_ALSO, ", ".join(stretch.aka)
    yield words.HEAD_SEED, stretch.seed_title
    yield words.HEAD_WHERE, words.SETTINGS[stretch.setting]
    yield words.HEAD_NEEDS, ", ".join(sorted(stretch.equipment))
    yield words.HEAD_DOSE, stretch.dose
    for number, level in enumerate(stretch.levels, start=1):
        form = words.LEVEL if level.hold_seconds else words.LEVEL_NO_HOLD
        yield (
            words.LEVELS_SHOWN[number - 1],
            say(form, reps=level.reps, hold=level.hold_seconds, minutes=_clock(level.total_seconds)),
        )
    yield words.HEAD_BREATHING, stretch.breathing
    yield words.HEAD_CAUTIONS, " ".join(stretch.cautions)
    yield words.HEAD_STOP, ", ".join(stretch.stop_if)
    yield words.HEAD_EXCLUDED, _labels(stretch.exclude_if, known)
    yield words.HEAD_CAUTION_IF, _labels(stretch.caution_if, known)
    limit = words.LIMIT_WEEK if stretch.max_per_week else words.LIMIT_DAY
    yield words.HEAD_LIMIT, say(limit, day=stretch.max_per_day, week=stretch.max_per_week)
    yield words.HEAD_EASIER, stretch.easier
    yield words.HEAD_PICTURE, _picture(stretch)
    yield words.HEAD_GUIDE, say(words.GUIDE, id=stretch.id)


def _steps(stretch: Stretch, sore_side: str) -> Iterator[str]:
    turns = sides(stretch, sore_side)
    first = next(iter(turns), "left")
    other = "right" if first == "left" else "left"
    before = ""
    for number, step in enumerate(stretch.steps, start=1):
        if step.part != before and step.part == "rep" and stretch.reps > 1:
            yield say(words.REPEAT, reps=stretch.reps)
        elif step.part != before:
            yield words.PARTS[step.part]
        before = step.part
        text = say(step.text, side=SIDES[first], other=SIDES[other])
        yield from _wrapped(f"{number:>4}. ", say(words.STEP, text=text, seconds=round(step.seconds)))
    if len(turns) == 1:
        yield from _wrapped("", words.SORE_SIDE_ALONE)
    elif turns:
        yield from _wrapped("", words.OTHER_SIDE_SORE if stretch.side_policy == "affected" else words.OTHER_SIDE)


def _sources(stretch: Stretch, known: Catalogue) -> Iterator[str]:
    for key in stretch.source:
        source = known.sources[key]
        yield say(words.SOURCE_AT, title=source.title, url=source.url) if source.url else source.title
    yield words.BASIS_SHOWN[stretch.basis]


def _picture(stretch: Stretch) -> str:
    """The path of its picture; empty if it has none, or none can be had now."""
    from zipfile import BadZipFile

    from breakd.pictures.store import cached

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
