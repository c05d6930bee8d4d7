"""The icon: what it says of a status, and that people can read it on any panel, in any size, without colours too."""

from __future__ import annotations

import functools
import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from breakd.desktop.tray import icon_store
from breakd.desktop.tray.icon import SIZES, STEPS, VARIANTS, IconState, IconVariant, app_icon, variant_of
from breakd.desktop.tray.icon import draw as draw_anew
from breakd.engine.status import Presence, Stage, State, Status
from tests.support.recording_handler import DUE, REMINDER, SITTING

PANELS = {
    "black": (0, 0, 0),
    "dark": (48, 48, 48),
    "nord": (59, 66, 82),
    "light": (240, 240, 240),
    "white": (255,) * 3,
}
draw = functools.cache(draw_anew)
FIRM = replace(REMINDER, firm=True)


def held(stage: Stage, state: State, attention: bool = False) -> Status:
    return replace(DUE, state=state, attention=attention, reminder=replace(REMINDER, stage=stage))


@pytest.mark.parametrize(
    ("status", "mood"),
    [
        (replace(SITTING, state=State.UNKNOWN, presence=Presence.UNKNOWN), IconState.AWAY),
        (replace(SITTING, state=State.AWAY, presence=Presence.IDLE), IconState.AWAY),
        (replace(SITTING, state=State.PAUSED, paused_until="forever"), IconState.PAUSED),
        (replace(SITTING, state=State.OFF_HOURS), IconState.PAUSED),
        (held(Stage.STARTED, State.STARTED), IconState.STARTED),
        (replace(held(Stage.SNOOZED, State.SNOOZED), snoozed_until=datetime(2026, 11, 22, 11)), IconState.SNOOZED),
        (DUE, IconState.DUE),
        (replace(DUE, reminder=None), IconState.DUE),
        (replace(DUE, reminder=FIRM), IconState.ATTENTION),
        (held(Stage.DEFERRED, State.DEFERRED), IconState.DEFERRED),
        (held(Stage.DEFERRED, State.DEFERRED, attention=True), IconState.ATTENTION),
        (replace(SITTING, state=State.STANDING), IconState.STANDING),
        (SITTING, IconState.SITTING),
        (replace(SITTING, in_heads_up=True), IconState.HEADS_UP),
    ],
)
def test_every_state_has_its_mood(status: Status, mood: IconState) -> None:
    assert variant_of(status).state is mood


@pytest.mark.parametrize(
    ("clock", "step"),
    [(0.0, 0), (224.9, 0), (225.0, 1), (900.0, 4), (1799.9, 7), (1800.0, 8), (9999.0, 8), (-1.0, 0)],
)
def test_the_ring_fills_in_eighths(clock: float, step: int) -> None:
    assert variant_of(replace(SITTING, sitting_clock_seconds=clock)) == IconVariant(step, IconState.SITTING)


def test_a_reminder_has_a_full_ring() -> None:
    assert variant_of(replace(DUE, sitting_clock_seconds=0.0)).step == STEPS


# --- legibility -----------------------------------------------------------------------------------------


def on(panel: tuple[int, int, int], variant: IconVariant, size: int) -> Image.Image:
    image = Image.new("RGBA", (size, size), (*panel, 255))
    image.alpha_composite(draw(variant, size))
    return image.convert("RGB")


def luminance(rgb: tuple[int, ...]) -> float:
    """Relative luminance of WCAG 2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    """From 1 (none) to 21; WCAG asks 3 of a graphic."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    """The colour there, channel by channel."""
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_the_figure_stands_out_on_every_panel(panel: tuple[int, int, int], size: int) -> None:
    middle = (round(size * 0.2), round(size * 0.2), round(size * 0.8), round(size * 0.8))
    for variant in VARIANTS:
        image = on(panel, variant, size).crop(middle)
        lights = sorted(luminance(pixel(image, x, y)) for x in range(image.width) for y in range(image.height))
        few = max(1, len(lights) // 25)
        assert contrast(lights[few], lights[-1 - few]) >= 3, variant


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_the_disc_stands_out_from_every_panel(panel: tuple[int, int, int], size: int) -> None:
    """The edge is what tells the icon from the panel: a part of it must differ clearly on each side."""
    for variant in VARIANTS:
        image = on(panel, variant, size)
        row = [contrast(luminance(pixel(image, x, size // 2)), luminance(panel)) for x in range(size)]
        for side in (row[: size // 4], row[-(size // 4) :]):
            assert max(side) >= 1.5, variant


@pytest.mark.parametrize("mood", [IconState.SITTING, IconState.STANDING, IconState.PAUSED, IconState.AWAY])
@pytest.mark.parametrize("size", SIZES)
def test_each_step_fills_more_of_the_ring(mood: IconState, size: int) -> None:
    def lit(step: int) -> float:
        return sum(ImageStat.Stat(draw(IconVariant(step, mood), size).convert("RGB").convert("L")).sum)

    lights = [lit(step) for step in range(STEPS + 1)]
    assert lights == sorted(set(lights))


@pytest.mark.parametrize("size", [16, 22])
def test_moods_differ_without_colours_too(size: int) -> None:
    """For people who see no difference between red and green: the shapes alone tell the moods apart."""
    different_figure = {state: on((0, 0, 0), IconVariant(STEPS, state), size).convert("L") for state in IconState}
    # the same figure on purpose: sitting and about to be reminded, due and long due and stretching
    kin = [{IconState.SITTING, IconState.HEADS_UP}, {IconState.DUE, IconState.ATTENTION, IconState.STARTED}]
    for one in IconState:
        for other in IconState:
            if one is other or any({one, other} <= group for group in kin):
                continue
            apart = ImageStat.Stat(ImageChops.difference(different_figure[one], different_figure[other])).mean[0]
            assert apart > 6, (one, other)


def test_no_two_faces_look_the_same() -> None:
    looks = {draw(variant, 16).tobytes() for variant in VARIANTS}
    assert len(looks) == len(VARIANTS)


@pytest.mark.parametrize("size", SIZES)
def test_edges_are_smooth_and_corners_clear(size: int) -> None:
    for variant in VARIANTS:
        alpha = draw(variant, size).getchannel("A")
        assert all(
            alpha.getpixel(corner) == 0 for corner in ((0, 0), (size - 1, 0), (0, size - 1), (size - 1, size - 1))
        )
        assert any(0 < value < 255 for value in alpha.tobytes())


def test_the_program_has_an_icon_of_any_size() -> None:
    for size in (16, 48, 128, 256):
        icon = app_icon(size)
        assert (icon.mode, icon.size) == ("RGBA", (size, size))


# --- ready drawn ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", VARIANTS, ids=lambda face: f"{face.state.value}-{face.step}")
def test_the_pictures_on_board_are_what_the_code_draws(face: IconVariant) -> None:
    """After a change in icon.py: `python -m breakd.desktop.tray.icon_store`.

    Pillow's releases may differ by a hair.
    """
    for (_, _, pixels), size in zip(icon_store.load(face), SIZES, strict=True):
        drawn = icon_store.argb(face, size)
        apart = sum(abs(a - b) for a, b in zip(pixels, drawn, strict=True)) / len(drawn)
        assert apart < 1, size


def test_the_programs_icon_on_board_is_what_the_code_draws() -> None:
    with Image.open(io.BytesIO(Path(str(icon_store._APP_ICON)).read_bytes())) as icon:
        assert (icon.mode, icon.size) == ("RGBA", (64, 64))
        drawn, pixels = app_icon(64).tobytes(), icon.tobytes()
    assert sum(abs(a - b) for a, b in zip(pixels, drawn, strict=True)) / len(drawn) < 1


def test_the_archive_is_the_same_each_time_and_holds_every_face() -> None:
    archive = icon_store.archive()
    assert archive == icon_store.archive()
    with zipfile.ZipFile(io.BytesIO(archive)) as members:
        assert sorted(members.namelist()) == sorted(f"{variant.state.value}-{variant.step}" for variant in VARIANTS)
