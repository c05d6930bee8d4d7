"""A pystray menu on D-Bus, as `com.canonical.dbusmenu` version 3 tells it to the host that draws it.

An item keeps its number as long as its key and its place below the same parents last. So a change of labels, marks or
states is signalled as such, and only another structure makes the host rebuild: a rebuild may close an open menu.
"""

# no `from __future__ import annotations`: dbus-fast takes the text "None" of a return type for a signature (5.2.0)

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Annotated, Any

from dbus_fast import DBusError, Variant
from dbus_fast.annotations import DBusBool, DBusInt32, DBusSignature, DBusStr, DBusUInt32, DBusVariant
from dbus_fast.constants import PropertyAccess
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from breakd.desktop.bus_names import INVALID_ARGUMENTS

from .pystray_model import KeyedItem, Menu

ROOT = 0
READ = PropertyAccess.READ

Ids = Annotated[list[int], DBusSignature("ai")]
Names = Annotated[list[str], DBusSignature("as")]
Properties = dict[str, Variant]


@dataclass(frozen=True)
class Tree:
    """A menu at one moment: items, children and properties by number; 0 is the root."""

    items: dict[int, Any] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=lambda: {ROOT: []})
    properties: dict[int, Properties] = field(
        default_factory=lambda: {ROOT: {"children-display": Variant("s", "submenu")}}
    )


class DBusMenu(ServiceInterface):
    """The menu's object. `clicked` gets the item that a person chose; `opening` is called before the menu shows."""

    def __init__(self, clicked: Callable[[Any], None], opening: Callable[[], None]) -> None:
        super().__init__("com.canonical.dbusmenu")
        self._clicked = clicked
        self._opening = opening
        self._numbers: dict[tuple[int, str], int] = {}
        self._free = count(ROOT + 1)
        self._tree = Tree()
        self._revision = 1

    def show(self, menu: Menu | None) -> None:
        """Let the hosts know the menu as it is now, as quietly as possible."""
        old, new = self._tree, self._grow(menu)
        self._tree = new
        if new.children != old.children:
            self._revision += 1
            self.layout_updated()
            return
        changed = [
            [number, {name: value for name, value in properties.items() if old.properties[number].get(name) != value}]
            for number, properties in new.properties.items()
            if properties != old.properties[number]
        ]
        if changed:
            self.items_properties_updated(changed)

    def _grow(self, menu: Menu | None) -> Tree:
        tree, numbers = Tree(), {}

        def walk(parent: int, menu: Menu) -> None:
            separators = count()
            for item in menu:
                # the nth separator stays the nth: GNOME's extension mislays those that move (seen on 43)
                key = (parent, item.key if isinstance(item, KeyedItem) else f"separator {next(separators)}")
                number = self._numbers.get(key) or next(self._free)
                numbers[key] = number
                tree.items[number], tree.properties[number], tree.children[number] = item, _properties(item), []
                tree.children[parent].append(number)
                if item.submenu:
                    walk(number, item.submenu)

        walk(ROOT, menu or Menu())
        self._numbers = numbers
        return tree

    def _node(self, number: int, depth: int) -> list[Any]:
        children = self._tree.children[number] if depth else []
        below = [Variant("(ia{sv}av)", self._node(child, depth - 1)) for child in children]
        return [number, self._tree.properties[number], below]

    def _handle(self, number: int, event: str) -> None:
        item = self._tree.items.get(number)
        # a host may be late: what it shows may be disabled or gone meanwhile
        if event == "clicked" and item is not None and item.enabled and not item.submenu:
            self._clicked(item)

    # --- com.canonical.dbusmenu -------------------------------------------------------------------

    @dbus_property(access=READ, name="Version")
    def version(self) -> DBusUInt32:
        return 3

    @dbus_property(access=READ, name="TextDirection")
    def text_direction(self) -> DBusStr:
        return "ltr"

    @dbus_property(access=READ, name="Status")
    def status(self) -> DBusStr:
        return "normal"

    @dbus_property(access=READ, name="IconThemePath")
    def icon_theme_path(self) -> Names:
        return []

    @dbus_method(name="GetLayout")
    def get_layout(
        self, parent: DBusInt32, depth: DBusInt32, _names: Names
    ) -> Annotated[tuple[int, list[Any]], DBusSignature("u(ia{sv}av)")]:
        if parent not in self._tree.properties:
            raise DBusError(INVALID_ARGUMENTS, f"no menu item {parent}")
        return self._revision, self._node(parent, depth)

    @dbus_method(name="GetGroupProperties")
    def get_group_properties(self, ids: Ids, _names: Names) -> Annotated[list[Any], DBusSignature("a(ia{sv})")]:
        known = self._tree.properties
        return [[number, known[number]] for number in (ids or known) if number in known]

    @dbus_method(name="GetProperty")
    def get_property(self, number: DBusInt32, name: DBusStr) -> DBusVariant:
        value = self._tree.properties.get(number, {}).get(name)
        if value is None:
            raise DBusError(INVALID_ARGUMENTS, f"menu item {number} has no {name}")
        return value

    @dbus_method(name="Event")
    def event(self, number: DBusInt32, event: DBusStr, _data: DBusVariant, _time: DBusUInt32) -> None:
        self._handle(number, event)

    @dbus_method(name="EventGroup")
    def event_group(self, events: Annotated[list[Any], DBusSignature("a(isvu)")]) -> Ids:
        for number, event, _data, _time in events:
            self._handle(number, event)
        return [number for number, *_ in events if number not in self._tree.properties]

    @dbus_method(name="AboutToShow")
    def about_to_show(self, number: DBusInt32) -> DBusBool:
        before = self._revision
        if number == ROOT:
            self._opening()
        return self._revision != before

    @dbus_method(name="AboutToShowGroup")
    def about_to_show_group(self, ids: Ids) -> Annotated[tuple[list[int], list[int]], DBusSignature("aiai")]:
        before = self._revision
        if ROOT in ids:
            self._opening()
        known = self._tree.properties
        return ([ROOT] if self._revision != before else []), [number for number in ids if number not in known]

    @dbus_signal(name="LayoutUpdated")
    def layout_updated(self) -> Annotated[tuple[int, int], DBusSignature("ui")]:
        return self._revision, ROOT

    @dbus_signal(name="ItemsPropertiesUpdated")
    def items_properties_updated(
        self, changed: list[Any]
    ) -> Annotated[tuple[list[Any], list[Any]], DBusSignature("a(ia{sv})a(ias)")]:
        return changed, []


def _properties(item: Any) -> Properties:
    if item is Menu.SEPARATOR:
        return {"type": Variant("s", "separator")}
    # a single underscore would mark the next letter as a shortcut
    properties = {"label": Variant("s", item.text.replace("_", "__")), "enabled": Variant("b", bool(item.enabled))}
    if item.checked is not None:
        properties["toggle-type"] = Variant("s", "radio" if item.radio else "checkmark")
        properties["toggle-state"] = Variant("i", int(item.checked))
    if item.submenu:
        properties["children-display"] = Variant("s", "submenu")
    return properties
