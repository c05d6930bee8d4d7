"""The pictures of stretches as files of a page: read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from breakd.figures import picture_store
from breakd.stretches.model import Stretch
from breakd.web.html_document import TYPES, PageFile
from breakd.web.own_picture import own_picture

from .current_settings import CurrentSettings

FOLDER = "/pictures/"
THEMES = ("light", "dark")


def picture_of(stretch: Stretch) -> dict[str, str]:
    """The paths of its picture by theme; empty if it has none."""
    if not (stretch.picture or stretch.pose):
        return {}
    return {theme: f"{FOLDER}{theme}/{quote(stretch.id)}" for theme in THEMES}


class Pictures(Mapping[str, PageFile]):
    """`/pictures/THEME/ID`: of every stretch there is at this moment."""

    def __init__(self, settings: CurrentSettings) -> None:
        self._settings = settings

    def __getitem__(self, path: str) -> PageFile:
        if not path.startswith(FOLDER):
            raise KeyError(path)
        theme, _, id = path.removeprefix(FOLDER).partition("/")
        stretch = self._settings.loaded().stretches.catalogue.stretches[unquote(id)]
        if theme not in THEMES:
            raise KeyError(path)
        return _own(Path(stretch.picture)) if stretch.picture else _drawn(stretch, theme)

    def __iter__(self) -> Iterator[str]:
        for stretch in self._settings.loaded().stretches.catalogue.stretches.values():
            yield from picture_of(stretch).values()

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _own(file: Path) -> PageFile:
    found = own_picture(file)
    if found is None:
        raise KeyError(file.name)
    return found


def _drawn(stretch: Stretch, theme: str) -> PageFile:
    side = stretch.sides if stretch.sides in picture_store.SIDES else ""
    try:
        found = picture_store.picture(stretch.pose, side, dark=theme == "dark")
    except OSError as error:
        raise KeyError(stretch.pose) from error
    if found is None:
        raise KeyError(stretch.pose)
    return TYPES[".png"], found
