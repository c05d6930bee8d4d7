"""What a public project has: forms, a workflow with all stages, licences that a program can read."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from hatch_build import ReadmeHook
from tools import debian_package

PROJECT = Path(__file__).parents[2]
WORKFLOW = PROJECT / ".github/workflows/ci.yml"
FORMS = PROJECT / ".github/ISSUE_TEMPLATE"
BIN = Path(sys.executable).parent


def test_the_workflow_runs_the_stages_of_the_pipeline_and_builds_the_packages() -> None:
    stages = re.findall(r"^run (make .+)$", (PROJECT / ".ci/run").read_text(), re.MULTILINE)
    text = WORKFLOW.read_text()
    assert stages
    assert [stage for stage in (*stages, "make test-packages") if stage not in text] == []


def test_it_runs_each_python_that_is_promised() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    promised = [found[1] for line in project["classifiers"] if (found := re.search(r":: (3\.\d+)$", line))]
    assert re.findall(r'"(3\.\d+)"', WORKFLOW.read_text()) == promised


def test_who_lacks_what_builds_the_package_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert debian_package.main([]) == 1
    assert capsys.readouterr().err == ("To build the package: sudo apt-get install dpkg-dev debhelper dh-python\n")


def test_the_form_about_a_stretch_first_says_what_cannot_wait() -> None:
    text = (FORMS / "stretch.yml").read_text()
    assert text.index("emergency number") < text.index("id: stretch")
    assert "breakd hurts" in text


def test_every_link_of_the_readme_leads_somewhere_on_pypi() -> None:
    metadata: dict[str, Any] = {}
    ReadmeHook(str(PROJECT), {}).update(metadata)
    text = metadata["readme"]["text"]
    assert "](https://github.com/breakd/breakd/blob/main/docs/hooks.md)" in text
    assert re.findall(r"\]\((?!https?:|#)[^)]+\)", text) == [], "PyPI has no files beside the README"


@pytest.mark.packages
@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", [WORKFLOW]),
        ("github-issue-forms", sorted(set(FORMS.glob("*.yml")) - {FORMS / "config.yml"})),
        ("github-issue-config", [FORMS / "config.yml"]),
    ],
)
def test_the_forms_and_the_workflow_keep_their_schema(schema: str, files: list[Path]) -> None:
    command: list[str | Path] = [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.packages
def test_every_file_says_its_licence() -> None:
    done = subprocess.run([BIN / "reuse", "lint"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
