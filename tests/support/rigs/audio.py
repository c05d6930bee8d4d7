"""A real PipeWire on a desktop: a microphone that nobody speaks into, loudspeakers, and who records them."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from .desktop import Desktop

MICROPHONE, LOUDSPEAKERS = "microphone", "loudspeakers"
PICTURE = "video/x-raw,width=64,height=64"
SERVERS = ("pipewire", "wireplumber", "pipewire-pulse")
"""In the order in which they start: the second ends at once where the first does not answer yet."""
SESSION_MANAGER = "WirePlumber"


class Audio:
    """PipeWire, its session manager and its PulseAudio door, in about half a second; they end with the block."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._servers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the servers and plug in microphone and loudspeakers (again, after `stop`)."""
        # the server ends when a client that asks for it makes this folder in the same instant
        (self._desktop.runtime / "pulse").mkdir(mode=0o700, exist_ok=True)
        pipewire, session_manager, pulse = SERVERS
        self._serve(pipewire, "pw-cli", "info", "0")
        self._serve(session_manager, "pw-cli", "ls", "Client", says=f'"{SESSION_MANAGER}"')
        self._serve(pulse, "pactl", "info")
        self._plug_in(MICROPHONE, "media.class=Audio/Source/Virtual", "channel_map=mono")
        self._plug_in(LOUDSPEAKERS)

    def _serve(self, server: str, *question: str, says: str = "") -> None:
        """Start a server and wait until it answers a question, and with these words."""
        self._servers.append(self._desktop.spawn(server))

        def answers() -> bool:
            told = self._desktop.run(*question, check=False)
            return not told.returncode and says in told.stdout

        self._desktop.wait(answers, server)

    def stop(self) -> None:
        """End the servers, as a crash of all of them does."""
        for server in reversed(self._servers):
            self._desktop.end(server, signal.SIGKILL)
        self._servers.clear()

    @contextmanager
    def call(self) -> Iterator[None]:
        """Some program records the microphone."""
        with self.recording(MICROPHONE):
            yield

    @contextmanager
    def recording(self, source: str, *options: str) -> Iterator[None]:
        """Some program records a source; `loudspeakers.monitor` is what the loudspeakers play."""
        before = self._recordings()
        recorder = self._desktop.spawn("parec", "-d", source, *options, "/dev/null")
        try:
            self._desktop.wait(lambda: self._recordings() > before, f"a recording of {source}")
            yield
        finally:
            self._desktop.end(recorder)
            self._desktop.wait(lambda: self._recordings() == before, f"the end of a recording of {source}")

    @contextmanager
    def picture(self, role: str, watched: bool = True) -> Iterator[None]:
        """Some program gives a picture (role Screen or Camera), and if it is `watched` another takes it in."""
        giver = self._desktop.spawn(
            "gst-launch-1.0", "videotestsrc", "is-live=true", "!", PICTURE, "!", "pipewiresink", "mode=provide",
            f"stream-properties=props,media.class=Video/Source,media.role={role},node.name=picture", log="giver",
        )  # fmt: skip
        takers = []
        try:
            self._desktop.wait(lambda: "picture" in self._graph(), "a picture")
            if watched:
                takers.append(self.watch_picture("target-object=picture"))
            yield
        finally:
            for program in (*takers, giver):
                self._desktop.end(program)
            self._desktop.wait(lambda: "picture" not in self._graph(), "the end of a picture")

    def watch_picture(self, which: str) -> subprocess.Popen[bytes]:
        """Some program takes a picture in; `which` is `target-object=NAME` or `path=ID`. Returns when it does."""
        taker = self._desktop.spawn(
            "gst-launch-1.0", "pipewiresrc", which, "!", "video/x-raw", "!", "fakesink", log="taker"
        )
        self._desktop.wait(lambda: "Stream/Input/Video" in self._graph(), "somebody who watches")
        return taker

    def _graph(self) -> str:
        return self._desktop.run("pw-cli", "ls", "Node", check=False).stdout

    def _recordings(self) -> int:
        """How many programs record, and not only prepare to."""
        told = self._desktop.run("pactl", "-f", "json", "list", "source-outputs", check=False).stdout
        return sum(not recording["corked"] for recording in json.loads(told or "[]"))

    def _plug_in(self, name: str, *options: str) -> None:
        self._desktop.run("pactl", "load-module", "module-null-sink", f"sink_name={name}", *options)
        # the session manager takes a moment to make it known
        self._desktop.wait(lambda: name in self._desktop.run("pactl", "list", "short", "sources").stdout, name)
