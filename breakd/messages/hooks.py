"""What systemd calls the programs of `[hooks]`."""

from __future__ import annotations

from . import tr

UNIT = "breakd's hook “{event}”"


def unit(event: str) -> str:
    """The description of its unit, as `systemctl` lists it."""
    return tr(UNIT, event=event)
