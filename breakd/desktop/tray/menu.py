"""The tray's menu for a status: every action that there is something to do for, enabled if the engine would grant it.

Answers without a reminder are left out: with them the menu of a quiet hour is too tall for a small laptop's panel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from breakd.engine.events import (
    Another,
    Details,
    Done,
    Feel,
    Hurts,
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
from breakd.engine.status import Presence, Stage, Status
from breakd.frozen import frozen
from breakd.messages import health
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
    """The menu. The keys name the open reminder where an action is about it: another reminder, another item."""
    return Menu(
        KeyedItem("headline", headline, None, enabled=False),
        Menu.SEPARATOR,
        *_reminder_items(status, snoozes, actions),
        Menu.SEPARATOR,
        *_feeling_items(status, actions),
        *_health_items(status, actions),
        Menu.SEPARATOR,
        *_posture_items(status, actions),
        Menu.SEPARATOR,
        *_place_items(status, actions),
        Menu.SEPARATOR,
        *_pause_items(status, actions),
        Menu.SEPARATOR,
        KeyedItem("quit", texts.QUIT, actions.quit),
    )


def _reminder_items(status: Status, snoozes: tuple[float, ...], actions: MenuActions) -> Iterator[KeyedItem]:
    reminder = status.reminder
    id = reminder.id if reminder else 0
    request = actions.request

    def item(key: str, text: str, what: Request, enabled: bool = True) -> KeyedItem:
        # the id is in the key: an item of an earlier reminder no longer exists, so a late click on it does nothing
        return KeyedItem(f"{key}-{id}", text, partial(request, what), enabled=enabled)

    snoozed = reminder is not None and reminder.stage is Stage.SNOOZED
    can_snooze = snoozed or reminder.snoozes_left > 0 if reminder else status.in_heads_up
    can_change = reminder is not None and reminder.kind is ReminderKind.STRETCH
    locked = status.presence is Presence.LOCKED
    running = reminder is not None and reminder.stage is Stage.STARTED
    guided = reminder is None or (can_change and bool(reminder.stretch) and not running)
    emergency = status.card is Card.EMERGENCY
    text = texts.START if reminder else texts.START_UNASKED
    yield item("start", text, Start(id, token=""), guided and not locked and not emergency)
    yield item("done", texts.DONE if reminder else texts.DONE_UNASKED, Done(id))
    for seconds in sorted(snoozes) if can_snooze else ():
        yield item(f"snooze-{seconds:g}", texts.snooze(seconds), Snooze(id, seconds))
    if reminder:
        if not emergency:
            yield item("another", texts.ANOTHER, Another(id), can_change and not running)
        yield item("skip", texts.SKIP, Skip(id))
    if reminder and reminder.stage is Stage.SHOWN:
        yield KeyedItem(f"show-{id}", texts.SHOW_AGAIN, partial(actions.details, Details(id)), default=True)
    else:
        yield KeyedItem(
            "now",
            texts.REMIND_NOW,
            partial(request, RemindNow()),
            default=id != 0,
            enabled=not (locked or running or emergency),
        )


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
    items = (
        KeyedItem(
            f"feel-{word}-{asked}",
            health.FEELINGS[word],
            partial(actions.request, Hurts(stretch) if word == "hurts" else Feel(word)),
        )
        for word in words
    )
    yield KeyedItem(f"feel-{asked}", texts.FEEL, Menu(*items))


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
    if status.flare_until is None:
        yield KeyedItem("flare", texts.FLARE, partial(actions.request, Flare(1)))
    else:
        yield KeyedItem("flare-off", texts.FLARE_OFF, partial(actions.request, Flare(0)))


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
    lengths = [
        KeyedItem(f"pause-{until}", text, partial(actions.request, Pause(until))) for until, text in texts.PAUSES
    ]
    yield KeyedItem("pause", texts.PAUSE, Menu(*lengths))
    if status.paused_until is not None:
        yield KeyedItem("resume", texts.RESUME, partial(actions.request, Resume()))
