"""The figures of stretches as the pages draw them; a person's own picture is not shown here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from breakd.engine.settings import BodySettings
from breakd.figures import poses
from breakd.figures.poses import Pose
from breakd.stretches.model import Stretch
from breakd.stretches.sides import sides_done
from breakd.web.figure import figure


class Figures:
    """Reads the poses when the first figure is asked for."""

    @cached_property
    def _poses(self) -> Mapping[str, Pose]:
        return poses.load()

    def of(self, stretch: Stretch, body: BodySettings) -> dict[str, Any] | None:
        """What the script draws, on the side that this person begins with; None where nothing is drawn."""
        pose = self._poses.get(stretch.pose)
        if pose is None:
            return None
        return {"data": figure(pose), "side": next(iter(sides_done(stretch, body.side)), "")}
