"""The real daemon as a process on a desktop or a bare bus, with files of its own; and the command line beside it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

from breakd.desktop.quiet.probe import PROBE_SECONDS
from breakd.history.write import History
from breakd.messages.quiet import HANGS
from tests.support import warm as warm_start
from tests.support.warm import Ended

PROJECT = Path(__file__).parents[3]
QUICK = (PROJECT / "examples/quick.toml").read_text()
FAST = """
[sitting]
limit = "2s"
hard_limit = "30m"
natural_break = "20s"
idle_after = "10s"
[reminder]
heads_up = "1s"
wait_for_pause = "1s"
wait_at_most = "1s"
expires = "5m"
snooze = ["2s", "3s", "4s"]
max_snoozes = 5
[quiet]
settle = "1s"
"""
"""A reminder after two or three seconds at work, that stays until it is answered."""
DAEMON = DBusAddress("/io/github/breakd", "io.github.breakd", "io.github.breakd.Daemon1")
CONFIRMED = '[body]\ndisclaimer = "confirmed"\n'
"""What `breakd setup` writes; without it only walking is suggested."""
START_SECONDS = 40.0
STOP_SECONDS = 10.0
SETTINGS_OF_TESTS = {"BREAKD_LOG", "BREAKD_DEBUG", "PYTHONDONTWRITEBYTECODE", "NOTIFY_SOCKET"}
LATE = HANGS.format(seconds=PROBE_SECONDS)
LOOK = 0.05
"""Seconds between two looks at what is waited for."""

Status = dict[str, Any]


class CallFailed(Exception):
    """A D-Bus call was answered with an error; the text is its name and message."""


class Daemon:
    """`breakd run` in the environment of a rig; it ends with the block, and its files with the test's folder.

    `config` is the text of its config file. A second `start` takes up what the first one left. With `warm` it is
    forked, not started anew: for tests to which its own start and its memory are nothing.
    """

    def __init__(
        self, env: Mapping[str, str], folder: Path, config: str = "", *, warm: bool = False, confirmed: bool = True
    ) -> None:
        self.folder = folder
        self.config = folder / "config/breakd/config.toml"
        self.state = folder / "state/breakd"
        self.log_file = folder / "daemon.log"
        # without its compiled files Python takes half a second longer to start, which no person's does
        self.env = {name: value for name, value in env.items() if name not in SETTINGS_OF_TESTS} | {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONPATH": str(PROJECT),
        }
        self.save(config)
        if confirmed:
            self.config.with_name("body.toml").write_text(CONFIRMED)
        self.process: subprocess.Popen[bytes] | warm_start.Process | None = None
        self._warm = warm

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    # -- life --------------------------------------------------------------------------------------------------

    def start(self, *wrapper: str) -> float:
        """Start, and wait until it answers; how many seconds that took. `wrapper` is a command to run it under."""
        began = time.monotonic()
        self.spawn(*wrapper)
        end = began + START_SECONDS
        while not self._answers():
            if self.pid and self._ended():
                raise AssertionError(f"breakd ended with {self.code}:\n{self.log()}")
            if time.monotonic() > end:
                raise TimeoutError(f"breakd did not answer within {START_SECONDS:g} s:\n{self.log()}")
            time.sleep(0.01)
        return time.monotonic() - began

    def spawn(self, *wrapper: str) -> None:
        """Start, and wait for nothing."""
        assert self.process is None or self._ended(), "it runs already"
        argv = [*wrapper, sys.executable, "-m", "breakd", "run"]
        with self.log_file.open("ab") as out, Path(os.devnull).open("rb") as nothing:
            if self._warm:
                streams = (nothing.fileno(), out.fileno(), out.fileno())
                self.process = warm_start.Process(["run"], self.env, self.folder, streams)
            else:
                self.process = subprocess.Popen(
                    argv, env=self.env, cwd=self.folder, stdin=nothing, stdout=out, stderr=out
                )

    @property
    def pid(self) -> int:
        """Of the process that was started last."""
        assert self.process is not None
        return self.process.pid

    @property
    def code(self) -> int | None:
        """The exit code; None while it runs."""
        assert self.process is not None
        return self.process.poll()

    def kill(self) -> None:
        """kill -9."""
        self.end(signal.SIGKILL)

    def end(self, sig: signal.Signals = signal.SIGTERM) -> int:
        """End it and give its exit code; one that does not listen is killed and fails the test."""
        assert self.process is not None
        self.process.send_signal(sig)
        return self.wait_ended()

    def wait_ended(self, seconds: float = STOP_SECONDS) -> int:
        """The exit code of a daemon that is about to end by itself."""
        assert self.process is not None
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def log(self) -> str:
        """Everything that every start wrote to standard output and error."""
        return self.log_file.read_text() if self.log_file.exists() else ""

    def complaints(self) -> list[str]:
        """What it wrote beside its own INFO lines: warnings, errors, tracebacks, the words of libraries.

        That a probe was late says how busy the machine is.
        """
        return [line for line in self.log().splitlines() if not line.startswith("INFO breakd.") and LATE not in line]

    # -- what is kept ------------------------------------------------------------------------------------------

    def kept_popup(self) -> int:
        """The number of the pop-up that the next run takes down; 0 for none. It is kept just after it came up."""
        history = History.open(self.state / "history.db")
        popup = json.loads(history.snapshot() or "{}").get("popup")
        history.close()
        return int(popup[1]) if popup else 0

    # -- settings ----------------------------------------------------------------------------------------------

    def save(self, config: str) -> None:
        """Save the config as most editors do: another file under its name."""
        self.config.parent.mkdir(parents=True, exist_ok=True)
        draft = self.config.with_suffix(".new")
        draft.write_text(config)
        draft.replace(self.config)

    # -- asking ------------------------------------------------------------------------------------------------

    def breakd(self, *words: str, typed: str = "") -> Ended:
        """The command line, beside the daemon."""
        return warm_start.breakd(*words, typed=typed, env=self.env, cwd=self.folder)

    def status(self) -> Status:
        """`breakd status --json`."""
        return self._document("status")

    def history(self) -> dict[str, Any]:
        """`breakd history --json`."""
        return self._document("history")

    def reminders(self) -> list[dict[str, Any]]:
        """The reminders of `breakd history --json`, oldest first."""
        found: list[dict[str, Any]] = self.history()["reminders"]
        return found

    def call(self, member: str, signature: str = "", *body: object) -> tuple[Any, ...]:
        """One call of the daemon's D-Bus interface; raises CallFailed."""
        message = new_method_call(DAEMON, member, signature or None, body)
        with open_dbus_connection(self.env["DBUS_SESSION_BUS_ADDRESS"], auth_timeout=20) as connection:
            reply = connection.send_and_get_reply(message, timeout=10)
        if reply.header.message_type is MessageType.error:
            raise CallFailed(f"{reply.header.fields.get(4)}: {reply.body}")
        return tuple(reply.body)

    def now(self) -> Status:
        """The same document as `status`, without starting a process for it."""
        document: Status = json.loads(self.call("GetStatus")[0])
        return document

    def wait(self, ready: Callable[[Status], object], what: str, seconds: float = 15.0) -> Status:
        """The first status of which `ready` is true; a time-out shows the last one and the log."""
        end = time.monotonic() + seconds
        while not ready(status := self.now()):
            if time.monotonic() > end:
                raise TimeoutError(f"{what}: not within {seconds:g} s\n{json.dumps(status, indent=1)}\n{self.log()}")
            time.sleep(LOOK)
        return status

    def stage(self) -> str | None:
        """The open reminder's; None if none is open."""
        return _stage(self.now())

    def wait_stage(self, stage: str | None, seconds: float = 15.0) -> Status:
        """Wait until the open reminder has this stage; None: until none is open."""
        return self.wait(lambda status: _stage(status) == stage, f"stage {stage}", seconds)

    def _document(self, command: str) -> dict[str, Any]:
        done = self.breakd(command, "--json")
        assert done.code == 0, done
        document: dict[str, Any] = json.loads(done.out)
        return document

    def _answers(self) -> bool:
        try:
            self.now()
        except (CallFailed, OSError):
            return False
        return True

    def _ended(self) -> bool:
        return self.code is not None


def _stage(status: Status) -> str | None:
    return status["reminder"] and str(status["reminder"]["stage"])


def environment() -> dict[str, str]:
    """What this process has, without any desktop."""
    gone = {"DISPLAY", "WAYLAND_DISPLAY", "NOTIFY_SOCKET", "DBUS_SESSION_BUS_ADDRESS"}
    return {name: value for name, value in os.environ.items() if name not in gone and not name.startswith("XDG_")}
