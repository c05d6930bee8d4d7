"""`tests/run`: what its last lines say, and which stages a name stands for."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.rigs.root import CANNOT_BUILD, LACKING, UNREACHABLE, machine

PROJECT = Path(__file__).parents[1]
REPORT = """<testsuites><testsuite tests="5" failures="1" errors="0" skipped="2">
<testcase name="a"/><testcase name="b"/><testcase name="c"><failure message="no"/></testcase>
<testcase name="d"><skipped message="no dbus-daemon here"/></testcase>
<testcase name="e"><skipped message="no dbus-daemon here"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    loader = SourceFileLoader("tests_run", str(PROJECT / "tests/run"))
    spec = importlib.util.spec_from_loader("tests_run", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "tests_run", module)  # its dataclasses look for themselves there
    loader.exec_module(module)
    return module


def test_the_last_line_is_the_sum(run: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)
    core, contract, lint = run.Result("core", good=False), run.Result("contract"), run.Result("lint", good=False)
    for result in (core, contract):
        run.count(report, result)
    run.print_table([lint, core, contract], 12.0)
    lines = capsys.readouterr().out.splitlines()
    assert "4 not run: no dbus-daemon here" in lines
    assert lines[-1] == "4 passed, 3 failed, 4 skipped", "lint, which has no tests, counts as one that failed"


def test_every_desktop_has_its_stage_once(run: ModuleType) -> None:
    stages = run.all_stages()
    assert set(stages) == {*run.UNAIDED, *run.DESKTOPS, *run.SCENARIOS, run.FAULTS, run.PACKAGES}
    assert sorted(run.LONGEST_FIRST) == sorted([*run.DESKTOPS, run.FAULTS])
    assert set(run.GROUPS["scenarios"]) == set(run.SCENARIOS)


def test_what_contract_leaves_out_runs_in_another_stage(run: ModuleType) -> None:
    (contract,), (core,), (faults,) = (run.all_stages()[name] for name in ("contract", "core", run.FAULTS))
    left_out = [word.removeprefix("--ignore=") for word in contract if word.startswith("--ignore=")]
    assert sorted(left_out) == sorted(word for word in (*core, *faults) if word.startswith("tests"))
    assert all((PROJECT / path).exists() for path in left_out)


def test_an_unknown_stage_is_told_and_runs_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "tests/run", "kde6"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("no stage kde6; there are lint core contract x11 ")
    assert done.stdout == ""


def test_compiled_files_are_kept_but_none_of_root_in_a_checkout_of_somebody(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = PROJECT.stat().st_uid
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    for user, written in ((owner + 1, False), (owner, True)):
        monkeypatch.setattr(run.os, "geteuid", lambda user=user: user)
        run.keep_compiled_files()
        assert ("PYTHONDONTWRITEBYTECODE" not in run.os.environ) is written


@pytest.mark.parametrize(
    ("ended", "in_ci", "code"),
    [
        ("UNREACHABLE", True, 0),
        ("UNREACHABLE", False, UNREACHABLE),
        ("CANNOT_BUILD", True, CANNOT_BUILD),
        ("CANNOT_BUILD", False, CANNOT_BUILD),
        ("LACKING", True, LACKING),
        ("LACKING", False, LACKING),
    ],
)
def test_where_nothing_was_tested_only_an_archive_out_of_reach_is_forgiven(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    ended: str, in_ci: bool, code: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(run.subprocess, "call", lambda _argv: getattr(run, ended))
    monkeypatch.setenv("CI", "true" if in_ci else "")
    assert run.run_in_root("trixie", []) == code
    out = capsys.readouterr().out
    assert "NOTHING WAS TESTED ON trixie" in out
    assert out.endswith(f"0 passed, {int(code != 0)} failed, 0 skipped, trixie not tested\n")


def test_an_archive_is_asked_for_what_each_has(tmp_path: Path) -> None:
    release = tmp_path / "dists/stable/InRelease"
    release.parent.mkdir(parents=True)
    release.write_text("Suite: stable\n")
    helper = tmp_path / "apt-helper"
    helper.write_text('#!/bin/sh\nexec cp "${2#file://}" "$3"\n')
    helper.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "APT_HELPER", str(helper))
        patch.setattr(machine, "mirror", lambda: f"file://{tmp_path}/")
        assert machine.archive_answers()
        release.unlink()
        assert not machine.archive_answers()
