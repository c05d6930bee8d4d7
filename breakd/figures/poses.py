"""The poses as values: `data/poses.toml`, held to its rules. Its `[meta]` explains the words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from breakd.frozen import frozen
from breakd.messages import figures as texts
from breakd.messages import tr
from breakd.stretches.model import Instruction
from breakd.toml.document import parse
from breakd.toml.errors import ConfigError, ErrorCollector
from breakd.toml.value_types import TEXT, ValueType, each, simple, table, word

from .body import PARTS, RESTING, SIDES, BodyPosture, Place
from .looks import LOOKS
from .vectors import Vector

NAME = "poses.toml"
ROLES = ("start", "mid", "end")
ANGLES = ("tilt", "low", "high", "neck", "head")
PLACES = {"hand": "hands", "foot": "feet"}
HINTS = {"elbow": "elbows", "knee": "knees", "toes": "both_toes", "fingers": "both_fingers", "thumb": "thumbs"}
"""Where limbs go and point, one side or both; of both, the second number is the way from the middle."""
PAIRS = {**PLACES, **HINTS}
JOINTS = (
    *("pelvis", "waist", "chest", "neck", "skull", "head", "nose"),
    *(f"{name}_{side}" for name in ("hip", "knee", "ankle", "toes", "shoulder", "elbow", "wrist") for side in SIDES),
)
RESTS = (
    *("seat", "back", "belly", "head"),
    *(f"{name}_{side}" for name in (*RESTING["leg"], *RESTING["arm"]) for side in SIDES),
)
PROPS: Mapping[str, tuple[str, ...]] = {
    "floor": (),
    "mat": ("x0", "x1"),
    "pillow": ("x0", "x1"),
    "office_chair": ("x",),
    "kitchen_chair": ("x",),
    "stool": ("x",),
    "desk": ("x",),
    "screen": ("x",),
    "wall": ("x",),
    "door_frame": ("x", "half"),
    "window": ("x",),
}
"""What stands beside the figure, with the measures that it needs."""
MEASURES = ("x", "x0", "x1", "y", "way", "top", "half", "far")


class DamagedPoses(Exception):
    """The built-in poses break their rules; the text is for the person who installed them."""


@frozen
class Spot:
    """Where it should pull: beside a joint, so far around."""

    joint: str
    beside: Vector
    radius: float


@frozen
class KeyFrame:
    """One key frame."""

    role: str
    caption: str
    posture: BodyPosture
    feel: tuple[Spot, ...] = ()


@frozen
class Arrow:
    """Where to, in the frame of that role."""

    frame: str
    tail: Vector
    tip: Vector
    by: Vector | None
    """A place beside the straight way, which it passes in a bow."""


@frozen
class Pose:
    """How one stretch looks."""

    id: str
    camera: tuple[float, float]
    """Degrees that it goes round towards the front, and up."""
    look: int
    crop: tuple[float, float, float, float] | None
    """What is shown of the picture; None for all of it."""
    props: tuple[Mapping[str, Any], ...]
    arrows: tuple[Arrow, ...]
    frames: tuple[KeyFrame, ...]
    order: tuple[str, ...]
    """The parts of the body from the far to the near; empty where the camera sees it rightly."""
    steps: bool
    """Feet that change their place are lifted on the way; else they slide."""
    beat: float
    """Seconds for each step of a figure that walks while the stretch's step holds; 0 for one that keeps still."""
    behind: bool
    """The glow is on the side that nobody sees: it shines around the body."""
    still: str
    """The role of the frame that a picture shows which keeps still."""
    setup: tuple[str, ...]
    rep: tuple[str, ...]
    """The frame of each step, where the usual way of a rep is another one; else empty."""

    def is_mirrored(self, side: str) -> bool:
        """Whether the picture of a side (left, right, or empty for none) is the mirror image."""
        return side == "left"

    def index(self, role: str) -> int:
        """The number of the frame with that role."""
        return next(number for number, frame in enumerate(self.frames) if frame.role == role)

    @property
    def shown(self) -> int:
        """The number of the frame that a picture shows which keeps still."""
        return self.index(self.still)

    def before(self, number: int) -> int:
        """From which frame the figure comes when it is in this one for the first time; this one where it begins."""
        roles = [frame.role for frame in self.frames]
        way = [*self.setup, *roles]
        last = self.index(way[max(way.index(roles[number]) - 1, 0)])
        return last if abs(number - last) < 2 else number + (1 if last > number else -1)

    def way(self, steps: tuple[Instruction, ...]) -> tuple[int, ...]:
        """The number of the frame in which the figure ends each of a stretch's steps."""
        reps = [step for step in steps if step.part == "rep"]
        named = {"setup": list(self.setup), "rep": list(self.rep) if len(self.rep) == len(reps) else _usual(reps)}
        way, before = [], 0
        for step in steps:
            own = named.get(step.part)
            before = self.index(own.pop(0)) if own else 0 if step.part != "rep" else before
            way.append(before)
        return tuple(way)


def _usual(reps: list[Instruction]) -> list[str]:
    """To the end before the hold, back after it; without a hold the last step leads back."""
    hold = next((number for number, step in enumerate(reps) if step.hold), len(reps) - 2)
    return ["end" if number <= max(hold, 0) or step.hold else "start" for number, step in enumerate(reps)]


@cache
def load() -> Mapping[str, Pose]:
    """The built-in poses by id; raises DamagedPoses. Read once: package data does not change while we run."""
    document = parse(text(), NAME)
    faults = document.errors or check(document.text, NAME)
    if faults:
        raise DamagedPoses(tr(texts.DAMAGED, faults="\n".join(map(str, faults))))
    return build(document.data)


def text() -> str:
    """The built-in file as it stands."""
    return (Path(__file__).parents[1] / "data" / NAME).read_text("utf-8")


def build(data: Mapping[str, Any]) -> Mapping[str, Pose]:
    """Data that keep the rules, as values."""
    return MappingProxyType({id: _pose(id, row, data["posture"]) for id, row in data["pose"].items()})


def _pose(id: str, row: Mapping[str, Any], bases: Mapping[str, Any]) -> Pose:
    return Pose(
        id=id,
        camera=tuple(row["camera"]),
        look=row["look"],
        crop=tuple(row["crop"]) if "crop" in row else None,
        props=tuple(MappingProxyType(prop) for prop in row["props"]),
        arrows=tuple(_arrow(one) for one in row.get("arrows", [])),
        frames=_frames(row["frame"], bases),
        order=tuple(row.get("order", [])),
        steps=row.get("steps", False),
        beat=float(row.get("beat", 0)),
        behind=row.get("behind", False),
        still=row.get("still", ROLES[-1]),
        setup=tuple(row.get("setup", [])),
        rep=tuple(row.get("rep", [])),
    )


def _arrow(row: Mapping[str, Any]) -> Arrow:
    return Arrow(row["frame"], tuple(row["from"]), tuple(row["to"]), tuple(row["by"]) if "by" in row else None)


def _frames(rows: list[Mapping[str, Any]], bases: Mapping[str, Any]) -> tuple[KeyFrame, ...]:
    """What a frame does not say is as in the frame before it; a frame with a base starts from that."""
    frames, said = [], dict[str, Any]()
    for row in rows:
        said = (_both(bases[row["base"]]) if "base" in row else said) | _both(row)
        spots = tuple(Spot(joint, (x, y, z), radius) for joint, x, y, z, radius in row.get("feel", []))
        frames.append(KeyFrame(row["role"], row["caption"], _posture(said), spots))
    return tuple(frames)


def _both(row: Mapping[str, Any]) -> dict[str, Any]:
    """One key for each side, from the keys for both."""
    sides: dict[str, Any] = {}
    for one, both in PAIRS.items():
        if both in row:
            for side, sign in (("r", -1), ("l", 1)):
                *at, x, y, z = row[both]
                sides[f"{one}_{side}"] = [
                    *(f"{name}_{side}" if f"{name}_{side}" in JOINTS else name for name in at),
                    x,
                    y * sign,
                    z,
                ]
    return sides | {key: value for key, value in row.items() if key not in PAIRS.values()}


def _posture(said: Mapping[str, Any]) -> BodyPosture:
    places = {f"{one}_{side}": _place(said[f"{one}_{side}"]) for one in PLACES for side in SIDES}
    hints: dict[str, Vector] = {
        f"{one}_{side}": tuple(said[f"{one}_{side}"])
        for one in HINTS for side in SIDES if f"{one}_{side}" in said
    }  # fmt: skip
    tilt, low, high, neck, head = (tuple(said.get(name, (0.0, 0.0, 0.0))) for name in ANGLES)
    return BodyPosture(
        tuple(said["pelvis"]), tuple(said["chest"]) if "chest" in said else None,
        tilt, low, high, neck, head, tuple(said.get("shoulders", (0.0, 0.0))),
        places, hints, frozenset(said["rests"]), float(said.get("air", 0.0)),
    )  # fmt: skip


def _place(raw: list[Any]) -> Place:
    *at, x, y, z = raw
    return (at[0] if at else ""), (x, y, z)


# --- the rules ------------------------------------------------------------------------------------


def check(source: str, name: str) -> tuple[ConfigError, ...]:
    """Everything that is wrong with a file of poses; `name` is how the faults call it."""
    document = parse(source, name)
    if document.errors:
        return document.errors
    errors = ErrorCollector()
    _file().read(document.data, (), errors)
    poses, bases = document.data.get("pose"), document.data.get("posture")
    for id, row in poses.items() if isinstance(poses, dict) else ():
        if not errors.has_error(("pose", id)):
            _check_pose(id, row, bases if isinstance(bases, dict) else {}, errors)
    return errors.errors(document.name, document.text)


def _check_pose(id: str, row: Mapping[str, Any], bases: Mapping[str, Any], errors: ErrorCollector) -> None:
    roles = [frame["role"] for frame in row["frame"]]
    if roles not in (list(ROLES), ["start", "end"]):
        errors.add_expected(("pose", id, "frame"), texts.ROLES, ", ".join(roles))
    named: list[tuple[tuple[str | int, ...], str]]
    named = [(("arrows", number, "frame"), arrow["frame"]) for number, arrow in enumerate(row.get("arrows", []))]
    named += [(("still",), row["still"])] if "still" in row else []
    for key in ("setup", "rep"):
        named += [((key, number), role) for number, role in enumerate(row.get(key, []))]
    for at, role in named:
        if role not in roles:
            errors.add(("pose", id, *at), tr(texts.NO_FRAME, role=role))
    for number, frame in enumerate(row["frame"]):
        if frame.get("base", "") not in bases and (number == 0 or "base" in frame):
            errors.add(("pose", id, "frame", number), tr(texts.NO_BASE, base=frame.get("base", "")))
    for number, prop in enumerate(row["props"]):
        keys = PROPS[prop["kind"]]
        if not set(keys) <= set(prop):
            problem = tr(texts.PROP_KEYS, kind=prop["kind"], keys=", ".join(keys))
            errors.add(("pose", id, "props", number), problem)


def _number(raw: object) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and -360 <= raw <= 360


def _numbers(wanted: str, count: int, *, named: bool = False) -> ValueType:
    """So many numbers; `named`: the name of a joint may come first, or must where four numbers follow."""

    def take(raw: object) -> object:
        if not isinstance(raw, list):
            return None
        rest = raw[1:] if named and raw and raw[0] in (*JOINTS, *PAIRED_JOINTS) else raw
        return raw if len(rest) == count and all(map(_number, rest)) else None

    return simple(wanted, take)


PAIRED_JOINTS = tuple({joint[:-2] for joint in JOINTS if joint.endswith("_r")})
"""Named without a side where a key is for both."""


def _postures() -> dict[str, ValueType]:
    keys: dict[str, ValueType] = {name: _numbers(texts.ANGLES, 3) for name in ANGLES}
    keys |= {
        "pelvis": _numbers(texts.POINT, 3),
        "chest": _numbers(texts.POINT, 3),
        "shoulders": _numbers(texts.SHOULDERS, 2),
    }
    keys["rests"] = each(word(RESTS, texts.REST))
    keys["air"] = simple(texts.SHARE, lambda raw: raw if _number(raw) and 0 <= raw <= 1 else None)  # type: ignore[operator]
    for one, both in PAIRS.items():
        kind = _numbers(texts.POINT, 3, named=one in PLACES)
        keys |= dict.fromkeys((both, *(f"{one}_{side}" for side in SIDES)), kind)
    return keys


def _file() -> ValueType:
    keys = {
        "format": simple("format 2", lambda raw: raw if raw == 2 else None),
        "meta": table({"rules": each(TEXT, least=1)}, needed=("rules",)),
        "posture": table({}, others=table(_postures(), needed=("pelvis", "rests"))),
        "pose": table({}, others=_pose_kind()),
    }
    return table(keys, needed=tuple(keys))


def _pose_kind() -> ValueType:
    role = word(ROLES, texts.ROLE)
    measure = simple(texts.MEASURE, lambda raw: raw if _number(raw) else None)
    flag = simple(texts.FLAG, lambda raw: raw if raw is True else None)
    prop = {"kind": word(tuple(PROPS), texts.PROP), "front": flag, **dict.fromkeys(MEASURES, measure)}
    frame = {
        "role": role,
        "caption": TEXT,
        "base": TEXT,
        "feel": each(_numbers(texts.SPOT, 4, named=True)),
        **_postures(),
    }
    arrow = {"frame": role, "from": _numbers(texts.POINT, 3), "to": _numbers(texts.POINT, 3)}
    bow = {"by": _numbers(texts.POINT, 3)}
    keys = {
        "camera": _numbers(texts.CAMERA, 2),
        "look": simple(texts.LOOK, lambda raw: raw if raw in range(len(LOOKS)) and raw is not True else None),
        "crop": _numbers(texts.BOX, 4),
        "props": each(table(prop, needed=("kind",))),
        "arrows": each(table(arrow | bow, needed=tuple(arrow))),
        "frame": each(table(frame, needed=("role", "caption")), least=2),
        "order": each(word(PARTS, texts.PART), least=len(PARTS)),
        "steps": flag,
        "behind": flag,
        "beat": simple(texts.SECONDS, lambda raw: raw if _number(raw) and raw > 0 else None),  # type: ignore[operator]
        "still": role,
        "setup": each(role),
        "rep": each(role),
    }
    return table(keys, needed=("camera", "look", "props", "frame"))
