"""Names on the bus that more than one module knows, each with the path of its object.

Most interfaces are called like the name; an interface of another name stands below its service. A name that one
module alone knows stands there.
"""

from __future__ import annotations

APPLICATION = "io.github.breakd"
"""What a desktop calls breakd: the name of its entry in the application menu."""

DBUS, DBUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
PROPERTIES = f"{DBUS}.Properties"
CHANGED = "sa{sv}as"
"""The types of PropertiesChanged: whose, which are now what, and of which one must ask."""
INVALID_ARGUMENTS = f"{DBUS}.Error.InvalidArgs"

LOGIN1, LOGIN1_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
LOGIN1_MANAGER = f"{LOGIN1}.Manager"

SYSTEMD, SYSTEMD_PATH = "org.freedesktop.systemd1", "/org/freedesktop/systemd1"
SYSTEMD_MANAGER = f"{SYSTEMD}.Manager"

NOTIFICATIONS, NOTIFICATIONS_PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"

SCREENSAVER, SCREENSAVER_PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"

GNOME_SESSION, GNOME_SESSION_PATH = "org.gnome.SessionManager", "/org/gnome/SessionManager"

MUTTER, MUTTER_PATH = "org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core"

PORTAL, PORTAL_PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"

TRAY_WATCHER, TRAY_WATCHER_PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
