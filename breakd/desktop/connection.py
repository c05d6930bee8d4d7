"""dbus-fast's connection, made fit for a world in which anybody on the bus may send us anything."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Sized

from dbus_fast import BusType, ErrorType, Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

from breakd.messages import refusals, tr
from breakd.system import memory

from .call_limits import MOST_TEXT, is_too_much

log = logging.getLogger(__name__)

HUGE = 2**20
"""Characters or values."""


class Connection(MessageBus):
    """dbus-fast's connection, that a message for a dead bus is lost in quietly: `Bus.wait_closed` tells of the end.

    Otherwise (5.2.0) dbus-fast raises in the code that emits a signal, leaves a future with the error to nobody, and
    unhooks the file that meanwhile has the number of its socket. It also leaves open every file that comes with a
    message, and on the system bus anybody may send us some.
    """

    def __init__(self, address: str, kind: BusType, *, takes_files: bool) -> None:
        super().__init__(bus_address=address, bus_type=kind, negotiate_unix_fd=takes_files)
        self.awaits_file: set[int] = set()
        """The numbers of the calls whose answer brings a file."""
        self._held_much = False
        """The last message was huge, and its buffer is emptied with the next."""

    def _process_message(self, msg: Message) -> None:
        """The one place where messages arrive.

        A file that was not asked for is closed before anything else, and a call that says too much is refused.
        """
        if self._held_much:
            self._held_much = False
            self._loop.call_soon(memory.trim)
        if msg.message_type is not MessageType.METHOD_RETURN or msg.reply_serial not in self.awaits_file:
            close_files(msg)
        self.awaits_file.discard(msg.reply_serial or 0)
        if msg.message_type is MessageType.METHOD_CALL and is_too_much(msg.body):
            self._refuse(msg)
        else:
            super()._process_message(msg)

    def _refuse(self, msg: Message) -> None:
        huge = any(len(value) > HUGE for value in msg.body if isinstance(value, Sized))
        if not msg.flags & MessageFlag.NO_REPLY_EXPECTED:
            self.send(Message.new_error(msg, ErrorType.INVALID_ARGS, tr(refusals.TOO_MUCH, most=MOST_TEXT)))
        if huge:
            msg.body = []
            self._held_much = True

    def send(self, msg: Message) -> asyncio.Future[None]:  # type: ignore[override]  # as dbus-fast itself
        """Send a message, if there is a bus to take it."""
        sent: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # before it is sent: the bus may turn out to be dead in that very moment, and then keeps the future to itself
        sent.add_done_callback(_forget_error)
        if not self.connected or self._writer is None:
            sent.set_result(None)
            return sent
        if not msg.serial:
            msg.serial = self.next_serial()
        try:
            self._writer.schedule_write(msg, sent)
        except OSError as error:
            log.debug("bus: %s is not sent: %s", msg.member, error)
        except UnicodeEncodeError:
            self._method_return_handlers.pop(msg.serial, None)  # no answer comes to what was never said
            raise
        return sent


def close_files(message: Message) -> None:
    """Close every file that came with a message."""
    for file in message.unix_fds:
        os.close(file)
    message.unix_fds = []


def _forget_error(sent: asyncio.Future[None]) -> None:
    if not sent.cancelled():
        sent.exception()
