"""The poses as values: `data/poses.toml`, held to its rules. Its `[meta]` explains the words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from breakd.frozen import frozen
from breakd.messages import config as common
from breakd.messages import figures as texts
from breakd.messages import tr
from breakd.stretches.model import Instruction
from breakd.toml.document import parse
from breakd.toml.errors import ConfigError, ErrorCollector
from breakd.toml.value_types import BAD, TEXT, ValueType, each, simple, table, word

NAME = "poses.toml"
VIEWS = ("side", "front", "rear", "top")
FLAT = VIEWS[1:]
ROLES = ("start", "mid", "end")
JOINTS = (
    "head", "nose", "neck", "shoulder", "spine", "hip", "elbow", "wrist", "elbow_f", "wrist_f",
    "knee", "ankle", "toe", "knee_f", "ankle_f", "toe_f",
)  # fmt: skip
"""Every frame has these; `shoulder_f` and `hip_f` only where both sides of the trunk are seen."""
WIDE_JOINTS = ("shoulder_f", "hip_f")
PROPS: Mapping[str, tuple[str, ...]] = {
    "floor": ("y",),
    "mat": ("x0", "x1", "y"),
    "mat_top": ("x0", "x1", "y0", "y1"),
    "pillow": ("x0", "x1", "y"),
    "pillow_top": ("x0", "x1", "y0", "y1"),
    "chair": ("x0", "x1", "seat_y", "back", "back_top", "floor_y"),
    "chair_front": ("x0", "x1", "seat_y", "back_top", "floor_y"),
    "chair_rear": ("x0", "x1", "seat_y", "back_top", "floor_y"),
    "desk": ("x0", "x1", "y", "leg_x", "floor_y"),
    "wall_front": ("x0", "x1", "y0", "y1"),
    "doorpost": ("x", "y0", "y1"),
}
"""What stands beside the figure, with its measures."""

Point = tuple[float, float]
Joints = Mapping[str, Point]


class DamagedPoses(Exception):
    """The built-in poses break their rules; the text is for the person who installed them."""


@frozen
class KeyFrame:
    """One key frame; `feel` is where it should pull: x, y, radius."""

    role: str
    caption: str
    joints: Joints
    feel: tuple[float, float, float] | None = None


@frozen
class Arrow:
    """Where to, in the frame of that role."""

    frame: str
    tail: Point
    tip: Point


@frozen
class Measures:
    """Sizes that all figures share, as shares of the square."""

    floor_y: float
    head_radius: float
    trunk_width: float
    limb_width: float
    foot_width: float


@frozen
class Pose:
    """How one stretch looks."""

    id: str
    view: str
    facing: str
    crop: tuple[float, float, float, float]
    props: tuple[Mapping[str, Any], ...]
    arrows: tuple[Arrow, ...]
    frames: tuple[KeyFrame, ...]
    measures: Measures
    by_angles: bool
    """Between frames bones turn; for other poses the points go straight."""
    beat: float
    """Seconds for each step of a figure that walks while the stretch's step holds; 0 for one that keeps still."""
    setup: tuple[str, ...]
    rep: tuple[str, ...]
    """The frame of each step, where the usual way of a rep is another one; else empty."""

    @property
    def flat(self) -> bool:
        """Seen from the front, from behind or from above: both sides of the trunk show."""
        return self.view in FLAT

    @property
    def native_side(self) -> str:
        """The side of the person that works as the pose is written."""
        return "left" if self.facing in ("left", "away") else "right"

    def is_mirrored(self, side: str) -> bool:
        """Whether the picture of a side (left, right, or empty for none) is the mirror image."""
        return side not in ("", self.native_side)

    def index(self, role: str) -> int:
        """The number of the frame with that role."""
        return next(number for number, frame in enumerate(self.frames) if frame.role == role)

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
    """The built-in poses by id; raises Damaged. Read once: package data does not change while we run."""
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
    meta = data["meta"]
    measures = Measures(*(meta[name] for name in Measures.__dataclass_fields__))
    return MappingProxyType({id: _pose(id, row, measures) for id, row in data["pose"].items()})


def _pose(id: str, row: Mapping[str, Any], measures: Measures) -> Pose:
    return Pose(
        id=id,
        view=row["view"],
        facing=row["facing"],
        crop=tuple(row["crop"]),
        props=tuple(MappingProxyType(prop) for prop in row.get("props", [])),
        arrows=tuple(Arrow(one["frame"], tuple(one["from"]), tuple(one["to"])) for one in row.get("arrows", [])),
        frames=tuple(_frame(frame) for frame in row["frame"]),
        measures=measures,
        by_angles=row.get("tween") != "points",
        beat=float(row.get("beat", 0)),
        setup=tuple(row.get("setup", [])),
        rep=tuple(row.get("rep", [])),
    )


def _frame(row: Mapping[str, Any]) -> KeyFrame:
    joints: dict[str, Point] = {joint: (x, y) for joint, (x, y) in row["joints"].items()}
    feel = row.get("feel")
    return KeyFrame(row["role"], row["caption"], MappingProxyType(joints), tuple(feel) if feel else None)


# --- the rules ------------------------------------------------------------------------------------


def check(source: str, name: str) -> tuple[ConfigError, ...]:
    """Everything that is wrong with a file of poses; `name` is how the faults call it."""
    document = parse(source, name)
    if document.errors:
        return document.errors
    errors = ErrorCollector()
    _file().read(document.data, (), errors)
    poses = document.data.get("pose")
    for id, row in poses.items() if isinstance(poses, dict) else ():
        if not errors.has_error(("pose", id)):
            _check_pose(id, row, errors)
    return errors.errors(document.name, document.text)


def _check_pose(id: str, row: Mapping[str, Any], errors: ErrorCollector) -> None:
    roles = [frame["role"] for frame in row["frame"]]
    if roles not in (list(ROLES), ["start", "end"]):
        errors.add_expected(("pose", id, "frame"), texts.ROLES, ", ".join(roles))
    named: list[tuple[tuple[str | int, ...], str]]
    named = [(("arrows", number, "frame"), arrow["frame"]) for number, arrow in enumerate(row.get("arrows", []))]
    for key in ("setup", "rep"):
        named += [((key, number), role) for number, role in enumerate(row.get(key, []))]
    for at, role in named:
        if role not in roles:
            errors.add(("pose", id, *at), tr(texts.NO_FRAME, role=role))
    wide = row["view"] in FLAT
    for number, frame in enumerate(row["frame"]):
        for joint in WIDE_JOINTS:
            if wide and joint not in frame["joints"]:
                errors.add(("pose", id, "frame", number, "joints", joint), common.MISSING)
    for number, prop in enumerate(row.get("props", [])):
        keys = PROPS[prop["kind"]]
        if set(prop) != {"kind", *keys}:
            problem = tr(texts.PROP_KEYS, kind=prop["kind"], keys=", ".join(keys))
            errors.add(("pose", id, "props", number), problem)


def _numbers(wanted: str, count: int) -> ValueType:
    def take(raw: object) -> object:
        good = isinstance(raw, list) and len(raw) == count and all(_share(number) for number in raw)
        return raw if good else None

    return simple(wanted, take)


def _share(raw: object) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 <= raw <= 1


def _file() -> ValueType:
    share = simple(texts.SHARE, lambda raw: raw if _share(raw) and 0 < raw < 1 else None)  # type: ignore[operator]
    meta = dict.fromkeys(Measures.__dataclass_fields__, share)
    props = table(dict.fromkeys(PROPS, TEXT), needed=tuple(PROPS))
    keys = {
        "format": simple("format 1", lambda raw: raw if raw == 1 and raw is not True else None),
        "meta": table({**meta, "rules": each(TEXT, least=1), "props": props}, needed=(*meta, "rules", "props")),
        "pose": table({}, others=_pose_kind()),
    }
    return table(keys, needed=tuple(keys))


def _pose_kind() -> ValueType:
    point, role = _numbers(texts.POINT, 2), word(ROLES, texts.ROLE)
    measure = simple(texts.SHARE, lambda raw: raw if _share(raw) else None)
    prop = {"kind": word(tuple(PROPS), texts.PROP), "back": word(("left", "right"), texts.BACK)}
    prop |= {key: measure for keys in PROPS.values() for key in keys if key != "back"}
    joints = dict.fromkeys((*JOINTS, *WIDE_JOINTS), point)
    frame = {
        "role": role,
        "caption": TEXT,
        "feel": _numbers(texts.SPOT, 3),
        "joints": table(joints, needed=JOINTS),
    }
    seconds = simple(texts.SECONDS, lambda raw: raw if isinstance(raw, (int, float)) and raw > 0 else None)
    arrow = {"frame": role, "from": point, "to": point}
    keys = {
        "view": word(VIEWS, texts.VIEW),
        "facing": word(("left", "right", "viewer", "away", "up"), texts.FACING),
        "note": TEXT,
        "crop": _box(),
        "props": each(table(prop, needed=("kind",))),
        "arrows": each(table(arrow, needed=tuple(arrow))),
        "frame": each(table(frame, needed=("role", "caption", "joints")), least=2),
        "tween": word(("points", "angles"), texts.TWEEN),
        "beat": seconds,
        "setup": each(role),
        "rep": each(role),
    }
    return table(keys, needed=("view", "facing", "note", "crop", "frame"))


def _box() -> ValueType:
    four = _numbers(texts.BOX, 4)

    def read(raw: object, at: Any, errors: ErrorCollector) -> Any:
        box = four.read(raw, at, errors)
        if box is BAD or (box[0] < box[2] and box[1] < box[3]):
            return box
        errors.add_expected(at, texts.BOX, raw)
        return BAD

    return ValueType(read, list)
