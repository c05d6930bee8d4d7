"""What the parts of a desktop are called in the package managers: one table, for `breakd doctor`."""

from __future__ import annotations

from . import tr

DEBIAN, FEDORA, ARCH = "debian", "fedora", "arch"
FAMILIES = {DEBIAN: "Debian/Ubuntu", FEDORA: "Fedora", ARCH: "Arch"}
"""Each family of distributions as people call it, by its id in /etc/os-release (`ID` or `ID_LIKE`)."""
COMMANDS = {DEBIAN: "sudo apt install", FEDORA: "sudo dnf install", ARCH: "sudo pacman -S"}
OF_FAMILY = "`{command} {package}`"
OF_ALL = "{family}: {package}"

BUS, LOGIND = "session bus", "logind"
XFCE_NOTIFYD, MAKO, DUNST = "xfce4-notifyd", "mako", "dunst"
GNOME_TRAY, WAYBAR, XFCE_PANEL = "tray of GNOME", "waybar", "xfce4-panel"
SOUND, PIPEWIRE, GSETTINGS = "sound server", "PipeWire", "gsettings"
NOTIFY_SEND = "notify-send"

PACKAGES = {
    BUS: ("dbus-user-session", "dbus-broker", "dbus-broker-units"),
    LOGIND: ("libpam-systemd", "systemd", "systemd"),
    XFCE_NOTIFYD: ("xfce4-notifyd", "xfce4-notifyd", "xfce4-notifyd"),
    MAKO: ("mako-notifier", "mako", "mako"),
    DUNST: ("dunst", "dunst", "dunst"),
    GNOME_TRAY: ("gnome-shell-extension-appindicator",) * 3,
    WAYBAR: ("waybar", "waybar", "waybar"),
    XFCE_PANEL: ("xfce4-panel", "xfce4-panel", "xfce4-panel"),
    SOUND: ("pipewire-pulse", "pipewire-pulseaudio", "pipewire-pulse"),
    PIPEWIRE: ("pipewire", "pipewire", "pipewire"),
    NOTIFY_SEND: ("libnotify-bin", "libnotify", "libnotify"),
    GSETTINGS: ("libglib2.0-bin", "glib2", "glib2"),
}
"""What is needed → its package on Debian and Ubuntu, on Fedora, on Arch."""

PROGRAMS = {
    MAKO: ("mako",),
    DUNST: ("dunst",),
    WAYBAR: ("waybar",),
    XFCE_PANEL: ("xfce4-panel",),
    SOUND: ("pipewire-pulse", "pulseaudio"),
    PIPEWIRE: ("pipewire",),
}
"""What is needed → the programs that are it, the usual one first. One that is there has only to be started."""


def how_to_install(need: str, family: str | None) -> str:
    """The command of this family, or the names in all three where the family is not known."""
    names = dict(zip(FAMILIES, PACKAGES[need], strict=True))
    if family in names:
        return tr(OF_FAMILY, command=COMMANDS[family], package=names[family])
    return "; ".join(tr(OF_ALL, family=FAMILIES[each], package=package) for each, package in names.items())


def family_of(os_release: str) -> str | None:
    """The family that a text like /etc/os-release tells of; None if it is none of the three."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    words = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', " ").replace("'", " ").split()
    return next((word for word in words if word in FAMILIES), None)
