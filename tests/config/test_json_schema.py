"""The schema for editors: it finds what is plainly wrong, and refuses nothing that breakd reads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakd.cli.config import SCHEMA_FILE, SCHEMA_LINE, schema_text
from breakd.config.types import DURATION, HOURS, INTERVAL
from breakd.toml.errors import ErrorCollector
from breakd.toml.value_types import BAD, DAY, ValueType

PROJECT = Path(__file__).parents[2]
FAULTY = {
    "config": {
        "[sitting]\nlimit = 30\n": 'not of type "string"',
        '[sitting]\nhard_limt = "1h"\n': "'hard_limt' was unexpected",
        '[notify]\nbackend = "gtk"\n': "is not one of",
        "[place.x]\ndiscreet = 9\n": "greater than the maximum",
        '[hours]\nmonday = ["9-17"]\n': "does not match",
        "[reminder]\nsnooze = []\n": "has less than 1 item",
        '[reminder]\nsound = "yes"\n': 'not of type "boolean"',
        "[sitting]\nlimit = []\n[boddy]\n": "'boddy' was unexpected",
    },
    "body": {
        '[body]\npain = ["nek"]\n': '"nek" is not one of',
        "[body]\nsurgery = 2026-10-01T10:00:00\n": "does not match",
        '[body]\ndisclaimer = "yes"\n': "is not one of",
    },
    "stretches": {
        '[[stretch]]\nid = "mine"\nname = "Mine"\n': '"steps" is a required property',
        '[[stretch]]\nid = "cobra"\nsets_per_day = 99\n': "greater than the maximum",
        '[[stretch]]\nname = "No id"\n': '"id" is a required property',
        "format = 2\n": "is not one of",
    },
}
"""Files with one fault, and what an editor says of each."""
WORDS = st.text(st.sampled_from("0123456789dhmswekDHMSonthf:- "), max_size=14)


def taplo(file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """What the program behind the editors says of a file."""
    return subprocess.run(
        [Path(sys.executable).with_name("taplo"), "check", "--no-auto-config", *words, file],
        cwd=file.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(params=FAULTY)
def schema(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    file = tmp_path / f"{request.param}.json"
    file.write_text(schema_text(request.param))
    return request.param, file


def test_the_file_beside_the_example_is_that_of_this_program() -> None:
    assert (PROJECT / SCHEMA_FILE).read_text() == schema_text("config"), f"breakd config schema > {SCHEMA_FILE}"


def test_the_example_names_its_schema_and_keeps_it() -> None:
    example = PROJECT / "config.example.toml"
    assert example.read_text().startswith(SCHEMA_LINE)
    done = taplo(example)
    assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr


def test_good_files_are_good(tmp_path: Path) -> None:
    own = re.search(r"```toml\n(.*?)```", (PROJECT / "docs/own-stretches.md").read_text(), re.DOTALL)
    assert own
    (tmp_path / "own.toml").write_text(own[1])
    quick, body = PROJECT / "examples/quick.toml", PROJECT / "examples/body.toml"
    files = {"config": quick, "body": body, "stretches": tmp_path / "own.toml"}
    for name, file in files.items():
        (tmp_path / "schema.json").write_text(schema_text(name))
        done = taplo(file, f"--schema=file://{tmp_path / 'schema.json'}")
        assert done.returncode == 0, done.stderr


def test_each_fault_is_seen(schema: tuple[str, Path], tmp_path: Path) -> None:
    name, path = schema
    for text, said in FAULTY[name].items():
        (tmp_path / "faulty.toml").write_text(text)
        done = taplo(tmp_path / "faulty.toml", f"--schema=file://{path}")
        assert done.returncode == 1, text
        assert said in done.stderr


@given(WORDS)
def test_no_word_that_is_read_is_refused(text: str) -> None:
    for kind in (DURATION, INTERVAL, HOURS, DAY):
        if kind.read(text, (), ErrorCollector()) is not BAD:
            assert fits(text, kind), text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (DURATION, " 1D2h3M4s "), (DURATION, "90s"), (INTERVAL, "off"), (INTERVAL, "26 Weeks"), (INTERVAL, "6months"),
        (INTERVAL, "3d"), (INTERVAL, "2w"), (HOURS, "0 8:00 - 24:00"), (DAY, " 2026-11-27 "),
    ],
)  # fmt: skip
def test_odd_spellings_are_no_faults(kind: ValueType, text: str) -> None:
    assert kind.read(text, (), ErrorCollector()) is not BAD
    assert fits(text, kind)


def fits(text: str, kind: ValueType) -> bool:
    """Whether the kind's own schema, of one text, takes it."""
    for one in kind.json.get("anyOf", [kind.json]):
        if "enum" in one and text in one["enum"]:
            return True
        length = one.get("minLength", 0) <= len(text) <= one.get("maxLength", len(text))
        if "pattern" in one and length and re.search(one["pattern"], text, re.ASCII):
            return True
    return False


def test_the_schema_is_json_with_the_keys_explained() -> None:
    document = json.loads(schema_text("config"))
    limit = document["properties"]["sitting"]["properties"]["limit"]
    assert limit["default"] == "30m"
    assert limit["description"].startswith("a suggestion after this much sitting")
    assert "default" not in document["properties"]["hours"]["properties"]["monday"], "none without its line"
