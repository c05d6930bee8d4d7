"""What is said about the poses: faults in their file."""

from __future__ import annotations

POINT = "a place [x, y, z] in metres, beside a joint if its name comes first"
ANGLES = "degrees [forwards, to the right, turned to the left]"
SHOULDERS = "metres [forwards, up]"
SPOT = "a spot [joint, x, y, z, radius]"
BOX = "a box [x0, y0, x1, y1] of the picture, in metres"
CAMERA = "degrees [round, up]"
MEASURE = "a measure"
SHARE = "a share from 0 to 1"
FLAG = "true, or leave it out"
LOOK = "the number of a look"
SECONDS = "seconds, more than 0"
ROLE = "a frame's role"
REST = "a part of the body that rests"
PART = "a part of the body"
PROP = "a thing"
ROLES = "the frames start, mid and end in this order, at least the first and the last"
NO_FRAME = 'there is no frame "{role}" here'
NO_BASE = 'there is no posture "{base}"'
PROP_KEYS = "a {kind} has {keys}"
DAMAGED = "The pictures of this installation are damaged:\n{faults}"
