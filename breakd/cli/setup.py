"""`breakd setup`: the conversation of the first day. Everything is written at its end, or nothing is."""

from __future__ import annotations

from collections.abc import Mapping

from breakd.client.exit_codes import FAILED, OK, Stop
from breakd.client.set_up import LockCard, SetUp, SetupEnd, by_hand_text
from breakd.config.keeping import NotWritten
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.setup.conversation import Conversation, Position
from breakd.setup.question import Answer, BadAnswer, Question, QuestionKind
from breakd.setup.typed_words import answer_of, number_of, plain
from breakd.setup.what_holds import summary
from breakd.system import paths

from . import prompts, red_flags, service

HOW: Mapping[str, str] = {"hours": texts.HOURS_HOW, "days": texts.DAYS_HOW}
"""Of questions that are answered with words: an example."""


def run_setup() -> int:
    """Ask, then write; Stop with a sentence if that cannot be."""
    try:
        return _talk(SetUp(paths.config_file(), paths.body_file()))
    except KeyboardInterrupt:
        print()
        prompts.tell(texts.LEFT)
        raise
    except prompts.NoAnswer:
        raise Stop(FAILED, texts.NOT_ANSWERED) from None
    except NotWritten as error:
        raise Stop(FAILED, str(error)) from error


def _talk(set_up: SetUp) -> int:
    prompts.tell(f"{texts.HELLO} {texts.NEED_ANSWER_FIRST if set_up.known.first else texts.NEED_ANSWER}")
    talk = set_up.begin()
    while True:
        position = talk.position
        locked = set_up.report(position.flags)
        if locked is not None:
            _tell_card(locked)
            return OK
        if position.question is not None:
            talk = _ask(talk, position, position.question)
            continue
        _tell_remarks(position)
        if not set_up.is_new(talk):
            return _end(set_up.keep(talk))
        answer = _ask_whether_to_write(talk)
        if answer is None:
            print()
            prompts.tell(texts.LEFT)
            return OK
        if answer is talk:
            return _end(set_up.keep(talk)) or _start_with_desktop()
        talk = answer


# --- one question ---------------------------------------------------------------------------------


def _ask(talk: Conversation, position: Position, question: Question) -> Conversation:
    """The conversation after one line that can be used."""
    _tell_remarks(position)
    prompts.offer(f"{question.text} {question.about}".rstrip(), tuple(question.options.values()), position.step)
    if question.kind is QuestionKind.NOTICE:
        print()
        prompts.tell(texts.CONFIRM)
    elif question.id in HOW:
        prompts.tell(HOW[question.id])
    shown = _shown(question)
    while True:
        text = prompts.line(shown)
        try:
            if plain(text) in texts.BACK_WORDS:
                if not position.passed:
                    raise BadAnswer(texts.FIRST_QUESTION)
                return talk.back()
            if text:
                return talk.answer(question.id, answer_of(question, text))
            return _enter(talk, question)
        except BadAnswer as why:
            prompts.tell(str(why))


def _enter(talk: Conversation, question: Question) -> Conversation:
    """Enter keeps what is in brackets, or leaves the question out. Raises BadAnswer where neither can be."""
    if question.kept is not None:
        return talk.answer(question.id, question.kept)
    if question.needed and question.kind is QuestionKind.MANY:
        raise BadAnswer(tr(texts.BAD_TICKED, most=len(question.options)))
    if question.needed and question.kind in {QuestionKind.NOTICE, QuestionKind.YES_NO}:
        raise BadAnswer(texts.BAD_YES_NO)
    return talk.leave_out(question.id)


def _shown(question: Question) -> str:
    """What Enter keeps, as it would be typed; empty if there is nothing."""
    answer: Answer | None = question.kept
    match answer:
        case bool():
            return texts.YES if answer else texts.NO
        case int():
            return str(answer)
        case str() if question.kind is QuestionKind.ONE:
            return str(tuple(question.options).index(answer) + 1)
        case str():
            return answer or texts.ALWAYS
        case frozenset():
            numbers = (str(number) for number, word in enumerate(question.options, start=1) if word in answer)
            return " ".join(numbers) or texts.NONE
    return ""


def _tell_remarks(position: Position) -> None:
    if position.remarks:
        print()
    for remark in position.remarks:
        prompts.tell(remark)


# --- the end --------------------------------------------------------------------------------------


def _ask_whether_to_write(talk: Conversation) -> Conversation | None:
    """Show what would be written: the same conversation for a yes, another one to go on with, None for a no."""
    rows = summary(talk)
    prompts.offer(texts.SUMMARY, [tr(texts.ROW, label=row.label, text=row.text) for row in rows])
    while True:
        print()
        prompts.tell(texts.SUMMARY_HOW)
        word = plain(prompts.line())
        if word in texts.BACK_WORDS:
            return talk.back()
        if (number := number_of(word, len(rows))) is not None:
            return talk.again(rows[number - 1].id)
        if word in texts.YES_WORDS:
            return talk
        if word in texts.NO_WORDS:
            return None


def _end(end: SetupEnd) -> int:
    print()
    for sentence in (*end.files, *end.said[:-1]):
        prompts.tell(sentence)
    if end.by_hand:
        prompts.tell(by_hand_text(paths.config_file()))
        print()
        print(end.by_hand)
    prompts.tell(end.said[-1])
    if end.card is not None:
        _tell_card(end.card)
    return OK


def _tell_card(card: LockCard) -> None:
    red_flags.card(card.title, card.action)
    for sentence in card.rest:
        prompts.tell(sentence)


def _start_with_desktop() -> int:
    """Offer what a person would else have to know by its name."""
    if not service.may_install():
        return OK
    prompts.offer(texts.START_WITH_DESKTOP, ())
    while True:
        word = plain(prompts.line(texts.NO))
        if word in texts.YES_WORDS:
            return service.install()
        if not word or word in texts.NO_WORDS:
            return OK
        prompts.tell(texts.BAD_YES_NO)
