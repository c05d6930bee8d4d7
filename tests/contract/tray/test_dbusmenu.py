"""The numbers that items of the menu have on the bus."""

from __future__ import annotations

from breakd.desktop.tray.dbusmenu import DBusMenu
from breakd.desktop.tray.pystray_model import KeyedItem, Menu


def layout(menu: DBusMenu) -> list[tuple[int, str]]:
    """Number and label of each item, in order; a separator has no label."""
    tree = menu._tree
    return [(n, tree.properties[n]["label"].value if "label" in tree.properties[n] else "") for n in tree.children[0]]


def test_separators_keep_their_numbers_when_items_come_before_them() -> None:
    menu = DBusMenu(lambda _item: None, lambda: None)
    first, last = KeyedItem("first", "First", None), KeyedItem("last", "Last", None)
    menu.show(Menu(first, Menu.SEPARATOR, last, Menu.SEPARATOR, KeyedItem("quit", "Quit", None)))
    before = {label: n for n, label in layout(menu) if label}
    bars = [n for n, label in layout(menu) if not label]
    new = [KeyedItem(f"new-{n}", f"New {n}", None) for n in range(3)]
    menu.show(Menu(first, *new, Menu.SEPARATOR, last, Menu.SEPARATOR, KeyedItem("quit", "Quit", None)))
    assert [n for n, label in layout(menu) if not label] == bars
    assert {label: n for n, label in layout(menu) if label in before} == before
