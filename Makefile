# breakd from a checkout. Needs Python 3.11 or later; everything else is fetched into .venv.
PYTHON ?= python3
ARGS ?=
# of test-desktops: a release of Debian to run it in, and which stages; of fuzz and soak: how long; not taken from the environment
ROOT =
MINUTES = 30
STAGES = $(if $(ROOT),scenarios,desktops)
export PYTHON

.PHONY: help run test test-desktops test-packages deb fuzz soak bench lint

help:
	@echo 'make run    run breakd here, in the foreground; make run ARGS="--config examples/quick.toml" to try it out'
	@echo 'make test   lint, and every test that needs no desktop'
	@echo 'make test-desktops   the tests on real desktops without a screen; asks before it installs what they need (YES=1: does not)'
	@echo '                     ROOT=trixie: the scenarios on the desktops of Debian 13; STAGES="gnome kde" chooses'
	@echo 'make test-packages   the man pages, TAB in three shells, and the Debian package in Debian 12, 13 and testing (needs root)'
	@echo 'make deb    the Debian package, in the folder dist'
	@echo 'make fuzz   what is read from elsewhere, with accidents in it, for half an hour; MINUTES=5: for as long'
	@echo 'make soak   faults at every stage of a reminder, 200 kills, 500 reminders, in twenty minutes (docs/faults.md); MINUTES=60'
	@echo 'make bench  breakd beside its peers on Xfce: memory, wake-ups, processor time (docs/performance.md)'
	@echo 'make lint   ruff and mypy'

run: .venv/made
	@.venv/bin/breakd run $(ARGS)

test: .venv/made-dev
	@.venv/bin/python tests/run

test-desktops: .venv/made-dev
	@.venv/bin/python tests/run $(if $(ROOT),--root=$(ROOT)) $(STAGES)

test-packages: .venv/made-packages
	@.venv/bin/python tests/run packages

deb: .venv/made-dev
	@.venv/bin/python -m tools.debian_package

fuzz: .venv/made-dev
	@FUZZ_MINUTES=$(MINUTES) .venv/bin/python -m pytest -q -x tests/fuzz

soak: MINUTES = 20
soak: .venv/made-dev
	@SOAK_UNTIL=$$(($$(date +%s) + 60 * $(MINUTES))) EFFORT=20 .venv/bin/python -m pytest -q -rs --tb=native -n 6 --dist worksteal \
	    tests/faults/test_soak.py tests/daemon/test_kill.py tests/faults/test_table.py tests/engine/test_random_days.py

bench: .venv/made-dev
	@.venv/bin/python -m benchmarks.peers $(ARGS)

lint: .venv/made-dev
	@.venv/bin/python tests/run lint

.venv/made: pyproject.toml
	@tools/venv

.venv/made-dev: pyproject.toml
	@tools/venv dev

.venv/made-packages: pyproject.toml
	@tools/venv packages
