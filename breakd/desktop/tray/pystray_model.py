"""The door to pystray: its menu model and its icon base, without any of its backends.

`import pystray` picks a backend and loads GTK or opens an X display on the way; the backend `dummy` is the base class
and loads nothing.
"""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from breakd.system.lean_import import instead_of


@contextmanager
def _no_backend() -> Iterator[None]:
    before = os.environ.get("PYSTRAY_BACKEND")
    os.environ["PYSTRAY_BACKEND"] = "dummy"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYSTRAY_BACKEND"]
        else:
            os.environ["PYSTRAY_BACKEND"] = before


# the one module of six that it wants, without the table of all of them
with _no_backend(), instead_of({"six.moves": {"queue": queue}}):
    from pystray import Icon, Menu, MenuItem


class KeyedItem(MenuItem):  # type: ignore[misc]  # pystray has no types
    """A menu item that stays the same item as long as its `key` does, whatever it says.

    `checked` makes it one of several of which one is marked; `action` may be a submenu.
    """

    def __init__(
        self, key: str, text: str, action: Callable[[], None] | Menu | None, *,
        checked: bool | None = None, default: bool = False, enabled: bool = True,
    ) -> None:  # fmt: skip
        # pystray wants callables: of icon and item for a click, of the item for a mark
        click = action if action is None or isinstance(action, Menu) else (lambda _icon, _item: action())
        mark = None if checked is None else (lambda _item: checked)
        super().__init__(text, click, checked=mark, radio=checked is not None, default=default, enabled=enabled)
        self.key = key


__all__ = ["Icon", "KeyedItem", "Menu"]
