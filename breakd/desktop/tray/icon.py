"""What the icon looks like: a dark disc, a ring that fills with the sitting clock, and a figure for the state.

The disc brings its own background, so that a figure is as legible on a white panel as on a black one; each state has
a shape of its own, for many people see two of the colours as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from breakd.engine.status import State, Status
from breakd.frozen import frozen

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

STEPS = 8
"""How many steps fill the ring."""
SIZES = (16, 22, 24, 32, 48, 64)
"""What panels ask for, up to 32 px at scale two."""
SUPERSAMPLE = 8

Colour = tuple[int, int, int]
Point = tuple[float, float]

DISC: Colour = (32, 40, 52)
TRACK: Colour = (116, 130, 152)
FIGURE: Colour = (255, 255, 255)
GREEN: Colour = (52, 199, 145)
AMBER: Colour = (255, 179, 44)
RED: Colour = (229, 62, 62)
BLUE: Colour = (104, 168, 255)
GREY: Colour = (186, 195, 207)


class IconState(Enum):
    """What the icon says beside how full the sitting clock is."""

    SITTING = "sitting"
    """The sitting clock runs."""
    STANDING = "standing"
    """Working on foot, the clock falls."""
    HEADS_UP = "heads-up"
    """A reminder is about to come."""
    DUE = "due"
    """A reminder shows, or waits for a good moment."""
    DEFERRED = "deferred"
    """A reminder is held back."""
    ATTENTION = "attention"
    """A firm reminder: it has been long."""
    SNOOZED = "snoozed"
    """The person asked for later."""
    STARTED = "started"
    """The guide is running."""
    PAUSED = "paused"
    """No reminders: a pause, or outside the work hours."""
    AWAY = "away"
    """Nobody is there, or nobody has been seen yet."""


FILLS = frozenset({IconState.SITTING, IconState.STANDING, IconState.PAUSED, IconState.AWAY})
"""The moods whose ring tells the sitting clock; for the others it is full."""


@frozen
class IconVariant:
    """One look of the icon: `step` 0 to 8 eighths of the ring, and the mood."""

    step: int
    state: IconState


VARIANTS = tuple(
    IconVariant(step, state) for state in IconState for step in (range(STEPS + 1) if state in FILLS else (STEPS,))
)  # fmt: skip
"""Every look there is."""

_STATES = {
    State.UNKNOWN: IconState.AWAY,
    State.AWAY: IconState.AWAY,
    State.PAUSED: IconState.PAUSED,
    State.OFF_HOURS: IconState.PAUSED,
    State.STARTED: IconState.STARTED,
    State.SNOOZED: IconState.SNOOZED,
    State.DUE: IconState.DUE,
    State.DEFERRED: IconState.DEFERRED,
    State.STANDING: IconState.STANDING,
    State.SITTING: IconState.SITTING,
}


def variant_of(status: Status) -> IconVariant:
    """The face for a status."""
    state = _STATES[status.state]
    if state is IconState.SITTING and status.in_heads_up:
        state = IconState.HEADS_UP
    firm = status.reminder is not None and status.reminder.firm
    if status.attention or (state is IconState.DUE and firm):
        state = IconState.ATTENTION
    if state not in FILLS:
        return IconVariant(STEPS, state)
    return IconVariant(max(0, min(STEPS, int(STEPS * status.sitting_clock_seconds / status.limit_seconds))), state)


# --- drawing ------------------------------------------------------------------------------------


@frozen
class IconColours:
    """Colours of a mood: the disc, what has filled of the ring, the figure."""

    disc: Colour
    fill: Colour
    figure: Colour


_COLOURS = {
    IconState.SITTING: IconColours(DISC, GREEN, FIGURE),
    IconState.STANDING: IconColours(DISC, GREEN, FIGURE),
    IconState.HEADS_UP: IconColours(DISC, AMBER, FIGURE),
    IconState.DUE: IconColours(AMBER, AMBER, DISC),
    IconState.DEFERRED: IconColours(DISC, AMBER, AMBER),
    IconState.ATTENTION: IconColours(RED, RED, FIGURE),
    IconState.SNOOZED: IconColours(DISC, BLUE, BLUE),
    IconState.STARTED: IconColours(GREEN, GREEN, DISC),
    IconState.PAUSED: IconColours(DISC, GREY, FIGURE),
    IconState.AWAY: IconColours(DISC, GREY, GREY),
}


def draw(variant: IconVariant, size: int) -> Image:
    """The face as an RGBA picture of `size` by `size` pixels."""
    from PIL import Image, ImageDraw

    side = size * SUPERSAMPLE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = Pen(ImageDraw.Draw(image), side, size)
    look = _COLOURS[variant.state]
    pen.dot((0, 0), 1.0, DISC)
    pen.dot((0, 0), 1.0 - pen.rim_width, look.disc)
    pen.ring(TRACK if look.fill != look.disc else look.fill, 1.0)
    pen.ring(look.fill, variant.step / STEPS)
    _FIGURES[variant.state](pen, look.figure)
    return image.resize((size, size), Image.Resampling.BOX)


def app_icon(size: int) -> Image:
    """The program's own icon, for the desktop entry."""
    return draw(IconVariant(5, IconState.SITTING), size)


class Pen:
    """Draws in units of the disc's radius, from its middle: x to the right, y downwards."""

    def __init__(self, canvas: ImageDraw, side: int, size: int) -> None:
        self._canvas = canvas
        self._middle = side / 2
        self._radius = side / 2
        pixel = 2 / size
        # about two pixels at least: a thinner line is a grey smear on a 16 px panel
        self.ring_width = max(1.75 * pixel, 0.19)
        self.stroke_width = max(2.0 * pixel, 0.17)
        # a light ring needs a dark edge, or a light panel eats it
        self.rim_width = max(0.5 * pixel, 0.04)

    def ring(self, colour: Colour, part: float) -> None:
        """The first `part` of the ring, clockwise from the top."""
        if part > 0:
            box = self._box((0, 0), 1.0 - self.rim_width)
            width = round(self.ring_width * self._radius)
            self._canvas.arc(box, -90, -90 + 360 * part, fill=colour, width=width)

    def dot(self, at: Point, radius: float, colour: Colour) -> None:
        self._canvas.ellipse(self._box(at, radius), fill=colour)

    def stroke(self, points: Sequence[Point], colour: Colour, width: float | None = None) -> None:
        """A line with round ends and corners."""
        width = self.stroke_width if width is None else width
        pixels = [self._pixel(point) for point in points]
        self._canvas.line(pixels, fill=colour, width=round(width * self._radius))
        for point in points:
            self.dot(point, width / 2, colour)

    def area(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled shape with round corners."""
        self._canvas.polygon([self._pixel(point) for point in points], fill=colour)
        self.stroke([*points, points[0]], colour, 0.1)

    def _pixel(self, point: Point) -> Point:
        return (self._middle + point[0] * self._radius, self._middle + point[1] * self._radius)

    def _box(self, at: Point, radius: float) -> tuple[float, float, float, float]:
        x, y = self._pixel(at)
        reach = radius * self._radius
        return (x - reach, y - reach, x + reach - 1, y + reach - 1)


def _seated(pen: Pen, colour: Colour) -> None:
    pen.dot((-0.17, -0.47), 0.19, colour)
    pen.stroke([(-0.2, -0.05), (-0.2, 0.23), (0.23, 0.23), (0.23, 0.56)], colour)


def _standing(pen: Pen, colour: Colour) -> None:
    pen.dot((0, -0.5), 0.18, colour)
    pen.stroke([(-0.26, 0.12), (0, -0.16), (0.26, 0.12)], colour)
    pen.stroke([(0, -0.16), (0, 0.22)], colour)
    pen.stroke([(-0.18, 0.62), (0, 0.22), (0.18, 0.62)], colour)


def _stretching(pen: Pen, colour: Colour) -> None:
    pen.dot((0, -0.44), 0.2, colour)
    pen.stroke([(-0.54, -0.48), (0, 0.02), (0.54, -0.48)], colour)
    pen.stroke([(0, 0.02), (0, 0.24)], colour)
    pen.stroke([(-0.3, 0.68), (0, 0.24), (0.3, 0.68)], colour)


def _dots(pen: Pen, colour: Colour) -> None:
    for x in (-0.38, 0, 0.38):
        pen.dot((x, 0), 0.15, colour)


def _moon(pen: Pen, colour: Colour) -> None:
    pen.dot((-0.04, 0.02), 0.52, colour)
    pen.dot((0.22, -0.16), 0.44, DISC)


def _bars(pen: Pen, colour: Colour) -> None:
    for x in (-0.25, 0.25):
        pen.stroke([(x, -0.28), (x, 0.28)], colour, 0.25)


def _chair(pen: Pen, colour: Colour) -> None:
    # on a stem: with four legs it is an h
    pen.stroke([(-0.36, -0.5), (-0.3, 0.08), (0.34, 0.08)], colour)
    pen.stroke([(0.04, 0.08), (0.04, 0.5)], colour)
    pen.stroke([(-0.26, 0.52), (0.34, 0.52)], colour)


def _play(pen: Pen, colour: Colour) -> None:
    pen.area([(-0.28, -0.46), (0.5, 0.0), (-0.28, 0.46)], colour)


def _exclamation(pen: Pen, colour: Colour) -> None:
    pen.stroke([(0, -0.5), (0, 0.12)], colour, 0.28)
    pen.dot((0, 0.52), 0.17, colour)


_FIGURES = {
    IconState.SITTING: _seated,
    IconState.STANDING: _standing,
    IconState.HEADS_UP: _seated,
    IconState.DUE: _stretching,
    IconState.DEFERRED: _dots,
    IconState.ATTENTION: _exclamation,
    IconState.SNOOZED: _moon,
    IconState.STARTED: _play,
    IconState.PAUSED: _bars,
    IconState.AWAY: _chair,
}
