"""Which stretch comes next: the rule of suggestions, asked about the state at one instant."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

from breakd.frozen import frozen
from breakd.stretches.model import USUAL_LEVEL, Catalogue, Stretch
from breakd.stretches.scoring import choose_stretch
from breakd.stretches.selection import (
    Exclusion,
    SelectionInput,
    StretchHistory,
    Suggestion,
    SuggestionContext,
    allowed_level,
    exclusion_of,
    may_stand,
)

from . import history_view
from .events import QuietReason
from .settings import Place, Settings
from .state import EngineState


@frozen
class Suggester:
    """Picks and judges stretches; changes nothing."""

    state: EngineState
    settings: Settings
    catalogue: Catalogue
    wall: datetime

    @property
    def place(self) -> str:
        """The name of the place chosen for today, else of the one in the settings."""
        chosen = self.state.place
        return chosen if chosen is not None and chosen in self.settings.places else self.settings.place

    @property
    def conditions(self) -> frozenset[str]:
        """What holds of the person's conditions on this day."""
        return history_view.conditions_of(self.state, self.settings, self.wall)

    @property
    def may_stand(self) -> bool:
        """Whether the person may be asked to stand up or walk, here and as they are."""
        return may_stand(self._place_rules(), self.conditions)

    def stretch(self, stretch_id: str) -> Stretch | None:
        """The stretch with this id."""
        return self.catalogue.stretches.get(stretch_id)

    def pick(self, *, firm: bool, avoid: str = "") -> Suggestion | None:
        """The next stretch for this moment; `avoid` is not suggested again."""
        history = self.history()
        if avoid:
            history = replace(history, recent=(*history.recent, avoid))
        suggestion = choose_stretch(self.catalogue, self.settings, self.context(firm=firm), history)
        return None if suggestion is None or suggestion.stretch.id == avoid else suggestion

    def still_allowed(self, stretch_id: str, *, firm: bool) -> bool:
        """Whether a stretch that was picked a while ago may still be suggested at this moment."""
        stretch = self.stretch(stretch_id)
        if stretch is None:
            return False
        exclusion = exclusion_of(stretch, self.catalogue, self.settings, self.context(firm=firm), self.history())
        return exclusion in (None, Exclusion.RECENT)

    def dose_level(self, stretch_id: str, given: SelectionInput | None = None) -> int:
        """The dose level of a stretch that the person chose, however long the break; `given` as the caller has it."""
        stretch = self.stretch(stretch_id)
        given = given or self.selection_input(firm=False)
        given = replace(given, context=replace(given.context, seconds=math.inf))
        return (allowed_level(stretch, given) if stretch else None) or USUAL_LEVEL

    def selection_input(self, *, firm: bool) -> SelectionInput:
        """All that the rule of suggestions may look at."""
        return SelectionInput(self.catalogue, self.settings, self.context(firm=firm), self.history())

    def context(self, *, firm: bool) -> SuggestionContext:
        """What the situation asks of a suggestion."""
        stretch_log, rules = self.state.stretch_log, self.settings.stretches
        long_break = stretch_log.since_long + 1 >= rules.long_break_every
        on_call = self.settings.quiet.call and QuietReason.CALL in self.state.quiet.reasons
        return SuggestionContext(
            place=self._place_rules(), on_call=on_call, firm=firm,
            long_break=long_break, seconds=rules.long_break if long_break or firm else rules.break_,
            seed=stretch_log.picks, may_stand=self.may_stand,
        )  # fmt: skip

    def history(self) -> StretchHistory:
        """What was done so far, as a suggestion wants to know it."""
        return history_view.stretch_history(self.state, self.settings, self.catalogue, self.wall)

    def _place_rules(self) -> Place:
        return self.settings.places[self.place]
