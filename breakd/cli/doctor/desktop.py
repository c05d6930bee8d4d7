"""What doctor finds about the desktop: who sees the person, who shows reminders and the icon, what keeps quiet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jeepney import DBusAddress

from breakd.client import gnome_extension
from breakd.client.dbus_client import DbusClient
from breakd.desktop.bus_names import (
    NOTIFICATIONS,
    NOTIFICATIONS_PATH,
    SYSTEMD,
    SYSTEMD_MANAGER,
    SYSTEMD_PATH,
    TRAY_WATCHER,
    TRAY_WATCHER_PATH,
)
from breakd.desktop.notifications.client import BUTTONLESS
from breakd.desktop.notifications.plyer import find_way
from breakd.desktop.ports import Unavailable
from breakd.desktop.quiet import microphone, screen_share
from breakd.engine.events import QuietReason
from breakd.messages import doctor as texts
from breakd.messages import minutes, packages, tr
from breakd.messages import quiet as quiet_words
from breakd.toml.errors import shown

from .bus_queries import NO_ANSWER, get, owned, startable
from .desktop_probe import ProbeResult, has_xembed_tray
from .environment import Environment
from .finding import DEGRADED, MISSING, OK, Finding

Document = dict[str, Any]
SERVER = DBusAddress(NOTIFICATIONS_PATH, NOTIFICATIONS, NOTIFICATIONS)
PLASMA_HOLDS_SINCE = (6, 4)
"""The version of Plasma that turns on do-not-disturb in full screen by itself."""
LONG = 4 * 3600.0
"""Seconds of input without any pause after which something else than a person is at work."""


def desktop(environment: Environment) -> Finding:
    """Which desktop this terminal is on."""
    if not environment.has_desktop:
        verdict, remedy = (OK, "") if environment.settings.backend == "terminal" else (DEGRADED, texts.DESKTOP_REMEDY)
        return Finding("desktop", texts.DESKTOP, verdict, texts.DESKTOP_NONE, remedy)
    name = ":".join(environment.desktops) or texts.DESKTOP_UNNAMED
    text = tr(texts.DESKTOP_OK, desktop=name, session="Wayland" if environment.wayland else "X11")
    return Finding("desktop", texts.DESKTOP, OK, text)


# -- the person ----------------------------------------------------------------------------------------------------


def presence(
    environment: Environment, client: DbusClient | None, document: Document | None, probed: ProbeResult
) -> Finding:
    """Where input is seen, by the daemon that runs, or by one that would start here."""

    def check(verdict: str, text: str, remedy: str = "") -> Finding:
        because = tuple(tr(texts.PRESENCE_NOT_BY, source=name, why=why) for name, why in probed.better)
        return Finding("presence", texts.PRESENCE, verdict, text, remedy, because)

    found: Document = document["capabilities"] if document is not None else {"presence": probed.source}
    source = found["presence"]
    if source == "always" and probed.source != "always":
        stale = probed.source == "x11" and _systemd_names_a_compositor(client)
        remedy = texts.PRESENCE_STALE_REMEDY if stale else texts.PRESENCE_BLIND_REMEDY
        return check(DEGRADED, tr(texts.PRESENCE_BLIND, source=probed.source), remedy)
    if source == "always":
        return check(DEGRADED, texts.PRESENCE_ALWAYS, texts.PRESENCE_ALWAYS_REMEDY)
    unbroken = found.get("input_unbroken_seconds") or 0.0
    if unbroken >= LONG:
        pause = minutes(environment.settings.sitting.idle_after)
        text = tr(texts.PRESENCE_UNBROKEN, source=source, pause=pause, length=minutes(unbroken))
        return check(DEGRADED, text, texts.PRESENCE_UNBROKEN_REMEDY)
    seen = tr(texts.PRESENCE_OK if document is not None else texts.PRESENCE_WOULD, source=source)
    if probed.held_up and source == probed.source:
        return check(DEGRADED, tr(texts.PRESENCE_HELD_UP, seen=seen), texts.PRESENCE_ALWAYS_REMEDY)
    return check(OK, seen)


def _systemd_names_a_compositor(client: DbusClient | None) -> bool:
    if client is None:
        return False
    try:
        lines = get(client, SYSTEMD, SYSTEMD_PATH, SYSTEMD_MANAGER, "Environment")
    except NO_ANSWER:
        return False
    return any(re.match("WAYLAND_DISPLAY=.", line) for line in lines)


# -- what is shown -------------------------------------------------------------------------------------------------


def notifications(environment: Environment, client: DbusClient | None) -> Finding:
    """Who shows reminders, by the backend that the settings ask for."""
    backend = environment.settings.backend

    def check(verdict: str, text: str, remedy: str = "") -> Finding:
        return Finding("notifications", texts.NOTIFY, verdict, text, remedy)

    if backend == "terminal":
        return check(OK, texts.NOTIFY_TERMINAL)
    if backend == "plyer":
        try:
            find_way()
        except Unavailable as why:
            remedy = tr(texts.NOTIFY_PLYER_REMEDY, install=environment.install(packages.NOTIFY_SEND))
            return check(MISSING, tr(texts.NOTIFY_PLYER_MISSING, why=why), remedy)
        return check(DEGRADED, texts.NOTIFY_PLYER, texts.NOTIFY_PLAIN_REMEDY)
    if client is None:
        if backend == "desktop":
            return check(MISSING, texts.NOTIFY_NEEDS_BUS, texts.NOTIFY_NEEDS_BUS_REMEDY)
        return check(DEGRADED if environment.has_desktop else OK, texts.NOTIFY_NO_BUS)
    if not owned(client, NOTIFICATIONS):
        if startable(client, NOTIFICATIONS):
            return check(OK, texts.NOTIFY_STARTS)
        return check(MISSING, texts.NOTIFY_MISSING, _get_server(environment))
    try:
        name, version = _server(client)
        (capabilities,) = client.call(SERVER, "GetCapabilities")
    except NO_ANSWER:
        return check(MISSING, texts.NOTIFY_SILENT, texts.NOTIFY_SILENT_REMEDY)
    server = f"{name} {version}".strip()
    if "actions" in capabilities and name not in BUTTONLESS:
        found = tr(texts.NOTIFY_OK, server=server)
        return check(OK, tr(texts.NOTIFY_BACKEND, found=found, backend=backend))
    return check(DEGRADED, tr(texts.NOTIFY_PLAIN, server=server), texts.NOTIFY_PLAIN_REMEDY)


def _server(client: DbusClient) -> tuple[str, str]:
    """The name and the version of the notification server that runs."""
    name, _, version, _ = client.call(SERVER, "GetServerInformation")
    return name, version


def _get_server(environment: Environment) -> str:
    if "XFCE" in environment.desktops:  # the bus starts it where it is installed
        return tr(texts.NOTIFY_REMEDY, install=environment.install(packages.XFCE_NOTIFYD))
    need = packages.MAKO if environment.wayland else packages.DUNST
    if program := environment.program(need):
        return tr(texts.NOTIFY_START, program=program)
    return tr(texts.NOTIFY_REMEDY, install=environment.install(need))


def tray(environment: Environment, client: DbusClient | None, document: Document | None) -> Finding:
    """Whether anybody shows the icon."""

    def check(verdict: str, text: str, remedy: str = "") -> Finding:
        return Finding("tray", texts.TRAY, verdict, text, remedy)

    if not environment.settings.tray:
        return check(OK, texts.TRAY_OFF)
    if environment.settings.backend == "terminal" or (client is None and not environment.has_desktop):
        return check(OK, texts.TRAY_TERMINAL)
    if client is None:
        return check(DEGRADED, texts.TRAY_NO_BUS)
    if not owned(client, TRAY_WATCHER):
        return _no_tray(environment, client, texts.TRAY_MISSING)
    try:
        hosted = get(client, TRAY_WATCHER, TRAY_WATCHER_PATH, TRAY_WATCHER, "IsStatusNotifierHostRegistered")
    except NO_ANSWER:
        hosted = False
    if not hosted:
        return _no_tray(environment, client, texts.TRAY_EMPTY)
    if document is None:
        return check(OK, texts.TRAY_THERE)
    if document["capabilities"]["tray"] == "none":
        return check(DEGRADED, texts.TRAY_LOST, texts.TRAY_LOST_REMEDY)
    return check(OK, texts.TRAY_OK)


def _no_tray(environment: Environment, client: DbusClient, text: str) -> Finding:
    if environment.is_gnome and gnome_extension.is_on(client):
        return Finding("tray", texts.TRAY, OK, texts.TRAY_GNOME_OURS)
    if environment.is_gnome and (extension := environment.find_extension("*appindicator*")):
        remedy = tr(texts.TRAY_GNOME_ENABLE, extension=extension)
    elif environment.is_gnome and (extension := environment.find_extension(gnome_extension.UUID)):
        remedy = tr(texts.TRAY_GNOME_OURS_ENABLE, extension=extension)
    elif environment.is_gnome:
        remedy = tr(texts.TRAY_GNOME_REMEDY, install=environment.install(packages.GNOME_TRAY))
    elif environment.x11 and has_xembed_tray(environment.environ):
        text, remedy = texts.TRAY_XEMBED, texts.TRAY_XEMBED_REMEDY
    elif environment.wayland:
        remedy = _get_panel(environment, packages.WAYBAR, texts.TRAY_WAYLAND_START, texts.TRAY_WAYLAND_REMEDY)
    else:
        remedy = _get_panel(environment, packages.XFCE_PANEL, texts.TRAY_START, texts.TRAY_REMEDY)
    return Finding("tray", texts.TRAY, DEGRADED, text, remedy)


def _get_panel(environment: Environment, need: str, start: str, install: str) -> str:
    return start if environment.program(need) else tr(install, install=environment.install(need))


# -- what keeps quiet ----------------------------------------------------------------------------------------------


def quiet(environment: Environment, client: DbusClient | None, probed: ProbeResult) -> list[Finding]:
    """Each reason to hold a reminder back: whether it is seen here."""
    if not environment.has_desktop:
        return []
    wanted = environment.settings.quiet
    sound, pictures = (
        need if _no_socket(find, environment) else None
        for need, find in ((packages.SOUND, microphone.socket_path), (packages.PIPEWIRE, screen_share.socket_path))
    )
    return [
        _quiet(environment, probed, QuietReason.CALL, texts.CALL, wanted.call, sound),
        _quiet(environment, probed, QuietReason.SCREEN_SHARE, texts.SCREEN_SHARE, wanted.screen_share, pictures),
        _quiet(environment, probed, QuietReason.DO_NOT_DISTURB, texts.DO_NOT_DISTURB, wanted.do_not_disturb, None),
        _full_screen(environment, client, probed),
    ]


def _full_screen(environment: Environment, client: DbusClient | None, probed: ProbeResult) -> Finding:
    wanted = environment.settings.quiet
    by_plasma = wanted.do_not_disturb and QuietReason.DO_NOT_DISTURB not in probed.unseen
    if wanted.fullscreen and QuietReason.FULLSCREEN in probed.unseen and by_plasma and _plasma_holds(client):
        return Finding(QuietReason.FULLSCREEN.value, texts.FULLSCREEN, OK, texts.FULLSCREEN_BY_PLASMA)
    return _quiet(environment, probed, QuietReason.FULLSCREEN, texts.FULLSCREEN, wanted.fullscreen, None)


def _plasma_holds(client: DbusClient | None) -> bool:
    if client is None:
        return False
    try:
        name, version = _server(client)
    except NO_ANSWER:
        return False
    numbers = re.match(r"(\d+)\.(\d+)", version)
    return name == "Plasma" and numbers is not None and (int(numbers[1]), int(numbers[2])) >= PLASMA_HOLDS_SINCE


def _no_socket(find: Callable[[Mapping[str, str]], str], environment: Environment) -> bool:
    """Whether a server is missing, rather than on another machine, out of reach or unwilling."""
    try:
        return not Path(find(environment.environ)).exists()
    except Unavailable:
        return False


def _quiet(
    environment: Environment, probed: ProbeResult, reason: QuietReason, name: str, wanted: bool, need: str | None
) -> Finding:
    id, why = reason.value, probed.unseen.get(reason)
    off = tr(texts.QUIET_OFF, key=id.replace("-", "_"))
    if reason is QuietReason.CALL and probed.recording:
        programs = ", ".join(shown(name) for name in sorted(set(probed.recording)))
        seen = texts.CALL_NOW if wanted else texts.CALL_NOW_OFF
        return Finding(id, name, OK, tr(seen, programs=programs, off=off), texts.CALL_REMEDY if wanted else "")
    if not wanted:
        return Finding(id, name, OK, off)
    if why is None and reason is QuietReason.SCREEN_SHARE and environment.x11:
        return Finding(id, name, DEGRADED, texts.SCREEN_SHARE_X11, texts.QUIET_REMEDY)
    if why is None:
        return Finding(id, name, OK, texts.QUIET_OK)
    if why == quiet_words.NO_GSETTINGS:
        remedy = tr(texts.QUIET_INSTALL, install=environment.install(packages.GSETTINGS))
    elif need is None:
        remedy = texts.QUIET_REMEDY
    elif program := environment.program(need):
        remedy = tr(texts.QUIET_START, program=program)
    else:
        remedy = tr(texts.QUIET_INSTALL, install=environment.install(need))
    # what stands in brackets is for the log
    return Finding(id, name, DEGRADED, tr(texts.QUIET_UNSEEN, why=why.partition(" (")[0]), remedy)
