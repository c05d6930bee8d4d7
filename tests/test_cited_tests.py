"""docs/safety-case.md and docs/security.md name tests that there are, and each of their claims has one."""

from __future__ import annotations

import pytest

from tests.support.cited_tests import CitedTests


@pytest.mark.parametrize(("page", "more_than"), [("safety-case.md", 30), ("security.md", 40)])
def test_every_test_that_is_named_is_there(page: str, more_than: int) -> None:
    cited = CitedTests.of(page)
    assert len(cited.named) > more_than
    assert cited.wrong() == []
    assert cited.written_otherwise() == 0, "a name is written in another way"


@pytest.mark.parametrize("page", ["safety-case.md", "security.md"])
def test_every_claim_has_a_test(page: str) -> None:
    claims = CitedTests.of(page).claims()
    assert len(claims) >= 15
    assert [number for number, is_tested in claims.items() if not is_tested] == []


def test_the_safety_case_says_that_no_clinician_has_reviewed_it() -> None:
    assert "No clinician has reviewed breakd" in CitedTests.of("safety-case.md").text
