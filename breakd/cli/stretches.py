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
from breakd.messages import stretches as texts
from breakd.messages import tr, tr_count
from breakd.messages.stretch_details import facts, sources, steps
from breakd.stretches import catalogue, selection, session
from breakd.stretches.model import USUAL_LEVEL, Catalogue, Stretch
from breakd.stretches.running_state import RunningState
from breakd.stretches.sides import seconds_done
from breakd.system import paths
from breakd.toml.errors import nearest

from .unavailable_stretches import running_state

NARROWEST, WIDEST = 40, 100
"""Columns of text; lines longer than that are hard to read."""
REST = 34
"""Columns of the list beside id and name."""
FLOOR = "floor"
MARK, NO_MARK = "*", " "


def run_stretches(action: str, id: str, *, seed: bool = False, ids: bool = False) -> int:
    """One of `list`, `check`, and with an id `show` and `back`; `seed` keeps to the five that breakd began with.

    `ids`: the list is nothing but ids.
    """
    if action == "check":
        return _check()
    if action == "list" and ids:
        known = catalogue.load_all(own_folder(paths.body_file())).catalogue
        print(*(id for id, one in known.stretches.items() if one.seed or not seed), sep="\n")
        return OK
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


# --- the list -------------------------------------------------------------------------------------


def _list(known: Catalogue, settings: Settings, now: RunningState, *, seed: bool) -> Iterator[str]:
    context, place = now.moment(settings), now.place_in(settings)
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
    if FLOOR in settings.places[now.place_in(settings)].settings:
        return ""
    floor = [one for one in stretches if one.setting == FLOOR]
    for name, place in settings.places.items():
        there = replace(now.moment(settings), place=place, session=True, seconds=session.LONGEST)
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
    yield from _here(stretch)


# --- one stretch ---------------------------------------------------------------------------------


def _one(stretch: Stretch, known: Catalogue, settings: Settings, now: RunningState) -> Iterator[str]:
    yield from _wrapped("", tr(texts.TITLE, name=stretch.name, id=stretch.id))
    yield ""
    rows = [*facts(stretch, known, settings, now), *_here(stretch)]
    yield from _table([row for row in rows if row[1]])
    yield ""
    number = 0
    for step in steps(stretch, settings.body.side):
        number += step.counts
        yield from _wrapped(f"{number:>4}. ", step.text) if step.counts else _wrapped("", step.text)
    yield ""
    yield from _table([(texts.HEAD_SOURCES, _source(*source)) for source in sources(stretch, known)])


def _here(stretch: Stretch) -> Iterator[tuple[str, str]]:
    """What only a terminal is told."""
    yield texts.HEAD_PICTURE, _picture(stretch)
    yield texts.HEAD_GUIDE, tr(texts.GUIDE, id=stretch.id)


def _source(title: str, url: str) -> str:
    return tr(texts.SOURCE_AT, title=title, url=url) if url else title


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
