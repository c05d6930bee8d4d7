"""Stretches turned off and on: `disable` and `enable` of `config.toml`, with all that the person wrote there."""

from __future__ import annotations

from breakd.config.keeping import NotWritten, write_config
from breakd.engine.settings import StretchSettings
from breakd.messages import board_stretches as texts
from breakd.stretches.model import Stretch
from breakd.system import paths
from breakd.toml.edit import NotEditable
from breakd.toml.table_changes import TableChanges


class CannotSwitch(Exception):
    """Nothing was changed; the text says why."""


def is_on(stretch: Stretch, hand: StretchSettings) -> bool:
    """Whether it may come at all, as far as it was turned off or on."""
    return stretch.id not in hand.disable and (stretch.default_enabled or stretch.id in hand.enable)


def switch(stretch: Stretch, hand: StretchSettings, *, on: bool) -> None:
    """Turn it on or off in the file, of which `hand` is what it says now; raises CannotSwitch."""
    disable = hand.disable - {stretch.id} if on else hand.disable | {stretch.id}
    enable = hand.enable | {stretch.id} if on and not stretch.default_enabled else hand.enable - {stretch.id}
    new: TableChanges = {
        key: sorted(words)
        for key, words, before in (("disable", disable, hand.disable), ("enable", enable, hand.enable))
        if words != before
    }
    file = paths.config_file()
    try:
        if new:
            write_config(file, {("stretches",): new})
    except NotWritten as error:
        raise CannotSwitch(str(error)) from error
    except NotEditable as error:
        raise CannotSwitch(texts.tr(texts.CANNOT_CHANGE, file=file)) from error
