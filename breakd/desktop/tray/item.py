"""The icon on D-Bus: pystray's icon as an `org.kde.StatusNotifierItem`, with its menu beside it.

https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/
"""

# no `from __future__ import annotations`: dbus-fast takes the text "None" of a return type for a signature (5.2.0)

from collections.abc import Callable
from enum import Enum
from typing import Annotated

from dbus_fast.aio import MessageBus
from dbus_fast.annotations import DBusBool, DBusInt32, DBusObjectPath, DBusSignature, DBusStr
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from breakd.frozen import frozen

from .dbusmenu import DBusMenu
from .icon_store import Pixmap
from .pystray_model import Icon, Menu

ITEM_PATH, MENU_PATH = "/StatusNotifierItem", "/MenuBar"
"""Hosts look at this path for an item that was registered by a bus name."""
READ = PropertyAccess.READ

Pixmaps = Annotated[list[Pixmap], DBusSignature("a(iiay)")]
ToolTip = Annotated[tuple[str, list[Pixmap], str, str], DBusSignature("(sa(iiay)ss)")]


class ItemStatus(Enum):
    """How much the host should make of the icon; the values are the specification's."""

    ACTIVE = "Active"
    """Show it."""
    ATTENTION = "NeedsAttention"
    """Make it hard to overlook."""
    PASSIVE = "Passive"
    """It may be hidden."""


@frozen
class ItemIcon:
    """What to show: pixels. A name would depend on the theme, and hosts prefer a name to pixels."""

    pixmaps: tuple[Pixmap, ...]


class SniIcon(Icon):  # type: ignore[misc]  # pystray has no types
    """pystray's icon; its `icon` is a Picture, its `title` the line below the name in the tooltip.

    It lives on a bus connection of the loop: `run` and `run_detached`, which would start a thread, are not for it.
    """

    HAS_NOTIFICATION = False

    def __init__(self, name: str, alarm: ItemIcon, opening: Callable[[], None]) -> None:
        super().__init__(name, menu=Menu())
        self.alarm = alarm
        """Shown instead of `icon` while the standing is ATTENTION."""
        self._standing = ItemStatus.PASSIVE
        self._item = _Item(self)
        self._dbusmenu = DBusMenu(lambda item: item(self), opening)

    def __del__(self) -> None:
        """Say nothing: pystray's would hide the icon, on a bus whose loop may be over."""

    @property
    def item_status(self) -> ItemStatus:
        return self._standing

    @item_status.setter
    def item_status(self, standing: ItemStatus) -> None:
        if standing is not self._standing:
            self._standing = standing
            self._item.new_status()

    def export(self, bus: MessageBus) -> None:
        """Answer for the icon and its menu on this connection."""
        bus.export(ITEM_PATH, self._item)
        bus.export(MENU_PATH, self._dbusmenu)

    # --- what pystray asks of a backend -------------------------------------------------------------

    def _show(self) -> None:
        self.item_status = ItemStatus.ACTIVE

    def _hide(self) -> None:
        self.item_status = ItemStatus.PASSIVE

    def _update_icon(self) -> None:
        self._icon_valid = True
        self._item.new_icon()

    def _update_title(self) -> None:
        self._item.new_tool_tip()

    def _update_menu(self) -> None:
        self._dbusmenu.show(self.menu)


class _Item(ServiceInterface):
    """The item's object: answers with what the icon says now.

    It has no `Activate`, as with libayatana: GNOME delays every menu by the double-click time once that worked.
    """

    def __init__(self, icon: SniIcon) -> None:
        super().__init__("org.kde.StatusNotifierItem")
        self._icon = icon

    @dbus_property(READ, name="Category")
    def category(self) -> DBusStr:
        return "ApplicationStatus"

    @dbus_property(READ, name="Id")
    def id(self) -> DBusStr:
        return str(self._icon.name)

    @dbus_property(READ, name="Title")
    def title(self) -> DBusStr:
        return str(self._icon.name)

    @dbus_property(READ, name="Status")
    def status(self) -> DBusStr:
        return self._icon.item_status.value

    @dbus_property(READ, name="WindowId")
    def window_id(self) -> DBusInt32:
        return 0

    @dbus_property(READ, name="IconThemePath")
    def icon_theme_path(self) -> DBusStr:
        return ""

    @dbus_property(READ, name="IconName")
    def icon_name(self) -> DBusStr:
        return ""

    @dbus_property(READ, name="IconPixmap")
    def icon_pixmap(self) -> Pixmaps:
        return list(self._picture.pixmaps)

    @dbus_property(READ, name="OverlayIconName")
    def overlay_icon_name(self) -> DBusStr:
        return ""

    @dbus_property(READ, name="OverlayIconPixmap")
    def overlay_icon_pixmap(self) -> Pixmaps:
        return []

    @dbus_property(READ, name="AttentionIconName")
    def attention_icon_name(self) -> DBusStr:
        return ""

    @dbus_property(READ, name="AttentionIconPixmap")
    def attention_icon_pixmap(self) -> Pixmaps:
        return list(self._icon.alarm.pixmaps)

    # for screen readers. Not in the specification, but GNOME's extension asks for both, and logs a fault without them
    @dbus_property(READ, name="IconAccessibleDesc")
    def icon_accessible_desc(self) -> DBusStr:
        return f"{self._icon.name}: {self._icon.title}"

    @dbus_property(READ, name="AttentionAccessibleDesc")
    def attention_accessible_desc(self) -> DBusStr:
        return f"{self._icon.name}: {self._icon.title}"

    @dbus_property(READ, name="AttentionMovieName")
    def attention_movie_name(self) -> DBusStr:
        return ""

    @dbus_property(READ, name="ToolTip")
    def tool_tip(self) -> ToolTip:
        return "", [], str(self._icon.name), str(self._icon.title)

    @dbus_property(READ, name="ItemIsMenu")
    def item_is_menu(self) -> DBusBool:
        return True

    @dbus_property(READ, name="Menu")
    def menu(self) -> DBusObjectPath:
        return MENU_PATH

    @dbus_method(name="SecondaryActivate")
    def secondary_activate(self, _x: DBusInt32, _y: DBusInt32) -> None:
        self._icon()

    @dbus_method(name="ContextMenu")
    def context_menu(self, _x: DBusInt32, _y: DBusInt32) -> None:
        """Nothing: the host draws the menu itself."""

    @dbus_method(name="Scroll")
    def scroll(self, _delta: DBusInt32, _orientation: DBusStr) -> None:
        """Nothing: a wheel turned by mistake should do nothing."""

    @dbus_signal(name="NewIcon")
    def new_icon(self) -> None:
        pass

    @dbus_signal(name="NewToolTip")
    def new_tool_tip(self) -> None:
        pass

    @dbus_signal(name="NewStatus")
    def new_status(self) -> DBusStr:
        return self._icon.item_status.value

    @property
    def _picture(self) -> ItemIcon:
        return self._icon.icon or ItemIcon(())
