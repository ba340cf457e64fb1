# `make` lists the targets. Needs only Python 3.11 or newer and a package index.

MAKEFLAGS += --no-print-directory --no-builtin-rules
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
# Each process of the tests would compile all libraries anew.
export PYTHONDONTWRITEBYTECODE :=

PORT ?= 5000
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null || echo $(BIN)/uv)
SYNC = $(UV) sync --frozen --inexact --quiet
# what is compiled or compressed when the package is built
SOURCES := pyproject.toml uv.lock hatch_build.py $(shell find kimvoice/translations \
	static \( -name '*.po' -o -name '*.css' -o -name '*.js' -o -name '*.svg' \) \
	2>/dev/null)

.PHONY: help setup run demo test check attack guard translate flows shots

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | expand -t 12

setup: .venv/installed  ## Install what KIM voice needs, in .venv
	@:

run: setup  ## Serve the house in instance/
	@$(BIN)/kimvoice serve --port $(PORT)

demo: setup  ## Serve a furnished house at http://127.0.0.1:5000 (PORT=...)
	@$(BIN)/kimvoice demo --port $(PORT)

test: .venv/furnished  ## Run every test, on both databases and in a browser
	@$(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder

check: .venv/furnished  ## Format, lint, types, import contracts, tests
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@report=$$($(BIN)/lint-imports) || { echo "$$report"; exit 1; }
	@$(MAKE) --jobs=2 types test

.PHONY: types
types: .venv/furnished
	@$(BIN)/mypy

attack: .venv/furnished  ## Try to find the authors, in the long form: a table of rates
	@KIMVOICE_ATTACK=long $(BIN)/python -m tests.anonymity

guard: .venv/furnished  ## Try in the long form what an election might tell or lose
	@KIMVOICE_ATTACK=long $(BIN)/pytest -q -n auto \
		$$(grep -rlE --include='test_*.py' 'effort|KIMVOICE_ATTACK' tests/elections) \
		tests/browser/test_election*.py

translate: .venv/furnished  ## Bring the English catalogue up to date with the source
	@$(BIN)/pybabel -q extract -F pyproject.toml -k _l --no-location \
		--project KIMvoice -o .venv/messages.pot .
	@$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date \
		-i .venv/messages.pot -d kimvoice/translations -l en

flows: .venv/furnished  ## Draw the state machines into docs/flows.md
	@$(BIN)/python -m tests.flows

shots: .venv/furnished  ## Take pictures of the demo's pages, into shots/
	@$(BIN)/python -m tests.shots

.venv/installed: $(SOURCES) | $(UV)
	@$(SYNC) --no-dev
	@touch $@

.venv/furnished: $(SOURCES) | $(UV)
	@$(SYNC)
	@touch $@ .venv/installed

# Reached only where no uv is on PATH.
$(BIN)/uv:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
			&& break; python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "KIM voice needs Python 3.11 or newer; none was found." >&2; exit 1; fi; \
	if ! $$python -c 'import ensurepip' 2>/dev/null; then \
		echo "This $$python cannot make virtual environments:" \
			"install the package python3-venv and try again." >&2; exit 1; fi; \
	$$python -m venv .venv && $(BIN)/pip install --quiet uv
