"""What a person types, as an answer: numbers, words, ranges of both. Pure."""

from __future__ import annotations

from breakd.messages import setup as texts
from breakd.messages import tr

from .question import BadAnswer, Question, QuestionKind, Topic

LEAST_LETTERS = 2
"""Of a word that is cut short."""
NOTHING = ("none", "no", "off")
"""What 0 stands for where it is an option."""
MOST_DIGITS = 3


def answer_of(question: Question, text: str) -> object:
    """What `Question.take` takes. Raises BadAnswer with a sentence that says how to answer."""
    text = " ".join(text.split())
    match question.kind:
        case QuestionKind.NOTICE | QuestionKind.YES_NO:
            return _yes_no(text, texts.AGREE_WORDS if question.kind is QuestionKind.NOTICE else texts.YES_WORDS)
        case QuestionKind.ONE:
            return _one(question, text)
        case QuestionKind.MANY if question.needed and question.topic is not Topic.HOURS:
            return numbers_alone(text, tuple(question.options))
        case QuestionKind.MANY:
            return _many(question, text)
        case QuestionKind.WEEKS:
            if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
                return int(text)
            raise BadAnswer(tr(texts.BAD_WEEKS, text=text, least=question.least, most=question.most))
    return text


def plain(text: str) -> str:
    """The word without what people put around it."""
    return text.casefold().strip(" .!\"'“”")


def number_of(text: str, most: int) -> int | None:
    """The number that is typed, if it is one from 1 to `most`."""
    fits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if fits and 1 <= int(text) <= most else None


def numbers_alone(text: str, known: tuple[str, ...]) -> frozenset[str]:
    """The options of these numbers, none of them for a clear no. Raises BadAnswer: no word is guessed here."""
    word = plain(text)
    if word in (*texts.NO_WORDS, texts.NONE):
        return frozenset()
    numbers = [number_of(one, len(known)) for one in text.replace(",", " ").split()]
    if not numbers or None in numbers:
        asks_which = word in texts.YES_WORDS and not word.isdigit()
        raise BadAnswer(texts.WHICH if asks_which else tr(texts.BAD_TICKED, most=len(known)))
    return frozenset(known[number - 1] for number in numbers if number)


def _yes_no(text: str, yes: tuple[str, ...]) -> bool:
    word = plain(text)
    if word in yes or word in texts.NO_WORDS:
        return word in yes
    raise BadAnswer(texts.BAD_YES_NO)


def _one(question: Question, text: str) -> str:
    known, word = tuple(question.options), plain(text)
    number = number_of(word, len(known))
    if number is not None:
        return known[number - 1]
    if word in texts.NONE_WORDS and word not in known:
        nothing = next((one for one in NOTHING if one in known), None)
        if nothing is not None:
            return nothing
    found = _option(question, word)
    if found is not None:
        return found
    if word in texts.YES_WORDS:
        raise BadAnswer(texts.WHICH)
    raise BadAnswer(tr(texts.BAD_ONE, text=text, most=len(known)))


def _many(question: Question, text: str) -> frozenset[str]:
    word = plain(text)
    if word in texts.NONE_WORDS:
        return frozenset()
    if word in texts.ALL_WORDS and question.topic is Topic.HOURS:
        return frozenset(question.options)
    pieces = (_piece(question, piece.strip()) for piece in text.split(",") if piece.strip())
    found = [words for piece in pieces for words in piece]
    known = [words for words in found if words is not None]
    if found and len(known) == len(found):
        return frozenset[str]().union(*known)
    if word in texts.YES_WORDS:
        raise BadAnswer(texts.WHICH)
    raise BadAnswer(tr(texts.BAD_MANY, text=text, most=len(question.options)))


def _piece(question: Question, piece: str) -> list[frozenset[str] | None]:
    """What stands between two commas: one label of several words, or several words."""
    whole = _words(question, piece)
    if whole is not None:
        return [whole]
    return [_words(question, word) for word in piece.split() if word.casefold() not in texts.SMALL_WORDS]


def _words(question: Question, text: str) -> frozenset[str] | None:
    """One option, or a range of them such as mo-fr; None if it is neither."""
    known = tuple(question.options)
    found = _place(question, text)
    if found is not None:
        return frozenset({known[found]})
    first, dash, last = text.replace("\u2013", "-").partition("-")
    ends = (_place(question, first), _place(question, last)) if dash else (None, None)
    if ends[0] is None or ends[1] is None:
        return None
    if ends[0] <= ends[1]:
        return frozenset(known[ends[0] : ends[1] + 1])
    # of days only: from Saturday to Monday
    return frozenset(known[ends[0] :] + known[: ends[1] + 1]) if question.topic is Topic.HOURS else None


def _place(question: Question, text: str) -> int | None:
    number = number_of(text, len(question.options))
    if number is not None:
        return number - 1
    found = _option(question, plain(text))
    return None if found is None else tuple(question.options).index(found)


def _option(question: Question, text: str) -> str | None:
    """The one option that these words, or beginnings of words, can mean."""
    exact = [word for word, label in question.options.items() if text in (word.casefold(), plain(label))]
    if exact:
        return exact[0]
    typed = [word for word in text.split() if word not in texts.SMALL_WORDS]
    if not typed or min(map(len, typed)) < LEAST_LETTERS:
        return None
    near = [word for word, label in question.options.items() if _means(typed, f"{word} {label}")]
    return near[0] if len(near) == 1 else None


def _means(typed: list[str], label: str) -> bool:
    words = [plain(word.strip("(),:")) for word in label.replace("-", " ").split()]
    return all(any(word.startswith(start) for word in words) for start in typed)
