"""A really booted systemd in private namespaces: its logind, user manager, buses and journal are the real ones.

The machine's own / is below it, copy-on-write: whatever a test installs is gone at the end. No virtual machine, no
disk image; ready in about half a second. Needs root.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

from . import commands
from .commands import Done
from .needs import cgroup2

BOOT = Path(__file__).with_name("systemd-boot.sh")
PROJECT = Path(__file__).parents[3]
USER, UID = "rig", 5999
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
LOGIN1, LOGIN1_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"


class BootedSystemd:
    """`run` runs a command as a user, `root` as root; `log_in` gives this user a desktop session.

    `lower` is the root folder that it boots: this machine's own, or that of another release.
    """

    def __init__(self, lower: Path = Path("/")) -> None:
        self._lower = lower
        self.home, self.runtime = Path("/home", USER), Path("/run/user", str(UID))
        self._folder = Path(tempfile.mkdtemp(prefix="rig-", dir="/run"))
        self._cgroup = cgroup2() / self._folder.name
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by stop()
        self._namespaces: subprocess.Popen[bytes] | None = None
        self._init = 0

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
        """Boot, and wait for the user's own manager and bus."""
        self._cgroup.mkdir()
        show = "\n".join(map(str, _folders_to_show() if self._lower == Path("/") else ()))
        env = {"PATH": PATH, "LC_ALL": "C", "RIG_DIR": str(self._folder), "RIG_CGROUP": str(self._cgroup),
               "RIG_USER": USER, "RIG_UID": str(UID), "RIG_SHOW": show, "RIG_LOWER": str(self._lower)}  # fmt: skip
        # --pdeathsig and --kill-child: whatever happens to the tests, everything in here ends with them
        self._namespaces = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child=KILL", "--uts",
             "--ipc", "--net", "bash", BOOT],
            env=env, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, start_new_session=True,
        )  # fmt: skip
        self.wait(self._find_init, "PID 1")
        self.wait((self._root_of_init() / self.runtime.relative_to("/") / "bus").exists, "the user's bus", 60)
        self.wait(lambda: self.is_active(f"user@{UID}.service"), "the user's manager", 60)

    def stop(self) -> None:
        """Kill PID 1: the kernel ends all that is in its namespaces."""
        if self._namespaces is not None:
            self._namespaces.kill()
            self._namespaces.wait()
        # the cgroup is busy until the last of its processes is reaped
        end = time.monotonic() + 5
        while self._cgroup.exists() and time.monotonic() < end:
            _remove_cgroup(self._cgroup)
            time.sleep(0.02)
        self._folder.rmdir()
        self._log.close()

    def wait(self, ready: Callable[[], object], what: str, seconds: float = 30) -> None:
        """Wait until `ready()` is true; a time-out prints the journal."""
        end = time.monotonic() + seconds
        while not ready():
            dead = self._namespaces is not None and self._namespaces.poll() is not None
            if dead or time.monotonic() > end:
                self.print_logs()
                raise (
                    RuntimeError(f"{what}: the rig ended") if dead else TimeoutError(f"{what}: not in {seconds:g} s")
                )
            time.sleep(0.05)

    def print_logs(self) -> None:
        """Print what set-up said and the end of the journal, for the reader of a failed test."""
        self._log.seek(0)
        sys.stderr.write(self._log.read())
        if self._init:
            sys.stderr.write(self.root("journalctl", "--no-pager", "--lines=60", check=False).stdout)

    def _find_init(self) -> bool:
        assert self._namespaces is not None
        pid = self._namespaces.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            # until it has become systemd it is the shell that prepares the mounts
            if Path(f"/proc/{child}/comm").read_text() == "systemd\n":
                self._init = int(child)
        return self._init != 0

    def _root_of_init(self) -> Path:
        return Path(f"/proc/{self._init}/root")

    # -- commands ----------------------------------------------------------------------------------------------

    def root(self, *argv: str | Path, check: bool = True, seconds: float = 60) -> Done:
        """Run a command as root inside."""
        enter = [
            "nsenter",
            f"--target={self._init}",
            "--wd=/",
            "--mount",
            "--pid",
            "--cgroup",
            "--uts",
            "--ipc",
            "--net",
        ]
        env = {"PATH": PATH, "LANG": "C.UTF-8", "SYSTEMD_COLORS": "0"}
        return commands.run([*enter, "--", *argv], env, check=check, seconds=seconds)

    def run(self, *argv: str | Path, check: bool = True, seconds: float = 60, **env: str) -> Done:
        """Run a command as the user, as a terminal would."""
        variables = {"HOME": str(self.home), "USER": USER, "PATH": PATH, "LANG": "C.UTF-8",
                     "XDG_RUNTIME_DIR": str(self.runtime),
                     "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.runtime}/bus"} | env  # fmt: skip
        become = ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--init-groups", "--reset-env", "--", "env"]
        words = [f"--chdir={self.home}", *(f"{name}={value}" for name, value in variables.items())]
        return self.root(*become, *words, *argv, check=check, seconds=seconds)

    def is_active(self, unit: str, *, user: bool = False) -> bool:
        """Whether a unit is active, of the system or of the user."""
        if user:
            return self.run("systemctl", "--user", "is-active", unit, check=False).stdout == "active\n"
        return self.root("systemctl", "is-active", unit, check=False).stdout == "active\n"

    def show(self, unit: str, name: str) -> str:
        """A property of a unit of the user."""
        return self.run("systemctl", "--user", "show", "--value", f"--property={name}", unit).stdout.strip()

    def path(self, path: Path) -> Path:
        """Where a path of the inside is seen from here."""
        return self._root_of_init() / path.relative_to("/")

    # -- a person at the desk ----------------------------------------------------------------------------------

    def log_in(self) -> str:
        """Open a graphical session of the user at seat0; the id that logind gives it."""
        self.root(
            "systemd-run", "--unit=rig-login", f"--uid={USER}", "--property=PAMName=login",
            "--setenv=XDG_SESSION_TYPE=x11", "--setenv=XDG_SESSION_CLASS=user", "--setenv=XDG_SEAT=seat0",
            "sleep", "infinity",
        )  # fmt: skip
        self.wait(lambda: self.session, "the user's session")
        return self.session

    @property
    def session(self) -> str:
        """Which session logind takes for the one that the user sees; empty if there is none."""
        return self.root("loginctl", "show-user", "--value", "--property=Display", USER).stdout.strip()

    def reach_desktop(self) -> None:
        """What a desktop does that knows systemd: graphical-session.target becomes active."""
        self.run("systemctl", "--user", "start", "rig-desktop.target")

    def leave_desktop(self) -> None:
        """The desktop ends, and graphical-session.target with it."""
        self.run("systemctl", "--user", "stop", "rig-desktop.target", "graphical-session.target")

    def set_locked(self, locked: bool) -> None:
        """What a request to lock and the screen locker that hears it do together."""
        session = self.session
        self.root("loginctl", "lock-session" if locked else "unlock-session", session)
        reply = self.root("busctl", "call", LOGIN1, LOGIN1_PATH, f"{LOGIN1}.Manager", "GetSession", "s", session)
        path = reply.stdout.split()[1].strip('"')
        self.root("busctl", "call", LOGIN1, path, f"{LOGIN1}.Session", "SetLockedHint", "b", str(locked).lower())

    def suspend(self) -> None:
        """A pretended sleep of one second; what logind says before and after it is real. Returns when awake."""
        self.root("systemctl", "suspend")  # by way of logind, which waits for those who asked for a moment
        asked = ("busctl", "get-property", LOGIN1, LOGIN1_PATH, f"{LOGIN1}.Manager", "PreparingForSleep")
        self.wait(lambda: self.root(*asked).stdout == "b false\n", "waking up")


def _folders_to_show() -> list[Path]:
    """The project and the Python that runs it; those below another, or part of the system, are there anyway."""
    folders = {PROJECT, Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()}
    system = {folder for folder in folders if folder in (Path("/usr"), Path("/usr/local"))}
    rest = sorted(folders - system)
    return [folder for folder in rest if not any(other in folder.parents for other in rest)]


def _remove_cgroup(folder: Path) -> None:
    for part in [*sorted(folder.rglob("*/"), reverse=True), folder]:
        with suppress(OSError):  # a process in it is still dying
            part.rmdir()
