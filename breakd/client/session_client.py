"""The person's bus for who lives long: connected when it is needed, and again after it went away."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, MatchRule

from .dbus_client import DbusClient


class SessionClient(DbusClient):
    """As a DbusClient; each call raises Stop where there is no bus."""

    def __init__(self) -> None:
        self._open: DbusClient | None = None

    def __exit__(self, *_: object) -> None:
        self._drop()

    def call(self, address: DBusAddress, member: str, signature: str = "", *arguments: Any) -> tuple[Any, ...]:
        """The reply's values; a bus that went away meanwhile is looked for once more."""
        try:
            return self._bus().call(address, member, signature, *arguments)
        except OSError as error:
            self._drop()
            if isinstance(error, TimeoutError):  # it was said, and may have been heard
                raise
        return self._bus().call(address, member, signature, *arguments)

    def subscribe(self, rule: MatchRule) -> None:
        """Hear these signals from now on, until the bus goes away."""
        self._bus().subscribe(rule)

    def wait(self, seconds: float) -> None:
        """Return at the next signal, or after `seconds`. Raises OSError if the bus goes away."""
        self._bus().wait(seconds)

    def _bus(self) -> DbusClient:
        if self._open is None:
            self._open = DbusClient.session()
        return self._open

    def _drop(self) -> None:
        if self._open is not None:
            with suppress(OSError):
                self._open.__exit__()
        self._open = None
