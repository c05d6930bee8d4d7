"""The person's settings and stretches as they are now: read again when a file has changed, with the numbers to
call of the country where the computer is.
"""

from __future__ import annotations

from pathlib import Path

from breakd.config import LoadedConfig, load, own_folder
from breakd.engine.settings import Settings
from breakd.system import paths
from breakd.system.zone import zone_mark

Seen = tuple[tuple[str, int, int], ...]


class CurrentSettings:
    """Reads `config.toml`, `body.toml` and the person's own stretches when they are asked for."""

    def __init__(self) -> None:
        self._seen: Seen | None = None
        self._loaded: LoadedConfig | None = None
        self._zone_mark = zone_mark()
        self._settings = Settings()

    def loaded(self) -> LoadedConfig:
        """All that the files say, with their faults."""
        seen = _seen(paths.config_file(), paths.body_file(), own_folder(paths.body_file()))
        if self._loaded is None or seen != self._seen:
            self._loaded = load(paths.config_file(), paths.body_file())
            self._settings = self._loaded.over(self._settings)
            self._seen = seen
        if (mark := zone_mark()) != self._zone_mark:
            self._loaded, self._zone_mark = self._loaded.here(), mark
        return self._loaded

    def settings(self) -> Settings:
        """The settings; of a faulty file, what was good before."""
        self.loaded()
        return self._settings


def _seen(config: Path, body: Path, own: Path) -> Seen:
    files = [config, body, own, *(sorted(own.iterdir()) if own.is_dir() else ())]
    return tuple(found for file in files if (found := _look(file)) is not None)


def _look(file: Path) -> tuple[str, int, int] | None:
    try:
        about = file.stat()
    except OSError:
        return None
    return str(file), about.st_mtime_ns, about.st_size
