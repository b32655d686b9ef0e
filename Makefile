# Each target makes the environment that it needs, in .venv, with the Python at hand:
#     make demo                             the documentation of your Python, searched in this process
#     make demo URL=http://localhost:8080   the same in a real Weaviate
#     make test                             what has to pass: linters, type checkers, tests

PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$each && break; done)
VENV ?= .venv
BIN = $(VENV)/bin
URL ?= embedded://
ARGS ?=
WORKERS ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYRIGHT_PYTHON_IGNORE_WARNINGS = 1

.DEFAULT_GOAL = help
.PHONY: help demo ask test lint format types pytest generate bench docs-check clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(VENV)/.demo  ## the documentation of your Python in Weaviate; URL=… for a real one
	@$(BIN)/python -m examples.pydocs --url "$(URL)" $(ARGS)

test: lint pytest  ## everything that has to pass

lint: $(VENV)/.dev  ## ruff, mypy and pyright
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pyright

format: $(VENV)/.dev  ## put the code into form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

pytest: $(VENV)/.dev  ## the tests, with coverage; ARGS="-k word" for some
	$(BIN)/pytest -n $(WORKERS) --cov --cov-report=term:skip-covered $(ARGS)

generate: $(VENV)/.dev  ## write anew what tools/ write: messages, settings, overloads, reference
	for each in wire settings overloads reference; do $(BIN)/python tools/build_$$each.py || exit; done

docs-check: $(VENV)/.dev  ## run and type-check the code in README and docs
	$(BIN)/pytest -q tests/docs $(ARGS)

bench: $(VENV)/.dev  ## measure against the official client; URL=… adds a real server
	$(BIN)/python -m benchmarks $(ARGS)

clean:  ## remove what the targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* htmlcov

# -- environments ---------------------------------------------------------------------------------

$(VENV)/.pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Say where: make PYTHON=…"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip
	$(BIN)/python -m pip install -q --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.demo: pyproject.toml | $(VENV)/.pip
	$(BIN)/python -m pip install -q --editable '.[embedded]' --group demo
	@touch $@

# pyright runs on Node: where there is none, on the one that comes as a wheel.
$(VENV)/.dev: pyproject.toml | $(VENV)/.pip
	$(BIN)/python -m pip install -q --editable '.[embedded,serve]' --group dev \
		$(if $(shell command -v node),,'pyright[nodejs]')
	@touch $@ $(VENV)/.demo
