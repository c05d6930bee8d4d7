"""What `breakd doctor` finds, and what a person can do about it."""

from __future__ import annotations

BUS = "session bus"
BUS_OK = "answers"
BUS_MISSING = "there is none here ({reason})"
BUS_REMEDY = "Log in to a desktop, or run `breakd run` in a terminal: it reminds you there."

DAEMON = "breakd"
DAEMON_OK = "running, version {version}"
DAEMON_OTHER = "running in version {version}, but {installed} is installed"
DAEMON_OTHER_REMEDY = "Restart it: `breakd service install`."
DAEMON_MISSING = "not running"
DAEMON_REMEDY = "`breakd service install` starts it now and with your desktop; `breakd run` starts it here."
DAEMON_UNWELL = "runs but does not answer as it should ({reason})"
DAEMON_UNWELL_REMEDY = "Its log says more: `journalctl --user -u breakd`."

PRESENCE = "presence"
PRESENCE_OK = "seen by {source}"
PRESENCE_ALWAYS = "this desktop does not show absences: you count as sitting while the screen is unlocked"
PRESENCE_ALWAYS_REMEDY = "Locking the screen when you leave is seen. X11 and GNOME show absences by themselves."
PRESENCE_UNKNOWN = "not known until breakd runs"

NOTIFY = "notifications"
NOTIFY_OK = "{server} with buttons"
NOTIFY_STARTS = "a server is installed and starts when it is needed"
NOTIFY_PLAIN = "{server} without buttons"
NOTIFY_PLAIN_REMEDY = "Answer in the tray or with `breakd done`, `breakd snooze`, `breakd skip`."
NOTIFY_MISSING = "no notification server"
NOTIFY_REMEDY = 'Install one (dunst, mako, xfce4-notifyd), or set backend = "terminal" in [notify].'

TRAY = "tray"
TRAY_OK = "a panel shows the icon"
TRAY_EMPTY = "a tray service runs, but no panel shows its icons"
TRAY_MISSING = "no panel for the icon"
TRAY_REMEDY = (
    "On GNOME install the extension “AppIndicator and KStatusNotifierItem Support”; every action is a command too."
)

LOGIND = "lock and sleep"
LOGIND_OK = "heard from logind"
LOGIND_THERE = "logind is there to tell them"
LOGIND_MISSING = "not heard from logind: a lock or a sleep is noticed late"

SERVICE = "service"
SERVICE_OK = "starts with your desktop"
SERVICE_DOWN = "installed, but {state}"
SERVICE_DOWN_REMEDY = "`systemctl --user start breakd`; its log: `journalctl --user -u breakd`."
SERVICE_OFF = "installed, but not started with your desktop"
SERVICE_ABSENT = "not installed: breakd does not start by itself"
SERVICE_REMEDY = "`breakd service install`"
SERVICE_NO_MANAGER = "no systemd user manager on this bus: breakd cannot be started by it"
SERVICE_NO_MANAGER_REMEDY = "Put `breakd run` into your desktop's autostart."

SETTINGS = "settings"
SETTINGS_OK = "in order ({path})"
SETTINGS_DEFAULT = "the defaults (there is no {path})"
SETTINGS_ONE = "{count} fault: {first}"
SETTINGS_MANY = "{count} faults, the first: {first}"
SETTINGS_REMEDY = "`breakd config check` lists them; until then breakd goes on with the last good settings."

HISTORY = "history"
HISTORY_OK = "readable ({path})"
HISTORY_NONE = "nothing recorded yet"
HISTORY_FAULT = "{reason}"
HISTORY_REMEDY = "breakd goes on, but what it does is not kept."

VERDICTS = {"ok": "ok", "degraded": "degraded", "missing": "missing"}
