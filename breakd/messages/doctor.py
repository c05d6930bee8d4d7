"""What `breakd doctor` finds, and what a person can do about it. Package names are in `packages`."""

from __future__ import annotations

DESKTOP = "desktop"
DESKTOP_OK = "{desktop} on {session}"
DESKTOP_UNNAMED = "a desktop without a name"
DESKTOP_NONE = "none in this terminal"
DESKTOP_REMEDY = "Run doctor in a terminal of your desktop: it sees more there."

BUS = "session bus"
BUS_OK = "answers"
BUS_MISSING = "not available here ({reason})"
BUS_REMEDY = "Log in to a desktop, or install it: {install}. `breakd run` in a terminal reminds you there."

DAEMON = "breakd"
DAEMON_OK = "running, version {version}"
DAEMON_OTHER = "running in version {version}, but {installed} is installed"
DAEMON_OTHER_REMEDY = "Restart it: `systemctl --user restart breakd`."
DAEMON_ELSEWHERE = "running (process {pid}), but not on this bus: in a terminal, or in another session"
DAEMON_MISSING = "not running"
DAEMON_REMEDY = "With your desktop: `breakd service install`. Here and now: `breakd run`."
DAEMON_UNWELL = "running, but not answering as it should ({reason})"
DAEMON_UNWELL_REMEDY = "See its log: `journalctl --user -u breakd`."

PRESENCE = "presence"
PRESENCE_OK = "seen by {source}"
PRESENCE_WOULD = "would be seen by {source}"
PRESENCE_NOT_BY = "not by {source}: {why}"
PRESENCE_ALWAYS = "this desktop does not show absences: you count as sitting while the screen is unlocked"
PRESENCE_ALWAYS_REMEDY = "Lock the screen when you leave; breakd sees that."
PRESENCE_BLIND = (
    "{source} shows absences here, but the running breakd does not see them: it was started without this desktop's "
    "environment"
)
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
    "Is the mouse moving by itself, or does a program press keys? breakd takes that input for you and sees no "
    "absences."
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
TRAY_MISSING = "no panel shows icons; every action is also a command"
TRAY_GNOME_OURS = "breakd's own extension shows the icon"
TRAY_GNOME_OURS_ENABLE = (
    "breakd's own extension is there but not switched on: `gnome-extensions enable {extension}`. "
    "If GNOME does not know it yet, log out and in first."
)
TRAY_GNOME_REMEDY = (
    "`breakd service install` brings breakd's own extension, for GNOME 45 and later. Every GNOME takes "
    "“AppIndicator and KStatusNotifierItem Support”: "
    "{install}; log out and in, then switch it on in “Extensions”."
)
TRAY_GNOME_ENABLE = (
    "The extension “AppIndicator and KStatusNotifierItem Support” is there but not switched on: "
    "`gnome-extensions enable {extension}`. If GNOME does not know it yet, log out and in first."
)
TRAY_XEMBED = "this panel shows only old-style icons (XEmbed); every action is also a command"
TRAY_XEMBED_REMEDY = (
    "`snixembed --fork` in your autostart makes the panel show new-style icons "
    "(Arch: AUR; else https://git.sr.ht/~steef/snixembed)."
)
TRAY_WAYLAND_REMEDY = "A panel with a tray shows it, such as waybar with “tray” in its modules: {install}."
TRAY_WAYLAND_START = "Start waybar with “tray” in its modules, or another panel with a tray."
TRAY_REMEDY = "A panel with a tray shows it, such as xfce4-panel: {install}."
TRAY_START = "Start xfce4-panel, or another panel with a tray."

LOGIND = "lock and sleep"
LOGIND_OK = "reported by logind"
LOGIND_THERE = "logind is there to report them"
LOGIND_MISSING = (
    "not reported by logind: a lock is seen only if the screen locker reports it, a suspend only afterwards"
)
LOGIND_REMEDY = "Install it: {install}."
LOGIND_UNTOLD = "suspend is reported; a lock only if your screen locker tells logind, and not all do"
LOCKER_X11 = "Start the locker as `xss-lock -- i3lock`: that tells logind, i3lock alone does not."
LOCKER_WAYLAND = (
    "swaylock and hyprlock alone do not, nor does `loginctl lock-session`, which only asks for a lock. "
    "A script does: `busctl call org.freedesktop.login1 /org/freedesktop/login1/session/auto "
    "org.freedesktop.login1.Session SetLockedHint b true` before the locker, and with `false` after it."
)

IDLE_INHIBITORS = "films"
FILMS_OK = "while you watch a film you count as present (reported by {keepers})"
FILMS_SESSION_MANAGER, FILMS_POLICY_AGENT = "the session manager", "PowerDevil"
FILMS_POWER_MANAGER, FILMS_COMPOSITOR, FILMS_LOGIND = "the power manager", "the compositor", "logind"
FILMS_LOGIND_ALONE = "while you watch a film you count as away, unless the player tells logind; few do"
FILMS_LOGIND_REMEDY = "Start the player with `systemd-inhibit --what=idle` in front."
FILMS_NONE = "while you watch a film you count as away: nothing here reports which program keeps the screen on"
FILMS_NONE_REMEDY = "Touch the mouse now and then."

CALL, SCREEN_SHARE = "calls", "screen sharing"
DO_NOT_DISTURB, FULLSCREEN = "do not disturb", "full screen"
QUIET_OK = "seen"
CALL_NOW = "seen; the microphone is in use now, by {programs}"
CALL_NOW_OFF = "{off} (the microphone is in use now, by {programs})"
CALL_REMEDY = "If that is no call, end the recording, or set `call = false` in [quiet]."
FULLSCREEN_BY_PLASMA = "seen as do not disturb: Plasma turns that on in full screen"
SCREEN_SHARE_X11 = "seen for programs that share through PipeWire; on X11 most copy the screen directly"
QUIET_OFF = "turned off: {key} = false in [quiet]"
QUIET_UNSEEN = "not seen: {why}"
QUIET_REMEDY = "By hand: `breakd pause 1h`."
QUIET_INSTALL = "{install}; until then by hand: `breakd pause 1h`."
QUIET_START = "`systemctl --user start {program}`; until then by hand: `breakd pause 1h`."

SERVICE = "service"
SERVICE_OK = "running, and starts with your desktop"
SERVICE_DOWN = "installed, but {state}"
SERVICE_DOWN_REMEDY = "`systemctl --user start breakd`; its log: `journalctl --user -u breakd`."
SERVICE_LOST = "starts {path}, which is not there any more: breakd was moved, or its Python"
SERVICE_OFF = "running, but not started with your desktop"
SERVICE_NO_START = "running, but neither systemd's desktop target nor an autostart entry starts it here"
SERVICE_ABSENT = "not installed: breakd does not start by itself"
SERVICE_REMEDY = "`breakd service install`"
SERVICE_NO_MANAGER = "no systemd user manager on this bus to start breakd"
SERVICE_NO_MANAGER_REMEDY = "Put `breakd run` into your desktop's autostart."

SETTINGS, BODY = "settings", "body"
SETTINGS_OK = "valid ({path})"
SETTINGS_DEFAULT = "the defaults (no {path})"
BODY_DEFAULT = "nothing set (no {path})"
SETTINGS_ONE = "{count} error: {first}"
SETTINGS_MANY = "{count} errors, the first: {first}"
OWN = "stretches"
OWN_ONE = "one of your own, valid"
OWN_MANY = "{count} of your own, valid"
OWN_REMEDY = "`breakd stretches check` lists them; until then these are left out."
SETTINGS_REMEDY = "`breakd config check` lists them; until then breakd goes on with the last good settings."
BODY_REMEDY = "`breakd config check` lists them; until then breakd suggests no stretches."

HISTORY = "history"
HISTORY_OK = "readable ({path})"
HISTORY_NONE = "nothing recorded yet"
HISTORY_FAULT = "{reason}"
HISTORY_REMEDY = "breakd goes on, but nothing is saved."
HISTORY_NOT_SAVED = "what you do cannot be saved now: {why}"
HISTORY_REMEDIES = {
    "disk-full": "Make some room on the disk; breakd then saves by itself what you have done meanwhile.",
    "read-only": "Make its folder writable; breakd then saves by itself what you have done meanwhile.",
    "in-use": "End the program that has the history open; breakd then saves by itself what you have done meanwhile.",
    "newer": "Update breakd, then restart it: `systemctl --user restart breakd`.",
    "fault": "See its log: `journalctl --user -u breakd`.",
}
"""By the word of `status --json`."""

LOCK = "lock file"
LOCK_FAULT = "{path} cannot be locked ({reason}): only the session bus keeps a second breakd from starting"
LOCK_ELSEWHERE = "{path} cannot be locked ({reason}), so {other} is: a breakd on another machine would not be noticed"
LOCK_REMEDY = "Make sure that you can write to the folder and that it is on a local disk."

VERDICTS = {"ok": "ok", "degraded": "limited", "missing": "missing"}
ALL_WELL = "Everything that breakd can use works here."
LIMITED = "breakd works here. Limited: {limited}."
NEEDED = "breakd needs: {missing}."
NEEDED_AND_LIMITED = "breakd needs: {missing}. Limited: {limited}."
"""The last line: what to look at among all of it."""
