"""What is in PipeWire's graph: its native protocol, reading only (docs.pipewire.org, "Native Protocol")."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

from breakd.desktop.ports import Unavailable
from breakd.frozen import frozen
from breakd.messages import quiet as texts

from .channel import MOST_TOLD, Channel, Malformed
from .pipewire_pod import Argument, Value, decode, encode

VERSION = 3


class Target(IntEnum):
    """Objects of a connection: the first two are there, the third is asked for."""

    CORE = 0
    CLIENT = 1
    REGISTRY = 2


class Method(IntEnum):
    """What is asked of the core."""

    HELLO = 1
    SYNC = 2
    PONG = 3
    GET_REGISTRY = 5


class CoreEvent(IntEnum):
    """What the core tells."""

    DONE = 1
    PING = 2


class RegistryEvent(IntEnum):
    """What the registry tells."""

    ADDED = 0
    REMOVED = 1


UPDATE_PROPERTIES = 2
"""Method of the client."""
NODE, LINK = "PipeWire:Interface:Node", "PipeWire:Interface:Link"
EVERYTHING_TOLD = 1
"""Our number of the sync that is answered when the registry has announced everything."""


@frozen
class GraphObject:
    """One global object: its type, and the properties that the registry tells."""

    type: str
    properties: Mapping[str, str]


class PipeWire(Channel):
    """A connection to PipeWire; `things` is its graph by id, and `changed` is called when that changes."""

    head = struct.Struct("=IIII")

    def __init__(self, changed: Callable[[], None], lost: Callable[[], None]) -> None:
        super().__init__(lost)
        self._changed = changed
        self._sent = 0
        self.objects: dict[int, GraphObject] = {}
        self._told: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(cls, path: str, changed: Callable[[], None], lost: Callable[[], None]) -> PipeWire:
        """Connect to the socket at `path`; returns when all that is there is in `things`. Raises Unavailable."""
        pipewire = cls(changed, lost)
        await pipewire.connect(path)
        try:
            pipewire._call(Target.CORE, Method.HELLO, [VERSION])
            pipewire._call(Target.CLIENT, UPDATE_PROPERTIES, [[1, "application.name", "breakd"]])
            pipewire._call(Target.CORE, Method.GET_REGISTRY, [VERSION, Target.REGISTRY])
            pipewire._call(Target.CORE, Method.SYNC, [Target.CORE, EVERYTHING_TOLD])
            await pipewire._told
        except BaseException:
            pipewire.close()
            raise
        return pipewire

    def of_type(self, type: str) -> dict[int, Mapping[str, str]]:
        """The properties of all things of a type, by id."""
        return {id: thing.properties for id, thing in self.objects.items() if thing.type == type}

    # -- wire --------------------------------------------------------------------------------------------------

    def _call(self, target: int, method: int, arguments: list[Argument]) -> None:
        body = encode(arguments)
        self.send(self.head.pack(target, method << 24 | len(body), self._sent, 0) + body)
        self._sent += 1

    def length(self, head: tuple[Any, ...]) -> int:
        return int(head[1]) & 0xFFFFFF

    def message(self, head: tuple[Any, ...], body: bytes) -> None:
        # a second value, if there is one, is a footer for those who change the graph
        match head[0], head[1] >> 24, decode(body)[:1]:
            case Target.CORE, CoreEvent.PING, [[int(id), int(number)]] if _fits(id) and _fits(number):
                self._call(Target.CORE, Method.PONG, [id, number])
            case Target.CORE, CoreEvent.DONE, [[_, int(number)]]:
                if number == EVERYTHING_TOLD and not self._told.done():
                    self._told.set_result(None)
            case Target.REGISTRY, RegistryEvent.ADDED, [[int(id), _, str(type), _, list(properties)]]:
                self.objects[id] = GraphObject(type, _properties(properties))
                if len(self.objects) > MOST_TOLD:
                    raise Malformed("too many things in the graph")
                self._tell()
            case Target.REGISTRY, RegistryEvent.REMOVED, [[int(id)]]:
                self.objects.pop(id, None)
                self._tell()

    def _tell(self) -> None:
        if self._told.done():
            self._changed()

    def on_disconnect(self) -> None:
        if not self._told.done():
            self._told.set_exception(Unavailable(texts.CONNECTION_LOST))


def _fits(number: int) -> bool:
    """Whether it can be sent back, as a number of 32 bits."""
    return -(1 << 31) <= number < 1 << 31


def _properties(values: list[Value]) -> dict[str, str]:
    """How many, then key and value in turn."""
    keys, texts = values[1::2], values[2::2]
    return {
        key: text for key, text in zip(keys, texts, strict=False) if isinstance(key, str) and isinstance(text, str)
    }
