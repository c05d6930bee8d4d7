"""The icon in the panel: the status at a glance and a menu with every action. `choose.choose` is the door."""
