# Every command of the project; `make` alone lists them. Two matter to a newcomer: `make demo` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# The demo's files lie beside the code, where `make clean` does not touch them; a real house says where its own lie.
export MEKTEPKE_HOME ?= $(CURDIR)/.home
# A bare machine may speak only ASCII; children's names do not.
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

PYTHON ?= python3
BIN := .venv/bin
LANGUAGES := $(patsubst %.po,%.mo,$(shell find src -name '*.po'))
UNIT := tests --ignore=tests/journeys --ignore=tests/promises

.PHONY: help setup demo test long check bench lock messages pictures clean tested

help:  ## list the commands
	@sed -n 's/^\([a-z]*\):.*##/make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: .venv/.installed $(LANGUAGES)  ## the environment: .venv with everything the house needs to run

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install python3 and python3-venv, version 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version). Another one: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python cannot make an environment: install the package python3-venv, for example with: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

# The locks are complete, so nothing is left to resolve: pip would look for the newest of a part that another one wants
# with an extra, and give up on the day when that is newer than the lock. The project is installed by the setuptools of
# the lock, without asking the network for another one.
.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install -q --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.tested: requirements-test.lock .venv/.installed
	$(BIN)/pip install -q --no-deps --require-hashes -r requirements-test.lock
	@touch $@

%.mo: %.po | .venv/.installed
	@$(BIN)/pybabel -q compile -i $< -o $@

demo: setup  ## the pilot's made-up schools on http://127.0.0.1:8000 (ARGS="--today 2014-12-01")
	$(BIN)/mektepke demo $(ARGS)

tested: setup .venv/.tested
	@tools/debian_packages.sh

test: tested  ## everything that has to hold
	@$(BIN)/python tools/parts.py \
	  "linters, types, layers" "$(MAKE) -s check" \
	  "unit tests on SQLite" "DATABASE_URL= $(BIN)/pytest -n 2 $(UNIT)" \
	  "unit tests on PostgreSQL" "tools/with_postgres.sh $(BIN)/pytest -n 2 $(UNIT)" \
	  "journeys in a browser" "DATABASE_URL= $(BIN)/pytest -n 2 tests/journeys" \
	  "promises" "DATABASE_URL= $(BIN)/pytest -n 2 tests/promises"

long: tested  ## what takes minutes, at most 20
	@$(BIN)/python tools/parts.py \
	  "long tests" "DATABASE_URL= $(BIN)/pytest -m long --durations=10 tests" \
	  "what no unit test has touched" "DATABASE_URL= $(BIN)/pytest -q -n 2 $(UNIT) --cov --cov-report=term"

check: setup .venv/.tested  ## linters, types, layers, migrations
	@$(BIN)/python tools/parts.py \
	  "linter" "$(BIN)/ruff check" \
	  "form" "$(BIN)/ruff format --check" \
	  "types" "$(BIN)/mypy" \
	  "layers" "$(BIN)/lint-imports" \
	  "migrations" "PYTHONPATH=. DATABASE_URL= $(BIN)/django-admin makemigrations --check --dry-run --settings tests.settings"

bench: tested  ## measure, and print a table
	$(BIN)/python -m benchmarks $(ARGS)

lock: .venv/.tested  ## choose newest versions that fit together and write both locks, without addresses
	@# The house's own needs are taken from the tests' choice, so that what is tested is what runs.
	$(BIN)/uv pip compile -q --upgrade pyproject.toml --group build --all-extras --universal \
	  --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header -o requirements-test.lock
	$(BIN)/uv pip compile -q --upgrade pyproject.toml --group build --universal \
	  --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header -c requirements-test.lock -o requirements.lock

messages: tested  ## tell what is not translated
	$(BIN)/python tools/messages.py

pictures: tested  ## take the README's pictures from the running program
	$(BIN)/python tools/pictures.py

clean:  ## remove the environment and what tools left; the demo's files in .home stay
	rm -rf .venv .coverage htmlcov .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis src/*.egg-info
	find src -name '*.mo' -delete
	find . -name __pycache__ -prune -exec rm -rf {} +
