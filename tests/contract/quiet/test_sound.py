"""What is a call and what is none, what is a shared screen and what is none: on a real PipeWire."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols import pipewire_pod
from breakd.desktop.protocols.channel import MOST, Malformed
from breakd.desktop.protocols.pipewire import PipeWire
from breakd.desktop.protocols.pulseaudio import PulseAudio, Recording
from breakd.desktop.protocols.pulseaudio_tagstruct import decode, encode
from breakd.desktop.quiet import microphone, screen_share
from breakd.desktop.quiet.monitor import QuietMonitor, survey
from breakd.desktop.quiet.probe_list import probe_makers
from breakd.engine.events import QuietReason, QuietSeen
from tests.support.contract.presence_rigs import PATIENCE, Heard
from tests.support.rigs import needs
from tests.support.rigs.audio import LOUDSPEAKERS, Audio
from tests.support.rigs.desktop import Desktop

SOUND = (QuietReason.CALL, QuietReason.SCREEN_SHARE)
NOTHING = QuietSeen(frozenset[QuietReason]())
CALL = QuietSeen(frozenset({QuietReason.CALL}))
SHARED = QuietSeen(frozenset({QuietReason.SCREEN_SHARE}))
SLACK = 4.0


@pytest.fixture(scope="module")
def desktop() -> Iterator[Desktop]:
    needs.require("audio")
    with Desktop() as desktop:
        yield desktop


@pytest.fixture(scope="module")
def audio(desktop: Desktop) -> Iterator[Audio]:
    with Audio(desktop) as audio:
        yield audio


def open_files() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


@asynccontextmanager
async def watching(environ: Mapping[str, str]) -> AsyncIterator[tuple[QuietMonitor, Heard]]:
    """Both reasons that PipeWire tells of, watched; nothing holds yet."""
    heard = Heard()
    quiet = QuietMonitor(heard.report, {reason: probe_makers(None, environ)[reason] for reason in SOUND})
    quiet.watch(True)
    try:
        assert await heard.next(QuietSeen, SLACK) == NOTHING
        yield quiet, heard
    finally:
        await quiet.stop()


@pytest.mark.audio
@pytest.mark.parametrize(
    ("source", "options"),
    [
        (f"{LOUDSPEAKERS}.monitor", []),
        ("microphone", ["--property=application.id=org.PulseAudio.pavucontrol"]),
        ("microphone", ["--stream-name=Peak detect"]),
    ],
    ids=["what the loudspeakers play", "a mixer", "a level meter"],
)
async def test_what_is_no_call(desktop: Desktop, audio: Audio, source: str, options: list[str]) -> None:
    async with watching(desktop.env) as (quiet, heard):
        with audio.recording(source, *options):
            await asyncio.sleep(2.3)
            await quiet.beat()
            await asyncio.sleep(0.1)
            assert heard.events == []
            with audio.call():
                assert await heard.next(QuietSeen, SLACK) == CALL
        assert await heard.next(QuietSeen, SLACK) == NOTHING


class Recordings(PulseAudio):
    """A sound server with these recordings of its microphone."""

    def __init__(self, *properties: Mapping[str, str]) -> None:
        super().__init__(lambda: None, lambda: None)
        self._found = [Recording(1, True, False, one) for one in properties]

    async def recordings(self) -> list[Recording]:
        return self._found

    async def is_monitor(self, source: int) -> bool:
        return source != 1


async def test_a_stream_that_only_measures_is_no_call() -> None:
    """PipeWire's own mixers (and those that ask PulseAudio for a peak stream) say so in a property."""
    meter = {"application.name": "A mixer", "stream.monitor": "true"}
    assert await microphone.programs(Recordings(meter)) == ()
    assert await microphone.programs(Recordings(meter, meter | {"stream.monitor": "false"})) == ("A mixer",)


async def test_a_program_is_called_by_the_best_name_that_it_gives() -> None:
    nameless = Recordings({"media.name": "Stream"}, {"application.process.binary": "rec", "media.name": "Stream"}, {})
    assert await microphone.programs(nameless) == ("Stream", "rec", "?")


@pytest.mark.audio
async def test_the_program_that_records_has_a_name(desktop: Desktop, audio: Audio) -> None:
    assert await microphone.users(desktop.env) == ()
    with audio.recording("microphone", "--client-name=All day"):
        assert await microphone.users(desktop.env) == ("All day",)


@pytest.mark.audio
async def test_two_calls_are_over_when_both_are(desktop: Desktop, audio: Audio) -> None:
    async with watching(desktop.env) as (_quiet, heard):
        with audio.call():
            assert await heard.next(QuietSeen, SLACK) == CALL
            with audio.call():
                pass
            await asyncio.sleep(0.3)
            assert heard.events == []
        assert await heard.next(QuietSeen, SLACK) == NOTHING


@pytest.mark.audio
@pytest.mark.parametrize(("role", "watched"), [("Camera", True), ("Screen", False)], ids=["a camera", "unwatched"])
async def test_what_is_no_shared_screen(desktop: Desktop, audio: Audio, role: str, watched: bool) -> None:
    async with watching(desktop.env) as (_quiet, heard):
        with audio.picture(role, watched):
            await asyncio.sleep(0.3)
            assert heard.events == []


@pytest.mark.audio
async def test_a_shared_screen_and_a_call_are_two_reasons(desktop: Desktop, audio: Audio) -> None:
    async with watching(desktop.env) as (_quiet, heard):
        with audio.call():
            assert await heard.next(QuietSeen, SLACK) == CALL
            with audio.picture("Screen"):
                assert await heard.next(QuietSeen, SLACK) == QuietSeen(frozenset(SOUND))
            assert await heard.next(QuietSeen, SLACK) == CALL
        assert await heard.next(QuietSeen, SLACK) == NOTHING


@pytest.mark.audio
async def test_sound_servers_that_crash_in_a_call_and_come_back() -> None:
    needs.require("audio")
    with Desktop() as desktop, Audio(desktop) as audio:
        async with watching(desktop.env) as (quiet, heard):
            with audio.call():
                assert await heard.next(QuietSeen, SLACK) == CALL
                await asyncio.to_thread(audio.stop)
                assert await heard.next(QuietSeen, SLACK) == NOTHING
                await quiet.beat()
                await asyncio.to_thread(audio.start)
            with audio.call():
                assert await heard.next(QuietSeen, SLACK) == CALL


@pytest.mark.audio
@pytest.mark.usefixtures("audio")
async def test_no_connection_stays_when_nobody_watches(desktop: Desktop) -> None:
    before = open_files()
    async with watching(desktop.env) as (quiet, _heard):
        assert open_files() == before + len(SOUND)
        quiet.watch(False)
        await asyncio.sleep(0.1)
        assert open_files() == before


@pytest.mark.audio
@pytest.mark.usefixtures("audio")
async def test_survey_on_a_desktop_with_sound(desktop: Desktop) -> None:
    makers = {reason: probe_makers(None, desktop.env)[reason] for reason in SOUND}
    assert await survey(makers) == {}


async def test_survey_without_any_sound_server(tmp_path: Path) -> None:
    makers = {reason: probe_makers(None, {"XDG_RUNTIME_DIR": str(tmp_path)})[reason] for reason in SOUND}
    assert await survey(makers) == {
        QuietReason.CALL: f"no answer at {tmp_path}/pulse/native (No such file or directory)",
        QuietReason.SCREEN_SHARE: f"no answer at {tmp_path}/pipewire-0 (No such file or directory)",
    }


# --- where the servers listen -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"XDG_RUNTIME_DIR": "/run/user/1"}, "/run/user/1/pulse/native"),
        ({"XDG_RUNTIME_DIR": "/run/user/1", "PULSE_RUNTIME_PATH": "/p"}, "/p/native"),
        ({"PULSE_SERVER": "unix:/tmp/pulse"}, "/tmp/pulse"),
        ({"PULSE_SERVER": "/tmp/pulse"}, "/tmp/pulse"),
        ({"PULSE_SERVER": "{0123abc}unix:/tmp/pulse tcp:host:4713"}, "/tmp/pulse"),
        ({"PULSE_SERVER": "tcp:host:4713 unix:/tmp/pulse"}, "/tmp/pulse"),
    ],
)
def test_where_the_sound_server_listens(environ: dict[str, str], path: str) -> None:
    assert microphone.socket_path(environ) == path


@pytest.mark.parametrize("environ", [{}, {"PULSE_SERVER": "tcp:host:4713"}])
def test_nowhere_to_ask_for_a_microphone(environ: dict[str, str]) -> None:
    with pytest.raises(Unavailable):
        microphone.socket_path(environ)


def test_where_pipewire_listens() -> None:
    assert screen_share.socket_path({"XDG_RUNTIME_DIR": "/r"}) == "/r/pipewire-0"
    assert screen_share.socket_path({"XDG_RUNTIME_DIR": "/r", "PIPEWIRE_RUNTIME_DIR": "/p"}) == "/p/pipewire-0"
    assert screen_share.socket_path({"XDG_RUNTIME_DIR": "/r", "PIPEWIRE_REMOTE": "other"}) == "/r/other"
    assert screen_share.socket_path({"XDG_RUNTIME_DIR": "/r", "PIPEWIRE_REMOTE": "/s/pw"}) == "/s/pw"
    with pytest.raises(Unavailable):
        screen_share.socket_path({})


# --- servers that are none ----------------------------------------------------------------------


@asynccontextmanager
async def talking(path: Path, words: bytes, *, hang_up: bool) -> AsyncIterator[None]:
    """Something at `path` that answers whoever calls with these bytes."""

    writers = []

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        writer.write(words)
        if hang_up:
            writer.close()

    server = await asyncio.start_unix_server(answer, path)
    try:
        yield
    finally:
        for writer in writers:
            writer.close()
        server.close()
        await asyncio.sleep(0)


GIANT = struct.pack(">IIIII", 0xFFFFFFF0, 0xFFFFFFFF, 0, 0, 0)
CUT_SHORT = struct.pack(">IIIII", 3, 0xFFFFFFFF, 0, 0, 0) + b"L\0\0"


@pytest.mark.parametrize(
    ("words", "hang_up"), [(GIANT, False), (CUT_SHORT, False), (b"", True)], ids=["giant", "cut", "gone"]
)
async def test_what_talks_nonsense_is_not_available(bus_folder: Path, words: bytes, hang_up: bool) -> None:
    path = bus_folder / "native"
    async with talking(path, words, hang_up=hang_up):
        with pytest.raises(Unavailable):
            await asyncio.wait_for(PulseAudio.open(str(path)), PATIENCE)


PICTURE_GIANT = struct.pack("=IIII", 0, 1 << 24 | MOST, 0, 0)
PICTURE_CUT = struct.pack("=IIII", 0, 1 << 24 | 12, 0, 0) + struct.pack("=III", 64, 14, 0)


@pytest.mark.parametrize(("words", "hang_up"), [(PICTURE_CUT, False), (b"", True)], ids=["cut", "gone"])
async def test_what_talks_nonsense_of_pictures_is_not_available(
    bus_folder: Path, words: bytes, hang_up: bool
) -> None:
    path = bus_folder / "pipewire-0"
    async with talking(path, words, hang_up=hang_up):
        with pytest.raises(Unavailable):
            await asyncio.wait_for(PipeWire.open(str(path), lambda: None, lambda: None), PATIENCE)


async def test_what_never_says_enough_is_given_up(bus_folder: Path) -> None:
    async with talking(bus_folder / "pipewire-0", PICTURE_GIANT, hang_up=False):
        maker = probe_makers(None, {"XDG_RUNTIME_DIR": str(bus_folder)})[QuietReason.SCREEN_SHARE]
        found = await survey({QuietReason.SCREEN_SHARE: maker})
    assert found == {QuietReason.SCREEN_SHARE: "no answer within 2 s"}


@pytest.mark.parametrize(
    "data", [b"short", struct.pack("=II", 8, 14) + struct.pack("=II", 99, 4), struct.pack("=II", 9, 8)]
)
def test_pods_that_are_none(data: bytes) -> None:
    with pytest.raises(Malformed):
        pipewire_pod.decode(data)


def test_values_there_and_back() -> None:
    values: list[int | bytes | dict[str, str] | None] = [7, b"bytes", {"key": "välue", "more": ""}, None]
    assert decode(encode(*values)) == values


@pytest.mark.parametrize("data", [b"L\0", b"t no end", b"P", b"Px", b"?", b"x\xff\xff\xff\xff", b"m\x05\0", b"P1"])
def test_values_that_are_none(data: bytes) -> None:
    with pytest.raises(Malformed):
        decode(data)
