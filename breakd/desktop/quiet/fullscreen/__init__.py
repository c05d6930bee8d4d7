"""Whether the active window fills the screen. GNOME and Plasma on Wayland tell it to nobody but themselves."""
