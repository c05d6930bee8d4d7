"""`breakd start`: leads through a stretch, in the browser or in this terminal."""

from __future__ import annotations

import signal
from datetime import datetime
from types import FrameType

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import FAILED, OK, REFUSED, Stop
from breakd.config import load
from breakd.engine.settings import BodySettings, Settings
from breakd.figures import poses
from breakd.guide import browser
from breakd.guide.before import before
from breakd.guide.browser_player import BrowserPlayer
from breakd.guide.client import GuideClient, GuidePlan
from breakd.guide.page import PlaybackOptions
from breakd.guide.result import Ending, PlayResult
from breakd.guide.script import Script, name, script
from breakd.guide.terminal_player import TerminalPlayer
from breakd.guide.terminal_screen import usable
from breakd.messages import guide as texts
from breakd.stretches.conditions import conditions_on
from breakd.stretches.model import Catalogue
from breakd.stretches.sides import sides_done
from breakd.system import paths

SENTENCES = {
    Ending.DONE: texts.COMPLETED,
    Ending.SHORT: texts.SHORT_DONE,
    Ending.HURT: texts.HURT,
    Ending.LEFT: texts.LEFT,
    Ending.UNSEEN: texts.LEFT,
}


def start(stretch: str, *, reminder: int, speed: float, in_terminal: bool, print_address: bool) -> int:
    """Guide through `stretch`, or what is suggested; the exit code. Raises Stop.

    `reminder` is the one that is meant, 0 for the open one; a guide that comes too late for it is refused.
    """
    if in_terminal and not usable():
        raise Stop(FAILED, texts.NO_TERMINAL)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    loaded = load(paths.config_file(), paths.body_file())
    settings = loaded.settings or Settings()
    with DbusClient.session() as client:
        link = GuideClient(DaemonClient(client))
        scripts = _scripts(link.begin(reminder, stretch), settings.body, loaded.stretches.catalogue)
        if not scripts:
            link.left()
            raise Stop(REFUSED, texts.NOTHING_FITS)
        try:
            played = _play(scripts, link, PlaybackOptions(settings.reminder.sound, speed), in_terminal, print_address)
        except KeyboardInterrupt:
            link.left()
            raise
    return _tell(played, name(scripts))


def _scripts(guided: GuidePlan, body: BodySettings, catalogue: Catalogue) -> tuple[Script, ...]:
    drawn, conditions = poses.load(), conditions_on(body, datetime.now().astimezone().date())
    scripts: list[Script] = []
    for id, level in guided.plan:
        if (stretch := catalogue.stretches.get(id)) is None:
            continue
        side = next(iter(sides_done(stretch, body.side)), "")
        read = before(stretch, side, conditions, catalogue.safety, waits=id in guided.never_done, opens=not scripts)
        scripts.append(script(stretch, level, body.side, drawn, read))
    return tuple(scripts)


def _play(
    scripts: tuple[Script, ...], client: GuideClient, options: PlaybackOptions, in_terminal: bool, print_address: bool
) -> PlayResult:
    """In the browser if there is one, else here; raises Stop where there is neither."""
    if not in_terminal:
        show = _print_address if print_address else _open
        played = BrowserPlayer(scripts, client, options).play(show)
        if played.ending is not Ending.UNSEEN:
            return played
    if usable():
        if not in_terminal:
            print(texts.NO_BROWSER)
        return TerminalPlayer(scripts, client, options).play()
    client.show_steps()
    raise Stop(FAILED, texts.NO_PLACE)


def _open(url: str) -> bool:
    argv = browser.command(url)
    opened = argv is not None and browser.open_page(argv)
    if opened and usable():
        print(texts.OPENED)
    return opened


def _print_address(url: str) -> bool:
    print(texts.tr(texts.ADDRESS, url=url), flush=True)
    return True


def _tell(played: PlayResult, title: str) -> int:
    if played.trouble:
        raise Stop(FAILED, played.trouble)
    sentence = SENTENCES[played.ending]
    print(texts.tr(sentence, name=title, seconds=played.seconds))
    return OK


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
