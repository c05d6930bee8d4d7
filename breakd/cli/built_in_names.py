"""What people call the built-in stretches, read without the rest of the catalogue: for a list, not for a decision.

The catalogue takes 50 ms, which is half of `breakd history`.
"""

from __future__ import annotations

import re
from pathlib import Path

_NAMED = re.compile(r'^id = "([^"]+)"\nname = "([^"]+)"$', re.MULTILINE)
"""How each begins in our own file."""


def built_in_names() -> dict[str, str]:
    """The name of each built-in stretch, by id."""
    text = (Path(__file__).parents[1] / "data/stretches.toml").read_text("utf-8")
    return dict(_NAMED.findall(text))
