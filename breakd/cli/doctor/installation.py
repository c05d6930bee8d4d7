"""What doctor finds about breakd itself: the daemon, its service, its files."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from jeepney import DBusAddress

from breakd import __version__
from breakd.cli import service_files
from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import NO_DAEMON, Stop
from breakd.desktop.bus_names import SYSTEMD, SYSTEMD_MANAGER, SYSTEMD_PATH
from breakd.messages import doctor as texts
from breakd.messages import tr, tr_count
from breakd.messages.history import WHY
from breakd.system import lockfile, paths
from breakd.system.installed import UNIT

from .bus_queries import NO_ANSWER, get
from .environment import Environment
from .finding import DEGRADED, MISSING, OK, Finding

MANAGER = DBusAddress(SYSTEMD_PATH, SYSTEMD, SYSTEMD_MANAGER)
UNIT_INTERFACE = f"{SYSTEMD}.Unit"
TARGET = "graphical-session.target"


def daemon(client: DbusClient | None) -> tuple[Finding, dict[str, Any] | None]:
    """Whether it runs, and what it says of itself."""

    def check(verdict: str, text: str, remedy: str = "") -> Finding:
        return Finding("daemon", texts.DAEMON, verdict, text, remedy)

    try:
        document = DaemonClient(client).status() if client is not None else None
    except Stop as stop:
        if stop.code != NO_DAEMON:
            return check(DEGRADED, tr(texts.DAEMON_UNWELL, reason=stop), texts.DAEMON_UNWELL_REMEDY), None
        document = None
    if document is None:
        pid = _holder()
        if pid is not None:
            return check(OK if client is None else DEGRADED, tr(texts.DAEMON_ELSEWHERE, pid=pid)), None
        return check(MISSING, texts.DAEMON_MISSING, texts.DAEMON_REMEDY), None
    version = document["version"]
    if version != __version__:
        text = tr(texts.DAEMON_OTHER, version=version, installed=__version__)
        return check(DEGRADED, text, texts.DAEMON_OTHER_REMEDY), document
    return check(OK, tr(texts.DAEMON_OK, version=version)), document


def service(client: DbusClient | None) -> Finding:
    """Whether it starts with the desktop."""

    def check(verdict: str, text: str, remedy: str = "") -> Finding:
        return Finding("service", texts.SERVICE, verdict, text, remedy)

    if client is None:
        return check(DEGRADED, texts.SERVICE_NO_MANAGER, texts.SERVICE_NO_MANAGER_REMEDY)
    try:
        load, active, enabled = _unit(client, UNIT, "LoadState", "ActiveState", "UnitFileState")
        lost = _lost_program(client)
        (desktop,) = _unit(client, TARGET, "ActiveState")
    except NO_ANSWER:
        return check(DEGRADED, texts.SERVICE_NO_MANAGER, texts.SERVICE_NO_MANAGER_REMEDY)
    if load != "loaded":
        return check(DEGRADED, texts.SERVICE_ABSENT, texts.SERVICE_REMEDY)
    if lost:
        return check(DEGRADED, tr(texts.SERVICE_LOST, path=lost), texts.SERVICE_REMEDY)
    if active not in ("active", "reloading") and enabled == "disabled":  # a package brings it switched off
        return check(DEGRADED, texts.SERVICE_ABSENT, texts.SERVICE_REMEDY)
    if active not in ("active", "reloading"):
        return check(DEGRADED, tr(texts.SERVICE_DOWN, state=active), texts.SERVICE_DOWN_REMEDY)
    if enabled != "enabled":
        return check(DEGRADED, texts.SERVICE_OFF, texts.SERVICE_REMEDY)
    if desktop != "active" and not service_files.autostart_file().exists():
        return check(DEGRADED, texts.SERVICE_NO_START, texts.SERVICE_REMEDY)
    return check(OK, texts.SERVICE_OK)


def files(environment: Environment, document: dict[str, Any] | None) -> list[Finding]:
    """Settings, body, history, and the lock where it cannot be had."""
    config, body = paths.config_file(), paths.body_file()
    return [
        _settings(environment, "settings", texts.SETTINGS, config, texts.SETTINGS_DEFAULT),
        _settings(environment, "body", texts.BODY, body, texts.BODY_DEFAULT),
        *_user_stretches(environment),
        _history(document),
        *_lock(),
    ]


def _settings(environment: Environment, id: str, name: str, path: Path, default: str) -> Finding:
    faults = [error for error in environment.loaded.errors if error.file == path.name]
    if faults:
        text = tr_count(len(faults), texts.SETTINGS_ONE, texts.SETTINGS_MANY, first=faults[0])
        return Finding(id, name, DEGRADED, text, texts.BODY_REMEDY if id == "body" else texts.SETTINGS_REMEDY)
    return Finding(id, name, OK, tr(texts.SETTINGS_OK if path.exists() else default, path=_short(path)))


def _user_stretches(environment: Environment) -> list[Finding]:
    """Nothing for somebody who has none."""
    stretches = environment.loaded.stretches
    if stretches.errors:
        text = tr_count(len(stretches.errors), texts.SETTINGS_ONE, texts.SETTINGS_MANY, first=stretches.errors[0])
        return [Finding("stretches", texts.OWN, DEGRADED, text, texts.OWN_REMEDY)]
    if stretches.own:
        return [Finding("stretches", texts.OWN, OK, tr_count(len(stretches.own), texts.OWN_ONE, texts.OWN_MANY))]
    return []


def _history(document: dict[str, Any] | None) -> Finding:
    """What the daemon says of it, which writes; else whether it can be read."""
    from breakd.history import HistoryError, Reader

    path = paths.history_file()
    if document is not None and (why := document.get("not_saved")):
        text = tr(texts.HISTORY_NOT_SAVED, why=WHY[why])
        return Finding("history", texts.HISTORY, MISSING, text, texts.HISTORY_REMEDIES[why])
    try:
        reader = Reader.open(path)
        if reader is None:
            return Finding("history", texts.HISTORY, OK, texts.HISTORY_NONE)
        reader.close()
    except HistoryError as error:
        return Finding(
            "history", texts.HISTORY, DEGRADED, tr(texts.HISTORY_FAULT, reason=error), texts.HISTORY_REMEDY
        )
    return Finding("history", texts.HISTORY, OK, tr(texts.HISTORY_OK, path=_short(path)))


def _lock() -> list[Finding]:
    """Nothing where the lock is where it should be."""
    first, *others = paths.lock_files()
    try:
        lockfile.check(first)
    except OSError as error:
        text = tr(texts.LOCK_FAULT, path=_short(first), reason=error.strerror)
        for other in others:
            with suppress(OSError):
                lockfile.check(other)
                text = tr(texts.LOCK_ELSEWHERE, path=_short(first), reason=error.strerror, other=other)
        return [Finding("lock", texts.LOCK, DEGRADED, text, texts.LOCK_REMEDY)]
    return []


def _holder() -> int | None:
    return lockfile.holder(*paths.lock_files())


def _lost_program(client: DbusClient) -> str:
    """What the unit would start but is not there: its command, or the Python of that; empty if all is there."""
    (path,) = client.call(MANAGER, "LoadUnit", "s", UNIT)
    commands = get(client, SYSTEMD, path, f"{SYSTEMD}.Service", "ExecStart")
    return next((lost for command, *_ in commands if (lost := _lost(command))), "")


def _lost(command: str) -> str:
    """This program or what it runs with, if it is not there. An update of Python may take that alone."""
    try:
        with Path(command).open("rb") as file:
            first = file.readline(200)
    except FileNotFoundError:
        return command
    except OSError:
        return ""
    python = os.fsdecode(first[2:]).split()[:1] if first.startswith(b"#!/") else []
    return next((one for one in python if not Path(one).exists()), "")


def _unit(client: DbusClient, unit: str, *names: str) -> list[str]:
    (path,) = client.call(MANAGER, "LoadUnit", "s", unit)
    return [get(client, SYSTEMD, path, UNIT_INTERFACE, name) for name in names]


def _short(path: Path) -> str:
    home = paths.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
