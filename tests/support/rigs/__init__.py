"""Desktops without a screen, for tests: each a context manager that ends exactly what it started."""
