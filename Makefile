# breakd from a checkout. Needs Python 3.11 or later; everything else is fetched into .venv.
PYTHON ?= python3
ARGS ?=
export PYTHON

.PHONY: help run test lint

help:
	@echo 'make run    run breakd here, in the foreground; make run ARGS="--config examples/quick.toml" to try it out'
	@echo 'make test   every test, real desktops too; as root or with passwordless sudo it installs what these need'
	@echo 'make lint   ruff and mypy'

run: .venv/made
	@.venv/bin/breakd run $(ARGS)

test: .venv/made-dev
	@.venv/bin/python tests/run

lint: .venv/made-dev
	@.venv/bin/python tests/run lint

.venv/made: pyproject.toml
	@tools/venv

.venv/made-dev: pyproject.toml
	@tools/venv dev
