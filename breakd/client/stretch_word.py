"""The word of a command that stands for the stretch whose id is the first line of the input."""

from __future__ import annotations

FROM_INPUT = "-"
