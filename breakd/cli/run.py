"""`breakd run`: becomes the daemon."""

from __future__ import annotations

from breakd.system import lean_import


def run(config: str = "") -> int:
    """Run until stopped, with the settings in `config` instead of the usual file; the exit code."""
    lean_import.prepare()
    from pathlib import Path

    from breakd import daemon

    return daemon.run(Path(config) if config else None)
