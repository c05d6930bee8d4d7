"""`breakd start`: leads through a stretch, in the browser or in this terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from types import FrameType

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import FAILED, OK, REFUSED, Stop
from breakd.config import LoadedConfig, load
from breakd.config.keeping import NotWritten, write_config
from breakd.engine.settings import BodySettings, Settings
from breakd.figures import poses
from breakd.guide.before import before
from breakd.guide.browser_player import BrowserPlayer
from breakd.guide.client import GuideClient, GuidePlan
from breakd.guide.guide_page import PlaybackOptions
from breakd.guide.result import Ending, PlayResult
from breakd.guide.script import Script, name, script
from breakd.guide.terminal_player import TerminalPlayer
from breakd.guide.terminal_screen import usable
from breakd.messages import guide as texts
from breakd.messages import guide_voice, health
from breakd.stretches.conditions import conditions_on
from breakd.stretches.model import Catalogue, SafetyTexts
from breakd.stretches.sides import sides_done
from breakd.system import paths, sd_notify
from breakd.toml.document import read
from breakd.toml.edit import NotEditable
from breakd.web import browser
from breakd.web.server import PageServer

from .health_commands import questions
from .stretch_names import one_that_is_meant

WALK = "walk-break"
"""All that begins before the notice is confirmed."""
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
    be_interrupted()
    loaded = load(paths.config_file(), paths.body_file())
    settings = loaded.over(Settings())
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        if not in_terminal and _is_something_to_read(daemon, stretch):
            from . import first_stretch

            if first_stretch.ask(daemon, stretch, reminder, show_address if print_address else show_in_browser):
                return OK
        link = GuideClient(daemon)
        with one_that_is_meant(stretch):
            plan = link.begin(reminder, stretch)
        with _not_forgotten(link):
            scripts = scripts_of(plan, settings.body, loaded.stretches.catalogue)
            if not scripts:
                link.left()
                raise Stop(REFUSED, texts.NOTHING_FITS)
            options = PlaybackOptions(settings.reminder.sound, speed, settings.guide.voice, _asks_voice(loaded))
            safety = loaded.stretches.catalogue.safety
            played = _play(scripts, link, options, safety, in_terminal=in_terminal, print_address=print_address)
        asks = played.ending is not Ending.LEFT and not played.trouble and link.open_questions() is not None
    code = _tell(played, name(scripts))
    if link.not_saved:
        print(link.not_saved, file=sys.stderr, flush=True)
        code = FAILED
    return (_ask() or code) if asks else code


@contextmanager
def _not_forgotten(link: GuideClient) -> Iterator[None]:
    """Whatever ends a guide that has begun, its reminder does not wait for it: the steps come where it has failed."""
    try:
        yield
    except KeyboardInterrupt:
        link.left()
        raise
    except Stop:
        raise
    except Exception:
        with suppress(Stop):
            _show_steps(link)
        raise


def _show_steps(link: GuideClient) -> None:
    link.show_steps()
    sd_notify.up()


def _is_something_to_read(daemon: DaemonClient, stretch: str) -> bool:
    """Whether the notice comes before this stretch, or before what is suggested if none is named."""
    status = daemon.status()
    return status["ask_disclaimer"] and not status["safety_lock"] and stretch != WALK


def be_interrupted() -> None:
    """Whoever ends this program leaves what it shows."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def _ask() -> int:
    """The red-flag questions that something was said for and no page has had an answer to: at once, if we can ask."""
    if usable():
        print()
        return questions()
    print(health.ANSWER_QUESTIONS)
    return OK


def scripts_of(guided: GuidePlan, body: BodySettings, catalogue: Catalogue) -> tuple[Script, ...]:
    """What is played of the plan to this person; a stretch that has left the catalogue is not."""
    drawn, conditions = poses.load(), conditions_on(body, datetime.now().astimezone().date()) | guided.said
    scripts: list[Script] = []
    for id, level in guided.plan:
        if (stretch := catalogue.stretches.get(id)) is None:
            continue
        side = next(iter(sides_done(stretch, body.side)), "")
        read = before(stretch, side, conditions, catalogue.safety, waits=id in guided.never_done, opens=not scripts)
        scripts.append(script(stretch, level, body.side, drawn, read))
    return tuple(scripts)


def _play(
    scripts: tuple[Script, ...], client: GuideClient, options: PlaybackOptions, safety: SafetyTexts, *,
    in_terminal: bool, print_address: bool,
) -> PlayResult:  # fmt: skip
    """In the browser if there is one, else here; raises Stop where there is neither."""
    if not in_terminal:
        show = show_address if print_address else show_in_browser
        played = BrowserPlayer(scripts, client, options, safety, keep_voice).play(show)
        if played.ending is not Ending.UNSEEN:
            return played
    if usable():
        if not in_terminal:
            print(texts.NO_BROWSER)
        return TerminalPlayer(scripts, client, options, keep_voice).play()
    _show_steps(client)
    raise Stop(FAILED, texts.NO_PLACE)


def _asks_voice(loaded: LoadedConfig) -> bool:
    """Whether nobody has said yet if the steps are to be read aloud; where the file is faulty, nobody asks."""
    return loaded.config is not None and "voice" not in read(paths.config_file()).data.get("guide", {})


def keep_voice(on: bool) -> str:
    """Write down whether the steps are to be read aloud; gives what the person should know, mostly nothing."""
    file = paths.config_file()
    try:
        write_config(file, {("guide",): {"voice": on}})
    except (NotEditable, NotWritten):
        return guide_voice.tr(guide_voice.NOT_KEPT, value=str(on).lower(), file=file)
    return ""


def show_in_browser(server: PageServer, ended: Callable[[bool], None]) -> bool:
    """Open the page in the person's browser; whether one could be started. What it shows, nobody knows."""
    found = browser.find()
    started = found is not None and found.open(server, ended)
    if started and usable():
        print(texts.OPENING, flush=True)
    return started


def show_address(server: PageServer, _ended: Callable[[bool], None]) -> bool:
    """Leave it to the person to open the address."""
    print(texts.tr(texts.ADDRESS, url=server.url), flush=True)
    return True


def _tell(played: PlayResult, title: str) -> int:
    if played.trouble:
        raise Stop(FAILED, played.trouble)
    sentence = SENTENCES[played.ending]
    print(texts.tr(sentence, name=title, seconds=played.seconds))
    return OK


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
