"""One call of the engine: the memory as it changes, the instant, and the effects so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from breakd.stretches.model import Catalogue
from breakd.stretches.progress import KEPT_SUGGESTIONS, StretchLog
from breakd.stretches.safety_state import SafetyState

from . import history_view, sitting_clock, work_hours
from .effects import Effect, Record
from .events import Now, Posture, QuietReason
from .presence import PresenceFacts, counted_as, presence_of
from .records import BoutRow, BreakRow, Outcome, PostureRow, Row
from .reminder_stages import ReminderStage, Started
from .settings import MINUTE, Settings, SittingSettings
from .spans import Counted, During
from .state import EngineState, QuietState, Reminder, Tally
from .status import Presence
from .suggester import Suggester

FLARE_LIMIT = 20 * MINUTE
KEPT_TALLIES = sitting_clock.KEPT_DAYS * len(Outcome)


class Step:
    """What the modules of the engine work on while one event is handled.

    Each part of the state is changed by giving it its next value: `step.safety = replace(step.safety, ask=True)`.
    """

    def __init__(self, state: EngineState, settings: Settings, catalogue: Catalogue, now: Now) -> None:
        self.state = state
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
        return self.state.reminder

    @reminder.setter
    def reminder(self, reminder: Reminder | None) -> None:
        self.state = replace(self.state, reminder=reminder)

    @property
    def open(self) -> Reminder:
        """The open reminder, where the caller knows that there is one."""
        assert self.state.reminder is not None
        return self.state.reminder

    def enter(self, stage: ReminderStage) -> None:
        """The open reminder goes to another stage."""
        self.reminder = replace(self.open, stage=stage)

    @property
    def facts(self) -> PresenceFacts:
        """The latest reports of the sensors."""
        return self.state.facts

    @facts.setter
    def facts(self, facts: PresenceFacts) -> None:
        self.state = replace(self.state, facts=facts)

    @property
    def quiet(self) -> QuietState:
        """What the desktop says about quiet reasons."""
        return self.state.quiet

    @quiet.setter
    def quiet(self, quiet: QuietState) -> None:
        self.state = replace(self.state, quiet=quiet)

    @property
    def stretch_log(self) -> StretchLog:
        """What is known of suggested and done stretches."""
        return self.state.stretch_log

    @stretch_log.setter
    def stretch_log(self, stretch_log: StretchLog) -> None:
        self.state = replace(self.state, stretch_log=stretch_log)

    @property
    def safety(self) -> SafetyState:
        """What the body asks for."""
        return self.state.safety

    @safety.setter
    def safety(self, safety: SafetyState) -> None:
        self.state = replace(self.state, safety=safety)

    @property
    def ledger(self) -> sitting_clock.Ledger:
        """The account with what is only assumed so far."""
        return self.state.ledger

    @ledger.setter
    def ledger(self, ledger: sitting_clock.Ledger) -> None:
        self.state = replace(self.state, ledger=ledger)

    @property
    def account(self) -> sitting_clock.Account:
        """Where the counting stands. Setting it corrects the account by hand; what was assumed is settled."""
        return self.state.ledger.account

    @account.setter
    def account(self, account: sitting_clock.Account) -> None:
        self.ledger = sitting_clock.Ledger(account, account)

    def begin_clock_anew(self, *, standing: float) -> None:
        """A reminder has ended. What was counted since a touch stays assumed: it may have been no return."""
        account = replace(self.account, clock=0.0, standing=standing)
        if self.facts.touch is None:
            self.account = account
        else:
            confirmed = replace(self.ledger.confirmed, clock=0.0, standing=standing)
            self.ledger = replace(self.ledger, account=account, confirmed=confirmed)

    # --- what follows from them ------------------------------------------------------------------

    @property
    def boot(self) -> float:
        """The instant on the boot clock."""
        return self.now.boot

    @property
    def presence(self) -> Presence:
        """Whether somebody is there."""
        return presence_of(self.facts)

    @property
    def is_followed(self) -> bool:
        """Whether a guide leads through the open reminder's stretch: who touches nothing then is stretching."""
        return self.reminder is not None and isinstance(self.reminder.stage, Started)

    @property
    def during(self) -> During | None:
        """What is known besides about the time that passes now."""
        if self.facts.locked:
            return During.LOCKED
        by_evidence = self.presence is Presence.PASSIVE and self.facts.in_call
        by_probe = self.settings.quiet.call and QuietReason.CALL in self.quiet.reasons
        return During.CALL if by_evidence or by_probe else None

    @property
    def counts_as(self) -> Counted:
        """What time counts as right now."""
        since = self.facts.passive_since
        if self.is_followed and self.presence is Presence.PASSIVE:
            return Counted.AWAY
        if since is not None and self.boot >= since + self.settings.sitting.passive_cap:
            return Counted.NEITHER
        return counted_as(self.facts, self.account.posture)

    @property
    def suggester(self) -> Suggester:
        """The rule of suggestions on the state of now."""
        return Suggester(self.state, self.settings, self.catalogue, self.now.wall)

    @property
    def rules(self) -> SittingSettings:
        """The sitting rules that hold now: in a flare-up reminders come sooner."""
        rules = self.settings.sitting
        in_flare = history_view.is_flare_day(self.safety, self.now.wall.date())
        return replace(rules, limit=min(rules.limit, FLARE_LIMIT)) if in_flare else rules

    def is_past(self, instant: float | None) -> bool:
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
        if self.state.paused_forever or self.state.paused_until is not None:
            reasons.add(QuietReason.PAUSED)
        if not work_hours.is_working(self.settings.hours, self.now.wall):
            reasons.add(QuietReason.OFF_HOURS)
        return frozenset(reasons)

    # --- counting --------------------------------------------------------------------------------

    def apply_ledger(self, ledger: sitting_clock.Ledger, events: list[sitting_clock.LedgerEvent]) -> bool:
        """Take over a ledger and keep what happened in it; true if one was a natural break."""
        before = self.account.posture
        self.ledger = ledger
        if self.account.posture is not before:
            self.record(PostureRow(self.now.wall, self.account.posture))
        for item in events:
            match item:
                case sitting_clock.BoutEnded(began, ended, seconds):
                    self.record(BoutRow(began.date(), began, ended, seconds))
                case sitting_clock.NaturalBreak(at):
                    self._take_break(at)
        return not self.is_followed and any(isinstance(item, sitting_clock.NaturalBreak) for item in events)

    def _take_break(self, at: datetime) -> None:
        """A natural break; of who follows a stretch only if it turns out later that they did not."""
        reminder = self.reminder
        if reminder is not None and isinstance(reminder.stage, Started):
            self.enter(replace(reminder.stage, break_at=at))
        else:
            self.record_break(at)

    def record_break(self, at: datetime) -> None:
        """Count and keep a natural break."""
        self.count_outcome(at.date(), Outcome.NATURAL)
        self.record(BreakRow(at.date(), at, self.reminder.id if self.reminder else None))

    def cap_clock(self) -> None:
        """The sitting clock is never above the limit, which may be a new one."""
        limit = self.rules.limit
        if self.account.clock > limit:
            self.account = replace(self.account, clock=limit)

    def count_outcome(self, day: date, outcome: Outcome) -> None:
        """Count an outcome; the days counted last are kept."""
        counts = {(t.day, t.outcome): t.count for t in self.state.tallies}
        count = counts.pop((day, outcome), 0) + 1
        kept = [Tally(day, outcome, n) for (day, outcome), n in counts.items()]
        self.state = replace(self.state, tallies=(*kept, Tally(day, outcome, count))[-KEPT_TALLIES:])

    def set_posture(self, posture: Posture) -> None:
        """The person sits down or stands up."""
        if posture is not self.account.posture:
            self.account = replace(self.account, posture=posture, standing=0.0, upright=0.0)
            self.record(PostureRow(self.now.wall, posture))

    def record_suggestion(self, stretch_id: str) -> None:
        """Remember that this stretch was suggested, if it is one."""
        if stretch_id:
            kept = (*self.stretch_log.suggested, stretch_id)[-KEPT_SUGGESTIONS:]
            self.stretch_log = replace(self.stretch_log, suggested=kept, picks=self.stretch_log.picks + 1)
