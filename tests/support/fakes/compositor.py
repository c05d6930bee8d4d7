"""A Wayland compositor of nothing but a seat and idle alarms, in a thread of its own, down to the bytes."""

from __future__ import annotations

import asyncio
import struct
import sys
import threading
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

T = TypeVar("T")
SEAT, EXT_IDLE, KWIN_IDLE = "wl_seat", "ext_idle_notifier_v1", "org_kde_kwin_idle"
OFFERED = {"wl_compositor": 4, SEAT: 7, EXT_IDLE: 2}
DISPLAY = 1
"""The object that is there from the beginning."""
AT_ONCE = 0.001
"""Seconds."""
TURNS = 5
"""Of its loop, and what had been sent to it before has been read and done."""


@dataclass(eq=False)
class IdleAlarm:
    """What a client asked for; one that heeds inhibitors does not go idle while there are some."""

    client: Client
    id: int
    seconds: float
    heeds_inhibitors: bool
    idle: bool = False
    timer: asyncio.TimerHandle | None = None


@dataclass(eq=False)
class Client:
    """A connection: its objects by number, as the name of their interface or the alarm that they are."""

    writer: asyncio.StreamWriter
    objects: dict[int, str | IdleAlarm] = field(default_factory=lambda: {DISPLAY: "wl_display"})

    def send(self, object: int, opcode: int, body: bytes = b"") -> None:
        self.writer.write(struct.pack("=II", object, (8 + len(body)) << 16 | opcode) + body)


class FakeCompositor:
    """`input()` is the person; `inhibit` a video that begins or ends. Behaves as KWin and wlroots do.

    `offered`: each global and its version.
    """

    def __init__(self, socket: Path, offered: Mapping[str, int] = OFFERED) -> None:
        self.socket, self.offered = socket, offered
        self.env = {"WAYLAND_DISPLAY": socket.name, "XDG_RUNTIME_DIR": str(socket.parent)}
        self.deaf = False
        """Hangs: takes connections and answers nothing."""
        self.hangs_up = False
        """Ends each connection as soon as something is asked."""
        self.answers_after = 0.0
        """Seconds until it says that all is done."""
        self.inhibitors_resume = True
        """An inhibitor that begins resumes the alarms that it holds up, as in wlroots; KWin lets them be."""
        self.early = 0.0
        """The part of its time by which an alarm comes too early, as KWin's do."""
        self.connections = 0
        """How many there were."""
        self.requests: list[str] = []
        """Interface and opcode of each."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._clients: list[Client] = []
        self._inhibited = False
        self._thread.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    # -- the test's hands --------------------------------------------------------------------------------------

    def start(self) -> None:
        """Listen on the socket."""
        self._wait(self._start())

    def stop(self, *, leave_socket: bool = False) -> None:
        """Vanish; a compositor that crashes leaves its socket behind."""
        self._wait(self._stop())
        if not leave_socket:
            self.socket.unlink(missing_ok=True)

    def restart(self) -> None:
        """Vanish and come back."""
        self.stop()
        self.start()

    def input(self) -> None:
        """The person touches something."""
        self._do(self._input)

    def inhibit(self, on: bool) -> None:
        """A video begins or ends."""
        self._do(lambda: self._inhibit(on))

    def alarms(self) -> list[float]:
        """The seconds of every alarm that there is."""
        return self._do(lambda: sorted(alarm.seconds for alarm in self._alarms()))

    def knows_next_input(self) -> bool:
        """Whether every alarm of a millisecond, which tells the next input, is idle or held up."""
        for _ in range(TURNS):
            self._do(lambda: None)
        return self._do(lambda: all(alarm.idle or alarm.timer is None for alarm in self._alarms() if _at_once(alarm)))

    def clients(self) -> int:
        """How many are connected."""
        return self._do(lambda: len(self._clients))

    # -- alarms, inside the thread -----------------------------------------------------------------------------

    def _alarms(self) -> list[IdleAlarm]:
        return [
            thing for client in self._clients for thing in client.objects.values() if isinstance(thing, IdleAlarm)
        ]

    def _input(self) -> None:
        for alarm in self._alarms():
            self._touched(alarm)

    def _touched(self, alarm: IdleAlarm) -> None:
        if alarm.heeds_inhibitors and self._inhibited:
            return
        self._resume(alarm)
        self._set_timer(alarm)

    def _resume(self, alarm: IdleAlarm) -> None:
        if alarm.idle:
            alarm.idle = False
            alarm.client.send(alarm.id, 1)

    def _inhibit(self, on: bool) -> None:
        self._inhibited = on
        for alarm in self._alarms():
            if alarm.heeds_inhibitors:
                if on and self.inhibitors_resume:
                    self._resume(alarm)
                self._set_timer(alarm)

    def _set_timer(self, alarm: IdleAlarm) -> None:
        if alarm.timer is not None:
            alarm.timer.cancel()
        held = self._inhibited and alarm.heeds_inhibitors
        seconds = alarm.seconds * (1 - self.early)
        alarm.timer = None if held or alarm.idle else self._loop.call_later(seconds, self._expired, alarm)

    def _expired(self, alarm: IdleAlarm) -> None:
        alarm.idle = True
        alarm.client.send(alarm.id, 0)

    # -- the protocol, inside the thread -----------------------------------------------------------------------

    def _take(self, client: Client, object: int, opcode: int, body: bytes) -> None:
        thing = client.objects.get(object)
        name = thing if isinstance(thing, str) else "alarm"
        self.requests.append(f"{name}.{opcode}")
        match name, opcode:
            case "wl_display", 0:
                self._loop.call_later(self.answers_after, self._done, client, *struct.unpack("=I", body))
            case "wl_display", 1:
                (registry,) = struct.unpack("=I", body)
                client.objects[registry] = "wl_registry"
                for number, (offer, version) in enumerate(self.offered.items(), 1):
                    client.send(registry, 0, struct.pack("=I", number) + _string(offer) + struct.pack("=I", version))
            case "wl_registry", 0:
                (number,), (id,) = struct.unpack_from("=I", body), struct.unpack_from("=I", body, len(body) - 4)
                client.objects[id] = list(self.offered)[number - 1]
            case ("ext_idle_notifier_v1", 1 | 2):
                id, milliseconds, _seat = struct.unpack("=III", body)
                self._new_alarm(client, id, milliseconds, heeds_inhibitors=opcode == 1)
            case "org_kde_kwin_idle", 0:
                id, _seat, milliseconds = struct.unpack("=III", body)
                self._new_alarm(client, id, milliseconds, heeds_inhibitors=True)
            case "alarm", 0:
                alarm = client.objects.pop(object)
                assert isinstance(alarm, IdleAlarm)
                if alarm.timer is not None:
                    alarm.timer.cancel()
                client.send(DISPLAY, 1, struct.pack("=I", object))
            case _:
                raise AssertionError(f"a request that no source needs: {name}.{opcode}")

    def _done(self, client: Client, callback: int) -> None:
        client.send(callback, 0, struct.pack("=I", 0))
        client.send(DISPLAY, 1, struct.pack("=I", callback))

    def _new_alarm(self, client: Client, id: int, milliseconds: int, *, heeds_inhibitors: bool) -> None:
        alarm = client.objects[id] = IdleAlarm(client, id, milliseconds / 1000, heeds_inhibitors)
        self._set_timer(alarm)

    # -- connections, inside the thread ------------------------------------------------------------------------

    async def _start(self) -> None:
        self.socket.unlink(missing_ok=True)
        # from Python 3.13 on asyncio takes the socket away with the server, which no compositor that crashes does
        options: dict[str, Any] = {"cleanup_socket": False} if sys.version_info >= (3, 13) else {}
        self._server = await asyncio.start_unix_server(self._serve, self.socket, **options)

    async def _stop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            # whom asyncio lets in at this moment it would leave behind, neither served nor closed
            while coming := [task for task in asyncio.all_tasks() if "_accept_connection2" in repr(task.get_coro())]:
                await asyncio.wait(coming)
            server.close()
        for client in list(self._clients):
            for alarm in self._alarms():
                if alarm.timer is not None:
                    alarm.timer.cancel()
            client.writer.close()
        self._clients.clear()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = Client(writer)
        self._clients.append(client)
        self.connections += 1
        try:
            while self._server is not None:
                object, word = struct.unpack("=II", await reader.readexactly(8))
                body = await reader.readexactly((word >> 16) - 8)
                if self.hangs_up:
                    return
                if not self.deaf:
                    self._take(client, object, word & 0xFFFF, body)
        except (EOFError, OSError):
            pass
        finally:
            if client in self._clients:
                self._clients.remove(client)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _do(self, action: Callable[[], T]) -> T:
        async def run() -> T:
            return action()

        return self._wait(run())

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(5)


def _at_once(alarm: IdleAlarm) -> bool:
    return alarm.seconds <= AT_ONCE


def _string(text: str) -> bytes:
    """Its length with the final zero, then itself, padded to four bytes."""
    raw = text.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)
