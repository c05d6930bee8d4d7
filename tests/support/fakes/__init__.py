"""Fakes: a source for tests of the loop, and services that play a desktop on a private bus."""
