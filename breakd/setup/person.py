"""What is known of the person before the first question."""

from __future__ import annotations

from datetime import date

from breakd.engine.settings import BodySettings, Settings
from breakd.frozen import frozen
from breakd.stretches.conditions import CANNOT_STAND
from breakd.stretches.model import Catalogue


@frozen
class KnownBefore:
    """What is known before the first question."""

    settings: Settings
    """What holds."""
    said: frozenset[str]
    """The keys that body.toml has: what it does not name is a default, and nobody's word."""
    catalogue: Catalogue
    today: date
    locked: bool = False
    """The safety lock holds: no answer is good news, and none ends it."""

    @property
    def first(self) -> bool:
        """Whether nothing is confirmed yet: then what could hurt wants an answer."""
        return not self.settings.body.disclaimer


def can_stand(body: BodySettings) -> bool:
    """Whether anything is done standing."""
    return CANNOT_STAND not in body.conditions
