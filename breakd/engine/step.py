"""One call of the engine: the memory as it changes, the instant, and the effects so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from breakd.core.catalogue import Catalogue
from breakd.core.journal import KEPT_SUGGESTIONS, Care, Journal

from . import history_view, sitting_clock, work_hours
from .effects import Effect, Record
from .events import Now, Posture, QuietReason
from .presence import Facts, counted, presence
from .records import BoutRow, BreakRow, Outcome, PostureRow, Row
from .reminder_stages import ReminderStage
from .settings import MINUTE, Settings, Sitting
from .state import Memory, QuietWatch, Reminder, Tally
from .status import Presence
from .suggester import Suggester

FLARE_LIMIT = 20 * MINUTE
KEPT_TALLIES = sitting_clock.KEPT_DAYS * len(Outcome)


class Turn:
    """What the rooms of the core work on while one event is handled.

    Each part of the memory is changed by giving it its next value: `turn.care = replace(turn.care, ask=True)`.
    """

    def __init__(self, memory: Memory, settings: Settings, catalogue: Catalogue, now: Now) -> None:
        self.memory = memory
        self.settings = settings
        self.catalogue = catalogue
        self.now = now
        self.effects: list[Effect] = []

    def emit(self, effect: Effect) -> None:
        """One more effect."""
        self.effects.append(effect)

    def record(self, row: Row) -> None:
        """Keep a row."""
        self.effects.append(Record(row))

    # --- the parts of the memory -----------------------------------------------------------------

    @property
    def reminder(self) -> Reminder | None:
        """The open reminder."""
        return self.memory.reminder

    @reminder.setter
    def reminder(self, reminder: Reminder | None) -> None:
        self.memory = replace(self.memory, reminder=reminder)

    @property
    def open(self) -> Reminder:
        """The open reminder, where the caller knows that there is one."""
        assert self.memory.reminder is not None
        return self.memory.reminder

    def enter(self, stage: ReminderStage) -> None:
        """The open reminder goes to another stage."""
        self.reminder = replace(self.open, stage=stage)

    @property
    def facts(self) -> Facts:
        """The latest reports of the sensors."""
        return self.memory.facts

    @facts.setter
    def facts(self, facts: Facts) -> None:
        self.memory = replace(self.memory, facts=facts)

    @property
    def quiet(self) -> QuietWatch:
        """What the desktop says about quiet reasons."""
        return self.memory.quiet

    @quiet.setter
    def quiet(self, quiet: QuietWatch) -> None:
        self.memory = replace(self.memory, quiet=quiet)

    @property
    def journal(self) -> Journal:
        """What is known of suggested and done stretches."""
        return self.memory.journal

    @journal.setter
    def journal(self, journal: Journal) -> None:
        self.memory = replace(self.memory, journal=journal)

    @property
    def care(self) -> Care:
        """What the body asks for."""
        return self.memory.care

    @care.setter
    def care(self, care: Care) -> None:
        self.memory = replace(self.memory, care=care)

    @property
    def ledger(self) -> sitting_clock.Ledger:
        """The account with what is only assumed so far."""
        return self.memory.ledger

    @ledger.setter
    def ledger(self, ledger: sitting_clock.Ledger) -> None:
        self.memory = replace(self.memory, ledger=ledger)

    @property
    def account(self) -> sitting_clock.Account:
        """Where the counting stands. Setting it corrects the account by hand; what was assumed is settled."""
        return self.memory.ledger.account

    @account.setter
    def account(self, account: sitting_clock.Account) -> None:
        self.ledger = sitting_clock.Ledger(account, account)

    # --- what follows from them ------------------------------------------------------------------

    @property
    def boot(self) -> float:
        """The instant on the boot clock."""
        return self.now.boot

    @property
    def presence(self) -> Presence:
        """Whether somebody is there."""
        return presence(self.facts)

    @property
    def counts_as(self) -> sitting_clock.Counted:
        """What time counts as right now."""
        since = self.facts.passive_since
        if since is not None and self.boot >= since + self.settings.sitting.passive_cap:
            return sitting_clock.Counted.NEITHER
        return counted(self.facts, self.account.posture)

    @property
    def suggester(self) -> Suggester:
        """The rule of suggestions on the state of now."""
        return Suggester(self.memory, self.settings, self.catalogue, self.now.wall)

    @property
    def rules(self) -> Sitting:
        """The sitting rules that hold now: in a flare-up reminders come sooner."""
        rules = self.settings.sitting
        in_flare = history_view.flaring(self.care, self.now.wall.date())
        return replace(rules, limit=min(rules.limit, FLARE_LIMIT)) if in_flare else rules

    def past(self, instant: float | None) -> bool:
        """Whether a deadline is set and reached."""
        return instant is not None and self.boot >= instant - sitting_clock.EPSILON

    def quiet_reasons(self) -> frozenset[QuietReason]:
        """All reasons that hold now, those of the desktop as far as the settings want them."""
        quiet = self.settings.quiet
        wanted = {
            QuietReason.DO_NOT_DISTURB: quiet.do_not_disturb, QuietReason.CALL: quiet.call,
            QuietReason.SCREEN_SHARE: quiet.screen_share, QuietReason.FULLSCREEN: quiet.fullscreen,
        }  # fmt: skip
        reasons = {reason for reason in self.quiet.reasons if wanted.get(reason, False)}
        if self.facts.locked:
            reasons.add(QuietReason.LOCKED)
        if self.memory.paused_forever or self.memory.paused_until is not None:
            reasons.add(QuietReason.PAUSED)
        if not work_hours.working(self.settings.hours, self.now.wall):
            reasons.add(QuietReason.OFF_HOURS)
        return frozenset(reasons)

    # --- counting --------------------------------------------------------------------------------

    def happened(self, ledger: sitting_clock.Ledger, happenings: list[sitting_clock.Happening]) -> bool:
        """Take over a ledger and keep what happened in it; true if one was a natural break."""
        before = self.account.posture
        self.ledger = ledger
        if self.account.posture is not before:
            self.record(PostureRow(self.now.wall, self.account.posture))
        for item in happenings:
            match item:
                case sitting_clock.BoutEnded(began, ended, seconds):
                    self.record(BoutRow(began.date(), began, ended, seconds))
                case sitting_clock.NaturalBreak(at):
                    reminder = self.reminder
                    self.tally(at.date(), Outcome.NATURAL)
                    self.record(BreakRow(at.date(), at, reminder.id if reminder else None))
        return any(isinstance(item, sitting_clock.NaturalBreak) for item in happenings)

    def limit_clock(self) -> None:
        """The sitting clock is never above the limit, which may be a new one."""
        limit = self.rules.limit
        if self.account.clock > limit:
            self.account = replace(self.account, clock=limit)

    def tally(self, day: date, outcome: Outcome) -> None:
        """Count an outcome; the days counted last are kept."""
        counts = {(t.day, t.outcome): t.count for t in self.memory.tallies}
        count = counts.pop((day, outcome), 0) + 1
        kept = [Tally(day, outcome, n) for (day, outcome), n in counts.items()]
        self.memory = replace(self.memory, tallies=(*kept, Tally(day, outcome, count))[-KEPT_TALLIES:])

    def set_posture(self, posture: Posture) -> None:
        """The person sits down or stands up."""
        if posture is not self.account.posture:
            self.account = replace(self.account, posture=posture, standing=0.0, upright=0.0)
            self.record(PostureRow(self.now.wall, posture))

    def suggested(self, stretch_id: str) -> None:
        """Remember that this stretch was suggested, if it is one."""
        if stretch_id:
            kept = (*self.journal.suggested, stretch_id)[-KEPT_SUGGESTIONS:]
            self.journal = replace(self.journal, suggested=kept, picks=self.journal.picks + 1)
