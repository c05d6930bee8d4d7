"""Whether a program takes sound from a microphone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.pulseaudio import PulseAudio, PulseAudioError, Recording
from breakd.messages import quiet as texts
from breakd.messages import tr

METERS = frozenset({"org.PulseAudio.pavucontrol", "org.gnome.VolumeControl", "org.kde.kmixd", "org.kde.plasma-pa"})
"""`application.id` of those who only show how loud it is; GNOME's own microphone sign leaves out the first two."""
METER_NAME = "Peak detect"
METER_STREAM = "stream.monitor"
"""A property that PipeWire's own mixers give to a stream which only measures."""
NAMES = ("application.name", "application.process.binary", "media.name")
"""Properties that name a program, the best first."""


async def in_use(pulse: PulseAudio) -> bool:
    """Whether any recording takes a microphone in; raises Unavailable."""
    return bool(await programs(pulse))


async def programs(pulse: PulseAudio) -> tuple[str, ...]:
    """The names of the programs that take a microphone in; raises Unavailable."""
    return tuple([
        _program(recording)
        for recording in await pulse.recordings()
        if _is_listening(recording) and not await _records_loudspeakers(pulse, recording)
    ])  # fmt: skip


async def users(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Ask once for those programs, with a connection for that; raises Unavailable."""
    pulse = await PulseAudio.open(socket_path(environ))
    try:
        return await programs(pulse)
    finally:
        pulse.close()


def _program(recording: Recording) -> str:
    found = (recording.properties.get(key) for key in NAMES)
    return next((name for name in found if name), "?")


def socket_path(environ: Mapping[str, str]) -> str:
    """Where the sound server listens (as in PulseAudio's client.conf and environment); raises Unavailable."""
    if server := environ.get("PULSE_SERVER"):
        # several may be named; each may begin with the id of the machine it is meant for
        places = [place.rpartition("}")[2].removeprefix("unix:") for place in server.split()]
        for place in places:
            if place.startswith("/"):
                return place
        raise Unavailable(tr(texts.ELSEWHERE, server=server))
    if folder := environ.get("PULSE_RUNTIME_PATH"):
        return str(Path(folder, "native"))
    if folder := environ.get("XDG_RUNTIME_DIR"):
        return str(Path(folder, "pulse/native"))
    raise Unavailable(texts.NO_RUNTIME)


def _is_listening(recording: Recording) -> bool:
    result = recording.properties
    meter = (
        result.get("application.id") in METERS
        or result.get("media.name") == METER_NAME
        or result.get(METER_STREAM) in ("true", "1")
    )
    return recording.by_program and not recording.paused and not meter


async def _records_loudspeakers(pulse: PulseAudio, recording: Recording) -> bool:
    try:
        return await pulse.is_monitor(recording.source)
    except PulseAudioError:  # the source has gone, and the recording with it
        return True
