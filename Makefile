# Rutin. `make help` lists what can be done. Needs Python 3.11 to 3.14, make and git; nothing else.
PORT ?= 8000
PYTHON ?= python3
MINUTES ?= 1.5
SBOM ?= dist/rutin.cdx.json
FOLDER ?= engine/store
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# Every process of the tests reads the program anew: where the machine forbids Python to keep what it has compiled, each compiles all of it.
test cover: export PYTHONDONTWRITEBYTECODE =

.PHONY: help env run test cover mutants checks docs bench compare soak lock upgrade wheel sbom clean
.DEFAULT_GOAL := help

help:  ## This list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

env: .venv/ready  ## Make the environment in .venv (the commands below do it by themselves)

# A .venv without a working pip (half made, or its Python gone) is made anew.
.venv/ready: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
	  echo "Rutin needs Python 3.11, 3.12, 3.13 or 3.14, and «$(PYTHON)» is none of them." \
	    "If one is installed, name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making the environment in .venv (about a minute, only when the requirements have changed) …"
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PIP) install --no-deps --require-hashes --requirement requirements-dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# What the tests run by Node.js, which comes with the environment above.
tests/node/node_modules/ready: tests/node/package-lock.json .venv/ready
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --prefix tests/node --silent
	@touch $@

run: env  ## Serve the routines on this machine, in demonstration mode (PORT=9000 for another port)
	@$(BIN)/rutin serve --demo --port $(PORT)

test: checks tests/node/node_modules/ready  ## All checks and all tests
	@$(BIN)/python -m pytest --numprocesses 3 --dist worksteal

cover: checks tests/node/node_modules/ready  ## The tests, and how much of the code they reach: twice as slow, and red below the limit
	@$(BIN)/python -m pytest --numprocesses 3 --dist worksteal --cov --cov-report=term

mutants: env  ## Put small faults into files, and tell which of them no test notices (FOLDER=engine/store/sql/pages.py)
	@$(BIN)/python -m tests.mutation $(FOLDER)

checks: env  ## Only the checks: lint, format, the walls between the rooms, types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/mypy

docs: env tests/node/node_modules/ready  ## Make the pictures of the docs and the sample anew, after a change of what they show
	@$(BIN)/python docs/material.py
	@$(BIN)/python -m docs.pages

bench: env  ## Measure, beside the bare drivers and another engine, and write docs/benchmarks.md (BIG=yes for what takes long)
	@$(BIN)/python -m benchmarks $(if $(BIG),--big)

# What is compared with lies in a folder of its own, so that no test can come to need it.
.compare/ready: requirements-compare.txt .venv/ready
	@$(PIP) install --no-deps --require-hashes --target .compare --upgrade --requirement requirements-compare.txt
	@touch $@

compare: .compare/ready  ## Measure the same visit in other durable engines
	@PATH="$(CURDIR)/.compare/bin:$$PATH" PYTHONPATH=.compare $(BIN)/python -m benchmarks.others

soak: env  ## Heavy tests: kills, fuzzing, attack files, long runs; each for some minutes (MINUTES=10 for longer)
	@SOAK_MINUTES=$(MINUTES) $(BIN)/python -m pytest -m soak --hypothesis-profile soak --timeout 0 --durations 0 -rP

# The development pins are held to the runtime pins, so that both files name the same versions.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links

lock: env  ## Compile the pinned requirements from pyproject.toml, keeping the versions that still fit
	@$(COMPILE) pyproject.toml --output-file requirements.txt $(UPGRADE)
	@$(COMPILE) pyproject.toml --output-file requirements-dev.txt --group dev --all-extras --constraints requirements.txt $(UPGRADE)
	@$(COMPILE) --output-file requirements-compare.txt --group compare --constraints requirements-dev.txt $(UPGRADE)

upgrade: UPGRADE = --upgrade
upgrade: lock  ## As lock, with the newest versions

wheel: env  ## Build the wheel in dist/, without fetching anything
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

# Whether it is valid is what tests/deploy/test_release.py looks at: it takes ten times as long as to write it.
sbom: env  ## Write the bill of materials (CycloneDX) of what is pinned to dist/rutin.cdx.json
	@mkdir -p $(dir $(SBOM))
	@$(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --no-validate \
	  --output-file $(SBOM)

clean:  ## Remove the environment and everything that can be made again
	rm -rf .venv .compare tests/node/node_modules build dist output .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
