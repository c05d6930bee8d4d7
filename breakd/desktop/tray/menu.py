"""The tray's menu for a status: nine rows, the same ones in the same places, enabled if the engine would grant it.

A row that there is nothing to do for is grey: a menu whose rows move makes people click on what they did not mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from breakd.engine.events import (
    Another,
    Details,
    Done,
    Feel,
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
from breakd.engine.health_requests import Checkup, Cleared, Flare, OpenQuestions
from breakd.engine.records import ReminderKind
from breakd.engine.status import Presence, Stage, State, Status
from breakd.frozen import frozen
from breakd.messages import health, minutes
from breakd.messages import tray as texts
from breakd.stretches.safety_state import Card

from .pystray_model import KeyedItem, Menu


@frozen
class MenuActions:
    """What a click does: sends a request or a report, or ends the program."""

    request: Callable[[Request], None]
    details: Callable[[Details], None]
    quit: Callable[[], None]


def build(status: Status, headline: str, snoozes: tuple[float, ...], actions: MenuActions) -> Menu:
    """The menu. The keys name the open reminder where an action is about it: another reminder, another item.

    The middle button of the mouse is the default item: *Done* if something is due, else the window.
    """
    to_do = status.state in TO_DO and status.card is not Card.EMERGENCY
    window = KeyedItem("open", texts.OPEN, partial(actions.request, OpenBoard()), default=not to_do)
    return Menu(
        window,
        KeyedItem("headline", headline, None, enabled=False),
        Menu.SEPARATOR,
        _done_item(status, actions, default=to_do),
        _start_item(status, actions),
        _submenu("snooze", texts.SNOOZE, _snooze_items(status, snoozes, actions)),
        _submenu("pause", texts.PAUSE, _pause_items(status, actions)),
        Menu.SEPARATOR,
        _submenu("today", texts.TODAY, _today_items(status, actions)),
        _submenu("body", _body_label(status), [*_health_items(status, actions), *_feeling_items(status, actions)]),
        Menu.SEPARATOR,
        KeyedItem("quit", texts.QUIT, actions.quit),
    )


TO_DO = frozenset({State.DUE, State.DEFERRED})
"""A reminder shows, waits or is held back."""


def _submenu(key: str, text: str, items: Iterable[KeyedItem]) -> KeyedItem:
    """A row that unfolds; grey while there is nothing in it."""
    inside = list(items)
    if not inside:  # another item: hosts make a submenu of one when they see it first, or never
        return KeyedItem(f"no-{key}", text, None, enabled=False)
    return KeyedItem(key, text, Menu(*inside))


def _id(status: Status) -> int:
    return status.reminder.id if status.reminder else 0


def _about(key: str, status: Status) -> str:
    # the id is in the key: an item of an earlier reminder no longer exists, so a late click on it does nothing
    return f"{key}-{_id(status)}"


def _is_running(status: Status) -> bool:
    return status.reminder is not None and status.reminder.stage is Stage.STARTED


def _is_stretch(status: Status) -> bool:
    return status.reminder is not None and status.reminder.kind is ReminderKind.STRETCH


def _done_item(status: Status, actions: MenuActions, *, default: bool) -> KeyedItem:
    text = texts.DONE if status.reminder else texts.DONE_UNASKED
    return KeyedItem(_about("done", status), text, partial(actions.request, Done(_id(status))), default=default)


def _start_item(status: Status, actions: MenuActions) -> KeyedItem:
    reminder = status.reminder
    guided = reminder is None or (_is_stretch(status) and bool(reminder.stretch) and not _is_running(status))
    may = guided and status.presence is not Presence.LOCKED and status.card is not Card.EMERGENCY
    text = texts.START if reminder else texts.START_UNASKED
    request = partial(actions.request, Start(_id(status), token=""))
    return KeyedItem(_about("start", status), text, request, enabled=may)


def _snooze_items(status: Status, snoozes: tuple[float, ...], actions: MenuActions) -> Iterator[KeyedItem]:
    reminder = status.reminder
    snoozed = reminder is not None and reminder.stage is Stage.SNOOZED
    can_snooze = snoozed or reminder.snoozes_left > 0 if reminder else status.in_heads_up
    for seconds in sorted(snoozes) if can_snooze else ():
        request = partial(actions.request, Snooze(_id(status), seconds))
        yield KeyedItem(_about(f"snooze-{seconds:g}", status), minutes(seconds), request)


def _today_items(status: Status, actions: MenuActions) -> Iterator[KeyedItem]:
    """What is suggested now, and how this day is different from others."""
    reminder, running, emergency = status.reminder, _is_running(status), status.card is Card.EMERGENCY
    if reminder is not None and reminder.stage is Stage.SHOWN:
        again = partial(actions.details, Details(reminder.id))
        yield KeyedItem(_about("show", status), texts.SHOW_AGAIN, again)
    else:
        may = not (status.presence is Presence.LOCKED or running or emergency)
        yield KeyedItem("now", texts.REMIND_NOW, partial(actions.request, RemindNow()), enabled=may)
    can_change = _is_stretch(status) and not running and not emergency
    another, skip = (partial(actions.request, answer) for answer in (Another(_id(status)), Skip(_id(status))))
    yield KeyedItem(_about("another", status), texts.ANOTHER, another, enabled=can_change)
    yield KeyedItem(_about("skip", status), texts.SKIP, skip, enabled=reminder is not None)
    for group in (_posture_items(status, actions), _place_items(status, actions), _gentle_items(status, actions)):
        items = list(group)
        if items:
            yield Menu.SEPARATOR
            yield from items


def _gentle_items(status: Status, actions: MenuActions) -> Iterator[KeyedItem]:
    if status.flare_until is None:
        yield KeyedItem("flare", texts.FLARE, partial(actions.request, Flare(1)))
    else:
        yield KeyedItem("flare-off", texts.FLARE_OFF, partial(actions.request, Flare(0)))


def _body_label(status: Status) -> str:
    """What is asked, if something is."""
    if status.ask_red_flags:
        return texts.ASKED
    return texts.BODY if status.feedback_until is None else texts.FEEL


def _feeling_items(status: Status, actions: MenuActions) -> Iterator[KeyedItem]:
    """How the last stretch felt, for as long as that is asked; of one that shows, what must not wait for *Done*."""
    reminder = status.reminder
    if status.feedback_until is not None:
        # another break is another question: a late click does not answer for it
        asked = f"{status.feedback_stretch}-{status.feedback_until:%Y%m%d%H%M%S}"
        stretch, words = status.feedback_stretch, tuple(health.FEELINGS)
    elif reminder is not None and reminder.stage is Stage.SHOWN and reminder.stretch:
        asked, stretch, words = f"{reminder.stretch}-{reminder.id}", reminder.stretch, ("hurts", "spreading")
    else:
        return
    for word in words:
        said = partial(actions.request, Hurts(stretch) if word == "hurts" else Feel(word))
        yield KeyedItem(f"feel-{word}-{asked}", health.FEELINGS[word], said)


def _health_items(status: Status, actions: MenuActions) -> Iterator[KeyedItem]:
    if status.ask_red_flags:
        yield KeyedItem("questions", texts.QUESTIONS, partial(actions.request, OpenQuestions()))
    if status.safety_lock:
        # a menu of its own: one slip of the finger lifts no lock
        examiners = (
            KeyedItem(f"cleared-{by.value}", text, partial(actions.request, Cleared(by)))
            for by, text in texts.EXAMINERS.items()
        )
        yield KeyedItem("cleared", texts.CLEARED, Menu(*examiners))
    if status.checkup_due:
        yield KeyedItem("checkup", texts.CHECKUP_DONE, partial(actions.request, Checkup()))
        yield KeyedItem("checkup-later", texts.CHECKUP_LATER, partial(actions.request, Checkup(later=True)))


def _posture_items(status: Status, actions: MenuActions) -> Iterator[KeyedItem]:
    if not status.may_stand and status.posture is Posture.SITTING:
        return  # nobody is asked to be what they cannot
    for posture in Posture:
        click = partial(actions.request, SetPosture(posture))
        yield KeyedItem(posture.value, texts.POSTURES[posture], click, checked=status.posture is posture)


def _place_items(status: Status, actions: MenuActions) -> Iterator[KeyedItem]:
    if len(status.places) < 2:
        return
    for place in status.places:
        click = partial(actions.request, SetPlace(place))
        yield KeyedItem(f"place-{place}", texts.place_name(place), click, checked=status.place == place)


def _pause_items(status: Status, actions: MenuActions) -> Iterator[KeyedItem]:
    paused = status.paused_until is not None
    yield KeyedItem("resume", texts.RESUME, partial(actions.request, Resume()), enabled=paused)
    for until, text in texts.PAUSES:
        yield KeyedItem(f"pause-{until}", text, partial(actions.request, Pause(until)))
