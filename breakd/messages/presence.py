"""Why presence cannot be seen in some way: for the log, `status` and `doctor`; and what logind shows of us."""

NO_SESSION_BUS = "there is no session bus"
NO_LOGIND = "logind is not available: lock and suspend are seen only as far as the desktop reports them"
LOCK_NOT_SEEN = "logind does not report whether the screen is locked"
SLEEP_NOT_DELAYED = "sleep cannot be delayed, so the last minute may be lost in it"
NO_USER = "it does not know user {uid}"
NOT_ON_BUS = "{name} is not on the bus"
NO_ANSWER = "{name} does not answer ({why})"
NO_DISPLAY = "there is no X display"
WAYLAND = "this is a Wayland session, where X sees only the input of X programs"
NO_CONNECTION = "cannot connect to display {display} ({why})"
NO_COUNTER = "display {display} has no idle counter"
CONNECTION_LOST = "the connection to the X server is lost"

SLEEP_INHIBITOR = "saving how long you have been sitting"
"""Shown by `systemd-inhibit --list`."""

NO_IDLE_PROTOCOL = "this compositor has neither ext-idle-notify-v1 nor org_kde_kwin_idle"
