"""Addresses at which nobody answers, on whatever machine the tests run."""

from __future__ import annotations

DISPLAY = ":51703"
"""An X display far above what servers, sessions and remote desktops count up to."""
