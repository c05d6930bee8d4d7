"""Random days: what Hypothesis draws, played against the engine, with everything that must always hold checked."""

from __future__ import annotations

import os

from hypothesis import settings

PROFILE = settings(deadline=None, derandomize=os.environ.get("CI") == "true", max_examples=100)
"""No deadline: machines differ. The same examples on every run of CI, new ones on a developer's."""
