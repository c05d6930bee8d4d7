"""The documents agree with the repository: index of decisions, files that are named, paragraphs that are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
DECISIONS = DOCS / "decisions"
NOTES = sorted(DECISIONS.glob("[0-9]*.md"))
PAGES = [*sorted(PROJECT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
CODE = ("breakd", "tests", "benchmarks", "tools", "docs")

USERS_OWN = {"config.toml", "stretches.d/", "my-plan.toml", "state.json"}
"""Files of the person's own that pages speak of: none of them is a file of the repository."""
PLACEHOLDER = re.compile(r"\b(?:NAME|NNNN|ID)\b")
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*(?:\.(?:py|md|toml|zip|css|js|html|service|sh|sql|json)|/))`")
DOCUMENT = re.compile(r"\bdocs/[\w/-]+\.md")
MODULE = re.compile(r"`(?:python -m )?((?:breakd|benchmarks|tools|tests)(?:\.[a-z_]\w*)+)(?: [^`]*)?`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
CITATION = re.compile(r"behaviour\.md\)?,? (?:paragraphs? )?(\d\.\d+(?:\.\d+)?)")
PARAGRAPH = re.compile(r"^(?:\*\*(\d\.\d+\.\d+)\*\*|### (\d\.\d+)) ", re.MULTILINE)
ROW = re.compile(r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \| (accepted|(?:superseded|amended) by \d{4}) \|$", re.MULTILINE)


def texts() -> Iterator[tuple[Path, str]]:
    for folder in CODE:
        for file in sorted((PROJECT / folder).rglob("*")):
            if file.suffix in (".py", ".md", ".toml", ".js"):
                yield file, file.read_text()


# --- decisions ------------------------------------------------------------------------------------


def heading(note: Path) -> tuple[str, str, str, str]:
    """Number, file, title and status, as the note itself says them."""
    text = note.read_text()
    title = re.match(r"# (\d{4}): (.+)\n", text)
    assert title, f"{note.name} begins with its number and its title"
    status = re.search(r"^Status: (.+)$", text, re.MULTILINE)
    return title[1], note.name, title[2], status[1] if status else "accepted"


def test_the_index_lists_every_note_with_its_title_and_status() -> None:
    listed = ROW.findall((DECISIONS / "README.md").read_text())
    assert listed == [heading(note) for note in NOTES]


def test_every_note_has_its_number_to_itself_and_in_its_file_name() -> None:
    numbers = [heading(note)[0] for note in NOTES]
    assert numbers == [note.name[:4] for note in NOTES]
    assert len(set(numbers)) == len(numbers)


def test_a_note_is_replaced_by_a_later_one_that_exists() -> None:
    numbers = {heading(note)[0] for note in NOTES}
    changed = [(heading(note)[0], heading(note)[3][-4:]) for note in NOTES if heading(note)[3] != "accepted"]
    assert ("0054", "0131") in changed
    for old, new in changed:
        assert new in numbers, old
        assert new > old


# --- files ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tails() -> frozenset[str]:
    """Every tail of every path: pages name files as short as their readers can find them."""
    found = set[str]()
    for folder in (*CODE, "examples", "packaging", "share", "systemd"):
        for file in [PROJECT / folder, *(PROJECT / folder).rglob("*")]:
            parts = file.relative_to(PROJECT).parts
            found |= {"/".join(parts[start:]) + "/" * file.is_dir() for start in range(len(parts))}
    return frozenset(found | {file.name for file in PROJECT.iterdir()})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_exists(page: Path, tails: frozenset[str]) -> None:
    text = page.read_text()
    named = {path for path in PATH.findall(text) if path not in USERS_OWN and not PLACEHOLDER.search(path)}
    assert sorted(path for path in named if path not in tails) == []
    assert sorted(link for link in LINK.findall(text) if not (page.parent / link).exists()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_names_exists(page: Path) -> None:
    for module in MODULE.findall(page.read_text()):
        name = module
        while "." in name and not _is_module(name):  # what stands behind a module is a name in it
            name = name.rpartition(".")[0]
        assert "." in name, module


def _is_module(name: str) -> bool:
    path = PROJECT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()


def test_every_document_that_code_names_exists() -> None:
    named = {(name, str(file.relative_to(PROJECT))) for file, text in texts() for name in DOCUMENT.findall(text)}
    assert {"docs/behaviour.md", "docs/dbus.md", "docs/status-json.md"} <= {name for name, _ in named}
    assert sorted(one for one in named if not (PROJECT / one[0]).exists()) == []


# --- the specification ----------------------------------------------------------------------------


def paragraphs() -> list[str]:
    return [number or section for number, section in PARAGRAPH.findall((DOCS / "behaviour.md").read_text())]


def test_every_paragraph_has_its_number_to_itself_in_order() -> None:
    numbers = paragraphs()
    assert numbers == sorted(set(numbers), key=lambda number: [int(part) for part in number.split(".")])
    assert {"1.2.3", "1.3.4", "1.3.16", "2.4"} <= set(numbers)


def test_every_paragraph_that_is_cited_exists() -> None:
    cited = {(number, str(file.relative_to(PROJECT))) for file, text in texts() for number in CITATION.findall(text)}
    assert {"1.2", "1.3", "1.3.4"} <= {number for number, _ in cited}
    assert sorted(one for one in cited if one[0] not in paragraphs()) == []


def test_every_situation_has_a_test_of_its_number_and_the_other_way_round() -> None:
    told = [int(number) for number in re.findall(r"^\| (\d+) \|", (DOCS / "situations.md").read_text(), re.MULTILINE)]
    files = (PROJECT / "tests").rglob("test_situations_*.py")
    played = {
        int(number) for file in files for number in re.findall(r"^def test_(\d\d)[a-z]?_", file.read_text(), re.M)
    }
    assert told == sorted(played)
    assert told == list(range(1, len(told) + 1))


def test_every_source_of_the_evidence_is_cited_and_every_citation_has_its_source() -> None:
    text, _, sources = (DOCS / "stretches.md").read_text().partition("\n## Sources\n")
    listed = re.findall(r"^- \[(\d+)\] .+<\S+>: \S", sources, re.MULTILINE)
    assert listed == [str(number) for number in range(1, len(listed) + 1)]
    assert set(re.findall(r"\[(\d+)\]", text)) == set(listed)
