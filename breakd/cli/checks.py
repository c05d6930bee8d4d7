"""What `breakd doctor` looks at. Each check asks one thing and says what it found and what can be done about it."""

from __future__ import annotations

from typing import Any, NamedTuple

from jeepney import DBusAddress, message_bus

from breakd import __version__, paths
from breakd.core.wording import doctor as words
from breakd.core.wording import say, say_count

from .exits import NO_DAEMON, Stop
from .talk import BusError, Client, Daemon, reason

OK, DEGRADED, MISSING = "ok", "degraded", "missing"
BUS = DBusAddress(message_bus.object_path, message_bus.bus_name, message_bus.interface)
NOTIFICATIONS = DBusAddress(
    "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
)
WATCHER_NAME = "org.kde.StatusNotifierWatcher"
SYSTEMD = DBusAddress("/org/freedesktop/systemd1", "org.freedesktop.systemd1", "org.freedesktop.systemd1.Manager")
UNIT_INTERFACE = "org.freedesktop.systemd1.Unit"


class Check(NamedTuple):
    """One finding: `verdict` is ok, degraded or missing; `remedy` is empty where nothing needs doing."""

    name: str
    verdict: str
    text: str
    remedy: str = ""


def everything() -> list[Check]:
    """All checks, in the order of the work day: what breakd stands on first."""
    try:
        client = Client.session()
    except Stop as stop:
        bus = Check(words.BUS, MISSING, say(words.BUS_MISSING, reason=reason(stop.__cause__)), words.BUS_REMEDY)
        return [bus, *_of_the_files()]
    with client:
        daemon, document = _daemon(client)
        desktop = [_presence(document), _notifications(client), _tray(client), _logind(document), _service(client)]
        return [Check(words.BUS, OK, words.BUS_OK), daemon, *desktop, *_of_the_files()]


def _daemon(client: Client) -> tuple[Check, dict[str, Any] | None]:
    try:
        document = Daemon(client).status()
    except Stop as stop:
        if stop.code == NO_DAEMON:
            return Check(words.DAEMON, MISSING, words.DAEMON_MISSING, words.DAEMON_REMEDY), None
        text = say(words.DAEMON_UNWELL, reason=stop)
        return Check(words.DAEMON, DEGRADED, text, words.DAEMON_UNWELL_REMEDY), None
    version = document["version"]
    if version != __version__:
        text = say(words.DAEMON_OTHER, version=version, installed=__version__)
        return Check(words.DAEMON, DEGRADED, text, words.DAEMON_OTHER_REMEDY), document
    return Check(words.DAEMON, OK, say(words.DAEMON_OK, version=version)), document


def _presence(document: dict[str, Any] | None) -> Check:
    if document is None:
        return Check(words.PRESENCE, DEGRADED, words.PRESENCE_UNKNOWN)
    source = document["capabilities"]["presence"]
    if source == "always":
        return Check(words.PRESENCE, DEGRADED, words.PRESENCE_ALWAYS, words.PRESENCE_ALWAYS_REMEDY)
    return Check(words.PRESENCE, OK, say(words.PRESENCE_OK, source=source))


def _notifications(client: Client) -> Check:
    if not _owned(client, NOTIFICATIONS.bus_name):
        # asked without starting it: a doctor changes nothing
        (startable,) = client.call(BUS, "ListActivatableNames")
        if NOTIFICATIONS.bus_name in startable:
            return Check(words.NOTIFY, OK, words.NOTIFY_STARTS)
        return Check(words.NOTIFY, MISSING, words.NOTIFY_MISSING, words.NOTIFY_REMEDY)
    try:
        server, _, version, _ = client.call(NOTIFICATIONS, "GetServerInformation")
        (capabilities,) = client.call(NOTIFICATIONS, "GetCapabilities")
    except (BusError, TimeoutError):
        return Check(words.NOTIFY, MISSING, words.NOTIFY_MISSING, words.NOTIFY_REMEDY)
    name = f"{server} {version}".strip()
    if "actions" not in capabilities:
        return Check(words.NOTIFY, DEGRADED, say(words.NOTIFY_PLAIN, server=name), words.NOTIFY_PLAIN_REMEDY)
    return Check(words.NOTIFY, OK, say(words.NOTIFY_OK, server=name))


def _tray(client: Client) -> Check:
    if not _owned(client, WATCHER_NAME):
        return Check(words.TRAY, DEGRADED, words.TRAY_MISSING, words.TRAY_REMEDY)
    try:
        hosted = _get(client, WATCHER_NAME, "/StatusNotifierWatcher", WATCHER_NAME, "IsStatusNotifierHostRegistered")
    except (BusError, TimeoutError):
        hosted = False
    if not hosted:
        return Check(words.TRAY, DEGRADED, words.TRAY_EMPTY, words.TRAY_REMEDY)
    return Check(words.TRAY, OK, words.TRAY_OK)


def _logind(document: dict[str, Any] | None) -> Check:
    if document is not None:
        heard = document["capabilities"]["logind"]
        return (
            Check(words.LOGIND, OK, words.LOGIND_OK) if heard else Check(words.LOGIND, DEGRADED, words.LOGIND_MISSING)
        )
    try:
        with Client.connect("SYSTEM") as system:
            if _owned(system, "org.freedesktop.login1"):
                return Check(words.LOGIND, OK, words.LOGIND_THERE)
    except (Stop, BusError, TimeoutError):
        pass
    return Check(words.LOGIND, DEGRADED, words.LOGIND_MISSING)


def _service(client: Client) -> Check:
    try:
        (path,) = client.call(SYSTEMD, "LoadUnit", "s", "breakd.service")
        names = "LoadState", "ActiveState", "UnitFileState"
        load, active, enabled = (_get(client, SYSTEMD.bus_name, path, UNIT_INTERFACE, name) for name in names)
    except (BusError, TimeoutError):
        return Check(words.SERVICE, DEGRADED, words.SERVICE_NO_MANAGER, words.SERVICE_NO_MANAGER_REMEDY)
    if load != "loaded":
        return Check(words.SERVICE, DEGRADED, words.SERVICE_ABSENT, words.SERVICE_REMEDY)
    if active not in ("active", "reloading"):
        return Check(words.SERVICE, DEGRADED, say(words.SERVICE_DOWN, state=active), words.SERVICE_DOWN_REMEDY)
    if enabled != "enabled":
        return Check(words.SERVICE, DEGRADED, words.SERVICE_OFF, words.SERVICE_REMEDY)
    return Check(words.SERVICE, OK, words.SERVICE_OK)


def _of_the_files() -> list[Check]:
    return [_settings(), _history()]


def _settings() -> Check:
    from breakd.config import load

    path = paths.config_file()
    faults = load(path, paths.body_file()).faults
    if faults:
        text = say_count(len(faults), words.SETTINGS_ONE, words.SETTINGS_MANY, first=faults[0])
        return Check(words.SETTINGS, DEGRADED, text, words.SETTINGS_REMEDY)
    return Check(words.SETTINGS, OK, say(words.SETTINGS_OK if path.exists() else words.SETTINGS_DEFAULT, path=path))


def _history() -> Check:
    from breakd.history import HistoryError, Reader

    path = paths.history_file()
    try:
        reader = Reader.open(path)
        if reader is None:
            return Check(words.HISTORY, OK, words.HISTORY_NONE)
        reader.close()
    except HistoryError as error:
        return Check(words.HISTORY, DEGRADED, say(words.HISTORY_FAULT, reason=error), words.HISTORY_REMEDY)
    return Check(words.HISTORY, OK, say(words.HISTORY_OK, path=path))


def _owned(client: Client, name: str) -> bool:
    (owned,) = client.call(BUS, "NameHasOwner", "s", name)
    return bool(owned)


def _get(client: Client, name: str, path: str, interface: str, member: str) -> Any:
    address = DBusAddress(path, name, "org.freedesktop.DBus.Properties")
    ((_, value),) = client.call(address, "Get", "ss", interface, member)
    return value
