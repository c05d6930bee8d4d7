"""The page *About and help*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from breakd import __version__
from breakd.client import gnome_extension
from breakd.client.dbus_client import CallError
from breakd.guide.before import stop_always
from breakd.messages import board_about as texts
from breakd.messages.board_about import Section
from breakd.system import paths
from breakd.web.server import Reply

from .page import Page, Tools


class AboutPage(Page):
    """What breakd is, what it is not, and where to read on."""

    name = "about"
    texts = texts.PAGE

    def __init__(self, tools: Tools) -> None:
        self._settings, self._bus = tools.settings, tools.bus

    def show(self, asked: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        """All of it."""
        safety = self._settings.loaded().stretches.catalogue.safety
        filled = {
            "stop_always": stop_always(safety),
            "config": paths.config_dir(),
            "state": paths.state_dir(),
            "cache": paths.cache_dir(),
        }
        return {
            "ok": True,
            "version": texts.tr(texts.VERSION, version=__version__),
            "sections": [
                {"title": section.title, "lines": [texts.tr(line, **filled) for line in section.lines]}
                for section in (*texts.SECTIONS, *self._for_gnome())
            ],
            "keys": [{"key": key, "text": text} for key, text in texts.KEYS],
            "commands": [{"command": command, "text": text} for command, text in texts.COMMANDS],
            "links": [{"address": address, "text": text} for address, text in texts.LINKS],
        }

    def _for_gnome(self) -> tuple[Section, ...]:
        try:
            return (texts.GNOME,) if gnome_extension.is_wanted(self._bus) else ()
        except (CallError, OSError):
            return ()

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        """Nothing can be done here."""
        raise ValueError(word)
