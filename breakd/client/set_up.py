"""The set-up where it meets the machine: what is known before it, the daemon that hears of red flags, the files.

The terminal and the page are two ways to ask the same questions; this is all that either of them does besides.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from breakd.config import LoadedConfig, load
from breakd.config.changes import config_changes, lines_of
from breakd.config.keeping import KeptSettings, NotWritten, keep_body, keep_settings, would_keep
from breakd.engine.settings import Settings
from breakd.frozen import frozen
from breakd.messages import cards, tr
from breakd.messages import setup as texts
from breakd.setup.conversation import Conversation
from breakd.setup.person import KnownBefore, can_stand
from breakd.setup.question import FlagsAnswered
from breakd.stretches.safety_state import Card

from . import red_flag_answers
from .exit_codes import Stop


class ChangedMeanwhile(NotWritten):
    """What holds of the body is no longer what the questions began with: they are to be asked again."""


@frozen
class LockCard:
    """A card of the safety lock, and what holds under it."""

    title: str
    action: str
    rest: tuple[str, ...] = ()


@frozen
class SetupEnd:
    """What a person reads when it is over."""

    said: tuple[str, ...]
    files: tuple[str, ...] = ()
    """What was written where."""
    by_hand: str = ""
    """The lines of config.toml that the person has to change."""
    card: LockCard | None = None
    """The safety lock still holds."""
    is_confirmed: bool = False
    """The notice is confirmed: stretches may come."""


class SetUp:
    """One set-up of the person whose files these are."""

    def __init__(self, config: Path, body: Path) -> None:
        self._config, self._body = config, body
        loaded = load(config, body)
        self._before = _holding(loaded, config, body)
        said = frozenset[str]() if loaded.body_is_faulty else frozenset(loaded.body)
        known, locked = loaded.stretches.catalogue, red_flag_answers.lock() is not None
        self.known = KnownBefore(self._before, said, known, date.today(), locked)
        self._reported: FlagsAnswered | None = None

    def begin(self, *, short: bool = False) -> Conversation:
        """The conversation before its first question."""
        return Conversation(self.known, short)

    def report(self, flags: FlagsAnswered | None) -> LockCard | None:
        """Tell the daemon what is new of the red flags; the card of one that locks: then all is over.

        That card comes whatever cannot be kept. Raises Stop where none locks and the daemon fails.
        """
        if flags is None or flags == self._reported:
            return None
        card, safety = flags.urgency.card, self.known.catalogue.safety
        try:
            kept = red_flag_answers.report(flags.urgency)
        except Stop:
            if card is None:
                raise
            kept = False
        self._reported = flags
        if card is None:
            return None
        beside = cards.beside(flags.ticked, safety)
        if kept:
            return self._card(card, self._before, *beside, after=(texts.SET_UP_LATER,))
        title, action = cards.card(card, safety, may_stand=can_stand(self._before.body))
        return LockCard(title, action, (*beside, self._take_back()))

    def is_new(self, talk: Conversation) -> bool:
        """Whether there is anything to write."""
        return would_keep(self._before, _settings(talk), talk.said, self._body)

    def lines(self, talk: Conversation) -> str:
        """The lines of config.toml that would change; empty for none."""
        return lines_of(config_changes(self._before, _settings(talk)))

    def keep(self, talk: Conversation) -> SetupEnd:
        """Write what is new, and wait until the daemon has it. Raises NotWritten."""
        after = _settings(talk)
        now = _holding(load(self._config, self._body), self._config, self._body).body
        if now not in (self._before.body, after.body):
            raise ChangedMeanwhile(texts.CHANGED_MEANWHILE)
        kept = keep_settings(self._before, after, talk.said, self._config, self._body)
        said: tuple[str, ...] = (self._last_word(after, kept),)
        lock = red_flag_answers.lock()  # it may have been closed, or lifted, while the person was answering
        if lock is not None:
            return SetupEnd(said, kept.said, kept.by_hand, self._card(lock, after), after.body.disclaimer)
        said = said if after.body.disclaimer else (*said, texts.OPEN)
        return SetupEnd(said, kept.said, kept.by_hand, is_confirmed=after.body.disclaimer)

    def _last_word(self, after: Settings, kept: KeptSettings) -> str:
        if not kept.anything:
            return texts.NOTHING_NEW
        if not after.body.disclaimer:
            return texts.READY
        taken_over = red_flag_answers.confirmed()
        if taken_over is None:
            return texts.READY_NOT_RUNNING
        return texts.READY if taken_over else texts.NOT_TAKEN_OVER

    def _card(self, lock: Card, person: Settings, *beside: str, after: tuple[str, ...] = ()) -> LockCard:
        title, action = cards.card(lock, self.known.catalogue.safety, may_stand=can_stand(person.body))
        held = texts.LOCKED if lock is Card.EMERGENCY else texts.WALKING
        return LockCard(title, action, (*beside, held, *after))

    def _take_back(self) -> str:
        """No daemon keeps the lock; an open disclaimer is the one that a file can keep. What to say of it."""
        body = self._before.body
        if body.disclaimer:
            after = replace(self._before, body=replace(body, disclaimer=False))
            try:
                keep_body(self._before, after, frozenset(), self._body)
            except NotWritten as error:
                return tr(texts.NOT_TAKEN_BACK, why=error)
        return texts.NOT_LOCKED


def by_hand_text(file: Path) -> str:
    """What is said over the lines that the person has to change."""
    return tr(texts.LINES_TO_ADD, file=file)


def _settings(talk: Conversation) -> Settings:
    outcome = talk.position.outcome
    assert outcome is not None
    return outcome.settings


def _holding(loaded: LoadedConfig, config: Path, body: Path) -> Settings:
    return loaded.settings or _as_far_as_it_goes(config, body)


def _as_far_as_it_goes(config: Path, body: Path) -> Settings:
    """The settings of faulty files: of each that is right by itself."""
    nowhere = config.with_name("none.toml")
    alone = load(config, nowhere).settings or Settings()
    person = load(nowhere, body).settings
    return replace(alone, body=person.body) if person else alone
