"""What is to be changed in a TOML file, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

Value = str | bool | int | float | date | list[str] | tuple[str, ...]
"""A list stands for its words in any order, a tuple for the order too."""
TableChanges = Mapping[str, Value | None] | None
"""New values by key, None for a key that goes; None for a table that goes."""
Changes = Mapping[tuple[str, ...], TableChanges]
"""By the way to the table."""
