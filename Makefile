# Each target does the set-up that it needs; done once, that takes no time. PYTHON is the interpreter to set up with.
PYTHON ?= python3
export PYTHON

BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo relay test conformance check bench shots translations setup setup-run clean

help:
	@echo "make demo      run ScreenPop against a simulated office that calls you"
	@echo "make relay     run the whole relay privately on the loopback address"
	@echo "make test      run the tests"
	@echo "make conformance OPENAPI=FILE   compare client and simulator with the vendor's API description"
	@echo "make check     lint, format, types (for Linux, Windows and macOS), directions of imports, dependencies"
	@echo "make bench     measure speed and memory against bare programs (under an hour)"
	@echo "make shots     take the pictures of docs/images anew, and contact sheets of all windows (build/shots)"
	@echo "make translations   bring the translations up to date with the code, and compile them"
	@echo "make setup     everything that the above need: Debian packages (as root), .venv, ScreenPop in it"
	@echo "make clean     delete all that was made, .venv too"

setup-run:
	@scripts/setup run

setup:
	@scripts/setup dev

demo: setup-run
	@scripts/demo

relay: setup
	@$(BIN)/python packaging/relay/run.py

test: setup
	$(BIN)/python -m pytest

conformance: setup
	$(BIN)/python -m scripts.conformance $(OPENAPI)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 screenpop
	$(BIN)/mypy --platform darwin screenpop
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry screenpop
	$(BIN)/deptry benchmarks scripts tests --ignore DEP002,DEP004

bench: setup
	$(BIN)/python -m benchmarks

shots: setup
	$(BIN)/python -m scripts.shots

translations: setup
	$(BIN)/python -m scripts.translations

clean:
	rm -rf .venv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf dist build demo-shots bench-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
