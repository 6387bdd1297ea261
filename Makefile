# Process Atlas: `make site` builds the sample site, `make test` runs every test. Both make their own environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := -m pip --disable-pip-version-check install --quiet --require-hashes --requirement
INSTALL_US := -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
SUPPLY := .supply
LOCK := $(SUPPLY)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)
SECONDS ?= 60
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help site serve check test lint fuzz drawings bench rivals format browser lock audit clean

help: ## Show what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

site: $(VENV)/.site ## Build the sample site into site/
	$(BIN)/mkdocs build --strict --quiet
	@echo
	@echo "The site is in site/. To read it:"
	@echo "  $(BIN)/python -m http.server --directory site 8000     then open http://localhost:8000"

serve: $(VENV)/.site ## Show the sample site and rebuild it on every change of a spec
	$(BIN)/mkdocs serve

check: $(VENV)/.site ## Check the sample's specs
	$(BIN)/process-atlas check --fail-on warning

test: $(VENV)/.dev browser lint ## Run all checks and tests, those in a real browser too
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.dev ## Check style, types and floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fuzz: $(VENV)/.dev ## Try random specs for a time: make fuzz SECONDS=600
	FUZZ_SECONDS=$(SECONDS) $(BIN)/python -m pytest -n 2 tests/fuzz

drawings: $(VENV)/.dev browser ## Measure drawings in a real browser and set them against dot
	PYTHONPATH=mkdocs_plugin:tools $(BIN)/python tools/drawings.py --json drawings.json

SIZES ?= 100 1000
bench: $(VENV)/.dev ## Measure every stage over made-up catalogues of SIZES="100 1000" processes
	PYTHONPATH=mkdocs_plugin:tools $(BIN)/python -m bench --sizes $(SIZES) --json bench.json
	PYTHONPATH=mkdocs_plugin:tools $(BIN)/python -m bench.reader --json bench.json

rivals: $(VENV)/.dev ## Measure other tools drawing the same charts
	PYTHONPATH=mkdocs_plugin:tools $(BIN)/python -m bench.rivals --json bench.json

format: $(VENV)/.dev ## Lay out the code
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

browser: # Find a Chromium for the browser tests, or install Debian's
	@sh tests/browser/chromium.sh

lock: $(SUPPLY)/bin/uv ## Pin what pyproject.toml asks for, with hashes; newest releases: make lock UPGRADE=1
	$(LOCK) pyproject.toml --extra mkdocs --extra dev --group build --output-file locks/dev.txt
	$(LOCK) pyproject.toml --extra mkdocs --group build --constraint locks/dev.txt --output-file locks/site.txt
	$(LOCK) pyproject.toml --group build --constraint locks/dev.txt --output-file locks/core.txt
	$(LOCK) --group supply --output-file locks/supply.txt

audit: $(SUPPLY)/bin/uv $(VENV)/.dev ## Look for known faults in what is pinned, and at the licences
	$(BIN)/python -m pytest tests/supply
	@PATH="$(SUPPLY)/bin:$$PATH" sh tools/audit.sh locks/dev.txt locks/supply.txt

clean: ## Delete what was made
	rm -rf $(VENV) $(SUPPLY) site drawings.json bench.json .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# $(call environment,FOLDER): a virtual environment, where the system has no module venv too.
environment = $(PYTHON) -m venv $(1) 2>/dev/null || { rm -rf $(1); $(PYTHON) -m pip install --quiet virtualenv && $(PYTHON) -m virtualenv --quiet $(1); }

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(call environment,$(VENV))

$(VENV)/.site: $(VENV)/bin/python pyproject.toml locks/site.txt
	$(BIN)/python $(INSTALL) locks/site.txt
	$(BIN)/python $(INSTALL_US)
	@touch $@

$(VENV)/.dev: $(VENV)/.site locks/dev.txt
	$(BIN)/python $(INSTALL) locks/dev.txt
	@touch $@

$(SUPPLY)/bin/uv: locks/supply.txt
	@$(call environment,$(SUPPLY))
	$(SUPPLY)/bin/python $(INSTALL) locks/supply.txt
	@touch $@
