"""The guide reads aloud in a terminal: what it gives to the program that speaks, and how long real speech takes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
import tomllib
import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from breakd.guide.script import script
from breakd.guide.spoken import Utterance, introduction, speech_seconds, spoken
from breakd.guide.terminal_voice import BE_SILENT, TerminalVoice
from breakd.stretches import catalogue
from breakd.stretches.model import EASY_LEVEL, USUAL_LEVEL
from tests.support.desktops.daemon import Daemon
from tests.support.guide_screen import Screen
from tests.support.rigs import needs

FLOOR = "figure-four-lying"
QUESTION = "shall breakd read the steps aloud? (y/n)"
SIDES = ["Left side.", "Other side: right."]
PATIENCE = 20.0
SPEAKS = """#!/bin/sh
while IFS= read -r line; do printf '%s\\n' "$line" >> {said}; done
printf 'over\\n' >> {said}
"""
"""Hears all that is to be said, and keeps it."""
SPEECHD = """LogLevel 0
LogDir "{folder}"
DefaultModule file
DefaultLanguage "en"
AudioOutputMethod "libao"
AddModule "file" "sd_generic" "file.conf"
"""
TO_FILES = r"""GenericExecuteSynth "{folder}/speak \'$DATA\'"
AddVoice "en" "male1" "en"
GenericLanguage "en" "en" "utf-8"
GenericMaxChunkLength 300
GenericDelimiters "."
"""
SPEAK = """#!/bin/sh
cd {folder}/files && n=$(ls | wc -l) && printf '%s' "$1" > $n.txt && espeak-ng -v en -s 175 -w $n.wav "$1"
"""


@pytest.fixture
def said(daemon: Daemon, tmp_path: Path) -> Path:
    """Where a program in the place of `spd-say` keeps what it is given."""
    file, programs = tmp_path / "said", tmp_path / "programs"
    programs.mkdir()
    (programs / "spd-say").write_text(SPEAKS.format(said=file))
    (programs / "spd-say").chmod(0o755)
    daemon.env["PATH"] = f"{programs}:{daemon.env['PATH']}"
    return file


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def wait_for(file: Path, line: str, times: int = 1) -> list[str]:
    """All that was said when this has been, so many times."""
    end = time.monotonic() + PATIENCE
    while (found := lines(file)).count(line) < times:
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


def opened(daemon: Daemon, screens: list[Screen], *words: str) -> Screen:
    screens.append(Screen(daemon, *words))
    return screens[-1]


def plan_of(id: str, level: int = EASY_LEVEL) -> tuple[Utterance, ...]:
    """What is said of it at this dose: a new person begins with the easy one of a back-bend on the floor."""
    return spoken(script(catalogue.load().stretches[id], level, "none", {}))


def test_all_of_the_script_is_said_in_its_order(daemon: Daemon, screens: list[Screen], said: Path) -> None:
    daemon.save("[guide]\nvoice = true\n")
    screen = opened(daemon, screens, "cobra", "--speed=20")
    screen.see("You need: a mat.")
    assert QUESTION not in screen.plain, "it is set"
    wait_for(said, " Cobra.")
    screen.begin_now()
    screen.see("Well done")
    screen.type("b")
    assert screen.end() == 0
    heard = wait_for(said, "over")
    wanted = [f" {one.text}" for one in plan_of("cobra")]
    begun = heard.index(wanted[0])
    assert heard[begun : begun + len(wanted)] == wanted
    assert heard[begun - 1] == BE_SILENT, "what was read before the stretch is not read into it"
    assert heard[begun + len(wanted) :][:2] == [BE_SILENT, " Well done"]
    assert heard[-2:] == [BE_SILENT, "over"]


def test_it_is_asked_once_and_the_answer_is_kept(daemon: Daemon, screens: list[Screen], said: Path) -> None:
    screen = opened(daemon, screens, "cobra")
    screen.see(QUESTION)
    assert lines(said) == []
    screen.type("y")
    wait_for(said, " Cobra.")
    screen.begin_now()
    first = f" {plan_of('cobra')[0].text}"
    wait_for(said, first)
    screen.type(" ")
    screen.see("Paused")
    wait_for(said, BE_SILENT, times=2)  # the first when the steps began
    screen.type(" ")
    wait_for(said, first, times=2)
    screen.type("n")
    wait_for(said, " 1 of 2.")
    screen.type("v")
    wait_for(said, "over")
    screen.type("q")
    assert screen.end() == 0
    assert tomllib.loads(daemon.config.read_text())["guide"] == {"voice": True}


def test_no_is_kept_too_and_begins_nothing(daemon: Daemon, screens: list[Screen], said: Path) -> None:
    screen = opened(daemon, screens, "cobra")
    screen.see(QUESTION)
    screen.type("n")
    screen.forget()
    screen.see("Enter begin")
    assert "Lie on your front" not in screen.plain
    screen.type("q")
    assert screen.end() == 0
    assert tomllib.loads(daemon.config.read_text())["guide"] == {"voice": False}
    assert lines(said) == []


def test_what_a_stretch_says_is_no_order_to_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "said"
    (tmp_path / "spd-say").write_text(SPEAKS.format(said=file))
    (tmp_path / "spd-say").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with TerminalVoice() as voice:
        assert voice.start()
        voice.say("!-!SET ALL VOLUME -100\n!-!STOP ALL")
    assert lines(file) == [" !-!SET ALL VOLUME -100 !-!STOP ALL", BE_SILENT, "over"]


@pytest.mark.parametrize(("program", "sentence"), [
    ("", "please install speech-dispatcher"),
    ("#!/bin/sh\nexit 1\n", "speech-dispatcher does not answer"),
])  # fmt: skip
def test_without_a_voice_it_says_so_and_goes_on(
    daemon: Daemon, screens: list[Screen], said: Path, program: str, sentence: str
) -> None:
    speaks = said.parent / "programs" / "spd-say"
    speaks.write_text(program)
    if not program:
        speaks.unlink()
        daemon.env["PATH"] = str(speaks.parent)
    screen = opened(daemon, screens, "cobra")
    screen.see("Enter begin")
    screen.type("v")
    screen.see(sentence)
    screen.type("\r")
    screen.see("Lie on your front")
    screen.type("q")
    assert screen.end() == 0


@pytest.fixture
def speech(daemon: Daemon, tmp_path: Path) -> Iterator[Path]:
    """A real speech-dispatcher that speaks with espeak-ng into files: their folder."""
    needs.require("speech")
    folder = tmp_path / "speech"
    socket = folder / "socket"
    for name in ("modules", "files"):
        (folder / name).mkdir(parents=True)
    (folder / "speechd.conf").write_text(SPEECHD.format(folder=folder))
    (folder / "modules/file.conf").write_text(TO_FILES.format(folder=folder))
    (folder / "speak").write_text(SPEAK.format(folder=folder))
    (folder / "speak").chmod(0o755)
    (folder / ".libao").write_text("default_driver=null\n")
    argv: list[str | Path] = [
        "speech-dispatcher",
        "-s",
        "-t0",
        "-C",
        folder,
        "-c",
        "unix_socket",
        "-S",
        socket,
        "-P",
        folder / "pid",
    ]
    server = subprocess.Popen(argv, env=daemon.env | {"HOME": str(folder)}, stderr=subprocess.DEVNULL)
    end = time.monotonic() + PATIENCE
    while not socket.exists():
        assert time.monotonic() < end
        assert server.poll() is None
        time.sleep(0.05)
    daemon.env["SPEECHD_ADDRESS"] = f"unix_socket:{socket}"
    yield folder / "files"
    server.terminate()
    server.wait(PATIENCE)


def length(file: Path) -> float:
    """Seconds of a sound file."""
    with contextlib.closing(wave.open(str(file))) as sound:
        frames: int = sound.getnframes()
        rate: int = sound.getframerate()
    return frames / rate


@pytest.mark.audio
def test_real_speech_fits_the_script(daemon: Daemon, screens: list[Screen], speech: Path) -> None:
    """A stretch on the floor with two sides: each utterance as espeak-ng says it ends before the next begins."""
    daemon.save("[guide]\nvoice = true\n")
    screen = opened(daemon, screens, FLOOR, "--speed=4")
    screen.begin_now()
    screen.see("Well done")
    screen.type("b")
    assert screen.end() == 0
    wanted = plan_of(FLOOR, USUAL_LEVEL)
    files = sorted(speech.glob("*.wav"), key=lambda file: int(file.stem))
    texts = [file.with_suffix(".txt").read_text().strip() for file in files]
    begun = texts.index(wanted[0].text)
    assert texts[begun : begun + len(wanted)] == [one.text for one in wanted]
    assert [text for text in texts[begun:] if " side" in text.lower() or "side:" in text] == SIDES
    for number, (one, other) in enumerate(pairwise(wanted), start=begun):
        assert one.at + length(files[number]) <= other.at, one


@pytest.mark.audio
def test_no_sentence_of_the_catalogue_takes_longer_than_planned(tmp_path: Path) -> None:
    needs.require("speech")
    acts = [script(stretch, 2, "left", {}) for stretch in catalogue.load().stretches.values()]
    texts = {one.text for act in acts for one in (*spoken(act), *introduction(act))}
    assert len(texts) > 150
    file = tmp_path / "said.wav"
    long = {}
    for text in sorted(texts):
        subprocess.run(["espeak-ng", "-v", "en", "-s", "175", "-w", file, text], check=True)
        if length(file) > speech_seconds(text):
            long[text] = (length(file), speech_seconds(text))
    assert long == {}
