# breakd from a checkout. Needs Python 3.11 or later; everything else is fetched into .venv.
PYTHON ?= python3
ARGS ?=
STAGES ?= desktops
export PYTHON

.PHONY: help run test test-desktops lint

help:
	@echo 'make run    run breakd here, in the foreground; make run ARGS="--config examples/quick.toml" to try it out'
	@echo 'make test   lint, and every test that needs no desktop'
	@echo 'make test-desktops   the tests on real desktops without a screen; asks before it installs what they need'
	@echo 'make lint   ruff and mypy'

run: .venv/made
	@.venv/bin/breakd run $(ARGS)

test: .venv/made-dev
	@.venv/bin/python tests/run

test-desktops: .venv/made-dev
	@.venv/bin/python tests/run $(STAGES)

lint: .venv/made-dev
	@.venv/bin/python tests/run lint

.venv/made: pyproject.toml
	@tools/venv

.venv/made-dev: pyproject.toml
	@tools/venv dev
