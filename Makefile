# Nightstand's commands. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help read test test-slow test-all test-lowest check format lint types layers spelling pictures snapshots keys shell golden bench wheel wheel-test clean

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# An environment with the lowest versions that pyproject.toml admits, and what is tested there.
LOWEST := .venv-lowest
CORE   := tests/tui tests/storage/test_settings.py tests/storage/test_paths.py \
  tests/test_formats_encodings.py tests/test_formats_laws.py tests/test_typeset_cells.py \
  tests/test_typeset_layout.py tests/test_paint_themes.py tests/test_looks.py tests/test_golden.py \
  tests/test_cli.py tests/test_linear.py tests/test_pty_first_page.py \
  tests/test_search_scan.py tests/test_search_prefilter.py
# Where distributions are built, and the empty environment that the wheel is tried in.
BUILD  := build
# Workers of the test run: four on two cores, since many tests wait for a terminal.
JOBS   ?= 4
# Who has no more tests takes some of another: the long ones stand side by side.
PYTEST  = -n $(JOBS) --dist worksteal

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
	$(BIN)/pytest $(PYTEST) -m "not slow"

test-slow: $(VENV)/.dev  ## run the slow tests alone, and the laws on all their examples
	NIGHTSTAND_ALL_EXAMPLES=1 $(BIN)/pytest $(PYTEST) --timeout 900 -m "slow or hypothesis"

test-all: test test-slow  ## run the tests, the slow ones too

$(LOWEST)/.dev: pyproject.toml constraints.txt tests/lowest.py
	$(PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(LOWEST)/bin/python -m tests.lowest > $(LOWEST)/constraints.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check \
	  -c $(LOWEST)/constraints.txt -e . --group test
	@touch $@

test-lowest: $(LOWEST)/.dev  ## run the tests that other packages can break with their lowest versions
	$(LOWEST)/bin/pytest $(PYTEST) -m "not slow" $(CORE)

check: lint types layers spelling test  ## the whole gate

format: $(VENV)/.dev  ## format the code
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

keys: $(VENV)/.dev  ## rewrite the table of keys in docs/
	$(BIN)/python docs/keys.py

shell: $(VENV)/.dev  ## rewrite the manual page and the shells' completions
	$(BIN)/python docs/shell_files.py

golden: $(VENV)/.dev  ## remake the golden pages of the tests; look at the difference
	$(BIN)/python -m tests.golden_pages

bench: $(VENV)/.dev  ## measure speed as ratios; NOVEL=file adds a real novel
	$(BIN)/python -m tests.bench $(NOVEL)

wheel:  ## build the source distribution, and from it the wheel
	rm -rf dist $(BUILD)/builder
	$(PYTHON) -m venv $(BUILD)/builder
	$(BUILD)/builder/bin/python -m pip install --quiet --disable-pip-version-check hatchling
	$(BUILD)/builder/bin/python -m hatchling build -t sdist -d dist
	$(BUILD)/builder/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps \
	  --wheel-dir dist dist/nightstand-*.tar.gz

wheel-test: wheel  ## install the wheel into an empty environment and try it there
	rm -rf $(BUILD)/empty
	$(PYTHON) -m venv $(BUILD)/empty
	$(BUILD)/empty/bin/python -m pip install --quiet --disable-pip-version-check \
	  -c constraints.txt dist/nightstand-*.whl
	$(BUILD)/empty/bin/python -I tests/smoke.py

clean:  ## remove what was built
	rm -rf $(VENV) $(LOWEST) .venv-3.13 $(BUILD) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
