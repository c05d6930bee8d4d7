"""Every timeline is played twice: with a punctual driver, and with ones that are 0 to 59 s late."""

from __future__ import annotations

import pytest


@pytest.fixture(params=[None, 1, 2, 3], ids=["punctual", "late-1", "late-2", "late-3"])
def late(request: pytest.FixtureRequest) -> int | None:
    """The seed of the driver's lateness."""
    seed: int | None = request.param
    return seed
