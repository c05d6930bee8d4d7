"""`breakd service`: makes breakd start with the desktop, by systemd, and undoes it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from breakd.client import gnome_extension
from breakd.client.dbus_client import CallError, DbusClient
from breakd.client.exit_codes import FAILED, OK, Stop
from breakd.messages import service as texts
from breakd.messages import tr
from breakd.system import paths, user_manager
from breakd.system.files import write_whole
from breakd.system.installed import UNIT, unit_file

from . import service_files as files


def run_service(action: str) -> int:
    """`install`, `uninstall` or `status`; the exit code. Each says on standard output what it did. Raises Stop."""
    return {"install": install, "uninstall": uninstall, "status": status}[action]()


def install() -> int:
    """Write every file, enable the service and start it. Doing it again is harmless and brings all up to date."""
    _need_manager()
    command = _command()
    for folder in (paths.config_dir(), paths.state_dir(), paths.cache_dir()):
        if not folder.exists():
            _made(folder)
            print(tr(texts.FOLDER, path=folder))
    try:
        done = {
            path: texts.WROTE if _written(path, content) else texts.SAME for path, content in files.contents(command)
        }
        # of an earlier installation, which would come before the files of a package
        gone = [path for path in files.places() if path not in done and path.exists()]
        _remove(gone)
        _tell([*done.items(), *((path, texts.REMOVED) for path in gone)])
    except ValueError as error:
        raise Stop(FAILED, tr(texts.ODD_PATH, path=command)) from error
    _systemctl("daemon-reload")
    _reload_bus()
    # an older unit may have named another target: reenable puts the links right
    _systemctl("reenable", "--quiet", UNIT)
    print(texts.ENABLED)
    if _needs_extension():
        print(texts.GNOME_EXTENSION)
    return _started(unit_changed=done.get(unit_file()) == texts.WROTE or unit_file() in gone)


def may_install() -> bool:
    """Whether there is a systemd of the person's, and breakd is not started by it yet."""
    return user_manager.is_there() and not user_manager.is_enabled(UNIT)


def uninstall() -> int:
    """Stop the service and remove what `install` wrote, but neither settings nor history."""
    present = [path for path in files.places() if path.exists()]
    manager = _manager_trouble() == ""
    is_used = manager and (user_manager.is_enabled(UNIT) or _properties("ActiveState")["ActiveState"] == "active")
    if not present and not is_used:
        print(texts.NOTHING_INSTALLED)
        return OK
    if manager and (is_used or unit_file() in present):
        # a unit that was broken by hand cannot be stopped, and need not be: what counts is that nothing runs after it
        done = user_manager.ask("disable", "--quiet", "--now", UNIT)
        if _properties("ActiveState")["ActiveState"] not in ("inactive", "failed"):
            raise Stop(FAILED, tr(texts.NOT_STOPPED, reason=user_manager.reason(done)))
        print(texts.STOPPED)
    _remove(present)
    _tell([(path, texts.REMOVED) for path in present])
    if manager:
        _systemctl("daemon-reload")
        _reload_bus()
    print(tr(texts.KEPT, config=paths.config_dir(), state=paths.state_dir()))
    return OK


def _remove(paths: list[Path]) -> None:
    for path in paths:
        try:
            path.unlink()
        except OSError as error:
            raise Stop(FAILED, tr(texts.NOT_REMOVED, path=path, reason=error.strerror)) from error
    with suppress(OSError):  # it was not there, or somebody has put something else into it
        gnome_extension.folder().rmdir()


def status() -> int:
    """Say whether the service runs: 0 if it does, else 1."""
    _need_manager()
    now = _properties("LoadState", "ActiveState", "SubState", "MainPID")
    if now["ActiveState"] in ("active", "reloading"):
        print(tr(texts.RUNNING, pid=now["MainPID"]))
        return OK
    if now["LoadState"] == "not-found":
        print(texts.NOT_INSTALLED)
    else:
        print(tr(texts.NOT_RUNNING, state=f"{now['ActiveState']}, {now['SubState']}"))
    return FAILED


def _reload_bus() -> None:
    """A bus whose folder of services is new to it does not see what comes into it."""
    with suppress(Stop, CallError, OSError), DbusClient.session() as client:
        client.reload_config()


def _needs_extension() -> bool:
    """Whether GNOME shows nothing of breakd yet."""
    try:
        with DbusClient.session() as client:
            return gnome_extension.is_wanted(client)
    except (Stop, CallError, OSError):
        return False


def _started(*, unit_changed: bool) -> int:
    running = _properties("ActiveState")["ActiveState"] == "active"
    if running and not unit_changed:
        print(texts.RUNS_ALREADY)
        return OK
    # `start` returns when the service has said READY; `restart` is also `start` for one that does not run
    done = user_manager.ask("restart" if running else "start", UNIT)
    if done.returncode == 0:
        print(texts.RESTARTED if running else texts.STARTED)
        return OK
    if _properties("ExecMainStatus")["ExecMainStatus"] == str(ALREADY_RUNS):
        print(texts.RUNS_ELSEWHERE)
        return OK
    raise Stop(FAILED, texts.NOT_STARTED)


ALREADY_RUNS = 4
"""How `breakd run` ends when there is one already."""


def _written(path: Path, content: bytes) -> bool:
    _made(path.parent)
    try:
        if path.exists() and path.read_bytes() == content:
            return False
        write_whole(path, content)  # a desktop that watches the folder must never read half an entry
    except OSError as error:
        raise Stop(FAILED, tr(texts.NOT_WRITTEN, path=path, reason=error.strerror)) from error
    return True


def _tell(done: list[tuple[Path, str]]) -> None:
    """A line for each file; one for all the icons together, and one for the extension."""
    folders = (files.icon_folder(), gnome_extension.folder())
    for path, sentence in done:
        if not any(map(path.is_relative_to, folders)):
            print(tr(sentence, path=path))
    for folder in folders:
        inside = [sentence for path, sentence in done if path.is_relative_to(folder)]
        if inside:
            print(tr(texts.WROTE if texts.WROTE in inside else inside[0], path=folder))


def _made(folder: Path) -> None:
    try:
        paths.made(folder)
    except OSError as error:
        raise Stop(FAILED, tr(texts.NOT_WRITTEN, path=folder, reason=error.strerror)) from error


def _command() -> Path:
    """The breakd that is being called, absolute, its symlinks kept: an update may move what is behind them."""
    called = shutil.which(sys.argv[0])
    beside = Path(sys.executable).with_name("breakd")  # `python -m breakd` in a virtual environment
    for candidate in (Path(called) if called else beside, beside):
        if candidate.name == "breakd" and os.access(candidate, os.X_OK):
            return Path(os.path.abspath(candidate))  # noqa: PTH100 - resolve() would follow the symlinks
    raise Stop(FAILED, texts.NO_COMMAND)


# -- systemctl -----------------------------------------------------------------------------------------------------


def _need_manager() -> None:
    trouble = _manager_trouble()
    if trouble:
        raise Stop(FAILED, trouble)


def _manager_trouble() -> str:
    """Why there is no talking to a systemd user manager, as a sentence; empty if there is."""
    if not shutil.which("systemctl"):
        return texts.NO_SYSTEMD
    done = user_manager.ask("show", "--property=Version")
    return "" if done.returncode == 0 else tr(texts.NO_MANAGER, reason=user_manager.reason(done))


def _properties(*names: str) -> dict[str, str]:
    done = _systemctl("show", f"--property={','.join(names)}", UNIT)
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def _systemctl(*words: str) -> subprocess.CompletedProcess[str]:
    done = user_manager.ask(*words)
    if done.returncode != 0:
        raise Stop(FAILED, tr(texts.SYSTEMCTL_FAILED, words=" ".join(words), reason=user_manager.reason(done)))
    return done
