"""What is asked about the body: whether and where it hurts, what goes with it, and weeks where they matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from breakd.engine.settings import BodySettings
from breakd.messages import setup as texts
from breakd.stretches.conditions import CANNOT_STAND, HALVES, HEALING_WEEKS, PREGNANCY, SURGERY

from .person import KnownBefore
from .question import Question, QuestionKind, Remark, Script, Topic, agreed, chosen, number, one_chosen

LEG, LEG_CARE = "sciatic", "leg_nerve_pain"
"""Where it hurts, and the condition for it: one question asks for both."""
ELSEWHERE = frozenset({"neck", "shoulder", "wrist", "eyes"})
"""Neither back nor leg."""
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
CONTRARY = {"flexion": "flexion_worse", "extension": "extension_worse"}
"""What eases cannot be what makes it worse."""
EYES = frozenset({"eyes"})
"""They hurt on no side, and no bending makes them worse."""
WEEK = timedelta(weeks=1)
ROUNDED = timedelta(days=3)
"""Who says “6 weeks ago” may mean five and a half: the shorter time is the more careful one."""
LONGEST_AGO, LONGEST_PREGNANCY = 999, 43
"""Weeks."""

BACK_OR_LEG, OTHER_PLACE, NOTHING = "yes", "elsewhere", "no"
"""The answers to whether anything hurts."""
STILL_HURTS = "hurts"
EASES = "eases"
NONE = "none"


# --- where it hurts -------------------------------------------------------------------------------


def hurts(known: KnownBefore) -> Script[str | None]:
    """Whether anything hurts now; the first question of all."""
    body, said = known.settings.body, None
    if body.conditions & {LEG_CARE} or ("pain" in known.said and body.pain - ELSEWHERE):
        said = BACK_OR_LEG
    elif "pain" in known.said:
        said = OTHER_PLACE if body.pain else NOTHING
    question = Question("hurts", Topic.HURTS, QuestionKind.ONE, texts.HURTS, texts.HURTS_WHERE, said)
    return (yield from one_chosen(question))


def nothing_hurts(before: BodySettings) -> BodySettings:
    """The body of who has said so."""
    conditions = before.conditions - {LEG_CARE}
    return replace(before, pain=frozenset(), side=NONE, eases=NONE, conditions=conditions)


def where(known: KnownBefore, before: BodySettings, hurting: str) -> Script[BodySettings]:
    """Where it hurts, the leg first, and on which side."""
    leg = False
    if hurting == BACK_OR_LEG:
        said = LEG in before.pain if "pain" in known.said else None
        said = True if LEG_CARE in before.conditions else said
        question = Question("leg", Topic.WHERE, QuestionKind.YES_NO, texts.LEG, said=said, needed=said is None)
        answer = yield from agreed(question)
        leg = bool(said) if answer is None else answer
    pain = yield from _places(known, before, leg=leg)
    if not pain and not leg:
        nowhere = Question("nowhere", Topic.WHERE, QuestionKind.ONE, texts.NOWHERE, texts.NOWHERE_MEANS)
        if (yield from one_chosen(nowhere)) != STILL_HURTS:
            return nothing_hurts(before)
    pain = pain | {LEG} if leg else pain
    conditions = before.conditions if leg else before.conditions - {LEG_CARE}
    side = (yield from _side(known, before)) if pain - EYES else NONE
    return replace(before, pain=pain, side=side, conditions=conditions)


def _places(known: KnownBefore, before: BodySettings, *, leg: bool) -> Script[frozenset[str]]:
    places = {word: label for word, label in texts.REGIONS.items() if not (leg and word == LEG)}
    others = {word: word for word in sorted(before.pain - texts.REGIONS.keys())}
    said = before.pain if "pain" in known.said else None
    question = Question(
        "pain", Topic.WHERE, QuestionKind.MANY, texts.PAIN_TOO if leg else texts.PAIN, {**places, **others}, said,
        none=texts.NOWHERE_ELSE if leg else texts.NOWHERE_AT_ALL,
    )  # fmt: skip
    answer = yield from chosen(question)
    return before.pain if answer is None else answer


def _side(known: KnownBefore, before: BodySettings) -> Script[str]:
    said = before.side if "side" in known.said else None
    answer = yield from one_chosen(
        Question("side", Topic.WHERE, QuestionKind.ONE, texts.SIDE, texts.SIDES, said),
    )
    return before.side if answer is None else answer


def is_in_both_legs(body: BodySettings) -> bool:
    """Both sides may be another pain's; a nerve that hurts in both legs may be an emergency."""
    return bool(body.pain & {LEG, "calf"}) and body.side == "both"


# --- what makes it worse, and what eases it -------------------------------------------------------


def worse(known: KnownBefore, before: BodySettings) -> Script[BodySettings]:
    """What makes it worse."""
    held = before.conditions & texts.WORSE_WITH.keys()
    seated = {STANDING_WORSE} if CANNOT_STAND in before.conditions else frozenset()
    options = {tag: label for tag, label in texts.WORSE_WITH.items() if tag not in seated - held}
    said = held if "conditions" in known.said else None
    question = Question("worse", Topic.WORSE, QuestionKind.MANY, texts.WORSE, options, said)
    answer = yield from chosen(question)
    return before if answer is None else replace(before, conditions=before.conditions - held | answer)


def without_contradiction(body: BodySettings, topic: Topic) -> Script[BodySettings]:
    """The body after asking which of the two is so, where something eases it and makes it worse as well."""
    contrary = CONTRARY.get(body.eases, "")
    if contrary not in body.conditions:
        return body
    which = Question(
        f"eases-or-{contrary}", topic, QuestionKind.ONE, texts.BOTH_SAID[body.eases], texts.WHICH_OF_BOTH
    )
    # who does not say gets the more careful of the two
    if (yield from one_chosen(which)) == EASES:
        return replace(body, conditions=body.conditions - {contrary})
    return replace(body, eases=NONE)


def eases(known: KnownBefore, before: BodySettings) -> Script[BodySettings]:
    """What eases it, and which of the two is so where that makes it worse as well."""
    said = before.eases if "eases" in known.said else None
    question = Question("eases", Topic.EASES, QuestionKind.ONE, texts.EASES, _directions(before), said)
    answer = yield from one_chosen(question)
    body = before if answer is None else replace(before, eases=answer)
    return (yield from without_contradiction(body, Topic.EASES))


def _directions(body: BodySettings) -> Mapping[str, str]:
    """What may ease it, and the word that holds if it is none of them."""
    no_use = {"walk"} if CANNOT_STAND in body.conditions else set()
    options = {word: label for word, label in texts.DIRECTIONS.items() if word not in no_use}
    return options if body.eases in options else {**options, body.eases: texts.DIRECTIONS.get(body.eases, body.eases)}


# --- what applies ---------------------------------------------------------------------------------


def applies(known: KnownBefore, before: BodySettings) -> Script[BodySettings]:
    """What applies, and the weeks of it. As long as nothing is confirmed, that wants an answer."""
    body = before
    asked = (("joints", texts.BACK_AND_JOINTS_ABOUT), ("health", ""))
    for (name, about), (text, words) in zip(asked, CONDITIONS.items(), strict=True):
        lines = {word: texts.WHOLE_WORDS.get(word, known.catalogue.conditions.get(word, word)) for word in words}
        held = body.conditions & lines.keys() | {word for word in lines.keys() & HALVES.keys() if holds(body, word)}
        said = held if not known.first or held else None
        question = Question(
            name, Topic.APPLIES, QuestionKind.MANY, text, lines, said, needed=known.first, about=about
        )  # fmt: skip
        answer = yield from chosen(question)
        answer = held if answer is None else answer
        whole = lines.keys() & HALVES.keys()
        body = replace(body, conditions=body.conditions - (lines.keys() - whole) | (answer - whole))
        for word in HALVES:
            if word in whole - answer:
                body = _without(body, word)
            elif word in whole:
                body = yield from _weeks(known, body, word)
    if CANNOT_STAND in body.conditions - before.conditions:
        yield Remark(texts.PRESSURE_RELIEF)
    return body


def _weeks(known: KnownBefore, body: BodySettings, word: str) -> Script[BodySettings]:
    """The body with the day from which the weeks count, or with the word as long as that is not said."""
    said = yield from (_surgery if word == SURGERY else _pregnancy)(known, body)
    if said is not None:
        return said
    yield Remark(texts.WEEKS_OPEN)
    return body if holds(body, word) else replace(body, conditions=body.conditions | {word})


def _pregnancy(known: KnownBefore, before: BodySettings) -> Script[BodySettings | None]:
    since = before.pregnant_since
    week = None if since is None else (known.today - since) // WEEK + 1
    said = week if week is not None and week <= LONGEST_PREGNANCY else None
    text = texts.PREGNANCY_WEEK
    question = Question(
        "pregnancy-week", Topic.APPLIES, QuestionKind.WEEKS, text, said=said, least=1, most=LONGEST_PREGNANCY
    )
    answer = yield from number(question)
    if answer is None:
        return None
    # in week 20 are 19 weeks and one to seven days: the most of them is the more careful answer
    day = since if answer == week else known.today - answer * WEEK + timedelta(days=1)
    yield Remark(texts.WEEKS_COUNTED)
    return replace(_without(before, PREGNANCY), pregnant_since=day)


def _surgery(known: KnownBefore, before: BodySettings) -> Script[BodySettings | None]:
    operated = before.surgery
    weeks = None if operated is None else (known.today - operated + ROUNDED) // WEEK
    said = weeks if weeks is not None and weeks <= LONGEST_AGO else None
    text = texts.SURGERY_WEEKS
    question = Question("surgery-weeks", Topic.APPLIES, QuestionKind.WEEKS, text, said=said, most=LONGEST_AGO)
    answer = yield from number(question)
    if answer is None:
        return None
    day = operated if answer == weeks else min(known.today, known.today - answer * WEEK + ROUNDED)
    healed, released = answer * WEEK >= HEALING_WEEKS, False
    if healed:
        # a word about one operation is none about another
        same = answer == weeks and "surgery_released" in known.said
        before_it = before.surgery_released if same else None
        word = yield from agreed(
            Question("released", Topic.APPLIES, QuestionKind.YES_NO, texts.RELEASED, said=before_it)
        )
        released = bool(before_it) if word is None else word
    if not released:
        yield Remark(texts.STILL_GENTLE if healed else texts.HOSPITAL_FIRST)
    return replace(_without(before, SURGERY), surgery=day, surgery_released=released)


def day_of(body: BodySettings, word: str) -> date | None:
    """The day from which the weeks of this word count."""
    return body.pregnant_since if word == PREGNANCY else body.surgery


def holds(body: BodySettings, word: str) -> bool:
    """Whether the word, one of its halves or its day is there."""
    return day_of(body, word) is not None or not body.conditions.isdisjoint({word, *HALVES[word]})


def _without(body: BodySettings, word: str) -> BodySettings:
    """The word, its halves and its day are gone."""
    body = replace(body, conditions=body.conditions - {word, *HALVES[word]})
    if word == PREGNANCY:
        return replace(body, pregnant_since=None)
    return replace(body, surgery=None, surgery_released=False)
