"""What is asked about the work: the check-up, the place with its things, and the hours."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from breakd.engine.durations import MONTH
from breakd.engine.settings import OFFICE, Place, Settings
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.messages.tray import place_name

from . import typed_hours
from .person import KnownBefore, can_stand
from .question import Question, QuestionKind, Remark, Script, Topic, agreed, chosen, one_chosen

OFF, OWN = "off", "own"
"""No check-up, and the interval between check-ups that a person wrote, which is none of ours."""
STANDING, CHAIR, MAT = "standing", "chair", "mat"
CHAIR_WITH_BACK = "chair-with-back"
FIRM_CHAIR, CHAIR_OR_DESK = "sturdy-chair", "sturdy-chair-or-desk"
"""A chair without wheels, which serves for the second too."""
NIGHT, DAY = "night", "day"
DAY_WORDS = tuple(name.lower() for name in texts.DAY_NAMES)


def checkup(before: Settings) -> Script[Settings]:
    """Whether to be reminded of a check-up."""
    held = before.stretches.checkup_every
    seconds = {word: None if word == OFF else int(word) * MONTH for word in texts.CHECKUPS}
    now = next((word for word, every in seconds.items() if every == held), OWN)
    options = texts.CHECKUPS if now != OWN else {**texts.CHECKUPS, OWN: texts.OWN_CHECKUP}
    said = None if held is None else now
    question = Question("checkup", Topic.CHECKUP, QuestionKind.ONE, texts.CHECKUP, options, said)
    answer = yield from one_chosen(question)
    if answer is None:
        return before
    every = {**seconds, OWN: held}[answer]
    return replace(before, stretches=replace(before.stretches, checkup_every=every))


# --- place ----------------------------------------------------------------------------------------


def place(known: KnownBefore, before: Settings, *, things: bool) -> Script[Settings]:
    """Where the person works; with `things` what is there, which whoever cannot stand is always asked."""
    names = {name: name.capitalize() for name in before.places}
    said = before.place if before.place != Settings().place else None
    answer = yield from one_chosen(Question("place", Topic.PLACE, QuestionKind.ONE, texts.PLACE, names, said))
    name = before.place if answer is None else answer
    here, stood = before.places[name], can_stand(known.settings.body)
    if not can_stand(before.body):
        here = yield from _seated(known, name, here, stood=stood)
    else:
        here = here if stood else replace(here, settings=here.settings | {STANDING})
        if things:
            here = yield from _things(known, name, here)
    return replace(before, place=name, places=MappingProxyType({**before.places, name: here}))


def _things(known: KnownBefore, name: str, here: Place) -> Script[Place]:
    words = (*texts.THINGS, *sorted(known.catalogue.equipment - texts.THINGS.keys() - {FIRM_CHAIR}))
    usual = {word: texts.THINGS.get(word, word) for word in words}
    firm = FIRM_CHAIR in here.equipment
    changed = here != Settings().places.get(name)
    said = here.equipment if changed else None
    question = Question("things", Topic.PLACE, QuestionKind.MANY, texts.EQUIPMENT, usual, said, about=_at(name))
    answer = yield from chosen(question)
    equipment = here.equipment if answer is None else answer | here.equipment & {FIRM_CHAIR}
    question = Question(
        "firm", Topic.PLACE, QuestionKind.YES_NO, texts.FIRM_CHAIR, said=firm if changed else None,
        about=texts.FIRM_CHAIR_ABOUT,
    )  # fmt: skip
    word = yield from agreed(question)
    if word if word is not None else firm:
        equipment = equipment | {FIRM_CHAIR, CHAIR_OR_DESK}
    elif word is not None:
        equipment = equipment - {FIRM_CHAIR}
    if answer is not None and equipment & {CHAIR_WITH_BACK, FIRM_CHAIR}:
        equipment = equipment | {CHAIR}  # who ticks the better one need not tick both
    return replace(here, equipment=equipment)


def _seated(known: KnownBefore, name: str, here: Place, *, stood: bool) -> Script[Place]:
    usual = {word: label for word, label in texts.THINGS_SEATED.items() if word in known.catalogue.equipment}
    # the home that is set up beforehand has a mat: that says nothing about getting down to it
    held = here.equipment & usual.keys() - ({MAT} if stood else set())
    answer = yield from chosen(Question(
        "seated-things", Topic.PLACE, QuestionKind.MANY, texts.EQUIPMENT, usual, None if stood else held,
        about=_at(name),
    ))  # fmt: skip
    settings = here.settings - {STANDING} or OFFICE.settings - {STANDING}
    there = held if answer is None else answer
    # who uses a wheelchair has a chair everywhere
    return replace(here, settings=settings, equipment=here.equipment - usual.keys() | there | {CHAIR})


def _at(place: str) -> str:
    return tr(texts.EQUIPMENT_ABOUT, place=place_name(place))


# --- hours ----------------------------------------------------------------------------------------


def hours(before: Settings) -> Script[Settings]:
    """When the person works, and on which days; which way around, where it goes over midnight."""
    held = before.hours
    days = frozenset(word for word, ranges in zip(DAY_WORDS, held or ((),) * 7, strict=True) if ranges)
    kinds = {ranges for ranges in held or () if ranges}
    if len(kinds) > 1:
        yield Remark(texts.OWN_HOURS)
    said = typed_hours.text_of(next(iter(kinds))) if len(kinds) == 1 else None
    asked = Question("hours", Topic.HOURS, QuestionKind.HOURS, texts.HOURS, said=said, about=texts.HOURS_ABOUT)
    answer = yield from one_chosen(asked)
    ranges = None if answer is None else typed_hours.read(answer)
    if ranges is None:
        return before
    if not ranges:
        return replace(before, hours=None)
    ranges = yield from _which_way(ranges)
    options = dict(zip(DAY_WORDS, texts.DAY_NAMES, strict=True))
    question = Question(
        "days", Topic.HOURS, QuestionKind.MANY, texts.DAYS, options, days or None, needed=True, least=1
    )  # fmt: skip
    there = (yield from chosen(question)) or frozenset()
    return replace(before, hours=tuple(ranges if day in there else () for day in DAY_WORDS))


def _which_way(ranges: typed_hours.Hours) -> Script[typed_hours.Hours]:
    turned = typed_hours.text_of(typed_hours.turned(ranges))
    other = typed_hours.read(turned)
    if not typed_hours.is_over_midnight(ranges) or not other:
        return ranges
    text = typed_hours.text_of(ranges)
    options = {NIGHT: tr(texts.AT_NIGHT, hours=text), DAY: tr(texts.BY_DAY, hours=turned)}
    # the name holds the hours: what was said of others says nothing of these
    question = Question(
        f"night {text}", Topic.HOURS, QuestionKind.ONE, tr(texts.OVER_MIDNIGHT, hours=text), options, needed=True
    )
    return other if (yield from one_chosen(question)) == DAY else ranges
