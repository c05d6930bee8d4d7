"""docs/safety-case.md names tests that there are, and each claim has one."""

from __future__ import annotations

from tests.support.cited_tests import CitedTests

PAGE = CitedTests.of("safety-case.md")


def test_every_test_that_is_named_is_there() -> None:
    assert len(PAGE.named) > 30
    assert PAGE.wrong() == []
    assert PAGE.written_otherwise() == 0


def test_every_claim_has_a_test() -> None:
    claims = PAGE.claims()
    assert len(claims) >= 15
    assert [number for number, is_tested in claims.items() if not is_tested] == []


def test_it_says_that_no_clinician_has_reviewed_it() -> None:
    assert "No clinician has reviewed breakd" in PAGE.text
