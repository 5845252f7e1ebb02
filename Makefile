# Nightstand's commands. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help read test test-slow test-all check format lint types layers spelling pictures snapshots keys shell golden bench wheel clean

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Workers of the test run; the suite is made for two cores.
JOBS   ?= 2

unexport PYTHONDONTWRITEBYTECODE

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Nightstand needs Python 3.11 or newer; try: make PYTHON=python3.12 read"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.read: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.read
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --group dev
	@touch $@

read: $(VENV)/.read  ## set up and open the shelf on library/
	@$(BIN)/nightstand --library library

test: $(VENV)/.dev  ## set up and run the tests
	$(BIN)/pytest -n $(JOBS) -m "not slow"

test-slow: $(VENV)/.dev  ## run the slow tests alone
	$(BIN)/pytest -n $(JOBS) -m slow

test-all: test test-slow  ## run the tests, the slow ones too

check: lint types layers spelling test  ## the whole gate

format: $(VENV)/.dev  ## put the code into its form
	$(BIN)/ruff format reader tests docs
	$(BIN)/ruff check --fix reader tests docs

lint: $(VENV)/.dev
	$(BIN)/ruff format --check reader tests docs
	$(BIN)/ruff check reader tests docs

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/pytest -q tests/test_layers.py

spelling: $(VENV)/.dev
	$(BIN)/codespell reader tests docs README.md CHANGELOG.md CONTRIBUTING.md

pictures: $(VENV)/.dev  ## remake the pictures of the documentation
	$(BIN)/python docs/pictures.py

snapshots: $(VENV)/.dev  ## remake the pages that tests compare with; look at the difference
	$(BIN)/python -m tests.snapshots

keys: $(VENV)/.dev  ## write the table of keys in docs/ anew
	$(BIN)/python docs/keys.py

shell: $(VENV)/.dev  ## write the manual page and the shells' completions anew
	$(BIN)/python docs/shell_files.py

golden: $(VENV)/.dev  ## make the golden pages of the tests anew; look at the diff
	$(BIN)/python -m tests.golden_pages

bench: $(VENV)/.dev  ## measure speed as ratios; NOVEL=file adds a real novel
	$(BIN)/python -m tests.bench $(NOVEL)

wheel: $(VENV)/.dev  ## build the wheel and the source distribution
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:  ## remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
