"""What doctor finds about how breakd distinguishes an absence from a presence without input: lock and sleep, and
idle inhibitors.
"""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress

from breakd.client.dbus_client import DbusClient
from breakd.client.exit_codes import Stop
from breakd.desktop.bus_names import LOGIN1
from breakd.desktop.presence.inhibitors import POLICY_AGENT, POWER_MANAGER, SESSION_MANAGER, InhibitorQuery
from breakd.desktop.presence.screensaver_locks import LOCKERS
from breakd.messages import doctor as texts
from breakd.messages import packages, tr
from breakd.system import paths

from .bus_queries import NO_ANSWER, owned
from .desktop_probe import ProbeResult
from .environment import Environment
from .finding import DEGRADED, OK, Finding

Document = dict[str, Any]
TELL_LOGIND = frozenset({"GNOME", "KDE", "Pantheon"})
"""Desktops whose own lock screen sets logind's LockedHint; of others nobody can know before the first lock."""
KEEPERS = {
    SESSION_MANAGER: texts.FILMS_SESSION_MANAGER,
    POLICY_AGENT: texts.FILMS_POLICY_AGENT,
    POWER_MANAGER: texts.FILMS_POWER_MANAGER,
}
"""Who keeps a list of the programs that hold off idleness, in the order in which the daemon asks; one is enough."""


def lock(environment: Environment, client: DbusClient | None, document: Document | None) -> Finding:
    """Whether lock and sleep are heard, or could be."""

    def check(verdict: str, text: str, remedy: str = "") -> Finding:
        return Finding("logind", texts.LOGIND, verdict, text, remedy)

    if not has_logind(document):
        remedy = tr(texts.LOGIND_REMEDY, install=environment.install(packages.LOGIND))
        return check(DEGRADED, texts.LOGIND_MISSING, remedy)
    if environment.has_desktop and not TELL_LOGIND & set(environment.desktops) and not _locker_answers(client):
        return check(DEGRADED, texts.LOGIND_UNTOLD, texts.LOCKER_WAYLAND if environment.wayland else texts.LOCKER_X11)
    return check(OK, texts.LOGIND_OK if document is not None else texts.LOGIND_THERE)


def idle_inhibitors(
    environment: Environment, client: DbusClient | None, document: Document | None, probed: ProbeResult
) -> list[Finding]:
    """Who is asked for programs that hold off idleness; logind's list alone is one that most players do not know."""
    if not environment.has_desktop:
        return []
    keepers = [name for question, name in KEEPERS.items() if _answers(client, question)][:1]
    if probed.source == "wayland":
        keepers.append(texts.FILMS_COMPOSITOR)
    logind = [texts.FILMS_LOGIND] if has_logind(document) else []
    if keepers:
        return [
            Finding(
                "idle-inhibitors", texts.IDLE_INHIBITORS, OK, tr(texts.FILMS_OK, keepers=", ".join(keepers + logind))
            )
        ]
    if logind:
        return [
            Finding(
                "idle-inhibitors",
                texts.IDLE_INHIBITORS,
                DEGRADED,
                texts.FILMS_LOGIND_ALONE,
                texts.FILMS_LOGIND_REMEDY,
            )
        ]
    return [Finding("idle-inhibitors", texts.IDLE_INHIBITORS, DEGRADED, texts.FILMS_NONE, texts.FILMS_NONE_REMEDY)]


def has_logind(document: Document | None) -> bool:
    """Whether the daemon hears logind; without a daemon, whether logind is there."""
    if document is not None:
        return bool(document["capabilities"]["logind"])
    try:
        with DbusClient.connect(paths.system_bus()) as system:
            return owned(system, LOGIN1)
    except (Stop, *NO_ANSWER):
        return False


def _locker_answers(client: DbusClient | None) -> bool:
    """Whether a locker on the bus says if it is locked; some have the name, and take inhibitors only."""
    return any(_call(client, name, path, name, "GetActive") is not None for name, path in LOCKERS.items())


def _answers(client: DbusClient | None, question: InhibitorQuery) -> bool:
    values = () if question.flags is None else (question.flags,)
    return _call(client, question.name, question.path, question.interface, question.member, *values) is not None


def _call(client: DbusClient | None, name: str, path: str, interface: str, member: str, *values: int) -> bool | None:
    if client is None:
        return None
    try:
        (answer,) = client.call(DBusAddress(path, name, interface), member, "u" * len(values), *values)
    except NO_ANSWER:
        return None
    return bool(answer)
