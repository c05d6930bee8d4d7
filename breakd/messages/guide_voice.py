"""What the guide says aloud beside the steps, and what it says about its voice."""

from __future__ import annotations

from . import tr

__all__ = ["tr"]

VOICE = "Read aloud"
ASK = "You will be on the floor: shall breakd read the steps aloud?"
YES, NO = "Yes, please", "No, thank you"
NO_VOICE = "No voice here"
"""On the button, where the browser has none."""
NO_VOICE_WHY = (
    "This browser has no English voice on this computer. breakd sends no words to other computers, so please read "
    "the steps on the screen."
)
NEEDS_CLICK = "The browser speaks only after a key or a click. Please press one once."
NO_PROGRAM = "To hear the steps, please install speech-dispatcher (the program spd-say)."
SILENT = "speech-dispatcher does not answer, so please read the steps on the screen."
ASK_KEYS = "(y/n)"
NOT_KEPT = "It holds for this time. To keep it, please write voice = {value} below [guide] in {file}."

# --- what is said ---------------------------------------------------------------------------------
NAME = "{name}."
FIRST_SIDE = {"left": "Left side.", "right": "Right side."}
OTHER_SIDE = {"left": "Other side: left.", "right": "Other side: right."}
ROUND = "{round} of {rounds}."
ROUND_SHORT = "{round}."
REST = "And rest."
SECONDS = "{seconds} seconds."
HALF_TIME = "Halfway."
_REST = "rest"


def says_rest(text: str) -> bool:
    """Whether a step says by itself that one rests now."""
    return _REST in text.lower().replace(".", " ").replace(",", " ").split()
