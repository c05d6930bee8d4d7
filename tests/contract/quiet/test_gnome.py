"""A shared screen on a real GNOME: Mutter gives the picture, a program takes it in through PipeWire."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

from breakd.desktop.quiet.monitor import QuietMonitor
from breakd.desktop.quiet.probe_list import probe_makers
from breakd.engine.events import QuietReason, QuietSeen
from tests.support.contract.presence_rigs import Heard
from tests.support.rigs import needs
from tests.support.rigs.audio import Audio
from tests.support.rigs.gnome import GnomeDesktop

SHARE = QuietReason.SCREEN_SHARE
NOTHING, SHARED = QuietSeen(frozenset[QuietReason]()), QuietSeen(frozenset({SHARE}))
CAST, CAST_PATH = "org.gnome.Mutter.ScreenCast", "/org/gnome/Mutter/ScreenCast"
SESSION, STREAM = f"{CAST}.Session", f"{CAST}.Stream"


@contextmanager
def offered_screen(gnome: GnomeDesktop) -> Iterator[int]:
    """What a portal asks of Mutter when somebody clicks "Share"; yields the stream's node in PipeWire."""
    with open_dbus_connection(gnome.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:

        def call(path: str, interface: str, member: str, signature: str = "", *body: object) -> str:
            address = DBusAddress(path, CAST, interface)
            reply = connection.send_and_get_reply(
                new_method_call(address, member, signature or None, body), timeout=10
            )
            return str(reply.body[0]) if reply.body else ""

        session = call(CAST_PATH, CAST, "CreateSession", "a{sv}", {})
        call(session, SESSION, "RecordMonitor", "sa{sv}", "", {})
        added = MatchRule(type="signal", interface=STREAM, member="PipeWireStreamAdded")
        connection.send_and_get_reply(message_bus.AddMatch(added))
        with connection.filter(added) as signals:
            call(session, SESSION, "Start")
            (node,) = connection.recv_until_filtered(signals, timeout=10).body
        yield node
        call(session, SESSION, "Stop")


@pytest.mark.gnome
@pytest.mark.audio
async def test_a_screen_that_gnome_shares(gnome: GnomeDesktop) -> None:
    needs.require("audio")
    heard = Heard()
    with Audio(gnome) as audio:
        quiet = QuietMonitor(heard.report, {SHARE: probe_makers(None, gnome.env)[SHARE]})
        quiet.watch(True)
        assert await heard.next(QuietSeen) == NOTHING
        with offered_screen(gnome) as node:
            await asyncio.sleep(0.2)
            assert heard.events == [], "nobody looks yet"
            taker = await asyncio.to_thread(audio.watch_picture, f"path={node}")
            assert await heard.next(QuietSeen) == SHARED
            await asyncio.to_thread(gnome.end, taker)
            assert await heard.next(QuietSeen) == NOTHING
        await quiet.stop()
