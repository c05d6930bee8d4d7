"""Plays a script in a browser: serves the page, hears it, and tells the daemon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from breakd.client.exit_codes import Stop
from breakd.messages import guide as texts
from breakd.messages.web import NOTHING_HERE
from breakd.stretches.model import SafetyTexts
from breakd.web.server import Reply
from breakd.web.serving import Serving, Show

from .client import SPREADING, GuideClient
from .guide_page import KeepVoice, PlaybackOptions, files_of
from .red_flag_page import RedFlagQuestions
from .result import Ending, PlayResult
from .script import Script, done_text, feeling_text, hurts_text, only, practised


class BrowserPlayer:
    """One guide in a browser, from its first page to the last."""

    def __init__(
        self, scripts: Sequence[Script], client: GuideClient, options: PlaybackOptions, safety: SafetyTexts,
        keep_voice: KeepVoice,
    ) -> None:  # fmt: skip
        self._acts, self._link, self._manner, self._safety = scripts, client, options, safety
        self._keep_voice = keep_voice
        self._over: Ending | None = None
        self._questions: RedFlagQuestions | None = None
        """Those that the last page asks; None if it asks none."""
        self._seconds = 0
        self._trouble = ""

    def play(self, show: Show) -> PlayResult:
        """Serve the page, let `show` open it, and stay until it is done or left."""
        serving = Serving(files_of(self._acts, self._manner), self)
        serving.run(show)
        if self._over is None and serving.came:
            self.hear("left", {})
        return PlayResult(self._over or Ending.UNSEEN, self._seconds, self._trouble)

    # --- what happens at the page -----------------------------------------------------------------

    @property
    def over(self) -> bool:
        """Whether the stretches are, and no questions are open."""
        return self._over is not None and (self._questions is None or self._questions.answered)

    def beat(self) -> None:
        """Tell the daemon that somebody is guided."""
        if self._over is None:
            self._link.keep_alive()

    def hear(self, word: str, more: Mapping[str, Any]) -> Reply:
        """What the page says, and what a person reads of it."""
        try:
            reply = self._do(word, more)
            if self._link.not_saved and "text" in reply:
                reply["text"] = f"{reply['text']} {self._link.not_saved}"
            return {"ok": True, **reply}
        except Stop as stop:
            self._trouble = str(stop)
            return {"ok": False, "text": str(stop)}
        except (KeyError, TypeError, ValueError, IndexError, OverflowError):
            return {"ok": False, "text": NOTHING_HERE}

    def _do(self, word: str, more: Mapping[str, Any]) -> Reply:
        """Only the first ending counts."""
        match word:
            case "voice":
                return {"text": self._keep_voice(more["on"] is True)}
            case "flags" if self._questions is not None and not self._questions.answered:
                return self._questions.hear(more)
            case "feel" if self._over in (Ending.DONE, Ending.SHORT):
                feeling = str(more["feeling"])
                self._link.feel(feeling, only(self._acts))
                return self._answer(self._feeling_text(feeling))
        if self._over is not None:
            raise ValueError(word)
        match word:
            case "done":
                return self._done(int(more["seconds"]))
            case "hurts":
                hurting = self._acts[_index(more["act"])].stretch
                self._over = Ending.HURT
                self._link.hurts(hurting.id)
                return self._answer(hurts_text(alone=True, may_stand=self._link.may_stand()))
            case "spreading":
                self._over = Ending.HURT
                self._link.spreads()
                return self._answer(self._feeling_text(SPREADING))
            case "left":
                self._over = Ending.LEFT
                self._link.left()
                return {"text": texts.LEFT}
        raise ValueError(word)

    def _done(self, seconds: int) -> Reply:
        most = round(sum(act.seconds for act in self._acts))
        self._seconds = max(0, min(seconds, most))
        enough = practised(self._acts, self._seconds)
        self._over = Ending.DONE if enough else Ending.SHORT
        self._link.done(self._seconds)
        return {"enough": enough, "text": done_text(self._acts, self._seconds)}

    def _feeling_text(self, feeling: str) -> str:
        return feeling_text(self._acts, feeling, may_stand=self._link.may_stand())

    def _answer(self, text: str) -> Reply:
        """What follows from what was said, and the red-flag questions if it asks for them: at once, on this page."""
        answer: Reply = {"text": text}
        which = self._link.open_questions()
        if which is not None:
            self._questions = RedFlagQuestions(which, self._safety, self._link)
            answer["questions"] = self._questions.told()
        return answer


def _index(raw: Any) -> int:
    index = int(raw)
    if index < 0:  # Python would count from the end
        raise IndexError(index)
    return index
