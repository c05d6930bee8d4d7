"""The service on the session bus: `io.github.breakd`, specified in docs/dbus.md.

The command line comes in here too.
"""

# no `from __future__ import annotations`: dbus-fast takes the text "None" of a return type for a signature (5.2.0)
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, TypedDict

from dbus_fast import DBusError, ErrorType, Message, MessageType, NameFlag, PropertyAccess, RequestNameReply
from dbus_fast.annotations import DBusBool, DBusInt64, DBusSignature, DBusStr, DBusUInt32, DBusUInt64
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from breakd.desktop.bus_names import DBUS, DBUS_PATH
from breakd.desktop.dbus import Bus, BusError
from breakd.desktop.ports import NotSaved, RequestHandler
from breakd.engine.effects import Refusal
from breakd.engine.events import (
    Another,
    Details,
    Done,
    Erase,
    Feel,
    GuideAbandoned,
    GuideKeepAlive,
    Hurts,
    OpenBoard,
    Pause,
    Posture,
    RemindNow,
    Request,
    Resume,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import Checkup, Cleared, Flare, Reinstate, ReportRedFlags, StartSession
from breakd.engine.records import Outcome
from breakd.engine.status import Status
from breakd.messages import board, refusals, tr
from breakd.messages.history import noted_for_now
from breakd.status_json import to_json
from breakd.stretches.safety_state import Examiner, Urgency

log = logging.getLogger(__name__)

NAME = "io.github.breakd"
PATH = "/io/github/breakd"
INTERFACE = "io.github.breakd.Daemon1"
REFUSED = "io.github.breakd.Error.Refused"
NOT_SAVED = "io.github.breakd.Error.NotSaved"
FOREVER = -1
OFF, NO_DAYS = "off", -1
ALL = "all"
"""The word for every day. An empty text is what a client sends that forgot to say anything."""
UNREADABLE = frozenset({Refusal.BAD_TIME, Refusal.BAD_WORD, Refusal.BAD_LENGTH, Refusal.BAD_DAYS})
"""What no state of things would grant: the call itself is wrong."""
NO_SIGNAL = {"org.freedesktop.DBus.Property.EmitsChangedSignal": "false"}
SIGNAL_ARGUMENTS = {"ReminderShown": ("id", "stretch"), "ReminderClosed": ("id", "outcome")}

DBusStrings = Annotated[list[str], DBusSignature("as")]
DBusIdAndWord = Annotated[tuple[int, str], DBusSignature("us")]


class NameTaken(Exception):
    """Another program owns the bus name: breakd is running already."""


class DbusService:
    """The exported object: `start` takes the name, `publish`, `shown` and `closed` tell everybody who listens."""

    def __init__(self, bus: Bus, handler: RequestHandler, version: str) -> None:
        self._bus = bus
        self._desk = handler
        self._interface = _Daemon1(handler, version)
        self._signatures = {
            method.name: "".join(str(argument.signature) for argument in method.in_args)
            for method in self._interface.introspect().methods
        }
        self._published = watched_properties(handler.status())

    async def start(self) -> None:
        """Export the object, then take the name. Raises NameTaken, BusError."""
        self._bus.raw.add_message_handler(self._check_arguments)
        self._bus.raw.export(PATH, self._interface)
        try:
            (reply,) = await self._bus.call(
                DBUS, DBUS_PATH, DBUS, "RequestName", "su", [NAME, NameFlag.DO_NOT_QUEUE.value], returns="u"
            )
        except BusError:
            self._unexport()
            raise
        if reply not in (RequestNameReply.PRIMARY_OWNER.value, RequestNameReply.ALREADY_OWNER.value):
            self._unexport()
            raise NameTaken(f"{NAME} has an owner")

    async def stop(self) -> None:
        """Give the name back, so that nobody calls a daemon that is going."""
        try:
            await self._bus.call(DBUS, DBUS_PATH, DBUS, "ReleaseName", "s", [NAME], returns="u")
        except BusError as error:
            log.debug("ReleaseName failed: %s", error)
        self._unexport()

    def publish(self, status: Status) -> None:
        """Signal the properties that have changed since the last time, and only those."""
        values = watched_properties(status)
        before: Mapping[str, object] = self._published
        changed = {name: value for name, value in values.items() if before[name] != value}
        self._published = values
        if changed:
            self._interface.emit_properties_changed(changed)

    def emit_reminder_shown(self, id: int, stretch: str) -> None:
        """Signal that a reminder came up; for one reminder, once."""
        self._interface.reminder_shown(id, stretch)

    def emit_reminder_closed(self, id: int, outcome: Outcome) -> None:
        """Signal a reminder's outcome; for one reminder, once."""
        self._interface.reminder_closed(id, outcome.value)

    def _unexport(self) -> None:
        self._bus.raw.unexport(PATH, self._interface)
        self._bus.raw.remove_message_handler(self._check_arguments)

    def _check_arguments(self, message: Message) -> Message | None:
        # dbus-fast takes a call with other types for an unknown method, which sends people looking for a typing error
        wanted = self._signatures.get(message.member or "")
        if (
            message.message_type is not MessageType.METHOD_CALL
            or message.path != PATH
            or message.interface not in (None, INTERFACE)
            or wanted is None
            or message.signature == wanted
        ):
            return None
        text = f'{message.member} takes arguments of the types "{wanted}", not "{message.signature}"'
        return Message.new_error(message, ErrorType.INVALID_ARGS, text)


class WatchedProperties(TypedDict):
    """The properties whose changes are signalled."""

    State: str
    Stage: str
    Presence: str
    Posture: str
    OpenReminder: int
    Quiet: list[str]
    PausedUntil: int
    NotSaved: str


def watched_properties(status: Status) -> WatchedProperties:
    """What the properties say of a status."""
    reminder = status.reminder
    return {
        "State": status.state.value,
        "Stage": reminder.stage.value if reminder else "",
        "Presence": status.presence.value,
        "Posture": status.posture.value,
        "OpenReminder": reminder.id if reminder else 0,
        "Quiet": [reason.value for reason in status.quiet],
        "PausedUntil": _paused_until(status),
        "NotSaved": status.not_saved.value if status.not_saved else "",
    }


def _paused_until(status: Status) -> int:
    if status.paused_until is None:
        return 0
    return FOREVER if status.paused_until == "forever" else int(status.paused_until.timestamp())


def _day(text: str) -> date | None:
    """A date; None for the word that means all days. Raises DBusError."""
    if text == ALL:
        return None
    with suppress(ValueError):
        if (day := date.fromisoformat(text)).isoformat() == text:
            return day
    raise DBusError(ErrorType.INVALID_ARGS, refusals.BAD_BEFORE)


def _days(text: str) -> int:
    """The days of a flare-up; what is no number is a length that nobody grants."""
    if text in ("", OFF):
        return 0 if text else 1
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else NO_DAYS


class _Daemon1(ServiceInterface):
    """Methods are requests; properties are looked up when asked for."""

    def __init__(self, handler: RequestHandler, version: str) -> None:
        super().__init__(INTERFACE)
        self._desk = handler
        self._version = version
        described = self.introspect()
        for member in described.properties:
            if member.name not in WatchedProperties.__annotations__:
                # without it GDBus clients would keep the first value they saw for ever
                member.annotations.update(NO_SIGNAL)
        for signal in described.signals:
            for argument, name in zip(signal.args, SIGNAL_ARGUMENTS[signal.name], strict=True):
                argument.name = name

    async def _handle(self, request: Request) -> None:
        try:
            refused = await self._desk.request(request)
        except NotSaved as error:
            raise DBusError(NOT_SAVED, noted_for_now(error.why.value)) from error
        if refused is not None:
            name = ErrorType.INVALID_ARGS if refused.refusal in UNREADABLE else REFUSED
            raise DBusError(name, refusals.refusal(refused))

    @dbus_method("GetStatus")
    def get_status(self) -> DBusStr:
        document = to_json(self._desk.status(), self._desk.capabilities(), self._version)
        return json.dumps(document, ensure_ascii=False)

    @dbus_method("Done")
    async def done(self, id: DBusUInt32, stretch: DBusStr) -> None:
        await self._handle(Done(id, stretch))

    @dbus_method("Snooze")
    async def snooze(self, id: DBusUInt32, seconds: DBusUInt32) -> None:
        await self._handle(Snooze(id, float(seconds)))

    @dbus_method("Erase")
    async def erase(self, before: DBusStr) -> None:
        await self._handle(Erase(_day(before)))

    @dbus_method("Skip")
    async def skip(self, id: DBusUInt32) -> None:
        await self._handle(Skip(id))

    @dbus_method("Another")
    async def another(self, id: DBusUInt32) -> None:
        await self._handle(Another(id))

    @dbus_method("Start")
    async def start(self, id: DBusUInt32, stretch: DBusStr) -> None:
        await self._handle(Start(id, stretch))

    @dbus_method("GuideKeepAlive")
    async def guide_keep_alive(self, id: DBusUInt32) -> None:
        await self._handle(GuideKeepAlive(id))

    @dbus_method("GuideLeft")
    async def guide_left(self, id: DBusUInt32) -> None:
        await self._handle(GuideAbandoned(id))

    @dbus_method("GuideDone")
    async def guide_done(self, id: DBusUInt32, seconds: DBusUInt32) -> None:
        await self._handle(Done(id, seconds=float(seconds)))

    @dbus_method("ShowSteps")
    async def show_steps(self, id: DBusUInt32) -> None:
        await self._handle(Details(id))

    @dbus_method("Feel")
    async def feel(self, word: DBusStr) -> None:
        await self._handle(Feel(word))

    @dbus_method("Hurts")
    async def hurts(self, stretch: DBusStr) -> None:
        await self._handle(Hurts(stretch))

    @dbus_method("ReportRedFlags")
    async def report_red_flags(self, urgency: DBusStr) -> None:
        if urgency not in {known.value for known in Urgency}:
            raise DBusError(ErrorType.INVALID_ARGS, tr(refusals.BAD_URGENCY, word=urgency))
        await self._handle(ReportRedFlags(Urgency(urgency)))

    @dbus_method("Cleared")
    async def cleared(self, by: DBusStr) -> None:
        if by not in {known.value for known in Examiner}:
            raise DBusError(ErrorType.INVALID_ARGS, tr(refusals.BAD_EXAMINER, word=by))
        await self._handle(Cleared(Examiner(by)))

    @dbus_method("Flare")
    async def flare(self, days: DBusStr) -> None:
        await self._handle(Flare(_days(days)))

    @dbus_method("Reinstate")
    async def reinstate(self, stretch: DBusStr) -> None:
        await self._handle(Reinstate(stretch))

    @dbus_method("StartSession")
    async def start_session(self) -> None:
        await self._handle(StartSession())

    @dbus_method("Checkup")
    async def checkup(self, later: DBusBool) -> None:
        await self._handle(Checkup(later))

    @dbus_method("OpenBoard")
    async def open_board(self, page: DBusStr) -> None:
        if page and page not in board.PAGES:
            raise DBusError(ErrorType.INVALID_ARGS, tr(refusals.BAD_PAGE, word=page, pages=", ".join(board.PAGES)))
        await self._handle(OpenBoard(page))

    @dbus_method("RemindNow")
    async def remind_now(self) -> None:
        await self._handle(RemindNow())

    @dbus_method("Pause")
    async def pause(self, until: DBusStr) -> None:
        await self._handle(Pause(until))

    @dbus_method("Resume")
    async def resume(self) -> None:
        await self._handle(Resume())

    @dbus_method("SetPosture")
    async def set_posture(self, posture: DBusStr) -> None:
        if posture not in {known.value for known in Posture}:
            raise DBusError(ErrorType.INVALID_ARGS, tr(refusals.BAD_POSTURE, word=posture))
        await self._handle(SetPosture(Posture(posture)))

    @dbus_method("SetPlace")
    async def set_place(self, place: DBusStr) -> None:
        await self._handle(SetPlace(place))

    @dbus_property(PropertyAccess.READ, "State")
    def state(self) -> DBusStr:
        return self._now()["State"]

    @dbus_property(PropertyAccess.READ, "Stage")
    def stage(self) -> DBusStr:
        return self._now()["Stage"]

    @dbus_property(PropertyAccess.READ, "Presence")
    def presence(self) -> DBusStr:
        return self._now()["Presence"]

    @dbus_property(PropertyAccess.READ, "Posture")
    def posture(self) -> DBusStr:
        return self._now()["Posture"]

    @dbus_property(PropertyAccess.READ, "OpenReminder")
    def open_reminder(self) -> DBusUInt32:
        return self._now()["OpenReminder"]

    @dbus_property(PropertyAccess.READ, "Quiet")
    def quiet(self) -> DBusStrings:
        return self._now()["Quiet"]

    @dbus_property(PropertyAccess.READ, "PausedUntil")
    def paused_until(self) -> DBusInt64:
        return self._now()["PausedUntil"]

    @dbus_property(PropertyAccess.READ, "NotSaved")
    def not_saved(self) -> DBusStr:
        return self._now()["NotSaved"]

    @dbus_property(PropertyAccess.READ, "BoutSeconds")
    def bout_seconds(self) -> DBusUInt64:
        return int(self._desk.status().bout_seconds)

    @dbus_property(PropertyAccess.READ, "DueAt")
    def due_at(self) -> DBusInt64:
        due_at = self._desk.status().due_at
        return int(due_at.timestamp()) if due_at else 0

    @dbus_signal("ReminderShown")
    def reminder_shown(self, id: int, stretch: str) -> DBusIdAndWord:
        return id, stretch

    @dbus_signal("ReminderClosed")
    def reminder_closed(self, id: int, outcome: str) -> DBusIdAndWord:
        return id, outcome

    def _now(self) -> WatchedProperties:
        return watched_properties(self._desk.status())
