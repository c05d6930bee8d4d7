"""A daemon and a browser for every test of the guide that wants them."""

from tests.support.page_fixtures import chromium, daemon, faults, newcomer, page

__all__ = ["chromium", "daemon", "faults", "newcomer", "page"]
