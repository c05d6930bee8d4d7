"""Addresses of a bus: what they name, and that every library that is given one reads the same."""

from __future__ import annotations

import pytest
from dbus_fast._private.address import parse_address
from jeepney.bus import get_connectable_addresses

from breakd.system.bus_address import BadAddress, address, sockets


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("unix:path=/run/user/1000/bus", ["/run/user/1000/bus"]),
        ("unix:path=/a;unix:path=/b", ["/a", "/b"]),
        (" unix:path=/a ; ;unix:path=/b;", ["/a", "/b"]),
        ("unix:abstract=/tmp/dbus-x,guid=0123", ["\0/tmp/dbus-x"]),
        ("unix:guid=0123,path=/a", ["/a"]),
        ("tcp:host=localhost,port=1;unix:path=/a", ["/a"]),
        ("unix:path=/with%20a%20blank%2c%3b", ["/with a blank,;"]),
        ("unix:path=/caf%c3%a9/bus", ["/café/bus"]),
        ("unix:path=/café/bus", ["/café/bus"]),
        ("unix:path=/a@b+c", ["/a@b+c"]),
        ("unix:path=/100%", ["/100%"]),
        ("unix:path=/not%ffutf8", ["/not\udcffutf8"]),
    ],
)
def test_what_is_named(text: str, named: list[str]) -> None:
    assert list(sockets(text)) == named


NONE = ("", ";", "nonsense", "unix:", "unix:path=", "unix:path", "tcp:host=x,port=1", "unix:tmpdir=/tmp")
SOCKETS = ("/run/user/1000/bus", "\0/tmp/dbus-x", "/with a blank,;", "/café/bus", "/a@b=c", "/100%")


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_socket(text: str) -> None:
    with pytest.raises(BadAddress):
        sockets(text)


@pytest.mark.parametrize("socket", SOCKETS)
def test_each_socket_is_read_alike(socket: str) -> None:
    ((transport, options),) = parse_address(address(socket))
    assert transport == "unix"
    assert ("\0" + options["abstract"] if "abstract" in options else options["path"]) == socket
    if socket.isascii():
        assert list(get_connectable_addresses(address(socket))) == [socket]
