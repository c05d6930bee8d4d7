"""The engine's memory after accidents: it is taken up and lived in, or it is refused by its name; never half."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from breakd import daemon
from breakd.engine.codec import Unreadable
from breakd.engine.engine import Engine
from breakd.history.recorder import Recorder
from breakd.stretches import catalogue
from breakd.system import clock
from tests.support.fuzz import Rounds
from tests.support.fuzz.chance import changed, damaged_text, value
from tests.support.samples import FILE, SETTINGS, document, taken_up

FEW = 60
FEW_KEPT = 8
SAMPLES = json.loads(FILE.read_text())


def test_any_memory(rounds: Rounds) -> None:
    lived = 0
    for chance in rounds(FEW):
        sample = SAMPLES[chance.choice(sorted(SAMPLES))]
        kept = changed(chance, sample["snapshot"])
        try:
            day = taken_up(sample | {"snapshot": kept}, night=chance.random() < 0.5)
        except Unreadable:
            continue
        lived += 1
        json.dumps(document(day.run(1)), allow_nan=False)
        day.minutes(chance.choice((1, 40)))
        json.dumps(document(day), allow_nan=False)
        json.dumps(day.engine.snapshot(), allow_nan=False)
    assert lived, "some accidents are harmless, or nothing was tried"


def test_any_kept_text(rounds: Rounds, tmp_path: Path) -> None:
    """As the daemon reads it, out of the history and out of its copy: it always starts."""
    path = tmp_path / "history.db"
    Recorder(path).close()
    machine = clock.Clock()
    for chance in rounds(FEW_KEPT):
        texts = []
        for _ in range(2):
            state = {
                "serial": 1,
                "boot_id": "x",
                "popup": [":1.42", 7],
                "announcements": [[":1.42", 8]],
                "engine": {},
            }
            sample = SAMPLES[chance.choice(sorted(SAMPLES))]
            state["engine"] = sample["snapshot"]
            whole = (
                changed(chance, state)
                if chance.random() < 0.5
                else state | {"popup": value(chance), "announcement": value(chance), "announcements": value(chance)}
            )
            text = json.dumps(whole)
            texts.append(damaged_text(chance, text) if chance.random() < 0.3 else text)
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("INSERT OR REPLACE INTO engine VALUES (1, ?)", [texts[0].encode(errors="replace").decode()])
        db.close()
        path.with_name("state.json").write_text(texts[1], errors="replace")
        recorder = Recorder(path)
        engine = Engine(SETTINGS, catalogue.load(), machine.now())
        restored = daemon._restore(engine, machine, recorder.states(), "x")
        assert all(isinstance(number, int) and number > 0 for _server, number in restored.on_screen)
        engine.status(machine.now())
        json.dumps(engine.snapshot(), allow_nan=False)
        recorder.commit([], {"boot_id": "x", "popup": None, "engine": engine.snapshot()}, durable=False)
        recorder.close()
