"""What is said about the poses: faults in their file."""

from __future__ import annotations

POINT = "a point [x, y] of the square, each from 0 to 1"
SPOT = "a spot [x, y, radius] of the square"
BOX = "a box [x0, y0, x1, y1] of the square"
SHARE = "a share of the square, above 0 and below 1"
SECONDS = "seconds, more than 0"
VIEW = "a view"
FACING = "a direction to face"
TWEEN = "a way to get from frame to frame"
ROLE = "a frame's role"
PROP = "a prop of [meta.props]"
BACK = "a side"
ROLES = "the frames start, mid and end in this order, at least the first and the last"
NO_FRAME = 'there is no frame "{role}" here'
PROP_KEYS = "a {kind} has {keys}"
DAMAGED = "The pictures of this installation are damaged:\n{faults}"
