# Two commands: `make audit` and `make test`. Both set up what they need first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
OUT ?= reports/out
AS_OF ?= 2026-11-21

.PHONY: audit test lint types layers unit search bench lock wheel clean help

help:
	@echo "make audit  set up, audit the sample inventory, and write reports to $(OUT)"
	@echo "make test   set up, check style, types and layers, and run every test"
	@echo "make search  try the property tests with examples that nobody has tried yet"
	@echo "make bench  set up and time what the budgets are about"
	@echo "make lock   pin the dependencies again, with hashes"
	@echo "make wheel  build the wheel"

# Findings are the result of an audit and not an error of the command, hence --fail-on none.
audit: $(READY)
	$(BIN)/secaudit audit inventory --as-of $(AS_OF) -o $(OUT) --fail-on none

test: $(READY) lint types layers unit

lint: $(READY)
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/ruff check src tests benchmarks tools

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

# A file's tests stay together: they share inventories that take longer to judge than to test.
unit: $(READY)
	bash tools/programs.sh
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# Property tests with examples that nobody has tried yet: what it finds becomes an @example.
search: $(READY)
	$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile=search

bench: $(READY)
	$(BIN)/python -m compileall -q src
	$(BIN)/python -m benchmarks

$(READY): requirements/dev.txt pyproject.toml tools/setup.sh
	PYTHON="$(PYTHON)" VENV="$(VENV)" bash tools/setup.sh
	touch $@

lock: $(READY)
	$(BIN)/python -m pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --strip-extras --allow-unsafe --no-header --no-annotate -o requirements/runtime.txt pyproject.toml
	$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --strip-extras --allow-unsafe --no-header --no-annotate --extra dev -c requirements/runtime.txt \
	  -o requirements/dev.txt pyproject.toml

wheel: $(READY)
	$(BIN)/python -m build --wheel --no-isolation

clean:
	rm -rf $(VENV) $(OUT) dist build
