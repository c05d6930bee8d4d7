"""What `breakd doctor` finds, and what a person can do about it. Package names are in `packages`."""

from __future__ import annotations

DESKTOP = "desktop"
DESKTOP_OK = "{desktop} on {session}"
DESKTOP_UNNAMED = "a desktop without a name"
DESKTOP_NONE = "none in this terminal"
DESKTOP_REMEDY = "In a terminal of your desktop doctor sees more."

BUS = "session bus"
BUS_OK = "answers"
BUS_MISSING = "there is none here ({reason})"
BUS_REMEDY = "Log in to a desktop, or install it: {install}. `breakd run` in a terminal reminds you there."

DAEMON = "breakd"
DAEMON_OK = "running, version {version}"
DAEMON_OTHER = "running in version {version}, but {installed} is installed"
DAEMON_OTHER_REMEDY = "Restart it: `systemctl --user restart breakd`."
DAEMON_ELSEWHERE = "running (process {pid}), but not on this bus: in a terminal, or in another session"
DAEMON_MISSING = "not running"
DAEMON_REMEDY = "With your desktop: `breakd service install`. Here and now: `breakd run`."
DAEMON_UNWELL = "runs but does not answer as it should ({reason})"
DAEMON_UNWELL_REMEDY = "Its log says more: `journalctl --user -u breakd`."

PRESENCE = "presence"
PRESENCE_OK = "seen by {source}"
PRESENCE_WOULD = "would be seen by {source}"
PRESENCE_NOT_BY = "not by {source}: {why}"
PRESENCE_ALWAYS = "this desktop does not show absences: you count as sitting while the screen is unlocked"
PRESENCE_ALWAYS_REMEDY = "Lock the screen when you leave: that is seen."
PRESENCE_BLIND = "breakd sees no absences, though {source} shows them here: it does not know this desktop"
PRESENCE_BLIND_REMEDY = (
    "`systemctl --user import-environment DISPLAY XAUTHORITY WAYLAND_DISPLAY`, "
    "then `systemctl --user restart breakd`."
)
PRESENCE_STALE_REMEDY = (
    "systemd still knows the Wayland display of an earlier session: "
    "`systemctl --user unset-environment WAYLAND_DISPLAY`, `systemctl --user import-environment DISPLAY XAUTHORITY`, "
    "then `systemctl --user restart breakd`."
)
PRESENCE_HELD_UP = (
    "{seen}, but programs that keep the screen on, such as films, hide absences: "
    "the compositor has no ext-idle-notify 2"
)
PRESENCE_UNBROKEN = "seen by {source}, but without a pause of {pause} for {length}"
PRESENCE_UNBROKEN_REMEDY = (
    "Does a mouse tremble, or does something press keys for you? Such input is taken for you: absences are not seen."
)

NOTIFY = "notifications"
NOTIFY_OK = "{server} with buttons"
NOTIFY_STARTS = "a server is installed and starts when it is needed"
NOTIFY_PLAIN = "{server} without buttons: a click on the text starts the guide"
NOTIFY_PLAIN_REMEDY = "Answer in the tray or with `breakd done`, `breakd snooze`, `breakd skip`."
NOTIFY_MISSING = "no notification server"
NOTIFY_SILENT = "the notification server does not answer"
NOTIFY_REMEDY = 'Install one: {install}. Or set backend = "terminal" in [notify].'
NOTIFY_START = 'Let your desktop start `{program}`. Or set backend = "terminal" in [notify].'
NOTIFY_SILENT_REMEDY = 'End it: the desktop starts it again. Or set backend = "terminal" in [notify].'
NOTIFY_TERMINAL = "in the terminal: backend = “terminal” in [notify]"
NOTIFY_NO_BUS = "in the terminal, because there is no session bus"
NOTIFY_NEEDS_BUS = "backend = “desktop” in [notify] needs a session bus"
NOTIFY_NEEDS_BUS_REMEDY = 'Set backend = "auto": then breakd takes the terminal where there is no bus.'
NOTIFY_PLYER_MISSING = "{why}: breakd does not start with backend = “plyer” in [notify]"
NOTIFY_PLYER_REMEDY = 'Install it: {install}. Or set backend = "auto".'
NOTIFY_PLYER = "text only: backend = “plyer” in [notify]"
NOTIFY_BACKEND = "{found} (backend “{backend}”)"

TRAY = "tray"
TRAY_OK = "a panel shows the icon"
TRAY_THERE = "a panel is there to show the icon"
TRAY_OFF = "no icon: enabled = false in [tray]"
TRAY_TERMINAL = "the terminal takes its place"
TRAY_NO_BUS = "no icon without a session bus"
TRAY_LOST = "a panel is there, but does not show breakd's icon"
TRAY_LOST_REMEDY = "Restart the panel, or breakd: `systemctl --user restart breakd`."
TRAY_EMPTY = "a tray service runs, but no panel shows its icons"
TRAY_MISSING = "no panel shows icons; every action is a command too"
TRAY_GNOME_REMEDY = (
    "GNOME needs the extension “AppIndicator and KStatusNotifierItem Support”: "
    "{install}; log out and in, then switch it on in “Extensions”."
)
TRAY_GNOME_ENABLE = (
    "The extension “AppIndicator and KStatusNotifierItem Support” is there but not switched on: "
    "`gnome-extensions enable {extension}`. If GNOME does not know it yet, log out and in first."
)
TRAY_XEMBED = "this panel shows only icons of the old kind (XEmbed); every action is a command too"
TRAY_XEMBED_REMEDY = "`snixembed --fork` in your autostart shows the new kind on it (Arch: AUR; else https://git.sr.ht/~steef/snixembed)."
TRAY_WAYLAND_REMEDY = "A panel with a tray shows it, such as waybar with “tray” in its modules: {install}."
TRAY_WAYLAND_START = "Start waybar with “tray” in its modules, or another panel with a tray."
TRAY_REMEDY = "A panel with a tray shows it, such as xfce4-panel: {install}."
TRAY_START = "Start xfce4-panel, or another panel with a tray."

LOGIND = "lock and sleep"
LOGIND_OK = "heard from logind"
LOGIND_THERE = "logind is there to tell them"
LOGIND_MISSING = "not heard from logind: a lock is seen only if the locker tells, a sleep only afterwards"
LOGIND_REMEDY = "Install it: {install}."
LOGIND_UNTOLD = "sleep is heard; a lock only if your locker tells logind, and not all do"
LOCKER_X11 = "`xss-lock -- i3lock` tells it what i3lock alone does not."
LOCKER_WAYLAND = (
    "swaylock and hyprlock alone do not, nor does `loginctl lock-session`, which only asks for a lock. "
    "A script does: `busctl call org.freedesktop.login1 /org/freedesktop/login1/session/auto "
    "org.freedesktop.login1.Session SetLockedHint b true` before the locker, and with `false` after it."
)

IDLE_INHIBITORS = "films"
FILMS_OK = "somebody who watches one counts as there, known from {keepers}"
FILMS_SESSION_MANAGER, FILMS_POLICY_AGENT = "the session manager", "PowerDevil"
FILMS_POWER_MANAGER, FILMS_COMPOSITOR, FILMS_LOGIND = "the power manager", "the compositor", "logind"
FILMS_LOGIND_ALONE = "somebody who watches one counts as away, unless the player tells logind: few do"
FILMS_LOGIND_REMEDY = "`systemd-inhibit --what=idle` in front of the player's name tells it."
FILMS_NONE = "somebody who watches one counts as away: nobody here knows which program keeps the screen on"
FILMS_NONE_REMEDY = "Touch the mouse now and then."

CALL, SCREEN_SHARE = "calls", "screen sharing"
DO_NOT_DISTURB, FULLSCREEN = "do not disturb", "full screen"
QUIET_OK = "seen"
FULLSCREEN_BY_PLASMA = "seen as do not disturb: Plasma turns that on in full screen"
SCREEN_SHARE_X11 = "seen of programs that share through PipeWire; on X11 most copy the screen themselves"
QUIET_OFF = "not asked for: {key} = false in [quiet]"
QUIET_UNSEEN = "not seen: {why}"
QUIET_REMEDY = "By hand: `breakd pause 1h`."
QUIET_INSTALL = "{install}; until then by hand: `breakd pause 1h`."
QUIET_START = "`systemctl --user start {program}`; until then by hand: `breakd pause 1h`."

SERVICE = "service"
SERVICE_OK = "running, and starts with your desktop"
SERVICE_DOWN = "installed, but {state}"
SERVICE_DOWN_REMEDY = "`systemctl --user start breakd`; its log: `journalctl --user -u breakd`."
SERVICE_OFF = "running, but not started with your desktop"
SERVICE_NO_START = "running, but neither systemd's desktop target nor an autostart entry starts it here"
SERVICE_ABSENT = "not installed: breakd does not start by itself"
SERVICE_REMEDY = "`breakd service install`"
SERVICE_NO_MANAGER = "no systemd user manager on this bus to start breakd"
SERVICE_NO_MANAGER_REMEDY = "Put `breakd run` into your desktop's autostart."

SETTINGS, BODY = "settings", "body"
SETTINGS_OK = "in order ({path})"
SETTINGS_DEFAULT = "the defaults (no {path})"
BODY_DEFAULT = "nothing is known about it (no {path})"
SETTINGS_ONE = "{count} fault: {first}"
SETTINGS_MANY = "{count} faults, the first: {first}"
OWN = "stretches"
OWN_ONE = "one of your own, in order"
OWN_MANY = "{count} of your own, in order"
OWN_REMEDY = "`breakd stretches check` lists them; until then these are left out."
SETTINGS_REMEDY = "`breakd config check` lists them; until then breakd goes on with the last good settings."

HISTORY = "history"
HISTORY_OK = "readable ({path})"
HISTORY_NONE = "nothing recorded yet"
HISTORY_FAULT = "{reason}"
HISTORY_REMEDY = "breakd goes on, but what it does is not kept."

LOCK = "lock file"
LOCK_FAULT = "{path} cannot be locked ({reason}): breakd does not start"
LOCK_REMEDY = "Make the folder writable for you, on a disk of this machine."

VERDICTS = {"ok": "ok", "degraded": "degraded", "missing": "missing"}
