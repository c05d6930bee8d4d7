"""What `breakd setup` asks about the body: where it hurts, what goes with it, and weeks where they matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from breakd.engine.settings import BodySettings
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.stretches.conditions import CANNOT_STAND, HALVES, HEALING_WEEKS, PREGNANCY, SURGERY
from breakd.stretches.model import Catalogue

from . import prompts

LEG, LEG_CARE = "sciatic", "leg_nerve_pain"
"""Where it hurts, and the condition for it: one question asks for both."""
CONDITIONS = {
    texts.BACK_AND_JOINTS: (
        "disc_herniation", "spinal_stenosis", "spondylolisthesis", "osteoporosis", "inflammatory_arthritis",
        "hypermobility", "neck_problem", "shoulder_problem", "wrist_problem", "hip_replacement", "knee_problem",
    ),
    texts.HEALTH: (
        "recent_surgery", "pregnancy", "high_bp", "heart_condition", "glaucoma", "hernia", "balance_problem",
        "vertigo", "cannot_stand",
    ),
}  # fmt: skip
"""Each question with its lines; a pregnancy and an operation are one line each, and then the weeks are asked for."""
STANDING_WORSE = "standing_worse"
"""Nobody is asked for it who does not stand."""
EYES = frozenset({"eyes"})
"""They hurt on no side, and no bending makes them worse."""
WEEK = timedelta(weeks=1)
ROUNDED = timedelta(days=3)
"""Who says “6 weeks ago” may mean five and a half: the shorter time is the more careful one."""
LONGEST_AGO, LONGEST_PREGNANCY = 999, 43
"""Weeks."""


# --- where it hurts -------------------------------------------------------------------------------


def ask_pain(before: BodySettings) -> BodySettings:
    """Where it hurts, the leg first, and on which side."""
    leg = prompts.yes(texts.LEG, default=LEG in before.pain or LEG_CARE in before.conditions)
    places = {word: label for word, label in texts.REGIONS.items() if not (leg and word == LEG)}
    others = {word: word for word in sorted(before.pain - texts.REGIONS.keys())}
    pain = prompts.many(texts.PAIN_TOO if leg else texts.PAIN, {**places, **others}, before.pain)
    pain = pain | {LEG} if leg else pain
    side = prompts.one(texts.SIDE, texts.SIDES, before.side) if pain - EYES else "none"
    conditions = before.conditions if leg else before.conditions - {LEG_CARE}
    return replace(before, pain=pain, side=side, conditions=conditions)


def ask_what_changes_it(before: BodySettings) -> BodySettings:
    """What makes it worse, and what eases it."""
    hurts = bool(before.pain - EYES)
    worse = before.conditions & texts.WORSE_WITH.keys()
    if hurts or worse:
        seated = {STANDING_WORSE} if CANNOT_STAND in before.conditions else frozenset()
        options = {tag: label for tag, label in texts.WORSE_WITH.items() if tag not in seated - worse}
        worse = prompts.many(texts.WORSE, options, worse)
    eases = prompts.one(texts.EASES, _directions(before), before.eases) if hurts else "none"
    return replace(before, eases=eases, conditions=before.conditions - texts.WORSE_WITH.keys() | worse)


def _directions(body: BodySettings) -> Mapping[str, str]:
    """What may ease it, and the word that holds if it is none of them."""
    no_use = {"walk"} if CANNOT_STAND in body.conditions else set()
    options = {word: label for word, label in texts.DIRECTIONS.items() if word not in no_use}
    return options if body.eases in options else {**options, body.eases: texts.DIRECTIONS.get(body.eases, body.eases)}


# --- what applies ---------------------------------------------------------------------------------


def ask_conditions(
    before: BodySettings, known: Catalogue, today: date, asked: frozenset[str], *, first: bool
) -> BodySettings:
    """What applies, and the weeks of what was not `asked` about already. In the `first` run nothing stands for an
    answer; raises prompts.NoAnswer.
    """
    body = before
    for question, words in CONDITIONS.items():
        lines = {word: texts.WHOLE_WORDS.get(word, known.conditions.get(word, word)) for word in words}
        ticked = body.conditions & lines.keys() | {
            word for word in lines.keys() & HALVES.keys() if _holds(body, word)
        }
        answer = prompts.ticked(question, lines) if first else prompts.many(question, lines, ticked)
        whole = lines.keys() & HALVES.keys()
        body = replace(body, conditions=body.conditions - (lines.keys() - whole) | (answer - whole))
        for word in HALVES:
            if word in whole - answer:
                body = _without(body, word)
            elif word in whole - asked:
                body = _ask_weeks(body, word, today)
    if CANNOT_STAND in body.conditions - before.conditions:
        prompts.tell(texts.PRESSURE_RELIEF)
    return body


# --- weeks ----------------------------------------------------------------------------------------


def ask_weeks_of_old_words(before: BodySettings, today: date) -> tuple[BodySettings, frozenset[str]]:
    """The weeks of what was ticked without them, and the words that were asked about: until then care is greatest."""
    body, asked = before, frozenset(word for word in HALVES if _holds(before, word) and _day(before, word) is None)
    for word in HALVES:
        if word in asked:
            print()
            prompts.tell(tr(texts.SAID_BEFORE, label=texts.WHOLE_WORDS[word]))
            body = _ask_weeks(body, word, today, may_be_over=True)
    return body, asked


def _ask_weeks(body: BodySettings, word: str, today: date, *, may_be_over: bool = False) -> BodySettings:
    """The body with the day from which the weeks count, or with the word as long as that is not said."""
    said = _ask_surgery(body, today) if word == SURGERY else _ask_pregnancy(body, today, may_be_over=may_be_over)
    if said is not None:
        return said
    prompts.tell(texts.WEEKS_OPEN)
    return body if _holds(body, word) else replace(body, conditions=body.conditions | {word})


def _ask_pregnancy(before: BodySettings, today: date, *, may_be_over: bool) -> BodySettings | None:
    since = before.pregnant_since
    week = None if since is None else (today - since) // WEEK + 1
    shown = week if week is not None and week <= LONGEST_PREGNANCY else None
    said_before = may_be_over or since is not None
    question, least = (texts.PREGNANCY_WEEK_OR_OVER, 0) if said_before else (texts.PREGNANCY_WEEK, 1)
    answer = prompts.whole(question, least, LONGEST_PREGNANCY, shown, texts.BAD_WEEKS)
    if not answer:
        return None if answer is None else _without(before, PREGNANCY)
    # in week 20 are 19 weeks and one to seven days: the most of them is the more careful answer
    day = since if answer == week else today - answer * WEEK + timedelta(days=1)
    prompts.tell(texts.WEEKS_COUNTED)
    return replace(_without(before, PREGNANCY), pregnant_since=day)


def _ask_surgery(before: BodySettings, today: date) -> BodySettings | None:
    operated = before.surgery
    weeks = None if operated is None else (today - operated + ROUNDED) // WEEK
    answer = prompts.whole(texts.SURGERY_WEEKS, 0, LONGEST_AGO, weeks, texts.BAD_WEEKS)
    if answer is None:
        return None
    day = operated if answer == weeks else min(today, today - answer * WEEK + ROUNDED)
    healed = answer * WEEK >= HEALING_WEEKS
    released = healed and prompts.yes(texts.RELEASED, default=before.surgery_released)
    if not released:
        prompts.tell(texts.STILL_GENTLE if healed else texts.HOSPITAL_FIRST)
    return replace(_without(before, SURGERY), surgery=day, surgery_released=released)


def _day(body: BodySettings, word: str) -> date | None:
    return body.pregnant_since if word == PREGNANCY else body.surgery


def _holds(body: BodySettings, word: str) -> bool:
    return _day(body, word) is not None or not body.conditions.isdisjoint({word, *HALVES[word]})


def _without(body: BodySettings, word: str) -> BodySettings:
    """The word, its halves and its day are gone."""
    body = replace(body, conditions=body.conditions - {word, *HALVES[word]})
    if word == PREGNANCY:
        return replace(body, pregnant_since=None)
    return replace(body, surgery=None, surgery_released=False)
