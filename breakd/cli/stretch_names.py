"""What people call the stretches that a command speaks of, and what was probably meant by a name there is none of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from breakd.client.exit_codes import REFUSED, Stop
from breakd.config import load, own_folder
from breakd.engine.settings import Settings
from breakd.messages import stretches as texts
from breakd.messages import tr
from breakd.stretches import catalogue
from breakd.stretches.conditions import conditions_on
from breakd.stretches.model import Catalogue
from breakd.system import paths


def names(ids: Iterable[str]) -> str:
    """The names of these stretches, in one line; the id of one that has left the catalogue."""
    known = _known().stretches
    return ", ".join(known[id].name if id in known else id for id in ids)


def all_names() -> dict[str, str]:
    """The name of each stretch, by id."""
    return {id: stretch.name for id, stretch in _known().stretches.items()}


@contextmanager
def one_that_is_meant(id: str) -> Iterator[None]:
    """A refusal because there is no such stretch says what was probably meant."""
    try:
        yield
    except Stop as stop:
        if stop.code == REFUSED and id and (near := _near(id)):
            raise Stop(REFUSED, tr(texts.NO_STRETCH_NEAR, id=id, nearest=near)) from stop
        raise


def care_after(id: str) -> str:
    """What to tell somebody who has done a stretch that is left out for them; empty for any other."""
    if not id:
        return ""
    loaded = load(paths.config_file(), paths.body_file())
    stretch = loaded.stretches.catalogue.stretches.get(id)
    today = datetime.now().astimezone().date()
    if stretch is None:
        return ""
    settings = loaded.over(Settings())
    if stretch.exclude_if & conditions_on(settings.body, today):
        return tr(texts.LEFT_OUT_FOR_YOU, id=id)
    is_off = id in settings.stretches.disable
    is_off = is_off or (not stretch.default_enabled and id not in settings.stretches.enable)
    return tr(texts.OFF_FOR_YOU, id=id) if is_off else ""


def _near(id: str) -> str | None:
    from breakd.toml.errors import nearest

    known = _known().stretches
    return None if id in known else nearest(id, known)


def _known() -> Catalogue:
    """The catalogue with the person's own stretches."""
    return catalogue.load_all(own_folder(paths.body_file())).catalogue
