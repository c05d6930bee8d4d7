"""One call of the engine: the memory as it changes, the instant, and the effects so far."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

from . import coach, hours, sitting
from .catalogue import USUAL_LEVEL, Catalogue, Stretch
from .effects import BoutRow, BreakRow, Effect, Outcome, PostureRow, Record, Row
from .events import Now, Posture, QuietReason
from .journal import KEPT_SUGGESTIONS
from .memory import Memory, Reminder, Tally
from .presence import counted, presence
from .scoring import choose
from .selection import Choice, Moment, Out, Practice, Question, level, why_not
from .settings import MINUTE, Place, Settings, Sitting
from .status import Presence

FLARE_LIMIT = 20 * MINUTE
KEPT_TALLIES = sitting.KEPT_DAYS * len(Outcome)


class Turn:
    """What the rooms of the core work on while one event is handled."""

    def __init__(self, memory: Memory, settings: Settings, catalogue: Catalogue, now: Now) -> None:
        self.memory = memory
        self.settings = settings
        self.catalogue = catalogue
        self.now = now
        self.effects: list[Effect] = []

    # --- small words -----------------------------------------------------------------------------

    @property
    def boot(self) -> float:
        """The instant on the boot clock."""
        return self.now.boot

    @property
    def account(self) -> sitting.Account:
        """Where the counting stands."""
        return self.memory.ledger.account

    @property
    def presence(self) -> Presence:
        """Whether somebody is there."""
        return presence(self.memory.facts)

    @property
    def counts_as(self) -> sitting.Counted:
        """What time counts as right now."""
        since = self.memory.facts.passive_since
        if since is not None and self.boot >= since + self.settings.sitting.passive_cap:
            return sitting.Counted.NEITHER
        return counted(self.memory.facts, self.account.posture)

    @property
    def reminder(self) -> Reminder | None:
        """The open reminder."""
        return self.memory.reminder

    @property
    def place(self) -> Place:
        """What the place of now allows."""
        return self.settings.places[self.place_name]

    @property
    def place_name(self) -> str:
        """The place chosen for today, else the one of the settings."""
        chosen = self.memory.place
        return chosen if chosen is not None and chosen in self.settings.places else self.settings.place

    @property
    def rules(self) -> Sitting:
        """The sitting rules that hold now: in a flare-up reminders come sooner."""
        rules = self.settings.sitting
        in_flare = coach.flaring(self.memory.care, self.now.wall.date())
        return replace(rules, limit=min(rules.limit, FLARE_LIMIT)) if in_flare else rules

    def past(self, instant: float | None) -> bool:
        """Whether a deadline is set and reached."""
        return instant is not None and self.boot >= instant - sitting.EPSILON

    def update(self, **changes: Any) -> None:
        """Change the memory."""
        self.memory = replace(self.memory, **changes)

    def update_reminder(self, **changes: Any) -> Reminder:
        """Change the open reminder and give it back."""
        assert self.memory.reminder is not None
        changed = replace(self.memory.reminder, **changes)
        self.update(reminder=changed)
        return changed

    def emit(self, effect: Effect) -> None:
        """One more effect."""
        self.effects.append(effect)

    def record(self, row: Row) -> None:
        """Keep a row."""
        self.effects.append(Record(row))

    # --- quiet reasons ---------------------------------------------------------------------------

    def quiet_reasons(self) -> frozenset[QuietReason]:
        """All reasons that hold now, those of the desktop as far as the settings want them."""
        quiet = self.settings.quiet
        wanted = {
            QuietReason.DO_NOT_DISTURB: quiet.do_not_disturb, QuietReason.CALL: quiet.call,
            QuietReason.SCREEN_SHARE: quiet.screen_share, QuietReason.FULLSCREEN: quiet.fullscreen,
        }  # fmt: skip
        reasons = {reason for reason in self.memory.quiet.reasons if wanted.get(reason, False)}
        if self.memory.facts.locked:
            reasons.add(QuietReason.LOCKED)
        if self.memory.paused_forever or self.memory.paused_until is not None:
            reasons.add(QuietReason.PAUSED)
        if not hours.working(self.settings.hours, self.now.wall):
            reasons.add(QuietReason.OFF_HOURS)
        return frozenset(reasons)

    # --- counting --------------------------------------------------------------------------------

    def happened(self, ledger: sitting.Ledger, happenings: list[sitting.Happening]) -> bool:
        """Take over a ledger and keep what happened in it; true if one was a natural break."""
        before = self.account.posture
        self.update(ledger=ledger)
        if self.account.posture is not before:
            self.record(PostureRow(self.now.wall, self.account.posture))
        for item in happenings:
            match item:
                case sitting.BoutEnded(began, ended, seconds):
                    self.record(BoutRow(began.date(), began, ended, seconds))
                case sitting.NaturalBreak(at):
                    reminder = self.reminder
                    self.tally(at.date(), Outcome.NATURAL)
                    self.record(BreakRow(at.date(), at, reminder.id if reminder else None))
        return any(isinstance(item, sitting.NaturalBreak) for item in happenings)

    def limit_clock(self) -> None:
        """The sitting clock is never above the limit, which may be a new one."""
        limit = self.rules.limit
        if self.account.clock > limit:
            self.update(ledger=sitting.change(self.memory.ledger, clock=limit))

    def tally(self, day: date, outcome: Outcome) -> None:
        """Count an outcome; the days counted last are kept."""
        counts = {(t.day, t.outcome): t.count for t in self.memory.tallies}
        count = counts.pop((day, outcome), 0) + 1
        kept = [Tally(day, outcome, n) for (day, outcome), n in counts.items()]
        self.update(tallies=(*kept, Tally(day, outcome, count))[-KEPT_TALLIES:])

    def set_posture(self, posture: Posture) -> None:
        """The person sits down or stands up."""
        if posture is not self.account.posture:
            self.update(ledger=sitting.change(self.memory.ledger, posture=posture, standing=0.0, upright=0.0))
            self.record(PostureRow(self.now.wall, posture))

    # --- stretches -------------------------------------------------------------------------------

    def pick(self, *, firm: bool, avoid: str = "") -> Choice | None:
        """The next movement for this moment; `avoid` is not suggested again."""
        practice = self.practice()
        if avoid:
            practice = replace(practice, recent=(*practice.recent, avoid))
        choice = choose(self.catalogue, self.settings, self.moment(firm=firm), practice)
        return None if choice is None or choice.stretch.id == avoid else choice

    def suits(self, stretch_id: str, *, firm: bool) -> bool:
        """Whether a movement that was picked a while ago may still be suggested at this moment."""
        stretch = self.movement(stretch_id)
        if stretch is None:
            return False
        out = why_not(stretch, self.catalogue, self.settings, self.moment(firm=firm), self.practice())
        return out in (None, Out.RECENT)

    def question(self, *, firm: bool) -> Question:
        """All that the rule of suggestions may look at."""
        return Question(self.catalogue, self.settings, self.moment(firm=firm), self.practice())

    def moment(self, *, firm: bool) -> Moment:
        """What the situation asks of a suggestion."""
        journal, rules = self.memory.journal, self.settings.stretches
        long_break = journal.since_long + 1 >= rules.long_break_every
        return Moment(
            place=self.place, on_call=QuietReason.CALL in self.memory.quiet.reasons, firm=firm, long_break=long_break,
            seconds=rules.long_break if long_break or firm else rules.break_, seed=journal.picks,
        )  # fmt: skip

    def movement(self, stretch_id: str) -> Stretch | None:
        """The movement of this id."""
        return self.catalogue.stretches.get(stretch_id)

    def dose(self, stretch_id: str) -> int:
        """The dose level of a movement that the person chose, however long the break."""
        stretch = self.movement(stretch_id)
        moment = replace(self.moment(firm=False), seconds=math.inf)
        question = Question(self.catalogue, self.settings, moment, self.practice())
        return (level(stretch, question) if stretch else None) or USUAL_LEVEL

    def suggested(self, stretch_id: str) -> None:
        """Remember that this movement was suggested, if it is one."""
        journal = self.memory.journal
        if stretch_id:
            kept = (*journal.suggested, stretch_id)[-KEPT_SUGGESTIONS:]
            self.update_journal(suggested=kept, picks=journal.picks + 1)

    def update_care(self, **changes: Any) -> None:
        """Change what the body asks for."""
        self.update(care=replace(self.memory.care, **changes))

    def update_journal(self, **changes: Any) -> None:
        """Change what is known of suggested and done movements."""
        self.update(journal=replace(self.memory.journal, **changes))

    def practice(self) -> Practice:
        """What was done so far, as a suggestion wants to know it."""
        return coach.practice(self.memory, self.settings, self.catalogue, self.now.wall)
