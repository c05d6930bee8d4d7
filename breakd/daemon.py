"""The composition root: finds out what the desktop can do, builds the edges, and runs until it is stopped."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from breakd import __version__
from breakd.client.exit_codes import FAILED, OK, REFUSED, USAGE
from breakd.config import LoadedConfig
from breakd.config.watcher import ConfigWatcher
from breakd.dbus_service import NAME, DbusService, NameTaken
from breakd.desktop.dbus import Bus, BusError
from breakd.desktop.frontends import Frontends, choose_frontends
from breakd.desktop.guide_launcher import ProcessGuideLauncher
from breakd.desktop.hooks import Hooks
from breakd.desktop.ports import Unavailable
from breakd.desktop.presence.monitor import PresenceMonitor
from breakd.desktop.quiet.monitor import QuietMonitor
from breakd.desktop.quiet.probe_list import probe_makers
from breakd.engine.effects import Effect, Offer
from breakd.engine.engine import Engine
from breakd.engine.events import OpenBoard, SettingsChanged, StateLost
from breakd.engine.settings import BodySettings, Settings
from breakd.engine.status import Capabilities
from breakd.frozen import frozen
from breakd.history.recorder import Recorder
from breakd.loop import Edges, Loop
from breakd.messages import daemon as texts
from breakd.messages import tr, tray
from breakd.system import clock, memory, paths, sd_notify
from breakd.system import log as private_log
from breakd.system.lockfile import AlreadyRunning, InstanceLock
from breakd.system.tasks import TaskSet
from breakd.toml.errors import ConfigError

if TYPE_CHECKING:
    from breakd.desktop.global_shortcuts import GlobalShortcuts

log = logging.getLogger(__name__)

SETTLED_SECONDS = 10.0
"""After these, all that a start loads has been loaded."""
A_DAY = 24 * 3600.0
LAST_POPUP = 2**32 - 1
"""The highest number that a notification can have."""
MOST_ANNOUNCEMENTS = 8
"""So many of an earlier run are taken down at most."""


def run(config: Path | None = None) -> int:
    """Run the daemon in the foreground; `config` instead of the usual file. Gives the exit code."""
    if config is not None and not config.exists():
        private_log.complain(tr(texts.NO_CONFIG, file=config))
        return USAGE
    config = config or paths.config_file()
    for place in (paths.body_file, paths.cache_dir):
        place()  # nobody needs them yet, and a home that is nowhere should be said now
    try:
        lock = _lock()
    except AlreadyRunning:
        private_log.complain(texts.ALREADY_RUNNING, logging.WARNING)
        return REFUSED
    # for a person at a terminal only what is wrong, for the journal each step
    private_log.set_up(os.environ.get("BREAKD_LOG", "WARNING" if sys.stderr.isatty() else "INFO"))
    try:
        return asyncio.run(Daemon(config, needs_bus=lock is None).run())
    except Exception as error:  # what ends a command says would be in the journal, with all that it quotes
        log.critical("something went wrong that should not have", exc_info=error)
        return FAILED
    finally:
        if lock is not None:
            lock.release()


def _lock() -> InstanceLock | None:
    """The lock; where none can be had it is said, and the name on the bus is one. Raises AlreadyRunning."""
    places = paths.lock_files()
    try:
        lock = InstanceLock.take(*places)
    except OSError as error:
        private_log.complain(tr(texts.NO_LOCK, file=places[0], error=error.strerror), logging.WARNING)
        return None
    if lock.fault is not None:
        sentence = tr(texts.LOCK_ELSEWHERE, file=places[0], error=lock.fault.strerror, other=lock.path)
        private_log.complain(sentence, logging.WARNING)
    return lock


class Daemon:
    """One run, from the first look at the settings to the last snapshot."""

    def __init__(self, config: Path, *, needs_bus: bool) -> None:
        """With `needs_bus`, nothing but its name on the bus keeps a second one away."""
        self._watcher = ConfigWatcher(config, paths.body_file(), self._on_config_changed)
        self._needs_bus = needs_bus
        self._settings = Settings()
        self._loaded = LoadedConfig(None)
        self._over = asyncio.Event()
        self._code = OK
        self._running: Running | None = None
        self._shortcuts: GlobalShortcuts | None = None
        self._tasks = TaskSet(log, "a task of the daemon")

    async def run(self) -> int:
        """Build everything, run until stopped, and leave everything in order. Returns the exit code."""
        asyncio.get_running_loop().set_exception_handler(private_log.log_lost_error)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        loaded = self._watcher.start()
        self._apply(loaded)
        session: Bus | None = None
        system: Bus | None = None
        recorder: Recorder | None = None
        try:
            session, system = await _bus(Bus.session, needed=True), await _bus(Bus.system)
            if self._needs_bus:
                await _be_the_only_one(session)
            recorder = Recorder(paths.history_file())
            running = self._running = await self._build(recorder, session, system)
            self._first_start_notice(recorder, loaded)
            self._tasks.spawn(self._turn_shortcuts(running))
            sd_notify.notify(sd_notify.READY, running.service_status())
            asyncio.get_running_loop().call_later(SETTLED_SECONDS, memory.give_back)
            if sys.stdout.isatty() and not running.outputs.sources:
                print(texts.RUNNING, flush=True)
            await self._over.wait()
            sd_notify.notify(sd_notify.STOPPING)
            if self._shortcuts is not None:
                await self._shortcuts.turn(on=False)
            await running.end()
            if sys.stdout.isatty() and not running.outputs.sources:
                print(texts.STOPPED if recorder.trouble is None else texts.STOPPED_UNSAVED, flush=True)
        except NameTaken:
            private_log.complain(texts.ALREADY_RUNNING, logging.WARNING)
            self._code = REFUSED
        except (Unavailable, BusError) as why:
            private_log.complain(tr(texts.CANNOT, why=why))
            self._code = FAILED
        finally:
            self._tasks.cancel()
            self._watcher.stop()
            if recorder is not None:
                recorder.close()
            for bus in (session, system):
                if bus is not None:
                    bus.close()
        return self._code

    def _beat(self, running: Running) -> None:
        """With the heartbeat, which comes anyway: nothing wakes for the minutes that systemd is told."""
        sd_notify.notify(sd_notify.WATCHDOG, running.service_status())
        if self._shortcuts is not None:
            self._shortcuts.beat()
        self._watcher.beat()

    def stop(self, code: int = OK) -> None:
        """End the run soon, with this exit code."""
        if not self._over.is_set():
            self._code = code
            self._over.set()

    # --- settings --------------------------------------------------------------------------------

    def _apply(self, loaded: LoadedConfig) -> None:
        """Take over what is right; of a faulty file, keep what was good."""
        self._settings = loaded.over(self._settings)
        self._loaded = loaded
        at_a_terminal = [str(error) for error in (*loaded.errors, *loaded.stretches.errors)]
        for line in at_a_terminal if sys.stderr.isatty() else _for_the_journal(loaded):
            private_log.complain(line, logging.WARNING)

    def _on_config_changed(self, loaded: LoadedConfig) -> None:
        before = self._loaded.stretches.errors
        self._apply(loaded)
        running = self._running
        if running is None:
            return
        self._say_faults(loaded, before)
        log.info("new settings hold from now, as far as they are right")
        running.presence.set_idle_after(self._settings.sitting.idle_after)
        running.loop.post(SettingsChanged(self._settings, loaded.stretches.catalogue))
        self._tasks.spawn(self._turn_shortcuts(running))

    def _on_travel(self) -> None:
        """Another time zone may be another country."""
        self._loaded = self._loaded.here()
        if self._running is not None:
            self._running.loop.post(SettingsChanged(self._settings, self._loaded.stretches.catalogue))

    async def _turn_shortcuts(self, running: Running) -> None:
        """Keys for every window, where they are wanted; else nothing of them is loaded."""
        if self._shortcuts is None:
            if not self._settings.shortcuts:
                return
            from breakd.desktop.global_shortcuts import GlobalShortcuts

            self._shortcuts = GlobalShortcuts(running.loop)
        await self._shortcuts.turn(on=self._settings.shortcuts)

    def _say_faults(self, loaded: LoadedConfig, known: tuple[ConfigError, ...] = ()) -> None:
        """What is wrong with the settings; and with the person's own stretches, unless that was `known` before."""
        if loaded.errors:
            lines = [str(error) for error in loaded.errors]
            self._announce(*texts.faults(lines, config=loaded.config is None, body=loaded.body_is_faulty))
        elif loaded.stretches.errors not in ((), known):
            self._announce(*texts.lost_stretches([str(error) for error in loaded.stretches.errors]))

    # --- building --------------------------------------------------------------------------------

    async def _build(self, recorder: Recorder, session: Bus | None, system: Bus | None) -> Running:
        machine, boot_id = clock.Clock(travelled=self._on_travel), clock.boot_id()
        states = recorder.states()
        engine = Engine(
            self._settings, self._loaded.stretches.catalogue, machine.now(),
            first_id=recorder.next_reminder_id(), first_span=recorder.next_span(),
        )  # fmt: skip
        taken_up = _restore(engine, machine, states, boot_id)
        loop = Loop(engine, machine, recorder, boot_id)
        # a person may change settings and stretches at any time
        settings, stretches = lambda: self._settings, lambda: self._loaded.stretches.catalogue
        outputs = await choose_frontends(settings, session, loop, loop.post, stretches, self.stop)
        presence = PresenceMonitor(loop.post, clock.boot, session, system, outputs.sources)
        quiet = QuietMonitor(loop.post, probe_makers(session, os.environ))
        control = DbusService(session, loop, __version__) if session is not None else None

        await outputs.start()
        for server, number in taken_up.on_screen:
            await outputs.notifier.close_stale(server, number)
        await presence.start(self._settings.sitting.idle_after)
        running = Running(loop, presence, quiet, outputs, control, machine)
        guides = ProcessGuideLauncher(session)
        hooks = Hooks(session, lambda: self._settings.hooks)
        signals = (hooks,) if control is None else (control, hooks)
        edges = Edges(presence, quiet, outputs.notifier, outputs.tray, signals, running.capabilities, guides)
        loop.start(edges, taken_up.effects, partial(self._beat, running))
        long_ago = _confirmed_long_ago(self._settings.body, paths.body_file())
        if not taken_up.any and (states or recorder.lost_state or long_ago):
            loop.post(StateLost())
        if control is not None:
            await control.start()
        for kind, bus in (("session", session), ("system", system)):
            if bus is not None:
                self._tasks.spawn(self._end_with(kind, bus))
        return running

    def _first_start_notice(self, recorder: Recorder, loaded: LoadedConfig) -> None:
        if recorder.is_new and not self._settings.body.disclaimer:
            self._announce(*texts.first_start(self._settings.sitting.limit), OpenBoard())
        self._say_faults(loaded)

    def _announce(self, title: str, body: str, answer: Offer | None = None) -> None:
        assert self._running is not None
        self._running.loop.announce(title, body, answer)

    async def _end_with(self, kind: str, bus: Bus) -> None:
        """A daemon that has lost a bus is deaf: it ends, and systemd starts it on the next one."""
        await bus.wait_closed()
        if not self._over.is_set():
            private_log.complain(tr(texts.BUS_GONE, kind=kind), logging.WARNING)
            self.stop(FAILED)


@frozen
class Running:
    """Everything that a running daemon consists of."""

    loop: Loop
    presence: PresenceMonitor
    quiet: QuietMonitor
    outputs: Frontends
    control: DbusService | None
    clock: clock.Clock

    def service_status(self) -> str:
        """What `systemctl --user status breakd` shows: it stays true until the next heartbeat."""
        return sd_notify.status(tray.tooltip(self.loop.status(), self.clock.now().wall))

    def capabilities(self) -> Capabilities:
        """What the desktop can do now."""
        outputs, presence = self.outputs, self.presence
        notify = tuple(sorted(outputs.notifier.capabilities))
        unbroken = presence.input_unbroken
        return Capabilities(presence.source.name, notify, outputs.tray.kind, presence.logind, unbroken)

    async def end(self) -> None:
        """Keep the state while the pop-up's name is known, then take everything off the screen."""
        await self.loop.stop()
        await self.outputs.stop()
        await self.presence.stop()
        await self.quiet.stop()
        if self.control is not None:
            await self.control.stop()


@frozen
class Restored:
    """What an earlier run left: effects of taking up its state, and what it had on the screen."""

    effects: tuple[Effect, ...] = ()
    on_screen: tuple[tuple[str, int], ...] = ()
    any: bool = False
    """Whether anything could be taken up."""


def _restore(engine: Engine, machine: clock.Clock, states: Sequence[Mapping[str, Any]], boot_id: str) -> Restored:
    """Take up the latest state that can be. One that cannot is logged; without any the day begins afresh."""
    for state in states:
        try:
            same_boot = state["boot_id"] == boot_id
            effects = engine.restore(state["engine"], machine.now(), same_boot=same_boot)
        except Exception as error:  # whatever it is: it must not keep breakd from starting, again and again
            log.warning("a state of an earlier run cannot be taken up (%s)", type(error).__name__)
        else:
            return Restored(tuple(effects), _left_over(state), any=True)
    return Restored()


def _left_over(state: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    found, announcements = [], state.get("announcements")
    several = announcements[:MOST_ANNOUNCEMENTS] if isinstance(announcements, list) else []
    for one in (state.get("popup"), state.get("announcement"), *several):  # 0.1 had one announcement
        match one:
            case [str(server), int(number)] if server.startswith(":") and 0 < number <= LAST_POPUP:
                found.append((server, number))
    return tuple(found)


def _confirmed_long_ago(body: BodySettings, file: Path) -> bool:
    """Whether somebody confirmed the disclaimer on an earlier day: then breakd was here, and what it kept is gone."""
    try:
        return body.disclaimer and time.time() - file.stat().st_mtime > A_DAY
    except OSError:
        return False


def _for_the_journal(loaded: LoadedConfig) -> list[str]:
    """The faults as others may read them: of what is said about the body, only that there is one."""
    body = paths.body_file().name
    private = [tr(texts.PRIVATE_FAULT, file=body)] if any(error.file == body for error in loaded.errors) else []
    lost = [tr(texts.PRIVATE_STRETCH)] if loaded.stretches.errors else []
    return [*(str(error) for error in loaded.errors if error.file != body), *private, *lost]


async def _be_the_only_one(session: Bus | None) -> None:
    """Where no lock can be had. Raises Unavailable, NameTaken, BusError."""
    if session is None:
        raise Unavailable(texts.NO_LOCK_NO_BUS)
    if await session.owner(NAME) is not None:
        raise NameTaken(f"{NAME} has an owner")


async def _bus(connect: Callable[[], Awaitable[Bus]], *, needed: bool = False) -> Bus | None:
    """The bus; None where there is none. Raises Unavailable for one that is `needed`: that hangs, or without which
    nobody would see a reminder, for there is no terminal either (decision 0268).
    """
    try:
        return await connect()
    except Unavailable as why:
        if needed and (isinstance(why.__cause__, TimeoutError) or not sys.stdout.isatty()):
            raise
        log.info("%s", why)
        return None
