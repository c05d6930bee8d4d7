"""`breakd setup`: the conversation of the first day. Everything is written at its end, or nothing is."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from breakd.client.exit_codes import FAILED, OK, Stop
from breakd.config import dump_body, dump_changes, load, settings_of
from breakd.config.schema import DAYS
from breakd.config.types import MONTH, OFF
from breakd.engine.settings import OFFICE, BodySettings, HoursRange, Place, Settings
from breakd.messages import cards, tr
from breakd.messages import setup as texts
from breakd.stretches.conditions import CANNOT_STAND
from breakd.stretches.model import Catalogue, SafetyTexts
from breakd.stretches.safety_state import Card, Urgency
from breakd.system import paths
from breakd.system.files import write_whole
from breakd.toml.document import parse, read
from breakd.toml.edit import changed
from breakd.toml.serialize import value

from . import prompts, red_flags, setup_body

DAY_WORDS = tuple(name.lower()[:3] for name in texts.DAY_NAMES)
WORK_DAYS = frozenset(range(5))
STANDING, CHAIR, MAT = "standing", "chair", "mat"
FIRM_CHAIR, CHAIR_OR_DESK = "sturdy-chair", "sturdy-chair-or-desk"
"""A chair without wheels, which serves for the second too."""
OWN = "own"
"""The interval between check-ups that a person wrote, and none of ours."""


def run_setup() -> int:
    """Ask, then write; Stop with a sentence if that cannot be."""
    try:
        return _talk()
    except KeyboardInterrupt:
        print()
        prompts.tell(texts.LEFT)
        raise
    except prompts.NoAnswer:
        raise Stop(FAILED, texts.NOT_ANSWERED) from None


def _talk() -> int:
    config, body_file = paths.config_file(), paths.body_file()
    loaded = load(config, body_file)
    before = loaded.settings or _as_far_as_it_goes(config, body_file)
    known = loaded.stretches.catalogue
    safety_texts = known.safety
    first = not before.body.disclaimer
    prompts.tell(f"{texts.HELLO} {texts.NEED_ANSWER_FIRST if first else texts.NEED_ANSWER}")
    print()
    confirmed = not first or _confirm(safety_texts.disclaimer)
    print()
    lock = red_flags.lock()
    locked, intro = lock is not None, texts.FLAGS_FIRST if first else texts.FLAGS
    urgency = red_flags.ask(safety_texts, intro=intro, locked=locked)
    if not _safe(urgency, before, safety_texts):
        return OK
    today = date.today()
    body, asked = setup_body.ask_weeks_of_old_words(before.body, today)
    body = setup_body.ask_pain(body)
    if _both_legs(body):
        again = red_flags.ask_both_legs(safety_texts, locked=locked)
        # one line more takes back nothing of what all of them said
        if not _safe(again if again.locks else urgency, before, safety_texts):
            return OK
    body = setup_body.ask_conditions(body, known, today, asked, first=first)
    body = replace(setup_body.ask_what_changes_it(body), disclaimer=confirmed)
    after = _ask_the_rest(replace(before, body=body), known, could_stand=can_stand(before.body))
    print()
    new = _write(before, after, config, body_file)
    late = confirmed and new and not red_flags.confirmed()
    prompts.tell(texts.NOT_TAKEN_OVER if late else texts.READY if new else texts.NOTHING_NEW)
    if lock is not None:
        _tell_lock(lock, after, safety_texts)
    elif not confirmed:
        prompts.tell(texts.OPEN)
    return OK


def _as_far_as_it_goes(config: Path, body_file: Path) -> Settings:
    """The settings of faulty files: of each that is right by itself."""
    nowhere = config.with_name("none.toml")
    alone = load(config, nowhere).settings or Settings()
    body = load(nowhere, body_file).settings
    return replace(alone, body=body.body) if body else alone


def _confirm(disclaimer: str) -> bool:
    prompts.tell(disclaimer)
    print()
    prompts.tell(texts.CONFIRM)
    return prompts.agreed()


def _safe(urgency: Urgency, before: Settings, safety_texts: SafetyTexts) -> bool:
    """Tell the daemon; if there is a red flag the card, and False: there is nothing to stretch for, or to ask."""
    kept = red_flags.report(urgency)
    card = urgency.card
    if card is None:
        return True
    if kept:
        _tell_lock(card, before, safety_texts)
        prompts.tell(texts.SET_UP_LATER)
    else:
        red_flags.card(*cards.card(card, safety_texts, may_stand=can_stand(before.body)))
        _take_back(before)
    return False


def _tell_lock(lock: Card, person: Settings, safety_texts: SafetyTexts) -> None:
    """The card of the lock that holds, and what lifts it."""
    red_flags.card(*cards.card(lock, safety_texts, may_stand=can_stand(person.body)))
    prompts.tell(texts.LOCKED if lock is Card.EMERGENCY else texts.WALKING)


def _take_back(before: Settings) -> None:
    """No daemon keeps the lock; an open disclaimer is the one that a file can keep."""
    if before.body.disclaimer:
        _put_body(before, replace(before, body=replace(before.body, disclaimer=False)), paths.body_file())
    prompts.tell(texts.NOT_LOCKED)


def _both_legs(body: BodySettings) -> bool:
    """Both sides may be another pain's; sciatica in both legs is an emergency, and worth a second question."""
    return setup_body.LEG in body.pain and body.side == "both"


# --- check-up, place, hours -----------------------------------------------------------------------


def _ask_the_rest(before: Settings, known: Catalogue, *, could_stand: bool) -> Settings:
    """Whether to be reminded of a check-up, then where, with what and when the person works."""
    checkup_every = _checkup(before.stretches.checkup_every)
    name, place = _place(before, known, could_stand=could_stand)
    return replace(
        before,
        place=name,
        places=MappingProxyType({**before.places, name: place}),
        hours=_hours(before.hours),
        stretches=replace(before.stretches, checkup_every=checkup_every),
    )


def _place(before: Settings, known: Catalogue, *, could_stand: bool) -> tuple[str, Place]:
    name = prompts.one(texts.PLACE, {name: name.capitalize() for name in before.places}, before.place)
    here = before.places[name]
    if not can_stand(before.body):
        usual = {word: label for word, label in texts.THINGS_SEATED.items() if word in known.equipment}
        # the home that is set up beforehand has a mat: that says nothing about getting down to it
        ticked = here.equipment & usual.keys() - ({MAT} if could_stand else set())
        things = prompts.many(tr(texts.EQUIPMENT, place=name), usual, ticked)
        seated = here.settings - {STANDING} or OFFICE.settings - {STANDING}
        # who uses a wheelchair has a chair everywhere
        return name, replace(here, settings=seated, equipment=here.equipment - usual.keys() | things | {CHAIR})
    words = (*texts.THINGS, *(word for word in known.equipment if word != FIRM_CHAIR))
    usual = {word: texts.THINGS.get(word, word) for word in words}
    things = prompts.many(tr(texts.EQUIPMENT, place=name), usual, here.equipment & usual.keys())
    if prompts.yes(texts.FIRM_CHAIR, default=FIRM_CHAIR in here.equipment):
        things = things | {FIRM_CHAIR, CHAIR_OR_DESK}
    settings = here.settings if could_stand else here.settings | {STANDING}
    return name, replace(here, settings=settings, equipment=things)


def can_stand(body: BodySettings) -> bool:
    """Whether anything is done standing."""
    return CANNOT_STAND not in body.conditions


def _checkup(before: float | None) -> float | None:
    """Seconds between two check-ups; None for never."""
    seconds = {word: None if word == OFF else int(word) * MONTH for word in texts.CHECKUPS}
    now = next((word for word, every in seconds.items() if every == before), OWN)
    options = texts.CHECKUPS if now != OWN else {**texts.CHECKUPS, OWN: texts.OWN_CHECKUP}
    return {**seconds, OWN: before}[prompts.one(texts.CHECKUP, options, now)]


def _hours(before: tuple[tuple[HoursRange, ...], ...] | None) -> tuple[tuple[HoursRange, ...], ...] | None:
    print()
    prompts.tell(texts.HOURS)
    prompts.tell(texts.HOURS_HOW)
    shown = texts.ALWAYS if before is None else texts.OWN_HOURS
    answer = prompts.until(shown, None, _ranges, texts.BAD_HOURS)
    if answer is None:
        return before
    if not answer:
        return None
    names = dict(zip(DAY_WORDS, texts.DAY_NAMES, strict=True))
    days = prompts.many(texts.DAYS, names, {DAY_WORDS[day] for day in WORK_DAYS})
    return tuple(answer if day in days else () for day in DAY_WORDS) if days else None


def _ranges(text: str) -> tuple[HoursRange, ...] | None:
    """The hours of one day; () for always, None for what is neither."""
    if text.lower() in (*texts.NONE_WORDS, texts.ALWAYS):
        return ()
    lines = "\n".join(f"{day} = {_list(text)}" for day in DAYS)
    found = settings_of(parse(f"[hours]\n{lines}\n", ""), parse("", "")).settings
    return found.hours[0] if found and found.hours else None


def _list(text: str) -> str:
    """`8 - 12:30` is what people write: two digits, minutes, and no spaces around the dash, as a list of TOML."""
    closed = re.sub(r"\s*[-\u2013]\s*", "-", text)
    full = re.sub(r"\b(\d{1,2})(?::(\d\d))?\b(?!:)", lambda at: f"{int(at[1]):02}:{at[2] or '00'}", closed)
    return value(re.split(r"[\s,]+", full))


# --- writing --------------------------------------------------------------------------------------


def _write(before: Settings, after: Settings, config: Path, body_file: Path) -> bool:
    """Keep the answers; True if there was anything to keep."""
    lines = dump_changes(before, after)
    new_body = after.body != before.body
    if new_body:
        _keep_faulty(body_file)
        _put_body(before, after, body_file)
    if lines and not os.path.lexists(config):
        _put(config, texts.CONFIG_HEAD + lines)
        prompts.tell(tr(texts.WROTE, file=config))
    elif lines:
        prompts.tell(tr(texts.LINES_TO_ADD, file=config))
        print()
        print(lines)
    return new_body or bool(lines)


def _put_body(before: Settings, after: Settings, body_file: Path) -> None:
    """The answers that are new; what the person wrote beside them stays."""
    written = read(body_file)
    old, new = (parse(dump_body(settings), "").data["body"] for settings in (before, after))
    fresh = dict.fromkeys(old.keys() - new.keys()) | {key: new[key] for key in new if new[key] != old.get(key)}
    text = changed(written.text, "body", fresh) if written.exists else texts.BODY_HEAD + dump_body(after)
    _put(body_file, text)
    prompts.tell(tr(texts.WROTE, file=body_file))


def _keep_faulty(body_file: Path) -> None:
    """What a person wrote by hand and we cannot read is not thrown away."""
    if not load(body_file.with_name("none.toml"), body_file).errors:
        return
    kept = body_file.with_name(f"{body_file.name}.old")
    try:
        body_file.rename(kept)
    except OSError as error:
        raise Stop(FAILED, tr(texts.CANNOT_WRITE, file=kept, why=error.strerror)) from error
    prompts.tell(tr(texts.FAULTY, file=body_file, kept=kept))


def _put(file: Path, text: str) -> None:
    """Write all of it or nothing; through a link, as dotfile managers make them."""
    target = Path(os.path.realpath(file))
    try:
        write_whole(paths.own(target.parent) / target.name, text.encode(), durable=True)
    except OSError as error:
        raise Stop(FAILED, tr(texts.CANNOT_WRITE, file=target, why=error.strerror)) from error
