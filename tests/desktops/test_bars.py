"""The snippet of examples/ in a real waybar: what it shows, and what a click on it does."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.desktops.daemon import FAST, Daemon
from tests.support.desktops.desks import SwayDesk
from tests.support.rigs import needs
from tests.support.rigs.sway import SwayDesktop

pytestmark = pytest.mark.sway

EXAMPLES = Path(__file__).parents[2] / "examples"
HEIGHT = 30
DUE = (0xFF, 0xB4, 0x54)
"""The colour of what is due in the style sheet."""
CLOSE = 40
"""The edge of a letter is a mixture."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SwayDesk]:
    needs.require("sway")
    with (
        SwayDesktop(bar=False) as desktop,
        Daemon(desktop.env, tmp_path_factory.mktemp("waybar"), FAST) as daemon,
    ):
        module = json.loads(re.sub(r"^ *//.*$", "", (EXAMPLES / "waybar.jsonc").read_text(), flags=re.MULTILINE))
        folder = desktop.home / ".config/waybar"
        (folder / "config").write_text(json.dumps({"height": HEIGHT, "modules-right": list(module), **module}))
        style = "* { font-size: 16px; } window { background: #202020; color: #e0e0e0; }\n"
        (folder / "style.css").write_text(style + (EXAMPLES / "waybar.css").read_text())
        path = f"{Path(sys.executable).parent}:{desktop.env['PATH']}"
        desktop.spawn("waybar", PATH=path)
        desk = SwayDesk("waybar", desktop, daemon)
        yield desk
        desk.close()
        assert daemon.end() == 0
        assert daemon.complaints() == []


def in_the_colour(desk: SwayDesk, picture: Path) -> tuple[int, int] | None:
    """Where the bar shows something in the colour of what is due."""
    desk.desktop.shot(picture)
    with Image.open(picture) as image:
        width, data = image.width, image.convert("RGB").crop((0, 0, image.width, HEIGHT)).tobytes()
    pixels = zip(data[::3], data[1::3], data[2::3], strict=True)
    places = [
        (number % width, number // width)
        for number, pixel in enumerate(pixels)
        if all(abs(one - other) < CLOSE for one, other in zip(pixel, DUE, strict=True))
    ]
    return places[len(places) // 2] if places else None


def test_it_shows_what_is_due_and_takes_the_answer(desk: SwayDesk, tmp_path: Path) -> None:
    desk.remind()
    picture = tmp_path / "waybar.png"
    places: list[tuple[int, int]] = []

    def found() -> bool:
        places.extend(filter(None, [in_the_colour(desk, picture)]))
        return bool(places)

    desk.desktop.wait(found, "the reminder in the bar", 20)
    desk.desktop.click(*places[0], button=2)
    desk.daemon.wait_stage(None)
    assert desk.daemon.reminders()[-1]["outcome"] == "completed"
    desk.desktop.wait(lambda: in_the_colour(desk, picture) is None, "the bar after it", 20)
