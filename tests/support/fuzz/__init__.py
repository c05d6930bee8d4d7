"""Chance for tests/fuzz: accidents, and what they happen to."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

Rounds = Callable[[int], Iterator[random.Random]]
"""Gives a source of chance for each of so many rounds, or of more if there is time (tests/fuzz/conftest.py)."""
