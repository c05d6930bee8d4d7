"""What every desktop without a screen has: a home of its own, a session and a system bus, logind played by a mock."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Self

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

from . import commands
from .commands import Done
from .needs import SYSTEM_PYTHON
from .x11_sockets import offer_x11_sockets

BusKind = Literal["session", "system"]
TAIL = 20
"""Lines of each log that a time-out prints."""
DIE_SECONDS = 5.0


class CallFailed(Exception):
    """A D-Bus call was answered with an error; the text is its name and message."""


class Desktop:
    """Starts programs in an environment of their own and ends exactly these, by pid."""

    def __init__(self) -> None:
        # short on purpose: the path of a socket may have 107 bytes
        self.root = Path(tempfile.mkdtemp(prefix="rig-"))
        self.home, self.runtime = self.root / "home", self.root / "run"
        self.runtime.mkdir(mode=0o700)
        self.home.mkdir()
        self.env = {k: v for k, v in os.environ.items() if k not in INHERIT_NOT and not k.startswith("XDG_")}
        self.env |= {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime), "NO_AT_BRIDGE": "1"}
        self._processes: list[subprocess.Popen[bytes]] = []
        self.buses: dict[BusKind, subprocess.Popen[bytes]] = {}
        """For a test that ends one."""

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start buses and logind. Complete `env` before it: a bus passes on to services the one it was started in."""
        offer_x11_sockets()
        self._start_bus("system")
        self._start_bus("session")
        self._start_logind()

    def stop(self) -> None:
        """End every program, the last started first, and remove the folder."""
        for process in reversed(self._processes):
            self.end(process)
        self._processes.clear()
        # what was killed may still be writing its last file
        end = time.monotonic() + DIE_SECONDS
        while self.root.exists() and time.monotonic() < end:
            shutil.rmtree(self.root, ignore_errors=True)

    # -- programs ----------------------------------------------------------------------------------------------

    def spawn(self, *argv: str | Path, log: str = "", **env: str) -> subprocess.Popen[bytes]:
        """Start a program on this desktop; its output goes to the log that a time-out prints."""
        name = log or Path(argv[0]).name
        with (self.root / f"{name}.log").open("ab") as out:
            process = subprocess.Popen(
                [str(word) for word in argv], env=self.env | env, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True,
            )  # fmt: skip
        self._processes.append(process)
        return process

    def end(self, process: subprocess.Popen[bytes], sig: signal.Signals = signal.SIGTERM) -> None:
        """End a program and what it started itself; one that does not listen is killed."""
        # the group outlives its leader: a bus may be gone while a service it started is not
        _signal_group(process.pid, sig)
        with suppress(subprocess.TimeoutExpired):
            process.wait(DIE_SECONDS)
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()
        if process in self._processes:
            self._processes.remove(process)

    def run(self, *argv: str | Path, seconds: float = 30, check: bool = True) -> Done:
        """Run a program on this desktop to its end; raises CommandFailed unless `check` is False."""
        return commands.run(argv, self.env, check=check, seconds=seconds)

    def wait(self, ready: Callable[[], object], what: str, seconds: float = 15.0) -> None:
        """Wait until `ready()` is true; a time-out prints the end of every log."""
        end = time.monotonic() + seconds
        while not self._is(ready):
            if time.monotonic() > end:
                self.print_logs()
                raise TimeoutError(f"{what}: not within {seconds:g} s")
            time.sleep(0.05)

    @staticmethod
    def _is(ready: Callable[[], object]) -> bool:
        try:
            return bool(ready())
        except (CallFailed, OSError):  # what is asked is not there yet
            return False

    def print_logs(self) -> None:
        """Print the end of every program's log, for the reader of a failed test."""
        for log in sorted(self.root.glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()[-TAIL:]
            sys.stderr.write("\n".join([f"== {log.name}", *lines, ""]))

    # -- buses -------------------------------------------------------------------------------------------------

    def call(
        self, destination: str, path: str, interface: str, member: str, signature: str = "", *body: object,
        bus: BusKind = "session",
    ) -> tuple[Any, ...]:  # fmt: skip
        """One D-Bus call; the values of its reply. Raises CallFailed."""
        address = DBusAddress(path, bus_name=destination, interface=interface)
        message = new_method_call(address, member, signature or None, body)
        # a connection that is given up while it is made stays open for good: a busy bus gets the time that it needs
        address_of_bus = self.env[f"DBUS_{bus.upper()}_BUS_ADDRESS"]
        with open_dbus_connection(address_of_bus, auth_timeout=20) as connection:
            reply = connection.send_and_get_reply(message, timeout=10)
        if reply.header.message_type is MessageType.error:
            raise CallFailed(f"{reply.header.fields.get(4)}: {reply.body}")
        return tuple(reply.body)

    def has_name(self, name: str, bus: BusKind = "session") -> bool:
        """Whether somebody owns a name on the bus."""
        reply = self.call(DBUS, "/org/freedesktop/DBus", DBUS, "NameHasOwner", "s", name, bus=bus)
        return bool(reply[0])

    def forbid_activation(self, name: str) -> None:
        """The session bus, started after this, shall not start `name` by itself: a test wants its own, or none."""
        # dbus-daemon looks here first; below the home that the password file names, not $HOME, second
        services = self.runtime / "dbus-1/services"
        services.mkdir(parents=True, exist_ok=True)
        (services / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec=/bin/false\n")

    def _start_bus(self, kind: BusKind) -> None:
        socket = self.runtime / ("bus" if kind == "session" else "system_bus")
        address = f"unix:path={socket}"
        argv = ("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}")
        self.buses[kind] = self.spawn(*argv, log=f"{kind}-bus")
        self.env[f"DBUS_{kind.upper()}_BUS_ADDRESS"] = address
        self.wait(socket.exists, f"{kind} bus")

    # -- logind ------------------------------------------------------------------------------------------------

    def _start_logind(self) -> None:
        self.spawn(SYSTEM_PYTHON, "-m", "dbusmock", "--system", "-t", "logind", log="logind")
        self.wait(lambda: self.has_name(LOGIN1, "system"), "logind")
        user = f"/org/freedesktop/login1/user/{os.getuid()}"
        # the template's own GetUser fails: it joins a text and a number (python-dbusmock 0.28)
        get_user = (f"{LOGIN1}.Manager", "GetUser", "u", "o", f"ret = {user!r}")
        self.call(LOGIN1, MANAGER, MOCK, "AddMethod", "sssss", *get_user, bus="system")
        session = ("c1", "seat0", os.getuid(), "me", True)
        self.call(LOGIN1, MANAGER, MOCK, "AddSession", "ssusb", *session, bus="system")
        self.call(LOGIN1, user, PROPERTIES, "Set", "ssv", f"{LOGIN1}.User", "Display", ("(so)", ("c1", SESSION)),
                  bus="system")  # fmt: skip

    def set_locked(self, locked: bool) -> None:
        """What a screen locker tells logind."""
        self.call(LOGIN1, SESSION, f"{LOGIN1}.Session", "SetLockedHint", "b", locked, bus="system")

    def ask_to_lock(self) -> None:
        """What `loginctl lock-session` sends: a request to whoever locks the screen, and nothing more."""
        self.call(LOGIN1, SESSION, f"{LOGIN1}.Session", "Lock", bus="system")

    def prepare_for_sleep(self, going: bool) -> None:
        """What logind says before (true) and after (false) the machine sleeps."""
        signal = (f"{LOGIN1}.Manager", "PrepareForSleep", "b", [("b", going)])
        self.call(LOGIN1, MANAGER, MOCK, "EmitSignal", "sssav", *signal, bus="system")

    # -- hands -------------------------------------------------------------------------------------------------

    def input(self) -> None:
        """One real input event, harmless to whatever has the focus."""
        raise NotImplementedError

    def type_for(self, seconds: float, every: float = 0.5, until: Callable[[], bool] = lambda: False) -> bool:
        """Give input for so long, or until something holds; whether it holds at the end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            self.input()
            time.sleep(every)
        return until()

    def shot(self, path: Path) -> None:
        """Save a picture of the whole screen (PNG)."""
        raise NotImplementedError


PROPERTIES = "org.freedesktop.DBus.Properties"
DBUS, LOGIN1, MOCK = "org.freedesktop.DBus", "org.freedesktop.login1", "org.freedesktop.DBus.Mock"
MANAGER, SESSION = "/org/freedesktop/login1", "/org/freedesktop/login1/session/c1"
INHERIT_NOT = {"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "NOTIFY_SOCKET", "DBUS_SESSION_BUS_ADDRESS",
               "DBUS_SYSTEM_BUS_ADDRESS", "DESKTOP_SESSION", "SESSION_MANAGER"}  # fmt: skip
"""What would lead a program from here to the desktop of whoever runs the tests."""


def _signal_group(leader: int, sig: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, sig)
