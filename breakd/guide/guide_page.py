"""The page as a browser gets it: one document, and the plan that its script plays."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from breakd.frozen import frozen
from breakd.messages import guide as texts
from breakd.messages import guide_voice
from breakd.messages.health import FEELINGS, PAIN, PAIN_ABOUT
from breakd.messages.side_words import fill_sides
from breakd.messages.web import NOT_REACHED
from breakd.stretches.model import Stretch
from breakd.web.figure import figure
from breakd.web.html_document import PageFile, file_of, whole
from breakd.web.html_document import files_of as document_files
from breakd.web.own_picture import own_picture

from .before import LineKind
from .red_flag_page import form
from .script import Cue, Script
from .spoken import Utterance, introduction, spoken

WEB = files("breakd") / "guide" / "web"
SCRIPT, STYLE = "guide.js", "guide.css"
PARTS = (SCRIPT, "questions.js", "sound.js", "voice.js", STYLE)
FLOOR = "floor"


KeepVoice = Callable[[bool], str]
"""Remembers whether the steps are to be read aloud; gives what the person should know of it, mostly nothing."""


@frozen
class PlaybackOptions:
    """How the guide is played."""

    sound: bool = False
    speed: float = 1.0
    """How much faster than life; for trying out."""
    voice: bool = False
    """Whether the steps are read aloud from the beginning."""
    asks_voice: bool = False
    """Whether nobody has said yet if they are to be: then it is asked before a stretch on the floor."""


def files_of(scripts: Sequence[Script], options: PlaybackOptions) -> Mapping[str, PageFile]:
    """Every path of the page with its type and contents."""
    return {
        **document_files(document(scripts)),
        **{f"/{name}": file_of(WEB / name) for name in PARTS},
        "/plan.json": ("application/json", json.dumps(plan(scripts, options), ensure_ascii=False).encode()),
        **{f"/own-{number}": own for number, act in enumerate(scripts) if (own := _own_picture(act))},
    }


def _own_picture(act: Script) -> PageFile | None:
    """A picture of the person's own, which is shown instead of the figure; None if there is none."""
    return own_picture(Path(act.stretch.picture))


def document(scripts: Sequence[Script]) -> str:
    """The document, with every sentence in its place."""
    first = scripts[0].stretch
    strings = {
        "title": texts.TITLE,
        "name": first.name,
        "controls": texts.CONTROLS,
        "pause": texts.PAUSE,
        "paused": texts.PAUSED,
        "key_space": texts.KEY_SPACE,
        "key_escape": texts.KEY_ESCAPE,
        "skip": texts.SKIP,
        "voice": guide_voice.VOICE,
        "ask_voice": guide_voice.ASK,
        "voice_yes": guide_voice.YES,
        "voice_no": guide_voice.NO,
        "hurts": texts.HURTS,
        "spreading": texts.SPREADING,
        "done": texts.DONE,
        "leave": texts.LEAVE,
        "close": texts.CLOSE,
        "begin": texts.BEGIN,
        "always": scripts[0].before.text(LineKind.ALWAYS),
        "how_was_it": texts.HOW_WAS_IT,
        "pain": PAIN,
        "pain_about": PAIN_ABOUT,
        **{f"feel_{word.replace('-', '_')}": text for word, text in FEELINGS.items()},
    }
    return whole(WEB, "guide.html", strings, script=f"/{SCRIPT}", styles=[f"/{STYLE}"], questions=form())


def plan(scripts: Sequence[Script], options: PlaybackOptions) -> dict[str, Any]:
    """All that the page's script plays, says and draws."""
    return {
        "page": secrets.token_hex(4),
        "speed": options.speed,
        "sound": options.sound,
        "voice": options.voice,
        "asksVoice": options.asks_voice,
        "acts": [_act(number, act) for number, act in enumerate(scripts)],
        "words": words(),
        "sides": texts.SIDES,
        "switch": texts.SWITCH,
    }


def words() -> dict[str, str]:
    """Each sentence that the page's script says, by the name it has there."""
    return {
        "ready": texts.READY,
        "first_time": texts.FIRST_TIME,
        "begin": texts.BEGIN,
        "begin_now": texts.BEGIN_NOW,
        "round": texts.ROUND,
        "act": texts.ACT,
        "breathe_in": texts.BREATHE_IN,
        "breathe_out": texts.BREATHE_OUT,
        "pause": texts.PAUSE,
        "go_on": texts.GO_ON,
        "well_done": texts.WELL_DONE,
        "moved": texts.MOVED,
        "moment": texts.MOMENT,
        "stopped": texts.STOPPED,
        "left": texts.LEFT,
        "cut_off": texts.CUT_OFF,
        "may_close": texts.MAY_CLOSE,
        "not_reached": NOT_REACHED,
        "unheard": texts.FLAGS_UNHEARD,
        "voice": guide_voice.VOICE,
        "no_voice": guide_voice.NO_VOICE,
        "no_voice_why": guide_voice.NO_VOICE_WHY,
        "needs_click": guide_voice.NEEDS_CLICK,
        "screen": texts.ROUND,
    }


def _act(number: int, act: Script) -> dict[str, Any]:
    stretch, own, said = act.stretch, _own_picture(act), introduction(act)
    return {
        "name": stretch.name,
        "breathing": stretch.breathing,
        "notes": [{"kind": line.kind.value, "text": line.text} for line in act.before.lines],
        "stop": act.before.text(LineKind.STOP),
        "leadIn": act.lead_in,
        "floor": stretch.setting == FLOOR,
        "introduction": [_utterance(one) for one in said],
        "introduced": said[-1].end,
        "spoken": [_utterance(one) for one in spoken(act)],
        "cues": [_cue(cue) | {"glow": _glow(act.stretch, cue)} for cue in act.cues],
        "figure": figure(act.pose) if act.pose and not own else None,
        "picture": f"/own-{number}" if own else None,
    }


def _glow(stretch: Stretch, cue: Cue) -> str:
    """What stands beside the glow: where it should be felt, and no sentence."""
    return fill_sides(stretch.feel, cue.side) if cue.feel else ""


def _cue(cue: Cue) -> dict[str, Any]:
    return {
        "text": cue.text,
        "seconds": cue.seconds,
        "part": cue.part,
        "hold": cue.hold,
        "side": cue.side,
        "round": cue.round,
        "rounds": cue.rounds,
        "frame": cue.frame,
        "feel": cue.feel,
    }


def _utterance(one: Utterance) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "text": one.text,
        "at": one.at,
        "seconds": one.seconds,
        "cue": one.cue,
        "givesWay": one.gives_way,
    }
