"""What a distribution's package puts beside the program, made from what `breakd service install` writes for a person.

python -m tools.system_files FOLDER writes usr/... below FOLDER, for a command /usr/bin/breakd.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from breakd.cli import service_files
from breakd.system.installed import PACKAGED_UNIT, UNIT

PROJECT = Path(__file__).parents[1]
APP = service_files.APP
COMMAND = Path("/usr/bin/breakd")
METAINFO = "io.github.breakd.metainfo.xml"
PRESET = "90-breakd.preset"
SHARED = ("bash-completion", "fish", "gnome-shell", "man", "zsh")
"""Folders of share/ that go into /usr/share as they are. gnome-shell has the extension, where there is one."""
ZSH = {"zsh/site-functions": "zsh/vendor-completions"}
"""Where Debian's zsh looks for what packages bring."""


def contents() -> dict[Path, bytes]:
    """Every file by its place, without the man pages and completions."""
    share = Path("usr/share")
    preset = f"# Who wants it says so: breakd service install\ndisable {UNIT}\n"
    files = {
        PACKAGED_UNIT.relative_to("/"): service_files.unit_of(COMMAND).encode(),
        Path("usr/lib/systemd/user-preset", PRESET): preset.encode(),
        share / f"dbus-1/services/{APP}.service": service_files.activation_of(COMMAND).encode(),
        share / f"applications/{APP}.desktop": service_files.application_of(COMMAND).encode(),
        share / f"metainfo/{METAINFO}": (PROJECT / "packaging" / METAINFO).read_bytes(),
    }
    for size in service_files.ICON_SIZES:
        files[share / f"icons/hicolor/{size}x{size}/apps/{APP}.png"] = service_files.picture(size)
    return files


def write(folder: Path, zsh: dict[str, str] = ZSH) -> None:
    """Write all below this folder."""
    for place, content in contents().items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for name in SHARED:
        if (PROJECT / "share" / name).is_dir():
            shutil.copytree(PROJECT / "share" / name, folder / "usr/share" / name, dirs_exist_ok=True)
    for usual, other in zsh.items():
        (folder / "usr/share" / usual).rename(folder / "usr/share" / other)


def main(words: list[str]) -> int:
    """The exit code; 2 for wrong usage."""
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    write(Path(words[0]), {})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
