"""What `breakd service` says, one line for each thing it did or found, and the desktop entries' texts."""

from __future__ import annotations

ENTRY_NAME = "breakd"
ENTRY_COMMENT = "Reminds you to take a break when you have really been sitting"
ENTRY_KEYWORDS = "break;rest;stretch;posture;back;sitting;"
ENTRY_DONE = "Done"
ENTRY_SNOOZE = "Snooze"
ENTRY_START = "Start a stretch"
ENTRY_PAUSE = "Pause for 1 hour"
ENTRY_OPEN = "Open breakd"
"""What the menu of the application's icon offers."""

NO_SYSTEMD = "This machine has no systemd, so there is no service to install. `breakd run` works without systemd."
NO_MANAGER = (
    "Your systemd user manager does not answer here ({reason}). Log in at the desktop or by ssh, not by su or sudo, "
    "and try again. `breakd run` works without it."
)
NO_COMMAND = "The breakd command was not found. Install the package (pip, pipx) and call it by its name."
ODD_PATH = (
    "systemd cannot start a command at {path}: the path contains quotes or backslashes. "
    "Install breakd somewhere else."
)
NOT_WRITTEN = "{path} could not be written: {reason}"
NOT_REMOVED = "{path} could not be removed: {reason}"

FOLDER = "made       {path}"
WROTE = "wrote      {path}"
SAME = "unchanged  {path}"
REMOVED = "removed    {path}"
ENABLED = "breakd starts with your desktop from now on."
GNOME_EXTENSION = (
    "GNOME shows no tray. breakd's own extension has its icon and menu: log out and in, then switch “breakd” on in "
    "the app “Extensions”."
)
STARTED = "breakd is running."
RESTARTED = "breakd was restarted with the new unit."
RUNS_ALREADY = "breakd is running already."
RUNS_ELSEWHERE = "breakd was started by hand. The service takes over once that one has ended and you log in again."
NOT_STARTED = "breakd did not start. `journalctl --user --unit breakd` says why."
NOT_STOPPED = "breakd could not be stopped: {reason}"
SYSTEMCTL_FAILED = "`systemctl --user {words}` failed: {reason}"

STOPPED = "breakd is stopped and no longer starts by itself."
NOTHING_INSTALLED = "The service was not installed; there was nothing to remove."
KEPT = "Your settings ({config}) and your history ({state}) stay where they are."

RUNNING = "breakd is running as a service (process {pid})."
NOT_RUNNING = "The service is installed, but not running: {state}. `breakd service install` starts it."
NOT_INSTALLED = "The service is not installed. `breakd service install` does it."
