"""Who records sound: PulseAudio's native protocol, which PipeWire speaks too (pulsecore/native-common.h)."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import Any

from breakd.desktop.ports import Unavailable
from breakd.frozen import frozen
from breakd.messages import quiet as texts
from breakd.messages import tr

from .channel import Channel, Malformed
from .pulseaudio_tagstruct import INVALID, Value, decode, encode

VERSION = 19
"""The first that tells of a recording whether it is paused (PulseAudio 1.0, 2011); newer servers speak it as well."""
RECORDING_VALUES = 13
"""How many values tell of one recording in this version."""
COOKIE = bytes(256)
"""Not needed: over a Unix socket the kernel vouches for the user."""
CONTROL = INVALID
"""The channel that is not sound."""
SOURCE_OUTPUTS = 0x20
"""PA_SUBSCRIPTION_MASK_SOURCE_OUTPUT."""


class Command(IntEnum):
    """PA_COMMAND_*, as far as they are spoken here."""

    ERROR = 0
    REPLY = 2
    AUTH = 8
    SET_CLIENT_NAME = 9
    GET_SOURCE_INFO = 23
    GET_SOURCE_OUTPUT_INFO_LIST = 32
    SUBSCRIBE = 35
    SUBSCRIBE_EVENT = 66


class PulseAudioError(Exception):
    """The server says no; the number is PA_ERR_*."""


@frozen
class Recording:
    """A stream that takes sound in, which PulseAudio calls a source output."""

    source: int
    by_program: bool
    """False for what the sound server does for itself: echo cancellation, loopback."""
    paused: bool
    properties: Mapping[str, str]


class PulseAudio(Channel):
    """A connection to the sound server; `changed` is called when recordings come, go or change."""

    head = struct.Struct(">IIIII")

    def __init__(self, changed: Callable[[], None], lost: Callable[[], None]) -> None:
        super().__init__(lost)
        self._changed = changed
        self._tag = 0
        self._waiting: dict[int, asyncio.Future[list[Value]]] = {}

    @classmethod
    async def open(
        cls, path: str, changed: Callable[[], None] = lambda: None, lost: Callable[[], None] = lambda: None
    ) -> PulseAudio:
        """Connect to the socket at `path`; raises Unavailable."""
        pulse = cls(changed, lost)
        await pulse.connect(path)
        try:
            server_version, *_ = await pulse._ask(Command.AUTH, VERSION, COOKIE)
            if not isinstance(server_version, int) or server_version & 0xFFFF < VERSION:
                raise Unavailable(tr(texts.OLD_SOUND_SERVER, path=path))
            await pulse._ask(Command.SET_CLIENT_NAME, {"application.name": "breakd"})
        except PulseAudioError as error:
            pulse.close()
            raise Unavailable(tr(texts.NOT_LET_IN, path=path, why=error)) from error
        except BaseException:
            pulse.close()
            raise
        return pulse

    async def watch(self) -> None:
        """Hear of changes from now on; raises Refused or Unavailable."""
        await self._ask(Command.SUBSCRIBE, SOURCE_OUTPUTS)

    async def recordings(self) -> list[Recording]:
        """Every stream that takes sound in; raises Refused or Unavailable."""
        return list(_recordings(await self._ask(Command.GET_SOURCE_OUTPUT_INFO_LIST)))

    async def is_monitor(self, source: int) -> bool:
        """Whether a source is what the loudspeakers play; raises Refused for one that has gone, or Unavailable."""
        match await self._ask(Command.GET_SOURCE_INFO, source, None):
            case [_, _, _, _, _, _, _, _, int(monitored_sink), *_]:
                return monitored_sink != INVALID
            case values:
                raise Malformed(f"a source of {len(values)} values")

    # -- wire --------------------------------------------------------------------------------------------------

    async def _ask(self, command: Command, *values: int | bytes | Mapping[str, str] | None) -> list[Value]:
        self._tag = tag = self._tag + 1
        body = encode(command, tag, *values)
        self.send(self.head.pack(len(body), CONTROL, 0, 0, 0) + body)
        answer: asyncio.Future[list[Value]] = asyncio.get_running_loop().create_future()
        self._waiting[tag] = answer
        try:
            return await answer
        finally:
            del self._waiting[tag]

    def length(self, head: tuple[Any, ...]) -> int:
        return int(head[0])

    def message(self, head: tuple[Any, ...], body: bytes) -> None:
        if head[1] != CONTROL:
            return
        match decode(body):
            case [Command.SUBSCRIBE_EVENT, *_]:
                self._changed()
            case [Command.REPLY, int(tag), *values] if self._waits(tag):
                self._waiting[tag].set_result(values)
            case [Command.ERROR, int(tag), error] if self._waits(tag):
                self._waiting[tag].set_exception(PulseAudioError(error))

    def _waits(self, tag: int) -> bool:
        return tag in self._waiting and not self._waiting[tag].done()

    def on_disconnect(self) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(Unavailable(texts.CONNECTION_LOST))


def _recordings(values: list[Value]) -> Iterator[Recording]:
    for start in range(0, len(values), RECORDING_VALUES):
        match values[start : start + RECORDING_VALUES]:
            case [_, _, _, int(client), int(source), *_, dict(properties), bool(paused)]:
                yield Recording(source, client != INVALID, paused, properties)
            case other:
                raise Malformed(f"a recording of {len(other)} values")
