"""Settings that apply when they are saved, however the editor saves: in place, by rename, by delete and create,
through links of a dotfile manager, in a folder that does not exist yet. Driven by inotify; nothing polls, but the
heartbeat where the kernel refuses a watch.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from breakd.messages import config as texts
from breakd.messages import tr
from breakd.stretches import catalogue
from breakd.stretches.catalogue import LoadedCatalogue
from breakd.stretches.catalogue.user_stretches import files
from breakd.system.inotify import FileEvent, Inotify, Mask
from breakd.toml.document import Document, read

from .loader import LoadedConfig, own_folder, settings_of

log = logging.getLogger(__name__)

AFTER_SAVE = 0.1
"""Seconds. Saving makes several events; one reload is enough."""
AFTER_CHANGE = 0.5
"""Seconds. A file that is gone, or was only just created, is about to be written; do not read it half way."""
MOST_LINKS = 40
"""As many as the kernel follows (path_resolution(7))."""

_SAVED = Mask.CLOSE_WRITE | Mask.MOVED_TO
_ITSELF = Mask.DELETE_SELF | Mask.MOVE_SELF | Mask.IGNORED | Mask.UNMOUNT | Mask.Q_OVERFLOW
_WANTED = (
    _SAVED | Mask.CREATE | Mask.DELETE | Mask.MOVED_FROM | Mask.ATTRIB | Mask.DELETE_SELF | Mask.MOVE_SELF
    | Mask.ONLYDIR
)  # fmt: skip


ANY = "*"
"""Stands for every name in a folder."""


class ConfigWatcher:
    """Calls `changed` with what the files say, each time that is something new. Keeps no settings itself.

    The files are the config, the body file, and the stretches of the person's own beside it.
    """

    def __init__(self, config: Path, body: Path, changed: Callable[[LoadedConfig], None]) -> None:
        self._files = (config.absolute(), body.absolute())
        self._own = own_folder(self._files[1])
        self._changed = changed
        self._inotify: Inotify | None = None
        self._names: dict[int, set[str]] = {}
        self._deaf = False
        """The kernel has refused a watch, so a save may go unheard."""
        self._said = ""
        self._last: tuple[Document, Document, LoadedCatalogue] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> LoadedConfig:
        """Begin to watch, and return what the files say now: no save is lost between the two. Needs the loop.

        Never raises: where inotify is out of reach, that is logged, and `beat` looks instead.
        """
        self._arm()
        self._last = self._read()
        return settings_of(*self._last)

    def beat(self) -> None:
        """Where the kernel refused a watch: try again, and look at what may have been saved unheard."""
        if self._deaf and self._timer is None:
            self._look()

    def stop(self) -> None:
        """Stop watching."""
        if self._timer is not None:
            self._timer.cancel()
        if self._inotify is not None:
            self._inotify.close()

    def _heard(self, event: FileEvent) -> None:
        if self._matters(event):
            self._soon(AFTER_SAVE if event.mask & _SAVED else AFTER_CHANGE)

    def _matters(self, event: FileEvent) -> bool:
        if event.mask & Mask.Q_OVERFLOW:
            return True
        names = self._names.get(event.watch)
        if names is None:
            return False
        return event.name in names or ANY in names if event.name else bool(event.mask & _ITSELF)

    def _soon(self, delay: float) -> None:
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            if self._timer.when() <= loop.time() + delay:
                return
            self._timer.cancel()
        self._timer = loop.call_later(delay, self._look)

    def _look(self) -> None:
        self._timer = None
        self._arm()
        now = self._read()
        if now != self._last:
            self._last = now
            self._changed(settings_of(*now))

    def _read(self) -> tuple[Document, Document, LoadedCatalogue]:
        config, body = self._files
        return read(config), read(body), catalogue.load_all(self._own)

    def _arm(self) -> None:
        """Watch exactly the folders that matter now; repeated while they change under our hands."""
        for _ in range(MOST_LINKS):
            wanted = self._wanted()
            self._watch(wanted)
            if self._wanted() == wanted:
                break
        if self._said and not self._deaf:
            self._said = ""
            log.info("changes to the settings take effect at once again")

    def _wanted(self) -> dict[Path, set[str]]:
        wanted: dict[Path, set[str]] = {}
        for file in (*self._files, self._own, *files(self._own)):
            for folder, name in points(file):
                wanted.setdefault(folder, set()).add(name)
        if self._own.is_dir():
            wanted.setdefault(self._own.resolve(), set()).add(ANY)
        return wanted

    def _watch(self, wanted: dict[Path, set[str]]) -> None:
        self._deaf = False
        try:
            inotify = self._inotify = self._inotify or Inotify(self._heard)
        except OSError as error:
            self._cannot(error)
            return
        before, self._names = self._names, {}
        for folder, names in wanted.items():
            try:
                # The same folder gives the same watch again; one that was replaced gives a new one.
                self._names.setdefault(inotify.add(folder, _WANTED), set()).update(names)
            except OSError as error:
                self._cannot(error)
        for watch in before.keys() - self._names.keys():
            try:
                inotify.remove(watch)
            except OSError:
                log.debug("Watch %s went away with its folder.", watch)

    def _cannot(self, error: OSError) -> None:
        self._deaf = True
        said = tr(texts.NO_RELOAD, why=error.strerror or error)
        if said != self._said:
            self._said = said
            log.warning("%s (%s)", said, error.filename or "inotify")


def points(file: Path) -> Iterator[tuple[Path, str]]:
    """Every real folder, with the name in it, at which a change can change what the absolute path `file` leads to.

    That is the file itself, each link on the way, and the first part of the way that is not there.
    """
    here, ahead, links = Path(file.anchor), list(reversed(file.parts[1:])), 0
    while ahead:
        name = ahead.pop()
        if name == "..":
            here = here.parent
            continue
        step = here / name
        try:
            target = step.readlink() if step.is_symlink() else None
            is_way = step.is_dir()
        except OSError:  # a folder that we may not look into, or a circle of links
            yield here, name
            return
        if target is not None:
            yield here, name
            links += 1
            if links > MOST_LINKS:
                return
            here = Path(target.anchor) if target.is_absolute() else here
            ahead.extend(reversed(target.relative_to(target.anchor).parts))
        elif not ahead or not is_way:
            yield here, name
            return
        else:
            here = step
