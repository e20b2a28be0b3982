# Rutin. `make help` lists what can be done. Needs Python 3.11 or newer, make and git; nothing else.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help env run test checks bench soak lock clean
.DEFAULT_GOAL := help

help:  ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

env: .venv/ready  ## Make the environment in .venv (the commands below do it by themselves)

.venv/ready: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Rutin needs Python 3.11 or newer. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment in .venv (once, about a minute) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: env  ## Serve the routines on this machine, in demonstration mode (PORT=9000 for another port)
	@$(BIN)/rutin serve --demo --port $(PORT)

test: env checks  ## All checks and all tests
	@$(BIN)/python -m pytest --numprocesses 2 --cov --cov-report=term

checks: env  ## Lint, format, types and the walls between the rooms
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: env  ## Measure, beside the bare drivers and another engine
	@$(BIN)/python -m benchmarks

soak: env  ## Heavy tests: crashes and long runs
	@$(BIN)/python -m pytest -m soak

lock: env  ## Compile the pinned requirements anew from pyproject.toml
	@for group in "requirements.txt" "requirements-dev.txt --group dev"; do \
	  set -- $$group; out=$$1; shift; \
	  $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	    --no-annotate --python-version 3.11 --upgrade pyproject.toml "$$@" --output-file "$$out"; \
	done

clean:  ## Remove the environment and everything that can be made again
	rm -rf .venv build dist output .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
